"""A record's texts as passages, sentences and terms, for whatever reads them."""
