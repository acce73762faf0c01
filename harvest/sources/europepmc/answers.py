"""How Europe PMC is asked: ``/search``, page by page until the cursor repeats itself."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from harvest.errors import UpstreamDataError
from harvest.sources.europepmc.articles import asking as articles
from harvest.web import Answer, Door, Verdict, generic_judge

NAME = "europepmc"
PATH = "/search"
PAGE = 1000
START = "*"
_general = generic_judge("json")


class _Results(msgspec.Struct):
    result: list[msgspec.Raw] = []


class _Page(msgspec.Struct):
    hits: int = msgspec.field(name="hitCount")
    results: _Results = msgspec.field(name="resultList")
    cursor: str | None = msgspec.field(name="nextCursorMark", default=None)


class _Named(msgspec.Struct):
    id: str
    source: str


class Found(NamedTuple):
    """All that match a query: the results by source and id, how many pages they took, and when."""

    results: dict[str, bytes]
    pages: int
    fetched_at: str


def judge(answer: Answer) -> tuple[Verdict, str]:
    """Europe PMC answers a search with a count and a list; an error is one of its own."""
    if answer.url.endswith(articles.PATH):
        return articles.judge(answer)
    verdict, reason = _general(answer)
    if verdict is Verdict.OK:
        try:
            msgspec.json.decode(answer.body, type=_Page)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return Verdict.MALFORMED, "JSON without a list of results"
    return verdict, reason


def count(door: Door, query: str) -> int:
    """How many papers match. Raises what the door raises."""
    return _page(door, query, START, 1)[0].hits


def search(door: Door, query: str) -> Found:
    """All papers that match, in as many pages as it takes.

    Raises UpstreamDataError unless as many came as were announced, and what the door raises.
    """
    found: dict[str, bytes] = {}
    cursor, pages = START, 0
    announced = 0
    while True:
        page, fetched_at = _page(door, query, cursor, PAGE)
        pages += 1
        announced = page.hits
        before = len(found)
        for item in page.results.result:
            body = bytes(item)
            try:
                named = msgspec.json.decode(body, type=_Named)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue  # counted as missing
            found[f"{named.source}:{named.id}"] = body
        # The end is a cursor that repeats itself; one that brings nothing new would go on for ever.
        if page.cursor in (None, "", cursor) or len(found) in (before, announced):
            break
        cursor = page.cursor or START
    if len(found) != announced:
        raise UpstreamDataError(
            f"{NAME}: {announced:,} papers were announced, {len(found):,} received; ask again later"
        )
    return Found(found, pages, fetched_at)


def naming(numbers: Sequence[str]) -> str:
    """The query for papers that name one of these numbers, wherever in their text."""
    return " OR ".join(f'"{number}"' for number in numbers)


def _page(door: Door, query: str, cursor: str, size: int) -> tuple[_Page, str]:
    params = (
        ("query", query),
        ("resultType", "core"),
        ("format", "json"),
        ("pageSize", str(size)),
        ("cursorMark", cursor),
    )
    answer = door.get(PATH, params)
    return msgspec.json.decode(answer.body, type=_Page), answer.fetched_at
