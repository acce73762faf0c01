"""Crossref as a stand-in."""
