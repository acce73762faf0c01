"""Which records are near each other, and why."""
