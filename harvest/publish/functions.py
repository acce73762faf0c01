"""SQL functions that the files in ``db/public`` use."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from harvest.dates import in_words, parse
from harvest.facets import facets
from harvest.identifiers import VOCABULARY, registries
from harvest.identifiers.about import abouts
from harvest.legible import searched
from harvest.vocabularies import entries

TEASER = 300
"""Characters of an abstract that ``abstracts = "teaser"`` publishes."""

_CODE = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)*")
_CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,}")
# "Electronic address: a@b.org." is how PubMed introduces it in an affiliation.
_EMAIL = re.compile(
    r"(?:[;,.]?\s*(?:electronic address|e-?mail(?: address)?)\s*:\s*)?"
    r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)

# What an address at the end of an affiliation leaves: "Tokyo, Japan. ." and "Tokyo, Japan ."
_LONE_STOP = re.compile(r"(?<=[.,;:])\s*\.(?=\s*(?:;|$))|\s+(?=\.\s*(?:;|$))")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a vocabulary, ``position`` its place in the reading order."""

    vocabulary: str
    code: str
    label: str
    position: int


def vocabulary(folder: Path) -> Iterator[Term]:
    """The entries of every vocabulary in ``folder``, named as its file, and of facets in use."""
    for path in sorted(folder.glob("*.csv")):
        found = tuple(entries(path))
        yield from (Term(path.stem, each.code, each.label, each.place) for each in found)
        if path.stem == VOCABULARY.stem:
            yield from _of_sources(max(each.place for each in found))
    for facet in facets():
        for entry in facet.entries() if facet.words else ():
            yield Term(facet.words, entry.code, entry.label, entry.place)


def _of_sources(last: int) -> Iterator[Term]:
    """The registries that only a source tells of, behind the ``last`` of the vocabulary."""
    listed = {entry.code for entry in entries(VOCABULARY)}
    more = [registry for registry in registries() if registry.name not in listed]
    for place, registry in enumerate(more, last + 1):
        yield Term(VOCABULARY.stem, registry.name, registry.title, place)


class Labels:
    """Codes in words."""

    def __init__(self, terms: Mapping[tuple[str, str], str]) -> None:
        self._terms = terms

    def __call__(self, name: str, codes: str | None) -> str | None:
        """The words for ``codes`` (several joined by "|"); a code that no list holds is spelt out.

        A combination may have its own entry: PHASE1|PHASE2 is "Phase 1/2".
        """
        if not codes:
            return None
        whole = self._terms.get((name, codes))
        if whole is not None:
            return whole
        parts = codes.split("|")
        return ", ".join(self._terms.get((name, part)) or spelt_out(part) for part in parts)


def spelt_out(code: str) -> str:
    """``NEW_TERM`` and ``NewTerm`` as ``New term``; what is no code stays as it is."""
    if _CAMEL.fullmatch(code):
        return re.sub(r"(?<!^)(?=[A-Z])", " ", code).capitalize()
    if not _CODE.fullmatch(code):
        return code
    words = code.replace("_", " ")
    return words[0] + words[1:].lower()


def last_day(text: str | None) -> str | None:
    """The last day that a date of unknown day or month can mean; None for what is no date."""
    date = parse(text) if text else None
    return date.latest.isoformat() if date else None


def attribution(source: str, date: str | None) -> str | None:
    """What the terms of a source ask to be shown with its data, of that day; None for nothing."""
    asked = next((each.attribution for each in abouts() if each.name == source), "")
    day = in_words(date) if date else "an unknown day"
    return asked.replace("{date}", day) or None


def without_email(text: str | None) -> str | None:
    """The text without e-mail addresses, and without the words that only introduce one."""
    if text is None or "@" not in text:
        return text
    return _LONE_STOP.sub("", _EMAIL.sub("", text)).rstrip(" ,;:").lstrip() or None


def abstract(text: str | None, mode: str) -> str | None:
    """As much of an abstract as ``mode`` (full, teaser or none) lets be published."""
    if text is None or mode == "none":
        return None
    if mode == "full" or len(text) <= TEASER:
        return text
    return text[: TEASER + 1].rsplit(None, 1)[0].rstrip(",;:") + " …"


def retraction_notes(notes: str | None) -> str | None:
    """A reference's ``retractions`` ("12345 J Ex. 2026|…"): where the notices stand.

    A notice without a PMID is its place alone.
    """
    return "; ".join(map(_notice, filter(None, (notes or "").split("|")))) or None


def _notice(note: str) -> str:
    number, _, where = note.partition(" ")
    if not number.isdecimal():
        return note
    return where or f"PMID {number}"


def _searched(text: str | bytes | float | None) -> str | bytes | float | None:
    """What the full-text index holds of a value; of a number what it is."""
    return searched(text) if isinstance(text, str) else text


def register(connection: sqlite3.Connection, terms: tuple[Term, ...]) -> None:
    """Make the functions of this module known to a connection, under their names."""
    labels = Labels({(term.vocabulary, term.code): term.label for term in terms})
    connection.create_function("label", 2, labels, deterministic=True)
    connection.create_function("attribution", 2, attribution, deterministic=True)
    connection.create_function("last_day", 1, last_day, deterministic=True)
    connection.create_function("without_email", 1, without_email, deterministic=True)
    connection.create_function("abstract", 2, abstract, deterministic=True)
    connection.create_function("searched", 1, _searched, deterministic=True)
    connection.create_function("retraction_notes", 1, retraction_notes, deterministic=True)
