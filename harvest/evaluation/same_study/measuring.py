"""What is found of the pairs that are one study."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

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
