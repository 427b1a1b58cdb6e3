### What went wrong, and what to do.

errors-code = Código de error
errors-description = Qué significa
errors-developers = Para desarrolladores
errors-reference = Referencia
errors-copy-reference = Copiar la referencia
errors-help = Si necesita ayuda, indique esta referencia <a>a los responsables de { $brand }</a>:
errors-get-help = Pedir ayuda
errors-go-home = Ir al inicio
errors-go-account = Ir a su cuenta
errors-go-back = Volver a la página
errors-load-again = Cargar la página de nuevo
errors-try-again = Intentarlo de nuevo
errors-sign-out-here = Cerrar sesión aquí
errors-refused = Esta solicitud no puede continuar
errors-refused-text = La aplicación envió una solicitud incorrecta. A su cuenta no le ha pasado nada. Vuelva a la aplicación e inténtelo de nuevo; si persiste, avise a sus desarrolladores.
errors-client = Esta aplicación no se conoce aquí
errors-client-text = Se eliminó o se desactivó, o el enlace es erróneo. No ha sabido nada de usted. Si la necesita, pregunte a los responsables de la aplicación.
errors-place = No se le ha enviado a otra página
errors-place-text = El enlace pide continuar en una dirección que no está registrada para la aplicación, así que quizá no lleve a donde parece. La aplicación no ha sabido nada de usted. Ábrala usted mismo, sin ese enlace, e inténtelo de nuevo.
errors-unavailable = Ahora mismo no es posible
errors-unavailable-text = El servidor está demasiado ocupado o no puede acceder a su base de datos. Lo que iba a hacer no se ha hecho. Inténtelo de nuevo en un momento.
errors-fault = Algo ha fallado aquí
errors-fault-text = El fallo es nuestro y ha quedado registrado. Puede que lo que iba a hacer no se haya hecho. Inténtelo de nuevo; si persiste, avise a los responsables de este servidor.
errors-too-many = Demasiadas solicitudes
errors-too-many-text = Desde su red se han nombrado demasiadas aplicaciones desconocidas. Su cuenta no tiene ningún problema.
errors-not-found = Aquí no hay nada
errors-not-found-text = Puede que la dirección esté mal escrita o que lo que había aquí ya no exista.
errors-method = Esta dirección es de un formulario
errors-method-text = No se puede abrir por sí sola. No ha pasado nada. Vaya a la página del formulario.
errors-too-large = Es demasiado de una vez
errors-too-large-text = Lo enviado es más grande de lo que acepta este servidor, así que no se ha guardado nada. Vuelva y envíe menos, por ejemplo una imagen más pequeña.
errors-broken = Lo enviado no llegó completo
errors-broken-text = Puede que se haya interrumpido la conexión. No se ha guardado nada. Vuelva, revise lo que escribió y envíelo de nuevo.
errors-form-stale = Este formulario ya no es válido
errors-form-stale-text = Puede que haya estado abierto demasiado tiempo o que entretanto se haya iniciado o cerrado sesión en otra pestaña. Lo que escribió no se ha guardado. Cargue la página de nuevo y vuelva a intentarlo.
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
errors-again-seconds =
    { $count ->
        [one] Inténtelo de nuevo en { $count } segundo.
       *[other] Inténtelo de nuevo en { $count } segundos.
    }
errors-again-minutes =
    { $count ->
        [one] Inténtelo de nuevo en { $count } minuto.
       *[other] Inténtelo de nuevo en { $count } minutos.
    }
errors-expired = Este inicio de sesión no continúa aquí
errors-expired-text = Ha caducado, ya terminó o se empezó en otro navegador. Vuelva a la aplicación e inicie sesión desde allí.
