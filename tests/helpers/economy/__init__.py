"""What keeps the suite short: a choice of what could be tried, and what is made only once."""
