"""Keeps every answer as it was received, with its request, in a folder that can be shown around.

Taken out are what belongs to the operator (the key, the contact, cookies, the network address) and
people's e-mail addresses and telephone numbers. ``harvest.standin`` serves such a folder again.

    recording.json                                     what was recorded, from which addresses
    000001-clinicaltrials-version.exchange.json        request, status and headers, in order
    000001-clinicaltrials-version.body.json            the body, uncompressed, else as received
"""

import json
import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests
from urllib3.util import SKIP_HEADER

from harvest import __version__, hiding
from harvest.clock import Clock, stamp
from harvest.errors import CannotCreate, HarvestError, NoPermission, StorageError

INDEX = "recording.json"
EXCHANGE = ".exchange.json"
PERSONAL = frozenset({"api_key", "email", "mailto"})
"""Parameters that are never kept; who asks makes no difference to the answer."""

_NEVER = frozenset(
    {
        *("set-cookie", "set-cookie2", "cookie", "authorization", "proxy-authorization"),
        *("proxy-authenticate", "x-forwarded-for", "x-real-ip", "x-client-ip", "forwarded", "via"),
    }
)
_ENDINGS = {"json": ".json", "xml": ".xml", "html": ".html", "csv": ".csv", "plain": ".txt"}


@dataclass(frozen=True, slots=True)
class Received:
    """One answer, and the request that it is of; ``problem``: why its body could not be read."""

    method: str
    url: str
    form: bytes | None
    asked_with: Mapping[str, str]
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: str
    problem: str | None = None

    @classmethod
    def of(
        cls,
        asked: requests.PreparedRequest,
        response: requests.Response,
        body: bytes,
        at: str,
        problem: str | None,
    ) -> Self:
        """An answer as the library hands it over; each line of its headers by itself."""
        sent = {name: value for name, value in asked.headers.items() if value != SKIP_HEADER}
        return cls(
            method=asked.method or "",
            url=asked.url or "",
            form=asked.body if isinstance(asked.body, bytes) else None,
            asked_with=sent,
            status=response.status_code,
            headers=tuple(response.raw.headers.items()),
            body=body,
            at=at,
            problem=problem,
        )


Record = Callable[[Received], None]


class Recording:
    """A folder that answers are kept in, in the order in which they came, from several threads.

    What can't be written is told by ``failure`` and ends the recording, never the run.
    """

    def __init__(
        self, folder: Path, services: Mapping[str, str], secrets: Iterable[str], clock: Clock
    ) -> None:
        """``services``: the address of each by name. Makes the folder, which must be new or empty.

        Raises CannotCreate, NoPermission or StorageError.
        """
        self.folder = folder
        self.answers = 0
        self.failure: HarvestError | None = None
        self._services = dict(services)
        self._secrets = tuple(filter(None, secrets))
        self._began = stamp(clock.now())
        self._lock = threading.Lock()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise CannotCreate(
                    f"{folder}: is not empty, and a recording is of one run; name a new folder"
                )
            folder.chmod(0o700)
        except (FileExistsError, NotADirectoryError):
            raise CannotCreate(f"{folder}: is not a folder; name another") from None
        except OSError as error:
            raise _explained(folder, error) from error

    def of(self, service: str) -> Record:
        """What a service's door hands its answers to."""

        def record(received: Received) -> None:
            with self._lock:
                if self.failure is not None:
                    return
                try:
                    self._keep(service, received)
                except OSError as error:
                    self.failure = _explained(self.folder, error)

        return record

    def _keep(self, service: str, received: Received) -> None:
        if self.answers == 0:
            index = {"harvest": __version__, "began": self._began, "services": self._services}
            self._write(INDEX, _json(index))
        number = self.answers + 1
        name = f"{number:06}-{service}-{_last_of(received.url)}"
        body = f"{name}.body{_ending(received)}"
        self._write(body, self._cleaned(received))
        self._write(name + EXCHANGE, _json(self._exchange(service, received, body)))
        self.answers = number

    def _exchange(self, service: str, received: Received, body: str) -> dict[str, object]:
        form = None
        if received.form is not None:
            form = [list(pair) for pair in self._impersonal(received.form.decode("ascii"))]
        return {
            "service": service,
            "at": received.at,
            "request": {
                "method": received.method,
                "url": self._address(received.url),
                "headers": self._headers(received.asked_with.items()),
                "form": form,
            },
            "answer": {
                "status": received.status,
                "headers": self._headers(received.headers),
                "body": body,
                "problem": received.problem,
            },
        }

    def _impersonal(self, query: str) -> list[tuple[str, str]]:
        """The parameters of a query or form without those that say who asks."""
        return [
            (name, hiding.without_people(self._hidden(value)))
            for name, value in parse_qsl(self._hidden(query), keep_blank_values=True)
            if name not in PERSONAL
        ]

    def _address(self, url: str) -> str:
        parts = urlsplit(url)
        query = urlencode(self._impersonal(parts.query))
        return urlunsplit((parts.scheme, parts.netloc, self._hidden(parts.path), query, ""))

    def _headers(self, headers: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [
            [name, hiding.without_machines(hiding.without_people(self._hidden(value)))]
            for name, value in headers
            if name.lower() not in _NEVER
        ]

    def _hidden(self, text: str) -> str:
        return hiding.without(text, self._secrets, hiding.REMOVED)

    def _cleaned(self, received: Received) -> bytes:
        """The body without what belongs to the operator or to people; other bytes stay."""
        text = received.body.decode("utf-8", "surrogateescape")
        text = hiding.without_people(self._hidden(text))
        if received.status != 200 or "html" in _type(received):
            text = hiding.without_machines(text)  # an error may name whom it turns away
        return text.encode("utf-8", "surrogateescape")

    def _write(self, name: str, body: bytes) -> None:
        """Write a file that only its owner may read, whole or not at all."""
        path = self.folder / name
        aside = path.with_name(f".{name}.part")
        try:
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(body)
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise


def _type(received: Received) -> str:
    return next((value for name, value in received.headers if name.lower() == "content-type"), "")


def _ending(received: Received) -> str:
    found = _type(received).lower()
    return next((ending for mark, ending in _ENDINGS.items() if mark in found), ".bin")


def _last_of(url: str) -> str:
    """The end of an address's path, as a part of a file name."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return re.sub(r"[^A-Za-z0-9]+", "-", last).strip("-")[:40] or "root"


def _json(value: object) -> bytes:
    return (
        json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n"
    )


def _explained(folder: Path, error: OSError) -> HarvestError:
    if isinstance(error, PermissionError):
        return NoPermission(f"{folder}: may not be written; name another folder for the recording")
    return StorageError(
        f"{folder}: the recording can't be kept there ({error.strerror}); what was harvested is "
        "not touched by that"
    )
