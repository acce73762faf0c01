"""How well people agree who decided the same records independently: Cohen's kappa."""

from collections import Counter
from dataclasses import dataclass, field

from harvest.desk.decisions.model import Decisions, Stage


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people at one stage: records that both decided, how many alike, and Cohen's kappa.

    ``kappa`` is None where it is not defined: nothing decided, or both gave one answer throughout.
    """

    stage: Stage
    first: str = field(repr=False)
    second: str = field(repr=False)
    both: int
    alike: int
    kappa: float | None

    @property
    def says(self) -> str:
        """The same, in words."""
        told = f"{self.alike:,} of {self.both:,} alike"
        kappa = "kappa not defined" if self.kappa is None else f"kappa {self.kappa:.2f}"
        return f"{self.first} and {self.second}: {told}, {kappa}"


def agreement(decisions: Decisions, stage: Stage) -> tuple[Agreement, ...]:
    """Each two people who decided records at a stage independently of each other.

    A third person's decision, made when both are known, does not count. The words include, exclude
    and undecided are compared, not the reasons (Cohen, Educ Psychol Meas 1960;20:37-46).
    """
    answers: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for standing in decisions.standings(stage):
        if not decisions.revealed(standing.record, stage) or len(standing.decisions) < 2:
            continue
        one, two = sorted(standing.decisions[:2], key=lambda each: each.person)
        pair = answers.setdefault((one.person, two.person), Counter())
        pair[(one.decision, two.decision)] += 1
    return tuple(
        Agreement(stage, *people, sum(table.values()), _alike(table), _kappa(table))
        for people, table in answers.items()
    )


def _alike(table: Counter[tuple[str, str]]) -> int:
    return sum(number for (one, two), number in table.items() if one == two)


def _kappa(table: Counter[tuple[str, str]]) -> float | None:
    every = sum(table.values())
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, two), number in table.items():
        first[one] += number
        second[two] += number
    by_chance = sum(first[word] * second[word] for word in first)
    if by_chance == every * every:
        return None
    return (_alike(table) * every - by_chance) / (every * every - by_chance)
