"""The stand-in of ISRCTN."""
