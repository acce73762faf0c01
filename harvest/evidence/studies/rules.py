"""The rules that find registrations of one study by their numbers: one file each in ``db/studies``.

A rule is one SELECT of ``trial_id, other_trial_id, number, evidence`` over three tables that are
made for it:

* ``own_numbers (number, registry, trial_id)``: the number of each record at its registry, former
  ones too, without what another record of the same registration has otherwise (a country);
* ``named_numbers (trial_id, registry, number, grouped, evidence)``: the registry numbers that a
  record gives besides; ``grouped`` ones are those with which WHO ICTRP groups the trial;
* ``shared_numbers (number)``: those that a few records name. What many name proves nothing.

Its head says ``title``, why the two are of one study, and ``strength``, from 1 up: where joining by
all rules would put two registrations of one registry together, the stronger rule counts. What a
finding is worth in the light of all others is decided in ``decide``. To add a rule is to add a
file.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harvest.paths import DB
from harvest.sqlfiles import read

FOLDER = DB / "studies"


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of ``db/studies``."""

    name: str
    title: str
    strength: int
    sql: str


def rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """The rules of ``folder`` (default ``db/studies``), the strongest first.

    Raises ValueError naming the file, the line and what is wrong with it.
    """
    return _rules(folder or FOLDER)


@cache
def _rules(folder: Path) -> tuple[Rule, ...]:
    found = (_rule(path) for path in sorted(folder.glob("*.sql")))
    return tuple(sorted(found, key=lambda rule: (-rule.strength, rule.name)))


def _rule(path: Path) -> Rule:
    file = read(path, "title", "strength")
    strength = file.one("strength")
    if not (strength.value.isdecimal() and int(strength.value)):
        file.wrong(f"strength: is a whole number from 1 up, not {strength.value!r}", strength.line)
    return Rule(path.stem, file.one("title").value, int(strength.value), file.sql)
