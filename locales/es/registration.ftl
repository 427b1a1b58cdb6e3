### Registration, invitations, terms.

registration-setup = Crear el primer administrador
registration-setup-lead = Esta cuenta puede administrar todo en este servidor. El enlace que le trajo aquí funciona una sola vez.
registration-setup-create = Crear la cuenta
