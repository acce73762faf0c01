"""Pages that are made of saved queries, and those that lead to them."""
