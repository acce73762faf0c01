"""The door to the network: its pace, its patience, its routes, what it sends and records."""
