### What stands on every page, and words that several share.

common-show = Zeigen
common-skip = Zum Inhalt springen
common-account = Konto
common-sign-in = Anmelden
common-sign-out = Abmelden
common-continue = Weiter
common-save = Speichern
common-language = Sprache
common-username = Benutzername
common-email = E-Mail
common-password = Passwort
common-role =
    { $count ->
        [one] Rolle
       *[other] Rollen
    }
common-show-field = { $field } zeigen
common-hide = Verbergen
common-hide-field = { $field } verbergen
common-caps-lock = Die Feststelltaste ist aktiv.
common-copy = Kopieren
common-copied = Kopiert
common-link-of = von { $application }, in einem neuen Tab
common-ago-now = gerade eben
common-ago-minutes =
    { $count ->
        [one] vor { $count } Minute
       *[other] vor { $count } Minuten
    }
common-ago-hours =
    { $count ->
        [one] vor { $count } Stunde
       *[other] vor { $count } Stunden
    }
common-ago-yesterday = gestern
common-ago-days =
    { $count ->
        [one] vor { $count } Tag
       *[other] vor { $count } Tagen
    }
common-ago-date = am { $date }
common-span-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
common-span-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
common-span-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
common-span-seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
common-date = { $day }. { $month } { $year }
common-moment = { $date }, { $time } UTC
common-month-1 = Januar
common-month-2 = Februar
common-month-3 = März
common-month-4 = April
common-month-5 = Mai
common-month-6 = Juni
common-month-7 = Juli
common-month-8 = August
common-month-9 = September
common-month-10 = Oktober
common-month-11 = November
common-month-12 = Dezember
common-home-title = Anmeldung für Ihre Anwendungen
common-home-heading = Hier melden sich Menschen an
common-home-lead = Anwendungen schicken Menschen zu { $brand }, damit sie zeigen, wer sie sind. Zurück kommen sie angemeldet, mit einem Token, das die Anwendung prüfen kann. Passwörter bleiben hier.
common-home-issuer = Aussteller
common-home-copy-issuer = Aussteller kopieren
common-home-no-administrator = Es gibt noch keinen Administrator. Öffnen Sie den Einmal-Link, den der Server beim Start ausgegeben hat.
common-home-account = Ihr Name, Ihr Passwort und wo Sie angemeldet sind.
common-home-playground = Playground
common-home-playground-lead = Gehen Sie eine Anmeldung Schritt für Schritt durch, sehen Sie jede Anfrage, lesen Sie die Tokens.
common-home-metadata = Metadaten
common-home-metadata-lead = Was eine Anwendung liest, um sich zurechtzufinden: Endpunkte, Schlüssel, Fähigkeiten.
