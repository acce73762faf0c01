"""The command line: one line and the right exit code whatever ends a command, never a traceback.

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

from harvest import __version__, errors
from harvest.cli import cli, run
from harvest.commands import Commands
from harvest.machine.log import hide, redact, set_up
from tests.helpers.places import ROOT

CONFIG = """
contact = "someone@example.org"
[topic]
title = "Example"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
mesh = ["Liver Cirrhosi"]
[topic.concepts.unused]
terms = ["word"]
[[search]]
name = "core"
all = ["condition"]
[sources.clinicaltrials]
base_url = "https://clinicaltrials.gov/api/v2"
[sources.pubmed]
base_url = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def harvest(*arguments: str | bytes, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the real program, for what only a process of its own shows."""
    command = [sys.executable, "-m", "harvest", *arguments]
    settings = {"capture_output": True, "text": True, "timeout": 60, "check": False} | options
    return subprocess.run(command, **settings)  # type: ignore[call-overload,no-any-return]


def commands() -> list[click.Command]:
    """Every command, those inside groups too."""
    context = click.Context(cli)
    found: list[click.Command] = []
    waiting = [
        command
        for name in cli.list_commands(context)
        if (command := cli.get_command(context, name))
    ]
    while waiting:
        command = waiting.pop()
        if isinstance(command, click.Group):
            waiting += command.commands.values()
        else:
            found.append(command)
    return found


# --- what every command offers ---


def test_every_command_takes_the_common_options_and_explains_itself() -> None:
    assert commands()
    for command in commands():
        options = {option for parameter in command.params for option in parameter.opts}
        assert {"--config", "--quiet", "--verbose"} <= options, command.name
        assert command.help, command.name
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@pytest.mark.parametrize(
    "arguments",
    [
        ["--config", "other.toml", "strategy"],
        ["strategy", "--config", "other.toml"],
        ["--config", "absent.toml", "strategy", "--config", "other.toml"],  # the nearer one counts
        ["--verbose", "--config=other.toml", "strategy"],
        ["--config", "other.toml", "strategy", "-q"],
    ],
)
def test_the_common_options_may_stand_before_the_command_too(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "config.toml").write_text("this is no TOML")
    (folder / "other.toml").write_text(CONFIG)
    assert run(arguments) == 0
    assert "liver cirrhosis" in capsys.readouterr().out


@pytest.mark.parametrize("group", ["query", "report"])
def test_the_common_options_may_stand_inside_a_group(
    group: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del folder
    last = {"query": ["list"], "report": ["prisma-s"]}[group]
    expected = {"query": 0, "report": 78}[group]
    assert run([group, "--config", "absent.toml", *last]) == expected
    error = capsys.readouterr().err
    assert ("absent.toml" in error) == (expected == 78)


@pytest.mark.parametrize(
    "arguments", [["--quiet", "strategy", "--verbose"], ["-v", "query", "-q", "list"]]
)
def test_quiet_and_verbose_exclude_each_other_wherever_they_stand(
    arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del folder
    assert run(arguments) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_every_file_of_the_folder_is_a_command() -> None:
    files = {file.stem for file in (ROOT / "harvest/commands").glob("[!_]*.py")}
    assert files == set(cli.list_commands(click.Context(cli)))
    assert isinstance(cli, Commands)
    for name in files:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name


@pytest.mark.parametrize(
    "arguments", [(), ("--help",), ("-h",), ("--version",), ("strategy", "-h")]
)
def test_help_needs_no_configuration(
    arguments: tuple[str, ...], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "config.toml").write_text("this is no TOML")
    assert run(arguments) == 0
    output = capsys.readouterr()
    assert "Usage:" in output.out or __version__ in output.out
    assert output.err == ""


def test_the_program_starts_as_a_module_and_as_a_script(folder: Path) -> None:
    del folder
    assert harvest("--version").stdout.strip() == f"harvest, version {__version__}"
    script = Path(sys.executable).with_name("harvest")
    if script.exists():
        answer = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
        assert answer.stdout.strip() == f"harvest, version {__version__}"


# --- mistakes on the command line ---


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["stratgy"], "stratgy"),
        (["--nope"], "--nope"),
        (["strategy", "--nope"], "--nope"),
        (["strategy", "extra"], "extra"),
        (["strategy", "--config"], "--config"),
        (["strategy", "--quiet", "--verbose"], "exclude each other"),
        (["strategy", "--quiet=1"], "--quiet"),
        (["strategy\x00"], "No such command"),
        (["report"], "Missing command. See `harvest report --help`."),
        (["query"], "Missing command. See `harvest query --help`."),
    ],
)
def test_a_wrong_command_line_is_one_line_and_code_2(
    arguments: list[str], names: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("harvest: ")
    assert output.err.count("\n") == 1
    assert names in output.err
    assert [file.name for file in folder.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("path", ["absent.toml", ".", "nul\x00.toml", "x" * 5000, "config.toml/x"])
def test_a_configuration_that_is_not_there_is_code_78(
    path: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["strategy", "--config", path]) == 78
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("harvest: ")
    assert output.err.count("\n") == 1
    assert [file.name for file in folder.iterdir()] == ["config.toml"]


def test_arguments_that_are_no_text_are_refused_in_one_line(folder: Path) -> None:
    answer = harvest("strategy", "--config", b"\xff\xfe.toml", cwd=folder)
    assert answer.returncode == 78
    assert answer.stderr.count("\n") == 1


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


# --- the strategy command ---


def test_strategy_shows_what_each_source_is_sent(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["strategy"]) == 0
    assert capsys.readouterr().out == (
        "[core] clinicaltrials\n"
        '  query.cond = "liver cirrhosis" OR "Liver Cirrhosi"\n'
        "\n"
        "[core] pubmed\n"
        '  term = "liver cirrhosis"[tiab:~0] OR "Liver Cirrhosi"[MeSH Terms]\n'
        "\n"
        "warning: [topic.concepts.unused]: no search uses it; add it to one\n"
    )
    assert [file.name for file in folder.iterdir()] == ["config.toml"]


def test_strategy_doubts_no_mesh_name_because_no_held_record_carries_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = folder / "db/build/harvest.db"
    database.parent.mkdir(parents=True)
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE mesh_terms (ui TEXT, name TEXT)")
        connection.execute("INSERT INTO mesh_terms VALUES ('D014180', 'Tissue Transplantation')")
    connection.close()
    assert run(["strategy"]) == 0
    assert "did you mean" not in capsys.readouterr().out


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
