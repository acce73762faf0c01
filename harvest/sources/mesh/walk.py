"""Which descriptors are asked for: those in use that are not held, and those grown old.

With the descriptors in use come their ancestors, so that the tree can be shown. What is held is
asked for again after a year, as MeSH is renewed yearly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from math import ceil

import msgspec

from harvest.errors import UPSTREAM, Forbidden, UpstreamUnavailable
from harvest.records import Absent, Event, Page, Progress, Raw, WalkEnd
from harvest.sources import Effort, Expected, Job
from harvest.sources.mesh.asking import CLIMBED, DESCRIBED, NAME, above, described
from harvest.sources.mesh.reading import UI, Descriptor, places
from harvest.web import Refused

RENEWED_AFTER = timedelta(days=365)
BATCH = 200
"""Descriptors that are looked up together, with what stands above them."""
SECONDS_AN_ANSWER = 0.6
"""Virtuoso took half a second for a full one."""
BELIEVED_ABSENT = 5
"""If more are unknown to MeSH and none is known, one that is held is asked for as a test."""

_ALL = 31_000  # descriptors of MeSH
_WITHOUT = f"to publish without definitions set enabled = false under [sources.{NAME}]"


@dataclass(slots=True)
class _Walk:
    """What asking for descriptors brought so far."""

    known: set[str] = field(default_factory=set)  # held already, or handed on in this walk
    wanted: set[str] = field(default_factory=set)  # not held, or to be asked for again
    trees: set[str] = field(default_factory=set)  # places of all descriptors that came
    fetched: int = 0
    unknown: list[str] = field(default_factory=list)
    error: str | None = None
    unavailable: bool = False


def nothing(job: Job) -> Iterator[Event]:
    """MeSH has no search of the topic: what is asked depends on the other sources' records."""
    del job
    return iter(())


def accompany(job: Job) -> Iterator[Event]:
    """Fetch the descriptors in use that are not held, with their ancestors, and those grown old.

    Asked for while the records still come that use them: in full batches, and the rest whenever
    nothing more is to come for a while.
    """
    held = job.held
    old = {ui for ui in held.descriptors_held if _is_old(held.last_fetched.get(ui), job.today)}
    gone = {ui for ui in held.gone if UI.fullmatch(ui)} & held.descriptors
    again = held.descriptors_held if job.full else frozenset(old)
    wanted = (held.descriptors - held.descriptors_held) | again | gone
    walk = _Walk(
        known=set(held.descriptors_held) - again,
        wanted={ui for ui in wanted if UI.fullmatch(ui)},
    )
    try:
        for batch in _batches(job.called_for, walk):
            yield from _batch(job, batch, walk)
            done = len(walk.wanted & walk.known) + len(walk.unknown)
            yield Progress(NAME, "descriptors", done, len(walk.wanted))
        yield from _absent(job, walk)
    except Forbidden:
        raise
    except UPSTREAM as error:
        wrong = isinstance(error, Refused) and error.status == 404
        cure = f"; correct sources.{NAME}.base_url" if wrong else ""
        walk.error = f"{error}{cure}; {_WITHOUT}"
        walk.unavailable = isinstance(error, UpstreamUnavailable)
    if walk.wanted:
        yield _end(walk)


def _batches(called_for: Iterable[frozenset[str]], walk: _Walk) -> Iterator[list[str]]:
    """What to ask for next, as records call for it; what came as an ancestor is not asked for."""
    held = frozenset(walk.known)
    asked: set[str] = set()
    nothing_more = frozenset[str]()
    for called in chain([nothing_more], called_for, [nothing_more]):
        walk.wanted |= {ui for ui in called - held if UI.fullmatch(ui)}
        while waiting := walk.wanted - walk.known - asked:
            if called and len(waiting) < BATCH:
                break  # more may come, and a request costs as much for few as for many
            batch = sorted(waiting)[:BATCH]
            asked |= set(batch)
            yield batch


def _end(walk: _Walk) -> WalkEnd:
    wanted = sorted(walk.wanted)
    shown = " ".join(wanted[:20])
    return WalkEnd(
        source=NAME,
        kind="descriptor",
        search=None,
        purpose="descriptors",
        sent=f"{shown} … ({len(wanted):,} descriptors)" if len(wanted) > 20 else shown,
        state="complete" if walk.error is None else "partial" if walk.fetched else "failed",
        promised=None,  # ancestors come along that nobody counted
        fetched=walk.fetched,
        missing=tuple(sorted(walk.unknown)),
        error=walk.error,
        unavailable=walk.unavailable,
    )


def effort(expected: Expected) -> Effort:
    """What the descriptors of so many papers cost: each further paper brings fewer new ones.

    481 papers of one topic carry 738, 5,862 of any topic 4,943; half as many stand above them.
    """
    wanted = min(_ALL, 6.7 * expected.articles**0.76)
    batches = ceil(wanted / BATCH)
    # Those elsewhere in the tree make a second round, of which most are known by then.
    climbs, descriptions = ceil(BATCH / CLIMBED) + 1, ceil(1.5 * BATCH / DESCRIBED) + 1
    requests = batches * (climbs + descriptions)
    return Effort(requests, requests * max(1 / expected.rate, SECONDS_AN_ANSWER))


def _is_old(fetched_at: str | None, today: date) -> bool:
    return (fetched_at or "")[:10] <= (today - RENEWED_AFTER).isoformat()


def _batch(job: Job, asked: list[str], walk: _Walk) -> Iterator[Event]:
    """Hand on descriptors, their ancestors first: where one is held, its ancestors are as well."""
    # Asked for with what stands above them: answers of a thousand rows are to be filled.
    together = {*asked, *_unknown(above(job.door, asked), walk)}
    found, fetched_at = described(job.door, sorted(together))
    walk.unknown += [ui for ui in asked if ui not in found]
    generations = [{ui: each for ui, each in found.items() if ui in asked}]
    ancestors = {ui: each for ui, each in found.items() if ui not in asked}
    walk.trees |= places(found.values())
    while ancestors:
        generations.append(ancestors)
        # An ancestor may stand in other places of the tree too, below yet others.
        elsewhere = [ui for ui, each in ancestors.items() if _lacks_parents(each, walk.trees)]
        more = _unknown(above(job.door, elsewhere), walk) - together
        together |= more
        ancestors, fetched_at = described(job.door, sorted(more)) if more else ({}, fetched_at)
        walk.trees |= places(ancestors.values())
    for generation in reversed(generations):
        walk.known |= generation.keys()
        walk.fetched += len(generation)
        if generation:
            yield Page(
                NAME,
                None,
                tuple(
                    Raw(NAME, "descriptor", ui, msgspec.json.encode(each), fetched_at)
                    for ui, each in generation.items()
                ),
            )


def _unknown(uis: set[str], walk: _Walk) -> set[str]:
    return {ui for ui in uis - walk.known if UI.fullmatch(ui)}


def _lacks_parents(descriptor: Descriptor, trees: set[str]) -> bool:
    """Whether the descriptor stands below a place whose descriptor did not come in this walk."""
    return any(
        "." in tree and tree.rpartition(".")[0] not in trees for tree in places([descriptor])
    )


def _absent(job: Job, walk: _Walk) -> Iterator[Event]:
    """Report the held descriptors that MeSH no longer has, unless it seems to have none at all."""
    if len(walk.unknown) > BELIEVED_ABSENT and not walk.fetched and not _knows_another(job, walk):
        walk.error = f"MeSH knows none of {len(walk.unknown):,} descriptors; ignored as implausible"
        return
    for ui in walk.unknown:
        if ui in job.held.descriptors_held:
            yield Absent(NAME, "descriptor", ui)


def _knows_another(job: Job, walk: _Walk) -> bool:
    """Whether MeSH still describes one that it described before: then it is at work."""
    others = sorted(job.held.descriptors_held.difference(walk.unknown))
    return bool(others and described(job.door, others[:1])[0])
