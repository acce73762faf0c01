"""The programs that decisions are exchanged with, and the lists of one of them, Covidence.

There the list that a record is in is what was decided of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from harvest.desk.decisions.model import Stage, Word
from harvest.desk.decisions.rows import one_line
from harvest.desk.exchange.entry import Label

ENDINGS = {
    "rayyan": ("ris", "csv"),
    "covidence": ("ris", "csv"),
    "asreview": ("csv", "ris"),
    "csv": ("csv",),
}
"""Kinds of files by program, by the endings of their names; ``csv`` is our own table."""

_REASON = re.compile(r"(?:exclusion reason\s*:\s*)([^;|\n]+);?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class List:
    """A list, by the word that the name of its file contains."""

    name: str
    pattern: str
    stage: Stage
    word: Word

    def label(self, notes: str, known: Sequence[str]) -> Label:
        """What a record in it was decided to be; its notes give the reason."""
        if self.word != "exclude" or self.stage != "full-text":
            return Label(self.word, stage=self.stage, note=notes)
        found = _REASON.search(notes)
        reason = found[1].strip() if found else notes.strip(" ;")
        same = next((each for each in known if each.casefold() == reason.casefold()), None)
        if found is None and same is None:
            return Label(self.word, stage=self.stage, note=notes)
        rest = one_line(_REASON.sub("", notes)) if found else ""
        return Label(self.word, stage=self.stage, reason=same or reason, note=rest)


LISTS = {
    each.name: each
    for each in (
        List("irrelevant", r"irrelevant", "title", "exclude"),
        List("full-text", r"full.?text|select", "title", "include"),
        List("excluded", r"excluded", "full-text", "exclude"),
        List("included", r"included|extract", "full-text", "include"),
    )
}
"""Covidence's four lists by name."""


def list_of(path: Path) -> List | None:
    """The list that the name of a file tells, as Covidence names its downloads."""
    name = path.stem.lower()
    return next((each for each in LISTS.values() if re.search(each.pattern, name)), None)
