### Registration, invitations, terms.

registration-setup = Ersten Administrator anlegen
registration-setup-lead = Dieses Konto darf auf diesem Server alles verwalten. Der Link, über den Sie gekommen sind, funktioniert einmal.
registration-setup-create = Konto anlegen
