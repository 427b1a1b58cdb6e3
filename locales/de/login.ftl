### Signing in.
login-heading = Bei Ihrem Konto anmelden
login-heading-for = Bei { $application } anmelden
login-heading-confirm = Bestätigen Sie, dass Sie es sind
login-lead-confirm-for = { $application } fragt noch einmal nach Ihrem Passwort.
login-lead-confirm = Für diesen Schritt wird Ihr Passwort noch einmal gebraucht.
login-lead-for = Mit Ihrem Konto bei { $brand }.
login-lead = Sehen Sie Ihre Angaben und wo Sie angemeldet sind.
login-you-are = Sie sind
login-identifier = Benutzername oder E-Mail
login-password = Passwort
login-confirm = Bestätigen
login-submit = Anmelden
login-not-you = Das sind nicht Sie? <a>Melden Sie sich ab</a> und dann neu an.
login-no-account = Kein Konto oder kein Passwort zur Hand? Die Betreiber von { $brand } helfen weiter.
login-wrong = Dieser Name und dieses Passwort gehören nicht zusammen.
login-remember = Auf diesem Gerät angemeldet bleiben
login-others = Eines der hier angemeldeten Konten wählen
