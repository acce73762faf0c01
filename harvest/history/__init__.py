"""The base and its records as they stood on an earlier day."""
