### Registration, invitations, terms.

registration-setup = Create the first administrator
registration-setup-lead = This account may manage everything on this server. The link that brought you here works once.
registration-setup-create = Create the account
