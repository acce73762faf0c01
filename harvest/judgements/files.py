"""The files of judgements as text: CSV with a first line that names its columns.

People write them by hand and in spreadsheets, so a byte order mark, blank rows and columns in any
order do no harm; what could mean two things is refused with its line and the cure.
"""

import csv
import io
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from harvest.config import folders
from harvest.config.reader import listed, nearest, quoted
from harvest.errors import CannotCreate, ConfigError, NoPermission, StorageError
from harvest.machine.output import write


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name and columns; those of ``needed`` may not be left out.

    A ``private`` one is for nobody but its owner, unless that has given it another mode.
    """

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    private: bool = False

    @property
    def head(self) -> str:
        """The first line of such a file."""
        return ",".join(self.columns)


VERDICTS = Kind(
    "verdicts.csv",
    ("trial", "paper", "verdict", "who", "when", "note"),
    ("trial", "paper", "verdict"),
)
CORRECTIONS = Kind(
    "corrections.csv",
    ("kind", "id", "facet", "value", "label", "reason", "who", "when"),
    ("kind", "id", "facet", "value", "reason"),
)
STUDIES = Kind(
    "studies.csv",
    ("trial", "other", "verdict", "who", "when", "note"),
    ("trial", "other", "verdict"),
)
SPONSORS = Kind(
    "sponsors.csv",
    ("name", "relation", "sponsor", "reason", "who", "when"),
    ("name", "relation"),
)
KINDS = (VERDICTS, CORRECTIONS, STUDIES, SPONSORS)
DECISIONS = Kind(
    "decisions.csv",
    (
        *("record", "stage", "decision", "reason", "note"),
        *("person", "decided_at", "record_version"),
    ),
    ("record", "stage", "decision", "person"),
    private=True,
)
"""Of a review, not of the evidence: never applied to it, and never published."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: each column has a text, trimmed; ``""`` where nothing stands."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def wrong(self, column: str, problem: str) -> NoReturn:
        """Raise the error of one cell; ``problem`` says what is wrong and the cure."""
        raise ConfigError(f"{self.path}: line {self.line}, {column}: {problem}")


def read_rows(path: Path, kind: Kind) -> list[Row]:
    """The rows of a file; none where there is no file.

    Raises ConfigError for a file that is not of that kind, NoPermission or StorageError for one
    that can't be read.
    """
    body = _body(path)
    return [] if body is None else list(_rows(path, kind, _text(path, body)))


def add(path: Path, kind: Kind, new: Sequence[Row]) -> None:
    """Add rows to a file, which is made where there is none; what it holds stays as it stands.

    The file is replaced whole or not at all. Raises what :func:`read_rows` raises, NoPermission,
    CannotCreate or StorageError.
    """
    body = _body(path)
    text = kind.head + "\n" if body is None else _text(path, body)
    held = list(_rows(path, kind, text))
    columns = next(_head(row) for _, row in _records(path, text) if any(row))
    if any(row.cells[name] for row in new for name in kind.columns if name not in columns):
        columns, text = list(kind.columns), _written(kind.columns, held, "\n", head=True)
    end = "\r\n" if "\r\n" in text else "\n"
    text += "" if text.endswith(("\n", "\r")) else end
    text += _written(columns, new, end)
    make_folder(path)
    write(path, _mark(body) + text.encode())


def rewrite(path: Path, kind: Kind, change: Callable[[list[Row]], list[Row]]) -> None:
    """Replace the rows of a file by what ``change`` makes of them, whole or not at all.

    A row that ``change`` returns as it was given keeps its text, quotes, blanks and all. Who calls
    holds :func:`harvest.judgements.lock.alone`, or loses what another writes meanwhile. Raises
    what :func:`add` raises.
    """
    body = _body(path)
    text = kind.head + "\n" if body is None else _text(path, body)
    rows = list(_rows(path, kind, text))
    columns = next(_head(row) for _, row in _records(path, text) if any(row))
    new = change(list(rows))
    if len(new) == len(rows) and all(map(operator.is_, new, rows)):
        return
    lines = list(io.StringIO(text, newline=""))
    starts = [row.line - 1 for row in rows] + [len(lines)]
    end = "\r\n" if "\r\n" in text else "\n"
    parts = ["".join(lines[: starts[0]])]
    known = {id(row): place for place, row in enumerate(rows)}
    if any(row.cells[name] for row in new for name in kind.columns if name not in columns):
        columns, known, parts = list(kind.columns), {}, [kind.head + end]
    for row in new:
        place = known.get(id(row))
        held = None if place is None else "".join(lines[starts[place] : starts[place + 1]])
        parts += ["" if parts[-1].endswith(("\n", "\r")) else end]
        parts += [_written(columns, [row], end) if held is None else held]
    leftover = path.resolve().with_name(aside_name(path.name))
    leftover.unlink(missing_ok=True)  # of a process that was killed
    write(path, _mark(body) + "".join(parts).encode(), aside=leftover.name, private=kind.private)


def aside_name(name: str) -> str:
    """Where a file is written before it takes its place."""
    return f".harvest-{name}.partial"


def _mark(body: bytes | None) -> bytes:
    """The byte order mark that a file has already."""
    return b"\xef\xbb\xbf" if body is not None and body.startswith(b"\xef\xbb\xbf") else b""


def make_folder(path: Path) -> None:
    """Make the folder of a file where there is none. Raises NoPermission or CannotCreate."""
    try:
        folders.make(path.parent)
    except PermissionError as error:
        raise NoPermission(f"{path.parent}: can't be made ({error.strerror})") from error
    except OSError as error:
        raise CannotCreate(
            f"{path.parent}: can't be made ({error.strerror}); name another as [judgements] folder"
        ) from error


def _body(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        for each in (path, path.parent):
            if each.is_symlink() and not each.exists():
                raise ConfigError(
                    f"{each}: is a broken link; repair it, or remove it if there are no judgements"
                ) from None
        return None
    except PermissionError:
        raise NoPermission(f"{path}: may not be read; check its owner and mode") from None
    except (IsADirectoryError, NotADirectoryError):
        raise ConfigError(f"{path}: is a folder, or below a file; move it out of the way") from None
    except OSError as error:
        raise StorageError(f"{path}: can't be read ({error.strerror}); check the disk") from error


def _text(path: Path, body: bytes) -> str:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ConfigError(f"{path}: saved as UTF-16; save it as CSV in UTF-8")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"{path}: line {line} is not UTF-8 text; save it as CSV in UTF-8"
        ) from None


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line that it begins on, its cells trimmed."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for record in reader:
            yield start, [cell.strip() for cell in record]
            start = reader.line_num + 1
    except csv.Error as error:
        raise ConfigError(
            f"{path}: line {start}: is not valid CSV ({error}); look at its quotation marks"
        ) from None


def _rows(path: Path, kind: Kind, text: str) -> Iterator[Row]:
    head: list[str] | None = None
    for number, record in _records(path, text):
        if not any(record):
            continue
        if head is None:
            head = _head(record)
            _check_head(path, number, kind, head)
            continue
        if any(record[len(head) :]):
            raise ConfigError(
                f"{path}: line {number}: has {len(record)} cells, the first line names "
                f"{len(head)}; put a text with a comma in double quotes"
            )
        cells = dict.fromkeys(kind.columns, "") | dict(zip(head, record, strict=False))
        yield Row(path, number, cells)
    if head is None:
        raise ConfigError(f"{path}: is empty; write {kind.head} as its first line, or delete it")


def _head(record: Sequence[str]) -> list[str]:
    """The names of the columns, without the empty cells that a spreadsheet puts behind them."""
    names = list(record)
    while not names[-1]:
        names.pop()
    return names


def _check_head(path: Path, line: int, kind: Kind, head: list[str]) -> None:
    where = f"{path}: line {line}"
    if len(head) == 1 and (";" in head[0] or "\t" in head[0]):
        raise ConfigError(f"{where}: is not separated by commas; save it as CSV with commas")
    for name in head:
        if name not in kind.columns:
            guess = nearest(name, kind.columns)
            cure = f"did you mean {guess}?" if guess else f"there are {listed(kind.columns)}"
            raise ConfigError(f"{where}: {quoted(name)} is not a column of {kind.name}; {cure}")
        if head.count(name) > 1:
            raise ConfigError(f"{where}: names the column {name} twice; take one out")
    for name in kind.needed:
        if name not in head:
            raise ConfigError(f"{where}: has no column {name}; write {kind.head}")


def _written(columns: Sequence[str], new: Sequence[Row], end: str, *, head: bool = False) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator=end)
    if head:
        writer.writerow(columns)
    writer.writerows([row.cells[name] for name in columns] for row in new)
    return target.getvalue()
