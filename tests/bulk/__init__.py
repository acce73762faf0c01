"""Whole registries from the files they give out: what a lake contains, and what faults do to it."""
