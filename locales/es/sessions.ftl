### Sessions, devices and the chooser.

sessions-choose-heading = Elija una cuenta
sessions-choose-lead = Aquí tiene abierta la sesión con estas cuentas.
sessions-choose-lead-for = ¿Qué cuenta desea usar con { $application }?
sessions-choose-current = · en uso ahora
sessions-choose-another = Usar otra cuenta
sessions-sign-out-everyone = Cerrar la sesión de las { $count } cuentas
