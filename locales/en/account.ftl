### The account pages.

account-heading = Your account
account-apps-heading = Your applications
account-apps-lead = What may use your account, and what each may see and do.
account-apps-empty = No application uses your account. When you sign in to one with { $brand }, it appears here, and you can take its access away.
account-apps-off = Switched off
account-apps-connected = Connected
account-apps-allowed = Allowed
account-apps-used = Last used
account-apps-stays = Stays connected when you sign out
account-apps-ends = Ends when you sign out
account-apps-not-now = Not connected now
account-apps-open = Open
account-apps-remove = Remove access
account-apps-of = of { $application }
account-apps-remove-what = { $application } loses its access on all your devices at once. What it has read already stays with it.
account-apps-remove-first-party = It belongs to { $brand }: when you open it again, it gets access without asking.
account-apps-remove-asks = When you open it again, it has to ask you.
account-apps-removed = { $application } can no longer use your account.
account-apps-removed-some = The access is removed.
account-apps-none = That application has no access to your account.
account-password-current = Current password
account-password-new = New password
account-password-change = Change the password
account-password-changed = Your password is changed. You are signed out everywhere else.
account-password-changed-keys = Your password is changed. You are signed out everywhere else, and your API keys have ended.
account-role-at = { $role } at { $resource }
account-name-saved = Your name is saved.
account-details-saved = Your details are saved.
account-details-reached = Phone and address
account-detail-given-name = First name
account-detail-middle-name = Middle name
account-detail-family-name = Last name
account-detail-nickname = Nickname
account-detail-profile = Profile page
account-detail-picture = Picture
account-detail-website = Website
account-detail-gender = Gender
account-detail-birthdate = Birthday
account-detail-zoneinfo = Time zone
account-detail-locale = Language
account-detail-phone-number = Phone number
account-detail-street-address = Street
account-detail-postal-code = Postal code
account-detail-locality = City
account-detail-region = State or region
account-detail-country = Country
account-detail-formatted = Whole address
account-hint-birthdate = As 1990-12-31, or the year alone.
account-hint-locale = A tag such as de or pt-BR.
account-hint-zoneinfo = Such as Europe/Berlin.
account-hint-phone-verified = This number is verified.
account-hint-phone = Such as +49 30 123456.
account-form-name = Use at most 100 characters, without control characters.
account-form-url = Write a whole web address, such as https://example.org/ada.
account-form-birthdate = Write it as 1990-12-31, or the year alone; 0000-12-31 leaves the year out.
account-form-zone = Write the name of a time zone, such as Europe/Berlin.
account-form-locale = Write the tag of a language, such as de or pt-BR.
account-form-phone = Write it with the country’s code, such as +49 30 123456.
account-form-lines = Use at most 500 characters on at most 10 lines.
account-name-taken = '{ $name }' belongs to another account.
account-taken = That name or address belongs to another account.
account-username-form = Use 1 to 64 characters without blanks.
account-email-form = That is no e-mail address. Write it as name@example.org.
account-no-phone = There is no phone number that could be verified.
account-no-email = There is no e-mail address that could be verified.
account-email-moved = The address was changed by somebody else just now. Look at the account, and try again.
account-deleted = This account has been deleted.
account-nav = Your account
account-nav-overview = Overview
account-nav-profile = Profile
account-nav-security = Security
account-nav-sessions = Devices
account-nav-activity = Activity
account-nav-apps = Applications
account-nav-data = Your data
account-roles = { $count ->
    [one] Role:
   *[other] Roles:
    }
account-email = E-mail address
account-email-lead = Where you get letters about your account, and a way back in.
account-email-verified = Verified
account-email-unverified = Not verified
account-email-none = No address is known.
account-email-action = Change
account-safety = Is your account safe?
account-advice-email = Confirm your e-mail address
account-advice-email-text = Until then it cannot bring you back in.
account-advice-email-action = Confirm it
account-advice-passkey = Add a passkey
account-advice-passkey-text = You then sign in with your fingerprint, your face or your screen lock, and nobody can talk it out of you.
account-advice-passkey-action = Add one
account-advice-codes = Make new recovery codes
account-advice-codes-text = They let you in when your device is lost. Few or none are left.
account-advice-codes-action = Make them
account-advice-none = Your account is well protected
account-advice-none-text = There is nothing that you have to do.
account-factor-password = You have one.
account-factor-password-title = Password
account-factor-password-action = Change
account-factor-password-none = You have none, and sign in without.
account-factor-password-none-title = Password
account-factor-password-none-action = Set one
account-factor-passkeys = { $count ->
    [one] One passkey.
   *[other] { $count } passkeys.
    }
account-factor-passkeys-title = Passkeys
account-factor-passkeys-action = Manage
account-factor-passkeys-none = None yet. The safest way to sign in, and the quickest.
account-factor-passkeys-none-title = Passkeys
account-factor-passkeys-none-action = Add one
account-factor-totp = On. You show a code when you sign in.
account-factor-totp-title = Authenticator app
account-factor-totp-action = Manage
account-factor-totp-none = Off. An app on your phone shows a code to sign in with, beside your password.
account-factor-totp-none-title = Authenticator app
account-factor-totp-none-action = Set up
account-factor-codes = { $count ->
    [0] None left.
    [one] One left.
   *[other] { $count } left.
    }
account-factor-codes-title = Recovery codes
account-factor-codes-action = Manage
account-factor-linked = { $count ->
    [0] None.
    [one] One account elsewhere.
   *[other] { $count } accounts elsewhere.
    }
account-factor-linked-title = Linked accounts
account-factor-linked-action = Manage
account-lately = What happened lately
account-lately-all = See all activity
account-apps-count = { $count ->
    [0] No application uses your account.
    [one] One application uses your account.
   *[other] { $count } applications use your account.
    }
account-apps-all = Your applications
account-keys-count = { $count ->
    [0] You have no API key.
    [one] You have one API key.
   *[other] You have { $count } API keys.
    }
account-keys-all = Your API keys
account-security-lead = What you sign in with, and what brings you back when it is lost.
account-security-factors = How you sign in
account-security-factors-lead = Changing any of it asks for fresh proof that it is you.
account-back-security = Back to security
account-password-set = Set a password
account-password-lead = You are then signed out everywhere else.
account-password-lead-keys = You are then signed out everywhere else, and your API keys end.
account-profile-lead = Applications see these when you let them.
account-name = Name
account-name-lead = You sign in as { $username }.
account-name-save = Save the name
account-language = Language
account-language-lead = Of these pages, and of letters to you.
account-language-none = As the browser asks
account-language-save = Save
account-details = More about you
account-details-lead = You may leave any of it empty. Applications that may see your name see the first part too; for phone and address they ask apart.
account-details-open = Show and change
account-details-save = Save the details
account-details-others = Applications may be told this too. Only who runs this server can change it.
account-activity-lead = What happened to your account. If you do not know something, change your password.
account-activity-none = Nothing is known. What happens from now on appears here.
account-activity-older = Earlier
account-activity-latest = Latest
account-event-signed-in = You signed in
account-event-sign-in-refused = A sign-in was refused
account-event-new-device = You signed in on a new device
account-event-signed-out = You signed out
account-event-signed-out-elsewhere = Signed out here because you signed out there
account-event-signed-out-by-app = An application signed you out
account-event-session-ended = You signed out another device
account-event-sessions-ended = You signed out several devices
account-event-password-changed = Password changed
account-event-password-reset = Password chosen anew by a link
account-event-recovery-asked = A link to choose a new password was sent
account-event-passkey-added = Passkey added
account-event-passkey-renamed = Passkey renamed
account-event-passkey-removed = Passkey removed
account-event-totp-added = Authenticator app set up
account-event-totp-removed = Authenticator app removed
account-event-recovery-codes-made = Recovery codes made
account-event-recovery-code-used = Recovery code used
account-event-email-change-asked = Another e-mail address asked for
account-event-email-changed = E-mail address changed
account-event-email-verified = E-mail address confirmed
account-event-account-linked = Account elsewhere linked
account-event-account-unlinked = Account elsewhere unlinked
account-event-profile-changed = Profile changed
account-event-picture-changed = Picture changed
account-event-consent-given = An application was allowed to use your account
account-event-consent-taken = An application lost its access
account-event-api-key-made = API key made
account-event-api-key-renewed = API key renewed
account-event-api-key-ended = API key revoked
account-event-terms-accepted = Terms of use accepted
account-event-data-exported = Your data was downloaded
account-event-account-created = The account was made
account-event-device-forgotten = A device is no longer trusted
account-picture = Picture
account-picture-lead = Applications that see your name see it too.
account-picture-yours = Your picture
account-picture-file = A picture from this device
account-picture-save = Use it
account-picture-hint = PNG, JPEG or WebP, at most 5 MB. It is cut to a square, and where it was taken is left out.
account-picture-remove = Remove the picture
account-picture-saved = Your picture is saved.
account-picture-removed = You have no picture now.
account-picture-kind = Choose a picture in PNG, JPEG or WebP.
account-picture-large = This picture is too large. Choose one of at most 5 MB and 25 megapixels.
account-picture-unreadable = This picture cannot be read. Save it anew, or choose another.
account-data-lead = What is kept about you, to take along or to delete.
account-data-download = Download your data
account-data-what = A file with all that is known of you: your profile, what happened, where you are signed in, and what you allowed to whom. Passwords and keys are not in it. Keep it to yourself.
account-data-get = Download
account-delete = Delete your account
account-delete-what = For good. You are told first what is lost.
account-delete-go = Delete the account
account-delete-lead = This cannot be undone, not even by the people who run this server.
account-delete-lost-sign-in = You can no longer sign in, here or at any application that you use with this account.
account-delete-lost-apps = Every application loses its access. What it has stored itself stays there: ask it.
account-delete-lost-keys = Your API keys, passkeys and recovery codes end.
account-delete-lost-data = Your profile, your picture and your activity are deleted. Download them first if you want to keep them.
account-delete-type = Type your username, { $username }, to confirm
account-delete-other-name = That is not your username.
account-delete-now = Delete it for good
account-delete-keep = Keep the account
account-delete-last-administrator = You are the last administrator. Make somebody else one first: without any, nobody could run this server.
account-deleted-heading = Your account is deleted
account-deleted-text = Nothing of it is left here. You can close this page.
account-password-elsewhere = Your organisation keeps your password
account-password-elsewhere-text = You sign in here with the password that you have there, so it is changed there: ask the people who look after it. Nothing of it is kept here.
