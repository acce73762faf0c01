"""What changed in a record, field by field, and what is told of it."""
