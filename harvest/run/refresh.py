"""One run, start to end: fetch, store, follow, link, publish.

Sources walk in threads, one a registry, and hand what they find through a short queue to this
thread, the only one that writes. First they walk the topic's searches, then they ask for what other
sources' records call for. MeSH goes along with both, asked for what is stored already.

A run that is stopped at any point is simply run again: what was stored is skipped by its digest,
and a cursor never stands before the records it covers.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import date

from harvest.clock import Clock, SystemClock
from harvest.config import Config
from harvest.errors import UPSTREAM, HarvestError, UpstreamUnavailable, UsageError
from harvest.evidence import judged_by_persons
from harvest.evidence import update as update_evidence
from harvest.evidence.changes.record import record_changes
from harvest.judgements.model import Judgements
from harvest.packs.folders import using
from harvest.publish import Published, without_folders
from harvest.publish.completeness import anything, is_first
from harvest.records import Event, Held, Page, Progress, WalkEnd
from harvest.run import early, outcome
from harvest.run.estimate import Estimate, Say, nothing
from harvest.run.interrupts import Interrupted, interruptible
from harvest.run.lock import run_lock
from harvest.run.merging import merge_references
from harvest.run.outcome import Outcome, Walk
from harvest.run.preflight import preflight
from harvest.run.progress import Bars
from harvest.run.publisher import OnPublished, Publisher, nobody
from harvest.run.upgrade import record_standing, upgrade
from harvest.run.walks import CalledFor, Ended, Walker, Walks
from harvest.sources import Job, Source, all_sources, open_door, readers
from harvest.sources.searches import render
from harvest.store import RunState, Store
from harvest.store.lost import check_not_lost
from harvest.strategy import not_found
from harvest.web import Door, Recording

__all__ = ["Outcome", "Walk", "refresh"]

log = logging.getLogger("harvest.run.refresh")

_MANY = 10  # unreadable records, and …
_SHARE = 0.1  # … of those fetched, from which a walk is not complete
_DEADLINE = 6 * 3600.0  # seconds; a run always ends


def refresh(
    config: Config,
    *,
    full: bool = False,
    sources: Sequence[str] | None = None,
    quiet: bool = False,
    clock: Clock | None = None,
    accept_shrink: bool = False,
    start_anew: bool = False,
    publish: bool = True,
    recording: Recording | None = None,
    given: Sequence[object] = (),
    answering: Sequence[Source] = (),
    told: OnPublished = nobody,
    say: Say = nothing,
) -> Outcome:
    """Fetch what is new or changed, store it, link it and publish it.

    ``full`` fetches everything that is held anew; ``sources`` names the only ones to ask, those
    too that config.toml turns off; ``start_anew`` takes an emptied work database for a new one;
    ``recording`` keeps each answer as it came; ``given`` are files to import instead of asking;
    ``answering`` are sources that answer from elsewhere than their registries, the only ones asked;
    ``told`` hears of each publication (a first run has two, the first as soon as the trials are
    there); and ``say`` how long the rest takes.

    A query that fails, or a source that can't be reached or turns us away, leaves the run partial,
    with an exit code that is not 0: what the others brought is published, what is missing is said
    in the publication, and the next run asks again; where nothing is held, nothing is published. A
    signal ends the run as interrupted, with the exit code of that signal. Raises what ends a run at
    once, noted as failed: AlreadyRunning, ConfigError, StorageError, CannotCreate, NoPermission;
    and, if the publication is refused, UpstreamDataError, though all was stored.
    """
    clock = clock or SystemClock()
    config = _switched_on(config, sources)
    chosen = tuple(answering) or _chosen(config, sources)
    preflight(config)
    judged = judged_by_persons(config)
    try:
        with ExitStack() as stack:
            stack.enter_context(using(config.topic.packs))
            stack.enter_context(run_lock(config.store.path))
            if not start_anew:
                check_not_lost(config)
            signals = stack.enter_context(interruptible())
            store = stack.enter_context(Store.open(config.store.path, clock=clock))
            bars = stack.enter_context(Bars(quiet=quiet))
            publisher = Publisher(config, clock, bars, accept_shrink, start_anew, told)
            publisher.early = publish and is_first(store.connection, config)
            stack.callback(publisher.stop)
            early.clear(config.store.path)
            names = {search.name for search in config.searches} if publisher.early else set[str]()
            run = _Run(
                *(config, judged, store, bars, clock, publisher, Estimate(names, say)),
                *(recording, tuple(given)),
            )
            stack.callback(run.close)
            try:
                with signals.deferred():
                    run.begin(full)
                upgrade(store, config.topic, judged, clock.now().date(), bars)
                run.harvest(chosen)
                if run.brought_anything:
                    run.tell()
                run.end()
                # Also where nothing came: pages say so, and what an upgrade read anew is shown.
                if publish and (run.brought_anything or anything(store.connection)):
                    run.published = publisher.publish()
            except Interrupted as stop:
                run.abandon("interrupted", f"stopped by {stop}")
                return run.outcome(stop.exit_code)
            except Exception as error:
                run.abandon("failed", run.reason(error))
                raise
            return run.outcome()
    except Interrupted as stop:  # before the run had begun, or while it was ending
        return Outcome(0, "interrupted", stop.exit_code)


def _switched_on(config: Config, names: Sequence[str] | None) -> Config:
    """The configuration with the named sources on, so that their searches are made as well."""
    sources = {
        name: replace(source, enabled=source.enabled or name in (names or ()))
        for name, source in config.sources.items()
    }
    return replace(config, sources=sources)


def _chosen(config: Config, names: Sequence[str] | None) -> tuple[Source, ...]:
    """The sources to ask: those named, else those that config.toml does not turn off."""
    known = {source.name: source for source in all_sources()}
    for name in names or ():
        if name not in known:
            raise UsageError(f"--source {name}: unknown source; there are {', '.join(known)}")
    return tuple(
        source
        for name, source in known.items()
        if name in config.sources  # a source without a section is off
        if (name in names if names else config.sources[name].enabled)
    )


@dataclass(slots=True)
class _Run:
    """One run: what it uses, and how it stands."""

    config: Config
    judged: Judgements
    store: Store
    bars: Bars
    clock: Clock
    publisher: Publisher
    estimate: Estimate
    recording: Recording | None = None
    given: tuple[object, ...] = ()
    run_id: int = 0
    full: bool = False
    readers: dict[str, Source] = field(default_factory=dict)
    doors: dict[str, Door] = field(default_factory=dict)
    walks: list[Walk] = field(default_factory=list)
    errors: list[HarvestError] = field(default_factory=list)
    unreadable: Counter[str] = field(default_factory=Counter)
    """Records that went to quarantine, by source, of its walk under way"""
    at_work: Walks = field(default_factory=Walks)
    called_for: CalledFor = field(default_factory=CalledFor)
    published: Published | None = None
    running: bool = False
    began: float = 0.0

    def begin(self, full: bool) -> None:
        """Note that a run is at work."""
        self.full = full
        self.began = self.clock.monotonic()
        self.run_id = self.store.begin_run(full)
        self.running = True

    def harvest(self, sources: Sequence[Source]) -> None:
        """Ask the sources for the topic, then for what their records call for."""
        self.readers = {source.name: source for source in sources}
        self.doors = {each.name: self._door(each) for each in sources}
        by_hand = (each.name for each in all_sources() if each.by_hand is not None)
        self.store.retire_searches((search.name for search in self.config.searches), by_hand)
        accompanying = [(each, each.accompany) for each in sources if each.accompany is not None]
        held = self.store.held()
        try:
            for source, walker in accompanying:
                self._begin(source, walker, held, self.called_for, beside=True)
            self._walk([(each, each.fetch) for each in sources], held)
            self.called_for.pause()
            self._walk_after((each, each.follow) for each in sources)
            self._walk_after((each, each.look_up) for each in sources)
            self._walk_after((each, each.retrieve) for each in sources)
            self.called_for.end()
            self._store_until_left(beside=True)
            self.publisher.all_stored()
        finally:
            self.at_work.stop()
            self.close()  # a walker may be in the middle of its questions
            self.called_for.end()  # a walker that waits for more would wait for ever

    def tell(self) -> None:
        """Work out the evidence; tell what changed since the last complete run; set the clocks."""
        merge_references(self.store, self.run_id)
        with self.bars.step("evidence"):
            update_evidence(self.store, self.config.topic, self.judged)
        complete = outcome.complete_sources(self.walks)
        searched = {strategy.source for strategy in render(self.config)} & self.readers.keys()
        whole = outcome.records_complete(self.walks) and complete >= searched and not self.given
        with self.bars.step("changes"), self.store.transaction("changes") as now:
            connection = self.store.connection
            record_changes(
                connection,
                self.run_id,
                now,
                readers(all_sources()),
                self.config.changes,
                complete | outcome.imported(connection, self.walks, self.readers),
                whole,
            )
            record_standing(connection, self.judged, date.fromisoformat(now[:10]))

    @property
    def state(self) -> RunState:
        """Complete only if every walk was."""
        return outcome.state(self.walks, self.errors)

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong, one line a query or source."""
        return tuple(walk.problem for walk in self.walks if not walk.whole)

    @property
    def brought_anything(self) -> bool:
        """Whether there is anything new to tell, or anything that never was published."""
        never = not self.config.publish.path.exists() and anything(self.store.connection)
        return never or outcome.brought_anything(self.walks)

    def end(self) -> None:
        """Note how the run ended."""
        self.store.end_run(self.run_id, self.state, "; ".join(self.problems) or None)
        self.running = False

    def abandon(self, state: RunState, reason: str) -> None:
        """Note that the run was cut short, if that can still be noted."""
        if self.running:
            self.running = False
            with suppress(HarvestError):  # the disk that failed the run may fail this too
                self.store.end_run(self.run_id, state, reason)

    def reason(self, error: Exception) -> str:
        """Why the run was cut short, fit to be published: without the folders of this machine."""
        if not isinstance(error, HarvestError):
            return f"a bug in the program: {type(error).__name__}"
        return without_folders(str(error), self.config)

    def outcome(self, exit_code: int | None = None) -> Outcome:
        """The run, for whoever started it."""
        (quarantined,) = self.store.connection.execute("SELECT count(*) FROM quarantine").fetchone()
        interrupted = exit_code is not None
        return Outcome(
            run_id=self.run_id,
            state="interrupted" if interrupted and self.published is None else self.state,
            exit_code=outcome.exit_code(self.walks, self.errors)
            if exit_code is None
            else exit_code,
            walks=tuple(self.walks),
            problems=self.problems,
            quarantined=quarantined,
            published=self.published,
        )

    def close(self) -> None:
        """Close the doors: from now on nobody asks anything."""
        for door in self.doors.values():
            door.close()

    def _door(self, source: Source) -> Door:
        record = self.recording.of(source.name) if self.recording else None
        return open_door(self.config, source, self.clock, record=record)

    # --- walking ---

    def _walk(self, walkers: Iterable[tuple[Source, Walker]], held: Held) -> None:
        """Let these walk at the same time, and store what is reported until they have ended."""
        for source, walker in walkers:
            self._begin(source, walker, held, ())
        self._store_until_left()

    def _walk_after(self, walkers: Iterable[tuple[Source, Walker | None]]) -> None:
        """Let these walk on what is held by now, but for sources that can't be reached."""
        silent = {walk.end.source for walk in self.walks if walk.end.unavailable}
        if chosen := [(s, walker) for s, walker in walkers if walker and s.name not in silent]:
            self._walk(chosen, self.store.held())

    def _begin(
        self,
        source: Source,
        walker: Walker,
        held: Held,
        called_for: Iterable[frozenset[str]],
        *,
        beside: bool = False,
    ) -> None:
        job = Job(
            config=self.config,
            source=self.config.sources[source.name],
            held=held,
            door=self.doors[source.name],
            today=self.clock.now().date(),
            full=self.full,
            clock=self.clock,
            given=self.given,
            called_for=called_for,
        )
        self.at_work.begin(source, walker, job, beside=beside)

    def _store_until_left(self, *, beside: bool = False) -> None:
        for event in self.at_work.until_ended(self._look_up, beside=beside):
            if isinstance(event, Ended):
                self._ended(event)
            else:
                self._store(event)

    def _look_up(self) -> None:
        self.publisher.look()
        if self.clock.monotonic() - self.began > _DEADLINE:
            raise UpstreamUnavailable(
                f"the run took more than {_DEADLINE / 3600:.0f} hours and was ended; stored data "
                "are kept, and the next run continues from there"
            )

    def _store(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.bars.show(event)
            self.estimate.see(event, self.clock.monotonic())
            return
        if isinstance(event, WalkEnd):
            event = self._believed(event)
        tally = self.store.apply(self.run_id, event, self.readers)
        if isinstance(event, Page):
            self.unreadable[event.source] += tally.failed
            self.called_for.add(self.store.descriptors(event))
        if isinstance(event, WalkEnd):
            self.walks.append(Walk(event, tally))
            log.debug("%s: %s, %d fetched", self.walks[-1].title, event.state, event.fetched)
            if event.not_found and event.purpose == "search":
                found = not_found.told(event.not_found)
                log.info("search %s, %s: %s", event.search, event.source, found)

    def _believed(self, walk: WalkEnd) -> WalkEnd:
        """The end of a walk; not complete if very many of its records can't be read.

        One bad record blocks nothing, but where a registry changes its form, silence would go on
        publishing what is left as if all were well.
        """
        failed = self.unreadable.pop(walk.source, 0)
        if walk.state != "complete" or failed < max(_MANY, _SHARE * walk.fetched):
            return walk
        error = (
            f"{failed:,} of {walk.fetched:,} records can't be read; the registry may have "
            "changed the format: see `harvest status`, and check for a newer version"
        )
        return replace(walk, state="partial", error=error)

    def _ended(self, ended: Ended) -> None:
        """Note how a source ended; what concerns only that source leaves the others at work."""
        if (error := ended.error) is None:
            self.publisher.source_ended(ended.source, self.walks)
            return
        if not isinstance(error, HarvestError):
            raise error
        self.errors.append(error)
        self._store(
            WalkEnd(
                source=ended.source.name,
                kind=ended.source.kinds[0],
                search=None,
                purpose="run",
                sent="",
                state="failed",
                error=self.reason(error),
                unavailable=isinstance(error, UpstreamUnavailable),
            )
        )
        if not isinstance(error, UPSTREAM):
            raise error
