"""Sponsors: spellings of one name brought together, and found by their address."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from datasette.app import Datasette

from harvest.site.cache import once
from harvest.site.page import statement
from harvest.site.render.addresses import slug


@dataclass(frozen=True, slots=True)
class Sponsor:
    """An organisation. ``names`` are its spellings, the most frequent first; figures are trials."""

    slug: str
    names: tuple[str, ...]
    kind: str | None
    leads: int
    supports: int
    recruiting: int
    completed: int
    with_results: int

    @property
    def name(self) -> str:
        """The spelling that most trials use."""
        return self.names[0]


async def sponsors(datasette: Datasette) -> dict[str, Sponsor]:
    """Every sponsor by its slug, those with most trials first."""
    return await once(datasette, "sponsors", _read)


def _read(connection: sqlite3.Connection) -> dict[str, Sponsor]:
    def together(names: tuple[str, ...]) -> sqlite3.Row:
        row: sqlite3.Row = connection.execute(
            statement("sponsors_all"), {"names": json.dumps(names)}
        ).fetchone()
        return row

    rows = connection.execute(statement("sponsors_all"), {"names": None}).fetchall()
    return gathered(rows, together)


def gathered(
    rows: Iterable[sqlite3.Row], together: Callable[[tuple[str, ...]], sqlite3.Row]
) -> dict[str, Sponsor]:
    """The sponsors of rows of ``sponsors_all.sql``, spellings with the same slug as one.

    ``together`` counts the trials of several spellings: one trial may name two of them.
    """
    spellings: defaultdict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        spellings[slug(row["name"])].append(row)
    found = [_one(name, group, together) for name, group in spellings.items()]
    found.sort(key=lambda sponsor: (-sponsor.leads, -sponsor.supports, sponsor.name))
    return {sponsor.slug: sponsor for sponsor in found}


def _one(
    name: str, rows: list[sqlite3.Row], together: Callable[[tuple[str, ...]], sqlite3.Row]
) -> Sponsor:
    rows = sorted(rows, key=lambda row: (-row["leads"] - row["supports"], row["name"]))
    names = tuple(row["name"] for row in rows)
    counts = rows[0] if len(rows) == 1 else together(names)
    figures = (
        counts[column]
        for column in ("leads", "supports", "recruiting", "completed", "with_results")
    )
    return Sponsor(name, names, rows[0]["kind"], *figures)
