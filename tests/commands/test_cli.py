"""The command line: what every command offers, and what mistakes on it are answered with.

Relies on other processes.
"""

import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest

from harvest import __version__
from harvest.cli import cli, run
from harvest.commands import Commands
from tests.helpers.command_line import CONFIG, harvest
from tests.helpers.places import ROOT


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
    folder = ROOT / "harvest/commands"
    files = {
        file.stem.rstrip("_") for file in folder.glob("[!_]*.py")
    }  # import is a word of Python
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
