### Choosing a password.

password-least = At least { $least } characters. A few words that do not belong together work well.
