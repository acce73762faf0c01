"""Keeps the clocks of every trial in the work database as they stand on a day."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from harvest.evidence.reporting.clocks import TrialFacts, clocks
from harvest.identifiers.about import ClockName, abouts

_FACTS = Path(__file__).with_name("sql") / "clock_facts.sql"
_HELD = "SELECT trial_id, clock, state, due, partial, reason, fields FROM clocks"
_FORGET = "DELETE FROM clocks WHERE trial_id = ? AND clock = ?"
_WRITE = """
INSERT INTO clocks (trial_id, clock, state, due, partial, reason, fields)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (trial_id, clock) DO UPDATE SET state = excluded.state, due = excluded.due,
    partial = excluded.partial, reason = excluded.reason, fields = excluded.fields
"""


def record_clocks(connection: sqlite3.Connection, today: date) -> int:
    """Write the clocks that stand otherwise than before; the caller holds the transaction.

    A trial has those that hold for the source that it is from: a registry's law is not another's.
    """
    held = set(connection.execute(_HELD))
    hold = {each.name: each.clocks for each in abouts()}
    rows = [
        row
        for *facts, source in connection.execute(_FACTS.read_text("utf-8"))
        for row in _rows(_facts(facts), today, hold.get(source, ()))
    ]
    gone = {row[:2] for row in held} - {row[:2] for row in rows}
    connection.executemany(_FORGET, gone)
    new = [row for row in rows if row not in held]
    connection.executemany(_WRITE, new)
    return len(new)


def _rows(facts: TrialFacts, today: date, hold: Collection[ClockName]) -> list[tuple[object, ...]]:
    return [
        (
            clock.trial_id,
            clock.clock,
            clock.state,
            clock.due.isoformat() if clock.due else None,
            int(clock.partial),
            clock.reason,
            json.dumps(dict(clock.fields), ensure_ascii=False),
        )
        for clock in clocks(facts, today)
        if clock.clock in hold
    ]


def _facts(row: Sequence[Any]) -> TrialFacts:
    """The row of the query, whose columns stand in the order of the fields."""
    facts = list(row)
    facts[12] = bool(facts[12])
    facts[13] = frozenset(str(facts[13] or "").split(","))
    facts[19] = tuple((kind, day) for kind, day in json.loads(facts[19]))
    facts[20] = tuple((article_id, published) for article_id, published in json.loads(facts[20]))
    facts[-1] = tuple(str(facts[-1] or "").split())
    return TrialFacts(*facts)
