"""Measures links, related studies and facets on gold sets, and learns the weights.

Not needed to run; what it needs beside the rest is the extra ``evaluate``.
"""
