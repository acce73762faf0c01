"""The stand-ins' HTTP side: one threading server a service, a request log, and a fault schedule.

A service is a function from `Request` to `Response`; all that touches a socket is here and in
`harvest.standin.http.wire`. Each service has a port of its own, as each registry has its own host.
"""

import gzip
import io
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

SMALLEST_WORTH_PACKING = 1400  # bytes: below one packet, gzip gains nothing


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived; ``params`` are those of the address, then those of a form body."""

    service: str
    ordinal: int  # 1-based, per service, in the order of arrival
    method: str
    path: str
    params: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]  # names in lower case
    started: float  # seconds on the monotonic clock
    query_length: int  # bytes of the query string, for the limit on addresses
    body: bytes = b""

    def param(self, name: str, default: str = "") -> str:
        """The first value of a parameter."""
        return next((value for key, value in self.params if key == name), default)

    def values(self, name: str) -> list[str]:
        """Every value of a parameter, in the order sent."""
        return [value for key, value in self.params if key == name]


class Connection(Protocol):
    """What a `Send` needs of the connection that it answers on."""

    @property
    def stopping(self) -> threading.Event:
        """Set when the stand-in stops; what waits, waits on it."""
        ...

    def head(self, response: "Response", length: int | None) -> None:
        """Send the status line and the headers; no Content-Length when ``length`` is None."""
        ...

    def write(self, data: bytes) -> None:
        """Send bytes."""
        ...

    def close(self) -> None:
        """End the connection after this answer, in the ordinary way."""
        ...

    def reset(self) -> None:
        """Throw the connection away, so that the client meets a reset."""
        ...


Send = Callable[[Connection, "Response"], None]


@dataclass(frozen=True, slots=True)
class Response:
    """One answer; ``send`` puts it on the wire, and faults replace it."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    chunked: bool = False
    send: Send | None = None  # None: as HTTP wants it


Service = Callable[[Request], Response]
Disturb = Callable[[Request, Callable[[], Response]], tuple[Response, str | None]]
"""Takes a request and what would be the answer; gives the answer and the fault's name, if any."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A line of the request log."""

    request: Request
    status: int
    fault: str | None


@dataclass(slots=True)
class RequestLog:
    """Everything that was asked, in the order of arrival, over all services."""

    _exchanges: list[Exchange] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, exchange: Exchange) -> None:
        """Append one exchange."""
        with self._lock:
            self._exchanges.append(exchange)

    def clear(self) -> None:
        """Forget what was asked so far."""
        with self._lock:
            self._exchanges.clear()

    def exchanges(self, service: str | None = None, path: str = "") -> list[Exchange]:
        """Exchanges with a service whose path contains ``path``, sorted by time of arrival."""
        with self._lock:
            chosen = list(self._exchanges)
        return sorted(
            (e for e in chosen if service in (None, e.request.service) and path in e.request.path),
            key=lambda e: e.request.started,
        )

    def requests(self, service: str | None = None, path: str = "") -> list[Request]:
        """Requests to a service whose path contains ``path``, sorted by time of arrival."""
        return [exchange.request for exchange in self.exchanges(service, path)]

    def gaps(self, service: str) -> list[float]:
        """Seconds between the starts of consecutive requests to a service."""
        times = [request.started for request in self.requests(service)]
        return [later - earlier for earlier, later in pairwise(times)]

    def __len__(self) -> int:
        return len(self._exchanges)


class ServiceServer(ThreadingHTTPServer):
    """One service on one port of the loopback address."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(
        self,
        name: str,
        service: Service,
        log: RequestLog,
        *,
        today: Callable[[], datetime],
        disturb: Disturb | None = None,
        latency: float = 0.0,
        port: int = 0,
    ) -> None:
        self.name = name
        self.service = service
        self.log = log
        self.disturb = disturb
        self.latency = latency
        self.today = today
        self.stopping = threading.Event()
        self.failures: list[BaseException] = []
        self._count = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """The address of the server's root, without a slash at its end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def next_ordinal(self) -> int:
        """Number the request that has just arrived."""
        with self._lock:
            self._count += 1
            return self._count

    def answer(self, request: Request) -> Response:
        """The answer to a request, disturbed as the schedule says, and its line in the log."""
        if self.latency:
            self.stopping.wait(self.latency)
        fault: str | None = None
        if self.disturb is None:
            response = self.service(request)
        else:
            response, fault = self.disturb(request, lambda: self.service(request))
        self.log.add(Exchange(request, response.status, fault))
        return response

    def track(self, connection: socket.socket) -> None:
        """Remember an open connection, so that `stop` can end it."""
        with self._lock:
            self._open.add(connection)

    def forget(self, connection: socket.socket) -> None:
        """The connection is closed."""
        with self._lock:
            self._open.discard(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away; a mistake of the stand-in's own is kept."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.failures.append(error)

    def stop(self) -> None:
        """Stop serving, end stalled answers and idle connections, close the port."""
        self.stopping.set()
        self.shutdown()
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Reads requests, and writes answers on the connection that they came by."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave in one packet where they fit
    server: ServiceServer

    def setup(self) -> None:
        super().setup()
        # Without this, the small answers of one connection wait 40 ms for each other.
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server.track(self.connection)

    def finish(self) -> None:
        self.server.forget(self.connection)
        with suppress(OSError):
            super().finish()

    @property
    def stopping(self) -> threading.Event:
        return self.server.stopping

    def log_message(self, format: str, *args: object) -> None:
        """The request log keeps what matters; nothing goes to stderr."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The stand-in's own present moment, for the Date header."""
        return format_datetime(self.server.today(), usegmt=True)

    def version_string(self) -> str:
        return "stand-in"

    def do_GET(self) -> None:
        self._exchange()

    def do_POST(self) -> None:
        self._exchange()

    def _exchange(self) -> None:
        started = time.monotonic()
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        params = parse_qsl(address.query, keep_blank_values=True)
        # A JSON body is a name without a value, in a recording as here: requests differ by it.
        if body and re.search("form|json", self.headers.get("Content-Type", "form")):
            params += parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        request = Request(
            service=self.server.name,
            ordinal=self.server.next_ordinal(),
            method=self.command,
            path=unquote(address.path),
            params=tuple(params),
            headers={name.lower(): value for name, value in self.headers.items()},
            started=started,
            query_length=len(address.query),
            body=body,
        )
        response = self._packed(self.server.answer(request))
        try:
            (response.send or _ordinary)(self, response)
            self.wfile.flush()
        except OSError:  # the client has had enough
            self.close_connection = True

    def _packed(self, response: Response) -> Response:
        """Gzip a body that is worth it, for a client that asked for it."""
        asked = "gzip" in self.headers.get("Accept-Encoding", "")
        encoded = any(name.lower() == "content-encoding" for name, _ in response.headers)
        if not asked or encoded or response.send or len(response.body) < SMALLEST_WORTH_PACKING:
            return response
        return Response(
            gzip.compress(response.body, 1, mtime=0),
            response.status,
            response.content_type,
            (*response.headers, ("Content-Encoding", "gzip")),
            response.chunked,
        )

    # --- Connection ---

    def head(self, response: Response, length: int | None) -> None:
        self.send_response(response.status, _phrase(response.status))
        if response.content_type:
            self.send_header("Content-Type", response.content_type)
        for name, value in response.headers:
            self.send_header(name, value)
        if response.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif length is not None:
            self.send_header("Content-Length", str(length))
        else:
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()

    def write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def close(self) -> None:
        self.close_connection = True

    def reset(self) -> None:
        # A linger time of zero makes the kernel send RST instead of FIN.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.close_connection = True
        self.server.forget(self.connection)
        self.connection.close()
        # The two files of the handler share the descriptor: it closes when both are gone.
        self.rfile.close()
        with suppress(OSError):
            self.wfile.close()
        self.rfile, self.wfile = io.BytesIO(), io.BytesIO()  # the base class flushes once more


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def chunk(data: bytes) -> bytes:
    """One chunk of a chunked body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def _ordinary(connection: Connection, response: Response) -> None:
    if response.status in (204, 304):
        connection.head(Response(b"", response.status, "", response.headers), 0)
        return
    connection.head(response, len(response.body))
    if not response.chunked:
        connection.write(response.body)
        return
    for at in range(0, len(response.body), 65536):
        connection.write(chunk(response.body[at : at + 65536]))
    connection.write(b"0\r\n\r\n")


@contextmanager
def running(servers: list[ServiceServer]) -> Iterator[None]:
    """Serve from threads of their own until the block ends.

    Raises then what a stand-in itself stumbled over, so that no test passes by its mistake.
    """
    threads = [
        threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.02}, name=server.name
        )
        for server in servers
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for server in servers:
            server.stop()
        for thread in threads:
            thread.join()
    for server in servers:
        for failure in server.failures:
            raise failure
