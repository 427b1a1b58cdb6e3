### Choosing a password.

password-least = Mindestens { $least } Zeichen. Ein paar Wörter, die nicht zusammengehören, eignen sich gut.
