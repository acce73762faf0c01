"""One run, start to end: what it asks, who walks, what it stores, how it ends."""
