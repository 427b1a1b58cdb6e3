### What went wrong, and what to do.

errors-code = Error:
errors-reference = Reference:
errors-copy-reference = Copy the reference
errors-go-home = Go to the start
errors-load-again = Load the page again
errors-refused = This request cannot go on
errors-refused-text = Go back to the application and try again; if it stays, its makers need to know.
errors-fault = Something went wrong here
errors-fault-unavailable = The server is too busy, or its database cannot be reached. Try again in a moment.
errors-fault-internal = The fault is ours and has been logged. Try again; if it stays, tell the people who run this server.
errors-too-many = Too many requests
errors-too-many-text = Too many unknown applications were named from your network. Try again in a moment.
errors-not-found = There is nothing here
errors-not-found-text = The address may be mistyped, or what was here is gone.
errors-form-stale = This form is no longer valid
errors-form-stale-text = It may have been open for too long, or another tab may have signed in or out meanwhile. Load the page again and retry.
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
errors-expired = This sign-in does not go on here
errors-expired-text = It has expired, was finished already, or was begun in another browser. Go back to the application and sign in from there.
