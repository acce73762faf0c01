"""All records as rows of one matrix, so that likeness is a product of rows.

A record is a row of weighted features in blocks: words, facets, MeSH (with the broader descriptors
at a discount, which is distance in the tree), people and sponsor, and what it cites. Each block is
a unit vector times the root of its share, so the likeness of two records is the sum of the blocks'
cosines times their shares, and every part of it can be named. The vector of facets is shorter, the
fewer of them a record has: one route in common is no likeness, six facets in common are.

Records are read one after another and kept as numbers only: of 200,000 papers, that is some
hundred megabytes. Their words come as numbers, too, as they were prepared for linking; how they are
written is looked up where people are told of them. How common a feature is follows ``steadiness``,
and what stands in a row has an order that is the same in every base: so a row that nothing has
changed is the same to the last bit, and has the same digest.
"""

import json
import math
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import sparse

from harvest.evidence.links.pairs.prepared import prepare, texts
from harvest.evidence.reading.similarity import Matrix, Terms, strongest, unit_rows
from harvest.evidence.reading.tokens import fold, surname
from harvest.evidence.related.weights import POWER
from harvest.evidence.weighing.steadiness import (
    Marks,
    counted,
    in_steps,
    in_steps_among,
    marks,
    mixed,
    size_in_steps,
    summed,
)
from harvest.facets import facets
from harvest.rows import Kind

if TYPE_CHECKING:
    from harvest.store import Store

SHARES: Mapping[str, float] = {
    "word": 0.50,
    "facet": 0.20,
    "mesh": 0.20,
    "person": 0.05,
    "citation": 0.05,
}
"""How much each block may add to the score, which is at most 1."""
SPONSOR = "sponsor "  # begins the name of the feature; people's names are folded, with a comma
_FEW_FACETS = 2.0  # with facets of this weight together, their vector is half as long
_BROADER = 0.5  # what a broader descriptor counts of the narrower one
_KEPT_TERMS = 80  # a record's most telling words; more add time, not likeness
_COMMON = 0.5  # a word in more than this share of many records tells nothing
_TOGETHER = 1024  # records weighed at once

_WORDS = """
SELECT s.id, s.words FROM evidence_state AS s
JOIN records AS r ON r.kind = s.kind AND r.id = s.id AND r.removed_on IS NULL
WHERE s.kind = ? ORDER BY length(s.id), s.id
"""
_FACET_ROWS = """
SELECT DISTINCT kind, id, facet, value FROM facets
WHERE facet IN (SELECT value FROM json_each(?))
ORDER BY kind, id, facet, value
"""
_MESH_ROWS = """
SELECT kind, id, ui FROM (
    SELECT 'trial' AS kind, trial_id AS id, ui FROM trial_mesh WHERE ancestor = 0
    UNION ALL SELECT 'article', article_id, ui FROM article_mesh
)
"""
_PEOPLE = """
SELECT 'trial', trial_id, name FROM officials WHERE name IS NOT NULL
UNION ALL SELECT 'article', article_id, fore_name || ' ' || last_name FROM authors
WHERE role = 'author' AND last_name IS NOT NULL AND fore_name IS NOT NULL
"""
_SPONSORS = "SELECT 'trial', trial_id, name FROM sponsors WHERE role = 'lead' AND name IS NOT NULL"
_CITED = """
SELECT 'trial', trial_id, pmid FROM trial_references WHERE pmid IS NOT NULL
UNION ALL SELECT 'article', article_id, ref_pmid FROM article_references WHERE ref_pmid IS NOT NULL
"""
_TREES = "SELECT ui, tree_number FROM mesh_trees ORDER BY ui, tree_number"
_MESH_NAMES = "SELECT ui, name FROM mesh_terms"
_YEARS = """
SELECT 'trial', trial_id, substr(coalesce(first_posted, first_submitted, start_date), 1, 4)
FROM trials
UNION ALL SELECT 'article', article_id, substr(coalesce(published, year), 1, 4) FROM articles
"""

Ints = npt.NDArray[np.int64]
Node = tuple[str, str]  # kind, id
Places = Mapping[str, Mapping[str, int]]  # kind → id → row
Counted = npt.NDArray[np.bool_]
Feature = tuple[int, str, float]  # row, name, weight
_KINDS: tuple[Kind, ...] = ("trial", "article")


@dataclass(frozen=True)
class Block:
    """The features of one sort: records × features, each row at most one long.

    A digest for each row: of its features, their weights, and how people are told of them.
    """

    sort: str
    matrix: Matrix
    names: Sequence[str]
    marks: Marks  # of each column
    digests: Marks


@dataclass(frozen=True)
class Space:
    """All records, trials first, with what the columns mean; a column's sort is its block's.

    A word has no name: how it is written is a record's own.
    """

    ids: Sequence[str]
    places: Places
    trials: int  # the rows before this are trials, the others papers
    matrix: Matrix
    names: Sequence[str]
    marks: Marks  # of each column, the same in every base
    bounds: Ints  # where each block of ``SHARES`` begins; and the width of the matrix
    digests: Marks  # of each row and what is told of it

    def rows(self, kind: str) -> range:
        """The rows of the records of a kind, in the order of their numbers."""
        return range(self.trials) if kind == "trial" else range(self.trials, len(self.ids))


def space(store: "Store") -> Space:
    """Every record that has been read, tombstones left out."""
    connection = store.connection
    written = {kind: dict(_written(connection, kind)) for kind in _KINDS}
    ids = [identifier for kind in _KINDS for identifier in written[kind]]
    trials = len(written["trial"])
    places = {
        "trial": {identifier: row for row, identifier in enumerate(ids[:trials])},
        "article": {identifier: row for row, identifier in enumerate(ids[trials:], trials)},
    }
    basis = _counted(connection, places, len(ids))
    described = {ui: f"{ui} {name}" for ui, name in connection.execute(_MESH_NAMES)}
    blocks = [
        _words(store, written, basis),
        _block("facet", _facets(connection, places), basis, _FEW_FACETS),
        _block("mesh", _mesh(connection, places), basis, called=described),
        _block("person", _people(connection, places), basis),
        _block("citation", _cited(connection, places), basis),
    ]
    # with them how its words are written, as people are told
    wording = np.array([mark for kind in _KINDS for mark in written[kind].values()], np.uint64)
    digests = mixed(*(block.digests for block in blocks), wording)
    names = [name for block in blocks for name in block.names]
    called = np.concatenate([block.marks for block in blocks])
    bounds = np.cumsum([0, *(block.matrix.shape[1] for block in blocks)])
    parts = []
    while blocks:  # one by one, so that none is held twice
        block = blocks.pop(0)
        parts.append(block.matrix * np.float32(math.sqrt(SHARES[block.sort])))
    matrix = sparse.hstack(parts, format="csr", dtype=np.float32)
    matrix.sort_indices()
    return Space(ids, places, trials, matrix, names, called, bounds, digests)


def _written(connection: sqlite3.Connection, kind: Kind) -> Iterator[tuple[str, int]]:
    """The records of a kind, in order, and a digest of the words of each as it writes them."""
    for identifier, words in connection.execute(_WORDS, (kind,)):
        yield identifier, int.from_bytes(blake2b(words, digest_size=8).digest())


def _counted(connection: sqlite3.Connection, places: Places, size: int) -> Counted:
    years = np.zeros(size, np.int32)
    for kind, identifier, year in connection.execute(_YEARS):
        if year and (row := places[kind].get(identifier)) is not None:
            years[row] = int(year)
    return counted(years)


def _words(store: "Store", records: Mapping[Kind, Mapping[str, int]], basis: Counted) -> Block:
    terms = Terms()
    for kind in _KINDS:
        ids = list(records[kind])
        prepare(store, kind, ids)
        for text in texts(store.connection, kind, ids):
            terms.add(text)
    if not terms.size:
        return _told("word", _empty(0), (), np.zeros(0, np.uint64))
    keys, counts = terms.counts()
    return _told("word", _weighed(counts, basis), (), keys)


def _empty(width: int) -> Matrix:
    return sparse.csr_matrix((0, width), dtype=np.float32)


def _places(order: Ints) -> npt.NDArray[np.int32]:
    """By column, the place that it has in an order."""
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places


def _weighed(counts: Matrix, basis: Counted) -> Matrix:
    """Each row's most telling words as a unit vector: (1 + log count) × idf^POWER."""
    size, width = counts.shape
    told = np.bincount(counts[basis].indices, minlength=width)
    of = size_in_steps(int(basis.sum()))
    found = in_steps_among(told, of)
    idf = np.log1p(np.maximum(of - found + 0.5, 0.0) / (found + 0.5))
    if size > 200:
        idf[told > _COMMON * of] = 0
    weight = np.power(idf, POWER)
    parts = []
    for start in range(0, size, _TOGETHER):
        part = counts[start : start + _TOGETHER]
        part = sparse.csr_matrix(
            (
                ((1 + np.log(part.data.astype(np.float32))) * weight[part.indices]).astype(
                    np.float32
                ),
                part.indices,
                part.indptr,
            ),
            shape=part.shape,
        )
        parts.append(unit_rows(strongest(part, _KEPT_TERMS)))
    return sparse.vstack(parts, format="csr") if parts else counts.astype(np.float32)


def _told(sort: str, matrix: Matrix, names: Sequence[str], called: Marks) -> Block:
    """The block without features that one record alone has: they are shared with none."""
    weights = matrix.data.view(np.uint32).astype(np.uint64)
    digests = summed(mixed(called[matrix.indices], weights), matrix.indptr)
    found = np.bincount(matrix.indices, minlength=matrix.shape[1])
    shared = np.flatnonzero(found > 1)
    told = [names[column] for column in shared.tolist()] if names else []
    return Block(sort, matrix[:, shared], told, called[shared], digests)


def _facets(connection: sqlite3.Connection, places: Places) -> Iterator[Feature]:
    relating = {facet.name: facet.related for facet in facets() if facet.related}
    rows = connection.execute(_FACET_ROWS, (json.dumps(list(relating)),))
    for kind, identifier, facet, value in rows:
        row, related = places[kind].get(identifier), relating[facet]
        if row is not None and value not in related.common:
            yield row, f"{facet}={value}", related.weight


def _mesh(connection: sqlite3.Connection, places: Places) -> Iterator[Feature]:
    trees: dict[str, list[str]] = defaultdict(list)
    owner: dict[str, str] = {}
    for ui, number in connection.execute(_TREES):
        trees[ui].append(number)
        owner[number] = ui
    around: dict[str, Mapping[str, float]] = {}
    for (kind, identifier), rows in groupby(connection.execute(_MESH_ROWS), lambda r: (r[0], r[1])):
        row = places[kind].get(identifier)
        if row is None:
            continue
        weights: dict[str, float] = {}
        for _, _, ui in rows:
            if ui not in around:
                around[ui] = _broader(ui, trees.get(ui, ()), owner)
            for name, weight in around[ui].items():
                if weight > weights.get(name, 0.0):
                    weights[name] = weight
        for name, weight in weights.items():
            yield row, name, weight


def _broader(ui: str, numbers: Sequence[str], owner: Mapping[str, str]) -> dict[str, float]:
    """A descriptor and those above it, each with what it counts."""
    weights = {ui: 1.0}
    for number in numbers:
        weight, parts = 1.0, number.split(".")
        for depth in range(len(parts) - 1, 1, -1):
            weight *= _BROADER
            if (broader := owner.get(".".join(parts[:depth]))) is not None:
                weights[broader] = max(weight, weights.get(broader, 0.0))
    return weights


def _people(connection: sqlite3.Connection, places: Places) -> Iterator[Feature]:
    for kind, identifier, name in connection.execute(_PEOPLE):
        if (row := places[kind].get(identifier)) is not None and (last := surname(name)):
            yield row, f"{last}, {fold(name)[:1]}", 1.0
    for kind, identifier, name in connection.execute(_SPONSORS):
        if (row := places[kind].get(identifier)) is not None:
            yield row, f"{SPONSOR}{name}", 1.0


def _cited(connection: sqlite3.Connection, places: Places) -> Iterator[Feature]:
    for kind, identifier, cited in connection.execute(_CITED):
        if (row := places[kind].get(identifier)) is not None:
            yield row, cited, 1.0
            if (own := places["article"].get(cited)) is not None:
                yield own, cited, 1.0  # who cites a paper is near to it


def _block(
    sort: str,
    features: Iterator[Feature],
    basis: Counted,
    few: float = 0.0,
    called: Mapping[str, str] = MappingProxyType({}),
) -> Block:
    """The features as rows, weighted by how rare each is; of equal ones the largest counts.

    A row whose weights sum up to w is w / (w + ``few``) long. People are told of a feature by its
    name, or as it is ``called``.
    """
    columns: dict[str, int] = {}
    where, what, much = array("i"), array("i"), array("f")
    for row, name, weight in features:
        where.append(row)
        what.append(columns.setdefault(name, len(columns)))
        much.append(weight)
    names = list(columns)
    ranked = np.argsort(marks(names), kind="stable")
    names = [names[column] for column in ranked.tolist()]
    places = _places(ranked)[np.asarray(what, np.int32)]
    keys = np.asarray(where).astype(np.int64) * max(len(columns), 1) + places
    order = np.lexsort((-np.asarray(much), keys))
    keys = keys[order]
    first = np.concatenate([[True], keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, bool)
    order = order[first]
    matrix = sparse.csr_matrix(
        (np.asarray(much)[order], (np.asarray(where)[order], places[order])),
        shape=(len(basis), len(columns)),
        dtype=np.float32,
    )
    having = matrix[basis]
    found = in_steps(np.bincount(having.indices, minlength=len(columns)))
    known = max(size_in_steps(int((np.diff(having.indptr) > 0).sum())), 1.0)
    idf = np.log1p(known / np.maximum(found, 1)).astype(np.float32)
    told = np.asarray(matrix.sum(axis=1), dtype=np.float32).ravel()
    length = np.repeat(told / np.maximum(told + few, 1e-9), np.diff(matrix.indptr))
    matrix.data = matrix.data * idf[matrix.indices]
    unit = unit_rows(matrix)
    unit.data = (unit.data * length).astype(np.float32)
    return _told(sort, unit, names, marks(called.get(name, name) for name in names))
