"""Learning the linker from trials whose papers are known: ranking, probability, threshold."""

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from harvest.evaluation.learning import Group, fit_probability, fit_ranking
from harvest.evidence.links.competition import Rivals, standing
from harvest.evidence.links.linear import Array, Linear
from harvest.evidence.links.matcher import TO_BEST, Candidates, to_best
from harvest.evidence.links.model import FEATURES, PROBABILITY_FEATURES, Linker

RIDGE = 0.02
FOLDS = 5
PRECISION = 0.93  # asked of the threshold in cross-validation, so that 0.92 holds elsewhere
HALF_UNPUBLISHED = 0.88  # the same where half of the trials have no paper
_NEAREST = 80  # papers of a trial by which the ranking is learned: the others teach it nothing
_FEW = 5  # one in so many papers stays where a small base is imitated


@dataclass(frozen=True)
class Example:
    """One trial's candidates with the places of the right ones; ``total`` right ones exist."""

    id: str
    candidates: Candidates
    right: tuple[int, ...]
    total: int

    @property
    def group(self) -> Group:
        """As the ranking is learned from it: the right papers, and the nearest others."""
        near = np.sum([self.candidates.values[f"{name}_to_best"] for name in TO_BEST], axis=0)
        chosen = np.zeros(len(near), np.bool_)
        chosen[np.argsort(-near, kind="stable")[:_NEAREST]] = True
        chosen[list(self.right)] = True
        kept = np.flatnonzero(chosen)
        values = {name: column[kept] for name, column in self.candidates.values.items()}
        return Group(values, tuple(np.searchsorted(kept, np.array(self.right, np.int64)).tolist()))

    def unpublished(self) -> "Example":
        """The same trial as if none of its papers were in the pool."""
        kept = np.setdiff1d(np.arange(len(self.candidates.rows)), np.array(self.right, np.int64))
        return Example(self.id, _only(self.candidates, kept), (), 0)

    def among_few(self) -> "Example":
        """The same trial in a base a fifth as large, its own papers among them."""
        rows = self.candidates.rows
        chosen = rows % _FEW == zlib.crc32(self.id.encode()) % _FEW
        chosen[list(self.right)] = True
        kept = np.flatnonzero(chosen)
        places = {place: new for new, place in enumerate(kept.tolist())}
        right = tuple(places[place] for place in self.right)
        return Example(self.id, _only(self.candidates, kept), right, self.total)


def _only(candidates: Candidates, kept: npt.NDArray[np.int64]) -> Candidates:
    """Some candidates, as they would be if no other paper were held."""
    values = {name: column[kept] for name, column in candidates.values.items()}
    return Candidates(candidates.rows[kept], values | to_best(values))


@dataclass(frozen=True)
class Sample:
    """The examples of one gold set; its trials compete for its ``papers``.

    ``whole``: its trials' records are whole, so what is probable may be learned from it.
    """

    examples: Sequence[Example]
    papers: int
    whole: bool

    def without(self, fold: int) -> "Sample":
        """The sample without the trials of a fold."""
        kept = [example for example in self.examples if fold_of(example.id) != fold]
        return Sample(kept, self.papers, self.whole)


def fold_of(trial: str) -> int:
    """A trial's fold, the same in every run and on every machine."""
    return zlib.crc32(trial.encode()) % FOLDS


def fit_order(samples: Sequence[Sample]) -> Linear:
    """The ranking, learned from all examples of all samples: one, whatever a record lacks."""
    return fit_ranking([e.group for s in samples for e in s.examples], FEATURES, RIDGE)


Standing = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class _Told:
    """A trial as it is and as if unpublished: what the probability is worked out from."""

    example: Example
    published: Standing
    alone: Example
    unpublished: Standing

    @property
    def weight(self) -> float:
        """Less for each of many papers: else few trials would decide what makes one right."""
        return 1 / math.sqrt(max(len(self.example.right), 1))


def fit_linker(samples: Sequence[Sample]) -> Linker:
    """Learn ranking, probability and threshold.

    The probability is learned from scores that the ranking gave to trials it had not seen: each
    trial as it is and once more as if unpublished, since in the field many are; and both again as
    in a small base, where a trial has fewer papers to be taken for its own.
    """
    groups: list[Group] = []
    plain: list[_Told] = []
    for fold in range(FOLDS):
        others = [sample.without(fold) for sample in samples]
        if not any(example.right for sample in others for example in sample.examples):
            continue
        ranking = fit_order(others)
        for sample in samples:
            if sample.whole:
                told = list(_stood(sample, ranking, fold))
                plain += told[::2]
                groups += [
                    group
                    for each in told
                    for group in (
                        Group(each.published, each.example.right, each.weight),
                        Group(each.unpublished, ()),
                    )
                ]
    chance = fit_probability(groups, PROBABILITY_FEATURES, ridge=1.0)
    linker = Linker(fit_order(samples), chance, 1.0)
    return Linker(linker.ranking, chance, min(_threshold(linker, plain), 1.0))


def _stood(sample: Sample, ranking: Linear, fold: int) -> Iterator[_Told]:
    """The trials of a fold, each in the base as it is, then in a small one."""
    pools = [example.candidates for example in sample.examples]
    scores = [ranking.score(pool.values) for pool in pools]
    rivals = Rivals(sample.papers)
    for trial, (pool, score) in enumerate(zip(pools, scores, strict=True)):
        rivals.add(trial, pool.rows, score)
    for trial, example in enumerate(sample.examples):
        if fold_of(example.id) != fold:
            continue
        for one in (example, example.among_few()):
            alone = one.unpublished()
            first, second = (
                standing(
                    trial,
                    each.candidates.rows,
                    ranking.score(each.candidates.values),
                    each.candidates.values,
                    rivals,
                )
                for each in (one, alone)
            )
            yield _Told(one, first, alone, second)


def _threshold(linker: Linker, told: Sequence[_Told]) -> float:
    """The lowest at which enough is right, where all trials have papers and where half have."""
    published = [(each.example, linker.chance(each.published)) for each in told]
    unpublished = [(each.alone, linker.chance(each.unpublished)) for each in told]
    return max(
        threshold_for(published, PRECISION),
        threshold_for([*published, *unpublished], HALF_UNPUBLISHED),
    )


def threshold_for(scored: Sequence[tuple[Example, Array]], precision: float) -> float:
    """The lowest threshold above which that share of the pairs is right; infinite if none is."""
    chances = np.concatenate([chance for _, chance in scored])
    truth = np.concatenate([_truth(example) for example, _ in scored])
    order = np.argsort(-chances, kind="stable")
    correct = np.cumsum(truth[order])
    share = correct / np.arange(1, len(order) + 1)
    good = np.flatnonzero((share >= precision) & (np.arange(len(order)) >= 19))
    return float(chances[order[good[-1]]]) if len(good) else math.inf


def _truth(example: Example) -> Array:
    truth = np.zeros(len(example.candidates.rows))
    truth[list(example.right)] = 1
    return truth


def precision_and_recall(
    scored: Sequence[tuple[Example, Array, float]],
) -> tuple[float, float, int]:
    """Precision and recall of the pairs above each example's threshold, and their number."""
    accepted = right = total = 0
    for example, chances, threshold in scored:
        taken = chances >= threshold
        accepted += int(taken.sum())
        right += int(_truth(example)[taken].sum())
        total += example.total
    return right / accepted if accepted else 0.0, right / total if total else 0.0, accepted
