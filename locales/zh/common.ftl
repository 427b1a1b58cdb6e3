### What stands on every page, and words that several share.
common-show = 显示
