"""A small HTTP server on loopback that misbehaves on schedule.

A server is given a list of replies: the n-th request gets the n-th reply, and the last one is
repeated. A reply writes raw bytes to the socket, so that every way of being wrong can be made.
"""

import gzip
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

Reply = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Request:
    """What a client sent; ``at`` is the wall of the monotonic clock when it came."""

    at: float
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    connection: int


class FaultServer:
    """Answers on 127.0.0.1 with the replies given, in order; ``requests`` is what came."""

    def __init__(self, replies: Sequence[Reply], *, tls: ssl.SSLContext | None = None) -> None:
        self.replies = list(replies)
        self.requests: list[Request] = []
        self._tls = tls
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/api"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join(10)

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        number = 0
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            number += 1
            with self._lock:
                self._open.append(connection)
            self._start(self._converse, connection, number)

    def _converse(self, connection: socket.socket, number: int) -> None:
        connection.settimeout(20)
        with connection, suppress(OSError):
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
                with self._lock:
                    self._open.append(connection)
            with connection, connection.makefile("rb") as stream:
                while (request := _read_request(stream, number)) is not None:
                    with self._lock:
                        index = len(self.requests)
                        self.requests.append(request)
                        reply = self.replies[min(index, len(self.replies) - 1)]
                    reply(connection)
                    if getattr(reply, "ends", True):
                        return


def _read_request(stream, number: int) -> Request | None:
    line = stream.readline()
    if line.count(b" ") != 2:
        return None  # the client went away, or speaks something else
    at = time.monotonic()
    method, target, _ = line.decode("latin-1").split(" ")
    headers: dict[str, str] = {}
    while (row := stream.readline().decode("latin-1").strip()) != "":
        name, _, value = row.partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", "0")))
    return Request(at, method, target, headers, body, number)


# --- replies ---


def raw(*parts: bytes, keep: bool = False) -> Reply:
    """Exactly these bytes, then the connection ends (or stays, with ``keep``)."""

    def reply(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)

    reply.ends = not keep  # type: ignore[attr-defined]
    return reply


def http(status: int = 200, body: bytes = b"", **headers: str) -> Reply:
    """A well-formed answer; header names are written with underscores."""
    return raw(head(status, {"Content-Length": str(len(body)), **_named(headers)}), body, keep=True)


def head(status: int, headers: Mapping[str, str]) -> bytes:
    rows = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} X\r\n{rows}\r\n".encode("latin-1")


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    return http(status, json.dumps(value).encode(), Content_Type="application/json", **headers)


def zipped(body: bytes) -> Reply:
    return http(200, gzip.compress(body), Content_Encoding="gzip")


def reset(sent: bytes = b"") -> Reply:
    """Send something, then end the connection with RST."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(sent)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return reply


def silence(seconds: float = 20.0) -> Reply:
    """Accept the request and never answer."""

    def reply(connection: socket.socket) -> None:
        connection.settimeout(seconds)
        with suppress(OSError):
            connection.recv(1)

    return reply


def drip(start: bytes, *, every: float = 0.02, times: int = 1000, piece: bytes = b"x") -> Reply:
    """A beginning, then one piece at a time until the client has had enough."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(times):
            connection.sendall(piece)
            if every:
                time.sleep(every)

    return reply
