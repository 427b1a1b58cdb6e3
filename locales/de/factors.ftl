### Passkeys, codes, recovery codes.

# The other ways under each of them.
factors-other-ways-heading = Ein anderer Weg
factors-other-ways-password = Mit dem Passwort
factors-other-ways-provider = Mit einem Konto anderswo
factors-other-ways-passkey = Mit einem Passkey
factors-other-ways-totp = Mit einem Code aus der App
factors-other-ways-recovery-code = Mit einem Wiederherstellungscode
factors-other-ways-email-code = Mit einem Code per E-Mail

# Codes on the way in.
factors-trust = Auf diesem Gerät nicht mehr nach einem Code fragen
factors-code-submit = Weiter
factors-totp-heading = Geben Sie den Code aus Ihrer App ein
factors-totp-lead = Öffnen Sie die App, in der Sie dieses Konto eingerichtet haben, und geben Sie die sechs Ziffern ein, die sie gerade zeigt.
factors-totp-label = Sechsstelliger Code
factors-totp-wrong = Das ist nicht der Code dieses Augenblicks, oder er wurde schon benutzt. Warten Sie auf den nächsten und geben Sie diesen ein.
factors-recovery-code-heading = Geben Sie einen Wiederherstellungscode ein
factors-recovery-code-lead = Nehmen Sie einen der Codes, die Sie beim Einrichten Ihres zweiten Faktors aufbewahrt haben. Jeder gilt einmal.
factors-recovery-code-label = Wiederherstellungscode
factors-recovery-code-wrong = Das ist keiner Ihrer Wiederherstellungscodes, oder er wurde schon benutzt.
factors-email-code-again = Noch einen Code senden

# An app with codes, in the account.
factors-back = Zurück zu Ihrem Konto
factors-not-now = Nicht jetzt
factors-totp-title = Codes aus einer App
factors-totp-about = Eine App auf Ihrem Telefon zeigt alle halbe Minute einen neuen Code. Zusammen mit Ihrem Passwort ist er Ihr zweiter Faktor.
factors-totp-none = Sie haben keine App eingerichtet.
factors-totp-there = Ihre App
factors-totp-there-about = Bei jeder Anmeldung werden Sie nach ihrem Code gefragt. Wechseln Sie das Telefon, so entfernen Sie die App hier und richten sie dort neu ein.
factors-totp-add = Eine App einrichten
factors-totp-remove = Die App entfernen
factors-totp-remove-about = Ihre Codes werden nicht mehr angenommen. Ist sie Ihr einziger zweiter Faktor, genügt von da an Ihr Passwort.
factors-totp-removed = Die App ist entfernt.
factors-totp-scan = Öffnen Sie eine Authenticator-App auf Ihrem Telefon und scannen Sie dieses Bild.
factors-totp-picture = QR-Code, der dieses Konto in einer App einrichtet
factors-totp-no-camera = Sie können es nicht scannen?
factors-totp-type-secret = Geben Sie diesen Schlüssel in die App ein. Er ist zeitbasiert.
factors-totp-copy = Den Schlüssel kopieren
factors-totp-open = In einer App auf diesem Gerät öffnen
factors-totp-then = Geben Sie dann den Code ein, den die App zeigt
factors-totp-confirm = Bestätigen
factors-totp-not-that = Das ist nicht der Code, den die App zeigen sollte. Prüfen Sie, ob die Uhr Ihres Telefons stimmt, und geben Sie den nächsten Code ein.

# Recovery codes, in the account.
factors-recovery-code-title = Wiederherstellungscodes
factors-recovery-code-about = Mit ihnen kommen Sie hinein, wenn Telefon oder Schlüssel nicht zur Hand sind: jeder gilt einmal, zusammen mit Ihrem Passwort.
factors-recovery-code-left = Von { $made } Codes sind noch { $left } übrig.
factors-recovery-code-few = { $left ->
    [0] Es ist kein Code mehr übrig. Erstellen Sie einen neuen Satz.
    [one] Es ist nur noch ein Code übrig. Erstellen Sie einen neuen Satz.
   *[other] Es sind nur noch { $left } Codes übrig. Erstellen Sie einen neuen Satz.
 }
factors-recovery-code-replaces = Ein neuer Satz ersetzt den alten, dessen Codes dann nichts mehr gelten.
factors-recovery-code-make = Wiederherstellungscodes erstellen
factors-recovery-code-make-new = Einen neuen Satz erstellen
factors-recovery-code-no-use = Sie treten an die Stelle eines zweiten Faktors. Richten Sie zuerst einen ein.
factors-recovery-code-keep = Bewahren Sie sie bei Ihren Unterlagen auf, nicht auf dem Telefon. Sie werden nicht noch einmal gezeigt.
factors-recovery-code-download = Als Datei herunterladen
factors-recovery-code-kept = Ich habe sie aufbewahrt

# What has to be set up first.
factors-enrol-heading = Richten Sie einen zweiten Faktor ein
factors-enrol-lead-for = { $application } verlangt mehr als ein Passwort. Wählen Sie, was Sie einrichten; dann geht es weiter.
factors-enrol-lead = { $brand } verlangt von allen mehr als ein Passwort. Wählen Sie, was Sie einrichten; dann geht es weiter.
factors-enrol-passkey = Einen Passkey
factors-enrol-passkey-about = Ihr Fingerabdruck, Ihr Gesicht oder der Code dieses Geräts. Niemand kann ihn Ihnen ablisten.
factors-enrol-totp = Eine App mit Codes
factors-enrol-totp-about = Eine App auf Ihrem Telefon zeigt sechs Ziffern, die Sie eingeben.
factors-enrol-not-you = Das sind nicht Sie? <a>Melden Sie sich ab</a> und dann neu an.

# Codes by mail.
factors-email-code-heading = Sehen Sie in Ihre E-Mails
factors-email-code-send-heading = Einen Code per E-Mail erhalten
factors-email-code-send-lead = Wir senden einen Code aus acht Ziffern an die Adresse Ihres Kontos. Er gilt zehn Minuten, in diesem Browser.
factors-email-code-send-lead-to = Wir senden einen Code aus acht Ziffern an { $email }. Er gilt zehn Minuten, in diesem Browser.
factors-email-code-send = Den Code senden
factors-email-code-lead = Gibt es ein Konto mit diesem Namen und ist seine Adresse bestätigt, so haben wir einen Code dorthin gesendet. Geben Sie die acht Ziffern ein, oder öffnen Sie den Link daneben in diesem Browser.
factors-email-code-lead-to = Wir haben einen Code an { $email } gesendet. Geben Sie die acht Ziffern ein, oder öffnen Sie den Link daneben in diesem Browser.
factors-email-code-label = Achtstelliger Code
factors-email-code-wrong = Das ist nicht der Code, den wir zuletzt gesendet haben, oder er ist abgelaufen. Geben Sie ihn noch einmal ein, oder lassen Sie sich einen anderen senden.
factors-email-link-heading = Weiter mit der Anmeldung
factors-email-link-lead = Sie haben den Link geöffnet, den wir Ihnen gesendet haben. Er funktioniert einmal.
factors-email-link-submit = Anmelden
factors-email-link-elsewhere = Gehen Sie dorthin zurück, wo Sie sich anmelden
factors-email-link-elsewhere-lead = Dieser Link funktioniert in dem Browser, in dem Sie ihn angefordert haben. Gehen Sie dorthin zurück und geben Sie diesen Code ein:
factors-email-link-elsewhere-after = Noch ist nichts geschehen: Code und Link gelten wie zuvor. Wenn Sie sich gerade nicht anmelden, versucht es jemand anderes: Geben Sie den Code niemandem.
