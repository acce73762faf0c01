"""A refresh from start to end: undisturbed, under faults, killed, over a year."""
