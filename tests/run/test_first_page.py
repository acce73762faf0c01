"""On a first run the trials are served within seconds, and the rest follows as it comes.

Relies on stand-ins and other processes.
"""

import json
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from harvest.config import load
from harvest.publish import Published
from harvest.records import Progress
from harvest.run import early, publisher
from harvest.run.estimate import Estimate
from harvest.run.refresh import refresh
from harvest.standin import StandIn, generated, serve
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT
from tests.helpers.site.site_server import Running

LOGGER = "harvest.run.publisher"
SLOW = 0.2  # requests a second to PubMed: its walk outlasts the trials' by far


@pytest.fixture
def registries() -> Iterator[StandIn]:
    with serve(generated(5, 30, 40)) as standin:
        yield standin


def configured(folder: Path, registries: StandIn, papers_per_second: float = SLOW) -> Path:
    lines = registries.config_lines().replace("]\n", "]\nrequests_per_second = 100.0\n")
    head, mark, rest = lines.partition("[sources.pubmed]\nrequests_per_second = ")
    file = folder / "config.toml"
    file.write_text(
        '[topic]\ntitle = "Everything"\n[topic.concepts.condition]\nterms = ["liver cirrhosis"]\n'
        '[[search]]\nname = "core"\nclinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
        'pubmed = "1800:3000[dp]"\n'
        + head
        + mark
        + rest.replace("100.0", str(papers_per_second), 1)
        + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n[serve]\nport = 0\n'
    )
    return file


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No matter how soon all the rest comes, be it before the trials."""
    monkeypatch.setattr(publisher, "GRACE", 0.0)
    monkeypatch.setattr(publisher, "_MANY", 0)


@pytest.mark.usefixtures("at_once")
def test_a_first_run_publishes_the_trials_as_soon_as_they_are_there(
    tmp_path: Path, registries: StandIn
) -> None:
    config = load(configured(tmp_path, registries, 100.0), {})
    seen: list[tuple[int, list[str]]] = []

    def told(published: Published) -> None:
        with closing(sqlite3.connect(published.path)) as db:
            ((trials, missing),) = db.execute(
                "SELECT (SELECT count(*) FROM trials), missing FROM publication"
            )
        seen.append((trials, json.loads(missing)))

    assert refresh(config, clock=FakeClock(), quiet=True, told=told).exit_code == 0
    assert [trials for trials, _ in seen] == [30, 30]
    assert seen[1][1] == []
    seen.clear()
    assert refresh(config, clock=FakeClock(), quiet=True, told=told).exit_code == 0
    assert seen == [(30, [])]


BESIDE = "import sys; sys.path[:] = {path}; from harvest.run import early; "
PATIENTLY = """
import sqlite3, time
publish = early.publish
def patient(config, **named):
    asked = "SELECT 1 FROM run_queries WHERE source = 'pubmed' AND state = 'complete'"
    until = time.monotonic() + 300
    while not sqlite3.connect(config.store.path).execute(asked).fetchone():
        assert time.monotonic() < until, "no paper is stored"
        time.sleep(0.05)
    return publish(config, **named)
early.publish = patient
early.main()
"""


@pytest.mark.usefixtures("at_once")
def test_papers_are_stored_while_the_trials_are_published(
    tmp_path: Path, registries: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(early, "_PROGRAM", BESIDE + PATIENTLY)
    papers: list[int] = []

    def told(published: Published) -> None:
        with closing(sqlite3.connect(published.path)) as db:
            papers.append(db.execute("SELECT count(*) FROM articles").fetchone()[0])

    config = load(configured(tmp_path, registries, 1.0), {})
    outcome = refresh(config, quiet=True, told=told)
    assert outcome.exit_code == 0
    assert len(papers) == 2
    assert papers[1] == 40
    assert outcome.published is not None
    assert outcome.published.generation == 2
    assert not list(tmp_path.glob("*.early*"))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("raise SystemExit(3)", "ended with 3"),
        ("import os; os.kill(os.getpid(), 9)", "ended with -9"),
        (
            "from unittest import mock; from harvest.errors import CannotCreate; "
            "early.publish = mock.Mock(side_effect=CannotCreate('no room')); early.main()",
            "no room",
        ),
        ("early.os.open = lambda *_: early.os.lstat('/gone'); early.main()", "/gone"),
    ],
)
def test_where_the_trials_cannot_be_published_early_the_run_says_so_once_and_goes_on(
    tmp_path: Path,
    registries: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    program: str,
    says: str,
) -> None:
    monkeypatch.setattr(early, "_PROGRAM", BESIDE + program)
    outcome = refresh(load(configured(tmp_path, registries, 20.0), {}), quiet=True)
    assert outcome.exit_code == 0
    assert outcome.published is not None
    warnings = [r.message for r in caplog.records if r.name == LOGGER]
    assert len(warnings) == 1, warnings
    assert says in warnings[0]
    assert not list(tmp_path.glob("*.early*"))


@pytest.mark.usefixtures("at_once")
def test_a_process_that_ended_before_it_was_told_what_to_publish_is_named_all_the_same(
    tmp_path: Path,
    registries: StandIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    give = early.Early._give

    def late(beside: early.Early, order: early.Order) -> None:
        beside._process.wait()
        give(beside, order)

    monkeypatch.setattr(early.Early, "_give", late)
    monkeypatch.setattr(early, "_PROGRAM", "raise SystemExit(3)")
    outcome = refresh(load(configured(tmp_path, registries, 20.0), {}), quiet=True)
    assert outcome.exit_code == 0
    assert [r.message.rpartition(": ")[2] for r in caplog.records if r.name == LOGGER] == [
        "the process that publishes ended with 3"
    ]


STUCK = f"""
import sys
from pathlib import Path
from harvest.config import load
from harvest.run import early, publisher, refresh
publisher.GRACE = 0.0
early._PROGRAM = {BESIDE!r} + '''
import os, time
from pathlib import Path
def stuck(*arguments, **named):
    Path("pid").write_text(str(os.getpid()))
    time.sleep(600)
early.publish = stuck
early.main()
'''
sys.exit(refresh.refresh(load(Path(sys.argv[1]), {{}}), quiet=True).exit_code)
"""


def is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_ends_leaves_nothing_at_work_on_the_trials(
    tmp_path: Path, registries: StandIn, number: signal.Signals
) -> None:
    file = configured(tmp_path, registries, 20.0)
    beside = os.environ.get("PYTHONPATH")  # of make test-on
    process = subprocess.Popen(
        [sys.executable, "-c", STUCK, str(file)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [beside])])},
    )
    until = time.monotonic() + 300
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    pid = int((tmp_path / "pid").read_text())
    assert is_alive(pid)
    process.send_signal(number)
    assert process.wait(timeout=30) == (-number if number == signal.SIGKILL else 128 + number)
    while is_alive(pid):
        assert time.monotonic() < until
        time.sleep(0.02)
    assert not (tmp_path / "evidence.db").exists()
    assert bool(list(tmp_path.glob("*.early*"))) == (number == signal.SIGKILL)
    again = refresh(load(file, {}), quiet=True)
    assert again.exit_code == 0
    assert again.published is not None
    assert not list(tmp_path.glob("*.early*"))


@contextmanager
def running(config: Path) -> Iterator[tuple["subprocess.Popen[str]", "queue.Queue[str]"]]:
    """``harvest run`` in a process of its own, and the lines that it writes to stdout."""
    process = subprocess.Popen(
        [sys.executable, "-m", "harvest", "run", "--config", str(config)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()])
    reader.start()
    try:
        yield process, lines
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=30)
        reader.join(timeout=30)
        process.stdout.close()


def served(lines: "queue.Queue[str]") -> Running:
    while True:
        line = lines.get(timeout=60)
        if line.startswith("Serving "):
            return Running(int(line.rstrip("/\n").rpartition(":")[2]))


def state_of(base: Path) -> str:
    with closing(sqlite3.connect(base / "harvest.db", timeout=30)) as db:
        state: str = db.execute("SELECT state FROM runs").fetchone()[0]
        return state


def test_run_serves_the_trials_while_papers_still_come_and_then_the_whole(
    tmp_path: Path, registries: StandIn
) -> None:
    with running(configured(tmp_path, registries)) as (process, lines):
        site = served(lines)
        assert state_of(tmp_path) == "running"
        home = site.get("/").text
        assert "<strong>First harvest incomplete:</strong>" in home
        assert "PubMed, search core: still coming" in home
        assert json.loads(site.get("/status.json").body)["first_harvest_incomplete"] is True
        for page in ("/trials", "/articles", "/topics", "/landscape", "/changes", "/status"):
            assert site.get(page).status == 200, page
        until = time.monotonic() + 90
        while json.loads(site.get("/status.json").body)["first_harvest_incomplete"]:
            assert time.monotonic() < until
            time.sleep(0.5)
        assert "First harvest incomplete" not in site.get("/").text
        assert state_of(tmp_path) == "complete"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 128 + signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_papers_still_come_ends_the_run_and_the_site(
    tmp_path: Path, registries: StandIn, number: signal.Signals
) -> None:
    with running(configured(tmp_path, registries, 0.1)) as (process, lines):
        served(lines)
        process.send_signal(number)
        assert process.wait(timeout=30) == 128 + number
    assert state_of(tmp_path) == "interrupted"


@pytest.mark.parametrize(
    ("each", "says"),
    [
        (3.0, "about 3 minutes to go"),
        (0.4, "less than a minute to go"),
        (1.2, "about 2 minutes to go"),
    ],
)
def test_a_first_run_says_how_long_the_papers_will_take(each: float, says: str) -> None:
    told: list[str] = []
    estimate = Estimate({"core"}, told.append)
    estimate.see(Progress("clinicaltrials", "core", 300, 300), 1.0)
    for batch in range(1, 50):
        estimate.see(Progress("pubmed", "core", 200 * batch, 9_800), 10 + each * batch)
    assert told == [f"9,800 papers, with their definitions: {says}."]


def test_a_later_run_says_nothing_of_how_long_it_will_take() -> None:
    told: list[str] = []
    estimate = Estimate(set(), told.append)
    for batch in (1, 2, 3):
        estimate.see(Progress("pubmed", "core", 200 * batch, 9_800), float(batch))
    assert told == []
