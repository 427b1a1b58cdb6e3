### What went wrong, and what to do.

errors-code = Error code
errors-description = What it means
errors-developers = For developers
errors-reference = Reference
errors-copy-reference = Copy the reference
errors-help = If you need help, give this reference to <a>the people who run { $brand }</a>:
errors-get-help = Get help
errors-go-home = Go to the start
errors-go-account = Go to your account
errors-go-back = Back to the page
errors-load-again = Load the page again
errors-try-again = Try again
errors-sign-out-here = Sign out here
errors-refused = This request cannot go on
errors-refused-text = The application sent a request that is not in order. Nothing has happened to your account. Go back to the application and try again; if it stays, tell its makers.
errors-client = This application is not known here
errors-client-text = It was removed or switched off, or the link to it is wrong. It learnt nothing about you. If you need it, ask the people who run the application.
errors-place = You were not sent on
errors-place-text = The link asks to go on to an address that is not registered for the application, so it may not lead where it seems to. The application learnt nothing about you. Open it yourself, not by that link, and try again.
errors-unavailable = This does not work just now
errors-unavailable-text = The server is too busy, or its database cannot be reached. What you were about to do has not been done. Try again in a moment.
errors-fault = Something went wrong here
errors-fault-text = The fault is ours and has been logged. What you were about to do may not have been done. Try again; if it stays, tell the people who run this server.
errors-too-many = Too many requests
errors-too-many-text = Too many unknown applications were named from your network. Nothing is wrong with your account.
errors-not-found = There is nothing here
errors-not-found-text = The address may be mistyped, or what was here is gone.
errors-method = This address is for a form
errors-method-text = It cannot be opened by itself. Nothing has happened. Go to the page that the form is on.
errors-too-large = That is too much at once
errors-too-large-text = What was sent is larger than this server takes, so nothing of it was saved. Go back and send less, such as a smaller picture.
errors-broken = What was sent did not arrive whole
errors-broken-text = The connection may have been interrupted. Nothing was saved. Go back, check what you typed, and send it again.
errors-form-stale = This form is no longer valid
errors-form-stale-text = It may have been open for too long, or another tab may have signed in or out meanwhile. What you typed was not saved. Load the page again and retry.
errors-no-cookies = This browser sent no cookie
errors-no-cookies-text = Signing in needs cookies of this site. Allow them in the browser’s settings, or leave its strictest mode; then load the page again. If the browser has just been restarted or its data cleared, loading the page again is enough.
errors-form-foreign = This form was not sent from here
errors-form-foreign-text = The form came from another address than { $issuer }. Open that address and try again.
errors-form-odd-text = The application sent a form that is too long, or that no browser writes so. Go back to it and try again; if it stays, its makers need to know.
errors-nothing-chosen = Nothing was chosen
errors-nothing-chosen-text = Choose whether to allow the application or not.
errors-setup-dead = This setup link does not work
errors-setup-dead-text = It was used already, or has expired. While there is no administrator, each start of the server prints a new one; once there is, no more are made.
errors-password-wrong = That is not your present password.
errors-wait-seconds =
    { $count ->
        [one] Too many attempts. Try again in { $count } second.
       *[other] Too many attempts. Try again in { $count } seconds.
    }
errors-wait-minutes =
    { $count ->
        [one] Too many attempts. Try again in { $count } minute.
       *[other] Too many attempts. Try again in { $count } minutes.
    }
errors-again-seconds =
    { $count ->
        [one] Try again in { $count } second.
       *[other] Try again in { $count } seconds.
    }
errors-again-minutes =
    { $count ->
        [one] Try again in { $count } minute.
       *[other] Try again in { $count } minutes.
    }
errors-expired = This sign-in does not go on here
errors-expired-text = It has expired, was finished already, or was begun in another browser. Go back to the application and sign in from there.
