"""Tables: their shape, and text for a terminal; each format of a file has a module of its own.

A cell is text, a whole number, a decimal or empty. A column that holds record numbers is linked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from harvest.errors import UsageError
from harvest.identifiers import home
from harvest.text import allowed

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What goes along with a table: a ``picture`` (PNG) of these rows, or without one they alone.

    A document shows the picture, a workbook the rows; ``note`` says how to read it and what is
    missing in it. ``name`` is short, for a sheet.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    picture: bytes | None = None

    @property
    def caption(self) -> str:
        """The title and the note as sentences."""
        return f"{self.title}. {self.note}".strip()


@dataclass(frozen=True, slots=True)
class Origin:
    """A saved query by its slug with its parameters, or single records by their numbers.

    ``made_by`` of records says how: characteristics of trials, papers, or both side by side.
    ``generation`` is the publication, ``last_change`` the last change that it had told,
    ``versions`` those of the records.
    """

    made_by: Literal["query", "trials", "papers", "records"]
    title: str
    generation: int
    published_at: str
    last_change: int
    query: str = ""
    params: Mapping[str, str] | None = None
    ids: tuple[str, ...] = ()
    versions: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; ``columns`` are (name, label); ``notes`` tell sources, filters and dates.

    ``first`` names the columns that matter most, where not all have room; ``exhibits`` are for
    formats of more than one table.
    """

    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    origin: Origin | None = None
    """What it was made from, for a file that may be updated later; None: not to be"""


def chosen(table: Table, names: Sequence[str]) -> Table:
    """The table with the columns of these names alone, in its own order.

    Raises UsageError naming those that it does not have.
    """
    known = [name for name, _ in table.columns]
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"columns: no {', '.join(unknown)}; there are {', '.join(known)}")
    places = [place for place, name in enumerate(known) if name in names]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=[[row[place] for place in places] for row in table.rows],
    )


def as_text(table: Table) -> str:
    """For a terminal: each row as a paragraph of ``label: value`` lines, empty cells left out."""
    paragraphs = [
        "\n".join(
            f"{label}: {' '.join(str(cell).split())}"
            for (_, label), cell in zip(table.columns, row, strict=True)
            if cell is not None
        )
        for row in table.rows
    ]
    count = f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}"
    return "\n\n".join([table.title, *paragraphs, count, *table.notes]) + "\n"


_LINES = 5
"""Lines that the longest text of a column should take."""
_NARROWEST, _WIDEST = 9, 44


def widths(table: Table, widest: int = _WIDEST) -> list[int]:
    """A width for each column, in characters: no word is broken, long texts take few lines.

    None is wider than ``widest``.
    """
    found = []
    for number, (_, label) in enumerate(table.columns):
        texts = [str(row[number]) for row in table.rows[:500] if row[number] is not None]
        words = [word for text in (label, *texts) for word in text.split()]
        longest_word = max(map(len, words), default=0)
        longest = max(map(len, texts), default=0)
        wanted = max(longest_word + 2, min(longest + 2, longest // _LINES + 8), _NARROWEST)
        found.append(min(wanted, widest))
    return found


_ODD_BREAK = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text without the characters that XML, and so a workbook or document, can't hold.

    Line breaks that no paragraph of a registry has are blanks.
    """
    return allowed(_ODD_BREAK.sub(" ", text))


def link_of(name: str, value: str) -> str | None:
    """Where a record number leads, by the name of its column."""
    return home(value) if name in ("trial_id", "article_id") else None
