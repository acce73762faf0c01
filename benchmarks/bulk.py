"""Files of whole registries into a lake: one worker beside two, and the memory of each."""

import gzip
import json
import re
import resource
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import distributed

from benchmarks import material
from benchmarks.parsing import cut_answer, cut_page
from benchmarks.row import Row, Scale, at_most
from harvest.bulk.addresses import address
from harvest.bulk.cluster import behind
from harvest.bulk.run import Summary, run
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.standin import generated

_FILES = 12
_GENERATED = 500  # papers on the topic, mixed into the real ones
_OWN = re.compile(rb'(<PMID Version=")[0-9]+(">)[0-9]+(</PMID>)')
_MOST = 500  # megabytes of a worker
_Cluster: Any = distributed.LocalCluster


class Took(NamedTuple):
    """Seconds of a run, processor seconds of its busiest worker, megabytes of its largest."""

    wall: float
    busiest: float
    peak: float
    summary: Summary


def lake(scale: Scale) -> list[Row]:
    """Twelve files of PubMed and an archive of trials, by one worker and by two."""
    with TemporaryDirectory(prefix="harvest-bench-") as folder:
        made = _make(Path(folder), scale)
        one, two = (_read(Path(folder), scale, workers) for workers in (1, 2))
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
    ]


def _read(folder: Path, scale: Scale, workers: int) -> Took:
    given = [
        (PUBMED, address(str(folder / "pubmed"))),
        (CLINICALTRIALS, address(str(folder / "studies.zip"))),
    ]
    with _workers(workers, processes=scale.name != "quick") as (where, client):
        before, start = client.run(time.process_time), time.perf_counter()
        summary = run(address(str(folder / f"lake of {workers}")), given, behind(where), _not_shown)
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


def _not_shown(file: str, done: int, total: int) -> None:
    del file, done, total


def _peak() -> float:
    """Megabytes that this process had at the most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _make(folder: Path, scale: Scale) -> str:
    """The files, of real records under numbers of their own and generated ones; what they are."""
    some = [raw.body for answer in material.articles(scale).answers for raw in cut_answer(answer)]
    some += list(generated(7, 10, min(_GENERATED, scale.papers)).state(0).citations.values())
    (folder / "pubmed").mkdir()
    papers = enumerate(cycle(some), 1)
    for number in range(1, _FILES + 1):
        path = folder / "pubmed" / f"pubmed26n{number:04}.xml.gz"
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(b"<PubmedArticleSet>\n")
            for pmid, body in islice(papers, scale.file):
                file.write(_OWN.sub(rb"\g<1>1\g<2>%d\g<3>" % pmid, body, count=1) + b"\n")
            file.write(b"</PubmedArticleSet>\n")
    _archive(folder / "studies.zip", scale)
    return (
        f"{_FILES} files of {scale.file:,} papers ({material.articles(scale).origin} renumbered, "
        f"and generated ones) and {scale.registered:,} studies"
    )


def _archive(path: Path, scale: Scale) -> None:
    studies: Sequence[bytes] = [
        raw.body for page in material.studies(scale).answers for raw in cut_page(page)
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for number, body in zip(range(scale.registered), cycle(studies)):
            own = json.loads(body)["protocolSection"]["identificationModule"]["nctId"]
            new = f"NCT{number * 350:08}"  # as far apart as they are in life
            file.writestr(f"{new}.json", body.replace(own.encode(), new.encode()))
