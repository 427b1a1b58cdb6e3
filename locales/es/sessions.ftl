### Sessions, devices and the chooser, signing out.

sessions-choose-heading = Elija una cuenta
sessions-choose-lead = Aquí tiene abierta la sesión con estas cuentas.
sessions-choose-lead-for = ¿Qué cuenta desea usar con { $application }?
sessions-choose-current = En uso
sessions-choose-another = Usar otra cuenta
sessions-sign-out-everyone = Cerrar la sesión de las { $count } cuentas

sessions-browser-on = { $browser } en { $system }
sessions-browser-some = Un navegador en { $system }
sessions-browser-unknown = Un navegador desconocido
sessions-out-ask = ¿Cerrar la sesión de { $brand }?
sessions-out-asked-by = <a>{ $application }</a> lo solicita.
sessions-out-person = Se cerrará la sesión de <a>{ $person }</a> en este navegador y se avisará a las aplicaciones de esta sesión.
sessions-out-you = Se cerrará su sesión en este navegador.
sessions-out-elsewhere = Los demás navegadores y dispositivos conservan la sesión.
sessions-out-stay = Seguir con la sesión iniciada
sessions-out-done = Ha cerrado la sesión
sessions-out-others = También se está cerrando la sesión en sus aplicaciones. Si no ocurre nada, continúe con el botón.
sessions-out-shared = Si otras personas usan este equipo, cierre también el navegador: una aplicación que haya abierto puede mostrar todavía lo que tenía.
sessions-out-again = Volver a iniciar sesión
sessions-out-frame = Una aplicación cierra su sesión
sessions-heading = Dónde ha iniciado sesión
sessions-lead = Cierre lo que no reconozca y cambie después su contraseña.
sessions-this = Este navegador
sessions-remembered = Sesión recordada
sessions-seen = Visto
sessions-begun = Sesión iniciada
sessions-with-password = Con contraseña
sessions-with-directory = Con contraseña
sessions-with-provider = Con una cuenta externa
sessions-with-passkey = Con clave de acceso
sessions-with-totp = Con código
sessions-with-recovery-code = Con código de recuperación
sessions-with-email-code = Con código por correo
sessions-end = Cerrar sesión
sessions-end-at = Cerrar la sesión de { $browser }, { $address }
sessions-end-others = Cerrar sesión en todos los demás sitios
sessions-end-all = Cerrar sesión en todas partes
sessions-only = Este es el único sitio. Cuando entre en otro dispositivo, aparecerá aquí y podrá cerrar su sesión desde aquí.
sessions-all = Ver y cerrar
sessions-all-and = { $count ->
    [one] Ver todo, y uno más
   *[other] Ver todo, y { $count } más
    }
sessions-ended = Esa sesión ha terminado.
sessions-ended-others = Se ha cerrado su sesión en todos los demás sitios.
