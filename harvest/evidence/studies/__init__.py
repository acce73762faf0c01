"""Registrations of one study in several registries: related by rows, never merged."""
