"""The EU Clinical Trials Register: how it is asked, and how its trials are read."""
