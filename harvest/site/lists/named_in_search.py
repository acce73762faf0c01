"""What a search names that the lists know as facets: a disease, a drug, "China".

A value is named by its label and, where it is read from texts, by every synonym with which it is
read: what the facets know, the search knows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasette.app import Datasette

from harvest.evidence.reading.vocabulary import words_of
from harvest.facets import facets as described
from harvest.site.catalog import holdings
from harvest.site.context import site_of
from harvest.site.lists import shown
from harvest.site.lists.answer import figures
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import Facet, Kind, facets
from harvest.vocabularies.countries_named import countries_in

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_WORDS = re.compile(r"\w+")
_FIELDS = frozenset({"country", "registry", "status", "sponsor"})
"""Fields of a record whose values people name in words."""


@dataclass(frozen=True, slots=True)
class Named:
    """A list of the records that have what is named, whatever words they say it with."""

    asked: Asked
    labels: tuple[str, ...]
    records: int
    registrations: int


class Place(NamedTuple):
    """Where a text names a value of a facet."""

    start: int
    end: int
    facet: str
    value: str


async def named(datasette: Datasette, kind: Kind, text: str) -> Named | None:
    """The list of what ``text`` names; None if it names nothing, or no record has all of it."""
    held = await holdings(datasette)
    known = {
        facet.name: facet for facet in facets(kind) if facet.shown and _is_named_in_words(facet)
    }
    every = await figures(datasette, Asked(kind), tuple(known))
    counts: Mapping[str, Mapping[str, int]] = every.counts or {}
    told = {
        name: {value: shown.label(facet, value, held) for value in counts.get(name, {})}
        for name, facet in known.items()
    }
    # What the whole topic is about narrows nothing: the disease that all records are of.
    of = site_of(datasette)
    title = _words(str(of.database.generation.facts["title"])) if of else set()
    places = [
        place
        for name in known
        for place in places_of(name, told[name], text)
        if not _words(text[place.start : place.end]) <= title
    ]
    here = {(place.facet, place.value) for place in outermost(places)}
    chosen, labels = [], []
    for name in known:
        # A value that no record has still hides what its words contain, but narrows nothing.
        if values := tuple(value for value in told[name] if (name, value) in here):
            chosen.append((name, values))
            labels += [told[name][value] for value in values]
    if not chosen:
        return None
    asked = Asked(kind, chosen=tuple(chosen))
    found = await figures(datasette, asked, ())
    if not found.total:
        return None
    return Named(asked, tuple(labels), found.total, found.registrations)


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(text.casefold()))


def outermost(places: list[Place]) -> list[Place]:
    """Without those whose words are a part of what names something narrower.

    A disease of two causes does not name each of them.
    """
    return [
        place
        for place in places
        if not any(
            other.start <= place.start
            and place.end <= other.end
            and other.end - other.start > place.end - place.start
            for other in places
        )
    ]


def _is_named_in_words(facet: Facet) -> bool:
    return facet.extracted or facet.name in _FIELDS


def places_of(name: str, told: Mapping[str, str], text: str) -> Iterator[Place]:
    """Where ``text`` names a value of a facet: by a label in ``told``, or by a synonym."""
    if name == "country":
        for found in countries_in(text, told):
            yield Place(found.start, found.end, name, found.value)
    for value, label in told.items():
        names = [_IN_BRACKETS.sub("", part) for part in label.split(" / ")]
        for start, end in (span for each in names for span in spans(each, text)):
            yield Place(start, end, name, value)
    for facet in described():
        if facet.name == name:
            for hit in words_of(facet).find(text):
                yield Place(hit.start, hit.end, name, hit.code)


def spans(name: str, text: str) -> list[tuple[int, int]]:
    """Where a text holds the words of a name, in any case, with anything but words between."""
    words = _WORDS.findall(name)
    if not words or words[0].casefold() not in text.casefold():
        return []
    pattern = r"\W+".join(map(re.escape, words))
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return [match.span() for match in found]
