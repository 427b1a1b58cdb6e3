### The account pages.

account-heading = Su cuenta
account-apps-heading = Sus aplicaciones
account-apps-lead = Lo que puede usar su cuenta, y lo que cada aplicación puede ver y hacer.
account-apps-empty = Ninguna aplicación usa su cuenta. Cuando inicie sesión en alguna con { $brand }, aparecerá aquí y podrá retirarle el acceso.
account-apps-off = Desactivada
account-apps-connected = Conectada
account-apps-allowed = Permitida
account-apps-used = Último uso
account-apps-stays = Sigue conectada cuando usted cierra la sesión
account-apps-ends = Termina cuando usted cierra la sesión
account-apps-not-now = No está conectada ahora
account-apps-open = Abrir
account-apps-remove = Retirar el acceso
account-apps-of = de { $application }
account-apps-remove-what = { $application } pierde el acceso de inmediato en todos sus dispositivos. Lo que ya ha leído se queda con ella.
account-apps-remove-first-party = Pertenece a { $brand }: cuando la vuelva a abrir, obtendrá acceso sin preguntar.
account-apps-remove-asks = Cuando la vuelva a abrir, tendrá que preguntarle.
account-apps-removed = { $application } ya no puede usar su cuenta.
account-apps-removed-some = Se ha retirado el acceso.
account-apps-none = Esa aplicación no tiene acceso a su cuenta.
account-password-current = Contraseña actual
account-password-new = Contraseña nueva
account-password-change = Cambiar la contraseña
account-password-changed = Su contraseña ha cambiado. Se ha cerrado su sesión en todos los demás sitios.
account-password-changed-keys = Su contraseña ha cambiado. Se ha cerrado su sesión en todos los demás sitios y sus claves de API ya no valen.
account-role-at = { $role } en { $resource }
account-name-saved = Su nombre está guardado.
account-details-saved = Sus datos están guardados.
account-details-reached = Teléfono y dirección
account-detail-given-name = Nombre
account-detail-middle-name = Segundo nombre
account-detail-family-name = Apellidos
account-detail-nickname = Apodo
account-detail-profile = Página de perfil
account-detail-picture = Foto
account-detail-website = Sitio web
account-detail-gender = Género
account-detail-birthdate = Fecha de nacimiento
account-detail-zoneinfo = Zona horaria
account-detail-locale = Idioma
account-detail-phone-number = Número de teléfono
account-detail-street-address = Calle
account-detail-postal-code = Código postal
account-detail-locality = Ciudad
account-detail-region = Provincia o región
account-detail-country = País
account-detail-formatted = Dirección completa
account-hint-birthdate = Como 1990-12-31, o solo el año.
account-hint-locale = Una etiqueta como de o pt-BR.
account-hint-zoneinfo = Por ejemplo, Europe/Berlin.
account-hint-phone-verified = Este número está verificado.
account-hint-phone = Por ejemplo, +49 30 123456.
account-form-name = Use como máximo 100 caracteres, sin caracteres de control.
account-form-url = Escriba una dirección web completa, por ejemplo https://example.org/ada.
account-form-birthdate = Escríbala como 1990-12-31, o solo el año; 0000-12-31 omite el año.
account-form-zone = Escriba el nombre de una zona horaria, por ejemplo Europe/Berlin.
account-form-locale = Escriba la etiqueta de un idioma, por ejemplo de o pt-BR.
account-form-phone = Escríbalo con el prefijo del país, por ejemplo +49 30 123456.
account-form-lines = Use como máximo 500 caracteres en un máximo de 10 líneas.
account-name-taken = «{ $name }» pertenece a otra cuenta.
account-taken = Ese nombre o esa dirección pertenece a otra cuenta.
account-username-form = Use de 1 a 64 caracteres sin espacios.
account-email-form = Eso no es una dirección de correo electrónico. Escríbala como name@example.org.
account-no-phone = No hay ningún número de teléfono que se pueda verificar.
account-no-email = No hay ninguna dirección de correo que se pueda verificar.
account-email-moved = Otra persona acaba de cambiar la dirección. Consulte la cuenta e inténtelo de nuevo.
account-deleted = Esta cuenta se ha eliminado.
account-nav = Su cuenta
account-nav-overview = Resumen
account-nav-profile = Perfil
account-nav-security = Seguridad
account-nav-sessions = Dispositivos
account-nav-activity = Actividad
account-nav-apps = Aplicaciones
account-nav-data = Sus datos
account-roles = { $count ->
    [one] Rol:
   *[other] Roles:
    }
account-email = Correo electrónico
account-email-lead = Ahí recibe los mensajes sobre su cuenta, y con él puede recuperarla.
account-email-verified = Verificado
account-email-unverified = Sin verificar
account-email-none = No hay ninguna dirección.
account-email-action = Cambiar
account-safety = ¿Está segura su cuenta?
account-advice-email = Confirme su correo electrónico
account-advice-email-text = Hasta entonces no sirve para recuperar la cuenta.
account-advice-email-action = Confirmar
account-advice-passkey = Añada una clave de acceso
account-advice-passkey-text = Así entra con su huella, su rostro o el bloqueo de pantalla, y nadie puede sonsacársela.
account-advice-passkey-action = Añadir
account-advice-codes = Cree nuevos códigos de recuperación
account-advice-codes-text = Le permiten entrar si pierde su dispositivo. Quedan pocos o ninguno.
account-advice-codes-action = Crear
account-advice-none = Su cuenta está bien protegida
account-advice-none-text = No tiene que hacer nada.
account-factor-password = Tiene una.
account-factor-password-title = Contraseña
account-factor-password-action = Cambiar
account-factor-password-none = No tiene ninguna y entra sin ella.
account-factor-password-none-title = Contraseña
account-factor-password-none-action = Establecer
account-factor-passkeys = { $count ->
    [one] Una clave de acceso.
   *[other] { $count } claves de acceso.
    }
account-factor-passkeys-title = Claves de acceso
account-factor-passkeys-action = Gestionar
account-factor-passkeys-none = Ninguna. La forma más segura de entrar, y la más rápida.
account-factor-passkeys-none-title = Claves de acceso
account-factor-passkeys-none-action = Añadir
account-factor-totp = Activada. Al entrar muestra un código.
account-factor-totp-title = Aplicación de autenticación
account-factor-totp-action = Gestionar
account-factor-totp-none = Desactivada. Una aplicación del teléfono muestra un código que se pide además de la contraseña.
account-factor-totp-none-title = Aplicación de autenticación
account-factor-totp-none-action = Configurar
account-factor-codes = { $count ->
    [0] No queda ninguno.
    [one] Queda uno.
   *[other] Quedan { $count }.
    }
account-factor-codes-title = Códigos de recuperación
account-factor-codes-action = Gestionar
account-factor-linked = { $count ->
    [0] Ninguna.
    [one] Una cuenta externa.
   *[other] { $count } cuentas externas.
    }
account-factor-linked-title = Cuentas vinculadas
account-factor-linked-action = Gestionar
account-lately = Qué ha pasado últimamente
account-lately-all = Ver toda la actividad
account-apps-count = { $count ->
    [0] Ninguna aplicación usa su cuenta.
    [one] Una aplicación usa su cuenta.
   *[other] { $count } aplicaciones usan su cuenta.
    }
account-apps-all = Sus aplicaciones
account-keys-count = { $count ->
    [0] No tiene ninguna clave de API.
    [one] Tiene una clave de API.
   *[other] Tiene { $count } claves de API.
    }
account-keys-all = Sus claves de API
account-security-lead = Con qué entra, y qué le ayuda si lo pierde.
account-security-factors = Cómo entra
account-security-factors-lead = Para cambiar algo hay que demostrar de nuevo que es usted.
account-back-security = Volver a seguridad
account-password-set = Establecer una contraseña
account-password-lead = Después se cerrará su sesión en todos los demás sitios.
account-password-lead-keys = Después se cerrará su sesión en todos los demás sitios y sus claves de API dejarán de valer.
account-profile-lead = Las aplicaciones ven estos datos si usted lo permite.
account-name = Nombre
account-name-lead = Usted entra como { $username }.
account-name-save = Guardar el nombre
account-language = Idioma
account-language-lead = De estas páginas y de los mensajes para usted.
account-language-none = La del navegador
account-language-save = Guardar
account-details = Más sobre usted
account-details-lead = Puede dejarlo todo en blanco. Las aplicaciones que ven su nombre ven también la primera parte; el teléfono y la dirección los piden aparte.
account-details-open = Ver y cambiar
account-details-save = Guardar los datos
account-details-others = También esto puede comunicarse a las aplicaciones. Solo quien administra este servidor puede cambiarlo.
account-activity-lead = Lo que ha pasado en su cuenta. Si no reconoce algo, cambie su contraseña.
account-activity-none = No hay nada. Lo que pase a partir de ahora aparecerá aquí.
account-activity-older = Anterior
account-activity-latest = Lo más reciente
account-event-signed-in = Ha iniciado sesión
account-event-sign-in-refused = Se rechazó un inicio de sesión
account-event-new-device = Ha iniciado sesión en un dispositivo nuevo
account-event-signed-out = Ha cerrado sesión
account-event-signed-out-elsewhere = Sesión cerrada aquí porque la cerró allí
account-event-signed-out-by-app = Una aplicación cerró su sesión
account-event-session-ended = Ha cerrado la sesión de otro dispositivo
account-event-sessions-ended = Ha cerrado la sesión de varios dispositivos
account-event-password-changed = Contraseña cambiada
account-event-password-reset = Contraseña elegida de nuevo mediante un enlace
account-event-recovery-asked = Se envió un enlace para elegir otra contraseña
account-event-passkey-added = Clave de acceso añadida
account-event-passkey-renamed = Clave de acceso renombrada
account-event-passkey-removed = Clave de acceso eliminada
account-event-totp-added = Aplicación de autenticación configurada
account-event-totp-removed = Aplicación de autenticación eliminada
account-event-recovery-codes-made = Códigos de recuperación creados
account-event-recovery-code-used = Código de recuperación usado
account-event-email-change-asked = Cambio de correo solicitado
account-event-email-changed = Correo electrónico cambiado
account-event-email-verified = Correo electrónico confirmado
account-event-account-linked = Cuenta externa vinculada
account-event-account-unlinked = Cuenta externa desvinculada
account-event-profile-changed = Perfil cambiado
account-event-picture-changed = Imagen cambiada
account-event-consent-given = Se permitió a una aplicación usar su cuenta
account-event-consent-taken = Una aplicación perdió su acceso
account-event-api-key-made = Clave de API creada
account-event-api-key-renewed = Clave de API renovada
account-event-api-key-ended = Clave de API revocada
account-event-terms-accepted = Condiciones de uso aceptadas
account-event-data-exported = Se descargaron sus datos
account-event-account-created = Se creó la cuenta
account-event-device-forgotten = Un dispositivo ya no es de confianza
account-picture = Imagen
account-picture-lead = Las aplicaciones que ven su nombre también la ven.
account-picture-yours = Su imagen
account-picture-file = Una imagen de este dispositivo
account-picture-save = Usarla
account-picture-hint = PNG, JPEG o WebP, 5 MB como máximo. Se recorta en cuadrado y se borra el lugar donde se tomó.
account-picture-remove = Quitar la imagen
account-picture-saved = Su imagen está guardada.
account-picture-removed = Ya no tiene imagen.
account-picture-kind = Elija una imagen PNG, JPEG o WebP.
account-picture-large = La imagen es demasiado grande. Elija una de 5 MB y 25 megapíxeles como máximo.
account-picture-unreadable = No se puede leer esta imagen. Guárdela de nuevo o elija otra.
account-data-lead = Lo que se guarda sobre usted, para llevárselo o borrarlo.
account-data-download = Descargar sus datos
account-data-what = Un archivo con todo lo que se sabe de usted: su perfil, lo que ha pasado, dónde ha iniciado sesión y qué ha permitido a quién. No contiene contraseñas ni claves. Guárdelo para usted.
account-data-get = Descargar
account-delete = Eliminar su cuenta
account-delete-what = Para siempre. Antes verá lo que se pierde.
account-delete-go = Eliminar la cuenta
account-delete-lead = No se puede deshacer, ni siquiera por quienes administran este servidor.
account-delete-lost-sign-in = Ya no podrá iniciar sesión, ni aquí ni en las aplicaciones que usa con esta cuenta.
account-delete-lost-apps = Todas las aplicaciones pierden su acceso. Lo que hayan guardado ellas sigue allí: pregúnteles.
account-delete-lost-keys = Sus claves de API, claves de acceso y códigos de recuperación dejan de valer.
account-delete-lost-data = Se borran su perfil, su imagen y su actividad. Descárguelos antes si quiere conservarlos.
account-delete-type = Para confirmar, escriba su nombre de usuario, { $username }
account-delete-other-name = Ese no es su nombre de usuario.
account-delete-now = Eliminar para siempre
account-delete-keep = Conservar la cuenta
account-delete-last-administrator = Usted es el último administrador. Nombre antes a otro: sin ninguno, nadie podría administrar este servidor.
account-deleted-heading = Su cuenta está eliminada
account-deleted-text = Aquí no queda nada de ella. Puede cerrar esta página.
account-password-elsewhere = Su organización guarda su contraseña
account-password-elsewhere-text = Usted inicia sesión aquí con la contraseña que tiene allí, por lo que se cambia allí: diríjase a las personas que se encargan de ello. Aquí no se guarda nada de ella.
