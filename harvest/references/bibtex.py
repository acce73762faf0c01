"""BibTeX, as ``pybtex`` reads it, with LaTeX's accents as characters."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from bibtexparser.latexenc import latex_to_unicode
from pybtex.database import Entry as Item
from pybtex.database import Person as Name
from pybtex.database.input.bibtex import Parser, month_names, split_name_list
from pybtex.exceptions import PybtexError
from pybtex.utils import CaseInsensitiveDict

from harvest.references import fields
from harvest.references.model import Entry, Person, Reference
from harvest.text import clean, line

_BEGIN = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]", re.MULTILINE)
_KEY = re.compile(r"^([ \t]*@[ \t]*\w+[ \t]*[{(])(?:[^,={}()\"]*,|(?=[^,]*=))")
"""The key of an entry, which says nothing and is missing or has blanks in some exports."""
_OTHER = frozenset(("comment", "string", "preamble"))
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "varsigma sigma tau upsilon phi chi psi omega"
)
_GREEK = {name: chr(0x3B1 + place) for place, name in enumerate(_NAMES.split(" "))}
_GREEK_COMMAND = re.compile(rf"\\(?:text)?({'|'.join(_GREEK)})(?![a-zA-Z])\s*")
_BOOKS = frozenset(("book", "incollection", "inbook", "booklet"))
_COMMAND = re.compile(
    r"\\(?:textit|textbf|emph|text|mathrm|url|textsuperscript|textsubscript|sp|sb)\b"
)
_LONGEST = 10_000  # letters of a string, written out
_LARGEST = 64 * 1024 * 1024  # letters of a file whose strings are written out


def is_bibtex(text: str) -> bool:
    """Whether any entry of the format begins in a text."""
    return any(found[1].lower() not in _OTHER for found in _BEGIN.finditer(text))


def entries(text: str) -> Iterator[Entry]:
    """The entries of a file, in its order; its strings stand for what they say."""
    for number, (piece, item) in enumerate(items(text), 1):
        try:
            if isinstance(item, str):
                raise ValueError(item)
            yield Entry(number, piece, _reference(item))
        except ValueError as error:
            yield Entry(number, piece, None, str(error))


def items(text: str) -> Iterator[tuple[str, Item | str]]:
    """Each entry as it stands there and what it says, or in words why it can't be read."""
    starts = list(_BEGIN.finditer(text))
    ends = [*(each.start() for each in starts[1:]), len(text)]
    pieces = [
        (each[1].lower(), text[each.start() : end]) for each, end in zip(starts, ends, strict=True)
    ]
    strings = _strings((piece for kind, piece in pieces if kind == "string"), text.count("#"))
    for place, (kind, piece) in enumerate(pieces, 1):
        if kind in _OTHER:
            continue
        try:
            yield piece.strip(), _parsed(strings, piece, cut=place == len(pieces))
        except ValueError as error:
            yield piece.strip(), str(error)


class _Strings(CaseInsensitiveDict):  # type: ignore[misc]  # pybtex ships no types
    """What the strings of a file say; those that are made of others without end say nothing."""

    def __setitem__(self, name: str, value: str) -> None:
        """Keep what a string says, if it is no longer than a string may be."""
        if len(value) <= _LONGEST:
            super().__setitem__(name, value)


def _strings(pieces: Iterable[str], joined: int) -> _Strings:
    """The strings of a file in which ``joined`` times something may be joined to something."""
    strings = _Strings(month_names)
    for piece in pieces:
        if piece.count("#") * _LONGEST <= _LARGEST:
            with suppress(PybtexError):
                _Parser(strings).parse_string(piece)
    longest = max(map(len, strings.values()))
    return strings if joined * longest <= _LARGEST else _Strings(month_names)


class _Parser(Parser):  # type: ignore[misc]  # pybtex ships no types
    """Takes the first of two fields of one name, and raises whatever else is wrong at once."""

    def __init__(self, strings: _Strings) -> None:
        super().__init__(keyless_entries=False, person_fields=())
        self.macros = strings

    def handle_error(self, error: Exception) -> None:
        """Raise the error, as a record of its own is read."""
        if not str(error).startswith("entry with key"):  # a field that is repeated
            raise error


def _parsed(strings: _Strings, piece: str, *, cut: bool) -> Item:
    problem, piece = "", _KEY.sub(r"\1key,", piece, count=1)
    for whole in (piece, *([_closed(piece)] if cut else [])):
        try:
            found = _Parser(strings).parse_string(whole).entries
        except PybtexError as error:
            problem = problem or str(error)
            continue
        if found:
            return next(iter(found.values()))
    raise ValueError(f"is not BibTeX: {line(problem, 120) or 'its braces do not match'}")


def _closed(piece: str) -> str:
    """An entry that was cut, with the braces that it lacks."""
    lacking = piece.count("{") - piece.count("}")
    return piece.rstrip().rstrip(",") + "}" * max(lacking, 0)


def _reference(entry: Item) -> Reference:
    def text(*names: str) -> str | None:
        return fields.first_line(*(plain(entry.fields.get(name, "")) for name in names))

    kind = entry.type.lower()
    title = text("title")
    if title is None:
        raise ValueError("has no title")
    date = text("date")
    year = fields.year_in(text("year"), date)
    month = text("month")
    pages = text("pages", "article-number", "article_number", "eid")
    short = text("shortjournal", "journal_abbrev", "journal-iso")
    source = text("source", "database", "affiliation_database")
    accession = text("unique-id", "unique_id", "accession", "pubmed_id")
    return Reference(
        title=title,
        people=tuple(filter(None, map(_person, split_name_list(entry.fields.get("author", ""))))),
        journal=text("journal", "journaltitle", "booktitle"),
        journal_abbrev=short,
        issn=text("issn"),
        year=year,
        published=fields.date_of(year, date, f"{year} {month}" if year and month else None),
        volume=text("volume"),
        issue=text("number", "issue"),
        pages=fields.pages_of(pages),
        doi=fields.doi_in(text("doi"), text("url"), text("note")),
        pmid=fields.pmid_of(text("pmid", "pubmed_id", "pubmedid"), alone=True)
        or fields.pmid_of(text("note"), text("url")),
        pmcid=fields.pmcid_in(text("pmcid", "pmc_id", "pmc"), text("note")),
        abstract=clean(plain(entry.fields.get("abstract", ""))) or None,
        language=text("language", "langid"),
        keywords=_keywords(text("keywords", "author_keywords")),
        types=tuple(filter(None, (text("type", "document_type"),))),
        accession=accession,
        source=source,
        url=text("url"),
        publisher=text("publisher"),
        book=kind in _BOOKS,
    )


def _person(written: str) -> Person | None:
    """A person, or a group: one name alone, as a name in braces is; None for "and others"."""
    name = Name(written)
    last, first = (
        line(plain(" ".join(parts)))
        for parts in (
            (*name.prelast_names, *name.last_names),
            (*name.first_names, *name.middle_names),
        )
    )
    if not first:
        return fields.person(last)
    return fields.named(last, first)


def _keywords(text: str | None) -> tuple[str, ...]:
    parts = re.split(r"\s*[;,]\s*", text or "")
    return tuple(dict.fromkeys(filter(None, parts)))


def plain(text: str) -> str:
    """A text without LaTeX: its accents as characters, its braces and commands gone."""
    if "\\" in text or "$" in text:
        text = _GREEK_COMMAND.sub(lambda found: _GREEK[found[1]], text)
        text = latex_to_unicode(_COMMAND.sub("", text).replace("$", ""))
        text = re.sub(r"\\([&%#_$])", r"\1", text)
    return text.replace("{", "").replace("}", "").replace("~", " ")
