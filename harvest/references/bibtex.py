"""BibTeX, as ``pybtex`` reads it, with LaTeX's accents as characters."""

import re
from collections.abc import Iterator

from bibtexparser.latexenc import latex_to_unicode
from pybtex.database import Entry as Item
from pybtex.database import Person as Name
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

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


def is_bibtex(text: str) -> bool:
    """Whether any entry of the format begins in a text."""
    return any(found[1].lower() not in _OTHER for found in _BEGIN.finditer(text))


def entries(text: str) -> Iterator[Entry]:
    """The entries of a file, in its order; its strings stand for what they say."""
    starts = list(_BEGIN.finditer(text))
    ends = [*(each.start() for each in starts[1:]), len(text)]
    pieces = [
        (each[1].lower(), text[each.start() : end]) for each, end in zip(starts, ends, strict=True)
    ]
    strings = "".join(piece for kind, piece in pieces if kind == "string")
    number = 0
    for place, (kind, piece) in enumerate(pieces, 1):
        if kind in _OTHER:
            continue
        number += 1
        try:
            yield Entry(
                number, piece.strip(), _reference(_parsed(strings, piece, cut=place == len(pieces)))
            )
        except ValueError as error:
            yield Entry(number, piece.strip(), None, str(error))


class _Parser(Parser):  # type: ignore[misc]  # pybtex ships no types
    """Takes the first of two fields of one name, and raises whatever else is wrong at once."""

    def handle_error(self, error: Exception) -> None:
        """Raise the error, as a record of its own is read."""
        if not str(error).startswith("entry with key"):  # a field that is repeated
            raise error


def _parsed(strings: str, piece: str, *, cut: bool) -> Item:
    problem, piece = "", _KEY.sub(r"\1key,", piece, count=1)
    for whole in (piece, *([_closed(piece)] if cut else [])):
        try:
            found = _Parser(keyless_entries=False).parse_string(strings + whole).entries
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
        return fields.first_line(*(_plain(entry.fields.get(name, "")) for name in names))

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
        people=tuple(filter(None, map(_person, entry.persons.get("author", ())))),
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
        abstract=clean(_plain(entry.fields.get("abstract", ""))) or None,
        language=text("language", "langid"),
        keywords=_keywords(text("keywords", "author_keywords")),
        types=tuple(filter(None, (text("type", "document_type"),))),
        accession=accession,
        source=source,
        url=text("url"),
        publisher=text("publisher"),
        book=kind in _BOOKS,
    )


def _person(name: Name) -> Person | None:
    """A person, or a group: one name alone, as a name in braces is; None for "and others"."""
    last, first = (
        line(_plain(" ".join(parts)))
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


def _plain(text: str) -> str:
    """A text without LaTeX: its accents as characters, its braces and commands gone."""
    if "\\" in text or "$" in text:
        text = _GREEK_COMMAND.sub(lambda found: _GREEK[found[1]], text)
        text = latex_to_unicode(_COMMAND.sub("", text).replace("$", ""))
        text = re.sub(r"\\([&%#_$])", r"\1", text)
    return text.replace("{", "").replace("}", "").replace("~", " ")
