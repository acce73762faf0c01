"""The flow of the sample's year, its searches decided by two people, equals another way to count.

Relies on stand-ins and the sample's year.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from zlib import crc32

import pytest

from harvest.desk.decisions import Decision, Decisions
from harvest.desk.decisions.model import Rules
from harvest.desk.flow.counting import flow
from harvest.queries import RELEVANT
from harvest.standin.sample import EPOCHS
from tests.helpers.bases.sample_year import Year, day_after

PEOPLE = ("Ama", "Kofi")
FILES = (("Embase", "2020-01-02", 4, 3), ("CENTRAL", "2999-01-02", 5, 2))
"""Database, day of the search, references that are known, and those that are new"""


@dataclass(frozen=True)
class Told:
    """What one way to count needs of a record."""

    on_topic: bool
    removed: bool
    title: str
    whole: str

    @property
    def is_open(self) -> bool:
        return bool(self.title) or (self.on_topic and not self.removed)


@pytest.fixture(scope="module")
def sample(
    sample_year: Year, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("flow") / "evidence.db"
    shutil.copy(sample_year.published(EPOCHS - 1), path)
    with closing(sqlite3.connect(path)) as db:
        known = [key for (key,) in db.execute("SELECT article_id FROM articles ORDER BY 1 LIMIT 9")]
        cursor = db.execute("SELECT * FROM articles WHERE article_id = ?", (known[0],))
        names, row = [each[0] for each in cursor.description], cursor.fetchone()
        marks = ", ".join("?" * len(names))
        for number, (database, day, old, new) in enumerate(FILES):
            keys = [f"import:{number}{each}" for each in range(new)]
            values = (str(number), f"{database}.ris", "RIS", database, "cells", day, old + new, 0)
            db.execute(f"INSERT INTO imported_files VALUES ({', '.join('?' * 10)})",  # noqa: S608
                       (*values, f"{day}T06:00:00Z", 1))  # fmt: skip
            for key in keys:
                made = dict(zip(names, row, strict=True)) | {"article_id": key, "pmid": None}
                db.execute(f"INSERT INTO articles VALUES ({marks})", list(made.values()))  # noqa: S608
            for place, key in enumerate((*known[:old], *keys)):
                outcome = "known" if key in known else "new"
                db.execute("INSERT INTO imported_references VALUES (?, ?, ?, ?, ?, '', NULL, NULL, "
                           "NULL)", (str(number), place, key, key, outcome))  # fmt: skip
        yield db


def answers(key: str) -> tuple[str, str]:
    """What is decided of a record at each stage, by its key alone; empty for nothing."""
    by, later = divmod(crc32(key.encode()), 10)[::-1]
    title = "exclude" if by < 3 else "include" if by < 8 else "undecided" if by == 8 else ""
    whole = ("wrong population", "no full text", "include", "")[later % 4]
    return title, whole if title == "include" else ""


def decisions(keys: list[str]) -> Decisions:
    rows = []
    for key in keys:
        title, whole = answers(key)
        for person in PEOPLE:
            if title:
                rows.append(Decision(key, "title", title, person))  # type: ignore[arg-type]
            if whole == "include":
                rows.append(Decision(key, "full-text", "include", person))
            elif whole:
                rows.append(Decision(key, "full-text", "exclude", person, whole))
    return Decisions(tuple(rows), Rules(PEOPLE, 2))


@pytest.mark.parametrize("since", [None, day_after(5), day_after(9)])
def test_the_sample_s_flow_is_what_plain_counting_gives(
    sample: sqlite3.Connection, since: str | None
) -> None:
    told = {
        key: Told(relevance >= RELEVANT, removed is not None, *answers(key))
        for key, relevance, removed in sample.execute(
            "SELECT trial_id, relevance, removed_on FROM trials UNION ALL "
            "SELECT article_id, relevance, removed_on FROM articles"
        )
    }
    made = flow(sample, decisions(list(told)), since=since)
    found = sample.execute(
        "SELECT record_id, source, first_seen FROM memberships WHERE kind IN ('trial', 'article') "
        "UNION ALL SELECT r.record_id, f.database, f.day FROM imported_references AS r "
        "JOIN imported_files AS f ON f.file_id = r.file_id"
    ).fetchall()
    former = dict(sample.execute("SELECT alias, id FROM aliases"))
    found = [(former.get(key, key), place, on) for key, place, on in found]
    first = {key: min(on for k, _, on in found if k == key) for key, *_ in found}
    after = [each for each in found if since is None or each[2][:10] > since]
    new = {key for key, on in first.items() if since is None or on[:10] > since}
    arm = made.searches
    titles = {"pubmed": "PubMed", "clinicaltrials": "ClinicalTrials.gov"}
    assert {each.words: each.n for each in arm.identified} == Counter(
        titles.get(place, place) for _, place, _ in after
    )
    opened = {key for key in new if told[key].is_open}
    removed = {each.code: each.n for each in arm.removed}
    assert removed.get("earlier", 0) == sum(key not in new for key, *_ in after)
    assert removed["duplicates"] == sum(key in new for key, *_ in after) - len(new)
    assert removed["automation"] == sum(not told[k].removed for k in new - opened)
    assert removed.get("gone", 0) == sum(told[k].removed for k in new - opened)
    title = Counter(told[key].title for key in opened)
    assert (arm.excluded.n, arm.sought.n) == (title["exclude"], title["include"])
    assert arm.screened.n == title["exclude"] + title["include"]
    assert arm.undecided.n == title["undecided"] + title[""]
    whole = Counter(told[key].whole for key in opened if told[key].title == "include")
    assert (arm.not_retrieved.n, arm.unassessed.n) == (whole["no full text"], whole[""])
    assert {each.words: each.n for each in arm.reasons} == (
        {"Wrong population": whole["wrong population"]} if whole["wrong population"] else {}
    )
    included = {key for key in told if told[key].whole == "include" and key not in former}
    (reports, studies) = (made.total or made.new).reports, (made.total or made.new).studies
    assert {row.record for row in reports.rows} == included
    assert studies.n == len({study for key in included for study in _studies(sample, key)})
    assert reports.n > 10
    if made.previous:
        earlier = {key for key in included if key in first and key not in new}
        assert earlier <= {row.record for row in made.previous.reports.rows}


def _studies(sample: sqlite3.Connection, key: str) -> list[str]:
    trial = "SELECT study_id FROM trials WHERE trial_id = ?"
    paper = "SELECT DISTINCT study_id FROM study_articles WHERE article_id = ? AND relation "
    for sql in (trial, f"{paper} = 'results'", f"{paper} IN ('protocol', 'derived')"):
        if found := sample.execute(sql, (key,)).fetchall():
            return [str(study) for (study,) in found]
    return [key]
