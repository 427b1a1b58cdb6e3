### Letters.

mail-greeting = Bonjour { $name },
mail-greeting-nobody = Bonjour,
mail-instead = Ou ouvrez cette adresse :
mail-link-works = Le lien fonctionne une seule fois, pendant { $span }.
mail-code-and-link-work = Le code et le lien fonctionnent une seule fois, l’un ou l’autre, pendant { $span }.
mail-minutes =
    { $count ->
        [one] une minute
       *[other] { $count } minutes
    }
mail-hours =
    { $count ->
        [one] une heure
       *[other] { $count } heures
    }
mail-days =
    { $count ->
        [one] un jour
       *[other] { $count } jours
    }
mail-when = Quand :
mail-device = Navigateur :
mail-address = Depuis l’adresse :
mail-browser-on = { $browser } sur { $system }
mail-some-browser-on = un navigateur sur { $system }
mail-some-browser = un navigateur inconnu
mail-moment = { $day } { $month } { $year } à { $time } UTC
mail-month =
    { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    }
mail-look-button = Voir votre compte
mail-not-you = Si c’était vous, il n’y a rien à faire. Sinon, changez tout de suite votre mot de passe et déconnectez-vous partout sur la page de votre compte.
mail-footer = Envoyé automatiquement par { $brand }, { $place }

mail-verify-subject = Confirmez votre adresse e-mail
mail-verify-lead = Confirmez que cette adresse est la vôtre, pour qu’elle puisse servir à votre compte chez { $brand }.
mail-verify-button = Confirmer cette adresse
mail-verify-after = Si vous n’avez rien demandé, ne faites rien : sans votre confirmation, l’adresse n’est pas utilisée.

mail-recover-subject = Choisissez un nouveau mot de passe
mail-recover-lead = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte chez { $brand }. Ce lien vous permet de le choisir. Si vous vous connectez avec un second facteur, il vous sera demandé aussi.
mail-recover-button = Choisir un mot de passe
mail-recover-after = Si ce n’était pas vous, ne faites rien : votre mot de passe reste inchangé.

mail-recover-unknown-subject = Aucun compte ne correspond à cette adresse
mail-recover-unknown-lead = Quelqu’un a demandé un nouveau mot de passe chez { $brand } en donnant cette adresse, mais aucun compte ne l’utilise. Si c’était vous, votre compte est peut-être lié à une autre adresse.
mail-recover-unknown-after = Si ce n’était pas vous, ne faites rien.

mail-recover-directory-subject = Votre mot de passe est conservé ailleurs
mail-recover-directory-lead = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte chez { $brand }. Vous vous y connectez avec le mot de passe de votre organisation, qui le gère elle-même. Demandez-en un nouveau à ceux qui s’occupent de votre compte là-bas.
mail-recover-directory-button = Se connecter
mail-recover-directory-after = Si ce n’était pas vous, ne faites rien : rien n’a été modifié.

mail-recover-linked-subject = Votre mot de passe est conservé ailleurs
mail-recover-linked-lead = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte chez { $brand }. Vous n’y en avez pas : vous vous connectez avec votre compte chez { $provider }. Si vous n’y parvenez pas, choisissez-y un nouveau mot de passe.
mail-recover-linked-button = Se connecter
mail-recover-linked-after = Si ce n’était pas vous, ne faites rien : rien n’a été modifié.

mail-register-subject = Terminez la création de votre compte
mail-register-lead = Quelqu’un, sans doute vous, a demandé un compte chez { $brand } avec cette adresse. Choisissez un nom et un mot de passe avec ce lien.
mail-register-button = Créer le compte
mail-register-after = Si ce n’était pas vous, ne faites rien : aucun compte n’est créé sans vous.

mail-register-known-subject = Vous avez déjà un compte
mail-register-known-lead = Quelqu’un a voulu créer un compte chez { $brand } avec cette adresse, mais elle en a déjà un. Si c’était vous, connectez-vous ; si vous avez oublié votre mot de passe, vous pouvez en choisir un autre à cet endroit.
mail-register-known-button = Se connecter
mail-register-known-after = Si ce n’était pas vous, ne faites rien : rien n’a été modifié.

mail-invite-subject = Vous êtes invité à rejoindre { $brand }
mail-invite-lead = Vous êtes invité à créer un compte chez { $brand }.
mail-invite-button = Accepter l’invitation
mail-invite-after = Si vous ne vous y attendiez pas, ne faites rien : aucun compte n’est créé sans vous.

mail-email-code-subject = Votre code pour { $brand }
mail-email-code-lead = Saisissez ce code sur la page où vous vous connectez, ou ouvrez le lien dans ce même navigateur.
mail-email-code-button = Poursuivre la connexion
mail-email-code-after = Ne donnez ce code à personne, pas même à nous. Si vous n’êtes pas en train de vous connecter, quelqu’un d’autre essaie de le faire : changez votre mot de passe.

mail-email-change-subject = Confirmez votre nouvelle adresse e-mail
mail-email-change-lead = Cette adresse doit remplacer celle de votre compte chez { $brand }. Confirmez que c’est la vôtre.
mail-email-change-button = Confirmer cette adresse
mail-email-change-after = Si vous n’avez rien demandé, ne faites rien : le compte garde son adresse.

mail-email-change-known-subject = Cette adresse a déjà un compte
mail-email-change-known-lead = Quelqu’un veut donner cette adresse à son compte chez { $brand }, mais elle appartient à un autre compte. Si les deux sont à vous, donnez d’abord une autre adresse au second.
mail-email-change-known-after = Si ce n’était pas vous, ne faites rien : rien n’a été modifié.

mail-email-changed-old-subject = Votre adresse e-mail a été changée
mail-email-changed-old-lead = Cette adresse n’est plus celle de votre compte chez { $brand }. Les messages iront désormais à la nouvelle.
mail-email-changed-old-after = Si ce n’était pas vous, quelqu’un d’autre est peut-être entré dans votre compte : demandez tout de suite de l’aide aux responsables de { $brand }.

mail-email-changed-subject = Votre adresse e-mail a été changée
mail-email-changed-lead = Cette adresse est désormais celle de votre compte chez { $brand }.

mail-password-changed-subject = Votre mot de passe a été changé
mail-password-changed-lead = Le mot de passe de votre compte chez { $brand } a été changé.

mail-password-reset-subject = Un nouveau mot de passe a été choisi
mail-password-reset-lead = Un nouveau mot de passe a été choisi pour votre compte chez { $brand }, avec un lien qui vous avait été envoyé.

mail-passkey-added-subject = Une clé d’accès a été ajoutée
mail-passkey-added-lead = La clé d’accès « { $label } » a été ajoutée à votre compte chez { $brand }. Elle permet de se connecter.

mail-passkey-removed-subject = Une clé d’accès a été supprimée
mail-passkey-removed-lead = La clé d’accès « { $label } » a été supprimée de votre compte chez { $brand }.

mail-totp-added-subject = Une application d’authentification a été ajoutée
mail-totp-added-lead = Les codes d’une application d’authentification sont désormais demandés à la connexion à votre compte chez { $brand }.

mail-totp-removed-subject = L’application d’authentification a été supprimée
mail-totp-removed-lead = Les codes d’une application d’authentification ne sont plus demandés à la connexion à votre compte chez { $brand }.

mail-recovery-codes-made-subject = De nouveaux codes de secours ont été créés
mail-recovery-codes-made-lead = De nouveaux codes de secours ont été créés pour votre compte chez { $brand }. Les précédents ne fonctionnent plus.

mail-recovery-code-used-subject = Un code de secours a été utilisé
mail-recovery-code-used-lead = Un code de secours a servi à se connecter à votre compte chez { $brand }. Chacun ne sert qu’une fois ; créez-en de nouveaux avant qu’il n’en reste plus.

mail-account-linked-subject = Un compte externe a été associé
mail-account-linked-lead = Un compte chez { $provider } a été associé au vôtre chez { $brand }. Il permet de se connecter.

mail-account-unlinked-subject = Un compte externe a été dissocié
mail-account-unlinked-lead = Le compte chez { $provider } n’est plus associé au vôtre chez { $brand }.

mail-new-device-subject = Connexion à votre compte depuis un nouvel appareil
mail-new-device-lead = Un navigateur que nous ne connaissions pas s’est connecté à votre compte chez { $brand }.

mail-sessions-ended-subject = Vous avez été déconnecté sur d’autres appareils
mail-sessions-ended-lead = Des sessions de votre compte chez { $brand } ont été fermées. Il faudra s’y reconnecter.

mail-account-deleted-subject = Votre compte a été supprimé
mail-account-deleted-lead = Votre compte chez { $brand } a été supprimé, avec tout ce qui en faisait partie.
mail-account-deleted-after = Si ce n’était pas vous, demandez tout de suite de l’aide aux responsables de { $brand }.

mail-test-subject = Un message de { $brand }
mail-test-lead = Ce message montre que { $brand } peut envoyer du courrier.
mail-test-after = Il n’y a rien à faire.
