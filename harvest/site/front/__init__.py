"""What the home page tells: news, what is expected, how fresh it is, what is asked most."""
