### The account pages.

account-heading = Ihr Konto
account-apps-heading = Ihre Anwendungen
account-apps-lead = Was Ihr Konto benutzen darf und was davon jeweils zu sehen und zu tun erlaubt ist.
account-apps-empty = Keine Anwendung benutzt Ihr Konto. Wenn Sie sich bei einer mit { $brand } anmelden, erscheint sie hier, und Sie können ihr den Zugriff entziehen.
account-apps-off = Abgeschaltet
account-apps-connected = Verbunden
account-apps-allowed = Erlaubt
account-apps-used = Zuletzt benutzt
account-apps-stays = Bleibt verbunden, wenn Sie sich abmelden
account-apps-ends = Endet, wenn Sie sich abmelden
account-apps-not-now = Zurzeit nicht verbunden
account-apps-open = Öffnen
account-apps-remove = Zugriff entziehen
account-apps-of = von { $application }
account-apps-remove-what = { $application } verliert den Zugriff sofort auf all Ihren Geräten. Was schon gelesen wurde, behält die Anwendung.
account-apps-remove-first-party = Sie gehört zu { $brand }: Wenn Sie sie wieder öffnen, erhält sie Zugriff, ohne zu fragen.
account-apps-remove-asks = Wenn Sie sie wieder öffnen, muss sie Sie fragen.
account-apps-removed = { $application } kann Ihr Konto nicht mehr benutzen.
account-apps-removed-some = Der Zugriff ist entzogen.
account-apps-none = Diese Anwendung hat keinen Zugriff auf Ihr Konto.
account-password-current = Aktuelles Passwort
account-password-new = Neues Passwort
account-password-change = Passwort ändern
account-password-changed = Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.
account-password-changed-keys = Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet, und Ihre API-Schlüssel gelten nicht mehr.
account-role-at = { $role } bei { $resource }
account-name-saved = Ihr Name ist gespeichert.
account-details-saved = Ihre Angaben sind gespeichert.
account-details-reached = Telefon und Anschrift
account-detail-given-name = Vorname
account-detail-middle-name = Zweiter Vorname
account-detail-family-name = Nachname
account-detail-nickname = Rufname
account-detail-profile = Profilseite
account-detail-picture = Bild
account-detail-website = Website
account-detail-gender = Geschlecht
account-detail-birthdate = Geburtstag
account-detail-zoneinfo = Zeitzone
account-detail-locale = Sprache
account-detail-phone-number = Telefonnummer
account-detail-street-address = Straße
account-detail-postal-code = Postleitzahl
account-detail-locality = Ort
account-detail-region = Bundesland oder Region
account-detail-country = Land
account-detail-formatted = Ganze Anschrift
account-hint-birthdate = Als 1990-12-31 oder nur das Jahr.
account-hint-locale = Ein Kürzel wie de oder pt-BR.
account-hint-zoneinfo = Zum Beispiel Europe/Berlin.
account-hint-phone-verified = Diese Nummer ist bestätigt.
account-hint-phone = Zum Beispiel +49 30 123456.
account-form-name = Höchstens 100 Zeichen, ohne Steuerzeichen.
account-form-url = Schreiben Sie eine ganze Webadresse, zum Beispiel https://example.org/ada.
account-form-birthdate = Schreiben Sie es als 1990-12-31 oder nur das Jahr; 0000-12-31 lässt das Jahr weg.
account-form-zone = Schreiben Sie den Namen einer Zeitzone, zum Beispiel Europe/Berlin.
account-form-locale = Schreiben Sie das Kürzel einer Sprache, zum Beispiel de oder pt-BR.
account-form-phone = Schreiben Sie sie mit der Landesvorwahl, zum Beispiel +49 30 123456.
account-form-lines = Höchstens 500 Zeichen in höchstens 10 Zeilen.
account-name-taken = „{ $name }“ gehört zu einem anderen Konto.
account-taken = Dieser Name oder diese Adresse gehört zu einem anderen Konto.
account-username-form = 1 bis 64 Zeichen ohne Leerzeichen.
account-email-form = Das ist keine E-Mail-Adresse. Schreiben Sie sie als name@example.org.
account-no-phone = Es gibt keine Telefonnummer, die bestätigt sein könnte.
account-no-email = Es gibt keine E-Mail-Adresse, die bestätigt sein könnte.
account-email-moved = Die Adresse wurde soeben von jemand anderem geändert. Sehen Sie sich das Konto an und versuchen Sie es noch einmal.
account-deleted = Dieses Konto wurde gelöscht.
account-nav = Ihr Konto
account-nav-overview = Übersicht
account-nav-profile = Profil
account-nav-security = Sicherheit
account-nav-sessions = Geräte
account-nav-activity = Aktivität
account-nav-apps = Anwendungen
account-nav-data = Ihre Daten
account-roles = { $count ->
    [one] Rolle:
   *[other] Rollen:
    }
account-email = E-Mail-Adresse
account-email-lead = Dorthin gehen Nachrichten über Ihr Konto, und darüber finden Sie wieder hinein.
account-email-verified = Bestätigt
account-email-unverified = Nicht bestätigt
account-email-none = Es ist keine Adresse bekannt.
account-email-action = Ändern
account-safety = Ist Ihr Konto sicher?
account-advice-email = Bestätigen Sie Ihre E-Mail-Adresse
account-advice-email-text = Bis dahin kommen Sie mit ihr nicht wieder hinein.
account-advice-email-action = Bestätigen
account-advice-passkey = Fügen Sie einen Passkey hinzu
account-advice-passkey-text = Dann melden Sie sich mit Fingerabdruck, Gesicht oder Bildschirmsperre an, und niemand kann Ihnen das entlocken.
account-advice-passkey-action = Hinzufügen
account-advice-codes = Erstellen Sie neue Wiederherstellungscodes
account-advice-codes-text = Mit ihnen kommen Sie hinein, wenn Ihr Gerät verloren ist. Es sind wenige oder keine übrig.
account-advice-codes-action = Erstellen
account-advice-none = Ihr Konto ist gut geschützt
account-advice-none-text = Sie müssen nichts tun.
account-factor-password = Sie haben eines.
account-factor-password-title = Passwort
account-factor-password-action = Ändern
account-factor-password-none = Sie haben keines und melden sich ohne an.
account-factor-password-none-title = Passwort
account-factor-password-none-action = Festlegen
account-factor-passkeys = { $count ->
    [one] Ein Passkey.
   *[other] { $count } Passkeys.
    }
account-factor-passkeys-title = Passkeys
account-factor-passkeys-action = Verwalten
account-factor-passkeys-none = Noch keiner. Die sicherste Art, sich anzumelden, und die schnellste.
account-factor-passkeys-none-title = Passkeys
account-factor-passkeys-none-action = Hinzufügen
account-factor-totp = Eingerichtet. Beim Anmelden zeigen Sie einen Code.
account-factor-totp-title = Authenticator-App
account-factor-totp-action = Verwalten
account-factor-totp-none = Nicht eingerichtet. Eine App auf Ihrem Telefon zeigt einen Code, den Sie neben dem Passwort eingeben.
account-factor-totp-none-title = Authenticator-App
account-factor-totp-none-action = Einrichten
account-factor-codes = { $count ->
    [0] Keiner übrig.
    [one] Einer übrig.
   *[other] { $count } übrig.
    }
account-factor-codes-title = Wiederherstellungscodes
account-factor-codes-action = Verwalten
account-factor-linked = { $count ->
    [0] Keine.
    [one] Ein Konto anderswo.
   *[other] { $count } Konten anderswo.
    }
account-factor-linked-title = Verknüpfte Konten
account-factor-linked-action = Verwalten
account-lately = Was zuletzt geschah
account-lately-all = Alle Aktivität ansehen
account-apps-count = { $count ->
    [0] Keine Anwendung nutzt Ihr Konto.
    [one] Eine Anwendung nutzt Ihr Konto.
   *[other] { $count } Anwendungen nutzen Ihr Konto.
    }
account-apps-all = Ihre Anwendungen
account-keys-count = { $count ->
    [0] Sie haben keinen API-Schlüssel.
    [one] Sie haben einen API-Schlüssel.
   *[other] Sie haben { $count } API-Schlüssel.
    }
account-keys-all = Ihre API-Schlüssel
account-security-lead = Womit Sie sich anmelden und was Ihnen hilft, wenn es verloren ist.
account-security-factors = Wie Sie sich anmelden
account-security-factors-lead = Wer etwas daran ändert, muss sich neu ausweisen.
account-back-security = Zurück zur Sicherheit
account-password-set = Passwort festlegen
account-password-lead = Danach sind Sie überall sonst abgemeldet.
account-password-lead-keys = Danach sind Sie überall sonst abgemeldet, und Ihre API-Schlüssel enden.
account-profile-lead = Anwendungen sehen diese Angaben, wenn Sie es erlauben.
account-name = Name
account-name-lead = Sie melden sich als { $username } an.
account-name-save = Namen speichern
account-language = Sprache
account-language-lead = Dieser Seiten und der Nachrichten an Sie.
account-language-none = Wie der Browser es wünscht
account-language-save = Speichern
account-details = Mehr über Sie
account-details-lead = Sie können alles davon leer lassen. Anwendungen, die Ihren Namen sehen dürfen, sehen auch den ersten Teil; nach Telefon und Anschrift fragen sie gesondert.
account-details-open = Ansehen und ändern
account-details-save = Angaben speichern
account-details-others = Auch das kann Anwendungen mitgeteilt werden. Nur wer diesen Server betreibt, kann es ändern.
account-activity-lead = Was mit Ihrem Konto geschah. Erkennen Sie etwas nicht wieder, ändern Sie Ihr Passwort.
account-activity-none = Es ist nichts bekannt. Was von jetzt an geschieht, erscheint hier.
account-activity-older = Früheres
account-activity-latest = Neuestes
account-event-signed-in = Sie haben sich angemeldet
account-event-sign-in-refused = Eine Anmeldung wurde abgewiesen
account-event-new-device = Sie haben sich auf einem neuen Gerät angemeldet
account-event-signed-out = Sie haben sich abgemeldet
account-event-signed-out-elsewhere = Hier abgemeldet, weil Sie sich dort abgemeldet haben
account-event-signed-out-by-app = Eine Anwendung hat Sie abgemeldet
account-event-session-ended = Sie haben ein anderes Gerät abgemeldet
account-event-sessions-ended = Sie haben mehrere Geräte abgemeldet
account-event-password-changed = Passwort geändert
account-event-password-reset = Passwort über einen Link neu gewählt
account-event-recovery-asked = Ein Link für ein neues Passwort wurde versandt
account-event-passkey-added = Passkey hinzugefügt
account-event-passkey-renamed = Passkey umbenannt
account-event-passkey-removed = Passkey entfernt
account-event-totp-added = Authenticator-App eingerichtet
account-event-totp-removed = Authenticator-App entfernt
account-event-recovery-codes-made = Wiederherstellungscodes erstellt
account-event-recovery-code-used = Wiederherstellungscode benutzt
account-event-email-change-asked = Andere E-Mail-Adresse gewünscht
account-event-email-changed = E-Mail-Adresse geändert
account-event-email-verified = E-Mail-Adresse bestätigt
account-event-account-linked = Konto anderswo verknüpft
account-event-account-unlinked = Konto anderswo getrennt
account-event-profile-changed = Profil geändert
account-event-picture-changed = Bild geändert
account-event-consent-given = Eine Anwendung darf Ihr Konto nutzen
account-event-consent-taken = Eine Anwendung hat ihren Zugriff verloren
account-event-api-key-made = API-Schlüssel erstellt
account-event-api-key-renewed = API-Schlüssel erneuert
account-event-api-key-ended = API-Schlüssel widerrufen
account-event-terms-accepted = Nutzungsbedingungen angenommen
account-event-data-exported = Ihre Daten wurden heruntergeladen
account-event-account-created = Das Konto wurde angelegt
account-event-device-forgotten = Einem Gerät wird nicht mehr vertraut
account-picture = Bild
account-picture-lead = Anwendungen, die Ihren Namen sehen, sehen auch das Bild.
account-picture-yours = Ihr Bild
account-picture-file = Ein Bild von diesem Gerät
account-picture-save = Verwenden
account-picture-hint = PNG, JPEG oder WebP, höchstens 5 MB. Es wird quadratisch zugeschnitten, und der Aufnahmeort wird entfernt.
account-picture-remove = Bild entfernen
account-picture-saved = Ihr Bild ist gespeichert.
account-picture-removed = Sie haben jetzt kein Bild.
account-picture-kind = Wählen Sie ein Bild als PNG, JPEG oder WebP.
account-picture-large = Dieses Bild ist zu groß. Wählen Sie eines mit höchstens 5 MB und 25 Megapixeln.
account-picture-unreadable = Dieses Bild lässt sich nicht lesen. Speichern Sie es neu oder wählen Sie ein anderes.
account-data-lead = Was über Sie gespeichert ist, zum Mitnehmen oder Löschen.
account-data-download = Ihre Daten herunterladen
account-data-what = Eine Datei mit allem, was über Sie bekannt ist: Ihr Profil, was geschah, wo Sie angemeldet sind und wem Sie was erlaubt haben. Passwörter und Schlüssel sind nicht darin. Behalten Sie sie für sich.
account-data-get = Herunterladen
account-delete = Ihr Konto löschen
account-delete-what = Für immer. Vorher erfahren Sie, was verloren geht.
account-delete-go = Konto löschen
account-delete-lead = Das lässt sich nicht rückgängig machen, auch nicht von denen, die diesen Server betreiben.
account-delete-lost-sign-in = Sie können sich nicht mehr anmelden, weder hier noch bei einer Anwendung, die Sie mit diesem Konto nutzen.
account-delete-lost-apps = Jede Anwendung verliert ihren Zugriff. Was sie selbst gespeichert hat, bleibt dort: Fragen Sie sie danach.
account-delete-lost-keys = Ihre API-Schlüssel, Passkeys und Wiederherstellungscodes enden.
account-delete-lost-data = Ihr Profil, Ihr Bild und Ihre Aktivität werden gelöscht. Laden Sie sie vorher herunter, wenn Sie sie behalten möchten.
account-delete-type = Geben Sie zur Bestätigung Ihren Benutzernamen { $username } ein
account-delete-other-name = Das ist nicht Ihr Benutzername.
account-delete-now = Endgültig löschen
account-delete-keep = Konto behalten
account-delete-last-administrator = Sie sind der letzte Administrator. Machen Sie zuerst jemand anderen dazu: Ohne einen könnte niemand diesen Server verwalten.
account-deleted-heading = Ihr Konto ist gelöscht
account-deleted-text = Hier ist nichts davon geblieben. Sie können diese Seite schließen.
account-password-elsewhere = Ihr Passwort liegt bei Ihrer Organisation
account-password-elsewhere-text = Sie melden sich hier mit dem Passwort an, das Sie dort haben, und ändern es daher auch dort: Wenden Sie sich an die zuständige Stelle. Hier wird nichts davon aufbewahrt.
