"""EU CTIS: the trials of the topic, listed by searches and delivered one by one.

fetch → asking → listing (rows of a search) │ reading → normalise
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.ctis.asking import count, fetch, greet
from harvest.sources.ctis.reading import digest, normalise
from harvest.sources.ctis.rendering import NAME, render
from harvest.web import generic_judge

SOURCE = Source(
    about=about(NAME),
    judge=generic_judge("json"),
    fetch=fetch,
    digest=digest,
    normalise=normalise,
    render=render,
    greet=greet,
    count=count,
)
