### Passkeys, codes, recovery codes.

# The other ways under each of them.
factors-other-ways-heading = Another way
factors-other-ways-password = Use your password
factors-other-ways-provider = Use an account elsewhere
factors-other-ways-passkey = Use a passkey
factors-other-ways-totp = Use a code from your app
factors-other-ways-recovery-code = Use a recovery code
factors-other-ways-email-code = Get a code by e-mail

# Codes on the way in.
factors-trust = Do not ask for a code on this device any more
factors-code-submit = Continue
factors-totp-heading = Enter the code from your app
factors-totp-lead = Open the app in which you set up this account, and type the six digits that it shows now.
factors-totp-label = Six-digit code
factors-totp-wrong = That is not the code of this moment, or it was used already. Wait for the next one and type that.
factors-recovery-code-heading = Enter a recovery code
factors-recovery-code-lead = Take one of the codes that you kept when you set up your second factor. Each works once.
factors-recovery-code-label = Recovery code
factors-recovery-code-wrong = That is none of your recovery codes, or it was used already.
factors-email-code-again = Send another code

# An app with codes, in the account.
factors-back = Back to your account
factors-not-now = Not now
factors-totp-title = Codes from an app
factors-totp-about = An app on your phone shows a new code every half minute. With your password it is your second factor.
factors-totp-none = You have set up no app.
factors-totp-there = Your app
factors-totp-there-about = When you sign in, you are asked for its code. To move to another phone, remove it here and set it up there.
factors-totp-add = Set up an app
factors-totp-remove = Remove the app
factors-totp-remove-about = Its codes are not taken any more. If it is your only second factor, your password alone signs you in from then on.
factors-totp-removed = The app is removed.
factors-totp-scan = Open an authenticator app on your phone and scan this picture.
factors-totp-picture = QR code that sets up this account in an app
factors-totp-no-camera = You cannot scan it?
factors-totp-type-secret = Type this key into the app. It is based on time.
factors-totp-copy = Copy the key
factors-totp-open = Open it in an app on this device
factors-totp-then = Then type the code that the app shows
factors-totp-confirm = Confirm
factors-totp-not-that = That is not the code that the app should show. Check that the clock of your phone is right, and type the next code.

# Recovery codes, in the account.
factors-recovery-code-title = Recovery codes
factors-recovery-code-about = They let you in when your phone or your key is not to hand: each once, with your password.
factors-recovery-code-left = { $left } of { $made } codes are left.
factors-recovery-code-few = { $left ->
    [0] No code is left. Make a new set.
    [one] One code is left. Make a new set.
   *[other] Only { $left } codes are left. Make a new set.
 }
factors-recovery-code-replaces = A new set replaces the old one, whose codes are then worth nothing.
factors-recovery-code-make = Make recovery codes
factors-recovery-code-make-new = Make a new set
factors-recovery-code-no-use = They stand in for a second factor. Set one up first.
factors-recovery-code-keep = Keep these where you keep other papers, not on the phone. They are not shown again.
factors-recovery-code-download = Download as a file
factors-recovery-code-kept = I have kept them

# What has to be set up first.
factors-enrol-heading = Set up a second factor
factors-enrol-lead-for = { $application } asks for more than a password. Choose what you set up; then you go on.
factors-enrol-lead = { $brand } asks everybody for more than a password. Choose what you set up; then you go on.
factors-enrol-passkey = A passkey
factors-enrol-passkey-about = Your fingerprint, your face or the code of this device. Nobody can trick you out of it.
factors-enrol-totp = An app with codes
factors-enrol-totp-about = An app on your phone shows six digits that you type in.
factors-enrol-not-you = Not you? <a>Sign out</a>, then sign in again.

# Codes by mail.
factors-email-code-heading = Check your e-mail
factors-email-code-send-heading = Get a code by e-mail
factors-email-code-send-lead = We send a code of eight digits to the address of your account. It works for ten minutes, in this browser.
factors-email-code-send-lead-to = We send a code of eight digits to { $email }. It works for ten minutes, in this browser.
factors-email-code-send = Send the code
factors-email-code-lead = If there is an account with that name and its address is confirmed, we have sent a code there. Type its eight digits, or open the link beside it in this browser.
factors-email-code-lead-to = We have sent a code to { $email }. Type its eight digits, or open the link beside it in this browser.
factors-email-code-label = Eight-digit code
factors-email-code-wrong = That is not the code that we sent last, or it has ended. Type it again, or have another one sent.
factors-email-link-heading = Go on with signing in
factors-email-link-lead = You opened the link that we sent you. It works once.
factors-email-link-submit = Sign in
factors-email-link-elsewhere = Go back to where you are signing in
factors-email-link-elsewhere-lead = This link works in the browser in which you asked for it. Go back there and type this code:
factors-email-link-elsewhere-after = Nothing has happened yet: code and link are as good as before. If you are not signing in just now, somebody else is trying to: give the code to nobody.
