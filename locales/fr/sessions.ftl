### Sessions, devices and the chooser.

sessions-choose-heading = Choisir un compte
sessions-choose-lead = Vous êtes connecté ici avec ces comptes.
sessions-choose-lead-for = Quel compte souhaitez-vous utiliser avec { $application } ?
sessions-choose-current = · utilisé en ce moment
sessions-choose-another = Utiliser un autre compte
sessions-sign-out-everyone = Se déconnecter des { $count } comptes
