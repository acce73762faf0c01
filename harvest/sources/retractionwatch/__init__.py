"""Retraction Watch: its list as a CSV file, of which the lines about held papers are kept.

fetch → listing (a file, line by line) │ reading (a line as a row)
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.retractionwatch.importing import NAME, fetch, judge
from harvest.sources.retractionwatch.reading import digest, normalise

SOURCE = Source(about=about(NAME), judge=judge, fetch=fetch, digest=digest, normalise=normalise)
