### Sessions, devices and the chooser.
