"""References that people bring from other databases: read, compared, told apart."""
