"""Units spread over the workers of a Dask cluster, on this machine or behind a scheduler's address.

A worker that is lost costs what it was at; its unit goes to another. A scheduler that is lost ends
the run: what was read is in the lake, and the next run goes on from there.
"""

import asyncio
import logging
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import dask
import distributed
from distributed.comm.addressing import get_address_host_port
from distributed.scheduler import KilledWorker

from harvest.bulk.addresses import Address
from harvest.bulk.parse import Parsed, named, read_by
from harvest.bulk.run import Task, Workers, each_of, unreachable
from harvest.errors import ConfigError, HarvestError, ProcessEnded, UpstreamUnavailable, UsageError

# Dask's own annotations are of parts of it alone.
_Client: Any = distributed.Client
_LocalCluster: Any = distributed.LocalCluster
_rpc: Any = distributed.rpc
_Security: Any = distributed.Security

_TRIES = 2
"""How often a unit is tried again where the input or the lake could not be reached."""
_CONNECT = 10.0
"""Seconds in which a scheduler has to answer, and to have a worker."""
_WATCH = 1.0
"""Seconds without a result, after which it is seen whether scheduler and workers are there."""
_ALONE = 30
"""So many times in a row that there was no worker: none will come."""
_PROBE = ".probe"
_OTHER_VERSION = "it has another version of harvest, whose rows would differ"
_SAME_VERSION = "install the same version, with the packages of the extra bulk, on every machine"
_SAME_PLACES = (
    "give places that every machine has under the same path, or an address such as s3://bucket/lake"
)
_UNREACHABLE = "run again when it is there: what was read before is kept"

_SETTINGS: Mapping[str, Any] = {
    "distributed.comm.timeouts.connect": _CONNECT,
    # A unit is unpacked in memory piece by piece and its result is a few numbers: there is nothing
    # to spill to the disk.
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.target": False,
}


class Sample(NamedTuple):
    """What a worker has to see: a file of each input with its size, and what reads it."""

    source: str
    read_by: str
    file: Address
    size: int


def local(workers: int | None) -> Workers:
    """Workers that are processes of this machine: as many as it has processors, or so many."""
    return partial(_locally, workers or len(os.sched_getaffinity(0)))


def behind(scheduler: str) -> Workers:
    """The workers of the scheduler at an address such as ``tcp://10.0.0.1:8786``."""
    return partial(_remotely, scheduler)


@contextmanager
def _locally(workers: int, tasks: Sequence[Task]) -> Iterator[Iterator[Parsed]]:
    _silence()
    with (
        dask.config.set(_SETTINGS),
        _LocalCluster(
            n_workers=min(workers, len(tasks)),
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # any port: no two clusters want the same
            silence_logs=logging.CRITICAL,
            preload=["harvest.bulk.worker"],
        ) as cluster,
        _Client(cluster, set_as_default=False) as client,
    ):
        yield _results(client, tasks)


@contextmanager
def _remotely(scheduler: str, tasks: Sequence[Task]) -> Iterator[Iterator[Parsed]]:
    _silence()
    with dask.config.set(_SETTINGS), _connected(scheduler) as client:
        try:
            client.wait_for_workers(1, timeout=_CONNECT)
        except TimeoutError:
            raise UpstreamUnavailable(
                f"{scheduler}: the scheduler has no worker; start one: dask worker {scheduler}"
            ) from None
        check(client, tasks)
        yield _results(client, tasks)


def _silence() -> None:
    """What Dask says of workers that come and go is for its own logs; what matters is reported.

    For good: what it says of a lost connection comes when the connection is long put away.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)


def _connected(scheduler: str) -> AbstractContextManager[Any]:
    try:
        get_address_host_port(scheduler)
    except ValueError as error:
        raise UsageError(f"--scheduler {scheduler}: not an address ({error})") from error
    try:
        kind = asyncio.run(_answering(scheduler))
        if kind == "Scheduler":
            client: AbstractContextManager[Any] = _Client(
                scheduler, timeout=_CONNECT, set_as_default=False
            )
            return client
    except Exception as error:  # what is no scheduler may send anything, of any length
        raise UpstreamUnavailable(
            f"{scheduler}: no Dask scheduler answers; start one (dask scheduler), or use "
            "--scheduler local"
        ) from error
    raise UsageError(
        f"--scheduler {scheduler}: a Dask {kind.lower()} answers there; give the address of its "
        "scheduler"
    )


async def _answering(scheduler: str) -> str:
    """What kind of server of Dask is at an address.

    A client itself waits without end where something takes its call and says nothing, as the page
    of a scheduler does, or a machine that hangs.
    """
    security = _Security().get_connection_args("client")
    async with _rpc(scheduler, timeout=_CONNECT, connection_args=security) as there:
        said = await asyncio.wait_for(there.identity(), _CONNECT)
    return str(said["type"])


# --- before the first unit ---


def check(client: Any, tasks: Sequence[Task]) -> None:
    """See that every worker has the files, the lake and the same program.

    Raises ConfigError naming the worker and what it lacks.
    """
    lake = tasks[0].lake
    token = secrets.token_hex(8)
    samples = {task.unit.root: _sample(task) for task in tasks}
    (lake / _PROBE / token).write(token.encode())
    try:
        found = client.run(_probe, lake, token, [*samples.values()], on_error="return")
        for worker, said in sorted(found.items()):
            cure = _SAME_PLACES
            if not isinstance(said, str):
                said = f"it can't run this version of harvest ({type(said).__name__}: {said})"
                cure = _SAME_VERSION
            elif said == _OTHER_VERSION:
                cure = _SAME_VERSION
            elif not said and not (lake / _PROBE / f"{token}-{_plain(worker)}").exists():
                said = f"what it writes to {lake.text} is not seen here"
            if said:
                raise ConfigError(f"worker {worker}: {said}; {cure}")
    finally:
        (lake / _PROBE).remove()


def _sample(task: Task) -> Sample:
    unit = task.unit
    file = unit.root if unit.members else unit.root / unit.files[0]
    return Sample(unit.source, task.read_by, file, file.size())


def _plain(worker: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in worker)


def _probe(lake: Address, token: str, samples: Sequence[Sample], dask_worker: Any) -> str:
    """What this worker lacks; "" for nothing. Dask gives the worker itself by that name."""
    for sample in samples:
        if read_by(named(sample.source)) != sample.read_by:
            return _OTHER_VERSION
        try:
            size = sample.file.size()
        except OSError:
            size = -1
        if size != sample.size:
            return f"it does not have {sample.file.text} as it is here"
    try:
        seen = (lake / _PROBE / token).read()
    except OSError:
        seen = b""
    if seen != token.encode():
        return f"it does not see {lake.text}"
    try:
        (lake / _PROBE / f"{token}-{_plain(dask_worker.address)}").write(b"")
    except OSError as error:
        return f"it can't write to {lake.text} ({error})"
    return ""


# --- the units ---


def _results(client: Any, tasks: Sequence[Task]) -> Iterator[Parsed]:
    """What came of each unit, as it comes."""
    ended: SimpleQueue[Any] = SimpleQueue()
    futures = client.map(each_of, tasks, pure=False, retries=_TRIES)
    waiting = {future.key: each for future, *each in zip(futures, futures, tasks, strict=True)}
    for future in futures:
        future.add_done_callback(ended.put)
    alone = 0
    try:
        while waiting:
            try:
                future = ended.get(timeout=_WATCH)
            except Empty:
                alone = 0 if _workers(client, len(tasks) - len(waiting), len(tasks)) else alone + 1
                if alone >= _ALONE:
                    raise UpstreamUnavailable(f"no worker is left; {_UNREACHABLE}") from None
                continue
            _, task = waiting.pop(future.key)
            yield _result(future, task, len(tasks) - len(waiting) - 1, len(tasks))
    finally:
        if waiting and client.status == "running":
            client.cancel([future for future, _ in waiting.values()])


def _result(future: Any, task: Task, done: int, total: int) -> Parsed:
    if future.status == "finished":
        parsed: Parsed = future.result()
        return parsed
    if future.status != "error":
        raise _lost(done, total)
    error = future.exception()
    if isinstance(error, KilledWorker):
        raise ProcessEnded(
            f"{task.unit.told}: each worker that read it was ended, perhaps as memory ran out; run "
            "again with fewer workers (--workers): what was read before is kept"
        )
    if isinstance(error, OSError):
        return unreachable(task, error)
    if isinstance(error, HarvestError):
        raise error
    raise RuntimeError(f"{task.unit.told}: {error!r}") from error


def _workers(client: Any, done: int, total: int) -> int:
    """How many workers there are. Raises UpstreamUnavailable if the scheduler is gone."""
    try:
        return len(client.nthreads())
    except (OSError, RuntimeError, ValueError):
        raise _lost(done, total) from None


def _lost(done: int, total: int) -> UpstreamUnavailable:
    return UpstreamUnavailable(
        f"the Dask scheduler is no longer there; {done} of {total} files were read: {_UNREACHABLE}"
    )
