"""Serves a recording of real answers (``harvest refresh --record``) as stand-ins.

A request gets the answer of the recorded request with the same method, path and parameters, in
whatever order these stand; what says who asks makes no difference. Asked again, it gets the next
answer that was recorded for it, and in the end the last one again and again.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from harvest import hiding
from harvest.clock import SystemClock
from harvest.errors import UsageError
from harvest.standin.http.edge import Edge
from harvest.standin.http.server import Request, RequestLog, Response, ServiceServer, running
from harvest.web.recording import EXCHANGE, INDEX, PERSONAL

# What belongs to the connection that the answer came by; the body is kept uncompressed.
_OF_CONNECTION = frozenset(
    {
        *("connection", "content-encoding", "content-length", "content-type", "date"),
        *("keep-alive", "server", "trailer", "transfer-encoding", "upgrade"),
    }
)

Key = tuple[str, str, tuple[tuple[str, str], ...]]


def _key(method: str, path: str, params: tuple[tuple[str, str], ...]) -> Key:
    kept = ((n, hiding.without_people(value)) for n, value in params if n not in PERSONAL)
    return method, path.rstrip("/"), tuple(sorted(kept))


@dataclass(slots=True)
class Replay:
    """One service's recorded answers, by what was asked, in the order in which they came."""

    service: str
    answers: dict[Key, list[Response]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request) -> Response:
        """The next answer to a request; 404 that names it where it was never recorded."""
        with self._lock:
            left = self.answers.get(_key(request.method, request.path, request.params))
            if left:
                return left.pop(0) if len(left) > 1 else left[0]
        asked = urlencode([pair for pair in request.params if pair[0] not in PERSONAL])
        text = f"not in this recording: {self.service}: {request.method} {request.path}?{asked}\n"
        return Response(text.encode(), 404, "text/plain; charset=UTF-8")


@dataclass(frozen=True, slots=True)
class Replayed:
    """Running stand-ins of a recording; ``addresses`` by service, as config.toml takes them."""

    addresses: Mapping[str, str]
    requests: RequestLog

    def config_lines(self) -> str:
        """The addresses as the lines of config.toml that name them."""
        return "".join(
            f'[sources.{name}]\nbase_url = "{address}"\n'
            for name, address in self.addresses.items()
        )


def load(folder: Path) -> tuple[Mapping[str, str], Mapping[str, Replay]]:
    """The recorded address of each service, and its answers.

    Raises UsageError where the folder holds no recording, or one that can't be read.
    """
    services: Mapping[str, str] = _read(folder / INDEX, folder)["services"]
    replays = {name: Replay(name) for name in services}
    for file in sorted(folder.glob(f"[0-9]*{EXCHANGE}")):
        exchange = _read(file, folder)
        try:
            replay = replays[exchange["service"]]
            asked, answer = exchange["request"], exchange["answer"]
            address = urlsplit(asked["url"])
            params = parse_qsl(address.query, keep_blank_values=True)
            params += [(name, value) for name, value in asked["form"] or ()]
            response = _response(folder, services[replay.service], answer)
        except (KeyError, TypeError, ValueError, OSError) as error:
            raise UsageError(
                f"{file}: is damaged ({type(error).__name__}: {error}); record anew"
            ) from error
        key = _key(asked["method"], unquote(address.path), tuple(params))
        replay.answers.setdefault(key, []).append(response)
    return services, replays


def _read(file: Path, folder: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except FileNotFoundError:
        raise UsageError(
            f"{folder}: holds no recording; name a folder that `harvest refresh --record` made"
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{file}: can't be read ({type(error).__name__}); record anew") from None
    if not isinstance(found, dict):
        raise UsageError(f"{file}: is no part of a recording; record anew")
    return found


def _response(folder: Path, base: str, answer: Mapping[str, Any]) -> Response:
    headers = [(str(name), str(value)) for name, value in answer["headers"]]
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    kept = [
        (name, _here(value, base) if name.lower() == "location" else value)
        for name, value in headers
        if name.lower() not in _OF_CONNECTION
    ]
    body = (folder / Path(answer["body"]).name).read_bytes()
    return Response(body, int(answer["status"]), content_type, tuple(kept))


def _here(location: str, base: str) -> str:
    """A redirect as it leads here: without the host, where that is the service's own."""
    to, home = urlsplit(location), urlsplit(base)
    if (to.scheme, to.netloc) != (home.scheme, home.netloc):
        return location
    return urlunsplit(("", "", to.path or "/", to.query, ""))


@contextmanager
def replayed(
    folder: Path, *, port: int = 0, latency: float = 0.0, edge: Edge | None = None
) -> Iterator[Replayed]:
    """Serve a recording on loopback until the block ends; ``port`` is the first (0: any).

    ``edge`` turns clients away or switches services off. Raises UsageError where the folder holds
    no recording.
    """
    services, replays = load(folder)
    log = RequestLog()
    disturb = (edge or Edge()).before(lambda _, answer: (answer(), None))
    servers = [
        ServiceServer(
            name,
            replay,
            log,
            disturb=disturb,
            latency=latency,
            port=port + place if port else 0,
            today=SystemClock().now,
        )
        for place, (name, replay) in enumerate(replays.items())
    ]
    addresses = {
        server.name: server.url + urlsplit(services[server.name]).path for server in servers
    }
    with running(servers):
        yield Replayed(addresses, log)
