"""What can end a command: one line and the right exit code, never a traceback.

Relies on other processes.
"""

import errno
import logging
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from lxml import etree

from harvest import errors
from harvest.cli import run
from harvest.machine.log import hide, redact, set_up
from tests.helpers.command_line import harvest
from tests.helpers.places import ROOT

# --- what can end a command ---


def refuse(monkeypatch: pytest.MonkeyPatch, raised: BaseException) -> None:
    """Let the next command fail in a chosen way, inside."""

    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr("harvest.sources.searches.render", fail)


def following(later: Exception, first: Exception) -> Exception:
    """An error that a library failed with while it cleaned up after another."""
    later.__context__ = first
    return later


FAILURES: list[tuple[BaseException, int, str]] = [
    (errors.UsageError("a"), 2, "harvest: a"),
    (errors.UpstreamDataError("b"), 65, "harvest: b"),
    (errors.UpstreamUnavailable("c"), 69, "harvest: c"),
    (errors.Forbidden("d"), 69, "harvest: d"),
    (errors.CannotCreate("e"), 73, "harvest: e"),
    (errors.StorageError("f"), 74, "harvest: f"),
    (errors.AlreadyRunning("g"), 75, "harvest: g"),
    (errors.NoPermission("h"), 77, "harvest: h"),
    (errors.ConfigError("two\nlines"), 78, "harvest: two lines"),
    (OSError(errno.ENOSPC, "No space left on device", "x.db"), 74, "x.db: the disk is full"),
    (OSError(errno.EIO, "Input/output error", "x.db"), 74, "x.db: Input/output error"),
    (OSError(errno.EROFS, "Read-only file system"), 74, "read-only"),
    (PermissionError(errno.EACCES, "Permission denied", "x.db"), 77, "x.db: no permission"),
    (OSError(errno.EMFILE, "Too many open files"), 74, "too many files are open"),
    (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), 74, "no more processes"),
    (MemoryError(), 74, "not enough memory"),
    (RuntimeError("can't start new thread"), 74, "no more threads"),
    (ImportError("x.so: failed to map segment from shared object"), 74, "not enough memory"),
    (etree.SerialisationError("IO_ENOSPC"), 74, "the disk is full"),
    (etree.SerialisationError("IO_WRITE"), 74, "check the disk"),
    (following(ValueError("an open handle"), OSError(errno.ENOSPC, "full")), 74, "disk is full"),
    (following(KeyError("row"), MemoryError()), 74, "not enough memory"),
    (sqlite3.OperationalError("disk I/O error"), 74, "disk I/O error"),
    (KeyboardInterrupt(), 130, "stopped by SIGINT"),
    (click.Abort(), 130, "stopped by SIGINT"),
]


@pytest.mark.parametrize(("raised", "code", "says"), FAILURES, ids=lambda value: repr(value)[:40])
def test_each_failure_is_one_line_with_its_exit_code(
    raised: BaseException,
    code: int,
    says: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    del folder
    refuse(monkeypatch, raised)
    assert run(["strategy"]) == code
    output = capsys.readouterr()
    assert says in output.err
    assert output.err.count("\n") == 1
    assert output.out == ""


def test_a_bug_shows_where_it_is_but_no_secret(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del folder
    refuse(monkeypatch, ZeroDivisionError("someone@example.org api_key=0123"))
    assert run(["strategy"]) == 1
    output = capsys.readouterr().err
    assert "ZeroDivisionError" in output
    assert "this is a bug in harvest" in output
    assert "someone@" not in output
    assert "0123" not in output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_its_code_and_unwinds(folder: Path, number: signal.Signals) -> None:
    program = (
        "import time, harvest.sources.searches, harvest.cli, pathlib\n"
        "def wait(*_):\n"
        "    try:\n"
        "        pathlib.Path('started').touch()\n"
        "        time.sleep(60)\n"
        "    finally:\n"
        "        pathlib.Path('unwound').touch()\n"
        "harvest.sources.searches.render = wait\n"
        "harvest.cli.main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, "strategy"],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))},
    )
    while not (folder / "started").exists() and process.poll() is None:
        pass
    process.send_signal(number)
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert (folder / "unwound").exists()
    assert "Traceback" not in complaint


def test_a_reader_that_stops_early_is_no_failure(folder: Path) -> None:
    line = f"{sys.executable} -m harvest strategy | head -1; echo ${{PIPESTATUS[0]}}"
    answer = subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[core] clinicaltrials\n0\n"
    assert answer.stderr == ""


def test_a_reader_that_is_gone_is_no_failure(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    answer = harvest("strategy", cwd=folder, capture_output=False, stdout=writing, stderr=-1)
    os.close(writing)
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_code_74(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        answer = harvest("strategy", cwd=folder, capture_output=False, stdout=full, stderr=-1)
    assert answer.returncode == 74
    assert answer.stderr == "harvest: the disk is full; free some space, then run again\n"


def test_a_closed_stdout_is_no_failure(folder: Path) -> None:
    line = f"{sys.executable} -m harvest strategy >&-; echo $?"
    answer = subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=True
    )
    assert (answer.stdout, answer.stderr) == ("0\n", "")


# --- messages ---


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    return lambda: capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("settings", "heard"),
    [
        ({"quiet": True}, ["problem"]),
        ({}, ["problem", "step"]),
        ({"verbose": True}, ["problem", "step", "detail"]),
    ],
)
def test_quiet_and_verbose_choose_what_is_said(
    settings: dict[str, bool], heard: list[str], said: Callable[[], list[str]]
) -> None:
    set_up(**settings)
    set_up(**settings)  # a second time says nothing twice
    logging.getLogger("harvest.x").warning("problem")
    logging.getLogger("harvest.x").info("step")
    logging.getLogger("harvest.x").debug("detail")
    logging.getLogger("urllib3.connectionpool").debug("GET /?api_key=0123")
    assert [line.rpartition(": ")[2] for line in said()] == heard


def test_secrets_are_taken_out_of_every_message(
    said: Callable[[], list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    key, contact = "fedcba9876543210fedcba9876543210fedc", "secret.person+x@example.org"
    hide(key, contact, None, "")
    set_up()
    log = logging.getLogger("harvest.web")
    log.warning("asked %s as %s", f"https://x/?api_key={key}", contact)
    log.warning("asked %s", "https://x/?email=secret.person%2Bx%40example.org&api_key=other")
    log.warning("asked %s", "https://x/?who=secret%2eperson%2bx%40example.org")
    log.warning("asked %s", "https://x/?who=secret.person%252Bx%2540example.org")
    try:
        raise ValueError(f"bad key {key}")
    except ValueError:
        log.exception("failed")
    text = "\n".join(said()) + "\n".join(record.getMessage() for record in caplog.records)
    assert text.count("asked") == 8
    for secret in (key, "secret.person", "person%2", "person+", "other"):
        assert secret not in text
    assert redact(f"{key} and a word") == "… and a word"
