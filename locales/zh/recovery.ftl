### Getting back in.
