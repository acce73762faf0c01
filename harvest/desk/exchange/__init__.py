"""Decisions to and from the programs that people screen with: Rayyan, Covidence, ASReview.

What is written has our own identifier and decisions in each record's notes, beside the fields of
the other program: so what comes back is the same record and the same decision, whatever was cut.
"""
