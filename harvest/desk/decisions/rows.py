"""One line of ``decisions.csv``: what it says, and how it is written."""

import re
from functools import lru_cache
from pathlib import Path

from harvest import identifiers
from harvest.config.reader import listed, nearest, quoted
from harvest.desk.decisions.model import STAGES, WORDS, Decision, Stage, Word, parts
from harvest.errors import UsageError
from harvest.identifiers.about import About, abouts
from harvest.judgements.files import DECISIONS, Row
from harvest.text import allowed

_SPELLED: dict[str, Stage] = {
    "title": "title",
    "title and abstract": "title",
    "title/abstract": "title",
    "abstract": "title",
    "full-text": "full-text",
    "full text": "full-text",
    "fulltext": "full-text",
    "full_text": "full-text",
}
_TIME = re.compile(
    r"([0-9]{4}-[01][0-9]-[0-3][0-9])(?:[T ]([0-2][0-9]:[0-5][0-9])(:[0-5][0-9])?Z?)?"
)
_VERSION = re.compile(r"[0-9]{1,9}(?:\+[0-9]{1,9})?")
_GUARDED = re.compile(r"'+[=+\-@]")
_FORMULA = re.compile(r"'*[=+\-@]")
_LONGEST_NAME = 80


def decision(row: Row) -> Decision:
    """What a line says. Raises ConfigError naming its line and column."""
    stage = _SPELLED.get(row.cells["stage"].lower())
    if stage is None:
        row.wrong("stage", f"{quoted(row.cells['stage'])} is not known; write {listed(STAGES)}")
    text = row.cells["decision"].lower()
    word = next((each for each in WORDS if each == text), None)
    if word is None:
        guess = nearest(text, WORDS)
        cure = f"did you mean {guess}?" if guess else f"write {listed(WORDS)}"
        row.wrong("decision", f"{quoted(row.cells['decision'])} is not known; {cure}")
    record = record_key(row.cells["record"])
    if record is None:
        row.wrong("record", f"{quoted(row.cells['record'])} {NO_RECORD}")
    person = one_line(_plain(row.cells["person"]))
    if problem := name_problem(person):
        row.wrong("person", problem)
    if not _VERSION.fullmatch(row.cells["record_version"] or "0"):
        row.wrong("record_version", "is not a number of a version; leave it empty")
    return Decision(
        record=record,
        stage=stage,
        decision=word,
        person=person,
        reason=one_line(_plain(row.cells["reason"])),
        note=one_line(_plain(row.cells["note"])),
        decided_at=_time(row),
        record_version=row.cells["record_version"],
    )


NO_RECORD = (
    "is not a trial number, a PMID or other key of a paper, or a pair of them; "
    "write e.g. ISRCTN62918594, 29385402 or ISRCTN62918594+29385402"
)


def record_key(text: str) -> str | None:
    """The key of a record or pair that somebody's spelling means; None where it is neither."""
    return _record_key(text, abouts())


@lru_cache(maxsize=1 << 16)
def _record_key(text: str, sources: tuple[About, ...]) -> str | None:
    del sources  # whose numbers are known decides what is one
    keys = tuple(_key(part) for part in parts(text.strip()))
    if len(keys) == 1 and None not in keys:
        return keys[0]
    if len(keys) == 2 and None not in keys and not identifiers.is_paper(str(keys[0])):
        return f"{keys[0]}+{keys[1]}"
    paper, _, trial = text.strip().rpartition("+")  # the other way round
    turned = (_key(trial.strip()), _key(paper.strip()))
    if None in turned or identifiers.is_paper(str(turned[0])) or "+" in str(turned[1]):
        return None
    return f"{turned[0]}+{turned[1]}"


def _key(text: str) -> str | None:
    key = identifiers.key(text)
    if identifiers.is_paper(key):
        return None if key.startswith("0") else key
    found = identifiers.trials_in(key)
    return key if len(found) == 1 and found[0].id == key else None


def name_problem(name: str) -> str | None:
    """Why a text can't be a person's name, and the cure; None if it can."""
    if not name:
        return "is empty; write who decided"
    if len(name) > _LONGEST_NAME:
        return f"is longer than {_LONGEST_NAME} characters; write a name or initials"
    if not name.isprintable():
        return "contains a character that is not printed; write it again by hand"
    if any(sign in name for sign in '"|{}\\'):
        return "a name can't contain any of \" | { } \\ ; leave them out"
    return None


def row_of(made: Decision, path: Path = Path(DECISIONS.name)) -> Row:
    """The line of a decision.

    Text that a spreadsheet would run as a formula gets an apostrophe, which reading takes away.
    """
    cells = {
        "record": made.record,
        "stage": made.stage,
        "decision": made.decision,
        "reason": _guarded(made.reason),
        "note": _guarded(made.note),
        "person": _guarded(made.person),
        "decided_at": made.decided_at,
        "record_version": made.record_version,
    }
    return Row(path, 0, cells)


def one_line(text: str) -> str:
    """A text of a person's as one line, otherwise as it was written."""
    return " ".join(allowed(" ".join(text.split())).split())


def stage_of(text: str) -> Stage:
    """The stage that a word means. Raises UsageError."""
    found = _SPELLED.get(text.strip().lower())
    if found is None:
        raise UsageError(f"stage {quoted(text)} is not known; write {listed(STAGES)}")
    return found


def word_of(text: str) -> Word:
    """The decision that a word means. Raises UsageError."""
    found = next((each for each in WORDS if each == text.strip().lower()), None)
    if found is None:
        raise UsageError(f"{quoted(text)} is not a decision; write {listed(WORDS)}")
    return found


def _time(row: Row) -> str:
    text = row.cells["decided_at"]
    if not text:
        return ""
    found = _TIME.fullmatch(text)
    if found is None:
        row.wrong(
            "decided_at",
            f"{quoted(text)} is not a date; write it as 2026-11-24 or leave it empty",
        )
    day, minutes, seconds = found.groups()
    return f"{day}T{minutes}{seconds or ':00'}Z" if minutes else day


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


HEAD = DECISIONS.head
"""The first line of the file."""
