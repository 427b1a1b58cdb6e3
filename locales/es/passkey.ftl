### Passkeys: signing in with one, making, naming and removing them.

# Para entrar.
passkey-sign-in = Iniciar sesión con una llave de acceso
passkey-heading = Use su llave de acceso
passkey-lead = Su dispositivo le pide la huella, la cara o el PIN, y con eso ha entrado.
passkey-use = Usar una llave de acceso
passkey-trust = No volver a pedir una llave de acceso en este dispositivo
passkey-wrong = Esa llave de acceso no se ha aceptado. Inténtelo de nuevo, o inicie sesión de otra manera.
passkey-back-to-login = Iniciar sesión de otra manera
passkey-missing-heading = Aquí no hay llaves de acceso

# Por qué el navegador no dio ninguna.
passkey-cancelled = No se ha enviado nada. La petición se canceló, o en este dispositivo no hay una llave de acceso para esta cuenta.
passkey-add-cancelled = No se ha creado ninguna llave de acceso: la petición se canceló o tardó demasiado.
passkey-known = Este dispositivo ya tiene una llave de acceso para su cuenta.
passkey-address = Las llaves de acceso no funcionan en esta dirección. Necesitan https, o localhost.
passkey-stale = Esta página ha estado abierta demasiado tiempo. Cárguela otra vez e inténtelo de nuevo.
passkey-failed = No ha funcionado. Inténtelo de nuevo, o use otra manera.
passkey-missing = Este navegador no puede usar llaves de acceso aquí. Hace falta un navegador actual, y https o localhost.
passkey-no-script = Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador.
passkey-impossible = A este servidor se llega por una dirección IP, para la que los navegadores no crean llaves de acceso. Funcionarán cuando tenga un nombre.

# La lista.
passkey-list-heading = Sus llaves de acceso
passkey-list-lead = Con una llave de acceso inicia sesión con la huella, la cara o el PIN. Ningún otro sitio puede usarla.
passkey-list-empty = No tiene ninguna llave de acceso. Cuando cree una, aparecerá aquí, y desde aquí podrá quitarla.
passkey-made = Creada
passkey-used = Último uso
passkey-never-used = Nunca usada
passkey-elsewhere = Pertenece a { $host }, la dirección anterior de este sitio, y solo funciona allí. Añada una nueva aquí y elimine esta.
passkey-rename = Cambiar el nombre
passkey-rename-submit = Guardar el nombre
passkey-name-of = Nombre de { $name }
passkey-remove = Quitar
passkey-remove-lead = Ya no podrá iniciar sesión con ella. Puede que siga en su dispositivo hasta que la borre también allí.
passkey-remove-submit = Quitar { $name }
passkey-renamed = La llave de acceso se llama ahora { $name }.
passkey-removed = { $name } se ha quitado.
passkey-recovery = Si pierde su dispositivo, unos <a>códigos de recuperación</a> le dejan entrar.

# Crear una.
passkey-add = Crear una llave de acceso
passkey-add-lead = Su dispositivo la guarda, y le pide la huella, la cara o el PIN cada vez que se usa.
passkey-add-submit = Crear la llave de acceso
passkey-added = { $name } está lista. Desde ahora puede iniciar sesión con ella.
passkey-name = Nombre
passkey-name-hint = Para reconocerla entre sus llaves de acceso.
passkey-back-to-list = Volver a sus llaves de acceso
passkey-not-added = No se ha podido añadir esa llave de acceso. Inténtelo de nuevo.
passkey-too-many = Ya hay { $most } llaves de acceso. Quite una que no use.
passkey-changed-meanwhile = Su cuenta o su contraseña acaba de cambiar. Inténtelo de nuevo.

# Los nombres, y el fin de una llave.
passkey-name-length = Un nombre tiene de 1 a { $most } caracteres.
passkey-name-taken = Otra de sus llaves de acceso tiene ese nombre.
passkey-unknown = Esa llave de acceso no existe, o ya se quitó.
passkey-last-way = Es la única manera de entrar que tiene. Ponga antes una contraseña, o cree otra llave de acceso.
