"""PubMed: how it is asked, and how its records are read."""
