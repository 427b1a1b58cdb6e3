### Passkeys: signing in with one, making, naming and removing them.

# Auf dem Weg hinein.
passkey-sign-in = Mit einem Passkey anmelden
passkey-heading = Verwenden Sie Ihren Passkey
passkey-lead = Ihr Gerät fragt nach Fingerabdruck, Gesicht oder PIN, und schon sind Sie angemeldet.
passkey-use = Passkey verwenden
passkey-trust = Auf diesem Gerät nicht mehr nach einem Passkey fragen
passkey-wrong = Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal, oder melden Sie sich anders an.
passkey-back-to-login = Anders anmelden
passkey-missing-heading = Hier gibt es keine Passkeys

# Warum der Browser keinen gebracht hat.
passkey-cancelled = Es wurde nichts gesendet. Der Vorgang wurde abgebrochen, oder auf diesem Gerät gibt es keinen Passkey für dieses Konto.
passkey-add-cancelled = Es wurde kein Passkey erstellt: Der Vorgang wurde abgebrochen oder dauerte zu lange.
passkey-known = Dieses Gerät hat schon einen Passkey für Ihr Konto.
passkey-address = Unter dieser Adresse funktionieren Passkeys nicht. Sie brauchen https oder localhost.
passkey-stale = Diese Seite war zu lange offen. Laden Sie sie neu, und versuchen Sie es noch einmal.
passkey-failed = Das hat nicht geklappt. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.
passkey-missing = Dieser Browser kann hier keine Passkeys verwenden. Nötig sind ein aktueller Browser und https oder localhost.
passkey-no-script = Passkeys brauchen JavaScript, das in diesem Browser ausgeschaltet ist.
passkey-impossible = Dieser Server ist über eine IP-Adresse erreichbar, für die Browser keine Passkeys erstellen. Sobald er einen Namen hat, geht es.

# Die Liste.
passkey-list-heading = Ihre Passkeys
passkey-list-lead = Mit einem Passkey melden Sie sich mit Finger, Gesicht oder PIN an. Keine andere Website kann ihn verwenden.
passkey-list-empty = Sie haben keinen Passkey. Wenn Sie einen erstellen, steht er hier, und hier können Sie ihn auch entfernen.
passkey-made = Erstellt
passkey-used = Zuletzt verwendet
passkey-never-used = Nie verwendet
passkey-elsewhere = Er gehört zu { $host }, wo diese Seite früher war, und funktioniert nur dort. Fügen Sie hier einen neuen hinzu und entfernen Sie diesen.
passkey-rename = Namen ändern
passkey-rename-submit = Namen speichern
passkey-name-of = Name von { $name }
passkey-remove = Entfernen
passkey-remove-lead = Sie können sich dann nicht mehr damit anmelden. Auf Ihrem Gerät bleibt er womöglich, bis Sie ihn auch dort löschen.
passkey-remove-submit = { $name } entfernen
passkey-renamed = Der Passkey heißt jetzt { $name }.
passkey-removed = { $name } ist entfernt.
passkey-recovery = Wenn Sie Ihr Gerät verlieren, helfen Ihnen <a>Wiederherstellungscodes</a> hinein.

# Einen erstellen.
passkey-add = Passkey erstellen
passkey-add-lead = Ihr Gerät bewahrt ihn auf und fragt jedes Mal nach Fingerabdruck, Gesicht oder PIN.
passkey-add-submit = Passkey jetzt erstellen
passkey-added = { $name } ist bereit. Ab jetzt können Sie sich damit anmelden.
passkey-name = Name
passkey-name-hint = Damit Sie ihn unter Ihren Passkeys wiedererkennen.
passkey-back-to-list = Zurück zu Ihren Passkeys
passkey-not-added = Dieser Passkey konnte nicht hinzugefügt werden. Versuchen Sie es noch einmal.
passkey-too-many = Es gibt schon { $most } Passkeys. Entfernen Sie einen, den Sie nicht verwenden.
passkey-changed-meanwhile = Ihr Konto oder Ihr Passwort hat sich gerade geändert. Versuchen Sie es noch einmal.

# Namen, und das Ende eines Passkeys.
passkey-name-length = Ein Name hat 1 bis { $most } Zeichen.
passkey-name-taken = Ein anderer Ihrer Passkeys heißt schon so.
passkey-unknown = Diesen Passkey gibt es nicht, oder er wurde schon entfernt.
passkey-last-way = Das ist Ihr einziger Weg, sich anzumelden. Legen Sie zuerst ein Passwort fest, oder erstellen Sie einen anderen Passkey.
