"""What goes wrong on the way and in the answers, on a schedule."""
