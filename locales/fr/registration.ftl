### Registration, invitations, terms.

registration-setup = Créer le premier administrateur
registration-setup-lead = Ce compte peut tout gérer sur ce serveur. Le lien qui vous a amené ici ne fonctionne qu’une fois.
registration-setup-create = Créer le compte
