"""What a search names that the lists know as facets: "umbilical cord", "hepatitis B", "China"."""

import re
from dataclasses import dataclass

from datasette.app import Datasette

from harvest.site.catalog import holdings
from harvest.site.lists import shown
from harvest.site.lists.answer import figures
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import Facet, Kind, facets

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Named:
    """A list of the records that have what is named, whatever words they say it with."""

    asked: Asked
    labels: tuple[str, ...]
    records: int


async def named(datasette: Datasette, kind: Kind, text: str) -> Named | None:
    """The list of what ``text`` names; None if it names nothing, or no record has all of it."""
    held = await holdings(datasette)
    known = {
        facet.name: facet for facet in facets(kind) if facet.shown and _is_named_in_words(facet)
    }
    every = await figures(datasette, Asked(kind), tuple(known))
    chosen, labels = [], []
    for name, facet in known.items():
        values = (every.counts or {}).get(name, {})
        told = {value: shown.label(facet, value, held) for value in values}
        if here := tuple(value for value, label in told.items() if is_in(label, text)):
            chosen.append((name, here))
            labels += [told[value] for value in here]
    if not chosen:
        return None
    asked = Asked(kind, chosen=tuple(chosen))
    found = await figures(datasette, asked, ())
    return Named(asked, tuple(labels), found.total) if found.total else None


def _is_named_in_words(facet: Facet) -> bool:
    return facet.extracted or facet.name == "country"


def is_in(label: str, text: str) -> bool:
    """Whether a text names a value: its label, or one of those that a label joins with a slash."""
    return any(
        re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text.casefold())
        for part in label.split(" / ")
        if (name := _IN_BRACKETS.sub("", part).strip())
    )
