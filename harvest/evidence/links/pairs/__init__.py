"""Pairs of trials and papers: what they are compared by, and what of it is kept between runs."""
