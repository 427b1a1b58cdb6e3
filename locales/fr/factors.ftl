### Passkeys, codes, recovery codes.

# The other ways under each of them.
factors-other-ways-heading = Une autre méthode
factors-other-ways-password = Utiliser votre mot de passe
factors-other-ways-provider = Utiliser un compte d’un autre service
factors-other-ways-passkey = Utiliser une clé d’accès
factors-other-ways-totp = Utiliser un code de votre application
factors-other-ways-recovery-code = Utiliser un code de secours
factors-other-ways-email-code = Recevoir un code par e-mail

# Codes on the way in.
factors-trust = Ne plus demander de code sur cet appareil
factors-code-submit = Continuer
factors-totp-heading = Saisissez le code de votre application
factors-totp-lead = Ouvrez l’application dans laquelle vous avez configuré ce compte et saisissez les six chiffres qu’elle affiche.
factors-totp-label = Code à six chiffres
factors-totp-wrong = Ce n’est pas le code du moment, ou il a déjà servi. Attendez le suivant et saisissez-le.
factors-recovery-code-heading = Saisissez un code de secours
factors-recovery-code-lead = Prenez l’un des codes que vous avez conservés en configurant votre second facteur. Chacun ne sert qu’une fois.
factors-recovery-code-label = Code de secours
factors-recovery-code-wrong = Ce n’est pas l’un de vos codes de secours, ou il a déjà servi.
factors-email-code-again = Envoyer un autre code

# An app with codes, in the account.
factors-back = Retour à votre compte
factors-not-now = Pas maintenant
factors-totp-title = Codes d’une application
factors-totp-about = Une application sur votre téléphone affiche un nouveau code toutes les trente secondes. Avec votre mot de passe, c’est votre second facteur.
factors-totp-none = Vous n’avez configuré aucune application.
factors-totp-there = Votre application
factors-totp-there-about = À chaque connexion, son code vous est demandé. Pour changer de téléphone, retirez-la ici et configurez-la sur l’autre.
factors-totp-add = Configurer une application
factors-totp-remove = Retirer l’application
factors-totp-remove-about = Ses codes ne seront plus acceptés. Si c’est votre seul second facteur, votre mot de passe suffira désormais.
factors-totp-removed = L’application est retirée.
factors-totp-scan = Ouvrez une application d’authentification sur votre téléphone et scannez cette image.
factors-totp-picture = Code QR qui configure ce compte dans une application
factors-totp-no-camera = Vous ne pouvez pas le scanner ?
factors-totp-type-secret = Saisissez cette clé dans l’application. Elle est basée sur l’heure.
factors-totp-copy = Copier la clé
factors-totp-open = L’ouvrir dans une application de cet appareil
factors-totp-then = Saisissez ensuite le code que l’application affiche
factors-totp-confirm = Confirmer
factors-totp-not-that = Ce n’est pas le code que l’application devrait afficher. Vérifiez que votre téléphone est à l’heure et saisissez le code suivant.

# Recovery codes, in the account.
factors-recovery-code-title = Codes de secours
factors-recovery-code-about = Ils vous permettent d’entrer sans votre téléphone ni votre clé : chacun une fois, avec votre mot de passe.
factors-recovery-code-left = Il reste { $left } codes sur { $made }.
factors-recovery-code-few = { $left ->
    [0] Il ne reste aucun code. Créez un nouveau jeu.
    [one] Il ne reste qu’un code. Créez un nouveau jeu.
   *[other] Il ne reste que { $left } codes. Créez un nouveau jeu.
 }
factors-recovery-code-replaces = Un nouveau jeu remplace l’ancien, dont les codes ne vaudront plus rien.
factors-recovery-code-make = Créer des codes de secours
factors-recovery-code-make-new = Créer un nouveau jeu
factors-recovery-code-no-use = Ils remplacent un second facteur. Configurez-en un d’abord.
factors-recovery-code-keep = Conservez-les avec vos papiers, pas sur le téléphone. Ils ne seront plus affichés.
factors-recovery-code-download = Télécharger dans un fichier
factors-recovery-code-kept = Je les ai conservés

# What has to be set up first.
factors-enrol-heading = Configurez un second facteur
factors-enrol-lead-for = { $application } demande plus qu’un mot de passe. Choisissez ce que vous configurez ; vous continuerez ensuite.
factors-enrol-lead = { $brand } demande à chacun plus qu’un mot de passe. Choisissez ce que vous configurez ; vous continuerez ensuite.
factors-enrol-passkey = Une clé d’accès
factors-enrol-passkey-about = Votre empreinte, votre visage ou le code de cet appareil. Personne ne peut vous la soutirer.
factors-enrol-totp = Une application à codes
factors-enrol-totp-about = Une application sur votre téléphone affiche six chiffres que vous saisissez.
factors-enrol-not-you = Ce n’est pas vous ? <a>Déconnectez-vous</a>, puis reconnectez-vous.

# Codes by mail.
factors-email-code-heading = Consultez vos e-mails
factors-email-code-send-heading = Recevoir un code par e-mail
factors-email-code-send-lead = Nous envoyons un code à huit chiffres à l’adresse de votre compte. Il est valable dix minutes, dans ce navigateur.
factors-email-code-send-lead-to = Nous envoyons un code à huit chiffres à { $email }. Il est valable dix minutes, dans ce navigateur.
factors-email-code-send = Envoyer le code
factors-email-code-lead = S’il existe un compte à ce nom et que son adresse est confirmée, nous y avons envoyé un code. Saisissez ses huit chiffres, ou ouvrez dans ce navigateur le lien qui l’accompagne.
factors-email-code-lead-to = Nous avons envoyé un code à { $email }. Saisissez ses huit chiffres, ou ouvrez dans ce navigateur le lien qui l’accompagne.
factors-email-code-label = Code à huit chiffres
factors-email-code-wrong = Ce n’est pas le dernier code envoyé, ou il a expiré. Saisissez-le à nouveau, ou faites-en envoyer un autre.
factors-email-link-heading = Poursuivre la connexion
factors-email-link-lead = Vous avez ouvert le lien que nous vous avons envoyé. Il fonctionne une seule fois.
factors-email-link-submit = Se connecter
factors-email-link-elsewhere = Revenez là où vous vous connectez
factors-email-link-elsewhere-lead = Ce lien fonctionne dans le navigateur où vous l’avez demandé. Revenez-y et saisissez ce code :
factors-email-link-elsewhere-after = Il ne s’est encore rien passé : le code et le lien restent valables. Si vous n’êtes pas en train de vous connecter, quelqu’un d’autre essaie de le faire : ne donnez ce code à personne.
