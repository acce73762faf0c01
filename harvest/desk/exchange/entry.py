"""A record of a file as another program gives it back, and what it says was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harvest.desk.decisions.model import Decision, Stage, Word


@dataclass(frozen=True, slots=True)
class Label:
    """What another program says was decided: by whom and at which stage, if it says so."""

    word: Word
    person: str | None = field(default=None, repr=False)
    stage: Stage | None = None
    reason: str = ""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file.

    ``place`` is the line that it begins on. ``own`` is our key for it, if it came from here;
    ``numbers`` are keys of trials and papers that its fields give, the surest first; ``doubtful``
    are digits that may be a PMID or a running number. ``labels`` are another program's decisions,
    ``kept`` ours as they were when they were written, ``odd`` what of either can't be read.
    ``cells`` is all that the file says.
    """

    place: int
    title: str
    year: str = ""
    own: str | None = None
    numbers: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    kept: tuple[Decision, ...] = field(default=(), repr=False)
    odd: tuple[str, ...] = field(default=(), repr=False)
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    shown: str = ""
    """The decision that a program without names was given"""
    stage: Stage | None = None
    """The stage whose decisions were written for another program"""
    version: str = ""
    """The version of the record when it was written from here"""
