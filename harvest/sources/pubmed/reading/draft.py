"""The record under construction, and reading text out of its elements."""

import re
from collections.abc import Callable
from operator import itemgetter
from typing import TypeAlias
from unicodedata import is_normalized

from lxml import etree

from harvest.records import Drift
from harvest.rows import (
    AbstractSection,
    ArticleDate,
    ArticleId,
    ArticleMesh,
    ArticleNote,
    ArticleReference,
    ArticleType,
    Author,
    BookSection,
    Correction,
    Databank,
    Grant,
    Investigator,
    Keyword,
    SupplementalMesh,
)
from harvest.text import line

Element: TypeAlias = etree._Element

children: Callable[[Element], list[Element]] = itemgetter(slice(None))
"""The children of an element: as a slice they cost half of what iterating over them does."""
first_three: Callable[[Element], list[Element]] = itemgetter(slice(3))

_USUAL = bytes(range(32, 127))
_LONG = 64  # letters: where encoding begins to pay
# "ref.10" and "5,10" end in reference numbers, "2.10" and "2,5.10" in a French power of ten
_TEN = re.compile(r"(?:(?<![0-9.,·])|(?<=[0-9][.·]))10\s*$")
_DASH = r"\-−‐-―"
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")  # escaped twice by a publisher
_MATH = "{http://www.w3.org/1998/Math/MathML}"
_MATH_POWER = f"{_MATH}msup"
_SOURCE_OF_MATH = frozenset((f"{_MATH}annotation", f"{_MATH}annotation-xml"))
_SIGNED = rf"[+±{_DASH}]?\s?[0-9]{{1,3}}(?:[.·][0-9]{{1,2}})?"
_POWER = re.compile(rf"{_SIGNED}(?:\s*(?:[{_DASH}~/]|to)\s*{_SIGNED})?|[nx]")
_ROOTS = {"2": "√", "3": "∛", "4": "∜"}
_WORD = re.compile(r"[\w.]+")
_ESCAPED_MARKUP = re.compile(
    r"<(sup|sub|i|b)>((?:(?!</?(?:sup|sub|i|b)>)[^\n])*)</\1>", re.IGNORECASE
)


class Draft:
    """What has been read of one record so far; ``article.finish`` turns it into rows."""

    __slots__ = (
        "abstracts",
        "authors",
        "book_locations",
        "citation_subsets",
        "corrections",
        "databanks",
        "dates",
        "drift",
        "grants",
        "headings",
        "ids",
        "investigators",
        "keywords",
        "languages",
        "locations",
        "notes",
        "pmid",
        "references",
        "sections",
        "supplements",
        "types",
        "values",
        "year",
    )

    def __init__(self, pmid: str) -> None:
        self.pmid = pmid
        self.values: dict[str, str] = {}  # single-valued fields, by column of Article
        self.year: int | None = None
        self.languages: list[str] = []
        self.citation_subsets: list[str] = []
        self.locations: list[tuple[str, str, bool]] = []  # ELocationID: type, value, valid
        self.book_locations: list[tuple[str, str, bool]] = []  # those of a book, or of a chapter's
        self.abstracts: list[AbstractSection] = []
        self.authors: list[Author] = []
        self.investigators: list[Investigator] = []
        self.types: list[ArticleType] = []
        self.ids: list[ArticleId] = []
        self.keywords: list[Keyword] = []
        self.headings: list[ArticleMesh] = []
        self.supplements: list[SupplementalMesh] = []
        self.grants: list[Grant] = []
        self.databanks: list[Databank] = []
        self.corrections: list[Correction] = []
        self.references: list[ArticleReference] = []
        self.dates: list[ArticleDate] = []
        self.notes: list[ArticleNote] = []
        self.sections: list[BookSection] = []
        self.drift: list[Drift] = []

    def unknown(self, parent: Element, child: Element) -> None:
        """An element that no column is known to hold: kept in the raw bytes, and reported."""
        self.drift.append(Drift(f"{parent.tag}/{child.tag}", (flat(child) or "")[:200]))

    def odd(self, path: str, value: str) -> None:
        """A value that can't be read as what its place promises."""
        self.drift.append(Drift(path, value[:200]))

    def scalar(self, column: str, element: Element) -> None:
        """The text of an element, under a column of Article; the first of several counts."""
        text = flat(element)
        if text:
            self.values.setdefault(column, text)

    def note(self, kind: str, source: str | None, text: str | None) -> None:
        """A statement without a column of its own."""
        if text:
            self.notes.append(ArticleNote(self.pmid, len(self.notes) + 1, kind, source, text))

    def date(self, event: str, date: str | None) -> None:
        """A dated event of the record's history."""
        if date:
            self.dates.append(ArticleDate(self.pmid, len(self.dates) + 1, event, date))


def flat(element: Element) -> str | None:
    """All text of an element on one line, inline markup dropped; None if there is none.

    Every run of whitespace (thin and no-break spaces too) becomes one space. A raised power of ten
    keeps its meaning: ``10<sup>6</sup>`` becomes ``10^6``, never ``106``; so does one in MathML,
    and in markup that a publisher escaped.
    """
    text = mixed(element) if len(element) else element.text
    if not text:
        return None
    if "</" in text:
        text = _without_markup(text)
    if text.isascii():
        if text.isalnum():  # one word or number, as most texts are
            return text
        # XML allows no other control characters; each is looked for at C's speed.
        fit = not ("\n" in text or "\t" in text or "\r" in text or "\x7f" in text)
    else:
        if not is_normalized("NFC", text):
            text = line(text)
        fit = _is_printable(text)
    if not fit or "  " in text:
        text = " ".join(text.split())
        if not text.isprintable():
            text = line(text)
    if "&" in text and _ENTITY.search(text):
        text = line(text)
        if "</" in text:
            text = _without_markup(text)
    return text.strip() or None


def _without_markup(text: str) -> str:
    """A text without the pairs of ``sup``, ``sub``, ``i`` and ``b`` that stand in it as letters."""

    def plain(pair: re.Match[str]) -> str:
        raised = pair[1].lower() == "sup" and _is_power(pair.string[: pair.start()], pair[2])
        return f"^{pair[2].strip()}" if raised else pair[2]

    while (fewer := _ESCAPED_MARKUP.sub(plain, text, count=1)) != text:
        text = fewer
    return text


def _is_power(before: str, raised: str) -> bool:
    return _TEN.search(before) is not None and _POWER.fullmatch(raised.strip()) is not None


def _is_printable(text: str) -> bool:
    """``text.isprintable()``, which looks at each letter in turn; here long texts go by at once."""
    if len(text) < _LONG:
        return text.isprintable()
    unusual = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    return unusual.decode("utf-8", "surrogatepass").isprintable()


def mixed(element: Element) -> str:
    """All text of an element that has children, as it stands."""
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: Element, parts: list[str]) -> None:
    if element.text:
        parts.append(element.text)
    for child in children(element):
        if child.tag == "sup":
            raised = mixed(child)
            if parts and _is_power("".join(parts[-3:]), raised):
                parts[-1] = parts[-1].rstrip()
                parts.append("^")
                raised = raised.strip()
            parts.append(raised)
        elif child.tag == _MATH_POWER:
            _collect_power(child, parts)
        elif child.tag == f"{_MATH}mfrac":
            parts.append("/".join(_grouped(part) for part in children(child)))
        elif child.tag == f"{_MATH}msqrt":
            parts.append(f"√{_grouped(child)}")
        elif child.tag == f"{_MATH}mroot":
            _collect_root(child, parts)
        elif child.tag not in _SOURCE_OF_MATH:
            _collect(child, parts)
        if child.tail:
            parts.append(child.tail)


def _grouped(element: Element) -> str:
    """The text of a part of a formula, in brackets if it is more than one number or name."""
    text = mixed(element).strip()
    return text if _WORD.fullmatch(text) else f"({text})"


def _collect_root(element: Element, parts: list[str]) -> None:
    """A root: what stands under it, and of which degree."""
    inner = children(element)
    degree = mixed(inner[1]).strip() if len(inner) > 1 else "2"
    under = _grouped(inner[0]) if inner else ""
    parts.append(f"{_ROOTS[degree]}{under}" if degree in _ROOTS else f"{under}^(1/{degree})")


def _collect_power(element: Element, parts: list[str]) -> None:
    """A base and its exponent."""
    for place, child in enumerate(children(element)):
        text = mixed(child)
        if place == 1 and parts and _is_power("".join(parts[-3:]), text):
            parts.append("^")
        parts.append(text)
        if child.tail:
            parts.append(child.tail)
