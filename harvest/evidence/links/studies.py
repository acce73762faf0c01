"""Trials and papers as the matcher takes them, read from the work database."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence

from harvest.evidence.links.matcher import Report, Study, numbers_of
from harvest.evidence.reading.tokens import fold, surname

TOGETHER = 400  # records read together

_IDS = """
SELECT trial_id FROM trials
JOIN records ON records.kind = 'trial' AND records.id = trial_id AND removed_on IS NULL
ORDER BY trial_id
"""
_TRIALS = """
SELECT trial_id, brief_title, official_title, acronym, brief_summary, detailed_description, phase,
    start_date, coalesce(primary_completion_date, completion_date), org_study_id,
    responsible_party_name
FROM trials
WHERE trial_id IN (SELECT value FROM json_each(?))
ORDER BY trial_id
"""
_TEXTS = (
    "SELECT trial_id, name FROM conditions WHERE {of} ORDER BY trial_id, position",
    "SELECT trial_id, keyword FROM trial_keywords WHERE {of} ORDER BY trial_id, position",
    "SELECT trial_id, coalesce(name, '') || ' ' || coalesce(other_names, '') FROM interventions"
    " WHERE {of} ORDER BY trial_id, position",
    "SELECT trial_id, coalesce(description, label, '') FROM arms WHERE {of}"
    " ORDER BY trial_id, position",
    "SELECT trial_id, coalesce(measure, '') FROM outcomes WHERE {of}"
    " ORDER BY trial_id, kind, position",
    "SELECT trial_id, term FROM trial_mesh WHERE {of} AND ancestor = 0 AND term IS NOT NULL"
    " ORDER BY trial_id, area, ui",
)
_OFFICIALS = ("SELECT trial_id, name FROM officials WHERE {of} AND name IS NOT NULL",)
_NUMBERS = ("SELECT trial_id, id FROM trial_ids WHERE {of} AND kind <> 'alias'",)
_OF = "trial_id IN (SELECT value FROM json_each(?))"
_PAPERS = """
SELECT r.article_id FROM article_roles AS r JOIN articles AS a ON a.article_id = r.article_id
JOIN records ON records.kind = 'article' AND records.id = r.article_id AND removed_on IS NULL
WHERE r.role IN ('results', 'secondary', 'other')
ORDER BY CAST(r.article_id AS INTEGER), r.article_id
"""
_REPORTS = """
SELECT article_id, coalesce(title, book_title, ''), year FROM articles
WHERE article_id IN (SELECT value FROM json_each(?))
"""
_AUTHORS = """
SELECT article_id, last_name FROM authors
WHERE article_id IN (SELECT value FROM json_each(?)) AND role = 'author' AND last_name IS NOT NULL
    AND position < 40
ORDER BY article_id, position
"""


def trial_ids(connection: sqlite3.Connection) -> list[str]:
    """The numbers of all trials, in order; one that was merged would rival the one that stands."""
    return [trial_id for (trial_id,) in connection.execute(_IDS)]


def paper_ids(connection: sqlite3.Connection) -> list[str]:
    """The papers that may report results, in order; reviews, comments and protocols left out.

    So are those that PubMed removed, most of them as duplicates.
    """
    return [article_id for (article_id,) in connection.execute(_PAPERS)]


def studies(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Study]:
    """These trials, which are in order; only some of them are in memory at a time."""
    for start in range(0, len(ids), TOGETHER):
        yield from _studies(connection, json.dumps(ids[start : start + TOGETHER]))


def _studies(connection: sqlite3.Connection, asked: str) -> Iterator[Study]:
    texts, officials, numbers = (
        _gathered(connection, queries, asked) for queries in (_TEXTS, _OFFICIALS, _NUMBERS)
    )
    for row in connection.execute(_TRIALS, (asked,)):
        trial_id, brief, official, acronym, summary, detail, phase, start, end, own, party = row
        names = [*officials.get(trial_id, ()), *([party] if party else ())]
        yield Study(
            id=trial_id,
            titles=tuple(filter(None, (brief, official, acronym))),
            text="\n".join([summary or "", detail or "", *texts.get(trial_id, ())]),
            officials=tuple(sorted({last for n in names if len(last := surname(n)) > 1})),
            numbers=numbers_of([own or "", *numbers.get(trial_id, ())]),
            phases=frozenset(c for c in phase or "" if c.isdigit()),
            start=_year(start),
            completion=_year(end),
        )


def reports(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Report]:
    """These papers, in that order; only some of them are in memory at a time."""
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        asked = json.dumps(some)
        authors = _gathered(connection, (_AUTHORS,), asked)
        found = {row[0]: row for row in connection.execute(_REPORTS, (asked,))}
        for article_id in some:
            _, title, year = found[article_id]
            names = tuple(last for name in authors.get(article_id, ()) if (last := _last(name)))
            yield Report(article_id, title, "", names, year)


def _gathered(
    connection: sqlite3.Connection, queries: Sequence[str], asked: str
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for sql in queries:
        for trial_id, text in connection.execute(sql.format(of=_OF), (asked,)):
            found[trial_id].append(text)
    return found


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


def _last(name: str) -> str:
    return fold(name).split()[-1] if name.strip() else ""
