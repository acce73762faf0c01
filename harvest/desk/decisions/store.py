"""Reads and writes ``decisions.csv``, beside the configuration: commands and site the same way.

A writer holds the lock of the folder from reading to replacing, so that of two writers both are
kept, and the file is whole at every moment.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from harvest.clock import Clock, stamp
from harvest.config import Config
from harvest.desk.decisions.model import (
    Decision,
    Decisions,
    Rules,
    Stage,
    latest,
    name_key,
    today,
)
from harvest.desk.decisions.rows import decision, row_of
from harvest.judgements.files import DECISIONS, Row, make_folder, read_rows, rewrite
from harvest.judgements.lock import alone
from harvest.publish.read import open_published

_FORMER = "SELECT alias, id FROM aliases WHERE kind IN ('trial', 'article')"


def path_of(config: Config) -> Path:
    """Where the decisions of a topic are, whether there are any or not."""
    return config.judgements.folder / DECISIONS.name


def former_numbers(connection: sqlite3.Connection) -> dict[str, str]:
    """Numbers of today by former ones, from the public file or the work database."""
    return {str(alias): str(number) for alias, number in connection.execute(_FORMER)}


def read(
    config: Config,
    connection: sqlite3.Connection | None = None,
    *,
    former: Mapping[str, str] | None = None,
) -> Decisions:
    """All decisions of a topic; none where there is no file.

    ``connection`` is one to the public file, which is opened without it where there is one: a
    record that was merged into another is found by the number of that. Who gives ``former``, the
    numbers of today by former ones, needs none. Raises ConfigError naming file, line and column of
    what is wrong, NoPermission or StorageError where it can't be read.
    """
    if former is None and connection is not None:
        former = former_numbers(connection)
    elif former is None and config.publish.path.is_file():
        with closing(open_published(config)) as published:
            former = former_numbers(published)
    path, former = path_of(config), former or {}
    rows = latest(_decisions(path), former)
    return Decisions(rows, Rules(config.desk.people, config.desk.reviewers), former)


def _decisions(path: Path) -> tuple[Decision, ...]:
    """The lines of the file; those of one that has not been touched since are kept in memory."""
    try:
        there = path.stat()
    except OSError:  # what it is, reading tells
        return tuple(decision(row) for row in read_rows(path, DECISIONS))
    return _as_it_is(path, there.st_ino, there.st_mtime_ns, there.st_size)


@lru_cache(maxsize=8)
def _as_it_is(path: Path, *marks: int) -> tuple[Decision, ...]:
    del marks  # they differ where the file does
    return tuple(decision(row) for row in read_rows(path, DECISIONS))


def write(
    config: Config,
    given: Iterable[Decision],
    *,
    clock: Clock,
    former: Mapping[str, str] | None = None,
) -> list[Decision | None]:
    """Put decisions into the file, in place of what the same person decided of it before.

    One without a time gets the present one. Returns for each what stood before, None for nothing.
    ``former`` are numbers of today by former ones. Raises what :func:`read` raises, CannotCreate,
    and AlreadyRunning if another writer does not end.
    """
    now = stamp(clock.now())
    made = [each if each.decided_at else replace(each, decided_at=now) for each in given]
    before: list[Decision | None] = []

    def change(rows: list[Row]) -> list[Row]:
        sheet = _Sheet(rows, former or {})
        before.extend(sheet.put(each, path) for each in made)
        return sheet.rows()

    path = path_of(config)
    _changed(config, change, clock)
    return before


def take_back(
    config: Config,
    record: str,
    stage: Stage,
    person: str,
    *,
    clock: Clock,
    former: Mapping[str, str] | None = None,
) -> Decision | None:
    """Take a decision out of the file, as though it had never been made.

    Returns it, so that :func:`write` can put it back; None if there is none. Raises what
    :func:`write` raises.
    """
    taken: list[Decision | None] = []

    def change(rows: list[Row]) -> list[Row]:
        sheet = _Sheet(rows, former or {})
        taken.append(sheet.out(record, stage, person))
        return sheet.rows()

    _changed(config, change, clock)
    return taken[0]


def _changed(config: Config, change: Callable[[list[Row]], list[Row]], clock: Clock) -> None:
    path = path_of(config)
    make_folder(path)
    with alone(path.parent, clock):
        rewrite(path, DECISIONS, change)


class _Sheet:
    """The lines of the file, found by record, stage and person."""

    def __init__(self, rows: Sequence[Row], former: Mapping[str, str]) -> None:
        self._former = former
        self._rows: dict[int, tuple[Row, Decision]] = dict(
            enumerate((row, decision(row)) for row in rows)
        )
        self._places: dict[tuple[str, str, str], list[int]] = {}
        for place, (_, said) in self._rows.items():
            self._places.setdefault(self._key(said), []).append(place)
        self._next = len(rows)

    def put(self, made: Decision, path: Path) -> Decision | None:
        """Write a decision where the person's first line on it is, else at the end."""
        made = replace(made, record=today(made.record, self._former))
        places = self._places.setdefault(self._key(made), [])
        before = self._standing(places)
        if before == made:
            return before
        if not places:
            places.append(self._next)
            self._next += 1
        place, *others = places
        self._rows[place] = (row_of(made, path), made)
        for other in others:
            del self._rows[other]
        del places[1:]
        return before

    def out(self, record: str, stage: Stage, person: str) -> Decision | None:
        """Take out all lines of a person on a record at a stage."""
        key = (today(record, self._former), stage, name_key(person))
        places = self._places.pop(key, [])
        before = self._standing(places)
        for place in places:
            del self._rows[place]
        return before

    def rows(self) -> list[Row]:
        """The lines as they are by now, in their order."""
        return [row for row, _ in self._rows.values()]

    def _key(self, said: Decision) -> tuple[str, str, str]:
        return today(said.record, self._former), said.stage, name_key(said.person)

    def _standing(self, places: Sequence[int]) -> Decision | None:
        found = latest((self._rows[place][1] for place in places), self._former)
        return found[0] if found else None
