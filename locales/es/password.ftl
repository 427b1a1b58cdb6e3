### Choosing a password.

password-least = Al menos { $least } caracteres. Unas pocas palabras sin relación entre sí funcionan bien.
