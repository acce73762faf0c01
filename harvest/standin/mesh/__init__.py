"""The SPARQL service of MeSH as it answers."""
