"""Nothing that a PubMed record carries is lost unseen.

Each place of the real records that can hold a value is changed, one at a time: if no row changes,
no column holds it. All such places are listed, each with its reason, in
``data/pubmed-unheld-paths.tsv``; the raw bytes keep them.

Relies on ../shared.
"""

import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import NamedTuple

from harvest.errors import RecordError
from harvest.records import Raw
from harvest.sources.pubmed.reading.normalise import normalise
from tests.helpers.places import DATA
from tests.helpers.sources.pubmed_corpus import pieces

LISTED = DATA / "pubmed-unheld-paths.tsv"
SAMPLES = 4
MATHML = "{http://www.w3.org/1998/Math/MathML}"


class Place(NamedTuple):
    """One value in one record: of the nth element, its text or an attribute."""

    piece: int
    element: int
    attribute: str | None
    value: str


def places(root: ET.Element, piece: int) -> Iterator[tuple[str, Place]]:
    """Every value of a record with its path; MathML counts as one element."""
    numbers = {element: n for n, element in enumerate(root.iter())}

    def walk(element: ET.Element, path: str) -> Iterator[tuple[str, Place]]:
        number = numbers[element]
        for name, value in element.attrib.items():
            yield f"{path}/@{name}", Place(piece, number, name, value)
        if element.text and element.text.strip():
            yield path, Place(piece, number, None, element.text.strip())
        for child in element:
            tag = str(child.tag)
            if tag.startswith(MATHML):
                below = path if path.endswith("/math") else f"{path}/math"
            elif tag == "ArticleId" and "/Reference/" in path + "/":
                below = f"{path}/ArticleId[@IdType={child.get('IdType')}]"
            else:
                below = f"{path}/{tag}"
            yield from walk(child, below)

    yield from walk(root, str(root.tag))


def another(place: Place, seen: set[str]) -> str:
    """A value that could stand in the same place."""
    if place.attribute is None and len(place.value) > 9:
        return f"{place.value} 7"
    others = sorted(seen - {place.value})
    return others[0] if others else {"Y": "N", "N": "Y"}.get(place.value, "7x")


def changes_rows(place: Place, other: str) -> bool:
    """Whether the record's rows differ when this one value is another."""
    root = ET.fromstring(pieces()[place.piece].body)
    pmid = pieces()[place.piece].pmid or ""
    before = normalise(Raw("pubmed", "article", pmid, ET.tostring(root), ""))
    element = list(root.iter())[place.element]
    if place.attribute is None:
        element.text = other
    else:
        element.set(place.attribute, other)
    try:
        after = normalise(Raw("pubmed", "article", pmid, ET.tostring(root), ""))
    except RecordError:
        return True  # what identifies the record
    return before.tables != after.tables


def test_every_path_that_no_column_holds_is_listed_with_a_reason() -> None:
    samples: dict[str, list[Place]] = {}
    values: dict[str, set[str]] = {}
    for n, piece in enumerate(pieces()):
        for path, place in places(ET.fromstring(piece.body), n):
            known = samples.setdefault(path, [])
            if len(known) < SAMPLES and all(other.piece != n for other in known):
                known.append(place)
            seen = values.setdefault(path, set())
            if len(seen) < SAMPLES:
                seen.add(place.value)

    unheld = {
        path
        for path, known in samples.items()
        if any(not changes_rows(place, another(place, values[path])) for place in known)
    }
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert all(len(row["reason"].split()) > 2 for row in rows)
    assert sorted(unheld) == [row["path"] for row in rows]
