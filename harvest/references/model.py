"""A reference as a database exports it, whatever the format of the file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from harvest.references.spelling import glued


class Person(NamedTuple):
    """An author: a family name with what is known of the others, or a group by its name."""

    last: str | None = None
    fore: str | None = None
    initials: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference: texts in plain characters, one line each except the abstract.

    ``published`` is ``YYYY[-MM[-DD]]``, ``year`` its year; ``accession`` is the number that the
    database gives it; ``types`` are its kinds of publication in the database's words; ``source`` is
    the database that a record names, which a file of a platform may have several of.
    """

    title: str
    people: tuple[Person, ...] = ()
    journal: str | None = None
    journal_abbrev: str | None = None
    issn: str | None = None
    year: int | None = None
    published: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    abstract: str | None = None
    language: str | None = None
    keywords: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    accession: str | None = None
    source: str | None = None
    url: str | None = None
    publisher: str | None = None
    trial: str | None = None
    """The number of the trial, of a reference that is of its registration"""
    book: bool = False

    @property
    def key(self) -> str:
        """The key of its record: the same wherever and whenever the same reference is read.

        It rests on what every export of a database has of a reference and none cuts.
        """
        first = self.people[0] if self.people else Person()
        marks = (
            glued(self.title),
            str(self.year or ""),
            glued(first.last or first.group or ""),
            glued(self.volume or ""),
            glued((self.pages or "").split("-")[0]),
            self.doi or self.pmid or "",
        )
        return f"import:{sha256(json.dumps(marks).encode()).hexdigest()[:16]}"

    def dumps(self) -> dict[str, Any]:
        """As JSON holds it, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


def loads(fields: Mapping[str, Any]) -> Reference:
    """A reference out of JSON. Raises TypeError, ValueError or AttributeError for anything else."""
    values = dict(fields)
    for name in ("keywords", "types"):
        values[name] = tuple(values.get(name, ()))
    values["people"] = tuple(Person(*each) for each in values.get("people", ()))
    return Reference(**values)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of a file, counted from 1: its text as it stands there, and what it says.

    ``reference`` is None where it can't be read; ``problem`` then says why.
    """

    number: int
    text: str
    reference: Reference | None
    problem: str = ""
