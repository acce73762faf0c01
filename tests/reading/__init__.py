"""What is read from the words of a record, beside what a person reads there."""
