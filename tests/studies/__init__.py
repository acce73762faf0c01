"""Registrations of one study: found by their numbers, joined, taken apart, compared."""
