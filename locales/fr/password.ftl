### Choisir un mot de passe. Les textes sur sa robustesse s’affichent pendant la saisie.
password-hint = Au moins { $least } caractères. Quelques mots sans rapport entre eux conviennent bien.
password-error-short = Utilisez au moins { $least } caractères. Quelques mots sans rapport entre eux sont faciles à retenir.
password-error-long = Ce mot de passe est trop long. Utilisez au plus { $most } octets.
password-error-own = Choisissez un mot de passe qui ne soit pas composé de votre nom, de votre adresse ou du nom de ce service.
password-error-common = Ce mot de passe fait partie de ceux que l’on essaie en premier. Ajoutez quelques mots sans rapport entre eux.
password-error-pattern = Les répétitions, les suites de touches et les dates sont essayées en premier. Ajoutez quelques mots sans rapport entre eux.
password-error-breached = Ce mot de passe figure dans une fuite de données survenue ailleurs et sera donc essayé. Choisissez-en un autre, et changez-le partout où vous l’utilisez.
password-strength = Robustesse
password-strength-short = Trop court : au moins { $least } caractères
password-strength-own = Facile à deviner : surtout votre nom ou votre adresse
password-strength-pattern = Facile à deviner : répétition ou suite
password-strength-weak = Faible
password-strength-fair = Moyenne
password-strength-good = Bonne
password-strength-strong = Élevée
