### What went wrong, and what to do.

errors-code = Fehler:
errors-reference = Referenz:
errors-copy-reference = Referenz kopieren
errors-go-home = Zur Startseite
errors-load-again = Seite neu laden
errors-refused = Diese Anfrage kann nicht fortgesetzt werden
errors-refused-text = Gehen Sie zur Anwendung zurück und versuchen Sie es noch einmal. Bleibt es dabei, müssen ihre Entwickler davon wissen.
errors-fault = Hier ist etwas schiefgegangen
errors-fault-unavailable = Der Server ist überlastet oder seine Datenbank nicht erreichbar. Versuchen Sie es gleich noch einmal.
errors-fault-internal = Der Fehler liegt bei uns und wurde protokolliert. Versuchen Sie es noch einmal. Bleibt es dabei, sagen Sie es den Betreibern dieses Servers.
errors-too-many = Zu viele Anfragen
errors-too-many-text = Aus Ihrem Netz wurden zu viele unbekannte Anwendungen genannt. Versuchen Sie es gleich noch einmal.
errors-not-found = Hier ist nichts
errors-not-found-text = Vielleicht ist die Adresse vertippt, oder was hier war, gibt es nicht mehr.
errors-form-stale = Dieses Formular gilt nicht mehr
errors-form-stale-text = Vielleicht war es zu lange offen, oder in einem anderen Tab wurde inzwischen an- oder abgemeldet. Laden Sie die Seite neu und versuchen Sie es noch einmal.
errors-no-cookies = Dieser Browser hat kein Cookie gesendet
errors-no-cookies-text = Für die Anmeldung werden Cookies dieser Website gebraucht. Erlauben Sie sie in den Einstellungen des Browsers oder verlassen Sie dessen strengsten Modus und laden Sie dann die Seite neu. Wurde der Browser gerade neu gestartet oder wurden seine Daten gelöscht, genügt es, die Seite neu zu laden.
errors-form-foreign = Dieses Formular kam nicht von hier
errors-form-foreign-text = Das Formular kam von einer anderen Adresse als { $issuer }. Öffnen Sie diese Adresse und versuchen Sie es noch einmal.
errors-form-odd-text = Die Anwendung hat ein Formular geschickt, das zu lang ist oder das kein Browser so schreibt. Gehen Sie zu ihr zurück und versuchen Sie es noch einmal. Bleibt es dabei, müssen ihre Entwickler davon wissen.
errors-nothing-chosen = Es wurde nichts gewählt
errors-nothing-chosen-text = Wählen Sie, ob Sie die Anwendung zulassen oder nicht.
errors-setup-dead = Dieser Einrichtungslink funktioniert nicht
errors-setup-dead-text = Er wurde schon benutzt oder ist abgelaufen. Solange es keinen Administrator gibt, gibt jeder Start des Servers einen neuen aus; danach keinen mehr.
errors-password-wrong = Das ist nicht Ihr jetziges Passwort.
errors-wait-seconds =
    { $count ->
        [one] Zu viele Versuche. Versuchen Sie es in { $count } Sekunde noch einmal.
       *[other] Zu viele Versuche. Versuchen Sie es in { $count } Sekunden noch einmal.
    }
errors-wait-minutes =
    { $count ->
        [one] Zu viele Versuche. Versuchen Sie es in { $count } Minute noch einmal.
       *[other] Zu viele Versuche. Versuchen Sie es in { $count } Minuten noch einmal.
    }
errors-expired = Diese Anmeldung geht hier nicht weiter
errors-expired-text = Sie ist abgelaufen, wurde schon abgeschlossen oder in einem anderen Browser begonnen. Gehen Sie zur Anwendung zurück und melden Sie sich von dort an.
