"""One host's door: asks politely, retries what may be retried, and names what may not."""

import json
import logging
import re
import threading
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

import requests
from urllib3.exceptions import HTTPError as WireError

from harvest import hiding
from harvest.clock import Clock, SystemClock, stamp
from harvest.errors import (
    ConfigError,
    Forbidden,
    HarvestError,
    UpstreamDataError,
    UpstreamUnavailable,
)
from harvest.text import line
from harvest.web.body import BadBody, read_body
from harvest.web.failures import Failure, count_500, retry_after_seconds, wire_failure
from harvest.web.limiter import Limiter
from harvest.web.recording import Received, Record
from harvest.web.transport import certificates, open_session, proxies_for
from harvest.web.verdicts import Answer, Judge, Verdict

log = logging.getLogger("harvest.web")

Params = Sequence[tuple[str, str]]

_MIB = 1024 * 1024
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")
_BLOCK_PAGE = re.compile(r"misuse|abuse|blocked|captcha", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEY_PARAMETER = "api_key"
_FINAL = frozenset({Verdict.PERMANENT, Verdict.FORBIDDEN, Verdict.AUTH})
_SYSTEM_CLOCK = SystemClock()


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request, in seconds and bytes; ``budget`` is for all tries and waits."""

    connect_timeout: float = 10.0
    read_timeout: float = 60.0  # between two pieces
    deadline: float = 300.0  # one try, from connecting to the last byte
    budget: float = 1800.0
    max_bytes: int = 256 * _MIB
    max_inflate: int = 512 * _MIB
    max_ratio: float = 200.0
    tries: int = 6
    base_delay: float = 2.0
    max_delay: float = 120.0
    retry_after_cap: float = 300.0
    same_500s: int = 4  # the same 500 so often is an answer to the request, not an outage
    hops: int = 3


PROBE = Limits(tries=1, connect_timeout=5.0, read_timeout=10.0, deadline=15.0)
"""For asking whether a service can be reached at all."""


class Refused(UpstreamDataError):
    """The service will never fulfil this request; what that means is for the source to say.

    A 4xx, or the very same 500 again and again. ``answer`` is what came.
    """

    def __init__(self, message: str, answer: Answer) -> None:
        super().__init__(message)
        self.answer = answer

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.answer.status

    @property
    def body_text(self) -> str:
        """What the service said, for reading by program: it may echo the request."""
        return self.answer.text


class Stopped(Exception):
    """The door was closed while somebody still wanted to ask: the run is over.

    No HarvestError, so that nobody takes it for an answer, halves a batch or tries again.
    """


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    location: str


class Door:
    """The way to one service. For one thread at a time; the pace is shared between all doors.

    ``judge`` reads each answer; ``user_agent`` "" sends no such header; ``lock_dir`` holds the pace
    of each host; ``secrets`` (key, contact) are taken out of every message; ``if_refused`` says
    what to do where this service turns us away; ``record`` is given each answer as it came. Only
    the host of ``base_url`` is ever spoken to.
    """

    def __init__(
        self,
        base_url: str,
        *,
        requests_per_second: float,
        judge: Judge,
        user_agent: str,
        lock_dir: Path,
        clock: Clock = _SYSTEM_CLOCK,
        random: Random | None = None,
        limits: Limits = Limits(),
        secrets: tuple[str, ...] = (),
        if_refused: str = "",
        record: Record | None = None,
    ) -> None:
        if not user_agent.isprintable() or any(ord(letter) > 0xFF for letter in user_agent):
            raise ConfigError("user_agent: only printable characters of Latin-1 can be sent")
        self._base = base_url.rstrip("/")
        self._origin, self._loopback = _origin(base_url)
        self._judge = judge
        self._clock = clock
        self._random = random or Random()
        self._limits = limits
        self._secrets = tuple(secret for secret in secrets if secret)
        self._record = record
        self._if_refused = if_refused or _STAY_AWAY
        self._shut_by: str | None = None
        self._closed = threading.Event()
        self._limiter = Limiter(
            lock_dir,
            self._origin[1],
            per_second=requests_per_second,
            clock=clock,
            horizon=2 * max(limits.retry_after_cap, limits.max_delay) + 60,
        )
        self._certificates = certificates()
        self._session = open_session(user_agent, headers_within=limits.deadline)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; whoever still uses the door, from any thread, asks nothing more.

        An answer that is on its way still arrives. Every later request, and every wait for one
        that is over by then, raises :class:`Stopped`.
        """
        self._closed.set()
        self._session.close()

    def get(self, path: str, params: Params = ()) -> Answer:
        """Ask for ``path`` under the base address.

        Raises Refused (the service will never fulfil it), Forbidden (stop), ConfigError (the key
        is refused), UpstreamUnavailable (after all tries) or UpstreamDataError (what comes is not
        what the service sends, after all tries).
        """
        return self._ask("GET", path, params)

    def post(self, path: str, params: Params = ()) -> Answer:
        """The same with the parameters as a form in the body: for long lists and for keys."""
        return self._ask("POST", path, params)

    def post_json(self, path: str, document: Mapping[str, object]) -> Answer:
        """The same with a JSON object in the body, for services that are asked in JSON."""
        return self._ask("POST", path, (), json.dumps(document).encode("ascii"))

    # --- tries ---

    def _ask(self, method: str, path: str, params: Params, document: bytes | None = None) -> Answer:
        path = quote(f"/{path.lstrip('/')}" if path else "", safe="/:,~")
        form = urlencode(params)
        url = self._base + path + (f"?{form}" if form and method == "GET" else "")
        body = document or (form.encode("ascii") if method == "POST" else None)
        where = self._origin[1] + urlsplit(self._base + path).path
        if self._shut_by is not None:
            raise Forbidden(self._shut_by)
        began = self._clock.monotonic()
        seen_500s: dict[str, int] = {}
        tried = 0
        while True:
            tried += 1
            outcome = self._try(method, url, body)
            if isinstance(outcome, Answer):
                return outcome
            if count_500(seen_500s, outcome.answer) >= self._limits.same_500s:
                outcome = replace(outcome, verdict=Verdict.PERMANENT, reason=_SAME_500)
            if outcome.verdict in _FINAL or not outcome.again or tried >= self._limits.tries:
                break
            wait = self._wait(tried, outcome.retry_after)
            if self._clock.monotonic() - began + wait > self._limits.budget:
                break
            log.info("%s: %s; again in %.1f s (%d)", where, outcome.reason, wait, tried)
            self._check_open()
            if outcome.verdict is Verdict.RATE or outcome.retry_after is not None:
                self._limiter.hold(wait)  # other processes stay away as well
            else:
                self._clock.sleep(wait)
        keyed = any(name == _KEY_PARAMETER for name, _ in params)
        raise self._error(where, outcome, tried, keyed=keyed)

    def _wait(self, tried: int, retry_after: float | None) -> float:
        """Seconds until the next try: full jitter above a floor, at least what the host asks for.

        The ceiling trebles: clients that gave up within seconds never outlasted a busy hour.
        """
        limits = self._limits
        ceiling = min(limits.max_delay, limits.base_delay * 3.0**tried)
        wait = self._random.uniform(limits.base_delay, max(limits.base_delay, ceiling))
        return max(wait, min(retry_after or 0.0, limits.retry_after_cap))

    def _try(self, method: str, url: str, body: bytes | None) -> Answer | Failure:
        """One try with its redirects, each of them a request of its own to the host's pace."""
        for _ in range(self._limits.hops + 1):
            outcome = self._exchange(method, url, body)
            if not isinstance(outcome, _Redirect):
                return outcome
            followed = self._follow(method, url, outcome)
            if isinstance(followed, Failure):
                return followed
            url = followed
        return Failure(Verdict.TRANSIENT, f"more than {self._limits.hops} redirects")

    def _follow(self, method: str, url: str, redirect: _Redirect) -> str | Failure:
        """Where a redirect leads, if it may be followed: to the same scheme, host and port only.

        So neither a key nor a form ever reaches another host. A POST is sent again only where the
        status says that it stays a POST.
        """
        try:
            target = urljoin(url, redirect.location)
            origin, _ = _origin(target)
        except (ValueError, ConfigError):
            return Failure(Verdict.TRANSIENT, "a redirect that is not allowed")
        if origin != self._origin:
            parts = urlsplit(target)
            if _BLOCK_PAGE.search(f"{parts.hostname}{parts.path}"):
                return Failure(Verdict.FORBIDDEN, "a redirect to a page that says we are blocked")
            return Failure(
                Verdict.TRANSIENT, f"a redirect to another host ({origin[1]}){_ELSEWHERE}"
            )
        if method == "POST" and redirect.status not in (307, 308):
            return Failure(Verdict.TRANSIENT, "a redirect that drops the form sent")
        return target

    # --- one exchange ---

    def _exchange(self, method: str, url: str, body: bytes | None) -> Answer | _Redirect | Failure:
        headers = {} if body is None else {"Content-Type": _type_of(body)}
        request = requests.Request(method, url, data=body, headers=headers)
        self._check_open()
        self._limiter.take()
        self._check_open()  # it may have waited long
        try:
            prepared = self._session.prepare_request(request)
            return self._receive(prepared)
        except BadBody as bad:
            return Failure(bad.verdict, bad.reason, again=bad.again)
        except (requests.RequestException, WireError, OSError) as error:
            return wire_failure(error)

    def _receive(self, prepared: requests.PreparedRequest) -> Answer | _Redirect | Failure:
        limits = self._limits
        end = self._clock.monotonic() + limits.deadline
        with self._session.send(
            prepared,
            stream=True,
            timeout=(limits.connect_timeout, min(limits.read_timeout, limits.deadline)),
            allow_redirects=False,
            verify=self._certificates,
            proxies=proxies_for(prepared.url or "", loopback=self._loopback),
        ) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                self._keep(prepared, response, b"")
                return _Redirect(response.status_code, response.headers["location"])
            try:
                body = read_body(
                    response.raw,
                    response.headers.get("content-encoding", ""),
                    max_bytes=limits.max_bytes,
                    max_inflate=limits.max_inflate,
                    max_ratio=limits.max_ratio,
                    out_of_time=lambda: self._clock.monotonic() > end,
                )
            except BadBody as bad:
                self._keep(prepared, response, b"", bad.reason)
                raise
            self._keep(prepared, response, body)
            answer = Answer(
                status=response.status_code,
                body=body.removeprefix(BOM_UTF8),  # no part of the data, and JSON may have none
                content_type=response.headers.get("content-type", ""),
                url=urlunsplit((*urlsplit(response.url)[:3], "", "")),
                fetched_at=stamp(self._clock.now()),
                headers=_kept_headers(response.headers),
            )
        verdict, reason = self._judge(answer)
        if verdict is Verdict.OK:
            return answer
        retry_after = retry_after_seconds(answer.headers.get("retry-after"), self._clock.now())
        return Failure(verdict, self._without_secrets(reason), answer, retry_after)

    def _keep(
        self,
        prepared: requests.PreparedRequest,
        response: requests.Response,
        body: bytes,
        problem: str | None = None,
    ) -> None:
        """Hand an answer to whoever records, as it came."""
        if self._record is not None:
            at = stamp(self._clock.now())
            self._record(Received.of(prepared, response, body, at, problem))

    # --- ends ---

    def _check_open(self) -> None:
        if self._closed.is_set():
            raise Stopped(f"{self._origin[1]}: the run is over, no more requests are sent")

    def _error(self, where: str, failure: Failure, tried: int, *, keyed: bool) -> HarvestError:
        reason = failure.reason
        times = f" ({tried} tries)" if tried > 1 else ""
        match failure.verdict:
            case Verdict.FORBIDDEN:
                return self._shut(f"{where}: {reason}; {self._if_refused}", failure.answer)
            case Verdict.AUTH if keyed:
                return ConfigError(f"{where}: {reason}; correct NCBI_API_KEY or unset it")
            case Verdict.AUTH:
                return self._shut(f"{where}: it asks for a key and none is set; {_STAY_AWAY}")
            case Verdict.PERMANENT if failure.answer is not None:
                return Refused(f"{where}: {reason}{times}", failure.answer)
            case Verdict.PERMANENT | Verdict.MALFORMED:
                return UpstreamDataError(f"{where}: {reason}{times}; the response was not used")
        return UpstreamUnavailable(f"{where}: {reason}{times}; try again later")

    def _shut(self, message: str, answer: Answer | None = None) -> Forbidden:
        """Close this door for the rest of the run: no request follows a refusal."""
        self._shut_by = message
        said = self._without_secrets(answer.text[:2000]) if answer else ""
        said = hiding.without_machines(hiding.without_people(said))
        return Forbidden(message, line(said, 200))

    def _without_secrets(self, text: str) -> str:
        return hiding.without(text, self._secrets)


_ELSEWHERE = ", which is not followed: check base_url, and whether this network wants a sign-in"
_SAME_500 = "the service fails in the same way each time (500)"
_STAY_AWAY = (
    "stop refreshing from this network until the registry allows it again: check its status page, "
    "set a contact in config.toml, or write to its help desk"
)


def _origin(url: str) -> tuple[tuple[str, str], bool]:
    """Scheme and host with port of an address, and whether it is this machine."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    loopback = _LOOPBACK.fullmatch(host) is not None
    if not host or parts.scheme not in ("https", "http") or parts.username is not None:
        raise ConfigError("base_url: an https:// address without a user name is needed")
    if parts.scheme == "http" and not loopback:
        raise ConfigError(f"base_url: {host} is queried over https:// only")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    default = port == (443 if parts.scheme == "https" else 80)
    return (parts.scheme, host if default else f"{host}:{port}"), loopback


def _type_of(body: bytes) -> str:
    """What a body is: a form has its brackets encoded."""
    return "application/json" if body[:1] == b"{" else "application/x-www-form-urlencoded"


def _kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() != "set-cookie"}
