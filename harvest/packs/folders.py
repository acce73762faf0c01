"""Which packs are in use: folders, chosen by a configuration.

What is read, published or shown for a topic happens inside :func:`using` its packs; outside it
those hold that a configuration has that names none.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from pathlib import Path

from harvest.paths import PACKS

FILE = "pack.toml"
ALWAYS = "study"
"""The pack of every topic: what any study measures, and when."""
DEFAULT = ("cells", "liver")
"""The packs of a configuration that names none."""

Folders = tuple[Path, ...]

# Made once: a path keeps its hash, and what is worked out of packs is kept by their folders.
_ALWAYS = PACKS / ALWAYS
_in_use: ContextVar[Folders] = ContextVar(
    "packs", default=(_ALWAYS, *(PACKS / name for name in DEFAULT))
)


def shipped() -> tuple[str, ...]:
    """The packs of the program that a configuration may name."""
    return tuple(
        sorted(path.parent.name for path in PACKS.glob(f"*/{FILE}") if path.parent.name != ALWAYS)
    )


def folder(name: str, beside: Path) -> Path:
    """The folder of the pack of that name; one with a ``/`` is a path from the folder ``beside``.

    Raises ValueError saying what is wrong and what to do.
    """
    if "/" not in name:
        if name in shipped():
            return PACKS / name
        if (beside / name / FILE).is_file():
            raise ValueError(f'no pack of the program is called {name!r}; write "./{name}"')
        guess = get_close_matches(name, shipped(), 1)
        cure = f"did you mean {guess[0]}?" if guess else f"it has {', '.join(shipped())}"
        raise ValueError(
            f'no pack of the program is called {name!r}; {cure} (a folder of your own: "./{name}")'
        )
    try:
        found = Path(beside, Path(name).expanduser()).absolute()
        there = (found / FILE).is_file()
    except (OSError, RuntimeError) as error:  # no permission, an over-long name, no such ~user
        raise ValueError(f"{name}: can't be opened: {error}") from error
    if not there:
        raise ValueError(f"{name}: not found: {found / FILE}; name the folder of a {FILE}")
    return found


def files(folder: Path) -> tuple[Path, ...]:
    """The files of a pack that are there; whatever else lies in its folder is none of them."""
    parts = (FILE, "vocabularies/*.csv", "queries/*.sql")
    return tuple(path for part in parts for path in sorted(folder.glob(part)))


def in_use() -> Folders:
    """The folders of the packs in use, that of every topic first."""
    return _in_use.get()


def use(packs: Folders) -> None:
    """Use these packs beside that of every topic, from now on."""
    _in_use.set((_ALWAYS, *packs))


@contextmanager
def using(packs: Folders) -> Iterator[None]:
    """Use these packs inside, beside that of every topic."""
    token = _in_use.set((_ALWAYS, *packs))
    try:
        yield
    finally:
        _in_use.reset(token)


def default() -> Folders:
    """The folders of the packs of a configuration that names none."""
    return tuple(PACKS / name for name in DEFAULT)


def own(packs: Sequence[Path]) -> Folders:
    """Those that are not the program's."""
    return tuple(path for path in packs if not path.is_relative_to(PACKS))
