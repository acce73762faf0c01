"""Sentences about trials in another hand than ``planted``: clauses joined, subjects left out.

Each has two facts of a record, in one of which something may be changed; beside them stand numbers
that are of nobody in particular, which accuse nobody.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

Row = sqlite3.Row
Fact = Callable[[Row, random.Random, bool], str | None]

_MONTHS = "January February March April May June July August September October November December"
_PHASES = {"PHASE1": "I", "PHASE2": "II", "PHASE3": "III", "PHASE4": "IV"}
_STATES = {
    "RECRUITING": "is still looking for patients and recruiting",
    "COMPLETED": "has meanwhile been completed",
    "TERMINATED": "was stopped early",
    "WITHDRAWN": "has been withdrawn",
    "NOT_YET_RECRUITING": "has not yet started recruiting",
}
_ASIDES = (
    "About 78% of those asked said yes, and 12 of 40 came back.",
    "An older Dutch study of 1,200 people had found the opposite in 1998.",
    "One in five may feel dizzy; that is known since 2004.",
    "The odds ratio was 1.8 (95% CI 1.1 to 2.9; 3 trials, 611 patients).",
)


def _when(date: str) -> str:
    month = f"{_MONTHS.split()[int(date[5:7]) - 1]} " if len(date) > 4 else ""
    return f"{month}{date[:4]}"


def _size(trial: Row, chance: random.Random, wrong: bool) -> str | None:
    size = trial["enrollment"]
    if not size or size < 8:
        return None
    said = size * 3 if wrong else size
    if trial["enrollment_type"] == "ACTUAL":
        form = chance.choice(("{n} people took part", "it enrolled {n} patients in all"))
    else:
        form = chance.choice(("it means to enrol {n} patients", "{n} people will take part"))
    return form.format(n=f"{said:,}")


def _start(trial: Row, chance: random.Random, wrong: bool) -> str | None:
    date = trial["start_date"]
    if not date:
        return None
    if wrong:
        date = f"{int(date[:4]) - 3}{date[4:]}"
    return chance.choice(("it began in {d}", "the trial started in {d}")).format(d=_when(date))


def _phase(trial: Row, chance: random.Random, wrong: bool) -> str | None:
    phase = _PHASES.get(trial["phase"] or "")
    if phase is None:
        return None
    if wrong:
        phase = chance.choice([each for each in _PHASES.values() if each != phase])
    return f"it is a phase {phase} trial"


def _state(trial: Row, chance: random.Random, wrong: bool) -> str | None:
    states = dict(_STATES)
    if trial["status"] not in states:
        return None
    said = states.pop(trial["status"])
    return f"it {chance.choice(list(states.values())) if wrong else said}"


def _place(trial: Row, chance: random.Random, wrong: bool) -> str | None:
    countries = (trial["countries"] or "").split("|")
    if not countries[0]:
        return None
    others = [each for each in ("Norway", "Chile", "Kenya", "Greece") if each not in countries]
    return f"it is run in {chance.choice(others) if wrong else countries[0]}"


_FACTS: tuple[Fact, ...] = (_size, _start, _phase, _state, _place)


def paragraphs(connection: sqlite3.Connection, seed: int, count: int) -> Iterator[tuple[str, bool]]:
    """So many paragraphs with whether something in each is wrong, every third of them."""
    connection.row_factory = sqlite3.Row
    chance = random.Random(seed)
    held: list[Any] = connection.execute(
        "SELECT * FROM trials WHERE removed_on IS NULL AND registry = 'nct' ORDER BY trial_id"
    ).fetchall()
    made = 0
    while made < count:
        trial, wrong = chance.choice(held), made % 3 == 0
        one, two = chance.sample(_FACTS, 2)
        first, second = one(trial, chance, False), two(trial, chance, wrong)
        if first is None or second is None:
            continue
        made += 1
        head = chance.choice(
            ("We looked at {t} again.", "Of note is {t}.", "The next one on the list, {t}, is odd.")
        ).format(t=trial["trial_id"])
        said = [f"{first[0].upper()}{first[1:]}.", f"{second[0].upper()}{second[1:]}."]
        if chance.random() < 0.5:
            said = [f"In {trial['trial_id']}, {first}.", said[1].replace("It ", "That study ", 1)]
        yield " ".join([head, *said, chance.choice(_ASIDES)]), wrong
