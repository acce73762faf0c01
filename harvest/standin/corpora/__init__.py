"""The records that the stand-in services hold, and how they are searched."""
