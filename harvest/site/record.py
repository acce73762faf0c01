"""What the pages of trials and papers show alike: facets, related records, changes, searches."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from datasette.app import Datasette

from harvest.queries import Query
from harvest.site import addresses, words
from harvest.site.holdings import Holdings, holdings
from harvest.site.lists.facets import Facet, facets
from harvest.site.page import Asked, Rows, read
from harvest.site.saved import queries_with

RecordKind = Literal["trial", "article"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a facet: in words, where its list is, and the text that says it."""

    label: str
    address: str | None
    evidence: str | None
    place: str
    doubt: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """A related record with the reasons."""

    row: sqlite3.Row
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change in words."""

    row: sqlite3.Row
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class About:
    """What is known about a record beyond what its registry says.

    ``queries`` are the saved queries that it is in; None while that is being worked out.
    """

    facets: tuple[tuple[str, tuple[Fact, ...]], ...]
    related_trials: tuple[Related, ...]
    related_papers: tuple[Related, ...]
    changes: tuple[Change, ...]
    searches: Rows
    queries: tuple[Query, ...] | None


async def about(datasette: Datasette, kind: RecordKind, number: str) -> About:
    """What is shown of a record whichever kind it is; parts that the file lacks are empty."""
    held = await holdings(datasette)
    bound = {"kind": kind, "id": number}
    asked: list[Asked] = [("record_changes", bound), ("record_searches", bound)]
    if "facets" in held.tables:
        asked.append((f"record_facets_{kind}", bound))
    if "related" in held.tables:
        asked.append(("record_related", bound))
    parts = dict(zip((name for name, _ in asked), await read(datasette, *asked), strict=True))
    related = [
        Related(row, tuple(json.loads(row["reasons"] or "[]")))
        for row in parts.get("record_related", ())
    ]
    return About(
        facets=_facets(parts.get(f"record_facets_{kind}", ()), kind, held),
        related_trials=tuple(r for r in related if r.row["other_kind"] == "trial"),
        related_papers=tuple(r for r in related if r.row["other_kind"] == "article"),
        changes=tuple(
            Change(
                row,
                words.field(row["field"]),
                words.value(row["field"], row["old"], held),
                words.value(row["field"], row["new"], held),
            )
            for row in parts["record_changes"]
        ),
        searches=parts["record_searches"],
        queries=await queries_with(datasette, "nct_id" if kind == "trial" else "pmid", number),
    )


def _facets(
    rows: Sequence[sqlite3.Row], kind: RecordKind, held: Holdings
) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    known = {f.name: f for f in facets("trials" if kind == "trial" else "articles")}
    return tuple(
        (
            known[name].title if name in known else name.replace("_", " ").capitalize(),
            tuple(_fact(row, known.get(name), kind, held) for row in group),
        )
        for name, group in groupby(rows, lambda row: str(row["facet"]))
    )


def _fact(row: sqlite3.Row, facet: Facet | None, kind: RecordKind, held: Holdings) -> Fact:
    told = dict(row)
    value = str(row["value"])
    label = told.get("label")
    if label is None:
        vocabulary = facet.vocabulary if facet is not None else None
        label = held.label(vocabulary, value) if vocabulary else value
    address = None
    if facet is not None:
        listed = addresses.trials if kind == "trial" else addresses.papers
        address = listed(**{facet.name: value})
    return Fact(label, address, row["evidence"], words.field(row["field"]), told.get("flag"))
