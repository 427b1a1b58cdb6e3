### Signing in.
login-heading = Sign in to your account
login-heading-for = Sign in to { $application }
login-heading-confirm = Confirm that it is you
login-lead-confirm-for = { $application } asks for your password once more.
login-lead-confirm = What you are about to do asks for your password once more.
login-lead-for = Use your { $brand } account.
login-lead = See your details and where you are signed in.
login-you-are = You are
login-identifier = Username or e-mail
login-password = Password
login-confirm = Confirm
login-submit = Sign in
login-not-you = Not you? <a>Sign out</a>, then sign in again.
login-no-account = No account, or no password to hand? The people who run { $brand } can help.
login-wrong = That name and password do not belong together.
login-remember = Stay signed in on this device
login-others = Choose one of the accounts that are signed in here
