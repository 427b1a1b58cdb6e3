### Choosing a password. The texts of its strength are shown while it is typed.
password-hint = At least { $least } characters. A few words that do not belong together work well.
password-error-short = Use at least { $least } characters. A few unrelated words are easy to remember.
password-error-long = This password is too long. Use at most { $most } bytes.
password-error-own = Choose a password that is not made of your name, your address or the name of this service.
password-error-common = This is one of the passwords that are tried first. Add a few words that do not belong together.
password-error-pattern = Repeated characters, rows of keys and dates are tried first. Add a few words that do not belong together.
password-error-breached = This password is known from a breach elsewhere, so it will be tried. Choose another one, and change it wherever else you use it.
password-strength = Strength
password-strength-short = Too short: at least { $least } characters
password-strength-own = Easy to guess: mostly your name or address
password-strength-pattern = Easy to guess: repeated, or in a row
password-strength-weak = Weak
password-strength-fair = Fair
password-strength-good = Good
password-strength-strong = Strong
