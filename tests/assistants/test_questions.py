"""Questions put by a client without a model: every number of an answer is in the base.

The client picks a tool by the kind of question and repeats what the tool says, no more.

Relies on nothing beside the program.
"""

import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from harvest.config import Config
from harvest.publish.read import open_published
from harvest.site.assistant.protocol import server
from tests.helpers.assistants.client import talk, whole
from tests.helpers.assistants.file import File
from tests.helpers.bases.rich_base import PAPER, PLAIN, RETRACTED, RICH, build

TRIALS = (RICH, PLAIN, "NCT90000003", "NCT90000004")
PAPERS = (PAPER, "90000002", RETRACTED, "90000004", "90000005")
QUESTIONS: list[tuple[str, str, dict[str, Any]]] = [
    *((f"What does {t} state?", "record", {"id": t}) for t in TRIALS),
    *((f"What does {t} measure?", "record", {"id": t, "sections": "outcomes"}) for t in TRIALS),
    *((f"Where is {t} run?", "record", {"id": t, "sections": "locations"}) for t in TRIALS),
    *((f"What was read from {t}?", "record", {"id": t, "sections": "facets"}) for t in TRIALS),
    *((f"Which papers has {t}?", "links", {"id": t}) for t in TRIALS),
    *((f"What is like {t}?", "related", {"id": t}) for t in TRIALS),
    *((f"What has changed in {t}?", "changes", {"ids": t}) for t in TRIALS),
    *((f"How large is {t}?", "table", {"ids": t, "columns": "enrollment"}) for t in TRIALS),
    *((f"What is said of {p}?", "record", {"id": p}) for p in PAPERS),
    *((f"Which trials has {p}?", "links", {"id": p}) for p in PAPERS),
    *((f"How is {p} cited?", "cite", {"ids": p}) for p in PAPERS),
    ("Which trials recruit?", "search", {"status": "RECRUITING"}),
    ("Which are of phase 2?", "search", {"phase": "PHASE2"}),
    ("Which are in China?", "search", {"country": "China"}),
    ("Which have results?", "search", {"has_results": True}),
    ("What is there on aspirin?", "search", {"text": "aspirin"}),
    ("Which papers are retracted?", "search", {"kind": "paper", "integrity": "retracted"}),
    ("Which trials are there of zebras?", "search", {"text": "zebra"}),
    ("Which studies are there?", "studies", {}),
    ("What changed in 2026?", "changes", {"since": "2026"}),
    ("How many by country?", "run_query", {"query": "countries"}),
    ("How many by year?", "run_query", {"query": "by-year"}),
    ("Which sites recruit?", "run_query", {"query": "sites"}),
    ("What was edited?", "run_query", {"query": "changed-since"}),
    ("What is overdue?", "run_query", {"query": "overdue-results"}),
    ("Which papers have trials?", "run_query", {"query": "papers-of-trials"}),
    ("What was measured?", "run_query", {"query": "outcome-measures"}),
]
COUNTED = {"countries", "by-year", "sites"}
"""Saved queries whose numbers are counts, held against the same statement"""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_OF_THE_ANSWER = (
    "start",
    "end",
    "characters",
    "piece",
    "span",
    "position",
    "rank",
    "page",
    "means",
)
"""What says where something stands, in the answer or on the site"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return build(tmp_path_factory.mktemp("questions"))


def said(value: object) -> list[str]:
    """Every number that a client would repeat of an answer."""
    if isinstance(value, dict):
        return [n for name, v in value.items() if name not in _OF_THE_ANSWER for n in said(v)]
    if isinstance(value, list):
        return [number for each in value for number in said(each)]
    return [] if isinstance(value, bool) or value is None else _NUMBER.findall(str(value))


def held(connection: sqlite3.Connection) -> set[str]:
    """Every number in the published file."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found: set[str] = set()
    for (table,) in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 (a table's name)
            found.update(number for value in row for number in _NUMBER.findall(str(value)))
    return found


def test_each_number_of_the_answers_to_sixty_questions_is_in_the_base(rich):
    assert len(QUESTIONS) >= 60

    async def work(client: Any) -> list[list[dict[str, Any]]]:
        return [await whole(client, tool, **given) for _, tool, given in QUESTIONS]

    answers = talk(server(lambda: File(rich)), work)
    with closing(open_published(rich)) as connection:
        known = held(connection)
    wrong = {
        question: extra
        for (question, tool, given), items in zip(QUESTIONS, answers, strict=True)
        if given.get("query") not in COUNTED and (extra := set(said(items)) - known)
    }
    assert wrong == {}
    answered = sum(bool(items) for items in answers)
    assert answered > 50


def test_counts_are_those_of_the_base(rich):
    async def work(client: Any) -> Any:
        return await whole(client, "run_query", query="countries")

    with closing(open_published(rich)) as connection:
        wanted = dict(connection.execute(
            "SELECT country, count(DISTINCT trial_id) FROM locations JOIN trials USING (trial_id)"
            " WHERE removed_on IS NULL GROUP BY 1"
        ).fetchall())  # fmt: skip
    rows = talk(server(lambda: File(rich)), work)
    assert {row["values"]["country"]["quoted"]: row["values"]["trials"] for row in rows} == wanted
