"""A sponsor's own numbers in papers: as whole words, and only where they are telling."""

import re
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from harvest.evidence.reading.tokens import fold, squeezed
from harvest.evidence.weighing.postings import Postings

_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"\d\d")
_LETTERS = re.compile(r"[A-Za-z]|[^\x00-\x7f]")  # or what may become one when it is folded
_MOST_WORDS = 4  # of a title that are read as one number: "CALGB 9732", "MRC LU 21 05"
_LEAST_DIGITS = 3  # "COVID-19", "Phase 2" and "IL-10" have fewer
_HANDFUL = 5  # a number in more papers than these names something else

Rows = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


def telling(ids: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    """A trial's own numbers, squeezed, by which a paper may be known as its own.

    ``names`` are what the trial itself calls things: its titles, conditions and interventions.
    """
    runs = {run for name in names for run in _runs(name)}
    forms = {squeezed(text) for text in ids} - runs
    return tuple(sorted(form for form in forms if _is_number(form)))


def _is_number(form: str) -> bool:
    digits = 0 if form.isalpha() else sum(map(str.isdigit, form))  # most are words
    return digits >= _LEAST_DIGITS and digits < len(form)


def _runs(text: str) -> Iterable[str]:
    words = _WORD.findall(fold(text))
    return (
        "".join(words[start : start + size])
        for size in range(1, _MOST_WORDS + 1)
        for start in range(len(words) - size + 1)
    )


def numbers_in(title: str, abstract: str) -> set[str]:
    """What may be a sponsor's own number in a paper, squeezed."""
    found = {run for run in _runs(title) if _is_number(run)} if _DIGITS.search(title) else set()
    words = filter(_DIGITS.search, " ".join(_around_digits(abstract)).split())
    found.update(filter(_is_number, map(squeezed, filter(_LETTERS.search, words))))
    return found


def _around_digits(text: str) -> Iterator[str]:
    """The parts between blanks that have digits side by side: few words of a text do."""
    end = 0
    while match := _DIGITS.search(text, end):
        begin = text.rfind(" ", end, match.start()) + 1  # what is before the end has been given
        end = text.find(" ", match.end())
        if end < 0:
            end = len(text)
        yield text[begin:end]


class Naming:
    """Answers which papers name a number, of the numbers that are in each."""

    def __init__(self) -> None:
        self._numbers = Postings()

    def add(self, row: int, numbers: Keys) -> None:
        """A paper, in this row, with the numbers that are in it."""
        self._numbers.add(row, numbers)

    def naming(self, numbers: Keys) -> Rows:
        """The rows of the papers that hold one of these numbers, of few papers, as a word."""
        told = (self._numbers.rows(number).tolist() for number in numbers.tolist())
        return np.array(
            sorted({r for rows in told if len(rows) <= _HANDFUL for r in rows}), np.int64
        )
