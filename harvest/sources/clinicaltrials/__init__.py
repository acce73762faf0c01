"""ClinicalTrials.gov, API v2: the trials of the topic.

fetch → walk (a search), confirm (by number) → answers (bytes into studies) │ reading → normalise
"""

from harvest.identifiers.about import about
from harvest.sources import Past, Source
from harvest.sources.clinicaltrials import past
from harvest.sources.clinicaltrials.answers import judge
from harvest.sources.clinicaltrials.asking import NAME
from harvest.sources.clinicaltrials.bulk import BULK
from harvest.sources.clinicaltrials.counting import count, effort, greet
from harvest.sources.clinicaltrials.fetch import fetch
from harvest.sources.clinicaltrials.fingerprint import digest
from harvest.sources.clinicaltrials.matching import MATCHING
from harvest.sources.clinicaltrials.reading.normalise import normalise
from harvest.sources.clinicaltrials.rendering import render, words
from harvest.sources.clinicaltrials.single import single

_IF_REFUSED = (
    "its firewall refuses this network or the program's user agent, whatever the query: try "
    "from another network (those of cloud providers are often refused); or set, under "
    "[sources.clinicaltrials] in config.toml, "
    'base_url = "https://www.clinicaltrials.gov/api/v2" or a user_agent ("" sends none)'
)


SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    digest=digest,
    normalise=normalise,
    render=render,
    words=words,
    if_refused=_IF_REFUSED,
    greet=greet,
    count=count,
    single=single,
    effort=effort,
    bulk=BULK,
    matching=MATCHING,
    past=Past(past.base_url, past.index, past.version),
)
