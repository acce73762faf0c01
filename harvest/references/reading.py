"""A file of references: its format, known by what is in it, and its records one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from harvest.errors import NoPermission, UpstreamDataError, UsageError
from harvest.references import bibtex, endnote, medline, ris
from harvest.references.decoding import decoded
from harvest.references.model import Entry

_MOST = 256 * 1024 * 1024
_FORMATS: tuple[tuple[str, Callable[[str], bool], Callable[[str], Iterator[Entry]]], ...] = (
    ("EndNote XML", endnote.is_endnote, endnote.entries),
    ("RIS", ris.is_ris, ris.entries),
    ("NBIB", medline.is_nbib, medline.entries),
    ("BibTeX", bibtex.is_bibtex, bibtex.entries),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read: its name without folders, its format, a name for its bytes.

    ``entries`` are all its records, those that can't be read too.
    """

    name: str
    format: str
    digest: str
    entries: tuple[Entry, ...]


def read(path: Path) -> File:
    """Read a file of references to its end, whatever it is called.

    Raises UsageError if there is no such file, NoPermission, and UpstreamDataError for one that is
    empty, too large or of no known format.
    """
    try:
        if path.stat().st_size > _MOST:
            raise UsageError(f"{path}: is larger than 256 MB; export it in parts")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise UsageError(f"{path}: is a folder; name a file") from None
    except PermissionError:
        raise NoPermission(f"{path}: may not be read; check its owner and mode") from None
    text = decoded(data)
    if not text.strip("\ufeff\0 \n\t"):
        raise UpstreamDataError(f"{path}: is empty; export it again")
    for name, known, entries in _FORMATS:
        if known(text):
            found = tuple(entries(text))
            return File(path.name, name, sha256(data).hexdigest(), found)
    raise UpstreamDataError(
        f"{path}: has no reference in RIS, BibTeX, EndNote XML or NBIB; export it in one of these"
    )
