### Sessions, devices and the chooser, signing out.

sessions-choose-heading = Konto wählen
sessions-choose-lead = Sie sind hier mit diesen Konten angemeldet.
sessions-choose-lead-for = Welches Konto möchten Sie mit { $application } verwenden?
sessions-choose-current = · gerade in Gebrauch
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
