"""What the full text of a paper says of its trial, each with its place in the text.

step → facts → numbers (of trials), recruitment (dates), sizes (people), statements │ text
"""
