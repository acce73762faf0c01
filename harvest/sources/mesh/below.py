"""What stands below a heading of MeSH: asked of MeSH, or read from its file or the database.

A search for a heading finds what is indexed with any heading below it as well. Where the records
themselves are asked, the names below it have to be known.
"""

import gzip
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from harvest.errors import StorageError, UsageError
from harvest.sources.mesh.asking import ask, looked_up, names_query, narrower_query
from harvest.sources.mesh.names import MOST_NAMES
from harvest.sources.mesh.reading import UI, local
from harvest.web import Door

_HELD = """
SELECT mesh_terms.name, mesh_trees.tree_number FROM mesh_terms
JOIN mesh_trees ON mesh_trees.ui = mesh_terms.ui
"""
_HELD_TERMS = """
SELECT mesh_entry_terms.term, mesh_terms.name FROM mesh_entry_terms
JOIN mesh_terms ON mesh_terms.ui = mesh_entry_terms.ui
"""


@dataclass(frozen=True, slots=True)
class Headings:
    """Names in lower case by heading; ``of`` says where they are from, for people."""

    of: str
    found: Mapping[str, frozenset[str]]

    def below(self, name: str) -> frozenset[str]:
        """The heading, and those below it; nothing for a name that no heading has."""
        return self.found.get(name.lower(), frozenset())

    def unknown(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that no heading has."""
        return tuple(name for name in names if name.lower() not in self.found)


def asked(door: Door, names: Iterable[str]) -> Headings:
    """As MeSH has them now, by two requests, one more for a name of other capitals.

    Raises what the door raises.
    """
    wanted = sorted(dict.fromkeys(names))
    found: dict[str, set[str]] = defaultdict(set)
    _ask(door, wanted, found)
    for name in wanted:
        if name.lower() not in found:
            labels = looked_up(door, name, "contains")
            _ask(door, [each for each in labels if each.lower() == name.lower()], found)
    return Headings("MeSH as of today", {name: frozenset(each) for name, each in found.items()})


def _ask(door: Door, names: list[str], found: dict[str, set[str]]) -> None:
    """Add to ``found`` the headings of these names, and those below them."""
    for start in range(0, len(names), MOST_NAMES):
        part = names[start : start + MOST_NAMES]
        for query in (names_query(part), narrower_query(part)):
            for row in ask(door, query)[0]:
                if UI.fullmatch(local(row.get("d", ""))):
                    found[row["asked"].lower()].add(row["name"].lower())


def held(connection: sqlite3.Connection, names: Iterable[str]) -> Headings:
    """As the work database has them: of what its records use, and what is above that."""
    trees = connection.execute(_HELD).fetchall()
    terms = connection.execute(_HELD_TERMS).fetchall()
    return _headings("the MeSH terms of the database", names, trees, terms)


def read(path: Path, names: Iterable[str]) -> Headings:
    """As a file of NLM has them: ``mtreesYYYY.bin``, or ``descYYYY.xml``, also packed by gzip.

    Raises UsageError if it is neither, StorageError if it can't be read.
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with cast("BinaryIO", gzip.open(path) if packed else path.open("rb")) as file:
            is_xml = file.read(200).lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")
            file.seek(0)
            pairs, terms = _of_xml(file) if is_xml else (_of_lines(file), [])
    except (OSError, EOFError) as error:
        raise StorageError(f"{path}: can't be read: {error}") from error
    except (etree.XMLSyntaxError, UnicodeDecodeError, ValueError) as error:
        raise UsageError(
            f"{path}: not a file of MeSH ({error}); give mtreesYYYY.bin or descYYYY.xml of NLM"
        ) from error
    return _headings(path.name, names, pairs, terms)


def _of_lines(file: BinaryIO) -> list[tuple[str, str]]:
    pairs = []
    for number, each in enumerate(file, 1):
        name, separator, tree = each.decode("utf-8").strip().rpartition(";")
        if not separator and tree:
            raise ValueError(f"line {number} is not 'heading;place in the tree'")
        if separator:
            pairs.append((name, tree))
    if not pairs:
        raise ValueError("no heading in it")
    return pairs


def _of_xml(file: BinaryIO) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    pairs: list[tuple[str, str]] = []
    terms: list[tuple[str, str]] = []
    for _, record in etree.iterparse(file, tag="DescriptorRecord", resolve_entities=False):
        name = record.findtext("DescriptorName/String") or ""
        pairs += [(name, tree) for tree in _texts(record, "TreeNumberList/TreeNumber")]
        path = "ConceptList/Concept/TermList/Term/String"
        terms += [(term, name) for term in _texts(record, path)]
        record.clear()
    if not pairs:
        raise ValueError("no DescriptorRecord in it")
    return pairs, terms


def _texts(record: etree._Element, path: str) -> Iterator[str]:
    return (each.text for each in record.iterfind(path) if each.text)


def _headings(
    of: str,
    names: Iterable[str],
    pairs: Iterable[tuple[str, str]],
    terms: Iterable[tuple[str, str]],
) -> Headings:
    """What is below each of these names, of headings with their places and other names for them."""
    trees: dict[str, list[str]] = defaultdict(list)
    for name, tree in pairs:
        trees[name.lower()].append(tree)
    other = {term.lower(): name.lower() for term, name in terms}
    found = {}
    for each in {name.lower() for name in names}:
        heading = each if each in trees else other.get(each, "")
        roots = tuple(f"{tree}." for tree in trees.get(heading, ()))
        if roots:
            found[each] = frozenset(
                name
                for name, places in trees.items()
                if any(f"{place}.".startswith(roots) for place in places)
            )
    return Headings(of, found)
