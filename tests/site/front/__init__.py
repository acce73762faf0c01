"""The home page and the navigation: what is new, what is expected, where everything is."""
