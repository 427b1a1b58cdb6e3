### Sessions, devices and the chooser, signing out.

sessions-choose-heading = Choose an account
sessions-choose-lead = You are signed in here with these accounts.
sessions-choose-lead-for = Which account do you want to use with { $application }?
sessions-choose-current = In use
sessions-choose-another = Use another account
sessions-sign-out-everyone = Sign out of all { $count } accounts

sessions-browser-on = { $browser } on { $system }
sessions-browser-some = A browser on { $system }
sessions-browser-unknown = An unknown browser
sessions-out-ask = Sign out of { $brand }?
sessions-out-asked-by = <a>{ $application }</a> asks for it.
sessions-out-person = <a>{ $person }</a> will be signed out in this browser, and the applications of this sign-in are told.
sessions-out-you = You will be signed out in this browser.
sessions-out-elsewhere = Other browsers and devices stay signed in.
sessions-out-stay = Stay signed in
sessions-out-done = You are signed out
sessions-out-others = Your applications are being signed out too. If nothing happens, go on by the button.
sessions-out-shared = If others use this computer, close the browser too: an application that you opened may still show what it had.
sessions-out-again = Sign in again
sessions-out-frame = An application signs you out
sessions-heading = Where you are signed in
sessions-lead = End what you do not know, then change your password.
sessions-this = This browser
sessions-remembered = Stays signed in
sessions-seen = Seen
sessions-begun = Signed in
sessions-with-password = With a password
sessions-with-directory = With a password
sessions-with-provider = With an account elsewhere
sessions-with-passkey = With a passkey
sessions-with-totp = With a code
sessions-with-recovery-code = With a recovery code
sessions-with-email-code = With a code by e-mail
sessions-end = Sign out
sessions-end-at = Sign out { $browser }, { $address }
sessions-end-others = Sign out everywhere else
sessions-end-all = Sign out everywhere
sessions-only = This is the only place. When you sign in on another device, it appears here and you can end it from here.
sessions-all = See and end them
sessions-all-and = { $count ->
    [one] See all, and one more
   *[other] See all, and { $count } more
    }
sessions-ended = That session has ended.
sessions-ended-others = You are signed out everywhere else.
