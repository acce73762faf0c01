"""The records of a list by its address, for who is not a page: digests and mails."""

import sqlite3
from urllib.parse import parse_qs

from harvest.errors import UsageError
from harvest.site.catalog import look
from harvest.site.lists import select
from harvest.site.lists.asked import Asked, read


class _Fields:
    """The fields of a query string, as a list reads them."""

    def __init__(self, text: str) -> None:
        self._fields = parse_qs(text, keep_blank_values=True)

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return self._fields.get(name, [default])[0]

    def getlist(self, name: str) -> list[str]:
        """Every value of a field."""
        return self._fields.get(name, [])


def asked_by(address: str) -> Asked:
    """What the address of a list asks for: of all records in it, in no order, on no page.

    Raises UsageError for what is no list's address.
    """
    path, _, query = address.partition("?")
    if path == "/trials":
        return read("trials", _Fields(query)).filters
    if path == "/articles":
        return read("articles", _Fields(query)).filters
    raise UsageError(f"{address}: is not the address of a list; write e.g. /trials?country=China")


def records(connection: sqlite3.Connection, address: str) -> list[str]:
    """The keys of the records that the list at an address holds, in its order."""
    wanted = select.whole(asked_by(address), look(connection))
    return [str(row[0]) for row in connection.execute(*wanted)]
