"""Word search over many documents: one long string, so that a phrase costs one scan in C.

A document is a list of texts (fields); a phrase never crosses from one into the next. 50,000
documents of a kilobyte each make a string of 50 MB, which one phrase scans in a few hundredths of a
second: fast enough for a stand-in, with nothing to keep in step.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import permutations

MOST_PERMUTED = 4  # words; every order of them is a phrase that is cheaper to find than nearness

_WORD = re.compile(r"[^\W_]+")
_END = "\x1f"  # after each field; a word of its own, so that no phrase crosses it


def words(text: str) -> list[str]:
    """The words of a text in lower case: runs of letters and digits."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=200_000)
def singular(word: str) -> str:
    """A word without the usual endings of the English plural: ``therapies`` → ``therapy``."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]


def unchanged(word: str) -> str:
    """The word as it is, for services that don't stem."""
    return word


@lru_cache(maxsize=20_000)
def _folded(text: str, fold: Callable[[str], str]) -> str:
    found = words(text)
    return " ".join(found if fold is unchanged else map(fold, found))


class Texts:
    """The texts of many documents, searchable by word, phrase, beginning and nearness."""

    def __init__(self, fold: Callable[[str], str] = unchanged) -> None:
        self._fold = fold
        self._parts: list[str] = []
        self._starts = array("Q")
        self._length = 0
        self._text: str | None = None
        self._known: set[str] = set()  # most of what a search lists may be in no document at all

    def add(self, fields: Iterable[str]) -> None:
        """Append the next document."""
        folded = [_folded(text, self._fold) for text in fields]
        for text in folded:
            self._known.update(text.split())
        part = f" {f' {_END} '.join(folded)} {_END}"
        self._starts.append(self._length)
        self._parts.append(part)
        self._length += len(part)

    def fold(self, text: str) -> list[str]:
        """The words of a query, folded as those of the documents."""
        return [self._fold(word) for word in words(text)]

    def phrase(self, phrase: Sequence[str], *, beginning: bool = False) -> set[int]:
        """Documents with these words in this order; ``beginning``: the last one may go on."""
        whole = phrase[:-1] if beginning else phrase
        if not phrase or not self._known.issuperset(whole):
            return set()
        text, starts = self._joined(), self._starts
        needle = f" {' '.join(phrase)}{'' if beginning else ' '}"
        found = set()
        at = text.find(needle)
        while at >= 0:
            document = bisect_right(starts, at) - 1
            found.add(document)
            if document + 1 == len(starts):
                break
            at = text.find(needle, starts[document + 1])
        return found

    def all_of(self, wanted: Iterable[str]) -> set[int]:
        """Documents that have every one of these words, anywhere."""
        found: set[int] | None = None
        for word in wanted:
            hits = self.phrase([word])
            found = hits if found is None else found & hits
            if not found:
                break
        return found or set()

    def near(self, wanted: Sequence[str], distance: int) -> set[int]:
        """Documents with these words, in any order, at most ``distance`` words between them."""
        if distance == 0 and len(wanted) <= MOST_PERMUTED:
            return set().union(*(self.phrase(order) for order in set(permutations(wanted))))
        return {
            document
            for document in self.all_of(wanted)
            if any(
                _within(field.split(), wanted, len(wanted) + distance)
                for field in self.document(document).split(_END)
            )
        }

    def document(self, number: int) -> str:
        """The folded text of one document."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else self._length
        return self._joined()[self._starts[number] : end]

    def _joined(self) -> str:
        if self._text is None:
            self._text = "".join(self._parts)
            self._parts = []
        return self._text


def _within(field: list[str], wanted: Sequence[str], span: int) -> bool:
    """Do all of ``wanted`` stand in some ``span`` consecutive words of ``field``?"""
    places = [at for at, word in enumerate(field) if word in wanted]
    needed = sorted(wanted)
    for first in places:
        window = field[first : first + span]
        rest = list(window)
        try:
            for word in needed:
                rest.remove(word)
        except ValueError:
            continue
        return True
    return False
