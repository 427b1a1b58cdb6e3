### Sessions, devices and the chooser.

sessions-choose-heading = Konto wählen
sessions-choose-lead = Sie sind hier mit diesen Konten angemeldet.
sessions-choose-lead-for = Welches Konto möchten Sie mit { $application } verwenden?
sessions-choose-current = · gerade in Gebrauch
sessions-choose-another = Anderes Konto verwenden
sessions-sign-out-everyone = Von allen { $count } Konten abmelden
