"""The records of a list by its address, for who is not a page: digests and mails."""

import sqlite3
from dataclasses import replace
from urllib.parse import parse_qs

from datasette.utils import MultiParams

from harvest.errors import UsageError
from harvest.site.catalog import look
from harvest.site.lists import select
from harvest.site.lists.asked import Asked, read


def asked_by(address: str) -> Asked:
    """What the address of a list asks for: of all records in it, in no order, on no page.

    Raises UsageError for what is no list's address.
    """
    path, _, query = address.partition("?")
    fields = MultiParams(parse_qs(query, keep_blank_values=True))
    if path == "/trials":
        return read("trials", fields).filters
    if path == "/articles":
        return read("articles", fields).filters
    raise UsageError(f"{address}: is not the address of a list; write e.g. /trials?country=China")


def each_registration(asked: Asked) -> Asked:
    """The same list with every registration of its studies: each of them may change.

    Of a study shown once, the registration that stands for it is another one from time to time.
    """
    return replace(asked, show="registrations")


def records(connection: sqlite3.Connection, address: str) -> list[str]:
    """The keys of the records that the list at an address holds, in its order."""
    wanted = select.whole(each_registration(asked_by(address)), look(connection))
    return [str(row[0]) for row in connection.execute(*wanted)]
