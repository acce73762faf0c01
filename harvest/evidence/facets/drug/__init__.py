"""Rules of the drug pack: which medicines are given, and where a record tells of them."""
