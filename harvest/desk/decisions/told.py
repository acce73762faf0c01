"""What checks and reports of the operator say of the decisions: numbers, never what or who."""

import sqlite3
from collections.abc import Iterator, Mapping

from harvest.config import Config
from harvest.desk.decisions.making import foreign_reasons
from harvest.desk.decisions.model import STAGES, Decisions, parts
from harvest.judgements.model import counted

_KNOWN = "SELECT id FROM records UNION SELECT alias FROM aliases"


def counts(decisions: Decisions) -> Mapping[str, int]:
    """Decisions, records with one, people, and records that two people decided differently."""
    return {
        "decisions": len(decisions),
        "records": len(decisions.records()),
        "people": len({each.person for each in decisions}),
        "waiting": sum(
            each.state == "waiting" for stage in STAGES for each in decisions.standings(stage)
        ),
        "conflicts": len(decisions.conflicts()),
    }


def summary(decisions: Decisions) -> str:
    """The same in words."""
    number = counts(decisions)
    told = [
        f"{counted(number['decisions'], 'decision')} on {counted(number['records'], 'record')}",
        f"{number['people']:,} {'person' if number['people'] == 1 else 'people'}",
    ]
    if number["waiting"]:
        told.append(f"{number['waiting']:,} waiting for a second person")
    if number["conflicts"]:
        told.append(counted(number["conflicts"], "conflict"))
    return ", ".join(told)


def doubts(config: Config, decisions: Decisions) -> Iterator[str]:
    """What an operator should look at, one line each."""
    if foreign := foreign_reasons(config, decisions):
        yield f"reasons that [desk] reasons does not have: {', '.join(foreign)}"


def waiting(connection: sqlite3.Connection, decisions: Decisions) -> Iterator[str]:
    """The records with decisions that the work database does not have, one line each."""
    known = {str(number) for (number,) in connection.execute(_KNOWN)}
    for record in decisions.records():
        if lacking := [part for part in parts(record) if part not in known]:
            yield f"decision on {record}: {' and '.join(lacking)} not found"
