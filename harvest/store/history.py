"""The versions of a record: what it said before."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from harvest.rows import Kind

_VERSIONS = """
SELECT kind, id, version, sha256, source_date, seen_at, run_id
FROM versions WHERE kind = ? AND id = ? ORDER BY version
"""
_SINCE = """
SELECT kind, id, version, sha256, source_date, seen_at, run_id
FROM versions WHERE run_id >= ? ORDER BY kind, id, version
"""


class Version(NamedTuple):
    """One version of a record; its bytes are ``raw.body(connection, version.sha256)``."""

    kind: Kind
    id: str
    version: int
    sha256: str
    source_date: str | None
    seen_at: str
    run_id: int


def versions(connection: sqlite3.Connection, kind: Kind, identifier: str) -> tuple[Version, ...]:
    """All versions of a record, the first seen first."""
    return tuple(Version(*row) for row in connection.execute(_VERSIONS, (kind, identifier)))


def versions_since(connection: sqlite3.Connection, run_id: int) -> Iterator[Version]:
    """The versions that run ``run_id`` and later ones brought, by record, in order."""
    return (Version(*row) for row in connection.execute(_SINCE, (run_id,)))
