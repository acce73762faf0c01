"""Every command that the documents show is there, and those that cost little are entered.

Relies on stand-ins and other processes.
"""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from harvest.cli import cli
from harvest.paths import CHECKOUT
from harvest.standin import sample, serve
from tests.helpers.documents import documents, in_passing, lines, name, simple
from tests.helpers.guided import Guided

ENTERED_BY_OTHERS = {
    "harvest mcp": "waits for its client: test_mcp_stdio.py is one",
    'pip install ".[mcp]"': "takes minutes: test_requirements.py holds the lock to it",
    "make run": "serves until it is stopped: test_demo.py runs what it starts, `harvest run`",
    "make demo": "serves until it is stopped: test_demo.py runs what it starts, `harvest demo`",
    "make test": "is what runs this test",
    "pip install dist/harvest-*.whl": "takes minutes: test_installed.py installs the wheel",
    "mkdir base && cd base && harvest run": "serves until it is stopped: test_installed.py does so",
    "python -m harvest.standin --corpus sample": "serves until it is stopped: below, with a port",
    "HARVEST_CONFIG=/etc/harvest/config.toml /opt/harvest/.venv/bin/harvest refresh --quiet":
        "names places of a server: test_deploy.py runs it as cron does",
    "harvest bulk parse lake --pubmed pubmed --trials ctg-studies.json.zip --workers 2":
        "needs files of a registry: test_cluster.py and test_faults.py make some",
    "harvest bulk status lake": "needs the lake of that line: test_faults.py asks for one",
    "python -m distributed.cli.dask_scheduler --host 127.0.0.1 --port 8786":
        "serves until it is stopped: test_cluster.py starts one in its own process",
    "python -m distributed.cli.dask_worker tcp://127.0.0.1:8786 --nworkers 2 --nthreads 1":
        "serves until it is stopped: test_cluster.py starts two",
    "harvest bulk parse s3://registries/lake --pubmed s3://registries/pubmed --scheduler "
    "tcp://127.0.0.1:8786": "needs all of these: test_addresses.py has the store",
    **dict.fromkeys(
        (
            'harvest decide NCT90000001 exclude --reason "wrong population" --note "see table 1" '
            "--as AB",
            "harvest decide 90000001 include --stage full-text --as AB",
            "harvest decide NCT90000001 --undo --as AB",
            "harvest decide list --as AB",
            "harvest decide conflicts",
            "harvest decide export to-rayyan.ris --for rayyan --as AB",
            "harvest decide import from-rayyan.ris",
            "harvest report flow -o flow.docx",
            "harvest report flow --since 2026-06-30 -o update.svg",
            "harvest report flow --records undecided",
        ),
        "needs records with decisions: the tests of the desk have some",
    ),
    **dict.fromkeys(
        ("harvest desk link AB", "harvest desk links", "harvest desk end-link AB"),
        "needs a topic of its own: test_desk_site.py makes and ends links",
    ),
    **dict.fromkeys(
        (
            "harvest serve --config cirrhosis/config.toml --config lupus/config.toml",
            "harvest refresh --config cirrhosis/config.toml --config lupus/config.toml",
        ),
        "needs two topics: the tests of several topics have some",
    ),
}  # fmt: skip
"""Lines that no test of this file enters, and why."""

GUIDES = re.compile(r"docs/adding-")
"""Pages that test_guides.py follows from their first line to their last."""


def shown() -> list[tuple[Path, str]]:
    """Each line that a document has its readers enter."""
    return [(page, line) for page in documents() for line in lines(page.read_text("utf-8"))]


def bare(line: str) -> str:
    return re.sub(r"\s+# .*", "", line).strip()


@pytest.mark.parametrize("page", documents(), ids=name)
def test_a_command_that_a_document_names_is_there_with_its_options(page: Path) -> None:
    text = page.read_text("utf-8")
    wrong = [
        problem
        for line in (*lines(text), *in_passing(text))
        for words in simple(line)
        if (problem := problem_with(words))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    ["harvest refrehs", "harvest refresh --al", "make runs", "python -m harvest.standins",
     "python -m harvest.standin --corpse x", "python tests/gone.py", "git-harvest"],
)  # fmt: skip
def test_a_command_that_is_not_there_is_seen(line: str) -> None:
    assert problem_with(simple(line)[0]), line


def problem_with(words: list[str]) -> str | None:
    """What is wrong with a command, if anything."""
    program, *rest = words
    match program.rpartition("/")[2]:
        case "harvest":
            return _of_harvest(rest)
        case "make":
            return _of_make(rest)
        case "python" | "python3":
            return _of_python(rest)
        case other:
            there = shutil.which(other) or other in ("cd", "sed")
            return None if there else f"{program}: no such program"


def _of_harvest(words: list[str]) -> str | None:
    command: click.Command = cli
    options: set[str] = set()
    for word in words:
        options |= {each for param in command.params for each in param.opts}
        if word.startswith("-"):
            if word.partition("=")[0] not in options:
                return f"harvest {' '.join(words)}: no option {word}"
        elif isinstance(command, click.Group):
            inside = command.get_command(click.Context(command), word)
            if inside is None and not _stands_for_one(word):
                return f"harvest {' '.join(words)}: no command {word}"
            command = inside or command
    return None


def _stands_for_one(word: str) -> bool:
    return word in ("…", "COMMAND")


def _of_make(words: list[str]) -> str | None:
    known = re.findall(r"^(\S+):(?!=)", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE)
    known = [each.replace("$(VENV)", ".venv") for each in known]
    missing = [each for each in words if each not in known and "=" not in each]
    return f"make: no target {missing[0]}" if missing else None


def _of_python(words: list[str]) -> str | None:
    if words[0] != "-m":
        return None if (CHECKOUT / words[0]).is_file() else f"python {words[0]}: no such file"
    options = [word.partition("=")[0] for word in words[2:] if word.startswith("-")]
    if find_spec(words[1]) is None or any(each not in _help(words[1]) for each in options):
        return f"python -m {' '.join(words[1:])}: not there, or not with these options"
    return None


@cache
def _help(module: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", module, "--help"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.stdout if ended.returncode == 0 else ""


def test_each_line_is_entered_here_or_it_is_said_why_not() -> None:
    pages = {name(page) for page in ENTERED}
    entered = {
        bare(line) for page, line in shown() if name(page) in pages or GUIDES.match(name(page))
    }
    others = {bare(line) for _, line in shown()} - entered
    assert others == set(ENTERED_BY_OTHERS)


@pytest.fixture
def checkout(tmp_path: Path) -> Guided:
    return Guided(tmp_path / "checkout")


def test_the_first_run_with_a_network_goes_as_its_page_says(checkout: Guided) -> None:
    with serve(sample()) as registries:
        fast = re.sub(r"(base_url.*)", r"\1\nrequests_per_second = 1000", registries.config_lines())
        file = checkout.folder / "config.toml"
        asked = re.compile(
            r"^\[sources\.clinicaltrials\].*(?=^\[store\])", re.DOTALL | re.MULTILINE
        )
        file.write_text(asked.sub(lambda _: fast, file.read_text("utf-8")), "utf-8")
        said = checkout.enter("first-live-run.md")
    assert (checkout.folder / "first-run" / "recording.json").exists()
    assert len(said) == 5


def test_judgements_of_an_earlier_version_are_moved_as_their_page_says(checkout: Guided) -> None:
    copy = checkout.folder / "FOLDER"
    copy.mkdir()
    rows = "trial,paper,verdict,who,when,note\nNCT90000001,90000001,yes,AB,2026-11-24,the same\n"
    (copy / "verdicts.csv").write_text(rows, "utf-8")
    checkout.enter("judgements.md")
    moved = checkout.folder / "judgements" / "verdicts.csv"
    assert "NCT90000001,90000001,yes" in moved.read_text("utf-8")


def test_stand_ins_print_the_addresses_that_go_into_the_file() -> None:
    command = [sys.executable, "-m", "harvest.standin", "--corpus", "sample"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as started:
        assert started.stdout is not None
        try:
            first = "".join(started.stdout.readline() for _ in range(2))
        finally:
            started.terminate()
    assert re.search(r'\[sources\.\w+\]\nbase_url = "http://127\.0\.0\.1:\d+', first)


ENTERED = tuple(CHECKOUT / "docs" / page for page in ("first-live-run.md", "judgements.md"))
"""Pages whose lines the tests above enter, all of them."""
