### Letters.

mail-greeting = Hola, { $name }:
mail-greeting-nobody = Hola:
mail-instead = O abra esta dirección:
mail-link-works = El enlace funciona una sola vez, durante { $span }.
mail-code-and-link-work = El código y el enlace funcionan una sola vez, uno u otro, durante { $span }.
mail-minutes =
    { $count ->
        [one] un minuto
       *[other] { $count } minutos
    }
mail-hours =
    { $count ->
        [one] una hora
       *[other] { $count } horas
    }
mail-days =
    { $count ->
        [one] un día
       *[other] { $count } días
    }
mail-when = Cuándo:
mail-device = Navegador:
mail-address = Desde la dirección:
mail-browser-on = { $browser } en { $system }
mail-some-browser-on = un navegador en { $system }
mail-some-browser = un navegador desconocido
mail-moment = { $day } de { $month } de { $year }, { $time } UTC
mail-month =
    { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    }
mail-look-button = Ver su cuenta
mail-not-you = Si fue usted, no tiene que hacer nada. Si no, cambie su contraseña de inmediato y cierre todas las sesiones en la página de su cuenta.
mail-footer = Enviado automáticamente por { $brand }, { $place }

mail-verify-subject = Confirme su dirección de correo
mail-verify-lead = Confirme que esta dirección es suya para que pueda usarse en su cuenta de { $brand }.
mail-verify-button = Confirmar esta dirección
mail-verify-after = Si usted no lo ha pedido, no haga nada: sin su confirmación la dirección no se usa.

mail-recover-subject = Elija una contraseña nueva
mail-recover-lead = Alguien, seguramente usted, ha pedido una contraseña nueva para su cuenta de { $brand }. Elíjala con este enlace. Si inicia sesión con un segundo factor, también se le pedirá.
mail-recover-button = Elegir una contraseña
mail-recover-after = Si no fue usted, no haga nada: su contraseña no cambia.

mail-recover-unknown-subject = No hay ninguna cuenta con esta dirección
mail-recover-unknown-lead = Alguien ha pedido una contraseña nueva en { $brand } con esta dirección, pero ninguna cuenta la tiene. Si fue usted, quizá su cuenta esté a nombre de otra dirección.
mail-recover-unknown-after = Si no fue usted, no haga nada.

mail-recover-directory-subject = Su contraseña se guarda en otro lugar
mail-recover-directory-lead = Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta en { $brand }. Allí inicia sesión con la contraseña de su organización, que la gestiona ella misma. Pida una nueva a quienes se ocupan de su cuenta allí.
mail-recover-directory-button = Iniciar sesión
mail-recover-directory-after = Si no fue usted, no haga nada: nada ha cambiado.

mail-recover-linked-subject = Su contraseña se guarda en otro lugar
mail-recover-linked-lead = Alguien, probablemente usted, ha pedido una contraseña nueva para su cuenta en { $brand }. Allí no tiene ninguna: inicia sesión con su cuenta de { $provider }. Si no puede, elija allí una contraseña nueva.
mail-recover-linked-button = Iniciar sesión
mail-recover-linked-after = Si no fue usted, no haga nada: nada ha cambiado.

mail-register-subject = Termine de crear su cuenta
mail-register-lead = Alguien, probablemente usted, pidió una cuenta en { $brand } con esta dirección. Elija un nombre y una contraseña con este enlace.
mail-register-button = Crear la cuenta
mail-register-after = Si no fue usted, no haga nada: no se crea ninguna cuenta sin usted.

mail-register-known-subject = Ya tiene una cuenta
mail-register-known-lead = Alguien ha querido crear una cuenta en { $brand } con esta dirección, pero ya tiene una. Si fue usted, inicie sesión; si ha olvidado su contraseña, allí puede elegir otra.
mail-register-known-button = Iniciar sesión
mail-register-known-after = Si no fue usted, no haga nada: nada ha cambiado.

mail-invite-subject = Le invitan a { $brand }
mail-invite-lead = Le invitan a crear una cuenta en { $brand }.
mail-invite-button = Aceptar la invitación
mail-invite-after = Si no lo esperaba, no haga nada: no se crea ninguna cuenta sin usted.

mail-email-code-subject = Su código para { $brand }
mail-email-code-lead = Escriba este código en la página donde inicia sesión, o abra el enlace en ese mismo navegador.
mail-email-code-button = Continuar el inicio de sesión
mail-email-code-after = No dé este código a nadie, ni siquiera a nosotros. Si no está iniciando sesión ahora, otra persona lo intenta: cambie su contraseña.

mail-email-change-subject = Confirme su nueva dirección de correo
mail-email-change-lead = Esta dirección va a sustituir a la de su cuenta de { $brand }. Confirme que es suya.
mail-email-change-button = Confirmar esta dirección
mail-email-change-after = Si usted no lo ha pedido, no haga nada: la cuenta conserva su dirección.

mail-email-change-known-subject = Esta dirección ya tiene una cuenta
mail-email-change-known-lead = Alguien quiere dar esta dirección a su cuenta en { $brand }, pero pertenece a otra cuenta. Si ambas son suyas, dé antes otra dirección a la segunda.
mail-email-change-known-after = Si no fue usted, no haga nada: no se ha cambiado nada.

mail-email-changed-old-subject = Se ha cambiado su dirección de correo
mail-email-changed-old-lead = Esta ya no es la dirección de su cuenta de { $brand }. A partir de ahora los mensajes irán a la nueva.
mail-email-changed-old-after = Si no fue usted, otra persona puede haber entrado en su cuenta: pida ayuda de inmediato a los responsables de { $brand }.

mail-email-changed-subject = Se ha cambiado su dirección de correo
mail-email-changed-lead = Esta es ahora la dirección de su cuenta de { $brand }.

mail-password-changed-subject = Se ha cambiado su contraseña
mail-password-changed-lead = Se ha cambiado la contraseña de su cuenta de { $brand }.

mail-password-reset-subject = Se ha elegido una contraseña nueva
mail-password-reset-lead = Se ha elegido una contraseña nueva para su cuenta de { $brand }, con un enlace que se le envió.

mail-passkey-added-subject = Se ha añadido una llave de acceso
mail-passkey-added-lead = Se ha añadido la llave de acceso «{ $label }» a su cuenta de { $brand }. Sirve para iniciar sesión.

mail-passkey-removed-subject = Se ha eliminado una llave de acceso
mail-passkey-removed-lead = Se ha eliminado la llave de acceso «{ $label }» de su cuenta de { $brand }.

mail-totp-added-subject = Se ha añadido una aplicación de autenticación
mail-totp-added-lead = Ahora se piden los códigos de una aplicación de autenticación al iniciar sesión en su cuenta de { $brand }.

mail-totp-removed-subject = Se ha eliminado la aplicación de autenticación
mail-totp-removed-lead = Ya no se piden los códigos de una aplicación de autenticación al iniciar sesión en su cuenta de { $brand }.

mail-recovery-codes-made-subject = Se han creado códigos de recuperación nuevos
mail-recovery-codes-made-lead = Se han creado códigos de recuperación nuevos para su cuenta de { $brand }. Los anteriores ya no sirven.

mail-recovery-code-used-subject = Se ha usado un código de recuperación
mail-recovery-code-used-lead = Se ha usado un código de recuperación para iniciar sesión en su cuenta de { $brand }. Cada uno sirve una vez; cree otros antes de que se acaben.

mail-account-linked-subject = Se ha vinculado una cuenta externa
mail-account-linked-lead = Se ha vinculado una cuenta de { $provider } a la suya de { $brand }. Sirve para iniciar sesión.

mail-account-unlinked-subject = Se ha desvinculado una cuenta externa
mail-account-unlinked-lead = La cuenta de { $provider } ya no está vinculada a la suya de { $brand }.

mail-new-device-subject = Inicio de sesión en su cuenta desde un dispositivo nuevo
mail-new-device-lead = Un navegador que no conocíamos ha iniciado sesión en su cuenta de { $brand }.

mail-sessions-ended-subject = Se ha cerrado su sesión en otros dispositivos
mail-sessions-ended-lead = Se han cerrado sesiones de su cuenta de { $brand }. Allí habrá que iniciar sesión de nuevo.

mail-account-deleted-subject = Se ha eliminado su cuenta
mail-account-deleted-lead = Se ha eliminado su cuenta de { $brand } con todo lo que contenía.
mail-account-deleted-after = Si no fue usted, pida ayuda de inmediato a los responsables de { $brand }.

mail-test-subject = Un mensaje de { $brand }
mail-test-lead = Este mensaje muestra que { $brand } puede enviar correo.
mail-test-after = No tiene que hacer nada.
