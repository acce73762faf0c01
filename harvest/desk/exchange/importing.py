"""Takes decisions of other programs in; what fits nothing is listed in a file beside theirs."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from harvest.clock import Clock
from harvest.config import Config
from harvest.desk.decisions.making import foreign_reasons
from harvest.desk.decisions.model import Decision, Decisions, Stage, name_key, same_person
from harvest.desk.decisions.rows import name_problem
from harvest.desk.decisions.store import read, write
from harvest.desk.exchange import marks
from harvest.desk.exchange.entry import Entry, Label
from harvest.desk.exchange.lists import List
from harvest.desk.exchange.matching import Held, held
from harvest.desk.exchange.reading import entries
from harvest.errors import UsageError
from harvest.export.formats.csv import harmless
from harvest.machine.output import write as write_file

COLUMNS = ("line", "why", "record", "title", "decisions", "everything")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of a file: whose decisions are those without a name, of which stage and list.

    ``names`` are the people's names here by those that they have there.
    """

    stage: Stage = "title"
    person: str | None = None
    list: List | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Left:
    """A record, or a decision on one, that is not taken in, and why."""

    entry: Entry
    why: str
    record: str = ""
    decisions: tuple[str, ...] = ()


@dataclass
class Taken:
    """What came of a file. ``path`` is where what is left was listed; None where nothing is."""

    records: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    undecided_there: int = 0
    reasons: tuple[str, ...] = ()
    left: list[Left] = field(default_factory=list)
    path: Path | None = None


def take_in(
    config: Config, connection: sqlite3.Connection, path: Path, asked: Asked, clock: Clock
) -> Taken:
    """Take the decisions of a file in, all or none; what is left is on the disk before.

    Raises UsageError for a file that can't be read as one, or decisions without a name where none
    is given; and what reading and writing decisions raises.
    """
    found = entries(path, config.desk.reasons, asked.list)
    base, here = held(connection), read(config, connection)
    taken = Taken(records=len(found))
    given: dict[tuple[str, Stage, str], Decision] = {}
    for entry in found:
        for made in _decided(entry, base, here, asked, taken, config.desk.reasons):
            key = (made.record, made.stage, name_key(made.person))
            if key not in given:
                given[key] = made
                continue
            if not _alike(made, given[key]):
                said = Label(made.decision, made.person, made.stage, made.reason, made.note)
                why = "another record of the file says otherwise"
                taken.left.append(Left(entry, why, made.record, (_says(said),)))
    new = list(given.values())
    taken.changed = sum(bool(_of(here.of(m.record, m.stage), m.stage, m.person)) for m in new)
    taken.new = len(new) - taken.changed
    taken.reasons = foreign_reasons(config, new)
    if taken.left:
        taken.path = _list(path, taken.left)
    if new:
        write(config, new, clock=clock, former=here.former)
    return taken


def _decided(
    entry: Entry,
    base: Held,
    here: Decisions,
    asked: Asked,
    taken: Taken,
    known: Sequence[str],
) -> Iterator[Decision]:
    """The decisions of one record that are news here; the rest is counted or listed."""
    try:
        key = base.match(entry)
    except LookupError as error:
        taken.left.append(Left(entry, str(error), "", tuple(_all_said(entry))))
        return
    if entry.odd:
        taken.left.append(Left(entry, "can't be read", key, entry.odd))
    if not entry.labels and not entry.kept:
        taken.undecided_there += not entry.odd
    told: set[tuple[Stage, str]] = set()
    for label in _news_of(entry, asked, known):
        person = str(label.person)
        if problem := name_problem(person):
            taken.left.append(Left(entry, f"name: {problem}", key, (_says(label),)))
            continue
        stage = label.stage or entry.stage or asked.stage
        before = _of(entry.kept, stage, person)
        made = _made(key, label, stage, before, entry.version)
        told.add((stage, name_key(person)))
        now = _of(here.of(key, stage), stage, person)
        if now is not None and before is not None and not _alike(now, before):
            if not _alike(now, made):
                taken.left.append(Left(entry, "changed here and there", key, (_says(label),)))
            continue
        yield from _news(made, now, taken)
    for each in entry.kept:
        if (each.stage, name_key(each.person)) in told:
            continue
        now = _of(here.of(key, each.stage), each.stage, each.person)
        if now is not None and now.decided_at > each.decided_at and not _alike(now, each):
            if (
                "record_version" in entry.cells
            ):  # a line of our own form, which a hand may have changed
                taken.left.append(Left(entry, "decided here later", key, (each.decision,)))
            continue
        yield from _news(replace(each, record=key), now, taken)


def _news(made: Decision, now: Decision | None, taken: Taken) -> Iterator[Decision]:
    if now is not None and _alike(now, made):
        taken.same += 1
        return
    same_time = now is not None and now.decided_at == made.decided_at
    yield replace(made, decided_at="") if same_time else made


def _news_of(entry: Entry, asked: Asked, known: Sequence[str]) -> Iterator[Label]:
    """The labels that differ from what was written from here, each with a person's name."""
    ours, _ = marks.from_rayyan(marks.rayyan(_at(entry.kept, entry.stage)), known)
    for each in entry.labels:
        if each.person is not None:
            if each not in ours:
                yield replace(each, person=_here(each.person, asked.names))
            continue
        stage = each.stage or entry.stage or asked.stage
        if each.word == entry.shown and stage == entry.stage and not each.note:
            continue
        if asked.person is None:
            raise UsageError("the file does not say who decided; say it: --as NAME")
        yield replace(each, person=asked.person)


def _at(rows: Sequence[Decision], stage: Stage | None) -> list[Decision]:
    return [each for each in rows if each.stage == stage]


def _here(name: str, names: Mapping[str, str]) -> str:
    return next((ours for theirs, ours in names.items() if same_person(theirs, name)), name)


def _made(key: str, label: Label, stage: Stage, before: Decision | None, version: str) -> Decision:
    note = label.note
    if before is not None and before.note and before.note not in note:
        note = "; ".join(filter(None, (before.note, note)))
    return Decision(
        record=key,
        stage=stage,
        decision=label.word,
        person=str(label.person),
        reason=label.reason,
        note=note,
        record_version=version,
    )


def _of(rows: Sequence[Decision], stage: Stage, person: str) -> Decision | None:
    return next(
        (each for each in rows if each.stage == stage and same_person(each.person, person)), None
    )


def _alike(one: Decision, other: Decision) -> bool:
    return (one.decision, one.reason, one.note) == (other.decision, other.reason, other.note)


def _says(label: Label) -> str:
    more = "; ".join(filter(None, (label.reason, label.note)))
    return f"{label.person or 'somebody'}: {label.word}{f' ({more})' if more else ''}"


def _all_said(entry: Entry) -> Iterator[str]:
    yield from map(_says, entry.labels)
    for each in entry.kept:
        label = Label(each.decision, each.person, each.stage, each.reason, each.note)
        yield f"{each.stage}, {_says(label)}"
    yield from entry.odd


def _list(path: Path, left: Sequence[Left]) -> Path:
    """Write what is left beside the file, under a name that nothing has yet; returns it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in left:
        everything = json.dumps(dict(each.entry.cells), ensure_ascii=False)
        cells = (each.why, each.record, each.entry.title, " | ".join(each.decisions), everything)
        writer.writerow([each.entry.place, *map(harmless, cells)])
    body = out.getvalue().encode("utf-8", "replace")
    target, number = path.with_name(f"{path.stem}-not-matched.csv"), 1
    while target.exists() and target.read_bytes() != body:
        number += 1
        target = path.with_name(f"{path.stem}-not-matched-{number}.csv")
    write_file(target, body)
    return target
