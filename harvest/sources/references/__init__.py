"""References that a person exported from a database which the program does not ask."""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.references.importing import NAME, fetch, judge, render
from harvest.sources.references.reading import digest, normalise

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    digest=digest,
    normalise=normalise,
    by_hand=render,
)
