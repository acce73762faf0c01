"""Changes that are reported, and the database and its records as of an earlier day."""
