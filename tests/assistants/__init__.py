"""What assistants and writers ask: verification of a text, and the tools of the protocol."""
