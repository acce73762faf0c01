"""Vocabularies: terms with their synonyms, kept as data in the packs.

The ``terms`` column holds the synonyms, joined by ``|``. In a synonym a space stands for blanks or
hyphens, a hyphen for either or nothing, ``~`` for up to four words in between, ``*`` for any
ending, ``x?`` for an optional letter and ``[sz]`` for one of several; a leading ``=`` keeps the
case. A plural "s" is always understood, and a synonym never begins or ends inside a word.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from harvest.evidence.reading.places import Beginning, Beginnings, marked
from harvest.facets import Facet
from harvest.packs import reading
from harvest.vocabularies import Entry, entries

_GAP = r"(?:[\s\-–‐,/()]+[\w+'’]+){0,4}?[\s\-–‐,/()]+"
_BLANK = r"[\s\-–‐/]+"
_HYPHEN = r"[\s\-–‐]*"
_NOT_INSIDE = r"(?<![A-Za-z0-9])(?<![Nn]on)(?<![Nn]on[\s\-–‐])"
_NON = re.compile(r"[Nn]on[\s\-–‐]?$")
_CORE = re.compile(r"[a-zα-ω0-9]+")
_ABBREVIATION = re.compile(r"[A-Z]{2,5}")
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKENS = re.compile(r"\s~\s|\[[^\]]*\]|.", re.DOTALL)
_LETTERS_OF_ONE = re.compile(r"\[\w+\]")
_MOST_SPELLINGS = 1_000  # each is looked for by its own beginning


class Hit(NamedTuple):
    """A term found in a text."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Term:
    """One row of a vocabulary."""

    code: str
    label: str
    synonyms: tuple[str, ...]  # longer ones first
    extra: dict[str, str]

    @cached_property
    def expression(self) -> str:
        """What finds any of the synonyms, the first that matches."""
        return "|".join(map(compile_synonym, self.synonyms)) or r"(?!)"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The same, compiled: of many terms only a few are ever needed."""
        return re.compile(self.expression)

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """Lower-case pieces, one of which every text with the term holds."""
        return tuple(sorted({_core(synonym) for synonym in self.synonyms}))


class Vocabulary:
    """The terms of one facet, in the order of the file."""

    def __init__(self, terms: Iterable[Term], whole: "Vocabulary | None" = None) -> None:
        self.terms = {term.code: term for term in terms}
        if whole is None:
            self._order = {code: place for place, code in enumerate(self.terms)}
            self._begin = Beginnings(
                Beginning(letters, place)
                for place, term in enumerate(self.terms.values())
                for synonym in term.synonyms
                for letters in beginnings(synonym)
            )
        else:  # what may begin where is known of the whole
            self._order, self._begin = whole._order, whole._begin
        self._by_place = {self._order[code]: term for code, term in self.terms.items()}
        self._found = lru_cache(maxsize=256)(self._search)  # a sentence is asked several times

    def find(self, text: str) -> list[Hit]:
        """Every term in the text, in reading order; of overlapping ones the longest.

        Of equally long ones the one that stands first in the vocabulary wins.
        """
        return list(self._found(text))

    def _search(self, text: str) -> tuple[Hit, ...]:
        hits = list(self._hits(text))
        if len(hits) < 2:
            return tuple(hits)
        hits.sort(key=lambda hit: (hit.start - hit.end, self._order[hit.code], hit.start))
        kept: list[Hit] = []
        for hit in hits:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _hits(self, text: str) -> Iterator[Hit]:
        """Each term wherever it stands, those of one term without overlap."""
        ends: dict[int, int] = {}
        for start, place in self._begin.places(text):
            term = self._by_place.get(place)
            if term is not None and start >= ends.get(place, 0):
                match = term.pattern.match(text, start)
                if match is not None:
                    ends[place] = match.end()
                    yield Hit(term.code, start, match.end())

    def meant(self, text: str, whole: str | None = None) -> list[Hit]:
        """As ``find``, without abbreviations that the whole text explains as something else.

        "systolic blood pressure (SBP)" tells that SBP is no peritonitis there.
        """
        return [
            hit
            for hit in self.find(text)
            if not _explained_otherwise(
                self.terms[hit.code], text[hit.start : hit.end], whole or text
            )
        ]

    def only(self, wanted: Callable[[Term], bool]) -> "Vocabulary":
        """The terms that are wanted."""
        return Vocabulary(filter(wanted, self.terms.values()), self)

    def mentions(self, text: str) -> bool:
        """Whether any term stands in the text."""
        return any(True for _ in self._hits(text))

    def may_be_in(self, text: str) -> bool:
        """Whether a term may stand in the text or in a sentence of it.

        A sentence may begin behind the "non" that keeps a term from standing in the whole.
        """
        for start, place in self._begin.places(text):
            term = self._by_place.get(place)
            if term is not None and (
                term.pattern.match(text, start) or _NON.search(text, max(0, start - 4), start)
            ):
                return True
        return False

    @property
    def pattern(self) -> str:
        """All patterns in one text: what tells one vocabulary from another."""
        return "\n".join(term.expression for term in self.terms.values())

    def label(self, code: str) -> str:
        """The readable name of a code."""
        return self.terms[code].label


def _explained_otherwise(term: Term, word: str, text: str) -> bool:
    """Whether the text spells an abbreviation out ("… (SBP)"), and not as the term does."""
    short = word.removesuffix("s")
    if not _ABBREVIATION.fullmatch(short):
        return False
    for match in re.finditer(rf"\(\s*{short}s?\s*[),;:]", text):
        words = _LETTERS.findall(text[max(0, match.start() - 100) : match.start()])
        for count in range(1, min(len(short) + 2, len(words)) + 1):
            long = " ".join(words[-count:])
            if _abbreviates(short, long):
                if term.pattern.search(long):
                    return False
                starts = {core[:5] for core in term.cores}
                return not any(word.lower()[:5] in starts for word in words[-count:])
    return False


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of the abbreviation follow each other in the words, from the first on."""
    letters = iter(long.upper())
    return long[0].upper() == short[0] and all(letter in letters for letter in short)


def compile_synonym(synonym: str) -> str:
    """The regular expression of one synonym; see the module's head for the notation."""
    exact = synonym.startswith("=")
    body = synonym.removeprefix("=")
    parts: list[str] = []
    for token in _TOKENS.findall(body):
        if token == " ~ ":
            parts.append(_GAP)
        elif token.startswith("[") or token == "?":
            parts.append(token)
        elif token == "*":
            parts.append(r"[\w'’]*")
        elif token == " ":
            parts.append(_BLANK)
        elif token == "-":
            parts.append(_HYPHEN)
        elif token in "'’":
            parts.append("['’`´]?")
        else:
            parts.append(re.escape(token))
    pattern = "".join(parts)
    if body[-1].isalnum():
        pattern += r"s?(?![A-Za-z0-9])"
    inside = r"(?<![A-Za-z0-9])" if body.lower().startswith("non") else _NOT_INSIDE
    return f"{inside}(?{'-i' if exact else 'i'}:{pattern})"


def mistake(synonym: str) -> str | None:
    """What is wrong with the notation of a synonym; None if nothing is."""
    tokens = _TOKENS.findall(synonym.removeprefix("="))
    spellings = 1
    for before, token in pairwise(["", *tokens]):
        if token.startswith("["):
            if not _LETTERS_OF_ONE.fullmatch(token):
                return "write in [ ] the letters of which one is meant, as in organi[sz]ed"
            spellings *= len(token) - 2
        elif token == "?":
            if not before or before[-1] in "*?-~ ":
                return "? follows a letter that may be missing, as in ha?emoglobin"
            spellings *= 2
        elif token == before == "*":
            return "one * is enough for any ending"
    if spellings > _MOST_SPELLINGS:
        return f"has {spellings:,} spellings; write it as several terms"
    if not any(token[-1].isalnum() or token.startswith("[") for token in tokens):
        return "has no letter and no digit"
    return None


def _core(synonym: str) -> str:
    """The longest run of letters that every spelling of the synonym holds."""
    plain = re.sub(r".\?|\[[^\]]*\]", " ", synonym.removeprefix("=").lower())
    return max(_CORE.findall(plain), key=len, default="")


def beginnings(synonym: str) -> set[str]:
    """The letters that the spellings of a synonym begin with, as far as they are fixed.

    They are written as :func:`harvest.evidence.reading.places.marked` writes texts.
    """
    tokens = _TOKENS.findall(synonym.removeprefix("="))
    spelt, ended = {""}, set[str]()
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token == "*" or token in "'’":
            break
        if token in {" ", " ~ "}:
            return ended | {f"{each} " for each in spelt}
        if token == "-":  # nothing stands there, or blanks, nobody knows how many
            ended |= {f"{each} " for each in spelt}
        elif token != "?":
            letters = {*token[1:-1]} if token.startswith("[") else {token}
            added = {*map(marked, letters), *([""] if following == "?" else ())}
            spelt = {each + letter for each in spelt for letter in added}
    else:
        if synonym[-1].isalnum():  # a whole word, or its plural
            spelt = {each + end for each in spelt for end in (" ", "s ")}
    return ended | spelt


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name of one of the program's packs, whether it is in use or not."""
    return Vocabulary(map(_term, entries(reading.vocabulary(name), "terms")))


@lru_cache
def words_of(facet: Facet) -> Vocabulary:
    """The vocabulary of a facet; empty if it has none.

    Raises ConfigError for terms that can't be looked for.
    """
    terms = [_term(entry) for entry in facet.entries()]
    for term in terms:
        _check(facet, f"terms of {term.code}", term)
    return Vocabulary(terms)


def phrases(facet: Facet, key: str, words: Iterable[str]) -> Term:
    """A term of the words that a facet has under a key. Raises ConfigError as above."""
    term = synonyms(key, words)
    _check(facet, key, term)
    return term


def _check(facet: Facet, key: str, term: Term) -> None:
    for synonym in term.synonyms:
        if problem := mistake(synonym):
            facet.wrong(key, f"{synonym!r}: {problem}")


def synonyms(code: str, words: Iterable[str]) -> Term:
    """A term of these synonyms alone."""
    return _term(Entry(code, code, 1, {"terms": "|".join(words)}))


def _term(entry: Entry) -> Term:
    written = filter(None, map(str.strip, entry.more["terms"].split("|")))
    given = sorted(written, key=lambda synonym: (-len(synonym), synonym))
    return Term(
        entry.code,
        entry.label,
        tuple(given),
        {name: value for name, value in entry.more.items() if name != "terms"},
    )
