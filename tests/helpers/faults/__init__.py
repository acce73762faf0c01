"""Servers that misbehave, and refreshes that are disturbed or killed."""
