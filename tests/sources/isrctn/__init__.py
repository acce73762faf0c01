"""ISRCTN: how it is asked, and how its studies are read."""
