"""The PRISMA 2020 flow of a review (Page MJ et al., BMJ 2021;372:n71), counted from decisions.

Every number is made of its records, so that whoever doubts one can look at them.
"""
