"""Shapes: what a facet of any pack may be, read without code of its own."""
