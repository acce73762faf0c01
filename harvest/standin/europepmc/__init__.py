"""The stand-in of Europe PMC."""
