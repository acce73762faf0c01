"""How Crossref is asked, ``/works?filter=doi:…,doi:…`` or ``/works/{doi}``, and what it answers."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from harvest.config import Config
from harvest.web import Answer, Door, Refused, Verdict, generic_judge

NAME = "crossref"
PATH = "/works"
_UNKNOWN = "resource not found"
_BOUNDS = re.compile(rb"\A\s*\{|\}\s*\Z")
_general = generic_judge("json")


class _List(msgspec.Struct):
    items: list[msgspec.Raw]
    total: int = msgspec.field(name="total-results")


class _Head(msgspec.Struct):
    status: str
    message: msgspec.Raw


class _Named(msgspec.Struct):
    doi: str = msgspec.field(name="DOI")


class Listed(NamedTuple):
    """An answer to a batch: the works by their DOI, and what has none."""

    works: dict[str, bytes]
    nameless: tuple[bytes, ...]
    fetched_at: str


def judge(answer: Answer) -> tuple[Verdict, str]:
    """Crossref wraps what it answers in a status and a message."""
    verdict, reason = _general(answer)
    if verdict is Verdict.OK:
        try:
            head = msgspec.json.decode(answer.body, type=_Head)
            if answer.url.rstrip("/").endswith(PATH):
                msgspec.json.decode(head.message, type=_List)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return Verdict.MALFORMED, "JSON without a message of the service"
        if head.status != "ok":
            return Verdict.TRANSIENT, "an error message instead of a result"
    return verdict, reason


def batch(door: Door, config: Config, dois: Sequence[str]) -> Listed:
    """The works of these DOIs, as far as Crossref has them. Raises what the door raises."""
    asked = ",".join(f"doi:{doi}" for doi in dois)
    params = (("filter", asked), ("rows", str(len(dois))), *_who(config))
    answer = door.get(PATH, params)
    head = msgspec.json.decode(answer.body, type=_Head)
    works: dict[str, bytes] = {}
    nameless = []
    for item in msgspec.json.decode(head.message, type=_List).items:
        body = bytes(item)
        try:
            works[msgspec.json.decode(body, type=_Named).doi.lower()] = body
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            nameless.append(body)
    return Listed(works, tuple(nameless), answer.fetched_at)


def single(door: Door, config: Config, doi: str) -> tuple[bytes, str] | None:
    """The work of one DOI, and when it was said; None if it is another agency's.

    A DOI that was given up for another is answered with the other's work: it is kept under the one
    that was asked for, which the work then holds as ``asked-as``. Raises what the door raises.
    """
    try:
        answer = door.get(f"{PATH}/{doi}", _who(config))
    except Refused as refused:
        if refused.status == 404 and _UNKNOWN in refused.body_text[:200].lower():
            return None
        raise
    body = bytes(msgspec.json.decode(answer.body, type=_Head).message)
    try:
        named = msgspec.json.decode(body, type=_Named).doi.lower()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return body, answer.fetched_at
    if named != doi:
        asked = msgspec.json.encode(doi)
        body = b'{"asked-as":' + asked + b"," + _BOUNDS.sub(b"", body, count=1)
    return body, answer.fetched_at


def _who(config: Config) -> tuple[tuple[str, str], ...]:
    """The contact, which Crossref asks for; none where the configuration has none."""
    return (("mailto", config.contact),) if config.contact else ()
