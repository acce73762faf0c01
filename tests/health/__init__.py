"""What status, doctor and counts say of a base and of the services."""
