"""Which judgements have no effect, and why."""

import re
import sqlite3
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from harvest.judgements.files import DECISIONS, KINDS
from harvest.judgements.model import Judgements

_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
_LIKE = 0.8
"""How near a name is to that of a file which is read, to be meant as that one."""
_KNOWN = "SELECT kind, id FROM records UNION SELECT kind, alias FROM aliases"


def waiting(connection: sqlite3.Connection, judged: Judgements) -> Iterator[str]:
    """The judgements on records that the work database does not hold, one line each."""
    known = {(kind, number) for kind, number in connection.execute(_KNOWN)}
    for trial, paper in judged.verdicts:
        lacking = [
            number
            for kind, number in (("trial", trial), ("article", paper))
            if (kind, number) not in known
        ]
        if lacking:
            yield f"verdict on {trial} and {paper}: {' and '.join(lacking)} not found"
    for pair in judged.studies:
        if lacking := [number for number in pair if ("trial", number) not in known]:
            yield f"verdict on {' and '.join(pair)}: {' and '.join(lacking)} not found"
    for key in judged.corrections:
        if key not in known:
            yield f"correction of {key[0]} {key[1]}: not found"


def misnamed(folder: Path) -> Iterator[str]:
    """Files that nobody reads and that seem meant as one which is not there, one line each."""
    known = {Path(kind.name).stem: kind.name for kind in (*KINDS, DECISIONS)}
    try:
        there = sorted(folder.iterdir())
    except OSError:  # no folder; or who reads the files in it is told why it can't
        there = []
    for path in there:
        stem = re.split("[^a-z]", path.name.lower())[0]  # without " (1)", "-2026", ".csv.csv"
        meant = get_close_matches(stem, known, n=1, cutoff=_LIKE)
        if meant and path.suffix.lower() in _TABLES and not (folder / known[meant[0]]).exists():
            how = "rename it to" if path.suffix.lower() == ".csv" else "save it as"
            yield f"{path}: is not read, and nothing of it is applied; {how} {known[meant[0]]}"
