"""What is read from the words of a record, held against what a person reads there."""
