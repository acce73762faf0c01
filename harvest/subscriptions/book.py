"""The private file of who asked for mail, and of what each was sent.

It is made for its owner alone and overwrites what is deleted. Every step is one transaction. What
a mail may have delivered is never sent again: ``sending`` is written before a mail is handed over,
and whoever finds it there later takes that mail as sent.
"""

import errno
import hashlib
import hmac
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from harvest.clock import stamp
from harvest.config import folders
from harvest.errors import CannotCreate, NoPermission, StorageError
from harvest.subscriptions import links
from harvest.subscriptions.following import Follow

BY_VISITOR, BY_ADDRESS, BY_ALL = 10, 3, 500
"""Mails with a link to confirm that one visitor, one address and all of them may cause in a day."""
MOST_FOLLOWED = 50
"""Things that one reader follows."""
BOUNCES = 3
"""Times in a row that a server may refuse an address before it is deleted."""

_DAY = timedelta(days=1)
_VERSION = 1
"""``user_version`` of the file."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS secret (key BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS readers (
    id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE COLLATE NOCASE, since TEXT NOT NULL,
    state TEXT NOT NULL, sending TEXT, last_sent TEXT, bounces INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS follows (
    reader TEXT NOT NULL REFERENCES readers ON DELETE CASCADE, kind TEXT NOT NULL,
    key TEXT NOT NULL, PRIMARY KEY (reader, kind, key)
);
CREATE TABLE IF NOT EXISTS pending (
    id TEXT PRIMARY KEY, address TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
    ends TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS asked (who TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS asked_who ON asked (who);
"""


class TooMany(Exception):
    """A visitor, or all of them together, asked too often; or a reader follows too much."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who confirmed; ``state`` is what the last mail told, as JSON."""

    id: str
    address: str
    since: str
    state: str
    follows: tuple[Follow, ...]


class Book:
    """The file, open; a context that closes it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _told(path):
            folders.make(path.parent, 0o700)
            _make_private(path)
            self._db = sqlite3.connect(path, timeout=10, isolation_level=None)
        try:
            with _told(path):
                self._key = self._prepared()
        except BaseException:
            self._db.close()
            raise

    def _prepared(self) -> bytes:
        """Bring the file to this version; the key that it holds."""
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute("PRAGMA foreign_keys = ON")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            raise StorageError(
                f"{self._path}: a newer version of harvest made this; install that version"
            )
        if version < _VERSION:  # or another process is about to: every statement may come twice
            with self._changing():
                for statement in _SCHEMA.split(";"):
                    self._db.execute(statement)
                if not self._db.execute("SELECT 1 FROM secret").fetchone():
                    self._db.execute("INSERT INTO secret VALUES (?)", (secrets.token_bytes(32),))
                self._db.execute(f"PRAGMA user_version = {_VERSION:d}")
        key: bytes = self._db.execute("SELECT key FROM secret").fetchone()[0]
        return key

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with _told(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # --- asked for on the site ---

    def ask(self, address: str, follow: Follow, visitor: str, now: datetime) -> str | None:
        """Note a wish; the link that confirms it, None where that address has had its share.

        Raises TooMany where the visitor, or all together, have had theirs.
        """
        with self._changing():
            self._forget(now)
            self._count(f"visitor {visitor}", BY_VISITOR, now)
            theirs = self._hashed(f"address {_mailbox(address)}")
            if self._times(theirs) >= BY_ADDRESS:
                return None
            self._count("all", BY_ALL, now)
            self._db.execute("INSERT INTO asked VALUES (?, ?)", (theirs, stamp(now)))
            row, ends = secrets.token_hex(16), now + links.CONFIRM_FOR
            self._db.execute(
                "INSERT INTO pending VALUES (?, ?, ?, ?, ?)", (row, address, *follow, stamp(ends))
            )
            return links.made(self._key, "confirm", row, ends)

    def _count(self, who: str, most: int, now: datetime) -> None:
        hashed = self._hashed(who)
        if self._times(hashed) >= most:
            raise TooMany
        self._db.execute("INSERT INTO asked VALUES (?, ?)", (hashed, stamp(now)))

    def _times(self, hashed: str) -> int:
        sql = "SELECT count(*) FROM asked WHERE who = ?"
        found: int = self._db.execute(sql, (hashed,)).fetchone()[0]
        return found

    def _hashed(self, who: str) -> str:
        """Who asked, so that it can be counted for a day and not be read."""
        return hmac.digest(self._key, who.encode(), hashlib.sha256).hex()[:32]

    def _forget(self, now: datetime) -> None:
        kept = stamp(now - _DAY), stamp(now + _DAY)  # later ones: of a clock that was ahead
        self._db.execute("DELETE FROM asked WHERE at NOT BETWEEN ? AND ?", kept)
        self._db.execute("DELETE FROM pending WHERE ends < ?", (stamp(now),))

    def forget_wish(self, link: str, now: datetime) -> None:
        """Delete a wish whose mail could not be delivered."""
        with self._changing():
            self._db.execute("DELETE FROM pending WHERE id = ?", (self._row(link, "confirm", now),))

    # --- by the links of mails ---

    def _row(self, link: str, purpose: links.Purpose, now: datetime) -> str:
        return links.read(self._key, purpose, link, now)

    def wish(self, link: str, now: datetime) -> Follow | None:
        """What a link would confirm; None where it was used, or the wish has ended.

        Raises BadLink for a link that was not made here or has ended.
        """
        row = self._db.execute(
            "SELECT kind, key FROM pending WHERE id = ? AND ends >= ?",
            (self._row(link, "confirm", now), stamp(now)),
        ).fetchone()
        return Follow(*row) if row else None

    def confirm(self, link: str, now: datetime, state: str) -> Follow | None:
        """Take up what a link confirms, once; ``state`` is what a new reader knows already.

        None where it was used before. Raises BadLink, and TooMany, after which the link holds, for
        who follows as much as one can.
        """
        asked = self._row(link, "confirm", now)
        with self._changing():
            self._forget(now)
            row = self._db.execute(
                "DELETE FROM pending WHERE id = ? RETURNING address, kind, key", (asked,)
            ).fetchone()
            if row is None:
                return None
            address, follow = row[0], Follow(*row[1:])
            self._db.execute(
                "INSERT INTO readers (id, address, since, state) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (address) DO NOTHING",
                (secrets.token_hex(16), address, stamp(now), state),
            )
            self._db.execute(
                "INSERT OR IGNORE INTO follows SELECT r.id, ?, ? FROM readers AS r "
                "WHERE r.address = ? AND (SELECT count(*) FROM follows WHERE reader = r.id) < ?",
                (*follow, address, MOST_FOLLOWED),
            )
            (reader,) = self._db.execute(
                "SELECT id FROM readers WHERE address = ?", (address,)
            ).fetchone()
            if follow not in self._followed(reader):
                raise TooMany
            return follow

    def follows(self, link: str, now: datetime) -> tuple[Follow, ...]:
        """What the reader of a link to leave follows; nothing where nobody does any more.

        Raises BadLink.
        """
        return self._followed(self._row(link, "leave", now))

    def leave(self, link: str, now: datetime, only: Follow | None = None) -> None:
        """Delete a reader, or ``only`` one thing that is followed; who follows nothing is deleted.

        Raises BadLink.
        """
        reader = self._row(link, "leave", now)
        with self._changing():
            if only is not None:
                self._db.execute(
                    "DELETE FROM follows WHERE reader = ? AND kind = ? AND key = ?", (reader, *only)
                )
            if only is None or not self._followed(reader):
                self._delete(reader)

    def _followed(self, reader: str) -> tuple[Follow, ...]:
        sql = "SELECT kind, key FROM follows WHERE reader = ? ORDER BY kind, key"
        return tuple(Follow(*row) for row in self._db.execute(sql, (reader,)))

    def _delete(self, reader: str) -> None:
        sql = "DELETE FROM pending WHERE address = (SELECT address FROM readers WHERE id = ?)"
        self._db.execute(sql, (reader,))
        self._db.execute("DELETE FROM readers WHERE id = ?", (reader,))

    # --- sent ---

    def leave_link(self, reader: Reader, now: datetime) -> str:
        """The link by which a reader leaves."""
        return links.made(self._key, "leave", reader.id, now + links.LEAVE_FOR)

    def due(self, now: datetime, every: timedelta) -> Iterator[Reader]:
        """Who may be sent a mail now. What an earlier round began and did not end counts as sent.

        What one follows is read when the turn comes, as a round takes a while: who has left by then
        is left out. A mail further ahead than ``every`` was sent by a clock that was wrong, and
        holds nobody up. The caller lets no other round run meanwhile.
        """
        with self._changing():
            self._forget(now)
            self._db.execute(
                "UPDATE readers SET state = sending, sending = NULL WHERE sending IS NOT NULL"
            )
        rows = self._db.execute(
            "SELECT id, address, since, state FROM readers "
            "WHERE last_sent IS NULL OR last_sent <= ? OR last_sent > ? ORDER BY id",
            (stamp(now - every), stamp(now + every)),
        ).fetchall()
        readers = (
            Reader(row, address, since, state, self._followed(row))
            for row, address, since, state in rows
        )
        return (reader for reader in readers if reader.follows)

    def begin(self, reader: Reader, after: str, now: datetime) -> bool:
        """Note that a mail is about to be handed over; False for a reader who has left meanwhile.

        ``after`` is what the reader knows once it is delivered.
        """
        with self._changing():
            changed = self._db.execute(
                "UPDATE readers SET sending = ?, last_sent = ? WHERE id = ?",
                (after, stamp(now), reader.id),
            )
            return changed.rowcount == 1

    def knows(self, reader: Reader, after: str) -> None:
        """Note what a reader knows: the mail was taken, or there was nothing to tell."""
        with self._changing():
            self._db.execute(
                "UPDATE readers SET state = ?, sending = NULL, bounces = 0 WHERE id = ?",
                (after, reader.id),
            )

    def not_taken(self, reader: Reader, last_sent: str | None) -> None:
        """Note that the server has not taken a mail: the next round sends it."""
        with self._changing():
            self._db.execute(
                "UPDATE readers SET sending = NULL, last_sent = ? WHERE id = ?",
                (last_sent, reader.id),
            )

    def last_sent(self, reader: Reader) -> str | None:
        """When a reader was last sent a mail."""
        row = self._db.execute("SELECT last_sent FROM readers WHERE id = ?", (reader.id,))
        found = row.fetchone()
        return found[0] if found else None

    def refused(self, reader: Reader) -> bool:
        """Note that the server refuses the address for good; whether it is deleted by that."""
        with self._changing():
            self._db.execute(
                "UPDATE readers SET sending = NULL, bounces = bounces + 1 WHERE id = ?",
                (reader.id,),
            )
            sql = "SELECT 1 FROM readers WHERE id = ? AND bounces >= ?"
            gone = self._db.execute(sql, (reader.id, BOUNCES)).fetchone() is not None
            if gone:
                self._delete(reader.id)
            return gone


def _mailbox(address: str) -> str:
    """Where mail to an address arrives, as most servers read it: a name behind a + is the same."""
    name, _, host = address.casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def _make_private(path: Path) -> None:
    """Make the file where there is none, and see that nobody else reads it, a copy put back either.

    One that is there is opened by SQLite alone: closing a file gives up every lock that this
    process has on it, those of other threads among them.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    if not os.access(path, os.R_OK | os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        path.chmod(0o600)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What went wrong with the file, in one line that holds nothing of what is in it."""
    try:
        yield
    except PermissionError as error:
        raise NoPermission(f"{path}: no permission to keep subscriptions there") from error
    except OSError as error:
        raise CannotCreate(
            f"{path}: can't be made ({error.strerror}); name another [subscriptions] path"
        ) from error
    except sqlite3.DatabaseError as error:
        raise StorageError(
            f"{path}: can't be read or written ({type(error).__name__}); check the disk, or put "
            "back a copy"
        ) from None
