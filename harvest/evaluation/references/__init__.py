"""How well references of other databases are recognised: made from real ones, and judged."""
