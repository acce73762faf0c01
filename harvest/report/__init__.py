"""Reports made from the public file."""
