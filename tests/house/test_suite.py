"""The tests themselves: folders by subject, helpers apart, and what each file relies on.

Relies on git, logrotate, nginx, openssl and systemd-analyze.
"""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.economy.made_once import made_once
from tests.helpers.reliance import TESTS, relied_on, sentence

MOST_FILES = 15
MOST_LINES = 400
FILES = sorted(path for path in TESTS.rglob("*.py") if TESTS / "data" not in path.parents)
TEST_FILES = [path for path in FILES if path.name.startswith("test_")]


def imported(source: str) -> set[str]:
    """What a file imports, each name by the module that it stands in."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def from_tests(source: str) -> list[str]:
    """The tests and fixtures among what a file imports."""
    return sorted(
        name
        for name in imported(source)
        if any(part.startswith("test_") or part == "conftest" for part in name.split(".")[:-1])
        or name.rpartition(".")[2].startswith("test_")
        or name.startswith(".")
    )


def test_nothing_imports_a_test_or_a_conftest() -> None:
    found = {
        path.relative_to(TESTS).as_posix(): names
        for path in FILES
        if (names := from_tests(path.read_text("utf-8")))
    }
    assert found == {}, "what is shared belongs into tests/helpers"


@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        ("from tests.run.test_lock import HOLDER", True),
        ("from tests.run import test_lock", True),
        ("import tests.run.test_lock as lock", True),
        ("def f():\n    from tests.conftest import clock", True),
        ("from .test_lock import HOLDER", True),
        ("from . import lock", True),
        ("from tests.helpers.clock import FakeClock", False),
        ("from tests.helpers import other_days", False),
    ],
)
def test_every_way_of_importing_a_test_is_seen(planted: str, seen: bool) -> None:
    assert bool(from_tests(planted)) is seen


def test_every_test_is_in_a_folder_that_says_what_it_holds_and_none_is_a_hall() -> None:
    folders = Counter(
        path.parent for path in FILES if path.name not in ("__init__.py", "conftest.py")
    )
    assert [path.name for path in TEST_FILES if path.parent == TESTS] == []
    assert {folder.name: n for folder, n in folders.items() if n > MOST_FILES} == {}
    for folder in {path.parent for path in TEST_FILES}:
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))), folder


def test_no_file_is_longer_than_one_sitting() -> None:
    lines = {
        path.relative_to(TESTS).as_posix(): path.read_text("utf-8").count("\n") for path in FILES
    }
    assert {path: n for path, n in lines.items() if n > MOST_LINES} == {}


def test_helpers_and_tests_stand_apart() -> None:
    helpers = [path for path in FILES if TESTS / "helpers" in path.parents]
    assert [path for path in helpers if path.name.startswith("test_")] == []
    apart = {*helpers, *TEST_FILES}
    left = {path.name for path in FILES if path not in apart}
    assert left == {"__init__.py", "conftest.py"}


def test_every_file_of_tests_says_what_it_holds_and_what_it_relies_on() -> None:
    wrong = {}
    for path in TEST_FILES:
        says, _, last = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").rpartition(
            "\n\n"
        )
        if not says or " ".join(last.split()) != sentence(path):
            wrong[path.relative_to(TESTS).as_posix()] = sentence(path)
    assert wrong == {}, "let the docstring end with this paragraph"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from harvest.standin import serve\nwith serve(None):\n    pass", "stand-ins"),
        ("from harvest.standin import Fixed", ""),
        ("def test_x(sample_year): ...", "stand-ins, the sample's year"),
        ("def test_x(shared): ...", "../shared"),
        ("def test_x(clock): ...", ""),
        ("from tests.helpers.bases.sample_year import rows\nrows()", ""),
        (
            "from tests.helpers.faults import faultserver as f\nf.FaultServer()",
            "servers that misbehave",
        ),
        ("import subprocess\nsubprocess.run(['git', 'log'])", "other processes, git"),
        ("from tests.helpers.site.site_server import Running", ""),
        ("from tests.helpers.faults.killed import Worker\nWorker()", "other processes"),
    ],
)
def test_what_a_file_relies_on_is_read_through_its_helpers_and_fixtures(
    tmp_path: Path, source: str, found: str
) -> None:
    file = tmp_path / "test_planted.py"
    file.write_text(source, "utf-8")
    assert ", ".join(relied_on(file)) == found


def test_what_is_made_once_is_made_anew_where_its_maker_died(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(folder: Path) -> str:
        (folder / "file").write_text("whole")
        return "made"

    def die(folder: Path) -> str:
        (folder / "half").touch()
        raise SystemExit

    def half(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:3])
        raise SystemExit

    with pytest.raises(SystemExit):
        made_once(tmp_path_factory, "died", die)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", half)
        with pytest.raises(SystemExit):
            made_once(tmp_path_factory, "died", make)
    made, folder = made_once(tmp_path_factory, "died", make)
    assert (made, [path.name for path in folder.iterdir()]) == ("made", ["file"])
    assert made_once(tmp_path_factory, "died", die)[0] == "made"
