"""How many people a paper says it took in, and how many people it counts at all."""
