### What applications may have.
