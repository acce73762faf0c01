"""How a run ended: what its walks brought, in which state it is, what is wrong, its exit code."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from harvest.errors import HarvestError, UpstreamDataError, UpstreamUnavailable
from harvest.publish import Published
from harvest.records import WalkEnd
from harvest.sources import Source
from harvest.store import RunState, Tally


@dataclass(frozen=True, slots=True)
class Walk:
    """What one query brought."""

    end: WalkEnd
    tally: Tally

    @property
    def whole(self) -> bool:
        """Whether nothing of it is missing, not even the few records that a walk may lack."""
        return self.end.state == "complete" and self.end.error is None

    @property
    def title(self) -> str:
        """Source, search and purpose."""
        return " ".join(filter(None, (self.end.source, self.end.search, self.end.purpose)))

    @property
    def problem(self) -> str:
        """What went wrong, as a line for the operator."""
        return f"{self.title}: {self.end.state}: {self.end.error or 'not all of it came'}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended. ``problems`` are lines for the operator, empty if all went well."""

    run_id: int  # 0 if none was begun
    state: RunState
    exit_code: int
    walks: tuple[Walk, ...] = ()
    problems: tuple[str, ...] = ()
    quarantined: int = 0
    """Records in quarantine now, of this run and of earlier ones"""
    published: Published | None = None

    @property
    def tally(self) -> Tally:
        """New, changed and failed records of all walks."""
        return sum((walk.tally for walk in self.walks), Tally())

    @property
    def refused_by(self) -> frozenset[str]:
        """The sources that can't be reached or turn us away."""
        return frozenset(walk.end.source for walk in self.walks if walk.end.unavailable)


def state(walks: Sequence[Walk], errors: Collection[HarvestError]) -> RunState:
    """Complete only if every walk was, and nothing of any is missing."""
    if all(walk.whole for walk in walks) and not errors:
        return "complete"
    return "partial" if any(walk.end.state == "complete" for walk in walks) else "failed"


def exit_code(walks: Sequence[Walk], errors: Sequence[HarvestError]) -> int:
    """0 if all is there; else that of the first error, or of what the walks lack."""
    if state(walks, errors) == "complete":
        return 0
    for error in errors:
        return error.exit_code
    unavailable = any(walk.end.unavailable for walk in walks)
    return (UpstreamUnavailable if unavailable else UpstreamDataError).exit_code


def brought_anything(walks: Sequence[Walk]) -> bool:
    """Whether there is anything to publish of a run: a walk that ended well, or a record."""
    return any(
        (walk.end.state == "complete" and (walk.end.purpose != "import" or walk.end.fetched))
        or walk.tally.new
        or walk.tally.changed
        for walk in walks
    )


def complete_sources(walks: Sequence[Walk]) -> frozenset[str]:
    """The sources all of whose searches were complete in this run."""
    searches = [walk.end for walk in walks if walk.end.purpose in ("search", "import")]
    return frozenset(end.source for end in searches) - {
        end.source for end in searches if end.state != "complete"
    }


def imported(
    connection: sqlite3.Connection, walks: Sequence[Walk], sources: Mapping[str, Source]
) -> frozenset[str]:
    """Those of the sources of files that hold records: what was imported is whole, in any run.

    So what a run imported that was killed before it told of it is told by the next one.
    """
    unfinished = {walk.end.source for walk in walks if walk.end.state != "complete"}
    held = {source for (source,) in connection.execute("SELECT DISTINCT source FROM records")}
    files = {name for name, source in sources.items() if source.by_hand is not None}
    return frozenset(files & held - unfinished)


def records_complete(walks: Sequence[Walk]) -> bool:
    """Whether all trials and papers came that there are; what is told of them may be missing."""
    ends = [walk.end for walk in walks if walk.end.kind in ("trial", "article")]
    return all(end.state == "complete" for end in ends)
