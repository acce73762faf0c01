"""What describes an export format: all that pages, commands and documents need to know of it."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from harvest.export.references import Reference
from harvest.export.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by its ``name`` on the command line and its file's ``ending`` (without a dot).

    ``label`` is what people call it, ``programs`` for which of theirs it is, if that is not plain.
    A file of it holds ``most`` records with ease: as many as those programs can open. Formats are
    offered by ``place``. A file of it begins with ``mark``, a stream to another program does not.
    ``instead`` names a program that another format serves better, and that format.
    """

    name: str
    label: str
    ending: str
    media_type: str
    most: int
    place: int
    programs: str = ""
    text: bool = True
    mark: bytes = b""
    instead: tuple[str, str] | None = None

    @property
    def content_type(self) -> str:
        """The media type, for text with its encoding."""
        return f"{self.media_type}; charset=utf-8" if self.text else self.media_type

    @property
    def long_label(self) -> str:
        """The label, with the programs."""
        return f"{self.label} ({self.programs})" if self.programs else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFormat(Format):
    """A format of reference managers, and its writer (text is UTF-8).

    ``pubmed_only`` says that its readers know a record by its PMID.
    """

    pubmed_only: bool = False
    dumps: Callable[[list[Reference]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat(Format):
    """A format of tables, and its writer.

    ``unasked`` makes of a table what a file of it holds where nobody chose columns, if not all.
    ``exhibits`` says which of those of a table it has: their pictures, or the rows behind them.
    """

    dumps: Callable[[Table], bytes]
    unasked: Callable[[Table], Table] | None = None
    exhibits: Literal["pictures", "rows"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseFormat(Format):
    """A format of the whole public file, and what writes it into a new folder."""

    write: Callable[[sqlite3.Connection, Path], None]
