"""ISRCTN: the studies of the topic, asked for whole.

fetch → asking (a search, by number) → answers (bytes into records) │ reading → normalise
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.isrctn.answers import dated, judge
from harvest.sources.isrctn.asking import count, fetch, greet
from harvest.sources.isrctn.reading import digest, normalise
from harvest.sources.isrctn.rendering import NAME, render

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    digest=digest,
    normalise=normalise,
    render=render,
    greet=greet,
    count=count,
    dated=dated,
)
