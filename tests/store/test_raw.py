"""The bytes received are kept whole, under their SHA-256.

Relies on nothing beside the program.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.store import raw, schema

BODY = b'{"protocolSection": {"briefSummary": "' + "naïve cells ".encode() * 500 + b'"}}'


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(schema.connect(tmp_path / "work.db")) as opened:
        yield opened


@pytest.mark.parametrize("body", [BODY, b"", b"\x00\xff" * 9])
def test_bytes_come_back_as_they_were_received(connection: sqlite3.Connection, body: bytes) -> None:
    name = raw.sha256(body)
    raw.keep(connection, [(name, body), (name, body)])

    assert raw.body(connection, name) == body


def test_bytes_take_less_room_than_they_had(connection: sqlite3.Connection) -> None:
    raw.keep(connection, [(raw.sha256(BODY), BODY)])

    (room, size) = connection.execute("SELECT length(body), size FROM raw").fetchone()
    assert room < len(BODY) / 10
    assert size == len(BODY)


def test_bytes_that_an_earlier_version_packed_with_zlib_are_read(
    connection: sqlite3.Connection,
) -> None:
    name = raw.sha256(BODY)
    connection.execute("INSERT INTO raw VALUES (?, ?, ?)", (name, zlib.compress(BODY, 1), 1))

    assert raw.body(connection, name) == BODY


def test_bytes_that_are_not_kept_are_a_key_error(connection: sqlite3.Connection) -> None:
    with pytest.raises(KeyError):
        raw.body(connection, raw.sha256(BODY))
