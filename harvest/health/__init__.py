"""How fresh, whole and sound a base is, and whether its services answer."""
