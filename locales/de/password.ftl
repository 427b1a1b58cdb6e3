### Ein Passwort wählen. Die Texte zur Stärke erscheinen beim Tippen.
password-hint = Mindestens { $least } Zeichen. Gut sind ein paar Wörter, die nichts miteinander zu tun haben.
password-error-short = Verwenden Sie mindestens { $least } Zeichen. Ein paar Wörter ohne Zusammenhang lassen sich leicht merken.
password-error-long = Dieses Passwort ist zu lang. Verwenden Sie höchstens { $most } Bytes.
password-error-own = Wählen Sie ein Passwort, das nicht aus Ihrem Namen, Ihrer Adresse oder dem Namen dieses Dienstes besteht.
password-error-common = Dieses Passwort gehört zu denen, die zuerst ausprobiert werden. Fügen Sie ein paar Wörter ohne Zusammenhang hinzu.
password-error-pattern = Wiederholungen, Tastenreihen und Datumsangaben werden zuerst ausprobiert. Fügen Sie ein paar Wörter ohne Zusammenhang hinzu.
password-error-breached = Dieses Passwort ist aus einem Datenleck anderswo bekannt und wird deshalb ausprobiert. Wählen Sie ein anderes, und ändern Sie es überall, wo Sie es sonst noch verwenden.
password-strength = Stärke
password-strength-short = Zu kurz: mindestens { $least } Zeichen
password-strength-own = Leicht zu erraten: besteht vor allem aus Ihrem Namen oder Ihrer Adresse
password-strength-pattern = Leicht zu erraten: Wiederholung oder Reihe
password-strength-weak = Schwach
password-strength-fair = Mäßig
password-strength-good = Gut
password-strength-strong = Stark
