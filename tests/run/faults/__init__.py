"""Refreshes while the registries fail, on schedule or for good."""
