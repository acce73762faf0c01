"""Under which names the site answers, and which one its answers give as its address.

No header of a request may get into an answer that a cache gives to others. Every absolute address,
ours and Datasette's own, is made of the scheme and the host in the scope of the request; both are
set here, before anything else sees the request.
"""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from datasette.utils.asgi import Request

from harvest.config import ServeConfig
from harvest.site.serving.guard import App, Message, Receive, Scope, Send

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z._-]{1,253})(?::([0-9]{1,5}))?")
_REFUSAL_HEADERS = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
)
_NOT_OURS = (
    "No site is served here under this name. The operator can set the public "
    "address in the configuration: base_url under [serve].\n"
)


class Origin:
    """An ASGI application in front of the site's.

    Answered are the names of this machine itself, the configured ``host`` and the host of
    ``base_url``; on an address that others reach and without ``base_url`` any name, but then no
    shared cache may keep the answer. Where ``base_url`` has a path, a request may come with it or,
    from a proxy that takes it off, without; the application sees it without, and where it sends a
    reader elsewhere on the site, the address gets it.
    """

    def __init__(self, app: App, serve: ServeConfig) -> None:
        self._app = app
        self._public = None if serve.base_url is None else urlsplit(serve.base_url)
        self._prefix = serve.prefix
        self._names = {_name(serve.host)}
        if self._public is not None:
            self._names.add(_name(self._public.hostname or ""))
        self._any_name = self._public is None and not _is_this_machine(_name(serve.host))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = [value for name, value in scope["headers"] if name == b"host" and value]
        host = given[0].decode("latin-1") if given else None
        name = None if host is None else _name_in(host)
        if len(given) > 1 or (host is not None and name is None):
            await _refuse(send, 400, "The Host header is not a host.\n")
            return
        is_ours = name is None or name in self._names or _is_this_machine(name)
        if not (is_ours or self._any_name):
            await _refuse(send, 421, _NOT_OURS)
            return
        named = self._below(self._named(scope, host or _listening(scope)))
        if self._prefix:
            send = self._sends_on(send)
        await self._app(named, receive, _private(send) if self._any_name else send)

    def _below(self, scope: Scope) -> Scope:
        """The scope with its path as it is below the prefix."""
        prefix, path = self._prefix, str(scope["path"])
        if not prefix or not (path == prefix or path.startswith(f"{prefix}/")):
            return scope
        raw = bytes(scope.get("raw_path") or path.encode())
        below = raw.removeprefix(prefix.encode()) or b"/"
        return {**scope, "path": path.removeprefix(prefix) or "/", "raw_path": below}

    def _sends_on(self, send: Send) -> Send:
        """Have redirects to a place on the site keep below the prefix."""
        prefix = self._prefix.encode()

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [
                    (name, prefix + value)
                    if name.lower() == b"location"
                    and value.startswith(b"/")
                    and not value.startswith((b"//", prefix + b"/"))
                    else (name, value)
                    for name, value in message.get("headers", ())
                ]
                message = {**message, "headers": headers}
            await send(message)

        return send_on

    def _named(self, scope: Scope, host: str) -> Scope:
        """The scope with the scheme and the host that links shall have."""
        scheme = scope.get("scheme", "http")
        if self._public is not None:
            scheme, host = self._public.scheme, _netloc(self._public.netloc)
        others = [header for header in scope["headers"] if header[0] != b"host"]
        return {**scope, "scheme": scheme, "headers": [*others, (b"host", host.encode("latin-1"))]}


def own_address(serve: ServeConfig, request: Request) -> str:
    """The site's own address without a slash at its end: as configured, else as asked."""
    asked = f"{request.scheme}://{request.host}{serve.prefix}"
    return (serve.base_url or asked).rstrip("/")


def _name_in(host: str) -> str | None:
    """The name in a Host header, in the form that is compared; None if there is none."""
    found = _HOST.fullmatch(host)
    if found is None or int(found[2] or 0) > 65_535:
        return None
    if found[1].startswith("["):
        try:
            ip_address(found[1].strip("[]"))
        except ValueError:
            return None
    return _name(found[1])


def _name(host: str) -> str:
    """A host name or address in one form: lower case, ASCII, no brackets, no dot at its end."""
    bare = host.strip("[]").lower().removesuffix(".")
    try:
        return str(ip_address(bare))
    except ValueError:
        return bare if bare.isascii() else bare.encode("idna").decode()


def _netloc(netloc: str) -> str:
    return netloc if netloc.isascii() else netloc.encode("idna").decode()


def _is_this_machine(name: str) -> bool:
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _listening(scope: Scope) -> str:
    """The address that a request without a Host reached."""
    server = scope.get("server")
    if not server:
        return "localhost"
    host, port = server
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _private(send: Send) -> Send:
    """Have no shared cache keep the answer: its links hold what the request called the site."""

    async def send_privately(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [(name.lower(), value) for name, value in message.get("headers", ())]
            allowed = b", ".join(_directives(headers))
            others = [header for header in headers if header[0] != b"cache-control"]
            message = {**message, "headers": [*others, (b"cache-control", allowed)]}
        await send(message)

    return send_privately


def _directives(headers: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
    given = [value for name, value in headers if name == b"cache-control"]
    return [b"private", *(value for value in given if value != b"private")]


async def _refuse(send: Send, status: int, message: str) -> None:
    body = message.encode()
    headers = [*_REFUSAL_HEADERS, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
