### Signing in.
login-heading = Se connecter à votre compte
login-heading-for = Se connecter à { $application }
login-heading-confirm = Confirmez votre identité
login-lead-confirm-for = { $application } demande à nouveau votre mot de passe.
login-lead-confirm = Cette action demande à nouveau votre mot de passe.
login-lead-for = Avec votre compte { $brand }.
login-lead = Consultez vos informations et vos connexions en cours.
login-you-are = Vous êtes
login-identifier = Nom d’utilisateur ou e-mail
login-password = Mot de passe
login-confirm = Confirmer
login-submit = Se connecter
login-not-you = Ce n’est pas vous ? <a>Déconnectez-vous</a>, puis reconnectez-vous.
login-no-account = Pas de compte, ou pas de mot de passe sous la main ? L’équipe de { $brand } peut vous aider.
login-wrong = Ce nom et ce mot de passe ne vont pas ensemble.
login-remember = Rester connecté sur cet appareil
login-others = Choisir un des comptes déjà connectés ici
