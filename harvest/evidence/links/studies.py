"""Trials and papers as the matcher takes them, read from the work database."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_lowercase

from harvest.evidence.links.months import Months, appeared
from harvest.evidence.links.own_numbers import telling
from harvest.evidence.links.pairs.records import Report, Study
from harvest.evidence.reading.term_counts import unpack
from harvest.evidence.reading.tokens import fold, initial, respelt, surname

TOGETHER = 400  # records read together

_IDS = """
SELECT trial_id FROM trials
JOIN records ON records.kind = 'trial' AND records.id = trial_id AND removed_on IS NULL
ORDER BY trial_id
"""
_TRIALS = """
SELECT trial_id, brief_title, official_title, acronym, phase, start_date,
    coalesce(primary_completion_date, completion_date), org_study_id, responsible_party_name, words
FROM trials
JOIN evidence_state ON evidence_state.kind = 'trial' AND evidence_state.id = trial_id
WHERE trial_id IN (SELECT value FROM json_each(?))
ORDER BY trial_id
"""
_NAMES = (
    "SELECT trial_id, name FROM conditions WHERE {of}",
    "SELECT trial_id, coalesce(name, '') || '; ' || coalesce(other_names, '') FROM interventions"
    " WHERE {of}",
)
_OFFICIALS = ("SELECT trial_id, name FROM officials WHERE {of} AND name IS NOT NULL",)
_NUMBERS = ("SELECT trial_id, id FROM trial_ids WHERE {of} AND kind <> 'alias'",)
_OF = "trial_id IN (SELECT value FROM json_each(?))"
_PAPERS = """
SELECT r.article_id FROM article_roles AS r JOIN articles AS a ON a.article_id = r.article_id
JOIN records ON records.kind = 'article' AND records.id = r.article_id AND removed_on IS NULL
WHERE r.role IN ('results', 'secondary', 'other')
    OR r.role IN ('protocol', 'review', 'preclinical') AND r.field = 'title'
ORDER BY CAST(r.article_id AS INTEGER), r.article_id
"""
_REPORTS = """
SELECT article_id, coalesce(title, book_title, ''), coalesce(abstract, ''),
    coalesce(published, year), electronic_date, words
FROM articles
JOIN evidence_state ON evidence_state.kind = 'article' AND evidence_state.id = article_id
WHERE article_id IN (SELECT value FROM json_each(?))
"""
_AUTHORS = """
SELECT article_id, last_name || char(9) || coalesce(initials, fore_name, '') FROM authors
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
        _gathered(connection, queries, asked) for queries in (_NAMES, _OFFICIALS, _NUMBERS)
    )
    for row in connection.execute(_TRIALS, (asked,)):
        trial_id, brief, official, acronym, phase, start, end, own, party, words = row
        names = [*officials.get(trial_id, ()), *([party] if party else ())]
        titles = tuple(filter(None, (brief, official, acronym)))
        yield Study(
            id=trial_id,
            titles=titles,
            words=_counts(words),
            officials=tuple(sorted({last for n in names if len(last := respelt(surname(n))) > 1})),
            signing=tuple(sorted({form for name in names for form in _signing(name)})),
            numbers=telling(
                [own or "", *numbers.get(trial_id, ())], [*titles, *texts.get(trial_id, ())]
            ),
            phases=frozenset(c for c in phase or "" if c.isdigit()),
            start=Months.of(start),
            completion=Months.of(end),
        )


def reports(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Report]:
    """These papers, in that order; only some of them are in memory at a time."""
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        asked = json.dumps(some)
        authors = _gathered(connection, (_AUTHORS,), asked)
        found = {row[0]: row for row in connection.execute(_REPORTS, (asked,))}
        for article_id in some:
            _, title, abstract, printed, electronic, words = found[article_id]
            signed = tuple(form for name in authors.get(article_id, ()) if (form := _signed(name)))
            names = tuple(form.partition(" ")[0] for form in signed)
            published = appeared(str(printed) if printed else None, electronic)
            yield Report(article_id, title, _counts(words), abstract, names, signed, published)


def _gathered(
    connection: sqlite3.Connection, queries: Sequence[str], asked: str
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for sql in queries:
        for trial_id, text in connection.execute(sql.format(of=_OF), (asked,)):
            found[trial_id].append(text)
    return found


def _counts(packed: bytes) -> dict[str, int]:
    stems, _, counts = unpack(packed)
    return dict(zip(stems, counts, strict=True))


def _signing(name: str) -> Iterator[str]:
    """How a trial's official may sign a paper; by whatever initial, where none is known."""
    last = respelt(surname(name))
    if len(last) > 1:
        yield last
        for letter in initial(name) or ascii_lowercase:
            yield f"{last} {letter}"


@lru_cache(maxsize=65_536)  # who writes papers writes several
def _signed(name: str) -> str:
    """An author's surname, and the first initial if there is one: ``nelson h``."""
    last, _, given = name.partition("\t")
    if not last.strip():
        return ""
    return f"{respelt(fold(last).split()[-1])} {fold(given).strip()[:1]}".strip()
