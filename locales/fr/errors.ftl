### What went wrong, and what to do.

errors-code = Code d’erreur
errors-description = Signification
errors-developers = Pour les développeurs
errors-reference = Référence
errors-copy-reference = Copier la référence
errors-help = Si vous avez besoin d’aide, indiquez cette référence <a>aux responsables de { $brand }</a> :
errors-get-help = Obtenir de l’aide
errors-go-home = Aller à l’accueil
errors-go-account = Aller à votre compte
errors-go-back = Retour à la page
errors-load-again = Recharger la page
errors-try-again = Réessayer
errors-sign-out-here = Se déconnecter ici
errors-refused = Cette demande ne peut pas aboutir
errors-refused-text = L’application a envoyé une demande incorrecte. Rien n’est arrivé à votre compte. Revenez à l’application et réessayez ; si cela persiste, prévenez ses développeurs.
errors-client = Cette application n’est pas connue ici
errors-client-text = Elle a été supprimée ou désactivée, ou le lien est erroné. Elle n’a rien appris sur vous. Si vous en avez besoin, adressez-vous aux responsables de l’application.
errors-place = Vous n’avez pas été redirigé
errors-place-text = Le lien demande à continuer vers une adresse qui n’est pas enregistrée pour l’application ; il ne mène peut-être pas là où il semble mener. L’application n’a rien appris sur vous. Ouvrez-la vous-même, sans passer par ce lien, et réessayez.
errors-unavailable = Ce n’est pas possible pour le moment
errors-unavailable-text = Le serveur est trop occupé ou sa base de données est injoignable. Ce que vous étiez en train de faire n’a pas été effectué. Réessayez dans un instant.
errors-fault = Une erreur s’est produite de notre côté
errors-fault-text = La faute est de notre côté et a été enregistrée. Ce que vous étiez en train de faire n’a peut-être pas été effectué. Réessayez ; si cela persiste, prévenez les responsables de ce serveur.
errors-too-many = Trop de demandes
errors-too-many-text = Trop d’applications inconnues ont été demandées depuis votre réseau. Votre compte n’est pas en cause.
errors-not-found = Il n’y a rien ici
errors-not-found-text = L’adresse est peut-être mal saisie, ou ce qui était ici a disparu.
errors-method = Cette adresse est celle d’un formulaire
errors-method-text = Elle ne peut pas être ouverte seule. Rien ne s’est passé. Allez à la page du formulaire.
errors-too-large = C’est trop à la fois
errors-too-large-text = L’envoi dépasse ce que ce serveur accepte ; rien n’a été enregistré. Revenez en arrière et envoyez moins, par exemple une image plus petite.
errors-broken = L’envoi n’est pas arrivé entier
errors-broken-text = La connexion a peut-être été interrompue. Rien n’a été enregistré. Revenez en arrière, vérifiez votre saisie et envoyez-la à nouveau.
errors-form-stale = Ce formulaire n’est plus valable
errors-form-stale-text = Il est peut-être resté ouvert trop longtemps, ou un autre onglet s’est connecté ou déconnecté entre-temps. Votre saisie n’a pas été enregistrée. Rechargez la page et réessayez.
errors-no-cookies = Ce navigateur n’a envoyé aucun cookie
errors-no-cookies-text = La connexion a besoin des cookies de ce site. Autorisez-les dans les réglages du navigateur ou quittez son mode le plus strict, puis rechargez la page. Si le navigateur vient d’être redémarré ou ses données effacées, il suffit de recharger la page.
errors-form-foreign = Ce formulaire n’a pas été envoyé d’ici
errors-form-foreign-text = Le formulaire provient d’une autre adresse que { $issuer }. Ouvrez cette adresse et réessayez.
errors-form-odd-text = L’application a envoyé un formulaire trop long, ou tel qu’aucun navigateur n’en écrit. Revenez-y et réessayez ; si cela persiste, ses développeurs doivent en être informés.
errors-nothing-chosen = Aucun choix n’a été fait
errors-nothing-chosen-text = Choisissez d’autoriser l’application ou non.
errors-setup-dead = Ce lien d’installation ne fonctionne pas
errors-setup-dead-text = Il a déjà servi ou a expiré. Tant qu’il n’y a pas d’administrateur, chaque démarrage du serveur en affiche un nouveau ; ensuite, il n’y en a plus.
errors-password-wrong = Ce n’est pas votre mot de passe actuel.
errors-wait-seconds =
    { $count ->
        [one] Trop de tentatives. Réessayez dans { $count } seconde.
       *[other] Trop de tentatives. Réessayez dans { $count } secondes.
    }
errors-wait-minutes =
    { $count ->
        [one] Trop de tentatives. Réessayez dans { $count } minute.
       *[other] Trop de tentatives. Réessayez dans { $count } minutes.
    }
errors-again-seconds =
    { $count ->
        [one] Réessayez dans { $count } seconde.
       *[other] Réessayez dans { $count } secondes.
    }
errors-again-minutes =
    { $count ->
        [one] Réessayez dans { $count } minute.
       *[other] Réessayez dans { $count } minutes.
    }
errors-expired = Cette connexion ne continue pas ici
errors-expired-text = Elle a expiré, est déjà terminée ou a été commencée dans un autre navigateur. Revenez à l’application et connectez-vous à partir de là.
