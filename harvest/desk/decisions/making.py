"""A decision as a person makes it: checked against the records and the topic's own reasons."""

import sqlite3
from collections.abc import Iterable, Mapping

from harvest import identifiers
from harvest.config import Config
from harvest.config.reader import listed, nearest, quoted
from harvest.desk.decisions.model import Decision, Stage, Word, parts, same_person, today
from harvest.desk.decisions.rows import NO_RECORD, name_problem, one_line, record_key
from harvest.desk.decisions.store import former_numbers
from harvest.errors import UsageError

_LONGEST_NOTE = 2000
_HELD = {
    "trial": "SELECT 1 FROM trials WHERE trial_id = ?",
    "article": "SELECT 1 FROM articles WHERE article_id = ?",
}
_BY_DOI = "SELECT article_id FROM articles WHERE lower(doi) = ? ORDER BY removed_on IS NOT NULL"
_VERSION = "SELECT max(version) FROM versions WHERE kind = ? AND record_id = ?"
_VERSIONS = """
SELECT record_id, max(version) FROM versions WHERE kind IN ('trial', 'article') GROUP BY record_id
"""


def new(
    config: Config,
    connection: sqlite3.Connection,
    record: str,
    decision: Word,
    *,
    stage: Stage = "title",
    person: str,
    reason: str = "",
    note: str = "",
) -> Decision:
    """A decision on a record of the public file, ready to be written.

    A former number leads to that of today. Raises UsageError for a record that is not found, a
    reason that the topic does not have or that a decision does not need, and a name that is none.
    """
    key = find(connection, record)
    person, note = one_line(person), one_line(note)
    if problem := name_problem(person):
        raise UsageError(f"name: {problem}")
    if len(note) > _LONGEST_NOTE:
        raise UsageError(f"note: is longer than {_LONGEST_NOTE:,} characters; shorten it")
    return Decision(
        record=key,
        stage=stage,
        decision=decision,
        person=_spelled(config, person),
        reason=_reason(config, decision, stage, one_line(reason)),
        note=note,
        record_version=version(connection, key),
    )


def find(connection: sqlite3.Connection, record: str) -> str:
    """The key of a record or pair of the public file. Raises UsageError if it is not there."""
    key = record_key(record)
    if key is None:
        raise UsageError(f"{quoted(record)} {NO_RECORD}")
    key = today(key, former_numbers(connection))
    return "+".join(_held(connection, part) for part in parts(key))


def _held(connection: sqlite3.Connection, part: str) -> str:
    """The key of one record; that of a paper by its DOI too."""
    if connection.execute(_HELD[_kind(part)], (part,)).fetchone() is not None:
        return part
    known = connection.execute(_BY_DOI, (part.removeprefix("doi:"),)).fetchone()
    if known is None:
        raise UsageError(f"{part}: not found in the database; see `harvest search`")
    return str(known[0])


def version(connection: sqlite3.Connection, key: str) -> str:
    """The version of a record, of a pair those of both as ``3+1``; empty where none is known."""
    numbers = [
        connection.execute(_VERSION, (_kind(part), part)).fetchone()[0] for part in parts(key)
    ]
    return "" if None in numbers else "+".join(map(str, numbers))


def versions(connection: sqlite3.Connection) -> dict[str, str]:
    """The versions of all records by their keys."""
    return {str(key): str(number) for key, number in connection.execute(_VERSIONS)}


def has_changed(decision: Decision, now: Mapping[str, str]) -> bool:
    """Whether a record has another version than the one that was decided on.

    ``now`` are the versions of all records, as :func:`versions` gives them.
    """
    known = [now.get(part) for part in parts(decision.record)]
    if not decision.record_version or None in known:
        return False
    return decision.record_version != "+".join(str(each) for each in known)


def foreign_reasons(config: Config, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Reasons that stand in decisions and not in the topic's list."""
    seen = dict.fromkeys(each.reason for each in decisions if each.reason)
    return tuple(each for each in seen if each not in config.desk.reasons)


def _reason(config: Config, decision: Word, stage: Stage, reason: str) -> str:
    if not reason:
        if decision == "exclude" and stage == "full-text":
            raise UsageError(
                "at full text a record is excluded for a reason; "
                f"choose from {listed(config.desk.reasons)}"
            )
        return ""
    if decision != "exclude":
        raise UsageError(f"a reason is for exclude, not for {decision}; give a note instead")
    for each in config.desk.reasons:
        if each.casefold() == reason.casefold():
            return each
    guess = nearest(reason, config.desk.reasons)
    cure = (
        f"did you mean {quoted(guess)}?" if guess else "choose from " + listed(config.desk.reasons)
    )
    raise UsageError(f"{quoted(reason)} is not a reason of [desk] reasons; {cure}")


def _spelled(config: Config, person: str) -> str:
    """The name as the configuration spells it, if it is there."""
    return next((each for each in config.desk.people if same_person(each, person)), person)


def _kind(key: str) -> str:
    return "article" if identifiers.is_paper(key) else "trial"
