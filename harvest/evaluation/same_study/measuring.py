"""What is found of the pairs that are one study, beside the likeness of titles alone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from harvest.evidence.studies.likeness.registration import Registration

PRECISION = 0.95

Pair = tuple[str, str]
Scored = tuple[Pair, float]


@dataclass(frozen=True)
class Figures:
    """Of the pairs that were told how many are right, and how many of the right ones were told."""

    told: int
    right: int
    of: int

    @property
    def precision(self) -> float:
        """The share of the told pairs that is right."""
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """The share of the right pairs that is told."""
        return self.right / self.of if self.of else 0.0


def figures(told: Collection[Pair], right: frozenset[Pair]) -> Figures:
    """Count what was told."""
    return Figures(len(told), sum(pair in right for pair in told), len(right))


def cut(scored: Iterable[Scored], right: frozenset[Pair], precision: float = PRECISION) -> float:
    """The lowest score above which enough is right; infinite if there is none."""
    ranked = sorted(scored, key=lambda each: -each[1])
    good, best = 0, float("inf")
    for place, (pair, score) in enumerate(ranked, 1):
        good += pair in right
        last = place == len(ranked) or ranked[place][1] < score
        if last and good >= precision * place:
            best = score
    return best


def by_titles(told: Sequence[Registration]) -> list[Scored]:
    """Each pair of two registries by the likeness of its titles (TF-IDF), the best of each side."""
    rows = [(place, title) for place, each in enumerate(told) for title in each.titles]
    owner = np.array([place for place, _ in rows])
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        [title for _, title in rows]
    )
    registry = np.array([each.registry for each in told])
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(rows), 512):
        near = (matrix[start : start + 512] @ matrix.T).tocoo()
        for row, column, score in zip(near.row, near.col, near.data, strict=True):
            one, other = int(owner[start + row]), int(owner[column])
            if one < other and registry[one] != registry[other] and score > 0.2:
                found[one, other] = max(found.get((one, other), 0.0), float(score))
    return [
        ((min(told[a].id, told[b].id), max(told[a].id, told[b].id)), score)
        for (a, b), score in found.items()
    ]
