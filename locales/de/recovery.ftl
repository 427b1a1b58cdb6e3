### Getting back in.

recovery-heading = Passwort vergessen?
recovery-lead = Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein. Ein Link für ein neues Passwort geht an die bestätigte Adresse des Kontos.
recovery-identifier = Benutzername oder E-Mail
recovery-send = Link senden
recovery-remembered = Wieder eingefallen? <a>Melden Sie sich an</a>
recovery-offer = Passwort vergessen?
recovery-look = Sehen Sie in Ihr Postfach
recovery-look-text = Wenn es ein solches Konto mit bestätigter Adresse gibt, ist ein Brief dorthin unterwegs. Der Link darin gilt 15 Minuten lang, einmal.
recovery-look-nothing = Nichts da? Sehen Sie im Spam-Ordner nach, prüfen Sie Ihre Eingabe und versuchen Sie es in einigen Minuten noch einmal.
recovery-choose = Wählen Sie ein neues Passwort
recovery-choose-lead = Sie werden überall abgemeldet, und Anwendungen und API-Schlüssel verlieren ihren Zugang. Danach melden Sie sich mit dem neuen Passwort an.
recovery-password = Neues Passwort
recovery-set = Passwort setzen
recovery-done = Ihr Passwort ist gesetzt
recovery-done-text = Melden Sie sich damit an. Wenn Sie einen zweiten Faktor verwenden, werden Sie wie immer danach gefragt.
recovery-sign-in = Anmelden
recovery-off = Von hier werden keine Briefe verschickt
recovery-off-text = Fragen Sie die Betreiber dieses Servers: Sie können es für Sie tun.
recovery-dead = Dieser Link gilt nicht mehr
recovery-dead-text = Er wurde schon benutzt, ist abgelaufen, oder es wurde ein neuerer geschickt. Es hat sich nichts geändert. Fordern Sie einen neuen an und nehmen Sie den neuesten Brief.
recovery-dead-account-text = Er wurde schon benutzt, ist abgelaufen, oder es wurde ein neuerer geschickt; oder er gehört zu einem anderen Konto als dem, bei dem Sie angemeldet sind. Es hat sich nichts geändert.
recovery-again = Einen neuen anfordern
recovery-too-many = Es wurden zu viele Briefe angefordert
recovery-too-many-text = Sehen Sie nach, ob einer angekommen ist, und versuchen Sie es in einigen Minuten noch einmal.
recovery-too-many-network = Sehen Sie nach, ob einer angekommen ist, bevor Sie einen weiteren anfordern.
