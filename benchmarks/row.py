"""What a benchmark returns, and how large it is to be."""

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Bound(NamedTuple):
    """What a ratio is expected to be."""

    sense: Literal["≤", "≥"]
    value: float

    def holds(self, ratio: float) -> bool:
        return ratio <= self.value if self.sense == "≤" else ratio >= self.value

    def __str__(self) -> str:
        return f"{self.sense} {self.value:g}"


def at_most(value: float) -> Bound:
    return Bound("≤", value)


def at_least(value: float) -> Bound:
    return Bound("≥", value)


class Row(NamedTuple):
    """One line of the table: ``ratio`` is the cost (or speed) of ``what`` over its baseline's."""

    name: str
    what: str
    baseline: str
    ratio: float
    expected: Bound | None  # None: shown for comparison only
    figures: str

    @property
    def verdict(self) -> str:
        if self.expected is None:
            return ""
        return "yes" if self.expected.holds(self.ratio) else "NO"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much work; the defaults are those of ``make bench``."""

    name: str = "default"
    rounds: int = 7  # of each comparison, turn by turn
    trials: int = 3_000
    papers: int = 5_000
    share: int = 1  # one in so many of the real records
    changed_of: int = 10_000  # records among which 2 % change
    changes: int = 500_000  # field changes stored
    many: int = 50_000  # records of the large site
    few: int = 1_000  # records of the small one
    requests: int = 300  # of each page at each concurrency
    latency: float = 0.3  # seconds
    large: int = 20_000  # papers of the large base
    growth: tuple[int, ...] = (10_000, 20_000, 40_000)  # papers of the base that grows
    beside: tuple[int, ...] = (10_000, 20_000)  # papers of bases that earlier code reads, too
    registered: int = 20_000  # registrations among which those of one study are looked for
    file: int = 3_000  # papers of each file that is read into a lake
    copied: tuple[int, int] = (600, 10_000)  # trials and papers of a base of which copies are made
    copies: tuple[int, ...] = (1, 5)  # the first is what the others stand beside


DEFAULT = Scale()
QUICK = Scale(
    "quick", 1, 30, 50, 25, 200, 2_000, 80, 40, 8, 0.02, large=100, growth=(80,),
    beside=(80,), registered=60, file=20, copied=(30, 50),
    copies=(2,),
)  # fmt: skip
FULL = Scale(
    "full", 9, changed_of=50_000, requests=600, large=200_000,
    growth=(100_000, 200_000, 400_000), beside=(50_000, 200_000), file=30_000,
    copies=(5, 30, 100),
)  # fmt: skip
