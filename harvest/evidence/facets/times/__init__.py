"""The times that a text tells, as days."""
