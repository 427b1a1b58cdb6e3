### Getting back in.

recovery-heading = ¿Olvidó su contraseña?
recovery-lead = Escriba su nombre de usuario o su correo. Se envía un enlace para una nueva contraseña a la dirección verificada de la cuenta.
recovery-identifier = Nombre de usuario o correo
recovery-send = Enviar el enlace
recovery-remembered = ¿La ha recordado? <a>Inicie sesión</a>
recovery-offer = ¿Olvidó su contraseña?
recovery-look = Mire su buzón
recovery-look-text = Si existe tal cuenta con una dirección verificada, un mensaje va de camino. Su enlace vale 15 minutos, una sola vez.
recovery-look-nothing = ¿No hay nada? Mire en el correo no deseado, compruebe lo que escribió y vuelva a pedirlo en unos minutos.
recovery-choose = Elija una nueva contraseña
recovery-choose-lead = Se cerrarán todas sus sesiones, y las aplicaciones y claves de API perderán su acceso. Después inicie sesión con la nueva contraseña.
recovery-password = Nueva contraseña
recovery-set = Establecer la contraseña
recovery-done = Su contraseña está establecida
recovery-done-text = Inicie sesión con ella. Si usa un segundo factor, se le pedirá como siempre.
recovery-sign-in = Iniciar sesión
recovery-off = Desde aquí no se envían mensajes
recovery-off-text = Pregunte a los responsables de este servidor: ellos pueden hacerlo por usted.
recovery-dead = Este enlace ya no funciona
recovery-dead-text = Ya se usó, ha caducado o se envió uno más reciente. No ha cambiado nada. Pida otro y use el mensaje más reciente.
recovery-dead-account-text = Ya se usó, ha caducado o se envió uno más reciente; o es de otra cuenta distinta de la que tiene abierta. No ha cambiado nada.
recovery-again = Pedir otro
recovery-too-many = Se han pedido demasiados mensajes
recovery-too-many-text = Mire si ha llegado alguno y vuelva a intentarlo en unos minutos.
recovery-too-many-network = Mire si ha llegado alguno antes de pedir otro.
