"""What the pages of trials and papers show alike: facets, related records, changes, searches."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from datasette.app import Datasette

from harvest.changes import Told
from harvest.facets import facets as described
from harvest.queries import Query
from harvest.site import words
from harvest.site.catalog import holdings
from harvest.site.lists.facets import Facet, facets
from harvest.site.page import Asked, Rows, read
from harvest.site.parts.changes import Shown, in_words
from harvest.site.parts.saved import queries_with
from harvest.site.render import addresses

RecordKind = Literal["trial", "article"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a facet: in words, where its list is, and the text that says it."""

    label: str
    address: str | None
    evidence: str | None
    place: str
    doubt: str | None
    formula: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """A related record with the reasons."""

    row: sqlite3.Row
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is known about a record beyond what its registry says.

    ``queries`` are the saved queries that it is in; None while that is being worked out.
    """

    facets: tuple[tuple[str, tuple[Fact, ...]], ...]
    related_trials: tuple[Related, ...]
    related_papers: tuple[Related, ...]
    changes: tuple[Shown, ...]
    searches: Rows
    relevance: float | None
    relevant_for: tuple[str, ...]
    queries: tuple[Query, ...] | None


async def about(datasette: Datasette, kind: RecordKind, number: str) -> About:
    """What is shown of a record whichever kind it is; parts that the file lacks are empty."""
    held = await holdings(datasette)
    bound = {"kind": kind, "id": number}
    names = (
        "record_changes",
        f"record_facets_{kind}",
        "record_related",
        "record_relevance",
        "record_searches",
    )
    asked: list[Asked] = [(name, bound) for name in names]
    parts = dict(zip((name for name, _ in asked), await read(datasette, *asked), strict=True))
    relevance = parts["record_relevance"]
    related = [
        Related(row, tuple(json.loads(row["reasons"] or "[]"))) for row in parts["record_related"]
    ]
    return About(
        facets=_facets(parts[f"record_facets_{kind}"], kind),
        related_trials=tuple(r for r in related if r.row["other_kind"] == "trial"),
        related_papers=tuple(r for r in related if r.row["other_kind"] == "article"),
        changes=tuple(in_words((Told(**dict(row)) for row in parts["record_changes"]), held)),
        searches=parts["record_searches"],
        relevance=relevance[0]["score"] if relevance else None,
        relevant_for=tuple(json.loads(relevance[0]["reasons"])) if relevance else (),
        queries=await queries_with(
            datasette, "trial_id" if kind == "trial" else "article_id", number
        ),
    )


def _facets(
    rows: Sequence[sqlite3.Row], kind: RecordKind
) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    known = {f.name: f for f in facets("trials" if kind == "trial" else "articles")}
    by_name: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        by_name.setdefault(str(row["facet"]), []).append(row)
    shown = {facet.name: facet.title for facet in described()}
    shown |= {name: name.replace("_", " ").capitalize() for name in by_name if name not in shown}
    for facet in described():
        if facet.by_number and facet.name in by_name:
            by_name[facet.name].sort(key=lambda row: row["low"] or 0)
    return tuple(
        (title, tuple(_fact(row, known.get(name), kind) for row in by_name[name]))
        for name, title in shown.items()
        if name in by_name
    )


def _fact(row: sqlite3.Row, facet: Facet | None, kind: RecordKind) -> Fact:
    address = None
    if facet is not None:
        listed = addresses.trials if kind == "trial" else addresses.papers
        address = listed(**{facet.name: str(row["value"])})
    return Fact(
        row["label"],
        address,
        row["evidence"],
        words.field(row["field"]),
        row["flag"],
        row["formula"],
    )
