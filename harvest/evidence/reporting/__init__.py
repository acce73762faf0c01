"""What a trial owes its readers: results in time, and papers that agree with it."""
