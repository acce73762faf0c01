"""The facets of a publication in memory, so that any filters are counted without reading it anew.

The published file never changes, so what each record has of each facet is read once. From then on a
combination of filters is an intersection of arrays with a place for each record.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from harvest.site.holdings import Holdings
from harvest.site.lists import select
from harvest.site.lists.asked import Asked, Sort
from harvest.site.lists.facets import Kind, facets
from harvest.site.page import statement

Mask = NDArray[np.bool_]
"""For each record, in the order of the index, whether it is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One facet: pairs of a record's place and the place of a value that it has in ``values``."""

    values: Mapping[str, int]
    records: NDArray[np.int32]
    codes: NDArray[np.int32]

    def having(self, wanted: tuple[str, ...], size: int) -> Mask:
        """The records that have any of these values."""
        codes = [self.values[value] for value in wanted if value in self.values]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.records[np.isin(self.codes, codes)]] = True
        return mask

    def counts(self, among: Mask) -> dict[str, int]:
        """How many of some records have each value; those that none has are left out."""
        found = np.bincount(self.codes[among[self.records]], minlength=len(self.values)).tolist()
        return {value: found[code] for value, code in self.values.items() if found[code]}


@dataclass(frozen=True, slots=True)
class Filtered:
    """The records of a list. ``every`` are those before it leaves out what is not ``near``."""

    base: Mask
    near: Mask
    chosen: Mapping[str, Mask]
    every: Mask

    @property
    def listed(self) -> Mask:
        """The records that the list shows."""
        return self.every & self.near

    def without(self, facet: str) -> Mask:
        """Those that it would show if this facet did not narrow it."""
        if facet not in self.chosen:
            return self.listed
        others = (mask for name, mask in self.chosen.items() if name != facet)
        return _all(self.base, self.near, *others)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The records of one kind, by rowid, the facets that their list shows, and its orders."""

    rowids: NDArray[np.int64]
    ids: tuple[str, ...]
    removed: Mask
    relevance: NDArray[np.float64]
    columns: Mapping[str, Column]
    orders: Mapping[str, NDArray[np.int64]]

    def filtered(
        self, asked: Asked, held: Holdings, met: NDArray[np.int64] | None = None
    ) -> Filtered:
        """What a list holds; ``met`` are the rowids that meet what is not indexed (None: all)."""
        size = len(self.rowids)
        base = self.removed if asked.removed else ~self.removed
        if met is not None:
            base = base & np.isin(self.rowids, met)
        near = np.ones(size, dtype=np.bool_)
        if select.leaves_out(asked, held):
            near = self.relevance >= select.RELEVANT
        chosen = {
            name: self.columns[name].having(values, size)
            for name, values in asked.chosen
            if name in self.columns
        }
        return Filtered(base, near, chosen, _all(base, *chosen.values()))

    def counts(
        self, filtered: Filtered, only: tuple[str, ...] | None = None
    ) -> dict[str, dict[str, int]]:
        """Facet → value → records, as :func:`harvest.site.lists.select.counts` has them."""
        counts = {
            name: column.counts(filtered.without(name))
            for name, column in self.columns.items()
            if only is None or name in only
        }
        return {name: values for name, values in counts.items() if values}

    def page(self, asked: Asked, held: Holdings, filtered: Filtered) -> list[str]:
        """The ids of one page of the list, in one of the index's ``orders``."""
        order = self.orders[select.order_of(asked, held).name]
        order = order[filtered.listed[order]]
        if asked.everything and asked.kind in held.ranked and not asked.words:
            near = self.relevance[order] >= select.RELEVANT
            order = np.concatenate([order[near], order[~near]])
        first = (asked.page - 1) * asked.size
        return [self.ids[place] for place in order[first : first + asked.size].tolist()]


def _all(first: Mask, *others: Mask) -> Mask:
    for mask in others:
        first = first & mask
    return first


def build(kind: Kind, held: Holdings) -> Callable[[sqlite3.Connection], Index]:
    """What reads the index of one kind of record from the file."""

    def work(connection: sqlite3.Connection) -> Index:
        sql = statement("lists/records").format(key=select.KEYS[kind], table=kind)
        rows = connection.execute(sql).fetchall()
        rowids = np.array([row[0] for row in rows], dtype=np.int64)
        ids = tuple(row[1] for row in rows)
        places = {id_: place for place, id_ in enumerate(ids)}
        return Index(
            rowids=rowids,
            ids=ids,
            removed=np.array([row[2] for row in rows], dtype=np.bool_),
            relevance=np.array([row[3] for row in rows], dtype=np.float64),
            columns={
                facet.name: _column(connection, facet.relation, places)
                for facet in facets(kind)
                if facet.shown
            },
            orders={
                sort.name: np.searchsorted(rowids, _order(connection, kind, sort))
                for sort in select.sorts(Asked(kind), held)
            },
        )

    return work


def _order(connection: sqlite3.Connection, kind: Kind, sort: Sort) -> NDArray[np.int64]:
    sql = statement("lists/order").format(table=kind, order=sort.sql)
    return np.array([row[0] for row in connection.execute(sql)], dtype=np.int64)


def _column(connection: sqlite3.Connection, relation: str, places: Mapping[str, int]) -> Column:
    values: dict[str, int] = {}
    records, codes = [], []
    for id_, value in connection.execute(relation):
        if value is not None and id_ in places:
            records.append(places[id_])
            codes.append(values.setdefault(str(value), len(values)))
    return Column(values, np.array(records, dtype=np.int32), np.array(codes, dtype=np.int32))
