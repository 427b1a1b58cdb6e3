### What stands on every page, and words that several share.

common-show = Show
common-skip = Skip to the content
common-account = Account
common-sign-in = Sign in
common-sign-out = Sign out
common-continue = Continue
common-save = Save
common-language = Language
common-username = Username
common-email = E-mail
common-password = Password
common-role =
    { $count ->
        [one] Role
       *[other] Roles
    }
common-show-field = Show: { $field }
common-hide = Hide
common-hide-field = Hide: { $field }
common-caps-lock = Caps lock is on.
common-copy = Copy
common-copied = Copied
common-link-of = of { $application }, in a new tab
common-ago-now = just now
common-ago-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
common-ago-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
common-ago-yesterday = yesterday
common-ago-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
common-ago-date = on { $date }
common-span-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
common-span-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
common-span-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
common-span-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
common-date = { $day } { $month } { $year }
common-moment = { $date }, { $time } UTC
common-month-1 = January
common-month-2 = February
common-month-3 = March
common-month-4 = April
common-month-5 = May
common-month-6 = June
common-month-7 = July
common-month-8 = August
common-month-9 = September
common-month-10 = October
common-month-11 = November
common-month-12 = December
common-home-title = Sign-in for your applications
common-home-heading = This is where people sign in
common-home-lead = Applications send people to { $brand } to show who they are. They go back signed in, with a token that the application can check. Passwords stay here.
common-home-issuer = Issuer
common-home-copy-issuer = Copy the issuer
common-home-no-administrator = There is no administrator yet. Open the one-time link that the server printed when it started.
common-home-account = Your name, your password, and where you are signed in.
common-home-playground = Playground
common-home-playground-lead = Walk through a sign-in step by step, see each request, read the tokens.
common-home-metadata = Metadata
common-home-metadata-lead = What an application reads to find its way: endpoints, keys, abilities.
