"""Sponsors, rolled up as the published file has them, and found by their address or a name."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from datasette.app import Datasette

from harvest.site.cache import once
from harvest.site.page import fetch
from harvest.slugs import slug
from harvest.vocabularies.countries import unaccented


class Name(NamedTuple):
    """A name as registries write it, by which rule it is the sponsor's, and why; None: its own."""

    name: str
    rule: str | None
    reason: str | None


class Above(NamedTuple):
    """The sponsor that one belongs to, by which rule, and why."""

    name: str
    rule: str
    reason: str


@dataclass(frozen=True)
class Sponsor:
    """An organisation. ``written`` are its names, the most frequent first; figures are studies.

    Those of ``leads`` to ``with_results`` are its own and its ``members``' together, each once;
    ``counted`` are the names that they go by.
    """

    slug: str
    name: str
    kind: str | None
    leads: int
    supports: int
    recruiting: int
    completed: int
    with_results: int
    leads_itself: int
    supports_itself: int
    written: tuple[Name, ...] = ()
    above: Above | None = None
    members: tuple[str, ...] = ()
    counted: tuple[str, ...] = field(default=(), repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Its spellings, the most frequent first."""
        return tuple(each.name for each in self.written)

    @cached_property
    def folded(self) -> str:
        """What it is called, for looking parts of names up in."""
        return folded(" ".join(dict.fromkeys((self.name, *self.names))))


@dataclass(frozen=True)
class Sponsors(Mapping[str, Sponsor]):
    """Every sponsor by its slug, those with most studies first."""

    by_slug: Mapping[str, Sponsor]
    slugs: Mapping[str, str]
    """Sponsors' slugs by what they are called"""
    aliases: Mapping[str, str]
    """The same by the slug of every name that registries write"""

    def __getitem__(self, key: str) -> Sponsor:
        """The sponsor of a slug; KeyError if it is no sponsor's, or only that of a spelling."""
        return self.by_slug[key]

    def __iter__(self) -> Iterator[str]:
        """The slugs."""
        return iter(self.by_slug)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.by_slug)

    def called(self, name: str) -> Sponsor:
        """The sponsor that is called so; KeyError if none is."""
        return self.by_slug[self.slugs[name]]

    def find(self, key: str) -> Sponsor | None:
        """The sponsor of a slug, or of the slug of one of its names."""
        return self.by_slug.get(key) or self.by_slug.get(self.aliases.get(key, ""))

    def with_words(self, text: str) -> list[Sponsor]:
        """Those that hold all words of a text in a name of theirs; whatever case and accents."""
        words = folded(text).split()
        return [each for each in self.values() if all(word in each.folded for word in words)]


def folded(text: str) -> str:
    """A text without case and accents."""
    return unaccented(text).casefold()


async def sponsors(datasette: Datasette) -> Sponsors:
    """Every sponsor of the file."""
    return await once(datasette, "sponsors", _read)


def _read(connection: sqlite3.Connection) -> Sponsors:
    written: defaultdict[str, list[Name]] = defaultdict(list)
    above: dict[str, Above] = {}
    aliases: dict[str, str] = {}
    for row in fetch(connection, "sponsor_names", {}):
        written[row["sponsor"]].append(Name(row["name"], row["rule"], row["reason"]))
        aliases.setdefault(slug(row["name"]), row["slug"])
        if row["parent"] is not None:
            above[row["sponsor"]] = Above(row["parent"], row["parent_rule"], row["parent_reason"])
    members: defaultdict[str, list[str]] = defaultdict(list)
    for of, member in fetch(connection, "sponsor_members_all", {}):
        members[of].append(member)
    found = []
    for row in fetch(connection, "sponsors_all", {}):
        name = row["sponsor"]
        counted = (each.name for of in (name, *members[name]) for each in written[of])
        figures = {key: row[key] for key in row.keys() if key != "sponsor"}  # noqa: SIM118 (a Row is no mapping)
        found.append(
            Sponsor(
                name=name,
                written=tuple(written[name]),
                above=above.get(name),
                members=tuple(members[name]),
                counted=tuple(counted),
                **figures,
            )
        )
    found.sort(key=lambda each: (-each.leads, -each.supports, each.name))
    by_slug = {each.slug: each for each in found}
    return Sponsors(by_slug, {each.name: each.slug for each in found}, aliases)
