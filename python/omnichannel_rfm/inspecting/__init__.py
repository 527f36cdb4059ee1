"""A look at files of unknown make: what is in them, and the vars that read them."""
