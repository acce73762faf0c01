"""EU CTIS: how it is asked, and how its trials are read."""
