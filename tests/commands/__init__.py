"""What an operator types, and what is answered."""
