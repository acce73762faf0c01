"""Links between trials and papers: which numbers link them, and what needs a second sign."""
