### Letters.

mail-greeting = Hello { $name },
mail-greeting-nobody = Hello,
mail-instead = Or open this address:
mail-link-works = The link works once, for { $span }.
mail-code-and-link-work = Code and link work once, one or the other, for { $span }.
mail-minutes =
    { $count ->
        [one] one minute
       *[other] { $count } minutes
    }
mail-hours =
    { $count ->
        [one] one hour
       *[other] { $count } hours
    }
mail-days =
    { $count ->
        [one] one day
       *[other] { $count } days
    }
mail-when = When:
mail-device = Browser:
mail-address = From the address:
mail-browser-on = { $browser } on { $system }
mail-some-browser-on = a browser on { $system }
mail-some-browser = an unknown browser
mail-moment = { $day } { $month } { $year }, { $time } UTC
mail-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
mail-look-button = Look at your account
mail-not-you = If this was you, there is nothing to do. If it was not, change your password at once and sign out everywhere on the page of your account.
mail-footer = Sent automatically by { $brand }, { $place }

mail-verify-subject = Confirm your e-mail address
mail-verify-lead = Confirm that this address is yours, so that it can be used for your account at { $brand }.
mail-verify-button = Confirm this address
mail-verify-after = If you did not ask for this, do nothing: the address is not used without your confirmation.

mail-recover-subject = Choose a new password
mail-recover-lead = Somebody, probably you, asked for a new password for your account at { $brand }. Choose it with this link. If you sign in with a second factor, you will be asked for that too.
mail-recover-button = Choose a new password
mail-recover-after = If it was not you, do nothing: your password stays as it is.

mail-recover-unknown-subject = There is no account with this address
mail-recover-unknown-lead = Somebody asked for a new password at { $brand } and gave this address, but no account has it. If it was you, your account may be under another address.
mail-recover-unknown-after = If it was not you, do nothing.

mail-recover-directory-subject = Your password is kept elsewhere
mail-recover-directory-lead = Somebody, probably you, asked for a new password for your account at { $brand }. You sign in there with the password of your organisation, which it keeps itself. Ask those who look after your account there for a new one.
mail-recover-directory-button = Sign in
mail-recover-directory-after = If it was not you, do nothing: nothing was changed.

mail-recover-linked-subject = Your password is kept elsewhere
mail-recover-linked-lead = Somebody, probably you, asked for a new password for your account at { $brand }. You have none there: you sign in with your account at { $provider }. If you cannot, choose a new password there.
mail-recover-linked-button = Sign in
mail-recover-linked-after = If it was not you, do nothing: nothing was changed.

mail-register-subject = Finish making your account
mail-register-lead = Somebody, probably you, asked for an account at { $brand } with this address. Choose a name and a password with this link.
mail-register-button = Make the account
mail-register-after = If it was not you, do nothing: no account is made without you.

mail-register-known-subject = You have an account already
mail-register-known-lead = Somebody asked for a new account at { $brand } with this address, but it already has one. If it was you, sign in; if you forgot your password, you can choose a new one there.
mail-register-known-button = Sign in
mail-register-known-after = If it was not you, do nothing: nothing was changed.

mail-invite-subject = You are invited to { $brand }
mail-invite-lead = You are invited to make an account at { $brand }.
mail-invite-button = Accept the invitation
mail-invite-after = If you did not expect this, do nothing: no account is made without you.

mail-email-code-subject = Your code for { $brand }
mail-email-code-lead = Type this code on the page where you are signing in, or open the link in that browser.
mail-email-code-button = Go on with signing in
mail-email-code-after = Give this code to nobody, not even to us. If you are not signing in just now, somebody else is trying to: change your password.

mail-email-change-subject = Confirm your new e-mail address
mail-email-change-lead = This address is to replace the one of your account at { $brand }. Confirm that it is yours.
mail-email-change-button = Confirm this address
mail-email-change-after = If you did not ask for this, do nothing: the account keeps its address.

mail-email-change-known-subject = This address has an account already
mail-email-change-known-lead = Somebody wants to give their account at { $brand } this address, but another account has it. If both are yours, give the other one a different address first.
mail-email-change-known-after = If it was not you, do nothing: nothing was changed.

mail-email-changed-old-subject = Your e-mail address was changed
mail-email-changed-old-lead = This is no longer the address of your account at { $brand }. From now on letters about it go to the new one.
mail-email-changed-old-after = If this was not you, somebody else may be in your account: ask those who run { $brand } for help at once.

mail-email-changed-subject = Your e-mail address was changed
mail-email-changed-lead = This is now the address of your account at { $brand }.

mail-password-changed-subject = Your password was changed
mail-password-changed-lead = The password of your account at { $brand } was changed.

mail-password-reset-subject = A new password was chosen
mail-password-reset-lead = A new password was chosen for your account at { $brand }, with a link that was sent to you.

mail-passkey-added-subject = A passkey was added
mail-passkey-added-lead = The passkey “{ $label }” was added to your account at { $brand }. It can be used to sign in.

mail-passkey-removed-subject = A passkey was removed
mail-passkey-removed-lead = The passkey “{ $label }” was removed from your account at { $brand }.

mail-totp-added-subject = An authenticator app was added
mail-totp-added-lead = Codes of an authenticator app are now asked for at sign-in to your account at { $brand }.

mail-totp-removed-subject = The authenticator app was removed
mail-totp-removed-lead = Codes of an authenticator app are no longer asked for at sign-in to your account at { $brand }.

mail-recovery-codes-made-subject = New recovery codes were made
mail-recovery-codes-made-lead = New recovery codes were made for your account at { $brand }. Earlier ones no longer work.

mail-recovery-code-used-subject = A recovery code was used
mail-recovery-code-used-lead = A recovery code was used to sign in to your account at { $brand }. Each works once; make new ones before none are left.

mail-account-linked-subject = An account elsewhere was linked
mail-account-linked-lead = An account at { $provider } was linked to yours at { $brand }. It can be used to sign in.

mail-account-unlinked-subject = An account elsewhere was unlinked
mail-account-unlinked-lead = The account at { $provider } is no longer linked to yours at { $brand }.

mail-new-device-subject = A new device signed in to your account
mail-new-device-lead = Your account at { $brand } was signed in to with a browser that we had not seen before.

mail-sessions-ended-subject = You were signed out on other devices
mail-sessions-ended-lead = Sessions of your account at { $brand } were ended. Whoever was signed in there has to sign in again.

mail-account-deleted-subject = Your account was deleted
mail-account-deleted-lead = Your account at { $brand } was deleted, with all that belonged to it.
mail-account-deleted-after = If this was not you, ask those who run { $brand } for help at once.

mail-test-subject = A letter from { $brand }
mail-test-lead = This letter shows that { $brand } can send mail.
mail-test-after = There is nothing to do.
