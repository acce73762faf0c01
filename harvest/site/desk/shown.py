"""Decisions as pages show them to one person: their own, and what both have decided."""

import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from datasette.app import Datasette

from harvest.desk import decisions as desk
from harvest.desk.decisions import Decision, Decisions, Stage, Standing
from harvest.errors import HarvestError
from harvest.judgements.files import VERDICTS, read_rows
from harvest.site.page import site

_log = logging.getLogger("harvest.site.desk")

STAGE_WORDS: Mapping[Stage, str] = {"title": "Title and abstract", "full-text": "Full text"}
STATES = {
    "to-decide": "To decide",
    "include": "Included by you",
    "exclude": "Excluded by you",
    "undecided": "Undecided by you",
    "waiting": "Waiting for a second person",
    "agreed": "Agreed or settled",
    "conflict": "Conflicts",
    "changed": "Changed since you decided",
    "all": "All",
}
_TITLES = """
SELECT trial_id, brief_title FROM trials UNION ALL SELECT article_id, title FROM articles
"""
_UNTOUCHED = frozenset({"all", "to-decide"})
_NOT_DUE = frozenset({"all"})


@dataclass(frozen=True, slots=True)
class AtStage:
    """What one person sees of a record at a stage."""

    stage: Stage
    words: str
    own: Decision | None
    standing: Standing
    changed: bool

    @property
    def others(self) -> tuple[Decision, ...]:
        """What others decided, as far as it is shown."""
        return tuple(each for each in self.standing.decisions if each is not self.own)


@dataclass(frozen=True)
class Desk:
    """What a person sees: decisions, the versions of records today, and the reasons to choose."""

    person: str
    found: Decisions
    versions: Mapping[str, str]
    reasons: tuple[str, ...]
    verdicts: Mapping[tuple[str, str], tuple[str, str, str]]
    """(trial, paper) → verdict, who, when"""

    def stages(self, record: str) -> tuple[AtStage, ...]:
        """A record at each stage."""
        return tuple(self.at(record, stage) for stage in desk.STAGES)

    def at(self, record: str, stage: Stage) -> AtStage:
        """A record at a stage."""
        standing = self.found.standing(record, stage)
        own = next((d for d in standing.decisions if desk.same_person(d.person, self.person)), None)
        changed = own is not None and desk.has_changed(own, self.versions)
        return AtStage(stage, STAGE_WORDS[stage], own, standing, changed)

    def states(self, record: str, stage: Stage) -> frozenset[str]:
        """Which of :data:`STATES` a record is in."""
        if record not in self._decided:  # most records of a large database
            return _UNTOUCHED if stage == desk.STAGES[0] else _NOT_DUE
        seen = self.at(record, stage)
        found = {"all", seen.standing.state}
        if seen.own is not None:
            found.add(seen.own.decision)
        elif self._is_due(record, stage):
            found.add("to-decide")
        if seen.changed:
            found.add("changed")
        if seen.standing.state == "settled":
            found.add("agreed")
        return frozenset(found)

    @cached_property
    def _decided(self) -> frozenset[str]:
        return frozenset(self.found.records())

    def _is_due(self, record: str, stage: Stage) -> bool:
        """Whether a record has come to a stage: to full text, once it was included by title."""
        if stage == desk.STAGES[0]:
            return True
        before = self.found.standing(record, desk.STAGES[0]).decision
        return before is not None and before.decision == "include"


async def desk_of(datasette: Datasette, person: str) -> Desk:
    """What a person sees at the desk, read anew. Raises what reading the file raises."""
    of = site(datasette)

    def work(connection: sqlite3.Connection) -> Desk:
        config = of.config
        found = desk.read(config, connection).visible_to(person)
        verdicts = {
            (row.cells["trial"], row.cells["paper"]): (
                row.cells["verdict"],
                row.cells["who"],
                row.cells["when"],
            )
            for row in read_rows(config.judgements.folder / VERDICTS.name, VERDICTS)
        }
        return Desk(person, found, desk.versions(connection), config.desk.reasons, verdicts)

    made: Desk = await of.database.generation.run(work)
    return made


async def desk_beside(datasette: Datasette, person: str | None) -> Desk | None:
    """The same for a page of something else, which is shown without it where it can't be read."""
    if person is None:
        return None
    try:
        return await desk_of(datasette, person)
    except HarvestError as error:
        _log.error("%s", error)  # names the file, and nobody in it
        return None


def chosen(of: Desk, keys: Iterable[str], stage: Stage, state: str) -> list[str]:
    """The records of a list that are in a state."""
    return [key for key in keys if state in of.states(key, stage)]


def counts(of: Desk, keys: Sequence[str], stage: Stage) -> dict[str, int]:
    """How many records of a list are in each state."""
    found = Counter(state for key in keys for state in of.states(key, stage))
    return {state: found[state] for state in STATES}


async def titles_of(datasette: Datasette, records: Iterable[str]) -> dict[str, str]:
    """The titles of records, and of both of a pair, by their keys."""
    wanted = {part for record in records for part in desk.parts(record)}

    def work(connection: sqlite3.Connection) -> dict[str, str]:
        rows = connection.execute(_TITLES)
        return {str(key): str(title or key) for key, title in rows if key in wanted}

    made: dict[str, str] = await site(datasette).database.generation.run(work, patient=True)
    return made
