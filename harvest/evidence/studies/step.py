"""Which registrations are of one study: by one rule a file in ``db/studies``, persons, likeness.

Each finding is a row of ``same_study`` in both directions. What a number stated once stays, marked
as withdrawn, when nothing states it any more; candidates and verdicts simply go. Nothing of a
record changes because it joins a study.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from harvest.evidence.studies.candidates import Candidate, Propose
from harvest.evidence.studies.decide import (
    Finding,
    Pair,
    Statement,
    findings,
    grouped,
    refused,
)
from harvest.evidence.studies.disagree import disagreements
from harvest.evidence.studies.numbers import Numbers, finish, prepare
from harvest.evidence.studies.rules import rules
from harvest.judgements.model import TURNED, StudyVerdict

if TYPE_CHECKING:
    from harvest.store import Store

_HELD = """
SELECT trial_id, other_trial_id, rule, relation, score, evidence, verdict, withdrawn_on
FROM same_study
"""
_UPSERT = """
INSERT INTO same_study VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)
ON CONFLICT DO UPDATE SET relation = excluded.relation, score = excluded.score,
    evidence = excluded.evidence, verdict = excluded.verdict, last_seen = excluded.last_seen,
    withdrawn_on = NULL
"""
_WITHDRAW = """
UPDATE same_study SET withdrawn_on = ?, verdict = NULL
WHERE trial_id = ? AND other_trial_id = ? AND rule = ?
"""
_DROP = "DELETE FROM same_study WHERE trial_id = ? AND other_trial_id = ? AND rule = ?"
_MEMBERS = "SELECT trial_id, study_id FROM study_members"
_LEAVE = "DELETE FROM study_members WHERE trial_id = ?"
_ENTER = """
INSERT INTO study_members VALUES (?, ?) ON CONFLICT DO UPDATE SET study_id = excluded.study_id
"""
_REGISTERED = """
SELECT trial_id, nct_id IS NOT NULL, coalesce(first_posted, first_submitted, '9999') FROM trials
WHERE trial_id IN (SELECT value FROM json_each(?))
"""
_DIFFER = "SELECT * FROM study_disagreements"
_AGREE = """
DELETE FROM study_disagreements WHERE trial_id = ? AND other_trial_id = ? AND field = ?
"""
_DISAGREE = "INSERT INTO study_disagreements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NOT_STATED = {"candidate", "verdict"}

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of ``same_study`` but its key and its times."""

    relation: str
    score: float
    evidence: str
    verdict: str | None


def find_studies(
    store: "Store", verdicts: Mapping[Pair, StudyVerdict], propose: Propose | None = None
) -> int:
    """Bring the tables of studies up to date; the number of rows written.

    ``propose`` gives the candidates by likeness, without it there are none.
    """
    connection = store.connection
    numbers = prepare(connection)
    try:
        found = list(findings(_statements(connection), numbers, verdicts))
    finally:
        finish(connection)
    group = grouped(found, numbers)
    found = [refused(each, group) for each in found]
    members = _named(connection, group)
    related = {each.pair for each in found}
    if propose is not None:
        found += _candidates(propose(connection, members), related, members, numbers)
    wanted = dict(_rows(found))
    differ = {row[1:4]: row for row in map(astuple, disagreements(connection, members, numbers))}
    return _write(store, wanted, members, differ)


def _statements(connection: sqlite3.Connection) -> Iterator[Statement]:
    for rule in rules():
        for one, two, number, evidence in connection.execute(rule.sql):
            pair = (one, two) if one < two else (two, one)
            yield Statement(pair, rule, number, one, evidence)


def _named(connection: sqlite3.Connection, group: Mapping[str, str]) -> dict[str, str]:
    """By registration, the one by which its study is known: the best that does not change.

    That of ClinicalTrials.gov, else the one that was registered first.
    """
    best: dict[str, tuple[bool, str, str]] = {}
    for trial_id, is_nct, day in connection.execute(_REGISTERED, (json.dumps(sorted(group)),)):
        rank = (not is_nct, day, trial_id)
        best[group[trial_id]] = min(rank, best.get(group[trial_id], rank))
    return {trial_id: best[name][2] for trial_id, name in group.items()}


def _candidates(
    proposed: Iterable[Candidate],
    related: set[Pair],
    members: Mapping[str, str],
    numbers: Numbers,
) -> Iterator[Finding]:
    """Candidates by likeness of pairs of which neither a number nor a person says anything."""
    for each in proposed:
        one, two = sorted((each.trial_id, each.other_trial_id))
        together = one in members and members[one] == members.get(two)
        held = one in numbers.core and two in numbers.core
        if held and one != two and not together and (one, two) not in related:
            yield Finding((one, two), "candidate", "candidate", each.score, each.evidence)


def _rows(found: Iterable[Finding]) -> Iterator[tuple[Key, _Row]]:
    for each in found:
        one, two = each.pair
        other = TURNED.get(each.relation, each.relation)
        turned = TURNED.get(each.verdict or "", each.verdict)
        yield (one, two, each.rule), _Row(each.relation, each.score, each.evidence, each.verdict)
        yield (two, one, each.rule), _Row(other, each.score, each.evidence, turned)


def _write(
    store: "Store",
    wanted: Mapping[Key, _Row],
    members: Mapping[str, str],
    differ: Mapping[tuple[str, ...], tuple[object, ...]],
) -> int:
    """Write what is otherwise than it was, in one transaction."""
    connection = store.connection
    held = {
        (row[0], row[1], row[2]): (_Row(*row[3:7]), row[7]) for row in connection.execute(_HELD)
    }
    changed = [(key, row) for key, row in wanted.items() if held.get(key) != (row, None)]
    gone = [key for key, (_, on) in held.items() if key not in wanted and not on]
    dropped = [key for key in held if key not in wanted and key[2] in _NOT_STATED]
    gone = [key for key in gone if key[2] not in _NOT_STATED]
    were = dict(connection.execute(_MEMBERS).fetchall())
    left = [trial_id for trial_id in were if trial_id not in members]
    entered = [(trial_id, name) for trial_id, name in members.items() if were.get(trial_id) != name]
    differed = {row[1:4]: row for row in connection.execute(_DIFFER)}
    agreed = [key for key, row in differed.items() if differ.get(key) != row]
    new = [row for key, row in differ.items() if differed.get(key) != row]
    steps = len(changed) + len(gone) + len(dropped) + len(left) + len(entered)
    steps += len(agreed) + len(new)
    if steps:
        with store.transaction("evidence: studies") as now:
            connection.executemany(
                _UPSERT, ((*key, *astuple(row), now, now) for key, row in changed)
            )
            connection.executemany(_WITHDRAW, ((now, *key) for key in gone))
            connection.executemany(_DROP, dropped)
            connection.executemany(_LEAVE, ((trial_id,) for trial_id in left))
            connection.executemany(_ENTER, entered)
            connection.executemany(_AGREE, agreed)
            connection.executemany(_DISAGREE, new)
    return steps
