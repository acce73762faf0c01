"""An export file of WHO's portal, recognised by what is in it and read one trial at a time.

Four layouts: the portal's XML, the full export (62 columns, no header), a CSV with a header, and
the XML of a single trial as some registries serve it. Each may be packed with gzip or zip.
"""

import codecs
import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from lxml import etree

from harvest.errors import NoPermission, UpstreamDataError, UsageError
from harvest.sources.ictrp.columns import FULL, KNOWN, SEPARATED, field

Layout = Literal["portal XML", "full export", "CSV with a header", "single trial"]

_HEAD = 4096
_LONGEST_FIELD = 16 * 1024 * 1024  # characters of a cell
_PORTAL, _SINGLE = "Trials_downloaded_from_ICTRP", "trials"
_ADVICE = "export it again"
_DAMAGED = (EOFError, zipfile.BadZipFile, gzip.BadGzipFile, zlib.error)


class Incomplete(UpstreamDataError):
    """A file that ends too early: cut, or still being copied."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One trial of a file: what it says, by the names of ``columns``, without contact persons."""

    fields: dict[str, str]
    unknown: tuple[str, ...] = ()
    """Columns that no layout is known to have"""


@dataclass(frozen=True, slots=True)
class Export:
    """An opened file: its layout, and its trials, which can be gone through once."""

    layout: Layout
    entries: Iterator[Entry]


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """The trials of an export file, whatever it is called.

    Raises UsageError if there is no such file, NoPermission, and UpstreamDataError, also while the
    trials are gone through, for one that is no export, is damaged or ends too early (Incomplete).
    """
    with ExitStack() as stack:
        try:
            packed = stack.enter_context(path.open("rb"))
            stream = _unpacked(path, packed, stack)
            head = stream.peek(_HEAD)[:_HEAD]
        except FileNotFoundError:
            raise UsageError(f"{path}: no such file") from None
        except IsADirectoryError:
            raise UsageError(f"{path}: is a folder; name a file") from None
        except PermissionError:
            raise NoPermission(f"{path}: may not be read; check its owner and mode") from None
        except _DAMAGED as error:
            raise Incomplete(f"{path}: ends too early or is damaged; {_ADVICE}") from error
        start = head.removeprefix(codecs.BOM_UTF8).lstrip()
        if not start:
            raise Incomplete(f"{path}: is empty; {_ADVICE}")
        if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise UpstreamDataError(f"{path}: is UTF-16; save it as UTF-8")
        if start[:1] == b"<":
            yield _xml(path, stream, start)
        else:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            yield _csv(path, stack.enter_context(text))


def _unpacked(path: Path, packed: io.BufferedReader, stack: ExitStack) -> io.BufferedReader:
    mark = packed.peek(4)[:4]
    if mark[:2] == b"\x1f\x8b":
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=packed)))
    if mark == b"PK\x03\x04":
        archive = stack.enter_context(zipfile.ZipFile(packed))
        members = [each for each in archive.infolist() if not each.is_dir()]
        if any(each.filename == "[Content_Types].xml" for each in members):
            raise UpstreamDataError(f"{path}: is a spreadsheet; export XML or CSV instead")
        if len(members) != 1:
            raise UpstreamDataError(
                f"{path}: contains {len(members)} files; unpack it and name the export"
            )
        try:
            member = stack.enter_context(archive.open(members[0]))
        except (RuntimeError, NotImplementedError) as error:  # a password, a way of packing
            raise UpstreamDataError(
                f"{path}: is packed in a way unknown here; unpack it and name the export"
            ) from error
        return io.BufferedReader(cast("io.RawIOBase", member))
    return packed


# --- XML ---


def _xml(path: Path, stream: io.BufferedReader, start: bytes) -> Export:
    lower = start[:_HEAD].lower()
    if b"<html" in lower or b"<!doctype html" in lower:
        raise UpstreamDataError(
            f"{path}: is a web page, not an export; use “Export results to XML” at the portal"
        )
    parts = etree.iterparse(
        cast("IO[bytes]", _Guarded(path, stream)),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    events = _events(path, parts)
    _, root = next(events)
    if root.getroottree().docinfo.internalDTD is not None:
        raise UpstreamDataError(f"{path}: has a document type; WHO's exports have none")
    if root.tag == _PORTAL:
        return Export("portal XML", _trials(path, events, root, "Trial"))
    if root.tag == _SINGLE:
        return Export("single trial", _trials(path, events, root, "trial"))
    raise UpstreamDataError(f"{path}: is XML, but not an export of WHO ICTRP ({root.tag})")


class _Guarded:
    """A file whose packing may prove broken while it is read."""

    def __init__(self, path: Path, stream: io.BufferedReader) -> None:
        self._path, self._stream = path, stream

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except _DAMAGED as error:
            raise Incomplete(f"{self._path}: ends too early or is damaged; {_ADVICE}") from error


def _events(
    path: Path, parts: "Iterator[tuple[str, etree._Element]]"
) -> "Iterator[tuple[str, etree._Element]]":
    try:
        yield from parts
    except etree.XMLSyntaxError as error:
        line, code = error.lineno or 1, getattr(error, "code", None)
        if code in _ENDS_EARLY or "Premature end" in str(error):
            raise Incomplete(f"{path}: is cut off in line {line}; {_ADVICE}") from error
        if code == etree.ErrorTypes.ERR_DOCUMENT_END:
            raise UpstreamDataError(
                f"{path}: line {line}: something follows the end of the export; "
                "import joined files one by one"
            ) from error
        if code in _NOT_TEXT:
            raise UpstreamDataError(
                f"{path}: line {line} is not in the encoding that the file names; {_ADVICE}"
            ) from error
        why = str(error.msg or "").partition(", line")[0]
        raise UpstreamDataError(f"{path}: line {line}: is not XML ({why}); {_ADVICE}") from error


_ENDS_EARLY = {
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED,
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY,
    etree.ErrorTypes.ERR_GT_REQUIRED,
    etree.ErrorTypes.ERR_LTSLASH_REQUIRED,
}
_NOT_TEXT = {
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
}


def _trials(
    path: Path,
    events: "Iterator[tuple[str, etree._Element]]",
    root: "etree._Element",
    name: str,
) -> Iterator[Entry]:
    for event, element in events:
        if event != "end" or element.getparent() is not root:
            continue
        if element.tag != name:
            raise UpstreamDataError(
                f"{path}: line {element.sourceline}: {element.tag} instead of {name}; {_ADVICE}"
            )
        yield _of_element(element)
        element.clear()
        while element.getprevious() is not None:
            del root[0]


def _of_element(trial: "etree._Element") -> Entry:
    cells: list[tuple[str, str]] = []
    for leaf in trial.iter():
        if not isinstance(leaf.tag, str) or len(leaf):
            continue  # a comment; something with parts of its own
        above = {str(each.tag) for each in leaf.iterancestors()}
        if "contacts" not in above:
            name = "ethicsstatus" if "ethics_review" in above and leaf.tag == "status" else leaf.tag
            cells.append((str(name), leaf.text or ""))
    return entry(cells)


# --- CSV ---


def _csv(path: Path, stream: io.TextIOWrapper) -> Export:
    csv.field_size_limit(_LONGEST_FIELD)
    rows = _rows(path, stream)
    first = next(rows)
    names = [field(name) for name in first]
    if "trialid" in names:
        if len(first) != len({name.strip().lower() for name in first}):
            raise UpstreamDataError(f"{path}: two columns have the same name; {_ADVICE}")
        return Export("CSV with a header", _table(path, first, rows, 2))
    if len(first) == len(FULL):
        return Export("full export", _table(path, FULL, _with(first, rows), 1))
    raise UpstreamDataError(
        f"{path}: is not an export of WHO ICTRP: neither its XML nor a table with TrialID or with "
        f"{len(FULL)} columns"
    )


def _with(first: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield first
    yield from rows


def _rows(path: Path, stream: io.TextIOWrapper) -> Iterator[list[str]]:
    reader = csv.reader(stream, strict=True)
    try:
        yield from filter(None, reader)
    except UnicodeDecodeError as error:
        after = f" after line {reader.line_num}" if reader.line_num else ""
        raise UpstreamDataError(f"{path}: is not UTF-8 text{after}; save it as UTF-8") from error
    except _DAMAGED as error:
        raise Incomplete(f"{path}: ends too early or is damaged; {_ADVICE}") from error
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Incomplete(f"{path}: is cut off in line {reader.line_num}; {_ADVICE}") from error
        raise UpstreamDataError(
            f"{path}: line {reader.line_num}: is not CSV ({error}); {_ADVICE}"
        ) from error


def _table(
    path: Path, names: Sequence[str], rows: Iterator[list[str]], number: int
) -> Iterator[Entry]:
    short: int | None = None
    for at, row in enumerate(rows, number):
        if short is not None or len(row) > len(names):
            raise UpstreamDataError(
                f"{path}: row {short or at} has not the {len(names)} columns of the others; "
                f"{_ADVICE}"
            )
        if len(row) < len(names):
            short = at
            continue
        yield entry(zip(names, row, strict=True))
    if short is not None:
        raise Incomplete(f"{path}: is cut off in row {short}; {_ADVICE}")


# --- either ---


def entry(cells: Iterable[tuple[str, str]]) -> Entry:
    """The fields of a trial; several of one name are joined as that field's values are."""
    fields: dict[str, str] = {}
    unknown = []
    for column, value in cells:
        name, said = field(column), value.strip()
        if name is None or not said or said == "NULL":
            continue
        if name not in KNOWN:
            unknown.append(column)
        if name in fields and fields[name] != said:
            said = f"{fields[name]}{';' if name in SEPARATED else '<br>'}{said}"
        fields[name] = said
    return Entry(fields, tuple(unknown))
