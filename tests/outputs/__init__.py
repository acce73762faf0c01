"""What is taken away: exports, digests, reports, and a saved page compared with the database."""
