"""The facets of a list as a page shows them: words, counts, and where each value leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harvest.site.catalog import Holdings
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import Facet, facets
from harvest.site.render.filters import sentence

OPEN = 8
"""Values of a facet that are shown at once; the others are one click away."""
MOST = 60

Counts = Mapping[str, Mapping[str, int]]
"""Facet → value → records."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; ``address`` chooses it, or leaves it out if it is ``chosen``."""

    label: str
    records: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A facet with its values, those beyond :data:`OPEN` in ``more``."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Active:
    """One thing that narrows the list; ``address`` is the list without it."""

    title: str
    label: str
    address: str


def counted(rows: Iterable[tuple[str, str, int]]) -> Counts:
    """Counts from rows of (facet, value, records)."""
    found: dict[str, dict[str, int]] = {}
    for facet, value, records in rows:
        found.setdefault(facet, {})[str(value)] = records
    return found


def shown(asked: Asked, counts: Counts, held: Holdings, total: int) -> list[Shown]:
    """The facets that tell the ``total`` records apart, or narrow the list already."""
    found = []
    for facet in facets(asked.kind):
        values = dict(counts.get(facet.name, {}))
        chosen = asked.values(facet.name)
        for value in chosen:
            values.setdefault(value, 0)
        tells_apart = len(values) > 1 or any(number < total for number in values.values())
        if not facet.shown or not (tells_apart or chosen):
            continue
        ordered = sorted(values, key=lambda value: place(facet, value, values[value], held))
        ordered.sort(key=lambda value: value not in chosen)
        choices = [
            Choice(
                label(facet, value, held),
                values[value],
                asked.toggled(facet.name, value).address(),
                value in chosen,
            )
            for value in ordered[:MOST]
        ]
        at_once = max(OPEN, len(chosen))
        found.append(
            Shown(
                facet.name,
                facet.title,
                tuple(choices[:at_once]),
                tuple(choices[at_once:]),
            )
        )
    return found


def active(asked: Asked, held: Holdings) -> list[Active]:
    """What narrows the list, each with the way back."""
    found = []
    if asked.words:
        found.append(Active("Words", asked.words, asked.changed(words="", sort="").address()))
    by_name = {facet.name: facet for facet in facets(asked.kind)}
    for name, values in asked.chosen:
        found += [
            Active(
                by_name[name].title,
                label(by_name[name], value, held),
                asked.toggled(name, value).address(),
            )
            for value in values
        ]
    return found


def label(facet: Facet, value: str, held: Holdings) -> str:
    """A value in words."""
    if facet.words:
        return dict(facet.words).get(value, value)
    if facet.vocabulary is None:
        return value
    return sentence(held.label(facet.vocabulary, value))


def place(facet: Facet, value: str, records: int, held: Holdings) -> tuple[object, ...]:
    """What the values of a facet are sorted by, given how many records have each."""
    if facet.order == "latest":
        return (-int(value) if value.isdecimal() else 0, value)
    if facet.order == "words":
        if facet.words:
            codes = [code for code, _ in facet.words]
            return (codes.index(value) if value in codes else len(codes), value)
        return (held.place(facet.vocabulary or "", value), value)
    return (-records, value)
