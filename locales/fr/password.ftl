### Choosing a password.

password-least = Au moins { $least } caractères. Quelques mots sans rapport entre eux conviennent bien.
