"""A sponsor's own numbers in papers: as whole words, and only where they are telling."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from harvest.evidence.reading.tokens import fold, squeezed

_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"\d\d")
_MOST_WORDS = 4  # of a title that are read as one number: "CALGB 9732", "MRC LU 21 05"
_LEAST_DIGITS = 3  # "COVID-19", "Phase 2" and "IL-10" have fewer
_HANDFUL = 5  # a number in more papers than these names something else

Rows = npt.NDArray[np.int64]


def telling(ids: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """A trial's own numbers, squeezed, by which a paper may be known as its own.

    ``names`` are what the trial itself calls things: its titles, conditions and interventions.
    """
    runs = {run for name in names for run in _runs(name)}
    forms = {squeezed(text) for text in ids} - runs
    return tuple(sorted(form for form in forms if _is_number(form)))


def _is_number(form: str) -> bool:
    digits = sum(map(str.isdigit, form))
    return digits >= _LEAST_DIGITS and digits < len(form)


def _runs(text: str) -> Iterable[str]:
    words = _WORD.findall(fold(text))
    return (
        "".join(words[start : start + size])
        for size in range(1, _MOST_WORDS + 1)
        for start in range(len(words) - size + 1)
    )


class NumbersIn:
    """Which papers hold which number, each paper looked at once."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = defaultdict(list)
        self._size = 0

    def add(self, title: str, abstract: str) -> None:
        """The next paper."""
        found = {run for run in _runs(title) if _is_number(run)} if _DIGITS.search(title) else set()
        words = (word for word in abstract.split() if not word.isalpha() and _DIGITS.search(word))
        found.update(filter(_is_number, map(squeezed, words)))
        for number in found:
            rows = self._rows[number]
            if len(rows) <= _HANDFUL:
                rows.append(self._size)
        self._size += 1

    def done(self) -> "Naming":
        """All of them, ready to be asked."""
        return Naming({form: rows for form, rows in self._rows.items() if len(rows) <= _HANDFUL})


class Naming:
    """Answers which papers name a number."""

    def __init__(self, rows: Mapping[str, list[int]]) -> None:
        self._rows = rows

    def naming(self, numbers: Collection[str]) -> Rows:
        """The rows of the papers that hold one of these numbers, of few papers, as a word."""
        return np.array(sorted({row for n in numbers for row in self._rows.get(n, ())}), np.int64)
