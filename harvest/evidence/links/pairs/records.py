"""Trials and papers as the matcher takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from harvest.evidence.links.months import Months


@dataclass(frozen=True)
class Study:
    """What a trial's record says that may show in its papers."""

    id: str
    titles: tuple[str, ...]  # brief, official, acronym
    words: Mapping[str, int] = field(default_factory=dict)  # stems of the whole record
    officials: tuple[str, ...] = ()  # folded surnames
    signing: tuple[str, ...] = ()  # how they may sign: with their initial, or without any
    numbers: tuple[str, ...] = ()  # its own numbers that are telling, squeezed
    phases: frozenset[str] = frozenset()
    start: Months | None = None
    completion: Months | None = None


@dataclass(frozen=True)
class Report:
    """What a paper's record says."""

    id: str
    title: str
    words: Mapping[str, int] = field(default_factory=dict)  # stems of title, abstract, keywords
    abstract: str = ""
    authors: tuple[str, ...] = ()  # folded surnames, in order
    signed: tuple[str, ...] = ()  # the same with the first initial, where there is one
    published: Months | None = None  # when it appeared first
