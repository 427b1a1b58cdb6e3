### The proof of work before a form is taken.
challenge-working = Your browser is doing a short check.
challenge-waiting = One moment: this goes on by itself when the check is done.
challenge-done = The check is done.
challenge-failed = The check does not work in this browser. Load the page again, or take another browser.
challenge-first = Your browser has to do a short check first. Fill in what is missing, and send this again.
challenge-no-script = This page needs JavaScript for a short check. Turn it on and load the page again.
challenge-no-script-until =
    { $minutes ->
        [one] There were many attempts, so this page needs JavaScript for a short check. Turn it on and load the page again, or come back in { $minutes } minute.
       *[other] There were many attempts, so this page needs JavaScript for a short check. Turn it on and load the page again, or come back in { $minutes } minutes.
    }
