"""The page of one trial."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest import identifiers
from harvest.export import references
from harvest.export.citations import cited
from harvest.export.references import Reference
from harvest.identifiers.about import abouts
from harvest.site import words
from harvest.site.charts import SitePoint, site_map
from harvest.site.desk.persons import apart, viewer
from harvest.site.desk.shown import desk_beside
from harvest.site.lists.answer import OTHER_ENDINGS
from harvest.site.page import Rows, page, read, read_one, site
from harvest.site.parts import jsonld
from harvest.site.parts.downloads import NO_ENDING
from harvest.site.parts.record import about
from harvest.site.render import addresses, design, registrations, results

_PARTS = (
    "trial", "trial_adverse", "trial_adverse_terms", "trial_analyses", "trial_arms", "trial_clocks",
    "trial_disagreements", "trial_documents", "trial_events", "trial_full_texts", "trial_given",
    "trial_interventions",
    "trial_locations", "trial_mesh", "trial_notes", "trial_numbers", "trial_officials",
    "trial_outcomes", "trial_papers", "trial_references", "trial_registrations",
    "trial_removed_countries", "trial_results", "trial_same_study", "trial_see_also",
    "trial_sponsors", "trial_versions",
)  # fmt: skip


@dataclass(slots=True)
class Paper:
    """A paper with every assertion that ties it to the trial, or to its study's others."""

    row: sqlite3.Row
    proofs: list[sqlite3.Row] = field(default_factory=list)


async def trial(datasette: Datasette, request: Request) -> Response:
    """One trial; a former number, or one in small letters, leads to the number that stands."""
    asked = addresses.key_in(request)
    parts = await read(datasette, *((part, {"trial_id": asked}) for part in _PARTS))
    found = dict(zip(_PARTS, parts, strict=True))
    if not found["trial"]:
        alias = await read_one(datasette, "alias", kind="trial", alias=identifiers.key(asked))
        if alias is not None:
            return Response.redirect(addresses.page_of("trial", alias["id"]))
        raise NotFound(f"No trial {asked} was found here.")
    row = found["trial"][0]
    reference = await _reference(datasette, asked)
    shown: dict[str, Any] = {name.removeprefix("trial_"): rows for name, rows in found.items()}
    study = registrations.study(
        asked,
        found["trial_registrations"],
        found["trial_same_study"],
        found["trial_disagreements"],
    )
    shown |= {
        "trial": row,
        "study": study,
        "verdicts": registrations.VERDICTS,
        "design": design.sentence(row),
        "matrix": matrix(found["trial_given"]),
        "countries": [
            (country, list(sites))
            for country, sites in groupby(found["trial_locations"], lambda place: place["country"])
        ],
        "unplaced": sum(
            place["latitude"] is None or place["longitude"] is None
            for place in found["trial_locations"]
        ),
        "map": _map(row, found["trial_locations"]),
        "outcomes_posted": results.outcomes(found["trial_results"], found["trial_analyses"]),
        "adverse_titles": results.apart(
            [(each["title"] or "", each["description"]) for each in found["trial_adverse"]]
        ),
        "papers": grouped(found["trial_papers"]),
        "relations": words.RELATIONS,
        "cited": cited(reference),
        "structured": jsonld.trial(
            row,
            found["trial_locations"],
            site(datasette),
            [other.row["url"] for other in study.others],
        ),
        "endings": OTHER_ENDINGS,
        "about": await about(datasette, "trial", asked),
        "address": addresses,
        "unsaid": _unsaid(row["source"]),
        "number": asked,
    }
    shown["contents"] = _contents(shown)
    person = viewer(datasette, request)
    shown["desk"] = await desk_beside(datasette, person)
    return apart(datasette, page(datasette, "trial.html", shown), person)


def _unsaid(source: str) -> Callable[[str], str]:
    """What stands where a column is empty: whether the record does not say, or the source can't."""
    known = {each.name: each for each in abouts()}.get(source)

    def said(column: str) -> str:
        if known is not None and column in known.not_given:
            return f"Not given by {known.title}"
        return "Not stated"

    return said


def _contents(shown: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The parts of the page: (id, name, whether it is there)."""
    known = shown["about"]
    linked, places = sum(map(len, shown["papers"].values())), len(shown["locations"])
    return [
        ("changes", "What changed", bool(known.changes or len(shown["versions"]) > 1)),
        ("papers", f"Papers ({linked})", True),
        ("design", "Arms", True),
        ("outcomes", f"Outcomes ({len(shown['outcomes'])})", True),
        ("registrations", "Registrations", shown["study"].anything),
        ("results", "Results", bool(shown["results"] or shown["trial"]["has_results"])),
        ("clocks", "Deadlines", bool(shown["clocks"] or shown["events"])),
        ("summary", "Summary", True),
        ("facts", "Studied", bool(known.facets or known.relevant_for)),
        ("full-texts", "Full texts", bool(shown["full_texts"])),
        ("eligibility", "Eligibility", True),
        ("sites", f"Sites ({places})", True),
        ("people", "People", True),
        ("related", "Related", bool(known.related_trials or known.related_papers)),
        ("definitions", "Definitions", bool(shown["mesh"])),
        ("searches", "Searches", True),
    ]


def matrix(given: Iterable[sqlite3.Row]) -> frozenset[tuple[str, int]]:
    """(arm, position of an intervention) for what is given where."""
    return frozenset((row["arm_label"], row["intervention_position"]) for row in given)


def grouped(assertions: Iterable[sqlite3.Row]) -> dict[str, list[Paper]]:
    """Papers by relation, each once, in the strongest relation that ties it."""
    papers: dict[str, Paper] = {}
    for row in assertions:
        papers.setdefault(row["article_id"], Paper(row)).proofs.append(row)
    order = list(words.RELATIONS)
    groups: dict[str, list[Paper]] = {}
    for paper in papers.values():
        paper.proofs.sort(key=lambda proof: order.index(words.relation(proof)))
        groups.setdefault(words.relation(paper.proofs[0]), []).append(paper)
    return {relation: groups[relation] for relation in order if relation in groups}


def _map(trial: sqlite3.Row, places: Rows) -> Any:
    points = [
        SitePoint(
            place["latitude"],
            place["longitude"],
            ", ".join(part for part in (place["city"], place["country"]) if part),
            frozenset({str(number)}),
            recruiting=place["status"] == trial["status"] == "RECRUITING",
        )
        for number, place in enumerate(places)
        if place["latitude"] is not None and place["longitude"] is not None
    ]
    return site_map(points, f"Where the sites of {trial['trial_id']} are") if points else None


async def _reference(datasette: Datasette, trial_id: str) -> Reference:
    found: list[Reference] = await site(datasette).database.execute_fn(
        lambda connection: references.of_trials(connection, [trial_id])
    )
    return found[0]


ROUTES = [(rf"^/trials/{NO_ENDING}{addresses.KEY}$", trial)]
