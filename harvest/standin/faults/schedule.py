"""A schedule of faults: which request, which fault. Nothing here waits or depends on chance.

    faults = Faults(
        at(rate_limited(retry_after="2"), service="pubmed", path="efetch", nth=2),
        at(reset_before_headers(), service="clinicaltrials", times=3),
    )

The faults themselves are in `harvest.standin.faults.transport` (what a network or a gateway does)
and `harvest.standin.faults.content` (what a service says wrongly).
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from harvest.standin.http.server import Disturb, Request, Response


class Moving(Protocol):
    """What a fault may do to the stand-in that it happens in."""

    def advance(self) -> None:
        """Serve the corpus' next state."""
        ...


@dataclass(frozen=True, slots=True)
class Occasion:
    """A request that a fault strikes, and what would have been the answer."""

    request: Request
    answer: Callable[[], Response]
    standin: Moving


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by name; ``strike`` gives the answer in place of the right one."""

    name: str
    strike: Callable[[Occasion], Response]


@dataclass(slots=True)
class Rule:
    """When a fault strikes; made by `at`."""

    fault: Fault
    service: str | None
    path: str
    nth: int
    times: int | None
    where: Callable[[Request], bool] | None
    _seen: int = 0

    def strikes(self, request: Request) -> bool:
        """Does the fault strike this request? Counts the requests that it could have struck."""
        fits = self.service in (None, request.service) and self.path in request.path
        if not fits or (self.where and not self.where(request)):
            return False
        self._seen += 1
        last = None if self.times is None else self.nth + self.times
        return self._seen >= self.nth and (last is None or self._seen < last)


def at(
    fault: Fault,
    *,
    service: str | None = None,
    path: str = "",
    nth: int = 1,
    times: int | None = 1,
    where: Callable[[Request], bool] | None = None,
) -> Rule:
    """The fault, ``times`` times (None: for ever) from the ``nth`` request on that fits.

    A request fits by its service (``clinicaltrials``, ``pubmed``, ``mesh``), a part of its path,
    and ``where``.
    """
    return Rule(fault, service, path, nth, times, where)


@dataclass(slots=True)
class Faults:
    """Rules in order; the first that strikes a request decides its answer."""

    rules: tuple[Rule, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        self._lock = threading.Lock()

    def bound(self, standin: Moving) -> Disturb:
        """The schedule as the servers use it."""

        def disturb(
            request: Request, answer: Callable[[], Response]
        ) -> tuple[Response, str | None]:
            with self._lock:
                # Every rule counts every request that fits it, whichever rule strikes.
                struck = [rule.fault for rule in self.rules if rule.strikes(request)]
            if not struck:
                return answer(), None
            return struck[0].strike(Occasion(request, answer, standin)), struck[0].name

        return disturb


NO_FAULTS = Faults()
