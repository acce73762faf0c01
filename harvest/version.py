"""The version of the program; its package takes it from here too."""

__version__ = "0.2.0"
