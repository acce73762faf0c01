"""Databases and corpora to test on."""
