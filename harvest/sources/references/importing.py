"""Files of references are stored: what is new as records, what is held as found there too."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from harvest.clock import stamp
from harvest.config import Concept, Search
from harvest.records import (
    Event,
    Imported,
    ImportedReference,
    Page,
    Raw,
    Unreadable,
    WalkEnd,
)
from harvest.references import held
from harvest.references.reading import File
from harvest.references.sorting import SAME, Index, Sorted, sort
from harvest.sources import Job
from harvest.sources.references.reading import dumps
from harvest.store import imported, reader
from harvest.strategy import Strategy
from harvest.web import Answer, Verdict, generic_judge

NAME = "references"
_PAGE = 200
_general = generic_judge("json")


@dataclass(slots=True)
class Given:
    """A file with where it comes from; ``sorted`` is what became of its records, once stored."""

    file: File
    database: str
    searched: str
    day: str
    sorted: tuple[Sorted, ...] = ()
    known_since: str = ""
    """When the same file was imported before; "" for a new one"""
    corrected: bool = False
    """Whether only where it comes from was put right, of a file that was imported before"""

    @property
    def file_id(self) -> str:
        """The name of its content."""
        return self.file.digest[:16]

    def count(self, outcome: Literal["new", "repeated", "known"]) -> int:
        """How many of its references are new, repeated or known."""
        return sum(each.outcome == outcome for each in self.sorted)

    def is_told_by(self, known: imported.KnownFile | None) -> bool:
        """Whether all that is said of it is known, so that to import it changes nothing."""
        said = (self.file_id, self.file.name, self.database, self.searched, self.day)
        return known is not None and known[:5] == said


def judge(answer: Answer) -> tuple[Verdict, str]:
    """Nobody is asked."""
    return _general(answer)


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """Nothing: each database has its own language, and its search is made there."""
    del search, concepts
    return None


def fetch(job: Job) -> Iterator[Event]:
    """Store the files that somebody hands in; without any there is nothing to do."""
    given = [each for each in job.given if isinstance(each, Given)]
    if not given:
        return
    with closing(reader(job.config.store.path)) as work:
        known, claimed = imported.files(work), set(imported.claimed(work))
        index = held.index(work)
    for each in given:
        before = known.get(each.file_id)
        if before is None:
            yield from _stored(job, each, index, claimed)
        else:
            each.known_since = before.imported_at
            if not each.is_told_by(
                before
            ):  # the same references; where they come from is put right
                each.corrected = True
                yield _end(each, frozenset())
                yield _noted(each, tuple(_unreadable(each)))


def _stored(job: Job, given: Given, index: Index, claimed: set[str]) -> Iterator[Event]:
    texts = {each.number: each.text for each in given.file.entries}
    unreadable = _unreadable(given)
    yield from unreadable.values()
    read = ((e.number, e.reference) for e in given.file.entries if e.reference is not None)
    given.sorted = tuple(_reclaimed(each, claimed) for each in sort(read, index))
    claimed |= {each.key for each in given.sorted if each.outcome == "new"}
    now = stamp(job.clock.now())
    new = (each for each in given.sorted if each.outcome == "new")
    while page := tuple(islice(new, _PAGE)):
        yield Page(
            NAME,
            given.database,
            tuple(
                Raw(NAME, "article", each.key, dumps(each.reference, texts[each.number]), now)
                for each in page
            ),
        )
    papers = (each.key for each in given.sorted if each.key not in index.trials)
    yield _end(given, frozenset(papers))
    yield _noted(given, tuple(unreadable))


def _reclaimed(each: Sorted, claimed: set[str]) -> Sorted:
    """A reference as it is; new where a run that was killed stored its record before."""
    mine = each.key == each.reference.key and each.key not in claimed
    if each.outcome == "known" and each.reason == SAME and mine:
        return each._replace(outcome="new", reason="")
    return each


def _unreadable(given: Given) -> dict[str, Unreadable]:
    ids = {f"{given.file.name}#{e.number}": e for e in given.file.entries if e.reference is None}
    return {
        name: Unreadable(NAME, "article", name, each.text.encode("utf-8", "replace"), each.problem)
        for name, each in ids.items()
    }


def _end(given: Given, ids: frozenset[str]) -> WalkEnd:
    return WalkEnd(
        source=NAME,
        kind="article",
        search=given.database,
        purpose="import",
        sent=given.searched,
        state="complete",
        promised=len(given.file.entries),
        ids=ids,
        fetched=len(given.file.entries),
        data_timestamp=given.day,
    )


def _noted(given: Given, unreadable: tuple[str, ...]) -> Imported:
    return Imported(
        source=NAME,
        file_id=given.file_id,
        name=given.file.name,
        format=given.file.format,
        database=given.database,
        searched=given.searched,
        day=given.day,
        records=len(given.file.entries),
        unreadable=unreadable,
        references=tuple(
            ImportedReference(
                given.file_id,
                each.number,
                each.key,
                each.outcome,
                each.reason,
                each.resembles,
                each.apart,
            )
            for each in given.sorted
        ),
    )
