"""``POST /search``: all rows that match, page by page, held against how many were promised.

The registry gives at most 10,000 rows of a question and does not say so, and rows that are equal in
what they are sorted by may come twice or not at all: what is missing is looked for from the other
end.
"""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any, NamedTuple

from harvest.errors import UpstreamDataError
from harvest.sources import Job
from harvest.sources.ctis.rendering import NAME, readable

PAGE_SIZE = 100
MOST_ROWS = 10_000
"""Rows of a question that the registry gives; it says nothing where there are more."""
_NOT_ROWS = "an answer to a search without its rows and their number; it was not used"

Row = Mapping[str, Any]


class Part(NamedTuple):
    """A page of rows, how many there are in all, and when that was said."""

    rows: tuple[Row, ...]
    total: int
    more: bool


class Rows(NamedTuple):
    """The rows of a question by number, and how many were promised."""

    found: Mapping[str, Row]
    promised: int

    @property
    def problem(self) -> str | None:
        """Why they are not all; None where they are."""
        if len(self.found) == self.promised:
            return None
        if self.promised > MOST_ROWS or len(self.found) >= MOST_ROWS:
            return f"{self.promised:,} trials match, and the registry gives {MOST_ROWS:,} at most"
        return f"{self.promised:,} trials were announced, {len(self.found):,} received"


def part(
    job: Job, asked: Mapping[str, str], page: int, *, size: int = PAGE_SIZE, direction: str = "DESC"
) -> Part:
    """One page. Raises what the door raises."""
    answer = job.door.post_json(
        "/search",
        {
            "searchCriteria": dict(asked),
            "pagination": {"page": page, "size": size},
            "sort": {"property": "decisionDate", "direction": direction},
        },
    )
    try:
        told = json.loads(answer.body)
        pagination, rows = told["pagination"], told["data"]
        total = pagination["totalRecords"]
        whole = isinstance(total, int) and isinstance(rows, list) and total >= 0
    except (ValueError, RecursionError, KeyError, TypeError):
        whole = False
    if not whole or not all(
        isinstance(r, dict) and isinstance(r.get("ctNumber"), str) for r in rows
    ):
        raise UpstreamDataError(f"{NAME}: {readable(asked)[:200]}: {_NOT_ROWS}")
    return Part(tuple(rows), total, bool(pagination.get("nextPage")))


def every(job: Job, asked: Mapping[str, str]) -> Rows:
    """All rows of a question. Raises what the door raises."""
    found: dict[str, Row] = {}
    promised = 0
    for direction in ("DESC", "ASC"):
        came: set[str] = set()
        for page in count(1):
            told = part(job, asked, page, direction=direction)
            promised = told.total
            numbers = {row["ctNumber"]: row for row in told.rows}
            found = numbers | found
            # A page that brings nothing new is one that came before: there would be no end.
            if not told.more or came.issuperset(numbers):
                break
            came |= numbers.keys()
        if len(found) >= promised:
            break
    return Rows(found, promised)
