"""What the ``pack.toml`` of a pack says."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal, NoReturn

import msgspec

from harvest.errors import ConfigError
from harvest.machine.toml_text import tables
from harvest.packs.folders import FILE, Folders, in_use, own, shipped
from harvest.paths import DB, PACKS, called

SHIPPED = DB / "packs"

_VOCABULARY = re.compile(r"[\w-]{1,60}")
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

    def vocabulary(self, name: str, key: str) -> Path:
        """Where its vocabulary of that name stands.

        Raises ConfigError naming the ``key`` that asks for it if it has none.
        """
        if not _VOCABULARY.fullmatch(name):
            self.wrong(key, f"{name!r}: write the name of a file of vocabularies/, without .csv")
        path = Path(self.folder, "vocabularies", f"{name}.csv")
        if not path.is_file():
            self.wrong(key, f"there is no {called(path)}")
        return path

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
    found = tuple(map(_read, folders))
    owners: dict[str, Pack] = {}
    for pack in found:
        for picture in pack.pictures:
            if other := owners.get(picture.name):
                pack.wrong("pictures", f"{other.file} has a picture {picture.name!r}; rename it")
            owners[picture.name] = pack
    return found


def _read(folder: Path) -> Pack:
    file = folder / FILE
    try:
        given = tables(file.read_bytes(), called(file))
        pack = msgspec.convert(given | {"folder": str(folder)}, Pack)
    except OSError as error:
        raise ConfigError(f"{called(file)}: can't be read: {error.strerror}") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"{called(file)}: {error}") from error
    for picture in pack.pictures:
        if not _PICTURE.fullmatch(picture.name):
            pack.wrong("pictures", f"{picture.name!r} is not a name; use small letters and hyphens")
    if "folder" in given:
        pack.wrong("folder", "is that of the file; leave the key out")
    return pack


def left_out() -> Iterator[str]:
    """What the packs of a user's own say of facets that no pack has: perhaps misspelt."""
    found = packs()
    of_the_program = read(tuple(PACKS / name for name in shipped()))
    known = {name for pack in (*found, *of_the_program) for name in pack.facets}
    for pack in found:
        if not own([Path(pack.folder)]):
            continue
        said = [(f"adds.{name}", name) for name in pack.adds]
        for picture in pack.pictures:
            said += [
                (f"pictures: {picture.name}", name) for name in (picture.rows, picture.columns)
            ]
        for key, name in said:
            if name not in known:
                guess = get_close_matches(name, known, 1)
                cure = f"; did you mean {guess[0]}?" if guess else ""
                yield f"{pack.file}: {key}: left out, no pack has a facet {name!r}{cure}"


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
