### The account pages.

account-heading = Votre compte
account-apps-heading = Vos applications
account-apps-lead = Ce qui peut utiliser votre compte, et ce que chaque application peut voir et faire.
account-apps-empty = Aucune application n’utilise votre compte. Quand vous vous connectez à l’une d’elles avec { $brand }, elle apparaît ici et vous pouvez lui retirer son accès.
account-apps-off = Désactivée
account-apps-connected = Connectée
account-apps-allowed = Autorisée
account-apps-used = Utilisée pour la dernière fois
account-apps-stays = Reste connectée après votre déconnexion
account-apps-ends = Prend fin à votre déconnexion
account-apps-not-now = Pas connectée actuellement
account-apps-open = Ouvrir
account-apps-remove = Retirer l’accès
account-apps-of = de { $application }
account-apps-remove-what = { $application } perd immédiatement son accès sur tous vos appareils. Elle conserve ce qu’elle a déjà lu.
account-apps-remove-first-party = Elle appartient à { $brand } : quand vous la rouvrez, elle obtient l’accès sans demander.
account-apps-remove-asks = Quand vous la rouvrez, elle doit vous demander l’autorisation.
account-apps-removed = { $application } ne peut plus utiliser votre compte.
account-apps-removed-some = L’accès est retiré.
account-apps-none = Cette application n’a pas accès à votre compte.
account-password-current = Mot de passe actuel
account-password-new = Nouveau mot de passe
account-password-change = Modifier le mot de passe
account-password-changed = Votre mot de passe est modifié. Vous êtes déconnecté partout ailleurs.
account-password-changed-keys = Votre mot de passe est modifié. Vous êtes déconnecté partout ailleurs et vos clés d’API ont pris fin.
account-role-at = { $role } auprès de { $resource }
account-name-saved = Votre nom est enregistré.
account-details-saved = Vos informations sont enregistrées.
account-details-reached = Téléphone et adresse
account-detail-given-name = Prénom
account-detail-middle-name = Deuxième prénom
account-detail-family-name = Nom
account-detail-nickname = Surnom
account-detail-profile = Page de profil
account-detail-picture = Photo
account-detail-website = Site web
account-detail-gender = Genre
account-detail-birthdate = Date de naissance
account-detail-zoneinfo = Fuseau horaire
account-detail-locale = Langue
account-detail-phone-number = Numéro de téléphone
account-detail-street-address = Rue
account-detail-postal-code = Code postal
account-detail-locality = Ville
account-detail-region = Région
account-detail-country = Pays
account-detail-formatted = Adresse complète
account-hint-birthdate = Sous la forme 1990-12-31, ou l’année seule.
account-hint-locale = Un code tel que de ou pt-BR.
account-hint-zoneinfo = Par exemple Europe/Berlin.
account-hint-phone-verified = Ce numéro est vérifié.
account-hint-phone = Par exemple +49 30 123456.
account-form-name = Au plus 100 caractères, sans caractères de contrôle.
account-form-url = Écrivez une adresse web complète, par exemple https://example.org/ada.
account-form-birthdate = Écrivez-la sous la forme 1990-12-31, ou l’année seule ; 0000-12-31 omet l’année.
account-form-zone = Écrivez le nom d’un fuseau horaire, par exemple Europe/Berlin.
account-form-locale = Écrivez le code d’une langue, par exemple de ou pt-BR.
account-form-phone = Écrivez-le avec l’indicatif du pays, par exemple +49 30 123456.
account-form-lines = Au plus 500 caractères sur au plus 10 lignes.
account-name-taken = « { $name } » appartient à un autre compte.
account-taken = Ce nom ou cette adresse appartient à un autre compte.
account-username-form = De 1 à 64 caractères, sans espace.
account-email-form = Ce n’est pas une adresse e-mail. Écrivez-la sous la forme name@example.org.
account-no-phone = Il n’y a pas de numéro de téléphone à vérifier.
account-no-email = Il n’y a pas d’adresse e-mail à vérifier.
account-email-moved = L’adresse vient d’être modifiée par quelqu’un d’autre. Consultez le compte, puis réessayez.
account-deleted = Ce compte a été supprimé.
account-nav = Votre compte
account-nav-overview = Vue d’ensemble
account-nav-profile = Profil
account-nav-security = Sécurité
account-nav-sessions = Appareils
account-nav-activity = Activité
account-nav-apps = Applications
account-nav-data = Vos données
account-roles = { $count ->
    [one] Rôle :
   *[other] Rôles :
    }
account-email = Adresse e-mail
account-email-lead = Vous y recevez les messages sur votre compte, et elle vous permet d’y revenir.
account-email-verified = Vérifiée
account-email-unverified = Non vérifiée
account-email-none = Aucune adresse n’est connue.
account-email-action = Modifier
account-safety = Votre compte est-il en sécurité ?
account-advice-email = Confirmez votre adresse e-mail
account-advice-email-text = D’ici là, elle ne permet pas de récupérer votre compte.
account-advice-email-action = Confirmer
account-advice-passkey = Ajoutez une clé d’accès
account-advice-passkey-text = Vous vous connectez alors avec votre empreinte, votre visage ou le verrouillage de l’écran, et personne ne peut vous la soutirer.
account-advice-passkey-action = Ajouter
account-advice-codes = Créez de nouveaux codes de secours
account-advice-codes-text = Ils vous ouvrent la porte si votre appareil est perdu. Il en reste peu ou aucun.
account-advice-codes-action = Créer
account-advice-none = Votre compte est bien protégé
account-advice-none-text = Vous n’avez rien à faire.
account-factor-password = Vous en avez un.
account-factor-password-title = Mot de passe
account-factor-password-action = Modifier
account-factor-password-none = Vous n’en avez pas et vous connectez sans.
account-factor-password-none-title = Mot de passe
account-factor-password-none-action = En définir un
account-factor-passkeys = { $count ->
    [one] Une clé d’accès.
   *[other] { $count } clés d’accès.
    }
account-factor-passkeys-title = Clés d’accès
account-factor-passkeys-action = Gérer
account-factor-passkeys-none = Aucune. La façon la plus sûre de se connecter, et la plus rapide.
account-factor-passkeys-none-title = Clés d’accès
account-factor-passkeys-none-action = Ajouter
account-factor-totp = Activée. Vous saisissez un code en vous connectant.
account-factor-totp-title = Application d’authentification
account-factor-totp-action = Gérer
account-factor-totp-none = Désactivée. Une application de votre téléphone affiche un code, demandé en plus du mot de passe.
account-factor-totp-none-title = Application d’authentification
account-factor-totp-none-action = Configurer
account-factor-codes = { $count ->
    [0] Il n’en reste aucun.
    [one] Il en reste un.
   *[other] Il en reste { $count }.
    }
account-factor-codes-title = Codes de secours
account-factor-codes-action = Gérer
account-factor-linked = { $count ->
    [0] Aucun.
    [one] Un compte ailleurs.
   *[other] { $count } comptes ailleurs.
    }
account-factor-linked-title = Comptes liés
account-factor-linked-action = Gérer
account-lately = Ce qui s’est passé récemment
account-lately-all = Voir toute l’activité
account-apps-count = { $count ->
    [0] Aucune application n’utilise votre compte.
    [one] Une application utilise votre compte.
   *[other] { $count } applications utilisent votre compte.
    }
account-apps-all = Vos applications
account-keys-count = { $count ->
    [0] Vous n’avez pas de clé d’API.
    [one] Vous avez une clé d’API.
   *[other] Vous avez { $count } clés d’API.
    }
account-keys-all = Vos clés d’API
account-security-lead = Ce avec quoi vous vous connectez, et ce qui vous aide si vous le perdez.
account-security-factors = Comment vous vous connectez
account-security-factors-lead = Pour y changer quoi que ce soit, il faut prouver à nouveau que c’est vous.
account-back-security = Retour à la sécurité
account-password-set = Définir un mot de passe
account-password-lead = Vous serez alors déconnecté partout ailleurs.
account-password-lead-keys = Vous serez alors déconnecté partout ailleurs et vos clés d’API prendront fin.
account-profile-lead = Les applications voient ces informations si vous le permettez.
account-name = Nom
account-name-lead = Vous vous connectez en tant que { $username }.
account-name-save = Enregistrer le nom
account-language = Langue
account-language-lead = De ces pages et des messages qui vous sont envoyés.
account-language-none = Celle du navigateur
account-language-save = Enregistrer
account-details = Davantage sur vous
account-details-lead = Vous pouvez tout laisser vide. Les applications qui voient votre nom voient aussi la première partie ; pour le téléphone et l’adresse, elles le demandent à part.
account-details-open = Afficher et modifier
account-details-save = Enregistrer les informations
account-details-others = Les applications peuvent aussi l’apprendre. Seul l’exploitant de ce serveur peut le modifier.
account-activity-lead = Ce qui est arrivé à votre compte. Si quelque chose vous est inconnu, modifiez votre mot de passe.
account-activity-none = Rien n’est connu. Ce qui se passera désormais apparaîtra ici.
account-activity-older = Plus ancien
account-activity-latest = Plus récent
account-event-signed-in = Vous vous êtes connecté
account-event-sign-in-refused = Une connexion a été refusée
account-event-new-device = Vous vous êtes connecté sur un nouvel appareil
account-event-signed-out = Vous vous êtes déconnecté
account-event-signed-out-elsewhere = Déconnecté ici parce que vous vous êtes déconnecté là-bas
account-event-signed-out-by-app = Une application vous a déconnecté
account-event-session-ended = Vous avez déconnecté un autre appareil
account-event-sessions-ended = Vous avez déconnecté plusieurs appareils
account-event-password-changed = Mot de passe modifié
account-event-password-reset = Mot de passe choisi à nouveau par un lien
account-event-recovery-asked = Un lien pour choisir un nouveau mot de passe a été envoyé
account-event-passkey-added = Clé d’accès ajoutée
account-event-passkey-renamed = Clé d’accès renommée
account-event-passkey-removed = Clé d’accès supprimée
account-event-totp-added = Application d’authentification configurée
account-event-totp-removed = Application d’authentification supprimée
account-event-recovery-codes-made = Codes de secours créés
account-event-recovery-code-used = Code de secours utilisé
account-event-email-change-asked = Changement d’adresse e-mail demandé
account-event-email-changed = Adresse e-mail modifiée
account-event-email-verified = Adresse e-mail confirmée
account-event-account-linked = Compte externe lié
account-event-account-unlinked = Compte externe dissocié
account-event-profile-changed = Profil modifié
account-event-picture-changed = Photo modifiée
account-event-consent-given = Une application a été autorisée à utiliser votre compte
account-event-consent-taken = Une application a perdu son accès
account-event-api-key-made = Clé d’API créée
account-event-api-key-renewed = Clé d’API renouvelée
account-event-api-key-ended = Clé d’API révoquée
account-event-terms-accepted = Conditions d’utilisation acceptées
account-event-data-exported = Vos données ont été téléchargées
account-event-account-created = Le compte a été créé
account-event-device-forgotten = Un appareil n’est plus de confiance
account-picture = Photo
account-picture-lead = Les applications qui voient votre nom la voient aussi.
account-picture-yours = Votre photo
account-picture-file = Une photo de cet appareil
account-picture-save = Utiliser
account-picture-hint = PNG, JPEG ou WebP, 5 Mo au plus. Elle est recadrée en carré, et le lieu de la prise de vue est effacé.
account-picture-remove = Supprimer la photo
account-picture-saved = Votre photo est enregistrée.
account-picture-removed = Vous n’avez plus de photo.
account-picture-kind = Choisissez une image PNG, JPEG ou WebP.
account-picture-large = Cette image est trop grande. Choisissez-en une de 5 Mo et 25 mégapixels au plus.
account-picture-unreadable = Cette image est illisible. Enregistrez-la à nouveau ou choisissez-en une autre.
account-data-lead = Ce qui est conservé sur vous, à emporter ou à supprimer.
account-data-download = Télécharger vos données
account-data-what = Un fichier avec tout ce qui est connu de vous : votre profil, ce qui s’est passé, où vous êtes connecté et ce que vous avez permis à qui. Les mots de passe et les clés n’y sont pas. Gardez-le pour vous.
account-data-get = Télécharger
account-delete = Supprimer votre compte
account-delete-what = Pour de bon. Vous verrez d’abord ce qui sera perdu.
account-delete-go = Supprimer le compte
account-delete-lead = C’est irréversible, même pour ceux qui exploitent ce serveur.
account-delete-lost-sign-in = Vous ne pourrez plus vous connecter, ni ici ni aux applications que vous utilisez avec ce compte.
account-delete-lost-apps = Chaque application perd son accès. Ce qu’elle a elle-même enregistré y reste : adressez-vous à elle.
account-delete-lost-keys = Vos clés d’API, clés d’accès et codes de secours prennent fin.
account-delete-lost-data = Votre profil, votre photo et votre activité sont supprimés. Téléchargez-les d’abord si vous voulez les garder.
account-delete-type = Pour confirmer, saisissez votre nom d’utilisateur, { $username }
account-delete-other-name = Ce n’est pas votre nom d’utilisateur.
account-delete-now = Supprimer définitivement
account-delete-keep = Garder le compte
account-delete-last-administrator = Vous êtes le dernier administrateur. Nommez-en d’abord un autre : sans aucun, personne ne pourrait gérer ce serveur.
account-deleted-heading = Votre compte est supprimé
account-deleted-text = Il n’en reste rien ici. Vous pouvez fermer cette page.
account-password-elsewhere = Votre mot de passe est géré par votre organisation
account-password-elsewhere-text = Vous vous connectez ici avec le mot de passe que vous avez là-bas ; c’est donc là-bas qu’il se change : adressez-vous aux personnes qui s’en occupent. Rien n’en est conservé ici.
