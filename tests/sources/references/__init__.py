"""References of other databases: read from files, recognised, imported."""
