"""What stands in front of the services: it turns clients away by their name, or a service is off.

Which names the firewall before ClinicalTrials.gov refuses is not known, and reports contradict each
other; so each kind of name can be refused. The body of a refusal is invented.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from harvest.standin.http.server import Disturb, Request, Response

_LIBRARY = re.compile(
    r"\b(?:python-)?(?:requests|urllib3?|httpx|aiohttp|curl|Wget)/", re.IGNORECASE
)
_REFUSED = (
    b"<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center>"
    b"</body></html>"
)
_OFF = b"<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"

CLIENTS = ("library", "own", "browser", "none", "named", "all")
"""Kinds of client by what they call themselves: with a library's token, with nothing but a token of
their own, as a browser, not at all; ``named`` is any name at all."""


def kind_of(name: str) -> str:
    """Which of library, own, browser and none a User-Agent is; "" where there is none."""
    if not name:
        return "none"
    if _LIBRARY.search(name):
        return "library"
    return "browser" if name.startswith("Mozilla/") else "own"


def _is(clients: str, name: str) -> bool:
    return clients == "all" or (clients == "named" and name != "") or clients == kind_of(name)


@dataclass(slots=True)
class Edge:
    """Service → the kind of client that it refuses; and the services that are off."""

    refused: dict[str, str] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)

    def refuse(self, service: str, clients: str) -> None:
        """Refuse a kind of client (a key of CLIENTS) from the next request on."""
        if clients not in CLIENTS:
            raise ValueError(f"{clients}: no kind of client; there are {', '.join(CLIENTS)}")
        self.refused[service] = clients

    def welcome(self, service: str) -> None:
        """Refuse nobody any more."""
        self.refused.pop(service, None)

    def switch(self, service: str, *, on: bool) -> None:
        """Turn a service off, which then answers 502 with a page, or on again."""
        if on:
            self.off.discard(service)
        else:
            self.off.add(service)

    def answer(self, request: Request) -> tuple[Response, str] | None:
        """The answer and its name where the request gets no further; None where it may pass."""
        if request.service in self.off:
            return Response(_OFF, 502, "text/html"), "switched off"
        clients = self.refused.get(request.service)
        if clients and _is(clients, request.headers.get("user-agent", "")):
            return Response(_REFUSED, 403, "text/html"), "refused"
        return None

    def before(self, disturb: Disturb) -> Disturb:
        """The same schedule of faults, for what the edge lets pass."""

        def disturbed(
            request: Request, answer: Callable[[], Response]
        ) -> tuple[Response, str | None]:
            return self.answer(request) or disturb(request, answer)

        return disturbed
