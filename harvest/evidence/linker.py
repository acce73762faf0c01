"""From ranked candidates to *probable* links: a calibrated probability and a measured threshold."""

import hashlib
import json
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from harvest.evidence.features import FEATURES, PROBABILITY_FEATURES, View
from harvest.evidence.learning import (
    Array,
    Group,
    Linear,
    fit_probability,
    fit_ranking,
    probability,
)
from harvest.evidence.matching import Candidates
from harvest.evidence.rivals import Rivals, standing

WEIGHTS = Path(__file__).with_name("weights.json")
TRAINED_ON = Path(__file__).with_name("trained_on.txt")
RIDGE = 0.03
FOLDS = 5
PRECISION = 0.92  # asked of the threshold in cross-validation, so that 0.90 holds elsewhere


@dataclass(frozen=True)
class Model:
    """What ``weights.json`` holds, and which trials it was learned from."""

    abstract: Linear
    titles: Linear
    linker: "Linker"
    trained_on: frozenset[str]  # digests, see ``mark``

    def saw(self, trial: str) -> bool:
        """Whether a trial was among those that the weights were learned from."""
        return mark(trial) in self.trained_on

    def ranking(self, view: View) -> Linear:
        """The order of a trial's candidates in that view."""
        return {"abstract": self.abstract, "titles": self.titles, "record": self.linker.ranking}[
            view
        ]


def mark(trial: str) -> str:
    """A trial's number as the list of training trials keeps it: short, and not readable back."""
    return hashlib.sha256(trial.encode()).hexdigest()[:8]


def write(model: Model, folder: Path) -> None:
    """Write the weights, one feature a line: [weight, mean, scale] of the standardised feature."""
    data = {
        "threshold": round(model.linker.threshold, 4),
        "probability": model.linker.probability.as_json(),
        "ranking": {
            "record": model.linker.ranking.as_json(),
            "abstract": model.abstract.as_json(),
            "titles": model.titles.as_json(),
        },
    }
    text = json.dumps(data, indent=1)
    text = re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: f"[{' '.join(m[1].split())}]", text)
    (folder / WEIGHTS.name).write_text(text + "\n", encoding="utf-8")
    marks = "\n".join(sorted(model.trained_on))
    (folder / TRAINED_ON.name).write_text(marks + "\n", encoding="utf-8")


@cache
def shipped() -> Model:
    """The weights that come with the program; ``python -m harvest.evidence.train`` makes them."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    ranking = data["ranking"]
    return Model(
        abstract=Linear.from_json(ranking["abstract"]),
        titles=Linear.from_json(ranking["titles"]),
        linker=Linker(
            Linear.from_json(ranking["record"]),
            Linear.from_json(data["probability"]),
            float(data["threshold"]),
        ),
        trained_on=frozenset(TRAINED_ON.read_text(encoding="utf-8").split()),
    )


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


@dataclass(frozen=True)
class Linker:
    """The ranking of a trial's papers, the probability of a pair, and when to call it probable."""

    ranking: Linear
    probability: Linear
    threshold: float

    def chances(self, pools: Sequence[Candidates], papers: int) -> list[Array]:
        """The probability of each candidate of each trial; the trials compete for the papers."""
        scores = [self.ranking.score(pool.values) for pool in pools]
        rivals = rivalry(pools, scores, papers)
        return [
            self.chance(standing(trial, pool.rows, score, pool.values, rivals))
            for trial, (pool, score) in enumerate(zip(pools, scores, strict=True))
        ]

    def chance(self, values: Mapping[str, npt.NDArray[Any]]) -> Array:
        """The probability of candidates, from ``PROBABILITY_FEATURES``."""
        return probability(self.probability.score(values))


def rivalry(pools: Sequence[Candidates], scores: Sequence[Array], papers: int) -> Rivals:
    """Every trial's claim to every paper."""
    rivals = Rivals(papers)
    for trial, (pool, score) in enumerate(zip(pools, scores, strict=True)):
        rivals.add(trial, pool.rows, score)
    return rivals


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
