"""The coasts of the world, and how they were made."""
