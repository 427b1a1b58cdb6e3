### Passkeys: signing in with one, making, naming and removing them.

# On the way in.
passkey-sign-in = Sign in with a passkey
passkey-heading = Use your passkey
passkey-lead = Your device asks for your finger, your face or your PIN, and then you are in.
passkey-use = Use a passkey
passkey-trust = Do not ask for a passkey on this device any more
passkey-wrong = That passkey was not accepted. Try again, or sign in another way.
passkey-back-to-login = Sign in another way
passkey-missing-heading = There are no passkeys here

# Why the browser did not come back with one.
passkey-cancelled = Nothing was sent. The request was cancelled, or there is no passkey for this account on this device.
passkey-add-cancelled = No passkey was made: the request was cancelled or took too long.
passkey-known = This device has a passkey for your account already.
passkey-address = Passkeys do not work at this address. They need https, or localhost.
passkey-stale = This page has been open for too long. Load it again and retry.
passkey-failed = That did not work. Try again, or use another way.
passkey-missing = This browser cannot use passkeys here. They need a current browser, and https or localhost.
passkey-no-script = Passkeys need JavaScript, which is switched off in this browser.
passkey-impossible = This server is reached by an IP address, for which browsers make no passkeys. They work once it has a name.

# The list.
passkey-list-heading = Your passkeys
passkey-list-lead = With a passkey you sign in by finger, face or PIN. No other site can use it.
passkey-list-empty = You have no passkey. When you make one, it appears here, and you can remove it from here.
passkey-made = Made
passkey-used = Last used
passkey-never-used = Never used
passkey-elsewhere = It belongs to { $host }, where this site was before, and works there only. Add a new one here, and remove this one.
passkey-rename = Change the name
passkey-rename-submit = Save the name
passkey-name-of = Name of { $name }
passkey-remove = Remove
passkey-remove-lead = You cannot sign in with it any more. It may stay in your device until you delete it there too.
passkey-remove-submit = Remove { $name }
passkey-renamed = The passkey is called { $name } now.
passkey-removed = { $name } is removed.
passkey-recovery = If you lose your device, <a>recovery codes</a> let you in.

# Making one.
passkey-add = Make a passkey
passkey-add-lead = Your device keeps it, and asks for your finger, your face or your PIN whenever it is used.
passkey-add-submit = Make the passkey
passkey-added = { $name } is ready. You can sign in with it from now on.
passkey-name = Name
passkey-name-hint = So that you know it again among your passkeys.
passkey-back-to-list = Back to your passkeys
passkey-not-added = That passkey could not be added. Try again.
passkey-too-many = There are { $most } passkeys already. Remove one that you do not use.
passkey-changed-meanwhile = Your account or your password has changed a moment ago. Try again.

# Names, and the end of one.
passkey-name-length = Use 1 to { $most } characters for a name.
passkey-name-taken = Another of your passkeys has that name.
passkey-unknown = There is no such passkey, or it was removed already.
passkey-last-way = It is the only way in that you have. Set a password or make another passkey first.
