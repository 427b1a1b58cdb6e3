### What went wrong, and what to do.

errors-code = Erreur :
errors-reference = Référence :
errors-copy-reference = Copier la référence
errors-go-home = Aller à l’accueil
errors-load-again = Recharger la page
errors-refused = Cette demande ne peut pas aboutir
errors-refused-text = Revenez à l’application et réessayez ; si cela persiste, ses développeurs doivent en être informés.
errors-fault = Une erreur s’est produite de notre côté
errors-fault-unavailable = Le serveur est trop occupé ou sa base de données est injoignable. Réessayez dans un instant.
errors-fault-internal = La faute est de notre côté et a été enregistrée. Réessayez ; si cela persiste, prévenez les responsables de ce serveur.
errors-too-many = Trop de demandes
errors-too-many-text = Trop d’applications inconnues ont été demandées depuis votre réseau. Réessayez dans un instant.
errors-not-found = Il n’y a rien ici
errors-not-found-text = L’adresse est peut-être mal saisie, ou ce qui était ici a disparu.
errors-form-stale = Ce formulaire n’est plus valable
errors-form-stale-text = Il est peut-être resté ouvert trop longtemps, ou un autre onglet s’est connecté ou déconnecté entre-temps. Rechargez la page et réessayez.
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
errors-expired = Cette connexion ne continue pas ici
errors-expired-text = Elle a expiré, est déjà terminée ou a été commencée dans un autre navigateur. Revenez à l’application et connectez-vous à partir de là.
