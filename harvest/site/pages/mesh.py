"""The page of a MeSH term: what it means, where it stands, and what carries it."""

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from harvest.site.lists.asked import Asked
from harvest.site.lists.shelf import kept, shelf, tray_of
from harvest.site.page import page, read

CATEGORIES = {
    "A": "Anatomy",
    "B": "Organisms",
    "C": "Diseases",
    "D": "Chemicals and Drugs",
    "E": "Techniques and Equipment",
    "F": "Psychiatry and Psychology",
    "G": "Phenomena and Processes",
    "H": "Disciplines and Occupations",
    "I": "Anthropology, Education, Sociology",
    "J": "Technology, Industry, Agriculture",
    "K": "Humanities",
    "L": "Information Science",
    "M": "Named Groups",
    "N": "Health Care",
    "V": "Publication Characteristics",
    "Z": "Geographicals",
}
"""The branches of the tree by the first letter of a tree number."""


async def mesh(datasette: Datasette, request: Request) -> Response:
    """One term, narrower ones included."""
    ui = request.url_vars["ui"]
    terms, above, below, synonyms = await read(
        datasette,
        ("mesh", {"ui": ui}),
        ("mesh_above", {"ui": ui}),
        ("mesh_below", {"ui": ui}),
        ("mesh_entry_terms", {"ui": ui}),
    )
    if not terms:
        raise NotFound(f"No record here has the MeSH term {ui}.")
    term = terms[0]
    under = (("under", (term["name"],)),)
    trials = Asked(
        "trials", chosen=under, everything=True, show="registrations", compare=kept(request)
    )
    of_trials = await shelf(datasette, trials)
    shown = {
        "term": term,
        "places": places(str(term["tree_numbers"] or ""), above),
        "below": [dict(row) | {"places": sorted(json.loads(row["places"]))} for row in below],
        "synonyms": [row["term"] for row in synonyms],
        "trials": of_trials,
        "tray": tray_of(request, of_trials),
        "papers": await shelf(datasette, Asked("articles", chosen=under, everything=True)),
    }
    return page(datasette, "mesh.html", shown)


def places(
    tree_numbers: str, above: Sequence[sqlite3.Row]
) -> list[tuple[str, str, list[sqlite3.Row]]]:
    """Each place in the tree: its number, its branch, and the broader terms that are held."""
    held = {place: list(rows) for place, rows in groupby(above, key=lambda row: row["place"])}
    return [
        (number, CATEGORIES.get(number[0], number[0]), held.get(number, []))
        for number in tree_numbers.split("|")
        if number
    ]


ROUTES = [(r"^/mesh/(?P<ui>[A-Z][0-9]{3,12})$", mesh)]
