"""Real records, each beside a second reading of its own bytes; skipped where they are absent."""
