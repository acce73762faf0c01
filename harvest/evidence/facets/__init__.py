"""What was given to whom and what was measured, read from a record's own words."""
