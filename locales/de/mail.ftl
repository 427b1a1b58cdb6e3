### Letters.

mail-greeting = Guten Tag { $name },
mail-greeting-nobody = Guten Tag,
mail-instead = Oder öffnen Sie diese Adresse:
mail-link-works = Der Link funktioniert einmal, { $span } lang.
mail-code-and-link-work = Code und Link funktionieren einmal, der eine oder der andere, { $span } lang.
mail-minutes =
    { $count ->
        [one] eine Minute
       *[other] { $count } Minuten
    }
mail-hours =
    { $count ->
        [one] eine Stunde
       *[other] { $count } Stunden
    }
mail-days =
    { $count ->
        [one] einen Tag
       *[other] { $count } Tage
    }
mail-when = Wann:
mail-device = Browser:
mail-address = Von der Adresse:
mail-browser-on = { $browser } auf { $system }
mail-some-browser-on = ein Browser auf { $system }
mail-some-browser = ein unbekannter Browser
mail-moment = { $day }. { $month } { $year }, { $time } Uhr UTC
mail-month =
    { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    }
mail-look-button = Ihr Konto ansehen
mail-not-you = Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, ändern Sie sofort Ihr Passwort und melden Sie sich auf der Seite Ihres Kontos überall ab.
mail-footer = Automatisch gesendet von { $brand }, { $place }

mail-verify-subject = Bestätigen Sie Ihre E-Mail-Adresse
mail-verify-lead = Bestätigen Sie, dass diese Adresse Ihnen gehört, damit sie für Ihr Konto bei { $brand } verwendet werden kann.
mail-verify-button = Diese Adresse bestätigen
mail-verify-after = Wenn Sie das nicht veranlasst haben, tun Sie nichts: Ohne Ihre Bestätigung wird die Adresse nicht verwendet.

mail-recover-subject = Wählen Sie ein neues Passwort
mail-recover-lead = Jemand, vermutlich Sie, hat um ein neues Passwort für Ihr Konto bei { $brand } gebeten. Mit diesem Link wählen Sie es. Wenn Sie sich mit einem zweiten Faktor anmelden, werden Sie auch danach gefragt.
mail-recover-button = Neues Passwort wählen
mail-recover-after = Wenn Sie das nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.

mail-recover-unknown-subject = Zu dieser Adresse gibt es kein Konto
mail-recover-unknown-lead = Jemand hat bei { $brand } um ein neues Passwort gebeten und diese Adresse angegeben, aber kein Konto hat sie. Wenn Sie das waren, läuft Ihr Konto vielleicht unter einer anderen Adresse.
mail-recover-unknown-after = Wenn Sie das nicht waren, brauchen Sie nichts zu tun.

mail-recover-directory-subject = Ihr Passwort liegt anderswo
mail-recover-directory-lead = Jemand, wahrscheinlich Sie, hat um ein neues Passwort für Ihr Konto bei { $brand } gebeten. Sie melden sich dort mit dem Passwort Ihrer Organisation an, die es selbst verwaltet. Bitten Sie diejenigen um ein neues, die dort Ihr Konto betreuen.
mail-recover-directory-button = Anmelden
mail-recover-directory-after = Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Es wurde nichts geändert.

mail-recover-linked-subject = Ihr Passwort liegt anderswo
mail-recover-linked-lead = Jemand, wahrscheinlich Sie, hat um ein neues Passwort für Ihr Konto bei { $brand } gebeten. Sie haben dort keines: Sie melden sich mit Ihrem Konto bei { $provider } an. Gelingt das nicht, wählen Sie dort ein neues Passwort.
mail-recover-linked-button = Anmelden
mail-recover-linked-after = Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Es wurde nichts geändert.

mail-register-subject = Schließen Sie die Registrierung ab
mail-register-lead = Jemand, vermutlich Sie, möchte bei { $brand } ein Konto mit dieser Adresse. Mit diesem Link wählen Sie einen Namen und ein Passwort.
mail-register-button = Konto anlegen
mail-register-after = Wenn Sie es nicht waren, tun Sie nichts: Ohne Sie wird kein Konto angelegt.

mail-register-known-subject = Sie haben schon ein Konto
mail-register-known-lead = Jemand wollte bei { $brand } mit dieser Adresse ein neues Konto anlegen, aber es gibt dazu schon eines. Wenn Sie das waren, melden Sie sich an; wenn Sie Ihr Passwort vergessen haben, können Sie dort ein neues wählen.
mail-register-known-button = Anmelden
mail-register-known-after = Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Es wurde nichts geändert.

mail-invite-subject = Sie sind zu { $brand } eingeladen
mail-invite-lead = Sie sind eingeladen, ein Konto bei { $brand } anzulegen.
mail-invite-button = Einladung annehmen
mail-invite-after = Wenn Sie das nicht erwartet haben, tun Sie nichts: Ohne Sie wird kein Konto angelegt.

mail-email-code-subject = Ihr Code für { $brand }
mail-email-code-lead = Geben Sie diesen Code auf der Seite ein, auf der Sie sich anmelden, oder öffnen Sie den Link in demselben Browser.
mail-email-code-button = Weiter mit der Anmeldung
mail-email-code-after = Geben Sie diesen Code niemandem, auch uns nicht. Wenn Sie sich gerade nicht anmelden, versucht es jemand anderes: Ändern Sie Ihr Passwort.

mail-email-change-subject = Bestätigen Sie Ihre neue E-Mail-Adresse
mail-email-change-lead = Diese Adresse soll die bisherige Ihres Kontos bei { $brand } ersetzen. Bestätigen Sie, dass sie Ihnen gehört.
mail-email-change-button = Diese Adresse bestätigen
mail-email-change-after = Wenn Sie das nicht veranlasst haben, tun Sie nichts: Das Konto behält seine Adresse.

mail-email-change-known-subject = Zu dieser Adresse gibt es schon ein Konto
mail-email-change-known-lead = Jemand möchte einem Konto bei { $brand } diese Adresse geben, aber sie gehört zu einem anderen Konto. Sind beide Konten Ihre, geben Sie zuerst dem anderen eine neue Adresse.
mail-email-change-known-after = Wenn Sie es nicht waren, tun Sie nichts: Es wurde nichts geändert.

mail-email-changed-old-subject = Ihre E-Mail-Adresse wurde geändert
mail-email-changed-old-lead = Diese Adresse gehört nicht mehr zu Ihrem Konto bei { $brand }. Nachrichten dazu gehen von jetzt an an die neue.
mail-email-changed-old-after = Wenn Sie das nicht waren, ist vielleicht jemand anderes in Ihrem Konto: Bitten Sie sofort den Betreiber von { $brand } um Hilfe.

mail-email-changed-subject = Ihre E-Mail-Adresse wurde geändert
mail-email-changed-lead = Dies ist jetzt die Adresse Ihres Kontos bei { $brand }.

mail-password-changed-subject = Ihr Passwort wurde geändert
mail-password-changed-lead = Das Passwort Ihres Kontos bei { $brand } wurde geändert.

mail-password-reset-subject = Ein neues Passwort wurde gewählt
mail-password-reset-lead = Für Ihr Konto bei { $brand } wurde ein neues Passwort gewählt, über einen Link, der Ihnen geschickt wurde.

mail-passkey-added-subject = Ein Passkey wurde hinzugefügt
mail-passkey-added-lead = Der Passkey „{ $label }“ wurde Ihrem Konto bei { $brand } hinzugefügt. Mit ihm kann man sich anmelden.

mail-passkey-removed-subject = Ein Passkey wurde entfernt
mail-passkey-removed-lead = Der Passkey „{ $label }“ wurde aus Ihrem Konto bei { $brand } entfernt.

mail-totp-added-subject = Eine Authenticator-App wurde hinzugefügt
mail-totp-added-lead = Bei der Anmeldung zu Ihrem Konto bei { $brand } wird jetzt nach Codes einer Authenticator-App gefragt.

mail-totp-removed-subject = Die Authenticator-App wurde entfernt
mail-totp-removed-lead = Bei der Anmeldung zu Ihrem Konto bei { $brand } wird nicht mehr nach Codes einer Authenticator-App gefragt.

mail-recovery-codes-made-subject = Neue Wiederherstellungscodes wurden erstellt
mail-recovery-codes-made-lead = Für Ihr Konto bei { $brand } wurden neue Wiederherstellungscodes erstellt. Frühere gelten nicht mehr.

mail-recovery-code-used-subject = Ein Wiederherstellungscode wurde benutzt
mail-recovery-code-used-lead = Ein Wiederherstellungscode wurde benutzt, um sich bei Ihrem Konto bei { $brand } anzumelden. Jeder gilt einmal; erstellen Sie neue, bevor keiner mehr übrig ist.

mail-account-linked-subject = Ein Konto bei einem anderen Anbieter wurde verknüpft
mail-account-linked-lead = Ein Konto bei { $provider } wurde mit Ihrem Konto bei { $brand } verknüpft. Mit ihm kann man sich anmelden.

mail-account-unlinked-subject = Die Verknüpfung mit einem anderen Anbieter wurde gelöst
mail-account-unlinked-lead = Das Konto bei { $provider } ist nicht mehr mit Ihrem Konto bei { $brand } verknüpft.

mail-new-device-subject = Anmeldung bei Ihrem Konto mit einem neuen Gerät
mail-new-device-lead = Bei Ihrem Konto bei { $brand } hat sich ein Browser angemeldet, den wir noch nicht kannten.

mail-sessions-ended-subject = Sie wurden auf anderen Geräten abgemeldet
mail-sessions-ended-lead = Sitzungen Ihres Kontos bei { $brand } wurden beendet. Wer dort angemeldet war, muss sich neu anmelden.

mail-account-deleted-subject = Ihr Konto wurde gelöscht
mail-account-deleted-lead = Ihr Konto bei { $brand } wurde gelöscht, mit allem, was dazugehörte.
mail-account-deleted-after = Wenn Sie das nicht waren, bitten Sie sofort den Betreiber von { $brand } um Hilfe.

mail-test-subject = Ein Brief von { $brand }
mail-test-lead = Dieser Brief zeigt, dass { $brand } E-Mails senden kann.
mail-test-after = Sie brauchen nichts zu tun.
