"""How Europe PMC is asked: ``/search``, page by page until the cursor repeats itself."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from harvest.errors import UpstreamDataError
from harvest.sources.europepmc.articles import asking as articles
from harvest.sources.europepmc.rendering import NAME
from harvest.web import Answer, Door, Verdict, generic_judge

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


class _Key(msgspec.Struct):
    id: str
    source: str


class Found(NamedTuple):
    """All that match a query: the results by source and id, how many pages they took, and when."""

    results: dict[str, bytes]
    pages: int
    fetched_at: str


class Part(NamedTuple):
    """What a page of an answer adds to those before it, and how many results there are in all."""

    results: dict[str, bytes]
    announced: int
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


def parts(door: Door, query: str) -> Iterator[Part]:
    """All papers that match, page by page.

    Raises UpstreamDataError at its end unless as many came as were announced, and what the door
    raises.
    """
    seen: set[str] = set()
    cursor = START
    while True:
        page, fetched_at = _page(door, query, cursor, PAGE)
        new = {key: body for key, body in _named(page) if key not in seen}
        seen |= new.keys()
        yield Part(new, page.hits, fetched_at)
        # The end is a cursor that repeats itself; one that brings nothing new would go on for ever.
        if page.cursor in (None, "", cursor) or not new or len(seen) == page.hits:
            break
        cursor = page.cursor or START
    if len(seen) != page.hits:
        raise UpstreamDataError(
            f"{NAME}: {page.hits:,} papers were announced, {len(seen):,} received; ask again later"
        )


def search(door: Door, query: str) -> Found:
    """All papers that match, in as many pages as it takes. Raises what ``parts`` raises."""
    found = Found({}, 0, "")
    for part in parts(door, query):
        found = Found(found.results | part.results, found.pages + 1, part.fetched_at)
    return found


def by_number(source: str, clauses: Sequence[str]) -> str:
    """The query for records of one source, or of any (""), by their numbers."""
    listed = " OR ".join(clauses)
    return f"SRC:{source} AND ({listed})" if source else listed


def naming(numbers: Sequence[str]) -> str:
    """The query for papers that name one of these numbers, wherever in their text."""
    return " OR ".join(f'"{number}"' for number in numbers)


def _named(page: _Page) -> Iterator[tuple[str, bytes]]:
    """The results by source and number; what has none is counted as missing."""
    for item in page.results.result:
        body = bytes(item)
        try:
            named = msgspec.json.decode(body, type=_Key)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            continue
        yield f"{named.source}:{named.id}", body


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
