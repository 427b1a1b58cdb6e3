### Signing in.
login-heading = Iniciar sesión en su cuenta
login-heading-for = Iniciar sesión en { $application }
login-heading-confirm = Confirme que es usted
login-lead-confirm-for = { $application } le pide de nuevo su contraseña.
login-lead-confirm = Para lo que va a hacer se necesita de nuevo su contraseña.
login-lead-for = Con su cuenta de { $brand }.
login-lead = Consulte sus datos y dónde ha iniciado sesión.
login-you-are = Usted es
login-identifier = Nombre de usuario o correo electrónico
login-password = Contraseña
login-confirm = Confirmar
login-submit = Iniciar sesión
login-not-you = ¿No es usted? <a>Cierre la sesión</a> y vuelva a iniciarla.
login-no-account = ¿No tiene cuenta o no tiene a mano su contraseña? Quienes administran { $brand } pueden ayudarle.
login-wrong = Ese nombre y esa contraseña no se corresponden.
login-remember = Mantener la sesión en este dispositivo
login-others = Elegir una de las cuentas con sesión aquí
