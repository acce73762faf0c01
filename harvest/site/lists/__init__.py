"""The lists of trials and papers: what an address asks for, the records that match, their facets.

facets (one SQL file each) │ asked (an address, read and written) → select (statements) → shown
"""
