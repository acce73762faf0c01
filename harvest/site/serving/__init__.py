"""The server, its limits, and the change from one published file to the next."""
