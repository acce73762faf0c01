"""A trial's past versions, from the registry's own history.

A registry's website may read them from an address that is not documented and may change or vanish
any day (ClinicalTrials.gov's is such). So they are asked for only on demand, kept once fetched,
never part of a refresh, and their changes are marked as coming from there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from harvest.clock import Clock
from harvest.config import Config
from harvest.errors import UpstreamDataError
from harvest.history import merge
from harvest.sources import Source, all_sources, open_door, readers
from harvest.store import Store
from harvest.web import Door


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one trial: versions held now, those fetched, events told; or what failed."""

    trial_id: str
    versions: int = 0
    fetched: int = 0
    events: int = 0
    error: str | None = None


def door(config: Config, source: Source, clock: Clock) -> Door:
    """The door to where a source's registry keeps past versions."""
    if source.past is None:
        raise ValueError(f"{source.name}: its registry keeps no past versions")
    section = config.sources[source.name]
    there = replace(section, base_url=source.past.base_url(section.base_url))
    sources = {**config.sources, source.name: there}
    return open_door(replace(config, sources=sources), source, clock)


def collect(store: Store, door: Door, source: Source, trial_ids: Sequence[str]) -> Iterator[Told]:
    """Fetch what is not held of each trial's past, and tell its changes.

    A trial whose history can't be read is told with its error, and the next one follows; Forbidden
    and UpstreamUnavailable end it.
    """
    past = source.past
    if past is None:
        raise ValueError(f"{source.name}: its registry keeps no past versions")
    for trial_id in trial_ids:
        try:
            listed = past.index(door, trial_id)
            held = merge.held(store.connection, trial_id)
            missing = [version for version in listed if version.number not in held]
            bodies = [past.version(door, trial_id, version.number) for version in missing]
            again = past.index(door, trial_id) if missing else listed
        except UpstreamDataError as error:
            yield Told(trial_id, error=str(error))
            continue
        if again != listed:
            reason = f"{trial_id}: its history changed while it was read; ask again"
            yield Told(trial_id, error=reason)
            continue
        with store.transaction("registry history") as now:
            merge.keep(store.connection, trial_id, zip(missing, bodies, strict=True), now)
            events = merge.tell(store.connection, trial_id, now, readers(all_sources()))
        yield Told(trial_id, len(listed), len(missing), events)
