"""The facets of a publication in memory, so that any filters are counted without reading it anew.

The published file never changes, so what each record has of each facet is read once. From then on a
combination of filters is an intersection of arrays with a place for each record.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from harvest.queries import RELEVANT
from harvest.site.catalog import Holdings
from harvest.site.lists import select
from harvest.site.lists.asked import BEST, Asked, Sort
from harvest.site.lists.facets import KEYS, STUDIES, Kind, facets
from harvest.site.page import statement

Mask = NDArray[np.bool_]
"""For each record, in the order of the index, whether it is meant."""

Places = NDArray[np.int32]
"""Places of records in the index."""

Fetch = Callable[[select.Statement], str | None]
"""Asks the file for rowids, as one text: reading them row by row takes five times as long, and
lets no page be made meanwhile."""

_KEPT = 128
_FEW = 64  # values of a facet, for each of which there is a bit of each record
_NONE = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One facet: pairs of a record's place and the place of a value that it has in ``values``.

    ``bits`` hold the same for each of few values: a bit for each record. None for a facet of many.
    """

    values: Mapping[str, int]
    records: NDArray[np.int32]
    codes: NDArray[np.int32]
    bits: NDArray[np.uint8] | None

    @classmethod
    def of(
        cls, values: Mapping[str, int], records: Places, codes: NDArray[np.int32], size: int
    ) -> "Column":
        """The column of so many records."""
        if len(values) > _FEW:
            return cls(values, records, codes, None)
        bits = np.empty((len(values), -(-size // 8)), np.uint8)
        for code in range(len(values)):
            bits[code] = np.packbits(_mask(records[codes == code], size))
        return cls(values, records, codes, bits)

    def having(self, wanted: tuple[str, ...], size: int) -> Mask:
        """The records that have any of these values."""
        codes = [self.values[value] for value in wanted if value in self.values]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.records[np.isin(self.codes, codes)]] = True
        return mask

    def counts(self, among: Mask, studies: Places | None = None) -> dict[str, int]:
        """How many of some records have each value; those that none has are left out.

        With the ``studies`` that all records are of, how many of these.
        """
        found = self._found(among, studies).tolist()
        return {value: found[code] for value, code in self.values.items() if found[code]}

    def _found(self, among: Mask, studies: Places | None) -> NDArray[np.int64]:
        if studies is None and self.bits is not None:
            both = np.bitwise_count(self.bits & np.packbits(among))
            return np.asarray(both.sum(axis=1), np.int64)
        those = among[self.records]
        codes = self.codes[those]
        if studies is not None and codes.size:
            of = studies[self.records[those]]
            most = int(of.max()) + 1
            codes = np.unique(codes.astype(np.int64) * most + of) // most
        return np.bincount(codes, minlength=len(self.values))


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


@dataclass(slots=True)
class Found:
    """Places that the file was asked for, those of the latest statements."""

    places: dict[select.Statement, Places] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def get(self, wanted: select.Statement, ask: Callable[[], Places]) -> Places:
        """What ``ask`` returned for a statement, now or before."""
        with self.lock:
            known = self.places.pop(wanted, None)
        found = ask() if known is None else known
        with self.lock:
            self.places[wanted] = found
            while len(self.places) > _KEPT:
                del self.places[next(iter(self.places))]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The records of one kind, by rowid, the facets that their list shows, and its orders."""

    rowids: NDArray[np.int64]
    ids: tuple[str, ...]
    removed: Mask
    relevance: NDArray[np.float64]
    studies: Places | None
    """The study of each record, by number; None where each record is one of its own"""
    columns: Mapping[str, Column]
    orders: Mapping[str, Places]
    found: Found = field(default_factory=Found)

    def filtered(self, asked: Asked, held: Holdings, fetch: Fetch) -> Filtered:
        """What a list holds; ``fetch`` is asked for what is not indexed, and for that alone."""
        size = len(self.rowids)
        base = self.removed if asked.removed else ~self.removed
        if asked.words:
            base = base & _mask(self._places(select.matching(asked), fetch), size)
        for wanted in select.linked(asked):
            base = base & _mask(self._places(wanted, fetch), size)
        near = np.ones(size, dtype=np.bool_)
        if select.leaves_out(asked, held):
            near = self.relevance >= RELEVANT
        chosen = {
            name: self.columns[name].having(values, size)
            for name, values in asked.chosen
            if name in self.columns
        }
        return Filtered(base, near, chosen, _all(base, *chosen.values()))

    def sizes(self, mask: Mask) -> tuple[int, int]:
        """How many studies some records are of, and how many records they are."""
        records = int(mask.sum())
        return records if self.studies is None else int(np.unique(self.studies[mask]).size), records

    def counts(
        self, asked: Asked, filtered: Filtered, only: tuple[str, ...] | None = None
    ) -> dict[str, dict[str, int]]:
        """Facet → value → records, as :func:`harvest.site.lists.select.counts` has them."""
        studies = self.studies if select.by_study(asked) else None
        counts = {
            name: column.counts(filtered.without(name), studies)
            for name, column in self.columns.items()
            if only is None or name in only
        }
        return {name: values for name, values in counts.items() if values}

    def page(self, asked: Asked, held: Holdings, fetch: Fetch) -> list[str]:
        """The ids of one page of the list."""
        first = (asked.page - 1) * asked.size
        order = self._order(asked, held, fetch)
        if self.studies is not None and select.by_study(asked):
            order = order[np.sort(np.unique(self.studies[order], return_index=True)[1])]
        order = order[first : first + asked.size]
        return [self.ids[place] for place in order.tolist()]

    def _order(self, asked: Asked, held: Holdings, fetch: Fetch) -> Places:
        filtered = self.filtered(asked, held, fetch)
        sort = select.order_of(asked, held)
        if sort is BEST:
            best = self._best(asked, fetch)
            return best[filtered.listed[best]]
        order = self.orders[sort.name]
        order = order[filtered.listed[order]]
        if asked.everything and asked.kind in held.ranked and not asked.words:
            near = self.relevance[order] >= RELEVANT
            order = np.concatenate([order[near], order[~near]])
        return order

    def _best(self, asked: Asked, fetch: Fetch) -> Places:
        """Every record that holds the words, the best match first."""
        matching = np.sort(self._places(select.matching(asked), fetch))
        if not matching.size:
            return matching
        others, newest = np.split(matching, [max(0, matching.size - select.RANKED)])
        first = int(self.rowids[newest[0]])
        return np.concatenate([self._places(select.ranked(asked, first), fetch), others[::-1]])

    def _places(self, wanted: select.Statement, fetch: Fetch) -> Places:
        def ask() -> Places:
            return _places_of(fetch(wanted), self.rowids)

        return self.found.get(wanted, ask)


def _mask(places: Places, size: int) -> Mask:
    mask = np.zeros(size, dtype=np.bool_)
    mask[places] = True
    return mask


def _all(first: Mask, *others: Mask) -> Mask:
    for mask in others:
        first = first & mask
    return first


def build(kind: Kind, held: Holdings) -> Callable[[sqlite3.Connection], Index]:
    """What reads the index of one kind of record from the file."""

    def work(connection: sqlite3.Connection) -> Index:
        sql = statement("lists/records").format(key=KEYS[kind], table=kind, study=STUDIES[kind])
        rows = connection.execute(sql).fetchall()
        rowids = np.array([row[0] for row in rows], dtype=np.int64)
        ids = tuple(row[1] for row in rows)
        return Index(
            rowids=rowids,
            ids=ids,
            removed=np.array([row[2] for row in rows], dtype=np.bool_),
            relevance=np.array([row[3] for row in rows], dtype=np.float64),
            studies=_studies([str(row[4]) for row in rows]),
            columns={
                facet.name: _column(connection, kind, facet.relation, rowids)
                for facet in facets(kind)
                if facet.shown
            },
            orders={
                sort.name: _order(connection, kind, sort, rowids)
                for sort in select.sorts(Asked(kind), held)
            },
        )

    return work


def _studies(names: list[str]) -> Places | None:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    if len(numbers) == len(names):
        return None
    return np.array([numbers[name] for name in names], dtype=np.int32)


def _order(
    connection: sqlite3.Connection, kind: Kind, sort: Sort, rowids: NDArray[np.int64]
) -> Places:
    sql = statement("lists/order").format(table=kind, order=sort.sql)
    return _places_of(connection.execute(sql).fetchone()[0], rowids)


def _column(
    connection: sqlite3.Connection, kind: Kind, relation: str, rowids: NDArray[np.int64]
) -> Column:
    values: dict[str, int] = {}
    records, codes = [_NONE], [_NONE]
    sql = statement("lists/column").format(relation=relation, table=kind, key=KEYS[kind])
    for value, having in connection.execute(sql):
        code = values.setdefault(str(value), len(values))
        places = _places_of(having, rowids)
        records.append(places)
        codes.append(np.full(places.size, code, dtype=np.int32))
    return Column.of(values, np.concatenate(records), np.concatenate(codes), rowids.size)


def _places_of(text: str | None, rowids: NDArray[np.int64]) -> Places:
    """Where rowids, as the file tells them in one text, stand among all."""
    found = np.fromstring(text or "", dtype=np.int64, sep=",")
    none_missing = rowids.size > 0 and int(rowids[-1] - rowids[0]) + 1 == rowids.size
    places = found - rowids[0] if none_missing else np.searchsorted(rowids, found)
    return np.asarray(places, np.int32)
