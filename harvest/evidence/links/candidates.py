"""Papers that may report a trial though nothing names it: scored, with reasons in words."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import floor
from typing import NamedTuple

import numpy as np

from harvest.evidence.links.candidate_store import Pool, Pools
from harvest.evidence.links.competition import OWN_FEATURES, Rivals, standing
from harvest.evidence.links.explain import (
    against,
    common_words,
    known,
    only_common,
    reasons,
)
from harvest.evidence.links.matcher import Matcher
from harvest.evidence.links.model import Linker, shipped
from harvest.evidence.links.studies import paper_ids, reports, studies, trial_ids

SHOWN = 5  # candidates kept a trial
LEAST = 0.1  # below this probability nothing is kept
_TOGETHER = 400  # candidates explained together
_TOLD = ("within_3_years", "phase_agrees")  # features that are reasons in themselves

Linked = Mapping[str, frozenset[str]]  # paper → trials that it is tied to by number


@dataclass(frozen=True)
class Candidate:
    """A scored pair that no number ties. ``probable``: above the measured threshold, undisputed."""

    trial_id: str
    article_id: str
    chance: float
    probable: bool
    reasons: tuple[str, ...]


class _Pick(NamedTuple):
    """A candidate that is kept, not yet explained."""

    trial: str
    paper: str
    chance: float
    features: Mapping[str, float]


def scores(
    connection: sqlite3.Connection, linked: Linked, topic: frozenset[str] = frozenset()
) -> Iterator[Candidate]:
    """The best candidates of every trial.

    ``topic`` are the stems of the topic's own words: in a base of a few records nothing else tells
    how common they are. Titles that share only these, and words of any trial, prove nothing.
    A paper that names another trial is nobody else's candidate.

    Raises StorageError if there is no room for temporary files.
    """
    trials, papers = trial_ids(connection), paper_ids(connection)
    if not trials or not papers:
        return
    linker = shipped().linker
    rivals = Rivals(len(papers))
    with Pools((*OWN_FEATURES, *_TOLD)) as pools:
        matcher = Matcher(reports(connection, papers), "record")
        found = matcher.candidates(studies(connection, trials))
        for place, (trial, candidates) in enumerate(zip(trials, found, strict=True)):
            score = linker.ranking.score(candidates.values)
            rivals.add(place, candidates.rows, score)
            pools.add(trial, candidates.rows, score, candidates.values)
        del matcher, found  # the largest part, and no longer needed
        picks = _picks(pools, rivals, linker, papers, linked)
        while some := list(islice(picks, _TOGETHER)):
            yield from _explained(connection, some, linker.threshold, common_words() | topic)


def _picks(
    pools: Pools, rivals: Rivals, linker: Linker, papers: Sequence[str], linked: Linked
) -> Iterator[_Pick]:
    for place, pool in enumerate(pools):
        chances = linker.chance(standing(place, pool.rows, pool.scores, pool.values, rivals))
        yield from islice(_of_one(pool, chances.tolist(), papers, linked), SHOWN)


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
    picks: Sequence[_Pick],
    threshold: float,
    common: frozenset[str],
) -> Iterator[Candidate]:
    trials, papers = sorted({p.trial for p in picks}), sorted({p.paper for p in picks})
    about = known(connection, trials, papers)
    study_of = {study.id: study for study in studies(connection, trials)}
    report_of = {report.id: report for report in reports(connection, papers)}
    for pick in picks:
        study, report = study_of[pick.trial], report_of[pick.paper]
        contrary = against(study, report, about)
        chance = pick.chance
        if chance >= threshold and only_common(study, report, pick.features, about, common):
            chance = floor(threshold * 10_000 - 1) / 10_000
        yield Candidate(
            pick.trial,
            pick.paper,
            round(chance, 4),
            chance >= threshold and not contrary,
            (*reasons(study, report, pick.features, about), *contrary),
        )
