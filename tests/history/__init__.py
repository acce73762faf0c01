"""Changes that are told, and the base and its records as of an earlier day."""
