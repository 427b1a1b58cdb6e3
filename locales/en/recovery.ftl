### Getting back in.

recovery-heading = Forgot your password?
recovery-lead = Type your username or your e-mail address. A link for a new password is sent to the verified address of the account.
recovery-identifier = Username or e-mail
recovery-send = Send the link
recovery-remembered = It came back to you? <a>Sign in</a>
recovery-offer = Forgot your password?
recovery-look = Look in your mailbox
recovery-look-text = If there is such an account with a verified address, a letter is on its way there. The link in it works for 15 minutes, once.
recovery-look-nothing = Nothing there? Look where unwanted mail goes, check what you typed, and ask again in a few minutes.
recovery-choose = Choose a new password
recovery-choose-lead = You will be signed out everywhere, and applications and API keys lose their access. Then sign in with the new password.
recovery-password = New password
recovery-set = Set the password
recovery-done = Your password is set
recovery-done-text = Sign in with it. If you use a second factor, you are asked for that as always.
recovery-sign-in = Sign in
recovery-off = No letters are sent from here
recovery-off-text = Ask the people who run this server: they can do it for you.
recovery-dead = This link does not work any more
recovery-dead-text = It was used already, has ended, or a newer one was sent. Nothing has changed. Ask for another, and use the newest letter.
recovery-dead-account-text = It was used already, has ended, or a newer one was sent; or it is for another account than the one you are signed in to. Nothing has changed.
recovery-again = Ask for another
recovery-too-many = Too many letters were asked for
recovery-too-many-text = Look whether one has arrived, and try again in some minutes.
recovery-too-many-network = Look whether one has arrived before you ask for another.
