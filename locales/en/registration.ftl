### Registration, invitations, terms.
