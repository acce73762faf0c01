"""What a third party says of a record that its own registry delivers: kept beside it, as evidence.

The registry's record is never touched. Of a copy its bytes are kept, and the other numbers that it
gives the trial, which may be the only word on where else the study is registered.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress

import zstandard

from harvest.errors import RecordError
from harvest.records import Digest, Raw
from harvest.store import raw
from harvest.store.readings import UNREADABLE_BODY, Copy, Reader, Reading, normalised

_LATEST = """
SELECT seen_at, content_digest, derived_digest FROM copies
WHERE source = ? AND kind = ? AND id = ? ORDER BY seen_at DESC LIMIT 1
"""
_KEEP = """
INSERT INTO copies (source, kind, id, seen_at, sha256, content_digest, derived_digest, numbers,
    software)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, content_digest = excluded.content_digest,
    derived_digest = excluded.derived_digest, numbers = excluded.numbers,
    software = excluded.software
"""
_RENEW = """
UPDATE copies SET derived_digest = ? WHERE source = ? AND kind = ? AND id = ? AND seen_at = ?
"""
_OF_RECORD = "SELECT id, domain FROM trial_ids WHERE trial_id = ? ORDER BY position"
_DUE = "source = ? AND (? OR software IS NULL OR software <> ?)"
_COUNT = f"SELECT count(*) FROM copies WHERE {_DUE}"  # noqa: S608 (a line of this file)
_UNREAD = f"SELECT kind, id, seen_at, sha256 FROM copies WHERE {_DUE}"  # noqa: S608 (the same)
_READ = """
UPDATE copies SET numbers = coalesce(?, numbers, '[]'),
    content_digest = coalesce(?, content_digest), derived_digest = coalesce(?, derived_digest),
    software = ?
WHERE source = ? AND kind = ? AND id = ? AND seen_at = ?
"""

Key = tuple[str, str, str]
"""Source, kind and number of a record."""


def keep(connection: sqlite3.Connection, copies: Sequence[Copy], reader: Reader) -> None:
    """Keep what differs from the copy before; one that can't be read gives no numbers."""
    for each, digest in copies:
        key = (each.source, each.kind, each.id)
        if not _stands(connection, key, digest):
            name = raw.sha256(each.body)
            raw.keep(connection, [(name, each.body)])
            numbers = _numbers(each, reader) or "[]"
            _put(connection, key, each.fetched_at, (name, digest, numbers, reader.made_from))


def keep_replaced(connection: sqlite3.Connection, readings: Iterable[Reading], source: str) -> None:
    """Keep what another source said of the trials that ``source`` is about to take over."""
    for each in readings:
        held = each.held
        if held is None or held.source == source or each.raw.kind != "trial":
            continue
        key = (held.source, each.raw.kind, held.id)
        if not _stands(connection, key, held.digest):
            numbers = json.dumps(
                connection.execute(_OF_RECORD, (held.id,)).fetchall(), ensure_ascii=False
            )
            values = (held.sha256, held.digest, numbers, held.software)
            _put(connection, key, each.raw.fetched_at, values)


def due(connection: sqlite3.Connection, source: str, reader: Reader, everything: bool) -> int:
    """The number of copies of a source to be read anew."""
    row = connection.execute(_COUNT, (source, everything, reader.made_from)).fetchone()
    return int(row[0])


def reread(connection: sqlite3.Connection, source: str, reader: Reader, *, everything: bool) -> int:
    """Read a source's copies anew from their bytes; how many copies there were.

    What can't be read any more stays as it is. The caller holds the transaction.
    """
    rows = connection.execute(_UNREAD, (source, everything, reader.made_from)).fetchall()
    for kind, identifier, seen_at, name in rows:
        numbers, digest = None, None
        with suppress(RecordError, zlib.error, zstandard.ZstdError, *UNREADABLE_BODY):
            body = raw.body(connection, name)
            numbers = _numbers(Raw(source, kind, identifier, body, seen_at), reader)
            digest = reader.digest(body)
        said = (numbers, digest and digest.content, digest and digest.derived)
        connection.execute(_READ, (*said, reader.made_from, source, kind, identifier, seen_at))
    return len(rows)


def _stands(connection: sqlite3.Connection, key: Key, digest: Digest) -> bool:
    """Whether the latest copy says the same; what its source computes of it is renewed."""
    row = connection.execute(_LATEST, key).fetchone()
    if row is None or row[1] != digest.content:
        return False
    if row[2] != digest.derived:
        connection.execute(_RENEW, (digest.derived, *key, row[0]))
    return True


def _put(
    connection: sqlite3.Connection,
    key: Key,
    seen_at: str,
    values: tuple[str, Digest, str, str],
) -> None:
    name, digest, numbers, software = values
    rest = (name, digest.content, digest.derived, numbers, software)
    connection.execute(_KEEP, (*key, seen_at, *rest))


def _numbers(each: Raw, reader: Reader) -> str | None:
    """The other numbers of a trial and who gave them, as a JSON list; None if it can't be read."""
    try:
        rows = normalised(each, reader).tables.get("trial_ids", ())
    except (RecordError, *UNREADABLE_BODY):
        return None
    return json.dumps([(row[3], row[5]) for row in rows], ensure_ascii=False)
