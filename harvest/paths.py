"""Where the program's own files lie, in a checkout and in an installed wheel alike.

``db/`` and the default ``config.toml`` stand beside the package in a checkout, for people to read
and add to; a wheel carries them inside the package, in ``harvest/_shared`` (see ``setup.py``).
Files that belong to one module stand beside it, and it finds them by its own ``__file__``.
"""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent

CHECKOUT = PACKAGE.parent
"""Where ``docs/`` is too; only what works on a checkout may ask for it."""

_CARRIED = PACKAGE.joinpath("_shared")  # spelt so that it counts for nothing (staleness)
_ROOT = _CARRIED if _CARRIED.is_dir() else CHECKOUT

DB = _ROOT / "db"
"""Migrations, published schema, saved queries, linking rules, vocabularies."""

PACKS = _ROOT.joinpath("db", "packs")
"""The packs that come with the program, for who only names them and reads none."""

DEFAULT_CONFIG = _ROOT / "config.toml"
"""The configuration that comes with the program."""


def called(path: Path) -> str:
    """What a file is called in messages: from the program's folder, or as it lies."""
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else str(path)


def added_sources() -> tuple[Path, ...]:
    """Folders whose packages are sources too, beside those in ``harvest/sources``.

    ``HARVEST_SOURCES`` names them, as PATH does; one that is not there is left out.
    """
    named = (Path(each) for each in os.environ.get("HARVEST_SOURCES", "").split(os.pathsep) if each)
    return tuple(folder.absolute() for folder in named if folder.is_dir())
