"""What the sample is put together from: cells, conditions, places, outcomes, descriptors."""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from harvest.standin.corpora.corpus import Descriptor

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Cells:
    """A treatment: the intervention's name, words for a sentence, other names, MeSH."""

    name: str
    phrase: str
    other_names: list[str]
    mesh: tuple[str, ...]


class Vocabulary:
    """vocabulary.toml and the descriptors, as the builders need them."""

    def __init__(self, tables: Mapping[str, Any], descriptors: Mapping[str, Descriptor]) -> None:
        self._tables = tables
        self._descriptors = descriptors
        self._by_tree = {
            number: descriptor
            for descriptor in descriptors.values()
            for number in descriptor.tree_numbers
        }

    def sponsor(self, key: str) -> tuple[str, str]:
        """Name and class of a sponsor."""
        name, kind = self._tables["sponsors"][key]
        return name, kind

    def cells(self, key: str) -> Cells:
        """A treatment."""
        name, phrase, other, mesh = self._tables["cells"][key]
        return Cells(name, phrase, other, tuple(mesh))

    def site(self, key: str, status: str | None) -> dict[str, Any]:
        """A location, with its point on the map."""
        facility, city, state, postcode, country, latitude, longitude = self._tables["sites"][key]
        found = {
            "facility": facility,
            "status": status,
            "city": city,
            "state": state,
            "zip": postcode,
            "country": country,
        }
        point = {"lat": latitude, "lon": longitude}
        return {name: value for name, value in found.items() if value} | {"geoPoint": point}

    def outcome(self, text: str) -> dict[str, str]:
        """An outcome by its key, with another time frame after a colon."""
        key, _, frame = text.partition(":")
        measure, description, usual = self._tables["outcomes"][key]
        return {"measure": measure, "description": description, "timeFrame": frame or usual}

    def condition_names(self, stage: str, of: Iterable[str]) -> list[str]:
        """What the registry lists as conditions."""
        names = [*self._tables["stage"][stage][0]]
        for cause in of:
            names += self._tables["of"][cause][0]
        return names

    def condition_mesh(self, stage: str, of: Iterable[str]) -> list[str]:
        """The descriptors of stage and causes."""
        found = [*self._tables["stage"][stage][1]]
        for cause in of:
            found += self._tables["of"][cause][1]
        return list(dict.fromkeys(found))

    def inclusion(self, stage: str, of: Iterable[str]) -> list[str]:
        """Lines of the inclusion criteria."""
        return [self._tables["stage"][stage][2], *(self._tables["of"][cause][2] for cause in of)]

    def browse(self, uis: Iterable[str]) -> dict[str, Any]:
        """The registry's derived MeSH module: terms and what stands above them."""
        held = [self._descriptors[ui] for ui in uis]
        above: dict[str, Descriptor] = {}
        for descriptor in held:
            for number in descriptor.tree_numbers:
                while "." in number:
                    number = number.rpartition(".")[0]
                    if number in self._by_tree:
                        above[self._by_tree[number].ui] = self._by_tree[number]
        if not held:
            return {}
        found = {"meshes": [{"id": d.ui, "term": d.name} for d in held]}
        if above:
            found["ancestors"] = [{"id": d.ui, "term": d.name} for d in above.values()]
        return found


@cache
def descriptors() -> Mapping[str, Descriptor]:
    """The sample's descriptors: numbers and names as in MeSH, scope notes of our own."""
    with (_HERE / "descriptors.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        row["ui"]: Descriptor(
            ui=row["ui"],
            name=row["name"],
            tree_numbers=tuple(filter(None, row["tree_numbers"].split("|"))),
            entry_terms=tuple(filter(None, row["entry_terms"].split("|"))),
            scope_note=row["scope_note"] or None,
        )
        for row in rows
    }


@cache
def tables() -> Mapping[str, Any]:
    """The tables of vocabulary.toml."""
    with (_HERE / "vocabulary.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    return Vocabulary(tables(), descriptors())
