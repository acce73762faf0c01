"""Crossref: what publishers and Retraction Watch report of the papers that are held, by their DOIs.

look_up → asking (which DOIs, in batches or one by one) → answers (works as bytes) │ reading
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.crossref.answers import NAME, judge
from harvest.sources.crossref.asking import fetch, greet, look_up
from harvest.sources.crossref.reading import digest, normalise

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    look_up=look_up,
    digest=digest,
    normalise=normalise,
    greet=greet,
)
