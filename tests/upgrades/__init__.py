"""Databases of earlier versions, and what is stale after a change of the program."""
