### What went wrong, and what to do.

errors-code = Fehlercode
errors-description = Bedeutung
errors-developers = Für Entwickler
errors-reference = Referenz
errors-copy-reference = Referenz kopieren
errors-help = Wenn Sie Hilfe brauchen, nennen Sie <a>den Betreibern von { $brand }</a> diese Referenz:
errors-get-help = Hilfe holen
errors-go-home = Zur Startseite
errors-go-account = Zu Ihrem Konto
errors-go-back = Zurück zur Seite
errors-load-again = Seite neu laden
errors-try-again = Noch einmal versuchen
errors-sign-out-here = Hier abmelden
errors-refused = Diese Anfrage kann nicht fortgesetzt werden
errors-refused-text = Die Anwendung hat eine Anfrage geschickt, die nicht in Ordnung ist. Mit Ihrem Konto ist nichts geschehen. Gehen Sie zur Anwendung zurück und versuchen Sie es noch einmal. Bleibt es dabei, sagen Sie es ihren Entwicklern.
errors-client = Diese Anwendung ist hier nicht bekannt
errors-client-text = Sie wurde entfernt oder abgeschaltet, oder der Link stimmt nicht. Sie hat nichts über Sie erfahren. Wenn Sie sie brauchen, fragen Sie die Betreiber der Anwendung.
errors-place = Sie wurden nicht weitergeleitet
errors-place-text = Der Link will zu einer Adresse weiterleiten, die für die Anwendung nicht eingetragen ist; vielleicht führt er nicht dorthin, wohin er zu führen scheint. Die Anwendung hat nichts über Sie erfahren. Öffnen Sie sie selbst, nicht über diesen Link, und versuchen Sie es noch einmal.
errors-unavailable = Das geht gerade nicht
errors-unavailable-text = Der Server ist überlastet, oder seine Datenbank ist nicht erreichbar. Was Sie gerade tun wollten, ist nicht geschehen. Versuchen Sie es gleich noch einmal.
errors-fault = Hier ist etwas schiefgegangen
errors-fault-text = Der Fehler liegt bei uns und wurde protokolliert. Was Sie gerade tun wollten, ist vielleicht nicht geschehen. Versuchen Sie es noch einmal. Bleibt es dabei, sagen Sie es den Betreibern dieses Servers.
errors-too-many = Zu viele Anfragen
errors-too-many-text = Aus Ihrem Netz wurden zu viele unbekannte Anwendungen genannt. Mit Ihrem Konto ist alles in Ordnung.
errors-not-found = Hier ist nichts
errors-not-found-text = Vielleicht ist die Adresse vertippt, oder was hier war, gibt es nicht mehr.
errors-method = Diese Adresse gehört zu einem Formular
errors-method-text = Sie lässt sich nicht für sich öffnen. Es ist nichts geschehen. Gehen Sie zu der Seite, auf der das Formular steht.
errors-too-large = Das ist zu viel auf einmal
errors-too-large-text = Was geschickt wurde, ist größer, als dieser Server annimmt; nichts davon wurde gespeichert. Gehen Sie zurück und schicken Sie weniger, etwa ein kleineres Bild.
errors-broken = Die Eingaben kamen nicht vollständig an
errors-broken-text = Vielleicht wurde die Verbindung unterbrochen. Es wurde nichts gespeichert. Gehen Sie zurück, prüfen Sie Ihre Eingaben und schicken Sie sie noch einmal ab.
errors-form-stale = Dieses Formular gilt nicht mehr
errors-form-stale-text = Vielleicht war es zu lange offen, oder in einem anderen Tab wurde inzwischen an- oder abgemeldet. Ihre Eingaben wurden nicht gespeichert. Laden Sie die Seite neu und versuchen Sie es noch einmal.
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
errors-again-seconds =
    { $count ->
        [one] Versuchen Sie es in { $count } Sekunde noch einmal.
       *[other] Versuchen Sie es in { $count } Sekunden noch einmal.
    }
errors-again-minutes =
    { $count ->
        [one] Versuchen Sie es in { $count } Minute noch einmal.
       *[other] Versuchen Sie es in { $count } Minuten noch einmal.
    }
errors-expired = Diese Anmeldung geht hier nicht weiter
errors-expired-text = Sie ist abgelaufen, wurde schon abgeschlossen oder in einem anderen Browser begonnen. Gehen Sie zur Anwendung zurück und melden Sie sich von dort an.
