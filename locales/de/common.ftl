### What stands on every page, and words that several share.
common-show = Zeigen
