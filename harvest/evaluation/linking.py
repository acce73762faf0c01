"""How well papers are found, believed and related, through the steps that a refresh takes.

Trials that the shipped weights were learned from are judged by weights that did not see them: the
folder's own other trials, in five folds by trial; all others by the shipped weights.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from harvest.evaluation.base import TOPIC, Found, find, without
from harvest.evaluation.fitting import FOLDS, Sample, fit_linker, fold_of
from harvest.evaluation.gold import WHOLE, Task
from harvest.evidence.links.candidates import Candidate, judged
from harvest.evidence.links.link import topic_words
from harvest.evidence.links.model import Linker, shipped
from harvest.evidence.links.pairs.pools import Scored
from harvest.evidence.reading.similarity import Matrix, unit_rows
from harvest.evidence.related.nearness import likeness
from harvest.evidence.related.space import Space, space
from harvest.store import Store

Scores = npt.NDArray[np.floating]
Pair = tuple[str, str]  # trial, paper

SMALL_TRIALS = 100
SMALL_PAPERS = 3_000


@dataclass
class Linked:
    """A task, its base, and what the pipeline finds there."""

    task: Task
    store: Store

    @cached_property
    def found(self) -> Found:
        """The candidates of every trial."""
        return find(self.store.connection)

    @cached_property
    def sample(self) -> Sample:
        """The trials that are asked for as examples."""
        asked = [e for e in self.found.examples(self.task.right) if e.total]
        return Sample(asked, len(self.found.papers), self.task.name == WHOLE)


class Judges:
    """The weights by which each trial may be judged."""

    def __init__(self, bases: Sequence[Linked]) -> None:
        self._bases = bases
        self._folds: dict[int, Linker] = {}

    def of(self, trial: str) -> Linker:
        """Weights that were learned without this trial."""
        return self.linker(self.fold(trial))

    @staticmethod
    def fold(trial: str) -> int | None:
        """The fold of a trial that the shipped weights have seen; None for all others."""
        return fold_of(trial) if shipped().saw(trial) else None

    def linker(self, fold: int | None) -> Linker:
        """The weights learned without a fold; None: the shipped ones."""
        if fold is None:
            return shipped().linker
        if fold not in self._folds:
            seen = [
                Sample(
                    [e for e in sample.examples if shipped().saw(e.id)], sample.papers, sample.whole
                ).without(fold)
                for sample in (base.sample for base in self._bases)
            ]
            self._folds[fold] = fit_linker(seen)
        return self._folds[fold]


def ranked(base: Linked, judges: Judges) -> Iterator[tuple[str, Scores]]:
    """Scores of all papers of the task for each trial; papers that are no candidates come last."""
    places = {paper.id: place for place, paper in enumerate(base.task.papers)}
    where = np.array([places[paper] for paper in base.found.papers], np.int64)
    for trial, pool in base.found.pools:
        if trial in base.task.right:
            row = np.full(len(places), -np.inf)
            row[where[pool.rows]] = judges.of(trial).ranking.score(pool.values)
            yield trial, row


def shown(base: Linked, judges: Judges, found: Found) -> Iterator[Candidate]:
    """The candidates that pages would show, each trial judged by its own weights."""
    trials = [trial for trial, _ in found.pools]
    for fold in (None, *range(FOLDS)):
        wanted = {trial for trial in trials if Judges.fold(trial) == fold}
        if wanted:
            every = _shown(base, found, judges.linker(fold))
            yield from (each for each in every if each.trial_id in wanted)


def _shown(base: Linked, found: Found, linker: Linker) -> Iterator[Candidate]:
    words = topic_words(TOPIC)
    pools = (
        Scored(trial, pool.rows, linker.ranking.score(pool.values), pool.values)
        for trial, pool in found.pools
    )
    return judged(base.store.connection, found.papers, pools, {}, words, linker)


CLAIMS = (0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Bounds of the probabilities that are held against what was right."""


@dataclass(frozen=True)
class Claim:
    """Candidates whose probabilities are within two of ``CLAIMS``, and how many are right."""

    pairs: int
    right: int
    mean: float  # of the probabilities


@dataclass(frozen=True)
class Believed:
    """How many pairs were called probable, how many of them rightly, how many right ones exist."""

    accepted: int
    right: int
    pairs: int
    claims: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, told: Iterable[Candidate], right: Mapping[str, Sequence[str]]) -> "Believed":
        """Counted; only the papers that the gold set names are right."""
        true = {(trial, paper) for trial, papers in right.items() for paper in papers}
        every = list(told)
        hit = np.array([(each.trial_id, each.article_id) in true for each in every], np.bool_)
        probable = np.array([each.probable for each in every], np.bool_)
        chances = np.array([each.chance for each in every])
        places = np.minimum(np.searchsorted(CLAIMS, chances, "right"), len(CLAIMS) - 1)
        claims = tuple(
            Claim(
                int((places == place).sum()),
                int(hit[places == place].sum()),
                float(chances[places == place].mean()) if (places == place).any() else 0.0,
            )
            for place in range(1, len(CLAIMS))
        )
        return cls(int(probable.sum()), int((hit & probable).sum()), len(true), claims)

    @property
    def precision(self) -> float:
        """The share of the accepted pairs that is right; 0 if none was accepted."""
        return self.right / self.accepted if self.accepted else 0.0

    @property
    def recall(self) -> float:
        """The share of the right pairs that was accepted."""
        return self.right / self.pairs if self.pairs else 0.0


def believed(base: Linked, judges: Judges) -> dict[str, Believed]:
    """In the base as it is, with half of its trials unpublished, and in a small one of that sort.

    Which trials go follows from their numbers. A paper of two trials goes with both.
    """
    right = base.task.right
    told = {"": Believed.of(shown(base, judges, base.found), right)}
    half = {trial: right[trial] for trial in right if _half(trial)}
    kept = {paper for papers in half.values() for paper in papers}
    gone = {paper for papers in right.values() for paper in papers} - kept
    told["_half"] = _apart(base, judges, half, [("article", paper) for paper in sorted(gone)])
    some = sorted(right, key=lambda trial: zlib.crc32(trial[::-1].encode()))[:SMALL_TRIALS]
    small = {trial: right[trial] for trial in some if trial in half}
    own = {paper for papers in small.values() for paper in papers}
    others = sorted(
        {paper.id for paper in base.task.papers} - gone - own,
        key=lambda paper: zlib.crc32(paper[::-1].encode()),
    )
    away = [("article", paper) for paper in others[SMALL_PAPERS - len(own) :]]
    away += [("article", paper) for paper in sorted(gone)]
    away += [("trial", trial.id) for trial in base.task.trials if trial.id not in some]
    told["_small"] = _apart(base, judges, small, away)
    return told


def _half(trial: str) -> bool:
    return zlib.crc32(trial.encode()) // FOLDS % 2 == 0


def _apart(
    base: Linked, judges: Judges, right: Mapping[str, Sequence[str]], gone: Sequence[Pair]
) -> Believed:
    with without(base.store, gone):
        found = find(base.store.connection)
        return Believed.of(shown(base, judges, found), right)


_TOGETHER = 64


def nearness(base: Linked) -> tuple[Mapping[str, Scores], Mapping[str, Scores]]:
    """The score of every paper of the task for each trial: as a page has it, and of words alone.

    What no record of the base tells adds nothing, as on a page.
    """
    made = space(base.store)
    return _scores(base, made, made.matrix), _scores(base, made, _words(made))


def _words(made: Space) -> Matrix:
    start, end = made.bounds[:2]
    return unit_rows(made.matrix[:, start:end])


def _scores(base: Linked, made: Space, matrix: Matrix) -> dict[str, Scores]:
    papers = made.rows("article")
    columns = matrix[papers.start : papers.stop].T.tocsr()
    places = {paper.id: place for place, paper in enumerate(base.task.papers)}
    where = np.array([places[made.ids[row]] for row in papers], np.int64)
    asked = [trial for trial in base.task.right if trial in made.places["trial"]]
    scores: dict[str, Scores] = {}
    for start in range(0, len(asked), _TOGETHER):
        some = asked[start : start + _TOGETHER]
        rows = [made.places["trial"][trial] for trial in some]
        near = likeness(matrix[rows], columns, len(papers), 0.0).toarray()
        for trial, values in zip(some, near, strict=True):
            row = np.zeros(len(places))
            row[where] = values
            scores[trial] = row
    return scores
