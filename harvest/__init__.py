"""Living evidence base of trials, papers and MeSH terms on one topic."""

__version__ = "0.1.0"
