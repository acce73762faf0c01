"""The public file: what it holds, what it refuses, and that it is whole at every moment."""
