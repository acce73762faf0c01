"""A dated bookmark of a list or saved query: which records it held, in so few signs as an address.

A reader who may write nothing here can keep it: whoever has the address has all of it. The records
are known again by 32 bits of a hash of each key, among those that the database has.
"""

import base64
import binascii
import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from datasette.utils import sqlite_timelimit

from harvest.clock import stamp
from harvest.errors import UsageError
from harvest.queries import find
from harvest.site.catalog import look
from harvest.site.lists import select
from harvest.site.lists.records import asked_by, each_registration

LONGEST = 6_000
"""Signs of the records in an address: some 1,100 of them."""
LONGEST_NAME = 80
TIME_LIMIT = 10_000
"""Milliseconds that a list may take: anybody may ask for any saved query."""
_QUERY = "/queries/"
_KEYS = """
SELECT trial_id, trial_id FROM trials UNION ALL SELECT article_id, article_id FROM articles
UNION ALL SELECT alias, id FROM aliases WHERE kind IN ('trial', 'article')
"""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A list by its address, called ``name``, as it was in the publication of the moment ``at``.

    ``had`` holds its records, as :func:`packed` gives them; None where it is yet to be set.
    """

    of: str
    name: str = ""
    at: str = ""
    had: str | None = None

    def address(self, ending: str = "", part: str = "") -> str:
        """The page of it or, with an ending, a download of a ``part`` of what is new."""
        fields = [("of", self.of), ("name", self.name), ("at", self.at), ("had", self.had or "")]
        fields.append(("part", part))
        return f"/new{ending}?{urlencode([field for field in fields if field[1]], safe='/')}"


@dataclass(frozen=True, slots=True)
class Since:
    """The keys of the records that came, went and stayed, each in the order of its list."""

    came: tuple[str, ...]
    went: tuple[str, ...]
    stayed: tuple[str, ...]


def checked(found: Bookmark) -> Bookmark:
    """The bookmark, with its moment as the database writes moments.

    Raises UsageError for what is no list, no moment or no packed records.
    """
    if found.had is None:
        return found
    try:
        at = stamp(datetime.fromisoformat(found.at).astimezone(UTC))
    except ValueError:
        raise UsageError(f"at: {found.at!r} is not a moment; take the whole address") from None
    unpacked(found.had)
    return Bookmark(found.of, found.name, at, found.had)


def records(connection: sqlite3.Connection, address: str) -> list[str]:
    """The keys of the records that a list or saved query holds, in its order.

    Of a list of trials each registration. Raises UsageError for another address, an unknown query,
    and one whose result names no records, sqlite3.OperationalError where it takes too long.
    """
    with sqlite_timelimit(connection, TIME_LIMIT):
        return _records(connection, address)


def _records(connection: sqlite3.Connection, address: str) -> list[str]:
    path, _, fields = address.partition("?")
    if not path.startswith(_QUERY):
        wanted = select.whole(each_registration(asked_by(address)), look(connection))
        return [str(row[0]) for row in connection.execute(*wanted)]
    query = find(path.removeprefix(_QUERY))
    if query is None:
        raise UsageError(f"{path}: no saved query of that name")
    given = {name: value for name, value in parse_qsl(fields) if value}
    cursor = connection.execute(query.sql, query.values(given))
    names = [column[0] for column in cursor.description]
    places = [names.index(name) for name in ("trial_id", "article_id") if name in names]
    if not places:
        raise UsageError(f"{query.title}: has no trial or paper numbers to know again")
    found = (str(row[place]) for row in cursor for place in places if row[place])
    return list(dict.fromkeys(found))


def since(connection: sqlite3.Connection, now: Sequence[str], had: str) -> Since:
    """What differs between the records of ``now`` and those that a bookmark ``had``."""
    before = unpacked(had)
    known = {
        str(today): None for key, today in connection.execute(_KEYS) if _sign(str(key)) in before
    }
    here = dict.fromkeys(now)
    return Since(
        came=tuple(key for key in here if key not in known),
        went=tuple(key for key in known if key not in here),
        stayed=tuple(key for key in here if key in known),
    )


def packed(keys: Iterable[str]) -> str | None:
    """The records as signs for an address; None where they are too many for one."""
    out = bytearray()
    last = 0
    for sign in sorted({_sign(key) for key in keys}):
        gap, last = sign - last, sign
        while gap > 0x7F:  # seven bits a byte, the least first; the eighth says that more follow
            out.append(gap & 0x7F | 0x80)
            gap >>= 7
        out.append(gap)
    text = base64.urlsafe_b64encode(bytes(out)).decode().rstrip("=")
    return (text or "-") if len(text) <= LONGEST else None


def unpacked(text: str) -> frozenset[int]:
    """The signs of the records. Raises UsageError for a text that is cut or of something else."""
    if text == "-":
        return frozenset()
    try:
        body = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        body = b""
    if not body or body[-1] > 0x7F or len(text) > LONGEST:
        raise UsageError("had: is not whole; take the whole address of the bookmark")
    found, number, shift, last = set(), 0, 0, 0
    for byte in body:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte <= 0x7F:
            last += number
            found.add(last)
            number, shift = 0, 0
    return frozenset(found)


def _sign(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
