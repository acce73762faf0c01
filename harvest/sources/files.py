"""The files in which a registry gives out all of its records: what a source says of them.

Imports nothing of the program: what reads such files is known by its digest, and an import here
would make a lake of millions of records stale with it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple


class Piece(NamedTuple):
    """One record cut out of a file: its number and its bytes as they are there.

    ``id`` is None where none can be read; ``problem`` says why it can't be a record, and ``as_of``
    of which day the registry's data are, where the record says it.
    """

    id: str | None
    body: bytes
    problem: str | None = None
    as_of: str | None = None


class Deletion(NamedTuple):
    """A file says that a version of a record no longer exists; None for all of its versions."""

    id: str
    version: int | None


class Place(NamedTuple):
    """Where a file belongs among those of its registry, by its name alone.

    ``unit`` names what is read together: all files of one name of a unit, in one folder or archive,
    are one. Of two ``series`` (a year's files) the newer one counts alone, once it is whole; within
    one, a record of a higher ``number`` is newer. ``coarser`` are names of larger units, the larger
    the later, for a folder or an archive that has few files for each of the small ones; such a one
    contains all records, and what it no longer contains is removed.
    """

    unit: str
    series: int = 0
    number: int = 0
    coarser: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulk:
    """How ``harvest bulk`` reads the files of a source; pure and picklable, as its reader is.

    ``place`` is asked with the name of a file, or of a member of a zip archive, without folders;
    None where it is no file of that kind. ``cut`` reads the unpacked content from a stream, never
    whole, and raises UpstreamDataError where the file can't be trusted.
    """

    option: str
    """Of the command: ``pubmed`` for ``--pubmed``"""
    place: Callable[[str], Place | None]
    cut: Callable[[str, BinaryIO], Iterator[Piece | Deletion]]
