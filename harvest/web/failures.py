"""A try that brought nothing: what it was, and what that says about the next one."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from requests import exceptions as trouble

from harvest.web.verdicts import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Failure:
    """One try that brought nothing.

    A value, not an exception: requests' exceptions hold the full address with its key, and would
    stay attached to ours as their context.
    """

    verdict: Verdict
    reason: str
    answer: Answer | None = None
    retry_after: float | None = None
    again: bool = True


def count_500(seen: dict[str, int], answer: Answer | None) -> int:
    """How often this 500 has come, however its page names the time and the request."""
    if answer is None or answer.status != 500:
        return 0
    page = re.sub(rb"\w*\d\w*", b"", answer.body[: 64 * 1024])
    key = hashlib.sha256(page).hexdigest()
    seen[key] = seen.get(key, 0) + 1
    return seen[key]


def wire_failure(error: Exception) -> Failure:
    """What went wrong on the way, named by kind alone: the texts hold the address asked."""
    if isinstance(error, trouble.SSLError) and "certificate verify failed" in str(error).lower():
        reason = "its TLS certificate is not accepted; REQUESTS_CA_BUNDLE may name your network's"
        return Failure(Verdict.TRANSIENT, reason, again=False)
    names = " ".join(type(cause).__name__ for cause in _causes(error))
    for mark, reason in _WIRE_REASONS:
        if mark in names:
            return Failure(Verdict.TRANSIENT, reason)
    return Failure(Verdict.TRANSIENT, f"the connection failed ({type(error).__name__})")


_WIRE_REASONS = (
    ("NameResolution", "its name is not known here (no network?)"),
    ("ProxyError", "the proxy did not let us through"),
    ("ConnectTimeout", "it did not accept the connection in time"),
    ("ReadTimeout", "it did not answer in time"),
    ("NewConnection", "it can't be reached"),
    ("SSLError", "no secure connection could be made"),
    ("IncompleteRead", "the answer was cut off"),
    ("InvalidChunk", "the answer was cut off"),
    ("Protocol", "the connection broke"),
)


def _causes(error: BaseException) -> list[BaseException]:
    """The error and those inside it: requests wraps urllib3's, which wraps the socket's."""
    found: list[BaseException] = []
    queue: list[object] = [error]
    while queue and len(found) < 20:
        item = queue.pop(0)
        if isinstance(item, BaseException) and item not in found:
            found.append(item)
            queue += [*item.args, getattr(item, "reason", None), item.__cause__]
    return found


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Seconds that the host asks us to wait, not below 0; None where it says nothing readable."""
    if value is None:
        return None
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,18}", value):
        return float(value)
    moment = http_date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def http_date(value: str) -> datetime | None:
    """The moment of a header such as Date, in UTC; None where it says nothing readable.

    One that names no zone (``-0000``) means UTC, never the zone of this machine.
    """
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
