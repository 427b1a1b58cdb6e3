### Passkeys: signing in with one, making, naming and removing them.

# Pour entrer.
passkey-sign-in = Se connecter avec une clé d’accès
passkey-heading = Utilisez votre clé d’accès
passkey-lead = Votre appareil demande votre empreinte, votre visage ou votre code PIN, et vous voilà connecté.
passkey-use = Utiliser une clé d’accès
passkey-trust = Ne plus demander de clé d’accès sur cet appareil
passkey-wrong = Cette clé d’accès n’a pas été acceptée. Réessayez, ou connectez-vous autrement.
passkey-back-to-login = Se connecter autrement
passkey-missing-heading = Il n’y a pas de clés d’accès ici

# Pourquoi le navigateur n’en a pas donné.
passkey-cancelled = Rien n’a été envoyé. La demande a été annulée, ou cet appareil n’a pas de clé d’accès pour ce compte.
passkey-add-cancelled = Aucune clé d’accès n’a été créée : la demande a été annulée ou a duré trop longtemps.
passkey-known = Cet appareil a déjà une clé d’accès pour votre compte.
passkey-address = Les clés d’accès ne fonctionnent pas à cette adresse. Il leur faut https, ou localhost.
passkey-stale = Cette page est restée ouverte trop longtemps. Rechargez-la et réessayez.
passkey-failed = Cela n’a pas fonctionné. Réessayez, ou choisissez un autre moyen.
passkey-missing = Ce navigateur ne peut pas utiliser de clés d’accès ici. Il faut un navigateur récent, et https ou localhost.
passkey-no-script = Les clés d’accès ont besoin de JavaScript, qui est désactivé dans ce navigateur.
passkey-impossible = Ce serveur est joint par une adresse IP, pour laquelle les navigateurs ne créent pas de clés d’accès. Elles fonctionneront dès qu’il aura un nom.

# La liste.
passkey-list-heading = Vos clés d’accès
passkey-list-lead = Avec une clé d’accès, vous vous connectez par empreinte, visage ou code PIN. Aucun autre site ne peut s’en servir.
passkey-list-empty = Vous n’avez pas de clé d’accès. Quand vous en créerez une, elle apparaîtra ici, et vous pourrez la retirer d’ici.
passkey-made = Créée
passkey-used = Dernière utilisation
passkey-never-used = Jamais utilisée
passkey-elsewhere = Elle appartient à { $host }, l’ancienne adresse de ce site, et ne fonctionne que là. Ajoutez-en une nouvelle ici, puis supprimez celle-ci.
passkey-rename = Changer le nom
passkey-rename-submit = Enregistrer le nom
passkey-name-of = Nom de { $name }
passkey-remove = Retirer
passkey-remove-lead = Vous ne pourrez plus vous connecter avec elle. Elle reste peut-être dans votre appareil jusqu’à ce que vous l’y supprimiez aussi.
passkey-remove-submit = Retirer { $name }
passkey-renamed = La clé d’accès s’appelle maintenant { $name }.
passkey-removed = { $name } est retirée.
passkey-recovery = Si vous perdez votre appareil, des <a>codes de récupération</a> vous laissent entrer.

# En créer une.
passkey-add = Créer une clé d’accès
passkey-add-lead = Votre appareil la garde, et demande votre empreinte, votre visage ou votre code PIN à chaque utilisation.
passkey-add-submit = Créer la clé d’accès
passkey-added = { $name } est prête. Vous pouvez désormais vous connecter avec elle.
passkey-name = Nom
passkey-name-hint = Pour la reconnaître parmi vos clés d’accès.
passkey-back-to-list = Retour à vos clés d’accès
passkey-not-added = Cette clé d’accès n’a pas pu être ajoutée. Réessayez.
passkey-too-many = Il y a déjà { $most } clés d’accès. Retirez-en une que vous n’utilisez pas.
passkey-changed-meanwhile = Votre compte ou votre mot de passe vient de changer. Réessayez.

# Les noms, et la fin d’une clé.
passkey-name-length = Un nom a de 1 à { $most } caractères.
passkey-name-taken = Une autre de vos clés d’accès porte ce nom.
passkey-unknown = Cette clé d’accès n’existe pas, ou elle a déjà été retirée.
passkey-last-way = C’est votre seul moyen de vous connecter. Définissez d’abord un mot de passe, ou créez une autre clé d’accès.
