### Elegir una contraseña. Los textos sobre su seguridad se muestran mientras se escribe.
password-hint = Al menos { $least } caracteres. Van bien unas cuantas palabras sin relación entre sí.
password-error-short = Use al menos { $least } caracteres. Unas cuantas palabras sin relación son fáciles de recordar.
password-error-long = Esta contraseña es demasiado larga. Use como máximo { $most } bytes.
password-error-own = Elija una contraseña que no esté formada por su nombre, su dirección o el nombre de este servicio.
password-error-common = Esta es una de las contraseñas que se prueban primero. Añada unas cuantas palabras sin relación entre sí.
password-error-pattern = Las repeticiones, las filas de teclas y las fechas se prueban primero. Añada unas cuantas palabras sin relación entre sí.
password-error-breached = Esta contraseña se conoce por una filtración de otro sitio, así que alguien la probará. Elija otra y cámbiela en los demás lugares donde la use.
password-strength = Seguridad
password-strength-short = Demasiado corta: al menos { $least } caracteres
password-strength-own = Fácil de adivinar: casi todo es su nombre o su dirección
password-strength-pattern = Fácil de adivinar: repetición o secuencia
password-strength-weak = Débil
password-strength-fair = Aceptable
password-strength-good = Buena
password-strength-strong = Fuerte
