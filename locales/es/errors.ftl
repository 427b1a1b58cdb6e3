### What went wrong, and what to do.

errors-code = Error:
errors-reference = Referencia:
errors-copy-reference = Copiar la referencia
errors-go-home = Ir al inicio
errors-load-again = Cargar la página de nuevo
errors-refused = Esta solicitud no puede continuar
errors-refused-text = Vuelva a la aplicación e inténtelo de nuevo; si persiste, sus desarrolladores deben saberlo.
errors-fault = Algo ha fallado aquí
errors-fault-unavailable = El servidor está demasiado ocupado o no puede acceder a su base de datos. Inténtelo de nuevo en un momento.
errors-fault-internal = El fallo es nuestro y ha quedado registrado. Inténtelo de nuevo; si persiste, avise a quienes administran este servidor.
errors-too-many = Demasiadas solicitudes
errors-too-many-text = Desde su red se han nombrado demasiadas aplicaciones desconocidas. Inténtelo de nuevo en un momento.
errors-not-found = Aquí no hay nada
errors-not-found-text = Puede que la dirección esté mal escrita o que lo que había aquí ya no exista.
errors-form-stale = Este formulario ya no es válido
errors-form-stale-text = Puede que haya estado abierto demasiado tiempo o que entretanto se haya iniciado o cerrado sesión en otra pestaña. Cargue la página de nuevo y vuelva a intentarlo.
errors-no-cookies = Este navegador no ha enviado ninguna cookie
errors-no-cookies-text = Para iniciar sesión se necesitan las cookies de este sitio. Permítalas en los ajustes del navegador o salga de su modo más estricto, y cargue la página de nuevo. Si acaba de reiniciar el navegador o de borrar sus datos, basta con cargar la página de nuevo.
errors-form-foreign = Este formulario no se envió desde aquí
errors-form-foreign-text = El formulario llegó de una dirección distinta de { $issuer }. Abra esa dirección e inténtelo de nuevo.
errors-form-odd-text = La aplicación envió un formulario demasiado largo, o que ningún navegador escribe así. Vuelva a ella e inténtelo de nuevo; si persiste, sus desarrolladores deben saberlo.
errors-nothing-chosen = No se ha elegido nada
errors-nothing-chosen-text = Elija si permite la aplicación o no.
errors-setup-dead = Este enlace de configuración no funciona
errors-setup-dead-text = Ya se ha utilizado o ha caducado. Mientras no haya administrador, cada arranque del servidor muestra uno nuevo; después ya no se crean más.
errors-password-wrong = Esa no es su contraseña actual.
errors-wait-seconds =
    { $count ->
        [one] Demasiados intentos. Inténtelo de nuevo en { $count } segundo.
       *[other] Demasiados intentos. Inténtelo de nuevo en { $count } segundos.
    }
errors-wait-minutes =
    { $count ->
        [one] Demasiados intentos. Inténtelo de nuevo en { $count } minuto.
       *[other] Demasiados intentos. Inténtelo de nuevo en { $count } minutos.
    }
errors-expired = Este inicio de sesión no continúa aquí
errors-expired-text = Ha caducado, ya terminó o se empezó en otro navegador. Vuelva a la aplicación e inicie sesión desde allí.
