"""What a request tells of itself: its page, whether it came through a proxy, what it may cost.

Kept for the time of the request, where the lanes, the limits, the permission to send SQL and the
navigation look.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from harvest import fulltext

_FORWARDED = {b"forwarded", b"via", b"x-real-ip"}
_SEARCHES = ("q", "_search")
_OWN_SQL = ("sql", "_where")


class Visit(NamedTuple):
    """A request: ``proxied`` came from elsewhere, ``own_sql`` brings a statement, ``heavy`` waits
    where downloads wait. ``path`` is that of the page, without what a proxy has before it.
    """

    proxied: bool = False
    own_sql: bool = False
    heavy: bool = False
    path: str = ""


_NOBODY = Visit()
_visit: ContextVar[Visit] = ContextVar("visit", default=_NOBODY)


def visit() -> Visit:
    """The request at hand; a light one of this machine outside any."""
    return _visit.get()


@contextmanager
def visiting(scope: Any) -> Iterator[None]:
    """Bind what runs inside to the request of an ASGI scope."""
    token = _visit.set(of(scope))
    try:
        yield
    finally:
        _visit.reset(token)


def of(scope: Any) -> Visit:
    """What an HTTP scope tells."""
    fields = parse_qsl(bytes(scope["query_string"]).decode("latin-1"), keep_blank_values=True)
    own_sql = any(name in _OWN_SQL for name, _ in fields)
    heavy = own_sql or any(
        name.startswith("_facet") or (_is_search(name) and fulltext.is_heavy(value))
        for name, value in fields
    )
    proxied = any(_comes_from_elsewhere(*header) for header in scope["headers"])
    return Visit(proxied, own_sql, heavy, str(scope["path"]))


def _is_search(name: str) -> bool:
    return name in _SEARCHES or name.startswith("_search_")


def _comes_from_elsewhere(name: bytes, value: bytes) -> bool:
    """Whether a header is one that a proxy adds, or names a host that is not this machine."""
    if name in _FORWARDED or name.startswith(b"x-forwarded-"):
        return True
    return name == b"host" and not _is_this_machine(value.decode("latin-1"))


def _is_this_machine(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name in ("", "localhost") or ip_address(name).is_loopback
    except ValueError:
        return False
