### Passkeys, codes, recovery codes.

# The other ways under each of them.
factors-other-ways-heading = De otra manera
factors-other-ways-password = Usar su contraseña
factors-other-ways-provider = Usar una cuenta de otro servicio
factors-other-ways-passkey = Usar una llave de acceso
factors-other-ways-totp = Usar un código de su aplicación
factors-other-ways-recovery-code = Usar un código de recuperación
factors-other-ways-email-code = Recibir un código por correo

# Codes on the way in.
factors-trust = No volver a pedir un código en este dispositivo
factors-code-submit = Continuar
factors-totp-heading = Introduzca el código de su aplicación
factors-totp-lead = Abra la aplicación en la que configuró esta cuenta y escriba los seis dígitos que muestra ahora.
factors-totp-label = Código de seis dígitos
factors-totp-wrong = Ese no es el código de este momento, o ya se ha usado. Espere al siguiente y escríbalo.
factors-recovery-code-heading = Introduzca un código de recuperación
factors-recovery-code-lead = Tome uno de los códigos que guardó al configurar su segundo factor. Cada uno sirve una sola vez.
factors-recovery-code-label = Código de recuperación
factors-recovery-code-wrong = Ese no es ninguno de sus códigos de recuperación, o ya se ha usado.
factors-email-code-again = Enviar otro código

# An app with codes, in the account.
factors-back = Volver a su cuenta
factors-not-now = Ahora no
factors-totp-title = Códigos de una aplicación
factors-totp-about = Una aplicación en su teléfono muestra un código nuevo cada medio minuto. Junto con su contraseña es su segundo factor.
factors-totp-none = No ha configurado ninguna aplicación.
factors-totp-there = Su aplicación
factors-totp-there-about = Cada vez que inicie sesión se le pedirá su código. Para cambiar de teléfono, quítela aquí y configúrela allí.
factors-totp-add = Configurar una aplicación
factors-totp-remove = Quitar la aplicación
factors-totp-remove-about = Sus códigos dejarán de aceptarse. Si es su único segundo factor, a partir de entonces bastará su contraseña.
factors-totp-removed = Se ha quitado la aplicación.
factors-totp-scan = Abra una aplicación de autenticación en su teléfono y escanee esta imagen.
factors-totp-picture = Código QR que configura esta cuenta en una aplicación
factors-totp-no-camera = ¿No puede escanearlo?
factors-totp-type-secret = Escriba esta clave en la aplicación. Se basa en la hora.
factors-totp-copy = Copiar la clave
factors-totp-open = Abrirlo en una aplicación de este dispositivo
factors-totp-then = Escriba después el código que muestra la aplicación
factors-totp-confirm = Confirmar
factors-totp-not-that = Ese no es el código que la aplicación debería mostrar. Compruebe que el reloj de su teléfono esté en hora y escriba el código siguiente.

# Recovery codes, in the account.
factors-recovery-code-title = Códigos de recuperación
factors-recovery-code-about = Le permiten entrar cuando no tiene a mano su teléfono o su llave: cada uno una vez, con su contraseña.
factors-recovery-code-left = Quedan { $left } de { $made } códigos.
factors-recovery-code-few = { $left ->
    [0] No queda ningún código. Cree un juego nuevo.
    [one] Solo queda un código. Cree un juego nuevo.
   *[other] Solo quedan { $left } códigos. Cree un juego nuevo.
 }
factors-recovery-code-replaces = Un juego nuevo sustituye al anterior, cuyos códigos dejan de valer.
factors-recovery-code-make = Crear códigos de recuperación
factors-recovery-code-make-new = Crear un juego nuevo
factors-recovery-code-no-use = Sustituyen a un segundo factor. Configure uno primero.
factors-recovery-code-keep = Guárdelos con sus documentos, no en el teléfono. No se volverán a mostrar.
factors-recovery-code-download = Descargar como archivo
factors-recovery-code-kept = Los he guardado

# What has to be set up first.
factors-enrol-heading = Configure un segundo factor
factors-enrol-lead-for = { $application } pide más que una contraseña. Elija qué configura; después podrá continuar.
factors-enrol-lead = { $brand } pide a todos más que una contraseña. Elija qué configura; después podrá continuar.
factors-enrol-passkey = Una llave de acceso
factors-enrol-passkey-about = Su huella, su cara o el código de este dispositivo. Nadie puede sacársela con engaños.
factors-enrol-totp = Una aplicación de códigos
factors-enrol-totp-about = Una aplicación en su teléfono muestra seis dígitos que usted escribe.
factors-enrol-not-you = ¿No es usted? <a>Cierre la sesión</a> y vuelva a iniciarla.

# Codes by mail.
factors-email-code-heading = Revise su correo
factors-email-code-send-heading = Recibir un código por correo
factors-email-code-send-lead = Enviamos un código de ocho dígitos a la dirección de su cuenta. Vale diez minutos, en este navegador.
factors-email-code-send-lead-to = Enviamos un código de ocho dígitos a { $email }. Vale diez minutos, en este navegador.
factors-email-code-send = Enviar el código
factors-email-code-lead = Si hay una cuenta con ese nombre y su dirección está confirmada, hemos enviado un código allí. Escriba sus ocho dígitos, o abra en este navegador el enlace que lo acompaña.
factors-email-code-lead-to = Hemos enviado un código a { $email }. Escriba sus ocho dígitos, o abra en este navegador el enlace que lo acompaña.
factors-email-code-label = Código de ocho dígitos
factors-email-code-wrong = Ese no es el último código que enviamos, o ha caducado. Escríbalo de nuevo o pida que le enviemos otro.
factors-email-link-heading = Continuar el inicio de sesión
factors-email-link-lead = Ha abierto el enlace que le enviamos. Funciona una sola vez.
factors-email-link-submit = Iniciar sesión
factors-email-link-elsewhere = Vuelva a donde está iniciando sesión
factors-email-link-elsewhere-lead = Este enlace funciona en el navegador en el que lo pidió. Vuelva allí y escriba este código:
factors-email-link-elsewhere-after = Aún no ha ocurrido nada: el código y el enlace siguen siendo válidos. Si no está iniciando sesión ahora, otra persona lo intenta: no dé el código a nadie.
