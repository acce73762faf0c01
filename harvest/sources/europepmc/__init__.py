"""Europe PMC: preprints, where papers can be read, and which trials their full texts name.

fetch → topic (preprints of the topic) → answers (pages of results) │ preprint (rows of one)
look_up → asking (numbers in batches) → naming (which number it was), then held (papers of the
database: where they can be read, their preprints) → answers │ reading (rows of a paper)
retrieve → articles (the full texts of those that are open access)
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.europepmc.answers import judge
from harvest.sources.europepmc.articles.asking import LIMITS, retrieve
from harvest.sources.europepmc.asking import greet, look_up
from harvest.sources.europepmc.reading import digest, normalise
from harvest.sources.europepmc.rendering import NAME, render
from harvest.sources.europepmc.topic import count, fetch

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    look_up=look_up,
    retrieve=retrieve,
    limits=LIMITS,
    digest=digest,
    normalise=normalise,
    render=render,
    greet=greet,
    count=count,
)
