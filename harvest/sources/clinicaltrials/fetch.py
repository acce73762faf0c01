"""One run over the registry: every search of the topic, then what no search brought, by number."""

from collections.abc import Iterator

from harvest.records import Event
from harvest.sources import Job
from harvest.sources.clinicaltrials.asking import NAME, Sent, Stamp
from harvest.sources.clinicaltrials.confirm import confirm
from harvest.sources.clinicaltrials.rendering import render
from harvest.sources.clinicaltrials.walk import walk_search
from harvest.strategy import rendered


def fetch(job: Job) -> Iterator[Event]:
    """Walk each search whole; then ask for held trials that left, and for tombstones."""
    sent = Sent()
    stamp = Stamp(job)
    brought: set[str] = set()
    unsure: set[str] = set()  # members of walks that did not end complete: they may still come
    for strategy in rendered(job.config, {NAME: render}):
        end = yield from walk_search(job, strategy, sent, stamp)
        yield end
        brought |= end.ids
        if end.state != "complete":
            unsure |= job.held.members.get((NAME, strategy.search), frozenset())
    if stamp.unreachable is None:
        gone = job.held.gone - brought - job.held.aliases.keys()  # a merged number is no news
        yield from confirm(job, job.held.trials - brought - unsure, gone, sent)
