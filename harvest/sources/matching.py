"""A search of the topic as a question to the records themselves, for where no service is asked.

A source says of each search which words are looked for in which columns of its records, and by
which rules of its service (``Source.question``); to ask is the same for all. ``Question.meets`` is
what decides; ``pattern`` and ``headings`` find in millions of rows the few for which it may.

Words are runs of letters and digits, whatever their case and accents. No phrase goes beyond its
field.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from harvest.records import Record
from harvest.rows import ROWS

_WORD = re.compile(r"[^\W_]+")
_MOST_PERMUTED = 4
"""Words of which every order is written out; of more the longest is looked for."""
_LETTER = "[a-z0-9]"
_OTHER = "[^a-z0-9]"
"""Any other letter may end a word here: to tell letters from marks in all scripts takes RE2 twenty
times as long, and what decides is the question itself."""


def words(text: str) -> list[str]:
    """The words of a text, without case and accents."""
    if not text.isascii():
        apart = unicodedata.normalize("NFD", text.lower())
        text = "".join(each for each in apart if unicodedata.category(each) != "Mn")
    return _WORD.findall(text.lower())


@dataclass(frozen=True, slots=True)
class Field:
    """A column in which words are looked for; ``only`` (column, value) chooses rows.

    ``joined``: several values in one, joined by ``|``.
    """

    table: str
    column: str
    only: tuple[str, str] | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, in their order or in any; where ``cut``, the last one may go on."""

    words: tuple[str, ...]
    ordered: bool = True
    cut: bool = False

    def within(self, text: Sequence[str]) -> bool:
        """Whether they stand in a text, given as its words."""
        wanted, length = self.words, len(self.words)
        for start in range(len(text) - length + 1):
            here = tuple(text[start : start + length])
            if here == wanted or (not self.ordered and sorted(here) == sorted(wanted)):
                return True
            if self.cut and here[:-1] == wanted[:-1] and here[-1].startswith(wanted[-1]):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What will do in place of one another: phrases in any of the fields, or headings of MeSH.

    ``headings`` are names of descriptors in lower case, those below them included.
    """

    phrases: tuple[Phrase, ...]
    fields: tuple[Field, ...]
    headings: frozenset[str] = frozenset()


def same(word: str) -> str:
    """The word as it is, for a service that knows no word forms."""
    return word


@dataclass(frozen=True, slots=True)
class Question:
    """Lists of alternatives that must all be met.

    ``fold`` makes of the forms of a word one; ``begins`` gives how all its forms begin.
    """

    lists: tuple[Alternatives, ...]
    fold: Callable[[str], str] = same
    begins: Callable[[str], str] | None = None

    def meets(self, record: Record) -> bool:
        """Whether the service would find the record, by what the record says."""
        texts: dict[Field, list[list[str]]] = {}
        return all(self._met(each, record, texts) for each in self.lists)

    def _met(
        self, asked: Alternatives, record: Record, texts: dict[Field, list[list[str]]]
    ) -> bool:
        if asked.headings and not asked.headings.isdisjoint(_headings(record)):
            return True
        for field in asked.fields:
            if field not in texts:
                folded = (map(self.fold, words(each)) for each in values(record, field))
                texts[field] = [list(each) for each in folded]
        here = [text for field in asked.fields for text in texts[field]]
        known = {word for text in here for word in text}
        return any(
            any(phrase.within(text) for text in here)
            for phrase in asked.phrases
            if known.issuperset(phrase.words[:-1] if phrase.cut else phrase.words)
        )

    def pattern(self, asked: Alternatives) -> str:
        """What surely matches the lower-case text of a field that meets a list, for RE2."""
        written = sorted({each for phrase in asked.phrases for each in self._written(phrase)})
        return f"(?:^|{_OTHER})(?:{'|'.join(written)})(?:$|{_OTHER})" if written else ""

    def _written(self, phrase: Phrase) -> Iterator[str]:
        many = not phrase.ordered and len(phrase.words) > _MOST_PERMUTED
        orders = [phrase.words]
        if many:
            orders = [(max(phrase.words, key=len),)]
        elif not phrase.ordered:
            orders = [*permutations(phrase.words)]
        for order in orders:
            said = [self._forms(word) for word in order]
            if phrase.cut:
                said[-1] += f"{_LETTER}*"
            yield f"{_OTHER}+".join(said)

    def _forms(self, word: str) -> str:
        if self.begins is None:
            return re.escape(word)
        return f"{re.escape(self.begins(word))}{_LETTER}*"


def values(record: Record, field: Field) -> Iterator[str]:
    """The texts of a field of a record."""
    names: tuple[str, ...] = ROWS[record.kind][field.table]._fields  # type: ignore[attr-defined]  # all are NamedTuples
    place = names.index(field.column)
    chosen = None if field.only is None else names.index(field.only[0])
    for row in record.tables.get(field.table, ()):
        if chosen is not None and field.only is not None and row[chosen] != field.only[1]:
            continue
        if row[place] is not None:
            yield from str(row[place]).split("|") if field.joined else [str(row[place])]


def _headings(record: Record) -> Iterator[str]:
    return (each.lower() for each in values(record, Field("article_mesh", "name")))
