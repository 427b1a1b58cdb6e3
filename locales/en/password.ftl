### Choosing a password.
