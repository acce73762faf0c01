"""How the numbers of a registry are spelt, and how they are found in a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple
from urllib.parse import unquote

from harvest.identifiers.about import About
from harvest.legible import legible

_JUNK = re.compile(r"[\s,\-–—‐]+")
_TRAILING = ".,;:'\"’”*&"
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
# where a DOI surely ends: the markup around it, what an address adds
_AFTER_DOI = re.compile(r"<(?=/|[a-z!])|[?#](?=\w+(?:=|$))", re.IGNORECASE)
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_DIGITS = re.compile(r"[0-9]+")
_SEQUENCES = ("01234567890123456789", "98765432109876543210")
_OF_ITS_YEAR = re.compile(r"^(?:20[0-9]{2}|126[0-9]{2}|[0-9]{2}(?=0{8}$))")
_GLUED = re.compile(
    r"(?:\bgov|\borg|identifier|number|registration|registry|register|trials?|stud(?:y|ies))$",
    re.IGNORECASE,
)
"""Words to which a lost blank glues a number."""


class Found(NamedTuple):
    """One number in a text: ``text[start:end] == spelling``; ``id`` is its canonical form."""

    registry: str
    id: str
    start: int
    end: int
    spelling: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Who gives numbers, and how they look; ``source`` is the source whose own numbers they are.

    ``publisher`` is whom a citation of a record names.
    """

    name: str
    label: str
    kind: Literal["trial", "paper"]
    pattern: re.Pattern[str]
    canonical: str
    url: str
    source: About | None = None
    words: tuple[str, ...] = ()
    """Capitals, one of which stands in every text with such a number; none: any text may hold one.

    A leading "=" asks for the capitals as such, a leading "^" for no letter before them. To look
    for them is many times as fast as to look for the pattern.
    """

    @property
    def publisher(self) -> str:
        """Who publishes its records, for citations."""
        return self.source.publisher if self.source else self.label

    @property
    def title(self) -> str:
        """Its name on pages."""
        return self.source.title if self.source else self.label

    def may_stand(self, text: str, capitals: str) -> bool:
        """Whether a text, also given in capitals, has one of the words, if any are asked for."""
        for word in self.words:
            if word[0] == "=":
                found = word[1:] in text
            elif word[0] == "^":
                found = word[1:] in capitals and _beginning_with(word[1:]).search(text) is not None
            else:
                found = word in capitals
            if found:
                return True
        return not self.words

    def find(self, text: str, capitals: str = "") -> Iterator[Found]:
        """Every number of this registry in the text, in its canonical spelling.

        ``capitals`` is the copy for reading in capitals, for who has it already.
        """
        copy = legible(text)
        if not self.may_stand(copy.text, capitals or copy.text.upper()):
            return
        for match in self.pattern.finditer(copy.text):
            if self.kind == "trial" and not _begins(copy.text, match.start()):
                continue
            label = self.pattern.groupindex.get("label", 0)
            groups = [
                _JUNK.sub("", group or "")
                for n, group in enumerate(match.groups(), 1)
                if n != label
            ]
            start, end = max(match.start(), match.end(label) if label else 0), match.end()
            if self.name == "doi":
                doi = _trim_doi(match.group(1))
                groups, end = [_unescaped(doi).lower()], match.start(1) + len(doi)
            elif self.kind == "trial" and _is_placeholder(groups):
                continue
            canonical = self.canonical.format("", *groups)
            if self.name == "chictr":
                canonical = _chictr(*groups)
            elif self.name == "jrct":
                canonical = f"jRCT{groups[0].lower()}"
            elif self.name == "rebec":
                canonical = f"RBR-{groups[0].lower()}"
            start, end = copy.back(start, end)
            yield Found(self.name, canonical, start, end, text[start:end])

    def address(self, identifier: str) -> str | None:
        """Where the record is shown, if the registry has an address per number."""
        return self.url.replace("{id}", identifier) or None


def _begins(text: str, start: int) -> bool:
    """Whether a number may begin here: with a word, or glued to the word before it.

    "ClinicalTrials.govNCT03422276" is a number whose blank was lost; "XNCT02581813" is none.
    """
    before, first = text[start - 1 : start], text[start]
    if not (before.isascii() and before.isalpha() and first.isalpha()):
        return True
    if before.islower() and first.isupper():
        return True
    return _GLUED.search(text, max(0, start - 16), start) is not None


def _trim_doi(text: str) -> str:
    """A DOI without the sentence's punctuation; brackets stay where they are balanced.

    Old ones hold brackets of every kind and semicolons: no sign is forbidden inside.
    """
    if after := _AFTER_DOI.search(text):
        text = text[: after.start()]
    while text:
        last = text[-1]
        opening = _BRACKETS.get(last)
        unbalanced = opening is not None and text.count(last) > text.count(opening)
        if last not in _TRAILING and not unbalanced:
            break
        text = text[:-1]
    return text


def _unescaped(doi: str) -> str:
    """A DOI out of an address, where "%2F" stands for its slash."""
    return unquote(doi) if _ESCAPED.search(doi) else doi


def _is_placeholder(groups: Sequence[str]) -> bool:
    """Whether somebody filled a form with a number that is none: zeros, one digit, 12345678."""
    for group in groups:
        for digits in _DIGITS.findall(group):
            own = _OF_ITS_YEAR.sub("", digits, count=1) if len(digits) > 8 else digits
            if len(own) >= 4 and not own.strip("0"):
                return True
            if len(digits) >= 6 and len(set(digits)) == 1:
                return True
            if len(digits) >= 8 and any(digits in sequence for sequence in _SEQUENCES):
                return True
    return False


def _chictr(prefix: str, digits: str) -> str:
    """Old numbers carry a study type (ChiCTR-TRC-12002345), new ones don't (ChiCTR2000031234)."""
    return f"ChiCTR-{prefix.upper()}-{digits}" if prefix else f"ChiCTR{digits}"


@cache
def _beginning_with(word: str) -> re.Pattern[str]:
    """What finds letters, large or small, that no other letter stands before."""
    first, *more = (f"[{letter}{letter.lower()}]" for letter in word)
    return re.compile(f"{first}(?<![A-Za-z].){''.join(more)}", re.DOTALL)
