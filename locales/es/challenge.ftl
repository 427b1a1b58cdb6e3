### La prueba de trabajo antes de aceptar un formulario.
challenge-working = Su navegador está haciendo una breve comprobación.
challenge-waiting = Un momento: esto seguirá por sí solo cuando termine la comprobación.
challenge-done = La comprobación ha terminado.
challenge-failed = La comprobación no funciona en este navegador. Vuelva a cargar la página o use otro navegador.
challenge-first = Su navegador debe hacer antes una breve comprobación. Complete lo que falte y envíe el formulario de nuevo.
challenge-no-script = Esta página necesita JavaScript para una breve comprobación. Actívelo y vuelva a cargar la página.
challenge-no-script-until =
    { $minutes ->
        [one] Ha habido muchos intentos, por lo que esta página necesita JavaScript para una breve comprobación. Actívelo y vuelva a cargar la página, o regrese dentro de { $minutes } minuto.
       *[other] Ha habido muchos intentos, por lo que esta página necesita JavaScript para una breve comprobación. Actívelo y vuelva a cargar la página, o regrese dentro de { $minutes } minutos.
    }
