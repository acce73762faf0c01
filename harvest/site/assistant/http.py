"""The server over HTTP, without a session: each request is whole, so clients of any version fit.

A browser says from where it asks, which only the site itself may be; other programs say nothing.
"""

import json
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings

from harvest.site.assistant.protocol import server
from harvest.site.serving.guard import Receive, Scope, Send
from harvest.site.serving.hotswap import Generation

T = TypeVar("T")

MOST_BYTES = 2_000_000
"""Of a request; no argument is as long."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Served:
    """One generation of the published file, read in the threads of downloads: no page waits."""

    generation: Generation
    own_sql: bool
    base_url: str
    sample: bool

    def run(self, work: Callable[[sqlite3.Connection], T]) -> Awaitable[T]:
        """Call ``work`` with a connection, in a thread."""

        def plain(connection: sqlite3.Connection) -> T:
            factory, connection.row_factory = connection.row_factory, None
            try:
                return work(connection)
            finally:
                connection.row_factory = factory

        return self.generation.run(plain, patient=True)


async def answer(served: Served, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request of a client."""
    given = dict(scope["headers"])
    origin = given.get(b"origin", b"").decode("latin-1")
    if origin and not _is_own(origin, scope, given):
        await _refuse(
            send, 403, "Origin: is not this site; connect from a program, or from its pages"
        )
        return
    manager = StreamableHTTPSessionManager(
        server(lambda: served),
        json_response=True,
        stateless=True,
        max_request_body_size=MOST_BYTES,
        # Both are checked before: the name of the site by its own application, the origin above.
        security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    async with manager.run():
        await manager.handle_request(dict(scope), receive, send)


def _is_own(origin: str, scope: Scope, given: dict[bytes, bytes]) -> bool:
    here = f"{scope.get('scheme', 'http')}://{given.get(b'host', b'').decode('latin-1')}"
    try:
        return _place(origin) == _place(here)
    except ValueError:
        return False


def _place(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


async def _refuse(send: Send, status: int, problem: str) -> None:
    told: dict[str, Any] = {
        "jsonrpc": "2.0",
        "id": None,
        "error": {"code": -32600, "message": problem},
    }
    body = json.dumps(told).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
