"""Several topics on one server."""
