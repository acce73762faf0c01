"""The public file: what it contains, what it refuses, and that it is whole at every moment."""
