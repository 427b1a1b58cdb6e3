### The account pages.
