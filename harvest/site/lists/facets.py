"""What a list can be narrowed by: one file each in ``sql/facets/<kind>``.

The head of a file says how the facet is called and shown; the rest is one SELECT of ``id`` (NCT
number or PMID) and ``value``, a row for each value of each record. To add a facet is to add a file.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["trials", "articles"]

_FOLDER = Path(__file__).resolve().parents[1] / "sql" / "facets"
_HEAD = re.compile(r"-- (\w+): (.*)")
_NOT_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list.

    ``vocabulary`` names the list of words for its codes; ``words`` are its own. ``order`` is by
    the number of records, in the order of the words, or the latest year first. One that is not
    ``shown`` is only for links from other pages. ``table`` names where its values were read into,
    if they are no field of the record.
    """

    name: str
    title: str
    relation: str
    place: int
    vocabulary: str | None
    words: tuple[tuple[str, str], ...]
    order: Literal["count", "words", "latest"]
    table: str | None

    @property
    def shown(self) -> bool:
        """Whether the list offers its values."""
        return self.place < _NOT_SHOWN


@cache
def facets(kind: Kind) -> tuple[Facet, ...]:
    """Every facet of a list, in the order in which they are shown.

    Raises ValueError naming the file whose head is not understood.
    """
    found = [parse(path.stem, path.read_text("utf-8")) for path in (_FOLDER / kind).glob("*.sql")]
    return tuple(sorted(found, key=lambda facet: (facet.place, facet.name)))


def parse(name: str, text: str) -> Facet:
    """Read one file. Raises ValueError where its head is not understood."""
    head: dict[str, str] = {}
    lines = text.splitlines()
    while lines and (line := _HEAD.fullmatch(lines[0])):
        head[line[1]] = line[2]
        del lines[0]
    unknown = set(head) - {"title", "place", "words", "order", "table"}
    order = head.get("order", "words" if "=" in head.get("words", "") else "count")
    if unknown or "title" not in head or order not in ("count", "words", "latest"):
        raise ValueError(f"{name}.sql: needs a title, and knows place, words, order and table")
    words = head.get("words", "")
    pairs = [pair.split("=", 1) for pair in words.split(", ")] if "=" in words else []
    return Facet(
        name=name,
        title=head["title"],
        relation="\n".join(lines).strip(),
        place=int(head.get("place", _NOT_SHOWN)),
        vocabulary=words if words and not pairs else None,
        words=tuple((code, label) for code, label in pairs),
        table=head.get("table"),
        order="latest" if order == "latest" else "words" if order == "words" else "count",
    )
