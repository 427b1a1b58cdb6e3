### Sessions, devices and the chooser.

sessions-choose-heading = Choose an account
sessions-choose-lead = You are signed in here with these accounts.
sessions-choose-lead-for = Which account do you want to use with { $application }?
sessions-choose-current = · in use now
sessions-choose-another = Use another account
sessions-sign-out-everyone = Sign out of all { $count } accounts
