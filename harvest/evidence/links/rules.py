"""The rules that tie trials and papers: one file each in ``db/links``.

A rule is one SELECT of ``trial_id, article_id, evidence, registers`` over the work tables. Its
head says

* ``title``: why it ties the two, as a sentence for a reader;
* ``proof``: which proof it rests on;
* ``names``: ``yes`` if it finds the trial's number in what the paper or PubMed says of the paper;
* ``lists``: ``yes`` if the trial's record has the paper in its list of papers;
* ``relation``: what the paper is to the trial, unless what else is known speaks against it;
* ``phrase``: the beginning of the reason for that relation. With ``names`` it follows "the paper":
  "names the trial".

To add a rule is to add a file.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from harvest.paths import DB
from harvest.sqlfiles import SqlFile, read

FOLDER = DB / "links"

Stated = Literal["results", "protocol", "derived", "background", "mention"]
_STATED: tuple[Stated, ...] = ("results", "protocol", "derived", "background", "mention")
"""From the strongest to the weakest."""

_YES_OR_NO = ("names", "lists")


@dataclass(frozen=True)
class Rule:
    """One file of ``db/links``; ties of the same ``proof`` are not independent."""

    name: str
    title: str
    proof: str
    names: bool
    lists: bool
    relation: Stated
    phrase: str
    sql: str

    @property
    def order(self) -> tuple[int, str]:
        """The strongest relation first."""
        return _STATED.index(self.relation), self.name


def rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """The rules of ``folder`` (default ``db/links``), by name.

    Raises ValueError naming the file, the line and what is wrong with it.
    """
    return _rules(folder or FOLDER)


@cache
def _rules(folder: Path) -> tuple[Rule, ...]:
    return tuple(_rule(path) for path in sorted(folder.glob("*.sql")))


def _rule(path: Path) -> Rule:
    file = read(path, "title", "proof", *_YES_OR_NO, "relation", "phrase")
    return Rule(
        name=path.stem,
        title=file.one("title").value,
        proof=file.one("proof").value,
        names=_is(file, "names"),
        lists=_is(file, "lists"),
        relation=_relation(file),
        phrase=file.one("phrase").value,
        sql=file.sql,
    )


def _is(file: SqlFile, name: str) -> bool:
    field = file.maybe(name)
    if field and field.value not in ("yes", "no"):
        file.wrong(f"{name}: is yes or no, not {field.value!r}", field.line)
    return field is not None and field.value == "yes"


def _relation(file: SqlFile) -> Stated:
    field = file.one("relation")
    found = next((each for each in _STATED if each == field.value), None)
    if found is None:
        file.wrong(f"relation: knows {', '.join(_STATED)}, not {field.value!r}", field.line)
    return found
