"""What is worked out from the records: facets, links, related records, relevance; changes, clocks.

Everything here cites what it was made from, and can be made again from the records alone.
"""
