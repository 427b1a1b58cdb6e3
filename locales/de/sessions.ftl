### Sessions, devices and the chooser, signing out.

sessions-choose-heading = Konto wählen
sessions-choose-lead = Sie sind hier mit diesen Konten angemeldet.
sessions-choose-lead-for = Welches Konto möchten Sie mit { $application } verwenden?
sessions-choose-current = In Gebrauch
sessions-choose-another = Anderes Konto verwenden
sessions-sign-out-everyone = Von allen { $count } Konten abmelden

sessions-browser-on = { $browser } auf { $system }
sessions-browser-some = Ein Browser auf { $system }
sessions-browser-unknown = Ein unbekannter Browser
sessions-out-ask = Bei { $brand } abmelden?
sessions-out-asked-by = <a>{ $application }</a> bittet darum.
sessions-out-person = <a>{ $person }</a> wird in diesem Browser abgemeldet, und die Anwendungen dieser Anmeldung erfahren davon.
sessions-out-you = Sie werden in diesem Browser abgemeldet.
sessions-out-elsewhere = Andere Browser und Geräte bleiben angemeldet.
sessions-out-stay = Angemeldet bleiben
sessions-out-done = Sie sind abgemeldet
sessions-out-others = Auch Ihre Anwendungen werden abgemeldet. Geschieht nichts, geht es mit der Schaltfläche weiter.
sessions-out-shared = Wenn andere diesen Computer benutzen, schließen Sie auch den Browser: Eine Anwendung, die Sie geöffnet haben, zeigt vielleicht noch, was sie hatte.
sessions-out-again = Neu anmelden
sessions-out-frame = Eine Anwendung meldet Sie ab
sessions-heading = Wo Sie angemeldet sind
sessions-lead = Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.
sessions-this = Dieser Browser
sessions-remembered = Bleibt angemeldet
sessions-seen = Zuletzt gesehen
sessions-begun = Angemeldet
sessions-with-password = Mit Passwort
sessions-with-directory = Mit Passwort
sessions-with-provider = Mit einem Konto anderswo
sessions-with-passkey = Mit Passkey
sessions-with-totp = Mit Code
sessions-with-recovery-code = Mit Wiederherstellungscode
sessions-with-email-code = Mit Code per E-Mail
sessions-end = Abmelden
sessions-end-at = { $browser }, { $address } abmelden
sessions-end-others = Überall sonst abmelden
sessions-end-all = Überall abmelden
sessions-only = Dies ist der einzige Ort. Melden Sie sich auf einem anderen Gerät an, erscheint es hier, und Sie können es von hier aus abmelden.
sessions-all = Ansehen und beenden
sessions-all-and = { $count ->
    [one] Alle ansehen, und ein weiteres
   *[other] Alle ansehen, und { $count } weitere
    }
sessions-ended = Diese Sitzung ist beendet.
sessions-ended-others = Überall sonst sind Sie abgemeldet.
