"""PubMed: papers and books, by the E-utilities.

fetch, follow → walk → esearch (PMIDs), efetch → split (records as bytes) │ normalise (rows)
"""

from harvest.config import Config
from harvest.sources import Source
from harvest.sources.pubmed.asking import NAME
from harvest.sources.pubmed.counting import count, effort, greet
from harvest.sources.pubmed.fetch import fetch
from harvest.sources.pubmed.follow import follow
from harvest.sources.pubmed.judge import judge
from harvest.sources.pubmed.reading.normalise import normalise
from harvest.sources.pubmed.reading.split import digest

REQUESTS_PER_SECOND = 2.5
"""NCBI allows 3; at a spacing close to that it was seen to refuse."""
REQUESTS_PER_SECOND_WITH_KEY = 8.0
"""NCBI allows 10."""


def _limit(config: Config) -> float:
    return REQUESTS_PER_SECOND_WITH_KEY if config.api_key else REQUESTS_PER_SECOND


SOURCE = Source(
    name=NAME,
    title="PubMed",
    kinds=("article",),
    home="https://pubmed.ncbi.nlm.nih.gov",
    requests_per_second_limit=_limit,
    judge=judge,
    fetch=fetch,
    follow=follow,
    digest=digest,
    normalise=normalise,
    greet=greet,
    count=count,
    effort=effort,
)
