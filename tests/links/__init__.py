"""Links between trials and papers: which numbers tie them, and what needs a second sign."""
