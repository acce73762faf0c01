"""PubMed asked for as little as can be: whether it answers, and how many papers match."""

from math import ceil

from harvest.sources import Effort, Expected, Hits, Job
from harvest.sources.pubmed import esearch
from harvest.sources.pubmed.asking import Visit
from harvest.sources.pubmed.efetch import BATCH
from harvest.sources.pubmed.follow import NAMES
from harvest.strategy import Strategy

SECONDS_A_BATCH = 6.0
"""A batch of records is 2 to 4 MB, made as it is sent; seen to take 3 to 10 seconds."""
CITED = 2.0
"""Papers that a trial cites: 1.2 to 2.1 in three collections of real trials."""


def greet(job: Job) -> str:
    """Search for the first paper that there is; PubMed says nothing of itself."""
    Visit(job).esearch("1[uid]", 0)
    return ""


def count(job: Job, strategy: Strategy) -> Hits:
    """Ask how many papers match."""
    alone = not strategy.search
    return esearch.count(Visit(job), strategy.sent, strategy.groups, alone=alone)


def effort(expected: Expected) -> Effort:
    """Searches, halved into ranges where they find very many; the records; those that follow."""
    # Halving leaves ranges that are three quarters full on average, and asks for what it halves.
    ranges = (ceil(n / (0.75 * esearch.MOST_LISTED)) for n in expected.searches)
    searches = sum(2 * each if each > 1 else 1 for each in ranges)
    naming = ceil(expected.trials / NAMES)
    cited = ceil(CITED * expected.trials / BATCH)
    batches = cited + sum(ceil(found / BATCH) for found in expected.searches)
    seconds = (searches + naming) / expected.rate + batches * max(
        SECONDS_A_BATCH, 1 / expected.rate
    )
    return Effort(searches + naming + batches, seconds)
