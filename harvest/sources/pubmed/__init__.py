"""PubMed: papers and books, by the E-utilities.

fetch, follow → walk → esearch (PMIDs), efetch → split (records as bytes) │ normalise (rows)
"""

from harvest.identifiers.about import about
from harvest.sources import Source
from harvest.sources.pubmed.asking import NAME
from harvest.sources.pubmed.bulk import BULK
from harvest.sources.pubmed.counting import count, effort, greet
from harvest.sources.pubmed.fetch import fetch
from harvest.sources.pubmed.follow import follow
from harvest.sources.pubmed.judge import judge
from harvest.sources.pubmed.matching import MATCHING
from harvest.sources.pubmed.reading.normalise import normalise
from harvest.sources.pubmed.reading.split import digest
from harvest.sources.pubmed.rendering import render, words

SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    follow=follow,
    digest=digest,
    normalise=normalise,
    render=render,
    words=words,
    greet=greet,
    count=count,
    effort=effort,
    bulk=BULK,
    matching=MATCHING,
)
