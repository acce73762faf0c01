"""PubMed's E-utilities as they answer."""
