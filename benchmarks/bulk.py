"""Files of whole registries into a lake, by one worker and by two; and a topic from it."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import distributed

from benchmarks.downloads import make
from benchmarks.row import Row, Scale, at_most
from harvest.bulk.addresses import address
from harvest.bulk.cluster import behind
from harvest.bulk.run import Summary, run
from harvest.config import load
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED

_ROOT = Path(__file__).resolve().parents[1]
_MOST = 500  # megabytes of a worker
_LONGEST = 60  # seconds for a topic, with two processors
_LAKE = "lake of {}"
_HELD = "SELECT (SELECT count(*) FROM trials), (SELECT count(*) FROM articles)"
_Cluster: Any = distributed.LocalCluster


class Took(NamedTuple):
    """Seconds of a run, processor seconds of its busiest worker, megabytes of its largest."""

    wall: float
    busiest: float
    peak: float
    summary: Summary


class Topic(NamedTuple):
    """Seconds and processor seconds of a topic's base, megabytes at the most, what it holds."""

    wall: float
    cpu: float
    peak: float
    held: str


def lake(scale: Scale) -> list[Row]:
    """Twelve files of PubMed and an archive of trials, and what is made of them."""
    with TemporaryDirectory(prefix="harvest-bench-") as folder:
        made = make(Path(folder), scale)
        one, two = (_read(Path(folder), scale, workers) for workers in (1, 2))
        topic = _topic(Path(folder), Path(folder, _LAKE.format(2)))
    records = one.summary.records
    return [
        Row(
            "bulk",
            f"wall time of two workers, {made}",
            "one worker",
            two.wall / one.wall,
            at_most(0.6),
            f"{two.wall:.1f} s / {one.wall:.1f} s: {records / two.wall:,.0f} records/s / "
            f"{records / one.wall:,.0f} records/s",
        ),
        Row(
            "bulk",
            "processor time of the busier of two workers: their wall time, had each a processor",
            "one worker",
            two.busiest / one.busiest,
            at_most(0.6),
            f"{two.busiest:.1f} s / {one.busiest:.1f} s",
        ),
        Row(
            "bulk",
            "peak of a worker",
            f"{_MOST} MB",
            max(one.peak, two.peak) / _MOST,
            at_most(1),
            f"{max(one.peak, two.peak):.0f} MB",
        ),
        Row(
            "bulk",
            f"wall time of the default topic from that lake, {topic.held}",
            f"{_LONGEST} s",
            topic.wall / _LONGEST,
            at_most(1),
            f"{topic.wall:.1f} s, {topic.cpu:.1f} s of a processor, {topic.peak:.0f} MB",
        ),
    ]


def _read(folder: Path, scale: Scale, workers: int) -> Took:
    given = [
        (PUBMED, address(str(folder / "pubmed"))),
        (CLINICALTRIALS, address(str(folder / "studies.zip"))),
    ]
    with _workers(workers, processes=scale.name != "quick") as (where, client):
        before, start = client.run(time.process_time), time.perf_counter()
        summary = run(
            address(str(folder / _LAKE.format(workers))), given, behind(where), _not_shown
        )
        wall = time.perf_counter() - start
        after, peaks = client.run(time.process_time), client.run(_peak)
    if summary.failed:
        raise RuntimeError(f"files that failed: {summary.failed}")
    busiest = max(after[worker] - before[worker] for worker in after)
    return Took(wall, busiest, max(peaks.values()), summary)


@contextmanager
def _workers(number: int, *, processes: bool) -> Iterator[tuple[str, Any]]:
    """A cluster of so many workers: its scheduler's address, and a client."""
    with (
        _Cluster(
            n_workers=number,
            threads_per_worker=1,
            processes=processes,
            protocol="tcp://",
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,  # type: ignore[no-untyped-call]  # Dask's own
    ):
        yield cluster.scheduler_address, client


def _topic(folder: Path, lake: Path) -> Topic:
    """The topic of config.toml from a lake alone, by the command."""
    shutil.copy(_ROOT / "config.toml", folder)
    asked = ("bulk", "topic", lake, "--no-network", "--mesh", folder / "mtrees2026.bin", "--quiet")
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "harvest", *asked, "--config", folder / "config.toml"], cwd=_ROOT
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        raise RuntimeError(f"harvest bulk topic ended with {process.returncode}")
    with closing(sqlite3.connect(load(folder / "config.toml", {}).publish.path)) as db:
        trials, papers = db.execute(_HELD).fetchone()
    cpu = usage.ru_utime + usage.ru_stime
    return Topic(wall, cpu, usage.ru_maxrss / 1024, f"{trials:,} trials and {papers:,} papers")


def _not_shown(file: str, done: int, total: int) -> None:
    del file, done, total


def _peak() -> float:
    """Megabytes that this process had at the most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
