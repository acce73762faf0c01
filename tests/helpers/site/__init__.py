"""A site to ask, and its pages as they are read."""
