"""Papers that may report a trial though nothing names it: scored, with reasons in words."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from math import floor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from harvest.evidence.links.candidate_store import Pool, Pools
from harvest.evidence.links.competition import Rivals, standing
from harvest.evidence.links.explain import (
    TOLD,
    Known,
    against,
    common_words,
    known,
    only_common,
    reasons,
)
from harvest.evidence.links.model import OWN, Linker, shipped
from harvest.evidence.links.pairs.pools import Scored, scored
from harvest.evidence.links.pairs.records import Report, Study
from harvest.evidence.links.studies import paper_ids, reports, studies, trial_ids

if TYPE_CHECKING:
    from harvest.store import Store

SHOWN = 5  # candidates kept a trial, and all that are probable
LEAST = 0.2  # below this probability nothing is kept
_LOOKED_AT = 20  # candidates of a trial, the best, of which those that stand are kept
_TOGETHER = 400  # candidates explained together

Linked = Mapping[str, frozenset[str]]
"""paper → the trials whose results, protocol or secondary analysis it is, decided by number"""


@dataclass(frozen=True)
class Candidate:
    """A scored pair that no number ties. ``probable``: its chance reaches the threshold."""

    trial_id: str
    article_id: str
    chance: float
    probable: bool
    reasons: tuple[str, ...]


class _Pick(NamedTuple):
    """A candidate that may be kept, not yet explained."""

    trial: str
    paper: str
    chance: float
    features: Mapping[str, float]


def scores(
    store: "Store", linked: Linked, topic: frozenset[str] = frozenset()
) -> Iterator[Candidate]:
    """The best candidates of every trial, with the weights that come with the program.

    Raises StorageError if there is no room for temporary files.
    """
    connection = store.connection
    trials, papers = trial_ids(connection), paper_ids(connection)
    if trials and papers:
        linker = shipped().linker
        found = scored(store, trials, papers, linker.ranking)
        yield from judged(connection, papers, found, linked, topic, linker)


def judged(
    connection: sqlite3.Connection,
    papers: Sequence[str],
    found: Iterable[Scored],
    linked: Linked,
    topic: frozenset[str],
    linker: Linker,
) -> Iterator[Candidate]:
    """What is kept of the candidates that were ``found``, whose rows are places in ``papers``.

    ``topic`` are the stems of the topic's own words: in a base of a few records nothing else tells
    how common they are. Titles that share only these, and words of any trial, prove nothing.
    A paper that is ``linked`` to another trial is nobody else's candidate.
    """
    rivals = Rivals(len(papers))
    with Pools(tuple(dict.fromkeys((*TOLD, *OWN)))) as pools:
        for place, each in enumerate(found):
            rivals.add(place, each.rows, each.scores)
            pools.add(each.trial, each.rows, each.scores, each.values)
        del found  # the largest part, and no longer needed
        picks = _picks(pools, rivals, linker, papers, linked)
        explained = _explained(connection, picks, linker.threshold, common_words() | topic)
        for _, kept in groupby(explained, lambda candidate: candidate.trial_id):
            best = sorted(kept, key=lambda candidate: -candidate.chance)
            yield from (c for place, c in enumerate(best) if c.probable or place < SHOWN)


def _picks(
    pools: Pools, rivals: Rivals, linker: Linker, papers: Sequence[str], linked: Linked
) -> Iterator[_Pick]:
    for place, pool in enumerate(pools):
        chances = linker.chance(standing(place, pool.rows, pool.scores, pool.values, rivals))
        yield from islice(_of_one(pool, chances.tolist(), papers, linked), _LOOKED_AT)


def _of_one(
    pool: Pool, chances: Sequence[float], papers: Sequence[str], linked: Linked
) -> Iterator[_Pick]:
    for place in np.argsort(-np.asarray(chances), kind="stable").tolist():
        if chances[place] < LEAST:
            return
        paper = papers[int(pool.rows[place])]
        named = linked.get(paper, frozenset())
        if not named or pool.trial in named:
            features = {name: float(column[place]) for name, column in pool.values.items()}
            yield _Pick(pool.trial, paper, chances[place], features)


def _explained(
    connection: sqlite3.Connection,
    picks: Iterator[_Pick],
    threshold: float,
    common: frozenset[str],
) -> Iterator[Candidate]:
    while some := list(islice(picks, _TOGETHER)):
        trials, papers = sorted({p.trial for p in some}), sorted({p.paper for p in some})
        about = known(connection, trials, papers)
        study_of = {study.id: study for study in studies(connection, trials)}
        report_of = {report.id: report for report in reports(connection, papers)}
        for pick in some:
            one = _judged(
                pick, study_of[pick.trial], report_of[pick.paper], about, threshold, common
            )
            if one is not None:
                yield one


def _judged(
    pick: _Pick,
    study: Study,
    report: Report,
    about: Known,
    threshold: float,
    common: frozenset[str],
) -> Candidate | None:
    """The candidate, or None where it is not worth a look; doubt keeps it below the threshold."""
    alike = only_common(study, report, pick.features, about, common)
    if alike and pick.chance < threshold:
        return None
    contrary = against(study, report, about)
    chance = pick.chance
    if chance >= threshold and (alike or contrary):
        chance = floor(threshold * 10_000 - 1) / 10_000
    return Candidate(
        pick.trial,
        pick.paper,
        round(chance, 4),
        chance >= threshold,
        (*reasons(study, report, pick.features, about), *contrary),
    )
