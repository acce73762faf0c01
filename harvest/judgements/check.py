"""Which judgements on records have no effect, and why."""

import sqlite3
from collections.abc import Iterator

from harvest.judgements.model import Judgements

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
