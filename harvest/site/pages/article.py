"""The page of one paper."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest import identifiers
from harvest.export import references
from harvest.export.citations import cited
from harvest.export.references import Reference
from harvest.site import words
from harvest.site.desk.persons import apart, viewer
from harvest.site.desk.shown import desk_beside
from harvest.site.lists.answer import ENDINGS, OTHER_ENDINGS
from harvest.site.page import page, read, read_one, site
from harvest.site.parts import jsonld
from harvest.site.parts.downloads import NO_ENDING
from harvest.site.parts.record import about
from harvest.site.render import addresses
from harvest.site.render.citation_meta import citation_meta

_PARTS = (
    "article", "article_authors", "article_cited_by", "article_corrections", "article_databanks",
    "article_dates", "article_full_text", "article_grants", "article_imports", "article_links",
    "article_marks", "article_mesh", "article_preprints", "article_references", "article_role",
    "article_sections", "article_trials",
)  # fmt: skip

_COMMENTS = frozenset({"CommentIn", "CommentOn"})
"""Ties to other papers that say nothing about whether this one can be trusted."""


@dataclass(slots=True)
class Trial:
    """A trial with every assertion that ties it."""

    row: sqlite3.Row
    proofs: list[sqlite3.Row] = field(default_factory=list)


async def article(datasette: Datasette, request: Request) -> Response:
    """One paper; the number of a merged record leads to the one that stands."""
    asked = addresses.key_in(request)
    parts = await read(datasette, *((part, {"article_id": asked}) for part in _PARTS))
    found = dict(zip(_PARTS, parts, strict=True))
    if not found["article"]:
        alias = await read_one(datasette, "alias", kind="article", alias=identifiers.key(asked))
        if alias is not None:
            return Response.redirect(addresses.page_of("article", alias["id"]))
        raise NotFound(f"No paper with the number {asked} was found here.")
    row = found["article"][0]
    reference = await _reference(datasette, asked)
    corrections = found["article_corrections"]
    shown: dict[str, Any] = {name.removeprefix("article_"): rows for name, rows in found.items()}
    shown |= {
        "article": row,
        "notices": [c for c in corrections if c["ref_type"] not in _COMMENTS],
        "comments": [c for c in corrections if c["ref_type"] in _COMMENTS],
        "trials": grouped(found["article_trials"]),
        "cited": cited(reference),
        "meta": citation_meta(reference),
        "structured": jsonld.article(row, found["article_authors"], site(datasette)),
        "endings": ENDINGS if row["pmid"] else OTHER_ENDINGS,
        "about": await about(datasette, "article", asked),
        "number": asked,
        "versions": (),
    }
    shown["linked"] = sum(
        words.relation(trial.proofs[0]) != "candidate" for trial in shown["trials"]
    )
    shown["contents"] = _contents(shown)
    person = viewer(datasette, request)
    shown["desk"] = await desk_beside(datasette, person)
    return apart(datasette, page(datasette, "article.html", shown), person)


def grouped(assertions: Iterable[sqlite3.Row]) -> list[Trial]:
    """Trials, each once, those whose results the paper reports first."""
    order = list(words.RELATIONS)
    trials: dict[str, Trial] = {}
    for row in assertions:
        trials.setdefault(row["trial_id"], Trial(row)).proofs.append(row)
    for trial in trials.values():
        trial.proofs.sort(key=lambda proof: order.index(words.relation(proof)))
    return sorted(trials.values(), key=lambda trial: order.index(words.relation(trial.proofs[0])))


def _contents(shown: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The parts of the page: (id, name, whether it is there)."""
    known = shown["about"]
    return [
        ("abstract", "Abstract", True),
        ("trials", f"Trials ({len(shown['trials'])})", True),
        ("changes", "What changed", bool(known.changes)),
        ("facts", "Studied", bool(known.facets or known.relevant_for)),
        ("related", "Related", bool(known.related_trials or known.related_papers)),
        ("full-text", "Full text", bool(shown["full_text"])),
        ("definitions", "MeSH terms", bool(shown["mesh"])),
        ("authors", f"Authors ({len(shown['authors'])})", bool(shown["authors"])),
        ("references", "References", bool(shown["references"] or shown["cited_by"])),
        ("searches", "Searches", True),
    ]


async def _reference(datasette: Datasette, article_id: str) -> Reference:
    found: list[Reference] = await site(datasette).database.execute_fn(
        lambda connection: references.of_articles(connection, [article_id])
    )
    return found[0]


ROUTES = [(rf"^/articles/{NO_ENDING}{addresses.KEY}$", article)]
