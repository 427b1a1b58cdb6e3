### Sessions, devices and the chooser, signing out.

sessions-choose-heading = Choisir un compte
sessions-choose-lead = Vous êtes connecté ici avec ces comptes.
sessions-choose-lead-for = Quel compte souhaitez-vous utiliser avec { $application } ?
sessions-choose-current = Utilisé
sessions-choose-another = Utiliser un autre compte
sessions-sign-out-everyone = Se déconnecter des { $count } comptes

sessions-browser-on = { $browser } sur { $system }
sessions-browser-some = Un navigateur sur { $system }
sessions-browser-unknown = Un navigateur inconnu
sessions-out-ask = Se déconnecter de { $brand } ?
sessions-out-asked-by = <a>{ $application }</a> le demande.
sessions-out-person = <a>{ $person }</a> sera déconnecté dans ce navigateur, et les applications de cette connexion en seront informées.
sessions-out-you = Vous serez déconnecté dans ce navigateur.
sessions-out-elsewhere = Les autres navigateurs et appareils restent connectés.
sessions-out-stay = Rester connecté
sessions-out-done = Vous êtes déconnecté
sessions-out-others = Vos applications sont aussi en cours de déconnexion. Si rien ne se passe, continuez avec le bouton.
sessions-out-shared = Si d’autres utilisent cet ordinateur, fermez aussi le navigateur : une application que vous avez ouverte peut encore afficher ce qu’elle contenait.
sessions-out-again = Se reconnecter
sessions-out-frame = Une application vous déconnecte
sessions-heading = Où vous êtes connecté
sessions-lead = Mettez fin à ce que vous ne connaissez pas, puis modifiez votre mot de passe.
sessions-this = Ce navigateur
sessions-remembered = Reste connecté
sessions-seen = Vu
sessions-begun = Connecté
sessions-with-password = Avec un mot de passe
sessions-with-directory = Avec un mot de passe
sessions-with-provider = Avec un compte externe
sessions-with-passkey = Avec une clé d’accès
sessions-with-totp = Avec un code
sessions-with-recovery-code = Avec un code de secours
sessions-with-email-code = Avec un code par e-mail
sessions-end = Déconnecter
sessions-end-at = Déconnecter { $browser }, { $address }
sessions-end-others = Se déconnecter partout ailleurs
sessions-end-all = Se déconnecter partout
sessions-only = C’est le seul endroit. Quand vous vous connecterez sur un autre appareil, il apparaîtra ici et vous pourrez l’en déconnecter.
sessions-all = Voir et terminer
sessions-all-and = { $count ->
    [one] Tout voir, et un de plus
   *[other] Tout voir, et { $count } de plus
    }
sessions-ended = Cette session est terminée.
sessions-ended-others = Vous êtes déconnecté partout ailleurs.
