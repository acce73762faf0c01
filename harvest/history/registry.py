"""A trial's past versions, from the registry's own history.

The registry's website reads them from an address that is not documented and may change or vanish
any day (see ``fetch``). So they are asked for only on demand, kept once fetched, never part of a
refresh, and their changes are marked as coming from there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harvest.errors import UpstreamDataError
from harvest.history import fetch, merge
from harvest.store import Store
from harvest.web import Door


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one trial: versions held now, those fetched, events told; or what failed."""

    nct_id: str
    versions: int = 0
    fetched: int = 0
    events: int = 0
    error: str | None = None


def collect(store: Store, door: Door, nct_ids: Sequence[str]) -> Iterator[Told]:
    """Fetch what is not held of each trial's past, and tell its changes.

    A trial whose history can't be read is told with its error, and the next one follows; Forbidden
    and UpstreamUnavailable end it.
    """
    for nct_id in nct_ids:
        try:
            listed = fetch.index(door, nct_id)
            held = merge.held(store.connection, nct_id)
            missing = [version for version in listed if version.number not in held]
            bodies = [fetch.version(door, nct_id, version.number) for version in missing]
            again = fetch.index(door, nct_id) if missing else listed
        except UpstreamDataError as error:
            yield Told(nct_id, error=str(error))
            continue
        if again != listed:
            reason = f"{nct_id}: its history changed while it was read; ask again"
            yield Told(nct_id, error=reason)
            continue
        with store.transaction("registry history") as now:
            merge.keep(store.connection, nct_id, zip(missing, bodies, strict=True), now)
            events = merge.tell(store.connection, nct_id, now)
        yield Told(nct_id, len(listed), len(missing), events)
