"""Chosen trials side by side: their lines, their outcomes, their pictures."""
