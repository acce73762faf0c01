"""What the tests hold, by subject: each folder is described by its first line."""
