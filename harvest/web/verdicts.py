"""What an answer is, read from its body as much as from its status.

Registries answer 200 with an error page, 400 for a broken back end and 429 as JSON where XML was
asked for. ``generic_judge`` knows what holds for any service; a source's own judge looks for its
service's texts first and hands the rest over.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

import msgspec


class Verdict(Enum):
    """What an answer means for the request."""

    OK = "ok"
    RATE = "rate"  # too many requests: wait, then ask again
    TRANSIENT = "transient"  # the service fails: wait, then ask again
    PERMANENT = "permanent"  # this request will never succeed
    FORBIDDEN = "forbidden"  # we are refused: stop
    AUTH = "auth"  # the key is refused
    MALFORMED = "malformed"  # not what the service sends: ask again, never believe


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole response.

    ``url`` is the final address without its query string; header names are in lower case.
    """

    status: int
    body: bytes = field(repr=False)
    content_type: str
    url: str
    fetched_at: str
    headers: Mapping[str, str] = field(repr=False)

    @property
    def text(self) -> str:
        """The body as text, for short answers; what is not UTF-8 is replaced."""
        return self.body.decode("utf-8", "replace")


Judge = Callable[[Answer], tuple[Verdict, str]]
"""Reads an answer; the reason is shown to people and holds nothing of the request or the body."""

Expected = Literal["json", "xml", "text"]

_HEAD = 4096
_SMALL = 64 * 1024
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_BLOCKED = (b"error blocked diagnostic", b"misuse.ncbi.nlm.nih.gov")
_BACKEND_IN_400 = (b"proxy_stream", b"PubOne", b"cannot get document summary")
_BACKEND_IN_200 = (b"Unable to route request", b"NCBI C++ Exception")
_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = ((b"{", b"}"), (b"[", b"]"))
_PROLOG = re.compile(
    rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(rb"<([^\s/>!?]+)[^>]*?(/?)>")


def generic_judge(expect: Expected) -> Judge:
    """A judge of what holds for any service, for answers that should be of one kind.

    It makes sure that JSON and XML were not cut off; the parser that reads the records does the
    rest.
    """

    def judge(answer: Answer) -> tuple[Verdict, str]:
        return _by_any_status(answer) or _by_status(answer) or _by_content(answer, expect)

    return judge


def is_html(body: bytes) -> bool:
    """Whether the body is a web page, whatever its content type claims."""
    return _HTML.search(body[:1024]) is not None


def is_whole_json(body: bytes) -> bool:
    """Whether the body is one JSON object or array that was not cut off.

    Where a strict reader stumbles over what one record holds (half a surrogate, a raw newline),
    only the brackets are counted: one bad record must not cost its whole page.
    """
    text = body.removeprefix(b"\xef\xbb\xbf").strip()
    if (text[:1], text[-1:]) not in ((b"{", b"}"), (b"[", b"]")):
        return False
    try:
        msgspec.json.decode(text, type=msgspec.Raw)  # reads through without building anything
    except (msgspec.DecodeError, RecursionError):
        bare = _JSON_STRING.sub(b"", text)
        return b'"' not in bare and all(bare.count(o) == bare.count(c) for o, c in _BRACKETS)
    return True


def is_whole_xml(body: bytes) -> bool:
    """Whether the body has a root element and its closing tag comes last."""
    root = _xml_root(body)
    if root is None:
        return False
    name, empty, after = root
    tail = body[max(after, len(body) - _SMALL) :].rstrip()
    while tail.endswith(b"-->"):
        tail = tail[: tail.rfind(b"<!--")].rstrip() if b"<!--" in tail else b""
    if empty:
        return not tail
    return re.search(rb"</" + re.escape(name) + rb"\s*>\Z", tail[-1024:]) is not None


def _xml_root(body: bytes) -> tuple[bytes, bool, int] | None:
    """Name of the root element, whether it is an empty tag, and where that tag ends."""
    head = body[:_SMALL].removeprefix(b"\xef\xbb\xbf")
    offset = len(body[:_SMALL]) - len(head)
    prolog = _PROLOG.match(head)
    root = _ROOT.match(head, prolog.end() if prolog else 0)
    if root is None:
        return None
    return root.group(1), root.group(2) == b"/", offset + root.end()


def _by_any_status(answer: Answer) -> tuple[Verdict, str] | None:
    head = answer.body[:_HEAD]
    if answer.status == 429 or b"API rate limit exceeded" in head:
        return Verdict.RATE, "too many requests"
    if b"API key invalid" in head or answer.status == 401:
        return Verdict.AUTH, "the API key is refused"
    if answer.status == 403:
        return Verdict.FORBIDDEN, "access refused (403)"
    if is_html(answer.body) and any(mark in head.lower() for mark in _BLOCKED):
        return Verdict.FORBIDDEN, "a page that says we are blocked"
    return None


def _by_status(answer: Answer) -> tuple[Verdict, str] | None:
    status = answer.status
    if status >= 500 or status in (408, 425):
        return Verdict.TRANSIENT, f"the service fails ({status})"
    if status == 400 and any(mark in answer.body[:_HEAD] for mark in _BACKEND_IN_400):
        return Verdict.TRANSIENT, "a failing back end (400)"
    if 400 <= status < 500:
        return Verdict.PERMANENT, f"the request is refused ({status})"
    if status != 200:
        return Verdict.MALFORMED, f"an unexpected status ({status})"
    return None


def _by_content(answer: Answer, expect: Expected) -> tuple[Verdict, str]:
    body = answer.body
    if not body.strip():
        return Verdict.TRANSIENT, "an empty answer"
    if is_html(body):
        return Verdict.TRANSIENT, "a web page instead of data"
    if expect == "text":
        return Verdict.OK, ""
    if expect == "json":
        return _json_content(body)
    return _xml_content(body)


def _json_content(body: bytes) -> tuple[Verdict, str]:
    if _is_plain(body, b"{["):
        return _plain_text(body)
    if not is_whole_json(body):
        return Verdict.MALFORMED, "JSON that was cut off"
    if len(body) < _SMALL and re.search(rb'"error"\s*:', body, re.IGNORECASE):
        return _json_error(body)
    return Verdict.OK, ""


def _json_error(body: bytes) -> tuple[Verdict, str]:
    """Look for an error where services put one: at the top, or one level below."""
    try:
        answer = json.loads(body, strict=False)
    except (ValueError, RecursionError):
        return Verdict.MALFORMED, "JSON that can't be read"
    if isinstance(answer, dict):
        for level in (answer, *answer.values()):
            if isinstance(level, dict) and ("error" in level or "ERROR" in level):
                return Verdict.TRANSIENT, "an error message instead of a result"
    return Verdict.OK, ""


def _xml_content(body: bytes) -> tuple[Verdict, str]:
    if _is_plain(body, b"<"):
        return _plain_text(body)
    if _xml_root(body) is None and _PROLOG.fullmatch(body[:_SMALL]):
        return Verdict.TRANSIENT, "XML without any content"
    if b"<ERROR>" in body:
        return Verdict.TRANSIENT, "an error message instead of a result"
    if not is_whole_xml(body):
        return Verdict.MALFORMED, "XML that was cut off"
    return Verdict.OK, ""


def _is_plain(body: bytes, openings: bytes) -> bool:
    first = body[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return not first or first not in openings


def _plain_text(body: bytes) -> tuple[Verdict, str]:
    if any(mark in body[:_HEAD] for mark in _BACKEND_IN_200):
        return Verdict.TRANSIENT, "a failing back end"
    return Verdict.MALFORMED, "something that is not the data asked for"
