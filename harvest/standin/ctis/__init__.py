"""The stand-in of EU CTIS."""
