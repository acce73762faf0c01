"""One search across several topics: what each finds, a record that several have told once."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from datasette.app import Datasette

from harvest.site.page import fill, frame, read, site
from harvest.site.pages.search import NOUNS, Best, best, numbered
from harvest.site.render.addresses import page_of
from harvest.site.several.place import Place

T = TypeVar("T")

EACH = 5
"""Trials, and papers, of a topic that are shown."""

_KINDS = {"trials": ("trial", "trial_id"), "articles": ("article", "article_id")}

Key = tuple[str, str]


class OfEach(Protocol):
    """Works out something for each topic, None where it has no site."""

    def __call__(self, work: Callable[[Datasette], Awaitable[T]]) -> Awaitable[list[T | None]]:
        """In the order of the topics."""
        ...


@dataclass(frozen=True, slots=True)
class Also:
    """A record in another topic than the one at hand: its page there."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one topic found: HTML, links below the topic; ``above`` it shares with earlier ones."""

    place: Place
    total: int
    html: str


@dataclass(slots=True)
class Across:
    """A search of all topics. ``named`` are the pages of the record whose number it is."""

    places: Sequence[Place]
    text: str
    named: list[Also] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    empty: list[Place] = field(default_factory=list)
    """Topics that found nothing"""
    missing: list[Place] = field(default_factory=list)
    """Topics that could not be searched"""
    only: str | None = None
    """The page of the record whose number the text is, where one topic alone has it"""

    async def find(self, of_each: OfEach) -> None:
        """Search."""
        straight = await of_each(lambda datasette: numbered(datasette, self.text))
        pages = [(p, path) for p, path in zip(self.places, straight, strict=True) if path]
        if len(pages) == 1:
            [(place, path)] = pages
            self.only = f"{place.mount}{path}"
            return
        self.named = [Also(p.title, f"{p.config.serve.prefix}{path}") for p, path in pages]
        found = await of_each(lambda datasette: _found(datasette, self.text))
        keys = dict.fromkeys(key for each in found if each for key in _keys(each))
        held = await of_each(lambda datasette: _held(datasette, list(keys)))
        owners = {
            key: [p for p, has in zip(self.places, held, strict=True) if has and key in has]
            for key in keys
        }
        told: set[Key] = set()
        for place, each in zip(self.places, found, strict=True):
            if each is None:
                self.missing.append(place)
                continue
            if not any(told_.total for _, told_, _ in each.values()):
                self.empty.append(place)
                continue
            here = _keys(each)
            above = [key for key in here if key in told]
            shown = _Shown(self.text, each, owners, above, place)
            html = await place.of_its_own(shown.fill)
            if html is not None:
                total = sum(told_.total for _, told_, _ in each.values())
                self.groups.append(Group(place, total, html))
                told.update(here)


@dataclass(frozen=True, slots=True)
class _Shown:
    text: str
    found: dict[str, Best]
    owners: dict[Key, list[Place]]
    above: list[Key]
    place: Place

    async def fill(self, datasette: Datasette) -> str:
        """The group of one topic."""
        of = site(datasette)
        shown: dict[str, Any] = {
            **frame(of),
            "text": self.text,
            "slug": self.place.slug,
            "found": self.found,
            "nouns": NOUNS,
            "above": {kind: {id for of, id in self.above if of == kind} for kind in NOUNS},
            "also": self._also,
            "page_of": lambda kind, id: page_of(_KINDS[kind][0], id),
            "id_of": lambda kind, row: row[_KINDS[kind][1]],
        }
        return fill(of, "several/found.html", shown, prefix=of.config.serve.mount)

    def _also(self, kind: str, id: str) -> list[Also]:
        """The other topics that have a record."""
        return [
            Also(place.title, f"{place.config.serve.prefix}{page_of(_KINDS[kind][0], id)}")
            for place in self.owners.get((kind, id), ())
            if place is not self.place
        ]


async def _found(datasette: Datasette, text: str) -> dict[str, Best]:
    return {kind: await best(datasette, kind, text, most=EACH) for kind in NOUNS}


def _keys(found: dict[str, Best]) -> list[Key]:
    """The records that are shown, as (kind, id)."""
    return [
        (kind, str(row[_KINDS[kind][1]]))
        for kind, (_, _, shown) in found.items()
        for row in shown.rows
    ]


async def _held(datasette: Datasette, keys: list[Key]) -> set[Key]:
    """Those of the records that a topic has."""
    bound = {
        kind: json.dumps([id for of, id in keys if of == kind]) for kind in ("trials", "articles")
    }
    [rows] = await read(datasette, ("several_held", bound))
    return {(row["kind"], row["id"]) for row in rows}
