"""MeSH: name, definition, synonyms and places in the tree of each descriptor in use.

walk (which descriptors) → asking (SPARQL, id.nlm.nih.gov) │ reading (rows)
"""

from harvest.config import Config
from harvest.sources import Source
from harvest.sources.mesh.asking import NAME, greet, judge
from harvest.sources.mesh.reading import digest, normalise
from harvest.sources.mesh.walk import accompany, effort, nothing

REQUESTS_PER_SECOND = 2.5
"""The service publishes no limit; the same pace as NLM's other service."""


def _limit(config: Config) -> float:
    del config  # no key raises it
    return REQUESTS_PER_SECOND


SOURCE = Source(
    name=NAME,
    title="MeSH",
    kinds=("descriptor",),
    home="https://meshb.nlm.nih.gov",
    requests_per_second_limit=_limit,
    judge=judge,
    fetch=nothing,
    follow=None,
    digest=digest,
    normalise=normalise,
    accompany=accompany,
    greet=greet,
    effort=effort,
)
