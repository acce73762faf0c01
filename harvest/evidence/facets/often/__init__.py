"""How often the cells are given: the number of infusions, and the days between them."""
