"""The rules that tie trials and papers: one file each in ``db/links``.

A rule is one SELECT of ``nct_id, pmid, evidence, registers`` over the work tables; its head says
what it is called and which proof it rests on. To add a rule is to add a file.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harvest.paths import DB
from harvest.sqlfiles import read

FOLDER = DB / "links"


@dataclass(frozen=True)
class Rule:
    """One file of ``db/links``; ties of the same ``proof`` are not independent."""

    name: str
    title: str
    proof: str
    sql: str


def rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """The rules of ``folder`` (default ``db/links``), by name.

    Raises ValueError naming the file, the line and what is wrong with it.
    """
    return _rules(folder or FOLDER)


@cache
def _rules(folder: Path) -> tuple[Rule, ...]:
    return tuple(_rule(path) for path in sorted(folder.glob("*.sql")))


def _rule(path: Path) -> Rule:
    file = read(path, "title", "proof")
    return Rule(path.stem, file.one("title").value, file.one("proof").value, file.sql)
