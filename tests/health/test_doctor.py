"""What the doctor finds, and what it tells the operator to do.

Relies on nothing beside the program.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.errors import Forbidden, UpstreamUnavailable
from harvest.health import doctor
from harvest.health.doctor import ask, examine, verdict
from harvest.health.finding import Finding
from harvest.run.lock import run_lock
from harvest.store import Store
from tests.helpers.bases.work_base import config_text
from tests.helpers.clock import FakeClock

SERVICES = ("clinicaltrials", "pubmed", "mesh")
CONFIG = 'contact = "someone@example.org"\n' + config_text("db/harvest.db", "db/evidence.db")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "db").mkdir()
    return load(tmp_path / "config.toml", {})


def problems(config: Config, clock: FakeClock) -> list[Finding]:
    return [f for f in examine(config, clock=clock) if f.level == "problem"]


def warnings(config: Config, clock: FakeClock) -> str:
    found = examine(config, clock=clock)
    return "\n".join(f"{f.about}: {f.text}" for f in found if f.level == "warning")


def listing(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


@contextmanager
def registry(status: int, body: bytes) -> Iterator[str]:
    """A registry that answers everything alike."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_new_installation_is_well_and_stays_untouched(
    config: Config, tmp_path: Path, clock: FakeClock
) -> None:
    before = listing(tmp_path)
    findings = list(examine(config, clock=clock))
    assert verdict(findings) == 0
    assert {"versions", "configuration", "[store] path", "[publish] path"} <= {
        finding.about for finding in findings
    }
    assert listing(tmp_path) == before


def test_folders_that_are_not_there_yet_are_well(config: Config, clock: FakeClock) -> None:
    config.store.path.parent.rmdir()
    assert problems(config, clock) == []
    assert not config.store.path.parent.exists()


def test_a_sound_work_database_is_named_with_its_schema(config: Config, clock: FakeClock) -> None:
    Store.open(config.store.path, clock=clock).close()
    texts = [f.text for f in examine(config, clock=clock) if f.about == "work database"]
    assert len(texts) == 1
    assert "sound, schema" in texts[0]


def test_a_work_database_that_others_may_read_is_warned_of(
    config: Config, clock: FakeClock
) -> None:
    Store.open(config.store.path, clock=clock).close()
    assert "chmod 600" not in warnings(config, clock)
    config.store.path.chmod(0o644)
    assert "chmod 600" in warnings(config, clock)


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"this is no database at all, whatever its name", 74, "damaged"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, 74, "damaged"),
        (None, 78, "not a work database of harvest"),
    ],
    ids=["text", "torn", "another program's"],
)
def test_a_file_that_is_no_work_database_is_a_problem(
    config: Config, clock: FakeClock, content: bytes | None, code: int, says: str
) -> None:
    if content is None:
        connection = sqlite3.connect(config.store.path)
        connection.execute("CREATE TABLE other (x)")
        connection.close()
    else:
        config.store.path.write_bytes(content)
    before = config.store.path.read_bytes()
    found = problems(config, clock)
    assert [finding.exit_code for finding in found] == [code]
    assert says in found[0].text
    assert config.store.path.read_bytes() == before


def test_a_database_of_a_newer_version_is_a_problem(config: Config, clock: FakeClock) -> None:
    Store.open(config.store.path, clock=clock).close()
    connection = sqlite3.connect(config.store.path)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    (found,) = problems(config, clock)
    assert found.exit_code == 74
    assert "newer harvest" in found.text


def test_a_stale_sidecar_and_a_torn_public_file_are_problems(
    config: Config, clock: FakeClock
) -> None:
    config.publish.path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    sidecar = config.publish.path.with_name("evidence.db-wal")
    sidecar.write_bytes(b"x")
    found = problems(config, clock)
    assert any(str(sidecar) in finding.text and "remove it" in finding.text for finding in found)
    assert verdict(found) == 74
    assert sidecar.exists(), "nor is the file opened: that would apply the sidecar"
    sidecar.unlink()
    (torn,) = problems(config, clock)
    assert "damaged" in torn.text


def test_a_run_under_way_is_told_of(config: Config, clock: FakeClock) -> None:
    Store.open(config.store.path, clock=clock).close()
    with run_lock(config.store.path):
        found = list(examine(config, clock=clock))
    assert verdict(found) == 0
    assert any(finding.text == "a run is under way" for finding in found)


@pytest.mark.parametrize(
    ("free", "level", "code"), [(10 << 20, "problem", 74), (200 << 20, "warning", 0)]
)
def test_little_room_on_the_disk_is_told_of(
    config: Config,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    level: str,
    code: int,
) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    found = [f for f in examine(config, clock=clock) if f.about == "[store] path"]
    assert [(f.level, f.exit_code) for f in found] == [(level, code)]
    assert "free some space" in found[0].text


def test_a_folder_that_takes_no_file_is_a_problem(config: Config, clock: FakeClock) -> None:
    """Even for the superuser: /proc takes no files."""
    if not Path("/proc/self").is_dir():
        pytest.skip("needs /proc")
    path = Path("/proc/self/harvest.db")
    elsewhere = replace(config, store=replace(config.store, path=path))
    (found,) = problems(elsewhere, clock)
    assert found.exit_code in (73, 77)
    assert found.about == "[store] path"


@pytest.mark.parametrize("user", [0, 1000])
def test_the_superuser_is_advised_against(
    config: Config, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, user: int
) -> None:
    monkeypatch.setattr(doctor.os, "geteuid", lambda: user)
    assert ("runs as root" in warnings(config, clock)) == (user == 0)


def test_what_the_searches_would_suffer_is_warned_of(config: Config, clock: FakeClock) -> None:
    search = replace(config.searches[0], all=(), texts={"pubmed": "cirrhosis and (cell"})
    poor = replace(config, searches=(search,), contact="")
    text = warnings(
        replace(poor, sources={"pubmed": replace(config.sources["clinicaltrials"], name="pubmed")}),
        clock,
    )
    for word in ("contact is empty", "write AND", "( and )", "no search uses it"):
        assert word in text


# --- registries ---


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b'{"dataTimestamp": "2026-11-24T05:00:00"}'), (404, b""), (400, b"no such page")],
)
def test_a_registry_that_answers_is_reachable(
    config: Config, clock: FakeClock, status: int, body: bytes
) -> None:
    with registry(status, body) as url:
        ask(config, replace(config.sources["clinicaltrials"], base_url=url), clock)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [(403, b"no", Forbidden), (503, b"later", UpstreamUnavailable)],
)
def test_a_registry_that_turns_us_away_is_not(
    config: Config, clock: FakeClock, status: int, body: bytes, error: type[Exception]
) -> None:
    with registry(status, body) as url, pytest.raises(error):
        ask(config, replace(config.sources["clinicaltrials"], base_url=url), clock)


def test_an_unreachable_registry_is_a_problem_of_code_69(config: Config, clock: FakeClock) -> None:
    findings = [f for f in examine(config, clock=clock, network=True) if f.about in SERVICES]
    assert [(f.about, f.level, f.exit_code) for f in findings] == [
        ("clinicaltrials", "problem", 69)
    ]
    off = replace(config.sources["clinicaltrials"], enabled=False)
    quiet = replace(config, sources={"clinicaltrials": off})
    assert verdict(list(examine(quiet, clock=clock, network=True))) == 0


# --- the command ---


def test_the_command_shows_everything_or_only_what_is_wrong(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(config.path)
    assert run(["doctor", "--config", path, "--offline"]) == 0
    assert "ok       versions: harvest" in capsys.readouterr().out
    assert run(["doctor", "--config", path, "--quiet"]) == 69
    output = capsys.readouterr().out
    assert "problem  clinicaltrials: " in output
    assert "ok  " not in output


def test_a_broken_configuration_is_a_finding_too(
    config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    assert config.path is not None
    config.path.write_text("contact = 1\n" + CONFIG.replace("contact", "#"))
    assert run(["doctor", "--config", str(config.path)]) == 78
    output = capsys.readouterr().out
    assert "versions" in output
    assert "contact: the value is not a text" in output


def test_the_worst_finding_gives_the_code() -> None:
    findings = [Finding("problem", "a", "", 69), Finding("problem", "b", "", 77)]
    assert verdict([*findings, Finding("warning", "c", "")]) == 77
    assert verdict([]) == 0
