### What stands on every page, and words that several share.

common-show = Mostrar
common-skip = Ir al contenido
common-account = Cuenta
common-sign-in = Iniciar sesión
common-sign-out = Cerrar sesión
common-continue = Continuar
common-save = Guardar
common-language = Idioma
common-username = Nombre de usuario
common-email = Correo electrónico
common-password = Contraseña
common-role =
    { $count ->
        [one] Rol
       *[other] Roles
    }
common-show-field = Mostrar: { $field }
common-hide = Ocultar
common-hide-field = Ocultar: { $field }
common-caps-lock = El bloqueo de mayúsculas está activado.
common-copy = Copiar
common-copied = Copiado
common-link-of = de { $application }, en una pestaña nueva
common-ago-now = ahora mismo
common-ago-minutes =
    { $count ->
        [one] hace { $count } minuto
       *[other] hace { $count } minutos
    }
common-ago-hours =
    { $count ->
        [one] hace { $count } hora
       *[other] hace { $count } horas
    }
common-ago-yesterday = ayer
common-ago-days =
    { $count ->
        [one] hace { $count } día
       *[other] hace { $count } días
    }
common-ago-date = el { $date }
common-span-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
common-span-hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
common-span-minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
common-span-seconds =
    { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
common-date = { $day } de { $month } de { $year }
common-moment = { $date }, { $time } UTC
common-month-1 = enero
common-month-2 = febrero
common-month-3 = marzo
common-month-4 = abril
common-month-5 = mayo
common-month-6 = junio
common-month-7 = julio
common-month-8 = agosto
common-month-9 = septiembre
common-month-10 = octubre
common-month-11 = noviembre
common-month-12 = diciembre
common-home-title = Inicio de sesión para sus aplicaciones
common-home-heading = Aquí se inicia sesión
common-home-lead = Las aplicaciones envían a las personas a { $brand } para que demuestren quiénes son. Vuelven con la sesión iniciada y un token que la aplicación puede comprobar. Las contraseñas se quedan aquí.
common-home-issuer = Emisor
common-home-copy-issuer = Copiar el emisor
common-home-no-administrator = Todavía no hay ningún administrador. Abra el enlace de un solo uso que el servidor mostró al arrancar.
common-home-account = Su nombre, su contraseña y dónde ha iniciado sesión.
common-home-playground = Playground
common-home-playground-lead = Recorra un inicio de sesión paso a paso, vea cada petición, lea los tokens.
common-home-metadata = Metadatos
common-home-metadata-lead = Lo que lee una aplicación para orientarse: puntos de acceso, claves, capacidades.
