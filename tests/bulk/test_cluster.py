"""Workers of a Dask cluster: the same bytes as one process alone, whatever becomes of them.

Relies on a Dask cluster.
"""

import os
import signal
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster

from harvest.bulk import cluster as bulk_cluster
from harvest.bulk.addresses import address
from harvest.bulk.run import Task, run, serially
from harvest.bulk.units import found
from harvest.cli import run as harvest
from harvest.errors import ConfigError, UpstreamUnavailable, UsageError
from tests.helpers.bulk.files import SOURCES, contents, paper, parse, pubmed_file, six_files

# A scheduler of a test never asks another machine; it closes comms of workers that were killed.
SETTINGS = {"distributed.comm.timeouts.connect": 5, "distributed.worker.memory.terminate": False}


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = six_files(tmp_path_factory.mktemp("bulk"))
    parse(folder / "serial", pubmed=folder / "pubmed", trials=folder / "trials")
    return folder


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """A cluster of two processes, for the whole file."""
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=60,
        ) as started,
    ):
        yield started


def spread(lake: Path, six: Path, scheduler: str, show: Any = None) -> Any:
    given = [(SOURCES[name], address(str(six / name))) for name in ("pubmed", "trials")]
    told = show or (lambda file, done, total: None)
    return run(address(str(lake)), given, bulk_cluster.behind(scheduler), told)


def test_the_command_makes_the_same_bytes_with_a_worker_of_its_own(
    six: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    places = ["--pubmed", str(six / "pubmed"), "--trials", str(six / "trials")]
    assert harvest(["bulk", "parse", str(tmp_path / "lake"), *places, "--workers", "1"]) == 0
    assert capfd.readouterr() == ("6 files read (181 records), 0 unchanged\n", "")
    assert contents(tmp_path / "lake") == contents(six / "serial")


def test_two_workers_make_the_same_bytes_as_one_process(
    workers: Any, six: Path, tmp_path: Path
) -> None:
    summary = spread(tmp_path / "lake", six, workers.scheduler_address)
    assert (summary.read, summary.failed) == (6, {})
    assert contents(tmp_path / "lake") == contents(six / "serial")


def test_a_worker_that_is_killed_costs_nothing_but_time(
    workers: Any, six: Path, tmp_path: Path
) -> None:
    killed: list[int] = []

    def kill(file: str, done: int, total: int) -> None:
        if not killed:
            nanny = next(iter(workers.workers.values()))
            killed.append(nanny.pid)
            os.kill(nanny.pid, signal.SIGKILL)

    summary = spread(tmp_path / "lake", six, workers.scheduler_address, kill)
    assert len(killed) == 1
    assert (summary.read, summary.failed) == (6, {})
    assert contents(tmp_path / "lake") == contents(six / "serial")


def test_a_damaged_file_fails_alone_among_workers_too(workers: Any, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        md5 = "0" * 32 if number == 2 else ""
        pubmed_file(tmp_path / "pubmed", f"pubmed26n000{number}", paper("1", "x"), md5=md5)
    (tmp_path / "trials").mkdir()
    (tmp_path / "trials" / "shard.jsonl").write_bytes(b"")
    summary = spread(tmp_path / "lake", tmp_path, workers.scheduler_address)
    assert list(summary.failed) == ["pubmed26n0002.xml.gz"]
    assert summary.read == 3


def test_workers_that_do_not_see_the_lake_or_the_files_are_found_before_the_first_file(
    workers: Any, six: Path, tmp_path: Path
) -> None:
    # What is in memory is seen by one process alone, as a disk is by one machine.
    given = [(SOURCES["pubmed"], address(str(six / "pubmed")))]
    behind = bulk_cluster.behind(workers.scheduler_address)
    with pytest.raises(ConfigError, match=r"worker tcp://127.0.0.1:\d+: it does not see memory:"):
        run(address("memory://lake"), given, behind, lambda file, done, total: None)
    assert address("memory://lake").files().keys() == {"pubmed/plan.json"}
    far = address("memory://in")
    (far / "pubmed26n0001.xml").write(b"<PubmedArticleSet></PubmedArticleSet>")
    given = [(SOURCES["pubmed"], far)]
    with pytest.raises(ConfigError, match="it does not have memory:"):
        run(address(str(tmp_path / "lake")), given, behind, lambda file, done, total: None)


def test_a_worker_of_another_version_is_told_to_get_the_same(workers: Any, six: Path) -> None:
    given = Task(
        unit=found(SOURCES["pubmed"], address(str(six / "pubmed"))).units[0],
        lake=address(str(six / "of another version")),
        read_by="another version",
        held=None,
    )
    with (
        Client(workers.scheduler_address, set_as_default=False) as client,  # type: ignore[no-untyped-call]  # Dask's own
        pytest.raises(ConfigError, match=r"another version of harvest, .*; install the same"),
    ):
        bulk_cluster.check(client, [given])


@pytest.fixture
def brief() -> Iterator[Any]:
    """A cluster of this process alone, for what ends it."""
    with dask.config.set(SETTINGS):
        started = LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            processes=False,
            protocol="tcp://",
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=60,
        )
        yield started
        started.close()


def test_a_scheduler_that_goes_away_ends_the_run_and_the_next_one_goes_on(
    brief: Any, six: Path, tmp_path: Path
) -> None:
    def close(file: str, done: int, total: int) -> None:
        if done == 2:
            brief.close()

    with pytest.raises(UpstreamUnavailable, match=r"scheduler is no longer there; \d of 6 files"):
        spread(tmp_path / "lake", six, brief.scheduler_address, close)
    assert len(list((tmp_path / "lake").rglob("manifest/*.json"))) >= 2
    parse(tmp_path / "lake", serially, six / "pubmed", six / "trials")
    assert contents(tmp_path / "lake") == contents(six / "serial")


def test_a_run_whose_last_worker_is_gone_does_not_wait_for_ever(
    brief: Any, six: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_cluster, "_WATCH", 0.1)
    monkeypatch.setattr(bulk_cluster, "_ALONE", 2)

    def leave(file: str, done: int, total: int) -> None:
        if done == 1:
            brief.scale(0)

    with pytest.raises(UpstreamUnavailable, match="no worker is left; run again"):
        spread(tmp_path / "lake", six, brief.scheduler_address, leave)
    rows = {path.stem for path in (tmp_path / "lake").rglob("manifest/*.json")}
    parts = {path.name.rpartition("-")[0] for path in (tmp_path / "lake").glob("*/parts/*")}
    assert rows == parts


@pytest.fixture(params=["nobody", "no word", "another program"])
def no_scheduler(request: pytest.FixtureRequest) -> Iterator[str]:
    """An address with no scheduler behind it."""
    if request.param == "nobody":
        yield "tcp://127.0.0.1:9"
        return
    said = b"SSH-2.0-OpenSSH_9.6\r\n" if request.param == "another program" else b""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(said)
            ended.wait(60)

    ended = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        ended.set()
        server.shutdown()


def test_where_no_scheduler_answers_the_command_says_so(
    no_scheduler: str, six: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(bulk_cluster, "_CONNECT", 0.5)
    place = ["--pubmed", str(six / "pubmed"), "--scheduler", no_scheduler]
    assert harvest(["bulk", "parse", str(tmp_path / "lake"), *place]) == 69
    (line,) = capfd.readouterr().err.splitlines()
    assert f"{no_scheduler}: no Dask scheduler answers" in line


def test_the_address_of_a_worker_is_told_from_that_of_a_scheduler(
    workers: Any, six: Path, tmp_path: Path
) -> None:
    (worker, *_) = workers.scheduler_info["workers"]
    with pytest.raises(UsageError, match=f"{worker}: a Dask worker answers there; give the addr"):
        spread(tmp_path / "lake", six, worker)
