"""From the bytes of a study to its rows."""
