"""`harvest search`: ranked trials and papers in the terminal.

Relies on nothing beside the program.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.numbers import number_in
from tests.helpers.bases import rich_base
from tests.helpers.bases.work_base import config_text


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    config = rich_base.build(folder)
    path = folder / "config.toml"
    path.write_text(config_text(config.store.path, config.publish.path))
    return path


def found(base: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[str]]:
    """Ids by kind, best first."""
    assert run(["search", "--config", str(base), "--json", *arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    assert all(each["total"] >= len(each["hits"]) for each in told.values())
    return {kind: [hit["id"] for hit in each["hits"]] for kind, each in told.items()}


def test_trials_and_papers_are_found_with_titles_before_texts(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hits = found(base, capsys, "aspirin")
    assert hits == {"trials": ["NCT90000004"], "articles": ["90000005"]}


@pytest.mark.parametrize(
    "number", [rich_base.RICH, rich_base.RICH.lower(), rich_base.OLD, "HOSP-77", "ChiCTR2200099001"]
)
def test_a_number_finds_its_one_trial_the_former_number_too(
    number: str, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(base, capsys, number) == {"trials": [rich_base.RICH]}


@pytest.mark.parametrize("number", ["90000001", "PMID: 90000001", "pmid90000001"])
def test_a_pmid_finds_its_one_paper(
    number: str, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(base, capsys, number) == {"articles": [rich_base.PAPER]}


def test_a_word_that_some_sponsor_numbers_a_trial_by_is_searched_for(
    tmp_path: Path, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = Path(shutil.copytree(base.parent, tmp_path / "base")) / base.name
    mine.write_text(base.read_text().replace(str(base.parent), str(mine.parent)))
    with closing(sqlite3.connect(mine.with_name("evidence.db"))) as db:
        numbered = "INSERT INTO trial_ids (trial_id, position, kind, id) VALUES (?, 99, 'org', ?)"
        db.execute(numbered, (rich_base.RICH, "ASPIRIN"))
        db.commit()
    assert found(mine, capsys, "aspirin")["trials"] == ["NCT90000004"]


def test_a_number_of_the_other_kind_is_looked_for_in_the_texts(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = found(base, capsys, "--only", "papers", rich_base.RICH)
    assert papers == found(base, capsys, "--only", "papers", f'"{rich_base.RICH}"')


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NCT03626090", "NCT03626090"),
        ("PMID: 31285623", "31285623"),
        ("https://doi.org/10.1002/hep.1", "10.1002/hep.1"),
        ("2015-001234-12", "2015-001234-12"),
        ("liver", None),
        ("NCT03626090 cells", None),
        ("", None),
    ],
)
def test_a_number_is_a_text_that_is_nothing_else(text: str, number: str | None) -> None:
    assert number_in(text) == number


def test_one_kind_alone_and_few_of_it_can_be_asked_for(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = found(base, capsys, "--only", "papers", "report OR paper OR cells OR aspirin")
    assert every.keys() == {"articles"}
    assert len(every["articles"]) > 1
    first = found(
        base, capsys, "--only", "papers", "--limit", "1", "report OR paper OR cells OR aspirin"
    )
    assert first["articles"] == every["articles"][:1]


def test_the_terminal_shows_number_title_and_the_facts_that_decide(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "--config", str(base), "taken", "back"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("0 trials\n1 paper\n  90000003  A report that was taken back\n")
    assert "Retracted" in text
    assert "\x1b" not in text  # no colours into a pipe


@pytest.mark.parametrize(
    "text", ['"', "NEAR(", "a:b", "*", "zzzz", "'); DROP TABLE trials", "\x02"]
)
def test_any_text_is_searched_for_and_nothing_found_is_no_error(
    text: str, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "--config", str(base), text]) == 0
    assert "No matches for" in capsys.readouterr().out


def test_a_number_that_is_not_held_is_named_with_its_page_at_the_registry(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "--config", str(base), "nct 99999998"]) == 0
    assert capsys.readouterr().out == (
        "NCT99999998 was not found here; "
        "it may be at https://clinicaltrials.gov/study/NCT99999998\n"
    )


@pytest.mark.parametrize(
    "arguments", [[], [" "], ["x", "--limit", "0"], ["x", "--only", "sponsors"]]
)
def test_a_search_for_nothing_is_a_usage_error(
    arguments: list[str], base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["search", "--config", str(base), *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_search_before_the_first_publication_says_what_to_do(
    tmp_path: Path, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(base.read_text().replace("evidence.db", "absent.db"))
    assert run(["search", "--config", str(config), "cells"]) == 74
    assert "run `harvest refresh` first" in capsys.readouterr().err


def test_an_export_understands_a_former_number_as_the_search_does(
    base: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ["export", "--config", str(base), "--trial", rich_base.OLD, "--format", "csl-json"]
    assert run(command) == 0
    assert [item["id"] for item in json.loads(capfd.readouterr().out)] == [rich_base.RICH]
