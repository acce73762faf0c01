"""What the registry answers: whole or not, an error or a study, one page cut into its studies."""

import re
from typing import NamedTuple

import msgspec

from harvest.sources.clinicaltrials.fingerprint import study_id
from harvest.text import line
from harvest.web import Answer, Verdict, generic_judge, is_html

_general = generic_judge("json")

_END_OF_LINES = re.compile(rb'\n\](?:,"nextPageToken":"[^"\\]*")?\}\s*\Z')
_HEAD_OF_LINES = re.compile(rb'\{(?:"totalCount":([0-9]{1,9}),)?"studies":\[\n')
_TOKEN_AT_END = re.compile(rb'"nextPageToken":"([^"\\]*)"\}\s*\Z')
_QUERY_ERROR = "Error parsing query"
_TOO_COMPLICATED = b"too complicated query"
_TOO_LONG = frozenset({413, 414, 431})  # the last is what some gateways say instead of 414


def judge(answer: Answer) -> tuple[Verdict, str]:
    """Read an answer: the registry's errors are plain text, its data are whole JSON."""
    if answer.status in (400, 404) and is_html(answer.body) and not _too_complicated(answer.body):
        return Verdict.TRANSIENT, f"a web page instead of data ({answer.status})"
    verdict, reason = _general(answer)
    if verdict is Verdict.OK and not _whole(answer.body):
        return Verdict.MALFORMED, "incomplete JSON"
    return verdict, reason


def _whole(body: bytes) -> bool:
    """Whether nothing is cut off: the JSON closes, or the page's last line is there.

    The second, because one study that is not JSON must not hide the others.
    """
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (msgspec.MsgspecError, RecursionError):
        return (
            _HEAD_OF_LINES.match(body) is not None
            and _END_OF_LINES.search(body[-4096:]) is not None
        )
    return True


def query_error(status: int, body: str) -> str | None:
    """What the registry's query parser says against a search; None for any other answer."""
    if status == 400 and body.startswith(_QUERY_ERROR):
        return line(body, 300)
    return None


def asks_too_much(answer: Answer) -> str | None:
    """What the registry says of a search that is too much for it; None for any other answer.

    How many words that takes is not documented, nor what else stands in the answer.
    """
    if answer.status == 400 and _too_complicated(answer.body):
        return "too complicated a query"
    if answer.status in _TOO_LONG:
        return f"too long an address ({answer.status})"
    return None


def _too_complicated(body: bytes) -> bool:
    return _TOO_COMPLICATED in body[:4096].lower()


def says_absent(status: int, body: str, nct_id: str) -> bool:
    """Whether this is the registry's own sentence that it has no such study.

    A wrong path is a 404 as well, with an empty body.
    """
    return status == 404 and body.strip() == f"NCT number {nct_id} not found"


# --- one page ---


class Piece(NamedTuple):
    """One study of a page, as bytes; ``id`` is None where none can be read in it."""

    id: str | None
    body: bytes


class Sheaf(NamedTuple):
    """One page: its studies, how many the search has in all, and the way to the next page."""

    pieces: tuple[Piece, ...]
    total: int | None
    token: str | None


class _Page(msgspec.Struct, rename="camel"):
    studies: list[msgspec.Raw]
    total_count: object = None
    next_page_token: object = None


def cut(body: bytes) -> Sheaf | None:
    """Cut a page of ``/studies`` into its studies; None where it has no ``studies``."""
    try:
        page = msgspec.json.decode(body, type=_Page)
    except msgspec.ValidationError:
        return None
    except (msgspec.DecodeError, RecursionError):
        return _cut_lines(body)
    total = page.total_count if type(page.total_count) is int and page.total_count >= 0 else None
    token = page.next_page_token if isinstance(page.next_page_token, str) else None
    return Sheaf(tuple(_piece(bytes(study)) for study in page.studies), total, token or None)


def _cut_lines(body: bytes) -> Sheaf | None:
    """Cut by lines, as the registry lays a page out: when one study makes the whole no JSON."""
    head = _HEAD_OF_LINES.match(body)
    end = _END_OF_LINES.search(body)
    if head is None or end is None:
        return None
    lines = body[head.end() : end.start()].split(b",\n") if end.start() > head.end() else []
    token = _TOKEN_AT_END.search(body)
    return Sheaf(
        tuple(_piece(text.strip()) for text in lines if text.strip()),
        int(head[1]) if head[1] else None,
        token[1].decode("ascii", "replace") or None if token else None,
    )


def _piece(body: bytes) -> Piece:
    return Piece(study_id(body), body)
