"""A corpus of any size from a seed, made record by record when one is asked for.

Numbers lie in ranges that the registries have not reached (NCT91…, PMID 98…). Sizes are those of
real records (a study about 15 kB, a citation about 9 kB). Two thirds of the records are on the
topic. Nothing is kept: record *i* is put together from prepared pieces by a generator that its
number seeds, so any number of them costs no memory.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from random import Random

from harvest.standin.corpora.corpus import State
from harvest.standin.corpora.generated_pieces import CitationPieces, StudyPieces
from harvest.standin.corpora.vocabulary import descriptors

FIRST_TRIAL = 91_000_000
FIRST_PAPER = 98_000_000
_FIRST_DAY = date(2026, 1, 5)


class _Made(Mapping[str, bytes]):
    """Records by number, each made when it is asked for."""

    def __init__(self, prefix: str, first: int, count: int, make: Callable[[int], bytes]) -> None:
        self._prefix = prefix
        self._first = first
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return (f"{self._prefix}{self._first + place}" for place in range(self._count))

    def _place(self, key: object) -> int | None:
        if not isinstance(key, str) or not key.startswith(self._prefix):
            return None
        digits = key.removeprefix(self._prefix)
        place = int(digits) - self._first if digits.isdigit() else -1
        return place if 0 <= place < self._count else None

    def __contains__(self, key: object) -> bool:
        return self._place(key) is not None

    def __getitem__(self, key: str) -> bytes:
        place = self._place(key)
        if place is None:
            raise KeyError(key)
        return self._make(place)


class Generated:
    """The corpus; ``changed_percent`` of its records differ from each epoch to the next."""

    def __init__(
        self, seed: int, trials: int, papers: int, *, epochs: int = 1, changed_percent: float = 2.0
    ) -> None:
        self._seed = seed
        self._trials = trials
        self._papers = papers
        self._epochs = epochs
        self._changed = changed_percent / 100

    @property
    def epochs(self) -> int:
        """How many states there are."""
        return self._epochs

    @cached_property
    def _studies(self) -> StudyPieces:
        return StudyPieces(Random(f"{self._seed} studies"))

    @cached_property
    def _citations(self) -> CitationPieces:
        return CitationPieces(Random(f"{self._seed} citations"))

    def state(self, epoch: int) -> State:
        """The state at an epoch; the last one for every number beyond it."""
        epoch = min(epoch, self._epochs - 1)

        def study(place: int) -> bytes:
            made = Random(f"{self._seed} trial {place}")
            edits = self._edits("trial", place, epoch)
            return self._studies.study(f"NCT{FIRST_TRIAL + place}", made, edits)

        def citation(place: int) -> bytes:
            made = Random(f"{self._seed} paper {place}")
            trial = made.randrange(self._trials) if self._trials and made.random() < 0.3 else None
            named = None if trial is None else f"NCT{FIRST_TRIAL + trial}"
            edits = self._edits("paper", place, epoch)
            return self._citations.citation(FIRST_PAPER + place, made, named, edits)

        return State(
            studies=_Made("NCT", FIRST_TRIAL, self._trials, study),
            citations=_Made("", FIRST_PAPER, self._papers, citation),
            descriptors=descriptors(),
            data_timestamp=f"{_FIRST_DAY + timedelta(days=epoch)}T09:00:04",
        )

    def _edits(self, kind: str, place: int, epoch: int) -> Sequence[str]:
        """The days on which a record was changed, up to an epoch."""
        return [
            str(_FIRST_DAY + timedelta(days=number - 1))
            for number in range(1, epoch + 1)
            if Random(f"{self._seed} {kind} {place} at {number}").random() < self._changed
        ]
