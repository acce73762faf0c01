"""What the program takes from the machine: SQLite, packages, a terminal, files to write."""
