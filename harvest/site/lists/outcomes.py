"""What trials measure and when: how many of a list have each scale at each time.

Like the facets of a list, the rows of the file are read once for a publication; any filters are
then counted over arrays.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from harvest.site.lists.index import Index, Mask, Places
from harvest.site.page import statement

ANY = ""
"""The time of a count that is of any time."""


class Count(NamedTuple):
    """How many trials (studies, or registrations where the list shows these)."""

    trials: int
    primary: int
    secondary: int
    results: int


class Left(NamedTuple):
    """What the counts can't show: outcomes, and of them those that say less."""

    outcomes: int
    without_scale: int
    without_time: int
    """Those that name a scale, but no time that could be read"""
    trials: int
    """Registrations without any outcome"""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Pairs of a record's place and the number of a (scale, time, kind) that it has."""

    keys: tuple[tuple[str, str, str], ...]
    records: Places
    codes: NDArray[np.int32]
    outcomes: NDArray[np.int64]
    """For each record its outcomes, those without a scale, those of a scale without a time"""


def read(index: Index) -> Callable[[sqlite3.Connection], Measured]:
    """What reads the file for an index of its trials."""

    def work(connection: sqlite3.Connection) -> Measured:
        keys: list[tuple[str, str, str]] = []
        records, codes = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for scale, weeks, kind, having in connection.execute(statement("outcomes_measured")):
            places = _places(having, index)
            records.append(places)
            codes.append(np.full(places.size, len(keys), dtype=np.int32))
            keys.append((scale, weeks, kind))
        outcomes = np.zeros((len(index.rowids), 3), dtype=np.int64)
        rows = connection.execute(statement("outcomes_registered")).fetchall()
        if rows:
            numbers = np.array([tuple(row) for row in rows], dtype=np.int64)
            outcomes[np.searchsorted(index.rowids, numbers[:, 0])] = numbers[:, 1:]
        return Measured(tuple(keys), np.concatenate(records), np.concatenate(codes), outcomes)

    return work


def _places(text: str, index: Index) -> Places:
    rowids = np.fromstring(text, dtype=np.int64, sep=",")
    return np.searchsorted(index.rowids, rowids).astype(np.int32)


def counted(
    measured: Measured, index: Index, among: Mask, *, by_study: bool
) -> Mapping[tuple[str, str], Count]:
    """(scale, time) → how many of some records; the time :data:`ANY` counts each once."""
    of = index.studies if by_study and index.studies is not None else None
    if of is None:
        of = np.arange(len(index.rowids), dtype=np.int32)
    posted = index.columns["results"].having(("posted",), len(index.rowids))
    those = among[measured.records]
    records, codes = measured.records[those], measured.codes[those]
    parts = [
        np.ones(codes.size, dtype=np.bool_),
        _are(measured, "primary")[codes],
        _are(measured, "secondary")[codes],
        posted[records],
    ]
    found: dict[tuple[str, str], list[int]] = {}
    for timed in (True, False):
        cells = [(scale, weeks if timed else ANY) for scale, weeks, _ in measured.keys]
        names = list(dict.fromkeys(cells))
        numbers = {name: number for number, name in enumerate(names)}
        cell_of = np.array([numbers[cell] for cell in cells], dtype=np.int64)
        for place, part in enumerate(parts):
            studies = of[records[part]].astype(np.int64)
            pairs = np.unique(cell_of[codes[part]] * len(index.rowids) + studies)
            counts = np.bincount(pairs // len(index.rowids), minlength=len(names))
            for name, count in zip(names, counts.tolist(), strict=True):
                found.setdefault(name, [0, 0, 0, 0])[place] = count
    return {name: Count(*counts) for name, counts in found.items() if counts[0]}


def _are(measured: Measured, kind: str) -> Mask:
    return np.array([each == kind for _, _, each in measured.keys], dtype=np.bool_)


def left_out(measured: Measured, among: Mask) -> Left:
    """What the counts of some records can't show."""
    outcomes = measured.outcomes[among]
    registered, without_scale, without_time = outcomes.sum(axis=0).tolist()
    without = int((outcomes[:, 0] == 0).sum())
    return Left(registered, without_scale, without_time, without)
