"""What status, doctor and counts say of a database and of the services."""
