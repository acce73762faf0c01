"""What a list can be narrowed by: one file each in ``sql/facets/<kind>``.

The head of a file says how the facet is called and shown; the rest is one SELECT of ``id`` (NCT
number or PMID) and ``value``, a row for each value of each record. To add a facet is to add a file.
Facets with the same word for ``together`` say things of one part of a record (an outcome): their
files select its number, too, as ``part``, and what is chosen of them must be true of one part.
What is extracted from texts has none: its description says what its filter is (:mod:`facets`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from harvest.facets import Facet as Description
from harvest.facets import Filter
from harvest.facets import facets as described
from harvest.packs.folders import Folders, in_use
from harvest.site.page import statement
from harvest.sqlfiles import parse as parse_file

Kind = Literal["trials", "articles"]
Order = Literal["count", "words", "latest"]

_FIELDS = ("q", "sort", "view", "page", "all", "removed", "show", "compare")
"""What else an address of a list may give."""

KEYS: Mapping[Kind, str] = {"trials": "trial_id", "articles": "article_id"}
STUDIES: Mapping[Kind, str] = {
    "trials": "r.study_id",
    "articles": "r.article_id",
}
"""What a record ``r`` is one of several records of: the study of a registration."""

_FOLDER = Path(__file__).resolve().parents[1] / "sql" / "facets"
_MAYBE = ("words", "place", "order", "search", "together")
_ORDERS: tuple[Order, ...] = ("count", "words", "latest")
_NOT_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list.

    ``vocabulary`` names the list of words for its codes; ``words`` are its own. ``order`` is by
    the number of records, in the order of the words, or the latest year first. One that is not
    ``shown`` is only for links from other pages; one on ``search`` is beside the results of a
    search, too. What is ``extracted`` is no field of the record. What is asked ``together`` with
    others is not shown.
    """

    name: str
    title: str
    relation: str
    place: int
    vocabulary: str | None
    words: tuple[tuple[str, str], ...]
    order: Order
    search: bool
    extracted: bool = False
    together: str = ""

    @property
    def shown(self) -> bool:
        """Whether the list offers its values."""
        return self.place < _NOT_SHOWN


def facets(kind: Kind) -> tuple[Facet, ...]:
    """Every facet of a list, in the order in which they are shown.

    Raises ValueError or ConfigError naming the file and what is wrong with it.
    """
    return _facets(kind, in_use())


@cache
def _facets(kind: Kind, packs: Folders) -> tuple[Facet, ...]:
    del packs  # which of them are described: another answer for other packs
    found = [parse(path.stem, path.read_text("utf-8")) for path in (_FOLDER / kind).glob("*.sql")]
    taken = {*_FIELDS, *(facet.name for facet in found)}
    for facet in described():
        place = facet.filter.place_in(kind) if facet.filter else None
        if facet.filter is None or place is None:
            continue
        if facet.name in taken:
            facet.wrong("filter", f"the list of {kind} has a field of that name; rename it")
        found.append(_extracted(kind, facet, facet.filter, place))
    return tuple(sorted(found, key=lambda facet: (facet.place, facet.name)))


def _extracted(kind: Kind, facet: Description, shown: Filter, place: int) -> Facet:
    return Facet(
        name=facet.name,
        title=shown.title or facet.title,
        relation=statement("lists/extracted").format(key=KEYS[kind], facet=facet.name),
        place=place,
        vocabulary=facet.words or None,
        words=(),
        order="count",
        search=shown.search,
        extracted=True,
    )


def parse(name: str, text: str) -> Facet:
    """Read one file. Raises ValueError naming the file, the line and what is wrong with it."""
    file = parse_file(f"{name}.sql", text, "title", *_MAYBE)
    words, place, order, search, together = map(file.maybe, _MAYBE)
    said = words.value if words else ""
    pairs = [pair.split("=", 1) for pair in said.split(", ")] if "=" in said else []
    chosen = order.value if order else "words" if pairs else "count"
    by = next((each for each in _ORDERS if each == chosen), None)
    if by is None:
        file.wrong(
            f"order: knows {', '.join(_ORDERS)}, not {chosen!r}", order.line if order else None
        )
    if place and not place.value.isdecimal():
        file.wrong(f"place: is not a whole number: {place.value}", place.line)
    if place and together:
        file.wrong("together: has no place: no list shows its values", together.line)
    return Facet(
        name=name,
        title=file.one("title").value,
        relation=file.sql,
        place=int(place.value) if place else _NOT_SHOWN,
        vocabulary=said if said and not pairs else None,
        words=tuple((code, label) for code, label in pairs),
        order=by,
        search=search is not None and search.value == "yes",
        together=together.value if together else "",
    )
