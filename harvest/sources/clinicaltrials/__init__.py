"""ClinicalTrials.gov, API v2: the trials of the topic.

fetch → walk (a search), confirm (by number) → answers (bytes into studies) │ reading → normalise
"""

from harvest.config import Config
from harvest.sources import Source
from harvest.sources.clinicaltrials.answers import judge
from harvest.sources.clinicaltrials.asking import NAME
from harvest.sources.clinicaltrials.counting import count, effort, greet
from harvest.sources.clinicaltrials.fetch import fetch
from harvest.sources.clinicaltrials.fingerprint import digest
from harvest.sources.clinicaltrials.reading.normalise import normalise

REQUESTS_PER_SECOND = 1.0
"""The registry publishes no limit; its robots.txt asks for a second between requests."""

_IF_REFUSED = (
    "its firewall refuses this network or the program's user agent, whatever the query: try "
    "from another network (those of cloud providers are often refused); or set, under "
    "[sources.clinicaltrials] in config.toml, "
    'base_url = "https://www.clinicaltrials.gov/api/v2" or a user_agent ("" sends none)'
)


def _limit(config: Config) -> float:
    del config  # no key raises it
    return REQUESTS_PER_SECOND


SOURCE = Source(
    name=NAME,
    title="ClinicalTrials.gov",
    kinds=("trial",),
    home="https://clinicaltrials.gov",
    requests_per_second_limit=_limit,
    judge=judge,
    fetch=fetch,
    follow=None,
    digest=digest,
    normalise=normalise,
    if_refused=_IF_REFUSED,
    greet=greet,
    count=count,
    effort=effort,
)
