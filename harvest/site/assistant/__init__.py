"""The published database for assistants, by the Model Context Protocol: tools that only read.

Whatever a tool answers is in the published file: nothing is asked of a service or of a language
model, nothing is written, and what an answer leaves out it says.
"""
