"""Learning the linker from trials whose papers are known: ranking, probability, threshold."""

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from harvest.evaluation.learning import Group, fit_probability, fit_ranking
from harvest.evidence.links.competition import standing
from harvest.evidence.links.features import FEATURES, PROBABILITY_FEATURES
from harvest.evidence.links.linear import Array, probability
from harvest.evidence.links.matcher import Candidates
from harvest.evidence.links.model import Linker, rivalry

RIDGE = 0.03
FOLDS = 5
PRECISION = 0.92  # asked of the threshold in cross-validation, so that 0.90 holds elsewhere


@dataclass(frozen=True)
class Example:
    """One trial's candidates with the places of the right ones; ``total`` right ones exist."""

    id: str
    candidates: Candidates
    right: tuple[int, ...]
    total: int

    @property
    def group(self) -> Group:
        """As the fits take it."""
        return Group(self.candidates.values, self.right)

    def unpublished(self) -> "Example":
        """The same trial as if none of its papers were in the pool."""
        kept = np.setdiff1d(np.arange(len(self.candidates.rows)), np.array(self.right, np.int64))
        values = {name: column[kept] for name, column in self.candidates.values.items()}
        return Example(self.id, Candidates(self.candidates.rows[kept], values), (), 0)


def fold_of(trial: str) -> int:
    """A trial's fold, the same in every run and on every machine."""
    return zlib.crc32(trial.encode()) % FOLDS


def fit_linker(examples: Sequence[Example], papers: int) -> Linker:
    """Learn ranking, probability and threshold from the examples.

    The probability is learned from scores that the ranking gave to trials it had not seen, on the
    trials as they are and once more as if unpublished, since in the field many are.
    """
    features = FEATURES["record"]
    pools = [example.candidates for example in examples]
    told: list[Group] = []
    plain: list[tuple[Example, Mapping[str, npt.NDArray[Any]]]] = []
    for fold in range(FOLDS):
        others = [e.group for e in examples if fold_of(e.id) != fold]
        if not any(group.right for group in others):
            continue
        ranking = fit_ranking(others, features, RIDGE)
        scores = [ranking.score(pool.values) for pool in pools]
        rivals = rivalry(pools, scores, papers)
        for trial, example in enumerate(examples):
            if fold_of(example.id) != fold:
                continue
            values = standing(trial, pools[trial].rows, scores[trial], pools[trial].values, rivals)
            plain.append((example, values))
            told.append(Group(values, example.right))
            alone = example.unpublished().candidates
            if len(alone.rows):
                score = ranking.score(alone.values)
                told.append(Group(standing(trial, alone.rows, score, alone.values, rivals), ()))
    chance = fit_probability(told, PROBABILITY_FEATURES, ridge=1.0)
    scored = [(example, probability(chance.score(values))) for example, values in plain]
    return Linker(
        fit_ranking([e.group for e in examples], features, RIDGE),
        chance,
        min(threshold_for(scored, PRECISION), 1.0),
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
