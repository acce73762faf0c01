"""What somebody gives to be verified, as entries: paragraphs of a text, references of a list.

Nothing of it is kept. A file says by its own beginning what it is; its name only decides between
two that begin alike.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import rispy
from Bio import Medline
from lxml import etree

from harvest.errors import NoPermission, UsageError
from harvest.references import bibtex
from harvest.text import allowed
from harvest.verify.tables import is_table, rows

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""
_LARGEST_PART = 64 * 1024 * 1024  # bytes of a part of a document, unpacked
LONGEST = 10_000
"""Letters of an entry: whoever reads one searches no more than this at once."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")

_RIS = re.compile(r"\s*+(?:[A-Z][A-Z0-9] {1,2}+-.*+\n)*?\s*+TY {1,2}- ")
_MEDLINE = re.compile(r"\s*PMID- ?[0-9]")
_BIBTEX = re.compile(r"^[ \t]*+@[A-Za-z]++\s*+[{(]", re.MULTILINE)
_MARKUP = re.compile(r"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:\[?[0-9]{1,4}[\].)]\s|[-*•–]\s|\|)")
_BLANK = re.compile(r"\n[ \t]*\n")
_ENDS = re.compile(r"[.?!:;)\]|0-9\"”]\s*\Z")
_MOST_UNREAD = 100
"""References at the beginning of a file none of which can be read: it is something else"""
_AND = re.compile(r"\sand\s")
_GAP = re.compile(r"\s{3,}")
"""Blanks that say no more than one does, and that many patterns would go through again and again"""
_MOST_AUTHORS, _LONGEST_NAME = 1000, 200
_LONG_WORD = re.compile(r"\b[a-z]{2,}\b")
_SENTENCE = 2  # words in small letters: "PMID: 1 [indexed]" has fewer
_WRAPPED = 50  # letters of a line that was broken where the page ended
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u061c\u202a-\u202e\u2066-\u2069]")
"""What has no width or turns the writing round: it would hide a number"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to verify: its text, and what a list of references says of it field by field.

    ``place`` is for people: ``line 3``, ``reference 5``. Of prose the fields are empty.
    """

    place: str
    text: str
    title: str = ""
    year: str = ""
    authors: tuple[str, ...] = ()
    listed: bool = False
    """Whether it is a reference of a list, not prose"""
    note: bool = False
    """Whether somebody wrote it beside a reference: it is prose"""
    abstract: bool = False
    """Whether an abstract came with it, which is not compared"""


@dataclass(frozen=True, slots=True)
class Document:
    """What was given: its name, how it was read, and its entries in order."""

    name: str
    kind: Literal["text", "ris", "nbib", "bibtex", "docx"]
    entries: tuple[Entry, ...]


def read(path: Path) -> Document:
    """The document in a file.

    Raises UsageError where it is none, is too large or holds no text; NoPermission.
    """
    try:
        if not path.is_file():
            raise UsageError(f"{path}: is not a file; name a text, RIS, BibTeX or Word document")
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path}: is larger than 10 MB; verify it in parts")
        return of_bytes(path.read_bytes(), str(path))
    except PermissionError as error:
        raise NoPermission(f"{path}: no permission to read") from error
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror})") from error


def of_bytes(body: bytes, name: str) -> Document:
    """The document in the bytes of a file. Raises UsageError as :func:`read` does."""
    if len(body) > LARGEST:
        raise UsageError(f"{name}: is larger than 10 MB; verify it in parts")
    if body.startswith(b"PK"):
        return _filled(Document(name, "docx", tuple(_of_lines(_word(body, name)))))
    if body.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise UsageError(f"{name}: is a PDF, RTF or old Word file; save it as text or .docx")
    return of_text(_decoded(body, name), name)


def of_text(text: str, name: str = "the text") -> Document:
    """The document in a text, whatever form it has. Raises UsageError where it is empty."""
    text = _UNSEEN.sub("", allowed(text)).replace("\r\n", "\n").replace("\r", "\n")
    if _RIS.match(text):
        return _filled(Document(name, "ris", tuple(_ris(text, name))))
    if _MEDLINE.match(text):
        return _filled(Document(name, "nbib", tuple(_nbib(text))))
    if text.lstrip()[:1] in ("@", "%") and _BIBTEX.search(text):
        return _filled(Document(name, "bibtex", tuple(_bibtex(text, name))))
    if _MARKUP.match(text):
        raise UsageError(f"{name}: is a web page; copy its text, or use `harvest seed`")
    return _filled(Document(name, "text", tuple(_of_text(text))))


def _filled(document: Document) -> Document:
    if not document.entries:
        raise UsageError(f"{document.name}: contains no text; nothing can be verified")
    return document


def _decoded(body: bytes, name: str) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    if b"\x00" in body:
        raise UsageError(f"{name}: is not a text; give a text, RIS, BibTeX or Word document")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


# --- prose and lists in plain text ---


def _of_text(text: str) -> Iterator[Entry]:
    first = 1
    for block in _BLANK.split(text):
        if not block.strip():
            first += block.count("\n") + 2
            continue
        lines = block.split("\n")
        made = rows(lines) if is_table(lines) else _paragraphs(lines)
        for start, joined in made:
            yield from _entries(f"line {first + start}", joined)
        first += len(lines) + 1


def _entries(place: str, text: str) -> Iterator[Entry]:
    for piece in _pieces(text):
        yield Entry(place, piece)


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces where it is longer than any paragraph that people write."""
    text = _GAP.sub(_narrow, text)
    start, end = 0, len(text)
    while start < end:
        cut = min(start + LONGEST, end)
        if cut < end:
            parted = max(text.rfind(" ", start, cut), text.rfind("\n", start, cut))
            if parted <= start:  # no blank: at least not within a number
                parted = max(text.rfind(sign, start, cut) for sign in ",;|)")
            cut = parted + 1 if parted > start else cut
        if piece := text[start:cut].strip():
            yield piece
        start = cut


def _narrow(gap: re.Match[str]) -> str:
    return next((sign for sign in "\n\t" if sign in gap[0]), " ")


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The paragraphs or items of lines that no blank line parts, with the place of each."""
    full = [line for line in lines if line.strip()]
    listed = sum(_ITEM.match(line) is not None for line in full) > 1
    broken = [line for line in full[:-1] if not _ENDS.search(line)]
    wrapped = len(broken) * 2 >= len(full) - 1 and all(len(line) >= _WRAPPED for line in broken)
    first, begun = 0, list[str]()
    for place, line in enumerate(lines):
        if begun and (not _ITEM.match(line) if listed else wrapped):
            begun.append(line.strip())
        else:
            if begun:
                yield first, " ".join(begun)
            first, begun = place, [line]
    if begun:
        yield first, " ".join(begun)


def _of_lines(lines: Iterable[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        yield from _entries(f"paragraph {number}", line)


def _word(body: bytes, name: str) -> Iterator[str]:
    """The paragraphs and rows of tables of a Word document, its notes behind them.

    What was struck out with changes tracked is left out.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            there = {part.filename: part for part in archive.infolist()}
            if _PARTS[0] not in there:
                raise UsageError(f"{name}: is not a Word document; save it as .docx or text")
            for part in _PARTS:
                if part not in there:
                    continue
                if there[part].file_size > _LARGEST_PART:
                    raise UsageError(f"{name}: has more than 64 MB of text; verify it in parts")
                yield from _in_part(etree.fromstring(archive.read(part), parser))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        raise UsageError(f"{name}: is damaged ({error}); save it again in Word") from error


def _in_part(root: Any) -> Iterator[str]:
    for element in root.iter(f"{_WORD}p", f"{_WORD}tbl"):
        if next(element.iterancestors(f"{_WORD}tr"), None) is not None:
            continue  # read with the table around it
        if element.tag == f"{_WORD}p":
            yield _words(element)
        else:
            lines = [_row(row) for row in element.iter(f"{_WORD}tr")]
            yield from (line for _, line in rows(lines)) if is_table(lines) else lines


def _row(row: Any) -> str:
    cells = row.findall(f"{_WORD}tc")
    return " | ".join(" ".join(map(_words, cell.iter(f"{_WORD}p"))) for cell in cells)


def _words(paragraph: Any) -> str:
    found = []
    for element in paragraph.iter(
        f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}noBreakHyphen"
    ):
        if element.tag == f"{_WORD}t":
            found.append(element.text or "")
        else:
            found.append("-" if element.tag.endswith("Hyphen") else " ")
    return _UNSEEN.sub("", allowed("".join(found)))


# --- lists of references ---


def _ris(text: str, name: str) -> Iterator[Entry]:
    try:
        records = rispy.loads(text[text.index("TY") :])
    except (rispy.parser.ParseError, OSError, ValueError, KeyError, IndexError) as error:
        raise UsageError(f"{name}: is not RIS ({error}); export it again") from error
    for number, record in enumerate(records, 1):
        title = _first(record, "title", "primary_title", "translated_title")
        year = _first(record, "year", "publication_year", "date")
        authors = record.get("authors") or record.get("first_authors") or []
        notes = _prose(record, ("notes", "research_notes"))
        skipped = ("abstract", "notes_abstract", "keywords", "type_of_reference", *notes)
        said, abstract = _flat(record, skipped), _first(record, "abstract", "notes_abstract")
        yield from _reference(number, title, year, authors, said, abstract)
        yield from _notes(number, record, notes)


def _nbib(text: str) -> Iterator[Entry]:
    for number, record in enumerate(_medline(text), 1):
        if record:
            said = [f"PMID: {record.get('PMID', '')}", record.get("PMC", "")]
            said += [each.partition(" ")[0] for each in record.get("AID", []) if "doi" in each]
            said += record.get("SI", [])
            year = record.get("DP", "")
            names = record.get("AU", [])
            abstract = str(record.get("AB", ""))
            title = record.get("TI", "")
            yield from _reference(number, title, year, names, said, abstract)


def _medline(text: str) -> Iterator[dict[str, Any]]:
    return iter(Medline.parse(io.StringIO(text)))  # type: ignore[no-untyped-call]


def _bibtex(text: str, name: str) -> Iterator[Entry]:
    problem, read = "", 0
    for number, (piece, item) in enumerate(bibtex.items(_GAP.sub(_narrow, text)), 1):
        if isinstance(item, str):
            problem = problem or item
            if not read and number == _MOST_UNREAD:
                break
            yield from _entries(f"reference {number}", piece)
            continue
        read += 1
        record = {
            field.lower(): " ".join(map(bibtex.plain, _pieces(value)))
            for field, value in item.fields.items()
        }
        people = _AND.split(record.pop("author", ""), _MOST_AUTHORS)
        notes = _prose(record, ("note", "annote", "annotation"))
        said, abstract = _flat(record, ("abstract", "keywords", *notes)), record.get("abstract", "")
        title, year = record.get("title", ""), record.get("year", "")
        yield from _reference(number, title, year, people, said, abstract)
        yield from _notes(number, record, notes)
    if problem and not read:
        raise UsageError(f"{name}: {problem}; export it again")


def _first(record: dict[str, Any], *names: str) -> str:
    return next((str(record[name]) for name in names if record.get(name)), "")


_BARE_NUMBERS = {"pmid": "PMID: {}", "accession_number": "{}", "pmcid": "PMC{}"}


def _flat(record: dict[str, Any], skipped: Sequence[str]) -> list[str]:
    """The fields of a reference as text, in which numbers are found as in prose."""
    said = []
    for field, value in record.items():
        if field in skipped:
            continue
        texts = value if isinstance(value, list) else [value]
        for each in texts:
            text = str(each).strip()
            form = _BARE_NUMBERS.get(field, "{}")
            said.append(form.format(text) if text.isdecimal() else text)
    return said


def _prose(record: dict[str, Any], fields: Sequence[str]) -> tuple[str, ...]:
    """Those of the fields that hold sentences, not numbers alone."""
    return tuple(
        name for name in fields if len(_LONG_WORD.findall(str(record.get(name, "")))) >= _SENTENCE
    )


def _notes(number: int, record: dict[str, Any], fields: Sequence[str]) -> Iterator[Entry]:
    """What somebody wrote beside a reference: numbers in it are not the reference's own."""
    for text in _flat({name: record[name] for name in fields}, ()):
        for entry in _entries(f"note of reference {number}", allowed(text)):
            yield replace(entry, note=True)


def _reference(
    number: int,
    title: str,
    year: str,
    authors: Sequence[str],
    said: Iterable[str],
    abstract: str = "",
) -> Iterator[Entry]:
    found = re.search(r"[0-9]{4}", year)
    text = allowed("\n".join(each for each in said if each))
    names = tuple(each.strip()[:_LONGEST_NAME] for each in authors if each.strip())
    entry = Entry(
        f"reference {number}",
        "",
        " ".join(allowed(title)[:LONGEST].split()),
        found[0] if found else "",
        names[:_MOST_AUTHORS],
        listed=True,
        abstract=bool(abstract.strip()),
    )
    first, *others = list(_pieces(text)) or [""]
    yield replace(entry, text=first)
    for piece in others:
        yield replace(entry, text=piece, abstract=False)
