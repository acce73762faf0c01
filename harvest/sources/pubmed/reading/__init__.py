"""From the bytes of a PubMed record to its rows."""
