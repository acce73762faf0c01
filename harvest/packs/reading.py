"""What the ``pack.toml`` of a pack says."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NoReturn

import msgspec

from harvest.errors import ConfigError
from harvest.packs.folders import FILE, Folders, in_use
from harvest.paths import DB, called

SHIPPED = DB / "packs"

_PICTURE = re.compile(r"[a-z-]{1,40}")  # as in its address


class Matrix(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A picture of the landscape: trials by the values of two facets.

    It is drawn where both facets are in use; ``name`` is that in its address, ``between`` stands
    between a value of each in its heading, which names those of most trials.
    """

    name: str
    title: str
    rows: str
    columns: str
    between: str = "for"


class Hints(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Examples for readers: what to ``search`` for, in the words of a search."""

    search: tuple[str, ...] = ()


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A pack, named as its folder.

    ``adds`` names a facet of another pack, and the vocabulary of this one whose terms it has, too.
    ``facets`` are read by :mod:`harvest.facets`. ``common`` words are in so many outcomes of its
    topic that they tell none from another. A new topic is proposed it where its words name a term
    of a facet with a ``concept``; one that fits any topic is proposed where no pack has a term of
    that concept for it, ``otherwise``.
    """

    title: str
    about: str
    adds: Mapping[str, str] = {}
    common: tuple[str, ...] = ()
    hints: Hints = Hints()
    pictures: tuple[Matrix, ...] = ()
    facets: Mapping[str, Mapping[str, Any]] = {}
    otherwise: Literal["", "intr", "cond"] = ""
    folder: str = ""

    @property
    def file(self) -> str:
        """What its file is called in messages."""
        return called(Path(self.folder, FILE))

    def vocabulary(self, name: str) -> Path:
        """Where its vocabulary of that name stands, if it has it."""
        return Path(self.folder, "vocabularies", f"{name}.csv")

    def wrong(self, key: str, problem: str) -> NoReturn:
        """Raise ConfigError naming its file, the key and the problem."""
        raise ConfigError(f"{self.file}: {key}: {problem}")


def packs() -> tuple[Pack, ...]:
    """The packs in use, that of every topic first.

    Raises ConfigError naming the file and what is wrong with it.
    """
    return read(in_use())


@cache
def read(folders: Folders) -> tuple[Pack, ...]:
    """The packs in these folders. Raises ConfigError as :func:`packs` does."""
    return tuple(map(_read, folders))


def _read(folder: Path) -> Pack:
    file = folder / FILE
    try:
        given = msgspec.toml.decode(file.read_bytes(), type=dict[str, Any])
        pack = msgspec.convert(given | {"folder": str(folder)}, Pack)
    except OSError as error:
        raise ConfigError(f"{called(file)}: can't be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{called(file)}: {error}") from error
    for picture in pack.pictures:
        if not _PICTURE.fullmatch(picture.name):
            pack.wrong("pictures", f"{picture.name!r} is not a name; use small letters and hyphens")
    if "folder" in given:
        pack.wrong("folder", "is that of the file; leave the key out")
    return pack


def vocabulary(name: str) -> Path:
    """The vocabulary of that name of one of the program's packs: what its rules are made of.

    Raises FileNotFoundError if none has it.
    """
    for path in sorted(SHIPPED.glob(f"*/vocabularies/{name}.csv")):
        return path
    raise FileNotFoundError(f"no pack has a vocabulary {name}")


def queries() -> Iterator[Path]:
    """The files of saved queries of the packs in use."""
    for pack in packs():
        yield from sorted(Path(pack.folder, "queries").glob("*.sql"))
