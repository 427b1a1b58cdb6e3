### Getting back in.

recovery-heading = Mot de passe oublié ?
recovery-lead = Saisissez votre nom d’utilisateur ou votre adresse e-mail. Un lien pour un nouveau mot de passe est envoyé à l’adresse vérifiée du compte.
recovery-identifier = Nom d’utilisateur ou e-mail
recovery-send = Envoyer le lien
recovery-remembered = Vous l’avez retrouvé ? <a>Connectez-vous</a>
recovery-offer = Mot de passe oublié ?
recovery-look = Consultez votre boîte aux lettres
recovery-look-text = S’il existe un tel compte avec une adresse vérifiée, un message y est en route. Son lien est valable 15 minutes, une seule fois.
recovery-look-nothing = Rien reçu ? Regardez dans les indésirables, vérifiez votre saisie et redemandez dans quelques minutes.
recovery-choose = Choisissez un nouveau mot de passe
recovery-choose-lead = Vous serez déconnecté partout ; applications et clés d’API perdent leur accès. Connectez-vous ensuite avec le nouveau mot de passe.
recovery-password = Nouveau mot de passe
recovery-set = Définir le mot de passe
recovery-done = Votre mot de passe est défini
recovery-done-text = Connectez-vous avec. Si vous utilisez un second facteur, il vous est demandé comme toujours.
recovery-sign-in = Se connecter
recovery-off = Aucun message n’est envoyé d’ici
recovery-off-text = Demandez aux responsables de ce serveur : ils peuvent le faire pour vous.
recovery-dead = Ce lien ne fonctionne plus
recovery-dead-text = Il a déjà servi, a expiré ou a été remplacé par un plus récent. Rien n’a changé. Demandez-en un autre et utilisez le message le plus récent.
recovery-dead-account-text = Il a déjà servi, a expiré ou a été remplacé par un plus récent ; ou il concerne un autre compte que celui auquel vous êtes connecté. Rien n’a changé.
recovery-again = En demander un autre
recovery-too-many = Trop de messages ont été demandés
recovery-too-many-text = Regardez si l’un d’eux est arrivé, et réessayez dans quelques minutes.
recovery-too-many-network = Regardez si l’un d’eux est arrivé avant d’en demander un autre.
