### Die Rechenaufgabe, bevor ein Formular angenommen wird.
challenge-working = Ihr Browser macht eine kurze Prüfung.
challenge-waiting = Einen Moment: Es geht von selbst weiter, sobald die Prüfung fertig ist.
challenge-done = Die Prüfung ist fertig.
challenge-failed = Die Prüfung gelingt in diesem Browser nicht. Laden Sie die Seite neu oder nehmen Sie einen anderen Browser.
challenge-first = Ihr Browser muss zuerst eine kurze Prüfung machen. Ergänzen Sie, was fehlt, und senden Sie das Formular noch einmal.
challenge-no-script = Diese Seite braucht JavaScript für eine kurze Prüfung. Schalten Sie es ein und laden Sie die Seite neu.
challenge-no-script-until =
    { $minutes ->
        [one] Es gab viele Versuche, deshalb braucht diese Seite JavaScript für eine kurze Prüfung. Schalten Sie es ein und laden Sie die Seite neu, oder kommen Sie in { $minutes } Minute wieder.
       *[other] Es gab viele Versuche, deshalb braucht diese Seite JavaScript für eine kurze Prüfung. Schalten Sie es ein und laden Sie die Seite neu, oder kommen Sie in { $minutes } Minuten wieder.
    }
