"""Topics: the values of the facets that lists can be narrowed by, each with an address."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from datasette.app import Datasette

from harvest.facets import facets as described
from harvest.queries import RELEVANT
from harvest.site.cache import once
from harvest.site.catalog import Holdings, holdings
from harvest.site.lists.facets import Facet, facets
from harvest.site.page import statement
from harvest.site.render.addresses import slug

_TABLE = "facets"


@dataclass(frozen=True, slots=True)
class Topic:
    """A value of a facet; ``title`` is the facet's, ``label`` the value in words."""

    slug: str
    facet: str
    title: str
    value: str
    label: str
    trials: int
    papers: int


def kinds() -> tuple[Facet, ...]:
    """The facets whose values are topics: those that are read from the texts, and no numbers."""
    named = {facet.name for facet in described() if facet.shape == "term"}
    return tuple(facet for facet in facets("trials") if facet.extracted and facet.name in named)


async def topics(datasette: Datasette) -> Mapping[str, Topic]:
    """Every topic that a record has, by its slug; none where the file holds no facets."""
    held = await holdings(datasette)
    if _TABLE not in held.tables:
        return {}
    return await once(datasette, "topics", lambda connection: _read(connection, held))


def _read(connection: sqlite3.Connection, held: Holdings) -> Mapping[str, Topic]:
    rows = connection.execute(statement("topics"), {"relevant": RELEVANT}).fetchall()
    by_facet: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        by_facet.setdefault(row["facet"], []).append(row)
    found: dict[str, Topic] = {}
    for facet in kinds():
        words = facet.vocabulary or ""
        ordered = sorted(
            by_facet.get(facet.name, ()), key=lambda row: (held.place(words, row["value"]), row[1])
        )
        for row in ordered:
            topic = Topic(
                slug_of(facet.name, row["value"], found),
                facet.name,
                facet.title,
                row["value"],
                held.label(words, row["value"]),
                row["trials"],
                row["papers"],
            )
            found[topic.slug] = topic
    return found


def slug_of(facet: str, value: str, taken: Mapping[str, Topic]) -> str:
    """The slug of a value. Codes that differ by a sign only (CD34, CD34+) are told apart."""
    plain = slug(f"{facet.replace('_', ' ')} {value}")
    return plain if plain not in taken else slug(f"{facet} {value} {len(value)} signs")
