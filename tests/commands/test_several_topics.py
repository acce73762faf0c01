"""Several topics in one command: ``harvest refresh`` and ``serve`` with several ``--config``.

Relies on stand-ins.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.commands._several import worst
from harvest.run.lock import run_lock
from tests.helpers.registries.new_topics import services
from tests.helpers.sources.addresses import at_any_pace

Captured = pytest.CaptureFixture[str]


def topic_file(folder: Path, name: str, words: str, sources: str) -> Path:
    folder.mkdir()
    file = folder / "config.toml"
    file.write_text(
        f'[topic]\ntitle = "{name}"\n[topic.concepts.condition]\nterms = ["{words}"]\n'
        f'[[search]]\nname = "core"\nall = ["condition"]\n{sources}'
        '[store]\npath = "work.db"\n[publish]\npath = "evidence.db"\n'
    )
    return file


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One set of stand-ins, as a configuration names them."""
    with services(tmp_path_factory.mktemp("services")) as (_, registries):
        yield at_any_pace(registries)


@pytest.fixture
def topics(sources: str, tmp_path: Path) -> dict[str, Path]:
    """Configurations of topics that nothing has been harvested for."""
    return {
        name: topic_file(tmp_path / name, name, words, sources)
        for name, words in (
            ("lupus", "systemic lupus erythematosus"),
            ("cirrhosis", "liver cirrhosis"),
        )
    }


def given(*files: Path) -> list[str]:
    return [part for file in files for part in ("--config", str(file))]


def titles(file: Path) -> list[str]:
    with closing(sqlite3.connect(file.with_name("evidence.db"))) as db:
        return [title for (title,) in db.execute("SELECT brief_title FROM trials")]


def test_one_line_refreshes_them_one_after_another_and_tells_the_worst(
    topics: dict[str, Path], tmp_path: Path, capsys: Captured
) -> None:
    broken, lupus, cirrhosis = tmp_path / "broken.toml", topics["lupus"], topics["cirrhosis"]
    broken.write_text("titel = 1\n")
    assert run(["refresh", *given(lupus, broken, cirrhosis)]) == 78
    told = capsys.readouterr()
    assert [line for line in told.out.splitlines() if line.endswith(".toml:")] == [
        f"{lupus}:",
        f"{broken}:",
        f"{cirrhosis}:",
    ]
    assert told.out.count("published as generation 1") == 2
    assert f"harvest: {broken}: {broken}: " not in told.err
    assert f"harvest: {broken}: " in told.err
    assert all("Lupus" in title for title in titles(lupus))
    assert all("Cirrhosis" in title for title in titles(cirrhosis))
    assert len(titles(lupus)) == len(titles(cirrhosis)) == 2

    with run_lock(lupus.with_name("work.db")):  # each has a lock of its own
        assert run(["refresh", "--quiet", *given(lupus, cirrhosis)]) == 75
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"harvest: {lupus}: ")
    assert "another run is in progress" in told.err
    with closing(sqlite3.connect(cirrhosis.with_name("work.db"))) as db:
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (2,)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([0, 0], 0),
        ([0, 75, 0], 75),
        ([75, 69], 69),
        ([69, 65, 75], 65),
        ([65, 78], 78),
        ([78, 74], 74),
        ([74, 1], 1),
        ([69, 33], 33),
    ],
)
def test_the_most_serious_code_is_told(codes: list[int], told: int) -> None:
    assert worst(codes) == told


def test_topics_that_share_a_file_are_refused_before_anything_runs(
    topics: dict[str, Path], tmp_path: Path, capsys: Captured
) -> None:
    lupus = topics["lupus"]
    other = tmp_path / "other.toml"
    other.write_text(lupus.read_text().replace("work.db", str(lupus.with_name("work.db"))))
    assert run(["refresh", *given(lupus, other)]) == 78
    assert f"[store] path: {lupus.with_name('work.db')} is that of {lupus}, too" in (
        capsys.readouterr().err
    )
    assert run(["refresh", *given(lupus, lupus)]) == 78
    assert "is given twice" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--accept-shrink", "--start-anew", "--record=x"])
def test_what_is_decided_for_one_topic_is_not_for_several(
    topics: dict[str, Path], option: str, capsys: Captured
) -> None:
    assert run(["refresh", option, *given(*topics.values())]) == 2
    assert "are for one topic" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["status", "publish", "strategy"])
def test_commands_for_one_topic_refuse_two(
    topics: dict[str, Path], command: str, capsys: Captured
) -> None:
    assert run([command, *given(*topics.values())]) == 2
    assert "this command takes one topic at a time" in capsys.readouterr().err


def test_a_configuration_behind_the_command_takes_the_place_of_one_before_it(
    topics: dict[str, Path], tmp_path: Path, capsys: Captured
) -> None:
    before = ["--config", str(tmp_path / "absent.toml")]
    assert run([*before, "strategy", "--config", str(topics["lupus"])]) == 0
    assert "systemic lupus erythematosus" in capsys.readouterr().out


def test_two_topics_of_one_name_are_not_served(topics: dict[str, Path], capsys: Captured) -> None:
    lupus, cirrhosis = topics.values()
    same = cirrhosis.with_name("same.toml")
    same.write_text(cirrhosis.read_text().replace('title = "cirrhosis"', 'title = "Lupus"'))
    assert run(["serve", "--port", "0", *given(lupus, same)]) == 78
    assert f"[topic] slug: lupus is the name of {lupus}, too" in capsys.readouterr().err
