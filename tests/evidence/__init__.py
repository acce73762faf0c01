"""Facets, links, related records, relevance, reporting, and how well they do on gold sets."""
