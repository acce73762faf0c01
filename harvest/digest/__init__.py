"""Alerts on what is watched: composed from the published changes, delivered once.

``run`` is the whole of it: read the list of what is watched, find what is new since the last digest
that was delivered, deliver it, and only then remember that it was.
"""

import sqlite3
from dataclasses import dataclass

from harvest.digest.compose import Digest, Listed, compose, unknown
from harvest.digest.deliver import deliver
from harvest.digest.state import State
from harvest.digest.watch import Watch


@dataclass(frozen=True, slots=True)
class Sent:
    """What a digest held: changes shown and counted, rows of saved queries that came or went."""

    changes: int
    query_rows: int
    delivered: bool


def run(
    connection: sqlite3.Connection, watch: Watch, since: str | None, to: str, listed: Listed
) -> Sent:
    """Deliver what is new to ``to`` (a file ending in .md or .html, or ``smtp``).

    ``listed`` tells the records of a list of the site.

    ``since`` is a date, or None for "since the last one that was delivered". An empty digest is not
    sent by mail; a file is written all the same, saying so.

    Raises UsageError for a target that is neither, UpstreamUnavailable if the mail server does not
    take it, and as ``output.write`` if the file can't be written: then nothing is remembered, and
    the next call sends the whole again.
    """
    state = State.read(watch)
    digest = compose(connection, watch, state, since, listed)
    delivered = deliver(digest, watch, to)
    if since is None:
        state.after(digest).write(watch)
    return Sent(digest.total, digest.query_rows, delivered)


__all__ = ["Digest", "Listed", "Sent", "Watch", "run", "unknown"]
