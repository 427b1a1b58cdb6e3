### La preuve de travail avant qu’un formulaire soit accepté.
challenge-working = Votre navigateur effectue une courte vérification.
challenge-waiting = Un instant : la suite viendra d’elle-même dès que la vérification sera terminée.
challenge-done = La vérification est terminée.
challenge-failed = La vérification ne fonctionne pas dans ce navigateur. Rechargez la page ou prenez un autre navigateur.
challenge-first = Votre navigateur doit d’abord effectuer une courte vérification. Complétez ce qui manque, puis renvoyez le formulaire.
challenge-no-script = Cette page a besoin de JavaScript pour une courte vérification. Activez-le et rechargez la page.
challenge-no-script-until =
    { $minutes ->
        [one] Il y a eu beaucoup de tentatives : cette page a donc besoin de JavaScript pour une courte vérification. Activez-le et rechargez la page, ou revenez dans { $minutes } minute.
       *[other] Il y a eu beaucoup de tentatives : cette page a donc besoin de JavaScript pour une courte vérification. Activez-le et rechargez la page, ou revenez dans { $minutes } minutes.
    }
