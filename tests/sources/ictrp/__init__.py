"""WHO ICTRP: its export files, what is imported from them, and its inbox."""
