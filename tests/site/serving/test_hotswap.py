"""A new publication is served without a restart and without a failed request.

Relies on Datasette and other processes.
"""

import asyncio
import json
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from harvest.config import Config
from harvest.errors import StorageError
from harvest.publish import publish
from harvest.site import app
from harvest.site.app import make
from harvest.site.catalog import holdings
from harvest.site.lists import answer as lists
from harvest.site.serving import hotswap
from harvest.site.serving.hotswap import LOOK_EVERY
from tests.helpers.bases.work_base import filled, insert, make_config, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.generations import in_steps, told
from tests.helpers.site.site_server import Running, in_a_process

ROUNDS = int(os.environ.get("HARVEST_HOTSWAP_ROUNDS", "12"))
READERS = 8
# Each page tells the generation, and the number of trials, which is 30 plus the generation.
TOLD = {
    "/status.json": lambda text: (
        json.loads(text)["generation"],
        json.loads(text)["counts"][0]["held"],
    ),
    "/evidence/publication.json?_shape=array": lambda text: (
        json.loads(text)[0]["generation"],
        None,
    ),
    "/evidence.json?sql=select+generation,(select+count(*)+from+trials)+as+n+from+publication"
    "&_shape=array": lambda text: (json.loads(text)[0]["generation"], json.loads(text)[0]["n"]),
    "/evidence/trials?_facet=status_label": lambda text: (None, None),
    "/search?q=cirrhosis": lambda text: (None, None),
    "/": lambda text: (int(text.rpartition("(publication ")[2].partition(")")[0]), None),
}


class Reader(threading.Thread):
    """Asks again and again until told to stop; keeps what went wrong."""

    def __init__(self, site: Running, offset: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.site, self.offset, self.stop = site, offset, stop
        self.faults: list[str] = []
        self.seen: list[int] = []
        self.asked = 0

    def run(self) -> None:
        pages = list(TOLD.items())
        while not self.stop.is_set():
            path, told = pages[(self.asked + self.offset) % len(pages)]
            self.asked += 1
            try:
                answer = self.site.get(path)
            except OSError as error:
                self.faults.append(f"{path}: {error!r}")
                continue
            self._judge(path, answer.status, answer.text, told)

    def _judge(
        self, path: str, status: int, text: str, told: Callable[[str], tuple[Any, Any]]
    ) -> None:
        if status != 200:
            self.faults.append(f"{path}: {status}")
            return
        generation, trials = told(text)
        if generation is None:
            return
        if self.seen and generation < self.seen[-1]:
            self.faults.append(f"{path}: generation {self.seen[-1]} → {generation}")
        if trials is not None and trials != 30 + generation:
            self.faults.append(f"{path}: {trials} trials in generation {generation}")
        self.seen.append(generation)


def test_publications_under_readers_fail_no_request_and_never_go_back(tmp_path: Path) -> None:
    config = filled(tmp_path, 31, 20)
    publish(config)
    with in_a_process(tmp_path) as site:
        stop = threading.Event()
        readers = [Reader(site, offset, stop) for offset in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(ROUNDS):
            insert(config.store.path, trial(100 + number))
            publish(config)
            time.sleep(0.3)
        time.sleep(LOOK_EVERY + 1)
        last = json.loads(site.get("/status.json").text)["generation"]
        stop.set()
        for reader in readers:
            reader.join(30)
    assert [fault for reader in readers for fault in reader.faults] == []
    assert last == ROUNDS + 1
    assert all(reader.seen for reader in readers)
    assert len({number for reader in readers for number in reader.seen}) > ROUNDS / 4


# --- one step at a time, with a clock ---


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = filled(tmp_path, 3, 3)
    publish(config)
    return config


def test_a_publication_is_picked_up_at_the_next_look(config: Config) -> None:
    assert in_steps(config, lambda: publish(config), lambda: None) == [1, 2, 2]


def test_a_large_publication_is_served_when_it_is_ready_and_nobody_waits(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotswap, "LARGE", 1)
    clock = FakeClock()
    site = make(config, clock=clock)
    database = site.get_database("evidence")
    prepare, may_end = database._prepare, asyncio.Event()

    async def slowly() -> None:
        await may_end.wait()
        await prepare()

    async def run() -> list[int]:
        database._prepare = slowly
        publish(config)
        clock.advance(LOOK_EVERY)
        seen = [await told(site)]  # looks, and does not wait
        clock.advance(LOOK_EVERY)
        seen.append(await told(site))
        may_end.set()
        await database._taking_over
        held = lists._known(site, "trials", await holdings(site))
        assert held is not None, "the index is there before the first page asks for it"
        return [*seen, await told(site)]

    assert asyncio.run(run()) == [1, 1, 2]
    database.close()


def test_the_first_reader_after_a_quiet_night_is_shown_the_newest_publication(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotswap, "LARGE", 1)
    monkeypatch.setattr(hotswap, "LOOK_EVERY", 0.01)
    site = make(config)
    database = site.get_database("evidence")

    async def run() -> int:
        watching = asyncio.create_task(database.watch())
        publish(config)
        async with asyncio.timeout(30):
            while database.current.number == 1:
                await asyncio.sleep(0.01)
        watching.cancel()
        return await told(site)

    assert asyncio.run(run()) == 2
    database.close()


def test_a_publication_that_can_not_be_made_ready_is_served_all_the_same(
    config: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hotswap, "LARGE", 1)
    clock = FakeClock()
    site = make(config, clock=clock)
    database = site.get_database("evidence")

    async def fail() -> None:
        raise RuntimeError("no memory for it")

    async def run() -> int:
        database._prepare = fail
        publish(config)
        clock.advance(LOOK_EVERY)
        await told(site)
        await database._taking_over
        return await told(site)

    assert asyncio.run(run()) == 2
    assert "not made ready: no memory for it" in caplog.text
    database.close()


def test_a_file_that_lacks_what_a_later_version_publishes_is_told_in_one_line(
    config: Config, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def lacking(datasette: Datasette) -> None:
        raise sqlite3.OperationalError("no such table: of_tomorrow")

    monkeypatch.setattr(app, "everything", lacking)
    database = make(config, clock=FakeClock()).get_database("evidence")
    asyncio.run(database.make_ready())
    [said] = caplog.records
    assert said.getMessage() == (
        f"{config.publish.path}: published by an earlier version; run `harvest publish`"
    )
    assert said.exc_info is None
    database.close()


def test_a_file_that_is_gone_or_broken_is_passed_over(config: Config) -> None:
    path = config.publish.path
    kept = path.with_name("kept.db")

    def take_away() -> None:
        path.rename(kept)

    def put_text() -> None:
        path.write_text("no database")

    def put_foreign() -> None:
        path.unlink()
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE t (x)")

    def put_back_and_publish() -> None:
        kept.replace(path)
        publish(config)

    assert in_steps(config, take_away, put_text, put_foreign, put_back_and_publish) == [
        1, 1, 1, 1, 2,
    ]  # fmt: skip


def test_an_older_file_is_not_served(config: Config) -> None:
    path = config.publish.path
    first = path.with_name("first.db")
    shutil.copy(path, first)
    assert in_steps(config, lambda: publish(config), lambda: first.replace(path)) == [1, 2, 2]


def test_a_stale_sidecar_changes_nothing(config: Config) -> None:
    sidecar = Path(f"{config.publish.path}-wal")
    assert in_steps(config, lambda: sidecar.write_bytes(b"x" * 4096)) == [1, 1]


def test_a_request_reads_one_file_however_often_it_asks(config: Config) -> None:
    clock = FakeClock()
    site = make(config, clock=clock)
    database = site.get_database("evidence")
    sql = "SELECT generation FROM publication"

    async def run() -> list[int]:
        seen = []
        with database.current.in_use():
            seen.append((await database.execute(sql)).first()[0])
            publish(config)
            clock.advance(LOOK_EVERY)
            await database.look()
            seen.append((await database.execute(sql)).first()[0])
        seen.append((await database.execute(sql)).first()[0])
        return seen

    assert asyncio.run(run()) == [1, 1, 2]
    database.close()


def test_a_replaced_file_is_closed_when_its_last_request_ends(config: Config) -> None:
    clock = FakeClock()
    site = make(config, clock=clock)
    database = site.get_database("evidence")

    def open_files() -> int:
        targets = map(_target, Path("/proc/self/fd").iterdir())
        return sum(target == f"{config.publish.path} (deleted)" for target in targets)

    async def run() -> None:
        for _ in range(3):
            publish(config)
            clock.advance(LOOK_EVERY)
            await told(site)
        for _ in range(100):
            if open_files() == 0:
                return
            await asyncio.sleep(0.02)

    asyncio.run(run())
    assert open_files() == 0
    database.close()


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def test_nothing_published_is_told_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="run harvest refresh first"):
        make(make_config(tmp_path))
    config = filled(tmp_path, 1, 1)
    config.publish.path.write_text("no database")
    with pytest.raises(StorageError, match="move it away and run `harvest publish`"):
        make(config)


def test_the_published_file_can_not_be_written_through_the_site(config: Config) -> None:
    site = make(config)
    database = site.get_database("evidence")
    before = config.publish.path.read_bytes()

    async def write() -> None:
        with pytest.raises(PermissionError):
            await database.execute_write("DELETE FROM trials")
        with pytest.raises(sqlite3.DatabaseError):
            await database.execute("DELETE FROM trials")

    asyncio.run(write())
    database.close()
    assert config.publish.path.read_bytes() == before
