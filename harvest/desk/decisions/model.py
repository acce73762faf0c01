"""Decisions, and what follows from those of several people on one record."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

Stage = Literal["title", "full-text"]
Word = Literal["include", "exclude", "undecided"]
State = Literal["none", "waiting", "agreed", "conflict", "settled"]

STAGES: tuple[Stage, ...] = ("title", "full-text")
"""``title``: by title and abstract; ``full-text``: by the whole report."""
WORDS: tuple[Word, ...] = ("include", "exclude", "undecided")


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided of one record at one stage.

    ``record`` is the key of a trial or paper, or of a pair: ``trial_id+article_id``.
    ``decided_at`` is a time in UTC (``2026-11-24T05:51:53Z``), a day, or empty; ``record_version``
    the number of the version that was decided on, of a pair both as ``3+1``, or empty.
    """

    record: str
    stage: Stage
    decision: Word
    person: str = field(repr=False)
    reason: str = ""
    note: str = field(default="", repr=False)
    decided_at: str = ""
    record_version: str = ""

    @property
    def says(self) -> tuple[Word, str]:
        """What others can agree with: the word and, at full text, the reason."""
        return self.decision, self.reason if self.stage == "full-text" else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a record at a stage.

    ``decision`` is None where nobody decided (``none``), a second person has yet to decide
    (``waiting``), or two disagree and nobody has settled it (``conflict``). ``decisions`` are all,
    those of the two who decide independently first.
    """

    record: str
    stage: Stage
    state: State
    decision: Decision | None
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Who decides: see :class:`harvest.config.desk.Desk`."""

    people: tuple[str, ...] = field(default=(), repr=False)
    reviewers: int | None = None


@dataclass(frozen=True)
class Decisions:
    """Decisions of people in the order of their first lines, records by their numbers of today."""

    rows: tuple[Decision, ...] = ()
    rules: Rules = field(default_factory=Rules)
    former: Mapping[str, str] = field(default_factory=dict)
    """Numbers of today by former ones"""
    viewer: str | None = field(default=None, repr=False)
    """Who sees them, if not all are seen"""

    def __iter__(self) -> Iterator[Decision]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, record: str, stage: Stage) -> tuple[Decision, ...]:
        """The decisions on a record at a stage, one a person."""
        return self._by_record.get((today(record, self.former), stage), ())

    def by(self, person: str) -> tuple[Decision, ...]:
        """The decisions of one person."""
        return tuple(each for each in self.rows if same_person(each.person, person))

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody who decided anything, and whom the rules name, in that order."""
        seen: dict[str, str] = {}
        for name in (*self.rules.people, *(each.person for each in self.rows)):
            seen.setdefault(name_key(name), name)
        return tuple(seen.values())

    @cached_property
    def reviewers(self) -> int:
        """How many people must have decided a record: 1 or 2."""
        if self.rules.reviewers is not None:
            return self.rules.reviewers
        seen = (*self.people, *([self.viewer] if self.viewer else []))
        return min(2, len({name_key(name) for name in seen})) or 1

    def records(self, stage: Stage | None = None) -> tuple[str, ...]:
        """The records with a decision, at a stage or at all, in the order of the first ones."""
        found = (each.record for each in self.rows if stage is None or each.stage == stage)
        return tuple(dict.fromkeys(found))

    def standing(self, record: str, stage: Stage) -> Standing:
        """What holds of a record at a stage."""
        key = today(record, self.former)
        two, others = self._parted(self.of(key, stage))
        return _decided(key, stage, two, others, self.reviewers)

    def standings(self, stage: Stage) -> tuple[Standing, ...]:
        """What holds of every record with a decision at a stage."""
        return tuple(self.standing(record, stage) for record in self.records(stage))

    def conflicts(self, stage: Stage | None = None) -> tuple[Standing, ...]:
        """Where two disagree, settled by nobody."""
        stages = STAGES if stage is None else (stage,)
        found = (each for name in stages for each in self.standings(name))
        return tuple(each for each in found if each.state == "conflict")

    def revealed(self, record: str, stage: Stage) -> bool:
        """Whether everybody may see who decided what: as many as needed have decided."""
        two, _ = self._parted(self.of(record, stage))
        return self.reviewers == 1 or len(two) == 2

    def visible_to(self, person: str | None) -> "Decisions":
        """Those that a person may see: all of their own, and those that are revealed.

        None is somebody of whom nothing is known.
        """
        seen = replace(self, viewer=person)
        shown = tuple(
            each
            for each in self.rows
            if (person is not None and same_person(each.person, person))
            or seen.revealed(each.record, each.stage)
        )
        rules = replace(self.rules, reviewers=seen.reviewers)
        return replace(seen, rows=shown, rules=rules)

    @cached_property
    def _by_record(self) -> Mapping[tuple[str, Stage], tuple[Decision, ...]]:
        found: dict[tuple[str, Stage], list[Decision]] = {}
        for each in self.rows:
            found.setdefault((each.record, each.stage), []).append(each)
        return {key: tuple(rows) for key, rows in found.items()}

    def _parted(
        self, rows: tuple[Decision, ...]
    ) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
        """Those of the two who decide independently, and those of others."""
        named = {name_key(name) for name in self.rules.people}
        first = [each for each in rows if not named or name_key(each.person) in named]
        if self.reviewers == 1 and not first:
            first = list(rows)
        two = tuple(first[:2])
        return two, tuple(each for each in rows if each not in two)


def _decided(
    record: str,
    stage: Stage,
    two: tuple[Decision, ...],
    others: tuple[Decision, ...],
    reviewers: int,
) -> Standing:
    every = (*two, *others)
    state: State
    found: Decision | None = None
    if not every:
        state = "none"
    elif len(two) < reviewers:
        state = "waiting"
    elif all(_agree(two[0], each) for each in every):
        state, found = "agreed", next((each for each in every if each.reason), two[0])
    elif others:
        state, found = "settled", others[-1]
    else:
        state = "conflict"
    return Standing(record, stage, state, found, every)


def _agree(one: Decision, other: Decision) -> bool:
    """Whether two say the same; that one gives no reason is no disagreement."""
    word, reason = one.says
    other_word, other_reason = other.says
    return word == other_word and (reason == other_reason or not (reason and other_reason))


def name_key(name: str) -> str:
    """What two spellings of a person's name have in common."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: capital letters and blanks make no difference."""
    return name_key(one) == name_key(other)


def today(record: str, former: Mapping[str, str]) -> str:
    """The key of a record, or of a pair, by the numbers of today."""
    return "+".join(_number(part, former) for part in parts(record))


def parts(record: str) -> tuple[str, ...]:
    """The records that a key names: one, or the two of a pair.

    Only what follows the number of a trial is its other half: a DOI may hold the sign too.
    """
    first, sign, second = record.partition("+")
    return (first, second) if sign and ":" not in first and second else (record,)


def _number(number: str, former: Mapping[str, str]) -> str:
    seen = {number}
    while (number := former.get(number, number)) not in seen:
        seen.add(number)
    return number


def latest(rows: Iterable[Decision], former: Mapping[str, str]) -> tuple[Decision, ...]:
    """One decision for each record, stage and person, records by their numbers of today.

    Of several lines on one number the last counts; where a merged record brings two, the later. It
    takes the place of the first.
    """
    spelled: dict[tuple[str, Stage, str], Decision] = {}
    for each in rows:
        spelled[each.record, each.stage, name_key(each.person)] = each
    found: dict[tuple[str, Stage, str], Decision] = {}
    for (record, stage, name), each in spelled.items():
        key = (today(record, former), stage, name)
        held = found.get(key)
        if held is None or each.decided_at >= held.decided_at:
            found[key] = replace(each, record=key[0])
    return tuple(found.values())
