"""Step three: what is related to what, in all four directions, each with its reasons.

A record is a row of weighted features in blocks: words, facets, MeSH (with the broader descriptors
at a discount, which is distance in the tree), people and sponsor, and what it cites. Each block is
a unit vector times the root of its share, so the likeness of two records is the sum of the blocks'
cosines times their shares, and every part of it can be named.
"""

import json
import math
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from harvest.evidence.bags import unpack
from harvest.evidence.index import Matrix, unit_rows
from harvest.evidence.related import POWER
from harvest.evidence.vocabulary import vocabulary
from harvest.evidence.words import fold, surname
from harvest.store import Store

SHARES: Mapping[str, float] = {
    "word": 0.50,
    "facet": 0.20,
    "mesh": 0.20,
    "person": 0.05,
    "citation": 0.05,
}
"""How much each block may add to the score, which is at most 1."""
NEAREST = 20  # related records kept, of each kind
LEAST = {("trial", "trial"): 0.20}  # below this score nothing is shown …
LEAST_ELSE = 0.25  # … and below this where a paper is concerned
BLOCK = 2048  # records compared together
_BROADER = 0.5  # what a broader descriptor counts of the narrower one
_KEPT_TERMS = 80  # a record's most telling words; more add time, not likeness
_COMMON = 0.5  # a word in more than this share of many records tells nothing
_FACETS = ("cell_source", "product", "donor", "route", "aetiology", "stage", "outcome_scale")
_FACET_WEIGHT = {"outcome_scale": 0.5, "donor": 0.7}
_VOCABULARIES = {
    "cell_source": "cell_sources",
    "product": "products",
    "donor": "donors",
    "route": "routes",
    "aetiology": "aetiologies",
    "stage": "stages",
    "outcome_scale": "outcome_scales",
}
_SAYS = {
    "cell_source": "same cell source",
    "product": "same product",
    "donor": "same donor",
    "route": "same route",
    "aetiology": "same aetiology",
    "stage": "same stage",
    "outcome_scale": "both measure",
}

_WORDS = "SELECT kind, id, words FROM evidence_state ORDER BY kind DESC, length(id), id"
_FACET_ROWS = """
SELECT DISTINCT kind, id, facet, value FROM facets
WHERE facet IN ('cell_source', 'product', 'donor', 'route', 'aetiology', 'stage', 'outcome_scale')
    AND value NOT IN ('SC', 'adverse_events', 'cirrhosis')
"""
_MESH_ROWS = """
SELECT 'trial', nct_id, ui FROM trial_mesh WHERE ancestor = 0
UNION ALL SELECT 'article', pmid, ui FROM article_mesh
"""
_PEOPLE = """
SELECT 'trial', nct_id, name FROM officials WHERE name IS NOT NULL
UNION ALL SELECT 'article', pmid, fore_name || ' ' || last_name FROM authors
WHERE role = 'author' AND last_name IS NOT NULL AND fore_name IS NOT NULL
"""
_SPONSORS = "SELECT 'trial', nct_id, name FROM sponsors WHERE role = 'lead' AND name IS NOT NULL"
_CITED = """
SELECT 'trial', nct_id, pmid FROM trial_references WHERE pmid IS NOT NULL
UNION ALL SELECT 'article', pmid, ref_pmid FROM article_references WHERE ref_pmid IS NOT NULL
"""
_TREES = "SELECT ui, tree_number FROM mesh_trees"
_NAMES = "SELECT ui, name FROM mesh_terms"
_LINKED = """
SELECT DISTINCT nct_id, pmid FROM links
WHERE relation <> 'candidate' AND withdrawn_on IS NULL AND rule <> 'verdict'
"""
_GONE = "SELECT kind, id FROM records WHERE removed_on IS NOT NULL"
_HELD = """
SELECT kind, id, other_kind, other_id, rank, score, reasons FROM related
WHERE kind = ? AND id IN (SELECT value FROM json_each(?))
"""
_DELETE = "DELETE FROM related WHERE kind = ? AND id = ? AND other_kind = ? AND other_id = ?"
_INSERT = "INSERT OR REPLACE INTO related VALUES (?, ?, ?, ?, ?, ?, ?)"
_FORGET = """
DELETE FROM related WHERE NOT EXISTS (
    SELECT 1 FROM evidence_state AS s
    JOIN records AS r ON r.kind = s.kind AND r.id = s.id
    WHERE s.kind = related.kind AND s.id = related.id AND r.removed_on IS NULL
)
"""

Node = tuple[str, str]  # kind, id


@dataclass
class _Block:
    """The features of all records of one sort, growing row by row."""

    names: dict[str, int] = field(default_factory=dict)
    cells: dict[int, dict[int, float]] = field(default_factory=dict)

    def add(self, row: int, name: str, weight: float = 1.0) -> None:
        """Give a record a feature; the largest weight counts."""
        column = self.names.setdefault(name, len(self.names))
        cells = self.cells.setdefault(row, {})
        cells[column] = max(weight, cells.get(column, 0.0))


@dataclass
class Space:
    """All records as rows of one matrix, with what the columns mean."""

    nodes: list[Node]
    matrix: Matrix
    columns: list[str]  # "word:…", "facet:…"
    surfaces: Mapping[str, str]  # stem → a word as people write it
    mesh_names: Mapping[str, str]


def space(connection: sqlite3.Connection) -> Space:
    """Every record that has been read, tombstones left out."""
    gone = {(kind, identifier) for kind, identifier in connection.execute(_GONE)}
    nodes: list[Node] = []
    words, surfaces, stems = _words(connection, gone, nodes)
    place = {node: row for row, node in enumerate(nodes)}
    blocks = {name: _Block() for name in ("facet", "mesh", "person", "citation")}
    for kind, identifier, facet, value in connection.execute(_FACET_ROWS):
        if (row := place.get((kind, identifier))) is not None:
            blocks["facet"].add(row, f"{facet}={value}", _FACET_WEIGHT.get(facet, 1.0))
    _mesh(connection, place, blocks["mesh"])
    _people(connection, place, blocks["person"])
    for kind, identifier, cited in connection.execute(_CITED):
        if (row := place.get((kind, identifier))) is not None:
            blocks["citation"].add(row, cited)
            if (own := place.get(("article", cited))) is not None:
                blocks["citation"].add(own, cited)
    parts = [words * math.sqrt(SHARES["word"])]
    columns = [f"word:{stem}" for stem in stems]
    for name, block in blocks.items():
        parts.append(_weighted(block, len(nodes)) * math.sqrt(SHARES[name]))
        columns += [f"{name}:{feature}" for feature in block.names]
    matrix = sparse.hstack(parts, format="csr", dtype=np.float32)
    names = dict(connection.execute(_NAMES))
    return Space(nodes, matrix, columns, surfaces, names)


def _words(
    connection: sqlite3.Connection, gone: set[Node], nodes: list[Node]
) -> tuple[Matrix, dict[str, str], list[str]]:
    terms: dict[str, int] = {}
    surfaces: dict[str, str] = {}
    indices, data, ends = array("i"), array("f"), array("q", [0])
    for kind, identifier, packed in connection.execute(_WORDS):
        if (kind, identifier) in gone:
            continue
        nodes.append((kind, identifier))
        for stem, word, count in unpack(packed):
            column = terms.setdefault(stem, len(terms))
            known = surfaces.get(stem)
            if known is None or (len(word), word) < (len(known), known):
                surfaces[stem] = word
            indices.append(column)
            data.append(count)
        ends.append(len(indices))
    matrix = sparse.csr_matrix(
        (np.array(data, np.float32), np.array(indices, np.int32), np.array(ends, np.int64)),
        shape=(len(nodes), len(terms)),
    )
    found = np.bincount(matrix.indices, minlength=matrix.shape[1])
    idf = np.log1p((len(nodes) - found + 0.5) / (found + 0.5))
    if len(nodes) > 200:
        idf[found > _COMMON * len(nodes)] = 0
    matrix.data = ((1 + np.log(matrix.data)) * np.power(idf[matrix.indices], POWER)).astype(
        np.float32
    )
    return unit_rows(_strongest(unit_rows(matrix), _KEPT_TERMS)), surfaces, list(terms)


def _strongest(matrix: Matrix, kept: int) -> Matrix:
    """Each row with its largest entries only; ties go to the earlier column."""
    indices, data, ends = [], [], [0]
    for row in range(matrix.shape[0]):
        start, end = matrix.indptr[row], matrix.indptr[row + 1]
        columns, values = matrix.indices[start:end], matrix.data[start:end]
        keep = values > 0
        columns, values = columns[keep], values[keep]
        if len(values) > kept:
            order = np.lexsort((columns, -values))[:kept]
            columns, values = columns[order], values[order]
        indices.append(columns)
        data.append(values)
        ends.append(ends[-1] + len(columns))
    return sparse.csr_matrix(
        (
            np.concatenate(data or [np.empty(0, np.float32)]),
            np.concatenate(indices or [np.empty(0, np.int32)]),
            np.array(ends, np.int64),
        ),
        shape=matrix.shape,
    )


def _mesh(connection: sqlite3.Connection, place: Mapping[Node, int], block: _Block) -> None:
    trees: dict[str, list[str]] = defaultdict(list)
    owner: dict[str, str] = {}
    for ui, number in connection.execute(_TREES):
        trees[ui].append(number)
        owner[number] = ui
    for kind, identifier, ui in connection.execute(_MESH_ROWS):
        row = place.get((kind, identifier))
        if row is None:
            continue
        block.add(row, ui)
        for number in trees.get(ui, ()):
            weight, parts = 1.0, number.split(".")
            for depth in range(len(parts) - 1, 1, -1):
                weight *= _BROADER
                if (broader := owner.get(".".join(parts[:depth]))) is not None:
                    block.add(row, broader, weight)


def _people(connection: sqlite3.Connection, place: Mapping[Node, int], block: _Block) -> None:
    for kind, identifier, name in connection.execute(_PEOPLE):
        if (row := place.get((kind, identifier))) is not None and (last := surname(name)):
            block.add(row, f"{last}, {fold(name)[:1]}")
    for kind, identifier, name in connection.execute(_SPONSORS):
        if (row := place.get((kind, identifier))) is not None:
            block.add(row, f"sponsor {name}")


def _weighted(block: _Block, rows: int) -> Matrix:
    """The block as unit rows, weighted by how rare each feature is."""
    indices, data, ends = array("i"), array("f"), array("q", [0])
    for row in range(rows):
        cells = block.cells.get(row, {})
        indices.extend(cells)
        data.extend(cells.values())
        ends.append(len(indices))
    matrix = sparse.csr_matrix(
        (np.array(data, np.float32), np.array(indices, np.int32), np.array(ends, np.int64)),
        shape=(rows, len(block.names)),
    )
    found = np.bincount(matrix.indices, minlength=matrix.shape[1])
    known = max(len(block.cells), 1)
    idf = np.log1p(known / np.maximum(found, 1)).astype(np.float32)
    matrix.data = matrix.data * idf[matrix.indices]
    if not block.names:
        return matrix
    return unit_rows(matrix)


def relate(store: Store) -> int:
    """Bring ``related`` up to date; the number of rows written or removed."""
    connection = store.connection
    made = space(connection)
    linked: dict[Node, set[Node]] = defaultdict(set)
    for nct, pmid in connection.execute(_LINKED):
        linked["trial", nct].add(("article", pmid))
        linked["article", pmid].add(("trial", nct))
    changed = 0
    kinds = [kind for kind, _ in made.nodes]
    rows_of = {k: [n for n, kind in enumerate(kinds) if kind == k] for k in ("trial", "article")}
    for kind, own in rows_of.items():
        for start in range(0, len(own), BLOCK):
            block = own[start : start + BLOCK]
            wanted: dict[tuple[str, str, str], tuple[int, float, str]] = {}
            for others in rows_of.values():
                wanted.update(_nearest(made, block, others, linked))
            changed += _write(store, kind, [made.nodes[row][1] for row in block], wanted)
    with store.transaction("evidence: forget relations"):
        changed += connection.execute(_FORGET).rowcount
    return changed


def _nearest(
    made: Space, block: Sequence[int], others: Sequence[int], linked: Mapping[Node, set[Node]]
) -> Iterator[tuple[tuple[str, str, str], tuple[int, float, str]]]:
    if not others:
        return
    least = LEAST.get((made.nodes[block[0]][0], made.nodes[others[0]][0]), LEAST_ELSE)
    spare = 1 + max((len(linked.get(made.nodes[row], ())) for row in block), default=0)
    near = sp_matmul_topn(
        made.matrix[block],
        made.matrix[others].T.tocsr(),
        top_n=min(NEAREST + min(spare, 60), len(others)),
        threshold=least * 0.999,
        sort=True,
        n_threads=2,
    )
    pairs: list[tuple[int, int, int, float]] = []  # row, other, rank, score
    for place, row in enumerate(block):
        start, end = near.indptr[place], near.indptr[place + 1]
        found = [
            (round(float(score), 3), made.nodes[others[column]], others[column])
            for column, score in zip(near.indices[start:end], near.data[start:end], strict=True)
        ]
        found.sort(key=lambda item: (-item[0], item[1][0], len(item[1][1]), item[1][1]))
        tied = linked.get(made.nodes[row], set())
        kept = [
            (row, other, score)
            for score, node, other in found
            if other != row and node not in tied and score >= least
        ][:NEAREST]
        pairs += [(row, other, rank, score) for rank, (row, other, score) in enumerate(kept, 1)]
    shared = shared_features(made, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    for (row, other, rank, score), features in zip(pairs, shared, strict=True):
        reasons = json.dumps(reasons_of(made, features), ensure_ascii=False)
        yield (made.nodes[row][1], *made.nodes[other]), (rank, score, reasons)


def shared_features(made: Space, rows: Sequence[int], others: Sequence[int]) -> Iterator[list[str]]:
    """What each pair of records shares, the weightiest first."""
    if not rows:
        return
    both = made.matrix[list(rows)].multiply(made.matrix[list(others)]).tocsr()
    owner = np.repeat(np.arange(len(rows)), np.diff(both.indptr))
    order = np.lexsort((both.indices, -both.data, owner))
    names = [made.columns[column] for column in both.indices[order].tolist()]
    for start, end in pairwise(both.indptr.tolist()):
        yield names[start:end]


def reasons_of(made: Space, features: Sequence[str]) -> list[str]:
    """Shared features as people say them, at most a line a sort."""
    by_sort: dict[str, list[str]] = defaultdict(list)
    for name in features:
        sort, _, feature = name.partition(":")
        by_sort[sort].append(feature)
    reasons = list(_facet_reasons(by_sort["facet"]))
    mesh = [made.mesh_names[ui] for ui in by_sort["mesh"] if ui in made.mesh_names][:3]
    if mesh:
        reasons.append(f"MeSH: {', '.join(mesh)}")
    words = [made.surfaces[stem] for stem in by_sort["word"][:5]]
    if words:
        reasons.append(f"words: {', '.join(words)}")
    for person in by_sort["person"][:3]:
        if person.startswith("sponsor "):
            reasons.append(f"same sponsor: {person.removeprefix('sponsor ')}")
        else:
            reasons.append(f"shares {person.title()}")
    if cited := len(by_sort["citation"]):
        reasons.append(f"{cited} cited {'paper' if cited == 1 else 'papers'} in common")
    return reasons


def _facet_reasons(shared: Sequence[str]) -> Iterator[str]:
    values: dict[str, list[str]] = defaultdict(list)
    for feature in shared:
        facet, _, value = feature.partition("=")
        terms = vocabulary(_VOCABULARIES[facet]).terms
        values[facet].append(terms[value].label if value in terms else value)
    for facet in _FACETS:
        if values[facet]:
            yield f"{_SAYS[facet]}: {', '.join(values[facet][:4])}"


def _write(
    store: Store,
    kind: str,
    ids: Sequence[str],
    wanted: Mapping[tuple[str, str, str], tuple[int, float, str]],
) -> int:
    connection = store.connection
    held = {
        (row[1], row[2], row[3]): (row[4], row[5], row[6])
        for row in connection.execute(_HELD, (kind, json.dumps(list(ids))))
    }
    gone = [key for key in held if key not in wanted]
    changed = [(key, value) for key, value in wanted.items() if held.get(key) != value]
    if gone or changed:
        with store.transaction("evidence: relate"):
            connection.executemany(_DELETE, ((kind, *key) for key in gone))
            connection.executemany(_INSERT, ((kind, *key, *value) for key, value in changed))
    return len(gone) + len(changed)
