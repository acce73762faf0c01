"""A register that does not exist: it numbers its trials TR-2024/0007 and has words of its own."""

from harvest.sources.ruritania.asking import NAME, fetch, judge, listed, render
from harvest.sources.ruritania.reading import digest, normalise

from harvest.identifiers.about import about
from harvest.sources import Hits, Job, Source
from harvest.strategy import Strategy


def greet(job: Job) -> str:
    """Ask for nothing but the number of all trials."""
    return f"{listed(job, '', 0).total} trials"


def count(job: Job, strategy: Strategy) -> Hits:
    """Ask how many trials match."""
    return Hits(listed(job, strategy.sent, 0).total)


SOURCE = Source(
    about=about(NAME),
    judge=judge,
    fetch=fetch,
    digest=digest,
    normalise=normalise,
    render=render,
    greet=greet,
    count=count,
)
