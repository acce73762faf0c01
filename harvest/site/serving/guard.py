"""Stands before the application: refuses what it would answer badly, and adds headers.

Everything here is decided from the request line alone. The content security policy allows no
script but Datasette's own, known by their hashes, and nothing from another host.
"""

import base64
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import datasette

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[int, str], bytes]

LONGEST_TARGET = 8_192
"""Bytes of path and query string."""
MOST_FIELDS = 100
"""Fields of a query string."""

MOST_FACETS = 10
"""Each may take 0.3 s."""

_OPEN_INTERNALS = ("/-/static/", "/-/static-plugins/")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ALLOW_FACET = "DATASETTE_ALLOW_FACET = {{ datasette_allow_facet }};"


class Guard:
    """An ASGI application in front of another one.

    ``refuse(status, message)`` makes the HTML of a refusal; ``stock`` is the beginning of the
    paths that Datasette's own pages answer, whose inline styles have to be allowed. ``posted`` are
    the paths that take a POST.
    """

    def __init__(
        self,
        app: App,
        refuse: Refuse,
        stock: str = "/evidence",
        posted: Collection[str] = (),
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._stock = stock
        self._posted = posted
        self._policies = {True: policy(stock=True), False: policy(stock=False)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_stock = scope["path"].startswith(self._stock)
        headers = [
            (b"content-security-policy", self._policies[is_stock]),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        ]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                own = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(each for each in headers if each[0] not in own)]
            await send(message)

        refusal = problem(scope, self._posted)
        if refusal is None:
            await self._app(scope, receive, send_with_headers)
        else:
            await self._answer(send_with_headers, *refusal)

    async def _answer(self, send: Send, status: int, message: str) -> None:
        body = self._refuse(status, message)
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        if status == 405:
            headers.append((b"allow", b"GET, HEAD"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def problem(scope: Scope, posted: Collection[str] = ()) -> tuple[int, str] | None:
    """Why a request is refused, as status and message; None if it is not."""
    path = str(scope["path"])
    raw = bytes(scope.get("raw_path") or path.encode()).partition(b"?")[0]
    query = bytes(scope["query_string"])
    is_posted = scope["method"] == "POST" and path in posted
    if scope["method"] not in ("GET", "HEAD") and not is_posted:
        return 405, "This site is read-only: only GET and HEAD are accepted."
    if len(raw) + len(query) > LONGEST_TARGET:
        return 414, "The address is too long."
    # A browser takes /\host and //host for another site, so they must never reach a redirect.
    if "\\" in path or path.startswith("//") or raw.startswith((b"//", b"/\\")):
        return 400, "Page not found."
    if any(ord(character) < 32 or ord(character) == 127 for character in path):
        return 400, "The path contains a control character."
    if path.startswith("/-/") and not path.startswith(_OPEN_INTERNALS):
        return 404, "Page not found."
    return _query_problem(query)


def _query_problem(query: bytes) -> tuple[int, str] | None:
    if query.count(b"&") >= MOST_FIELDS:
        return 400, "The address has too many fields."
    if query.count(b"_facet") > MOST_FACETS:
        return 400, "The address has too many facets."
    if b"_through" not in query:
        return None
    for name, value in parse_qsl(query.decode("latin-1")):
        if name == "_through" and not _is_through(value):
            return 400, "_through is not a JSON object with table, column and value."
    return None


def _is_through(text: str) -> bool:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(value, dict)
        and isinstance(value.get("table"), str)
        and isinstance(value.get("column"), str)
        and "value" in value
    )


@cache
def policy(*, stock: bool) -> bytes:
    """The content security policy of our own pages, or of Datasette's."""
    scripts = f" {' '.join(_stock_script_hashes())}" if stock else ""
    styles = " 'unsafe-inline'" if stock else ""
    return (
        f"default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ).encode()


def _stock_script_hashes() -> list[str]:
    """Hashes of the inline scripts in Datasette's own templates, as a policy names them."""
    folder = Path(datasette.__file__).parent / "templates"
    scripts: set[str] = set()
    for template in folder.glob("*.html"):
        scripts.update(_INLINE_SCRIPT.findall(template.read_text("utf-8")))
    for value in ("true", "false"):
        scripts.add(_ALLOW_FACET.replace("{{ datasette_allow_facet }}", value))
    fixed = sorted(script for script in scripts if "{{" not in script and "{%" not in script)
    return [f"'sha256-{_digest(script)}'" for script in fixed]


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
