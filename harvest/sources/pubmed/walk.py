"""One query from its beginning to its WalkEnd, whatever happens on the way."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from harvest.errors import UPSTREAM, Forbidden, UpstreamUnavailable
from harvest.records import Absent, Event, Undelivered, WalkEnd
from harvest.sources.pubmed.asking import NAME
from harvest.sources.pubmed.efetch import Fetched
from harvest.sources.pubmed.esearch import Matches
from harvest.sources.pubmed.reading.parts import pmid_of

BELIEVED_ABSENT = 5
BELIEVED_SHARE = 0.1
"""So many of the papers that were asked for may be gone at once, whichever is more; beyond that it
is PubMed that fails."""

TOLERATED = 5
TOLERATED_SHARE = 0.001
"""So many papers, whichever is more, may be listed and not delivered in a walk that is complete; of
a short list a tenth."""


@dataclass(slots=True)
class Walk:
    """What one query brought so far; ``error`` says why it is not complete."""

    purpose: str
    search: str | None
    sent: str
    warnings: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    tally: Fetched = field(default_factory=Fetched)
    pmids: frozenset[str] = frozenset()
    promised: int | None = None
    translation: str | None = None
    error: str | None = None
    unavailable: bool = False
    nearly_whole: bool = False
    """Complete in spite of ``error``, which tells of a very few papers"""
    missing: list[str] = field(default_factory=list)
    cursors: tuple[tuple[str, str], ...] = ()

    def run(self, events: Iterator[Event]) -> Iterator[Event]:
        """Hand on the events of the walk, then its end.

        Raises Forbidden, and what is no fault of the registry.
        """
        try:
            yield from events
        except Forbidden:
            raise
        except UPSTREAM as error:
            self.error = str(error)
            self.unavailable = isinstance(error, UpstreamUnavailable)
        if self.tally.unread:
            self.nearly_whole = False
            self.missing += self.tally.unread
            self.error = self.error or self.tally.problem or "not every record could be read"
        brought = self.tally.found or self.pmids
        yield WalkEnd(
            source=NAME,
            kind="article",
            search=self.search,
            purpose=self.purpose,
            sent=self.sent,
            state=(
                "complete"
                if self.error is None or self.nearly_whole
                else "partial"
                if brought
                else "failed"
            ),
            translation=self.translation,
            warnings=self.warnings,
            not_found=self.not_found,
            promised=self.promised,
            ids=self.pmids,
            fetched=self.tally.found,
            missing=tuple(by_number(self.missing)),
            error=self.error,
            unavailable=self.unavailable,
            cursors=self.cursors if self.error is None or self.nearly_whole else (),
        )

    def matched(self, matches: Matches) -> None:
        """Note what a search found and how PubMed understood it."""
        self.pmids = frozenset(matches.pmids)
        self.promised = matches.promised
        self.translation = matches.translation
        self.warnings = (*self.warnings, *matches.warnings)
        self.not_found = matches.not_found
        self.error = matches.problem

    def expect_all(self, known_missing: Collection[str]) -> Iterator[Event]:
        """What a search lists must also come; what does not come leaves the walk unfinished.

        Except for the few that PubMed has failed to deliver for days: to wait for those would be to
        publish nothing any more. A very few more are told and asked for again, and the walk is
        complete without them: what they are is known, and the others need not wait for them.
        """
        absent = self.tally.absent
        for pmid in absent:
            yield Undelivered(NAME, "article", pmid)
        self.missing += absent
        known = set(absent) & set(known_missing)
        believed = known if len(known) <= most_absent(self.promised or 0) else set[str]()
        count = len(absent) - len(believed)
        if count and self.error is None:
            listed = self.promised or 0
            self.error = f"PubMed does not deliver {count:,} of the {listed:,} papers that it lists"
            self.nearly_whole = len(absent) <= most_tolerated(listed)

    def removed(self, held: Collection[str], *, asked: int) -> Iterator[Event]:
        """Report the held papers that PubMed says it does not have, unless they are too many."""
        absent = {*self.tally.absent, *self.tally.deleted} & set(held)
        if len(absent) > most_absent(asked):
            self.missing += absent
            self.error = (
                f"PubMed says that {len(absent):,} of {asked:,} papers asked for do not exist; "
                "ignored as implausible, they are kept"
            )
            return
        for pmid in by_number(absent):
            yield Absent(NAME, "article", pmid)


def most_absent(asked: int) -> float:
    """How many of so many papers may be missing before it is PubMed that is not believed."""
    return max(BELIEVED_ABSENT, BELIEVED_SHARE * asked)


def most_tolerated(promised: int) -> float:
    """Of how many papers listed a walk may lack the records without being partial."""
    return min(max(TOLERATED, TOLERATED_SHARE * promised), BELIEVED_SHARE * promised)


def numbers(ids: Iterable[str]) -> set[str]:
    """Those of the ids that are PMIDs."""
    return {pmid for pmid in ids if pmid_of(pmid) == pmid}


def by_number(pmids: Iterable[str]) -> list[str]:
    """PMIDs in their numerical order."""
    return sorted(pmids, key=int)
