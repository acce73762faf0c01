"""How many people a paper says it took in, and whether it counts people at all."""
