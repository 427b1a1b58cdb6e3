### What stands on every page, and words that several share.

common-show = Afficher
common-skip = Aller au contenu
common-account = Compte
common-sign-in = Se connecter
common-sign-out = Se déconnecter
common-continue = Continuer
common-save = Enregistrer
common-language = Langue
common-username = Nom d’utilisateur
common-email = E-mail
common-password = Mot de passe
common-role =
    { $count ->
        [one] Rôle
       *[other] Rôles
    }
common-show-field = Afficher : { $field }
common-hide = Masquer
common-hide-field = Masquer : { $field }
common-caps-lock = Le verrouillage des majuscules est activé.
common-copy = Copier
common-copied = Copié
common-link-of = de { $application }, dans un nouvel onglet
common-ago-now = à l’instant
common-ago-minutes =
    { $count ->
        [one] il y a { $count } minute
       *[other] il y a { $count } minutes
    }
common-ago-hours =
    { $count ->
        [one] il y a { $count } heure
       *[other] il y a { $count } heures
    }
common-ago-yesterday = hier
common-ago-days =
    { $count ->
        [one] il y a { $count } jour
       *[other] il y a { $count } jours
    }
common-ago-date = le { $date }
common-span-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
common-span-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
common-span-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
common-span-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
common-date = { $day } { $month } { $year }
common-moment = { $date }, { $time } UTC
common-month-1 = janvier
common-month-2 = février
common-month-3 = mars
common-month-4 = avril
common-month-5 = mai
common-month-6 = juin
common-month-7 = juillet
common-month-8 = août
common-month-9 = septembre
common-month-10 = octobre
common-month-11 = novembre
common-month-12 = décembre
common-home-title = La connexion à vos applications
common-home-heading = C’est ici que l’on se connecte
common-home-lead = Les applications envoient les personnes vers { $brand } pour qu’elles prouvent leur identité. Elles en reviennent connectées, avec un jeton que l’application peut vérifier. Les mots de passe restent ici.
common-home-issuer = Émetteur
common-home-copy-issuer = Copier l’émetteur
common-home-no-administrator = Il n’y a pas encore d’administrateur. Ouvrez le lien à usage unique que le serveur a affiché à son démarrage.
common-home-account = Votre nom, votre mot de passe et vos connexions en cours.
common-home-playground = Playground
common-home-playground-lead = Parcourez une connexion étape par étape, voyez chaque requête, lisez les jetons.
common-home-metadata = Métadonnées
common-home-metadata-lead = Ce qu’une application lit pour s’orienter : points d’accès, clés, capacités.
