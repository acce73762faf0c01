"""What others than its own record say of a paper's integrity, told when it changes.

What was said when the paper was first looked up is no news. What its own record says as well is
told by that record, and told once: whoever says it first.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from harvest.changes import Change, Told

_GRAVEST = ("retracted", "concern", "corrected")
_FIELD = "integrity"
_KNOWN = """
SELECT a.article_id, a.integrity, t.integrity, t.article_id IS NOT NULL
FROM articles AS a
LEFT JOIN told_marks AS t ON t.article_id = a.article_id
WHERE t.article_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM dois AS d WHERE d.doi = lower(a.doi))
    OR EXISTS (SELECT 1 FROM outside_marks AS m WHERE m.article_id = a.article_id)
ORDER BY a.article_id
"""
_MARKS = """
SELECT article_id, integrity, source, said_by, dated FROM outside_marks
ORDER BY article_id, dated IS NULL, dated DESC, source, notice
"""
_TOLD = """
INSERT INTO told_marks (article_id, integrity) VALUES (?, ?)
ON CONFLICT (article_id) DO UPDATE SET integrity = excluded.integrity
"""
_SAID_BEFORE = "SELECT article_id, integrity FROM told_marks WHERE integrity IS NOT NULL"
_ANY = "SELECT EXISTS (SELECT 1 FROM dois) OR EXISTS (SELECT 1 FROM notices)"


def told_once(connection: sqlite3.Connection, told: Iterable[Told]) -> Iterator[Told]:
    """The changes of records, those that only repeat what others said before as mere edits."""
    before = dict(connection.execute(_SAID_BEFORE))
    for each in told:
        repeats = each.field == _FIELD and each.new and before.get(each.record_id) == each.new
        yield replace(each, event="edited") if repeats and each.kind == "article" else each


def changed(connection: sqlite3.Connection, now: str) -> list[Told]:
    """What others say otherwise than when it was last told; the caller holds the transaction."""
    if not connection.execute(_ANY).fetchone()[0]:
        return []
    marks: dict[str, dict[str, tuple[str, str | None, str | None]]] = {}
    for article_id, integrity, source, said_by, dated in connection.execute(_MARKS):
        marks.setdefault(article_id, {}).setdefault(integrity, (source, said_by, dated))
    told = []
    for article_id, own, before, known in connection.execute(_KNOWN).fetchall():
        said = marks.get(article_id, {})
        gravest = next((each for each in _GRAVEST if each in said), None)
        if known and gravest == before:
            continue
        connection.execute(_TOLD, (article_id, gravest))
        if known and own not in {gravest or before, "retracted"}:
            change = _change(before, gravest, *said.get(gravest or "", ("crossref", None, None)))
            told.append(Told.of(change, "article", article_id, now))
    return told


def _change(
    old: str | None, new: str | None, source: str, said_by: str | None, dated: str | None
) -> Change:
    who = {"crossref": "Crossref", "retractionwatch": "Retraction Watch's list"}[source]
    by = {"publisher": ", reported by the publisher"}.get(said_by or "", "")
    if source == "crossref" and said_by == "retraction-watch":
        by = ", reported by Retraction Watch"
    note = f"according to {who}{by}"
    return Change(new or "edited", _FIELD, old, new, happened_on=dated, note=note)
