"""The desk of a review: what people decided of its records, and what follows from that.

All of it is private to the topic. What is decided here never changes the evidence, and nothing of
it is in the public file: records are read from there, decisions from beside the configuration.
"""
