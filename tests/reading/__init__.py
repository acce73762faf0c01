"""What is read from the words of a record: sample sizes, also of real papers that a person read."""
