"""Living evidence base of trials, papers and MeSH terms on one topic."""

from harvest.version import __version__

__all__ = ["__version__"]
