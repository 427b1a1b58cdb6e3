### Letters.
