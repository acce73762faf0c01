"""What every registry keeps to, and MeSH."""
