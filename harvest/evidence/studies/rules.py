"""The rules that find registrations of one study by their numbers: one file each in ``db/studies``.

A rule is one SELECT of ``trial_id, other_trial_id, number, evidence`` over tables that are made for
it:

* ``own_numbers (number, registry, trial_id)``: the number of each record at its registry, former
  ones too, without what another record of the same registration has otherwise (a country);
* ``named_numbers (trial_id, registry, number, grouped, evidence)``: the registry numbers that a
  record gives besides; ``grouped`` ones are those with which WHO ICTRP groups the trial;
* ``shared_numbers (number)``: those that a few records name. What many name proves nothing;
* ``parent_numbers (trial_id, number, evidence)``: numbers of studies from which a record says that
  its own goes on.

Its head says ``title``, why it relates the two, and ``strength``, from 1 up: where joining by all
rules would put two registrations of one registry together, the stronger rule counts. A rule with
``relation: parent`` finds the study that the first one goes on from. What a finding is worth in the
light of all others is decided in ``decide``. To add a rule is to add a file.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from harvest.paths import DB
from harvest.sqlfiles import read

FOLDER = DB / "studies"


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of ``db/studies``."""

    name: str
    title: str
    strength: int
    relation: Literal["same", "parent"]
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
    file = read(path, "title", "strength", "relation")
    relation = file.maybe("relation")
    if relation and relation.value != "parent":
        file.wrong(f"relation: knows parent, not {relation.value!r}", relation.line)
    strength = file.one("strength")
    if not (strength.value.isdecimal() and int(strength.value)):
        file.wrong(f"strength: is a whole number from 1 up, not {strength.value!r}", strength.line)
    kind: Literal["same", "parent"] = "parent" if relation else "same"
    return Rule(path.stem, file.one("title").value, int(strength.value), kind, file.sql)
