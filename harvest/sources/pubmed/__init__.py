"""PubMed: papers and books, by the E-utilities."""
