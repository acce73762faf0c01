"""A refused publication, told where people look: a note beside the public file, for the site.

The site may read what is published and nothing else. The note holds what the ledger holds, is
removed by the next publication that is accepted, and speaks of one generation only, so that one
which outlived a crash says nothing of a later file.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_MODE = 0o644  # a site under another user reads it


class Note(NamedTuple):
    """What was refused: when (UTC), after which generation, and why."""

    at: str
    generation: int
    reason: str


def path_of(target: Path) -> Path:
    """Where the note of a public file lies."""
    return target.with_name(f"{target.name}.refused.json")


def write(target: Path, note: Note) -> None:
    """Leave a note beside ``target``, whole or not at all. Raises OSError."""
    path = path_of(target)
    aside = path.with_name(f".next-{path.name}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(aside, flags, _MODE)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), _MODE)  # whatever the umask says
            json.dump(note._asdict(), file, ensure_ascii=False)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def clear(target: Path) -> None:
    """Remove the note, if there is one."""
    with suppress(OSError):  # it speaks of an earlier generation, and so of nothing
        path_of(target).unlink(missing_ok=True)


def read(target: Path, generation: int) -> Note | None:
    """The note on what was refused after this generation of ``target``; None if nothing was."""
    try:
        told = json.loads(path_of(target).read_bytes())
        note = Note(str(told["at"]), int(told["generation"]), str(told["reason"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return note if note.generation == generation else None
