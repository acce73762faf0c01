"""What a source says of itself, and where the program looks for sources.

Relies on nothing beside the program.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from harvest import identifiers, staleness
from harvest.identifiers.about import about, abouts, named, searched
from harvest.rows.trial import Trial
from harvest.sources import all_sources

GOOD = """
title = "Odd Register"
provider = "Odd Institute"
kinds = ["trial"]
home = "https://odd.example.org"
base_url = "https://odd.example.org/api"
searched = true
clocks = ["publication_24_months"]
[numbers]
code = "odd"
pattern = '(?<![A-Za-z])OD-([0-9]{4})'
canonical = "OD-{1}"
address = "https://odd.example.org/t?id={id}"
"""

Add = Callable[..., Path]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Puts a package of this name and about.toml where sources are looked for."""

    def added(text: str | None = GOOD, name: str = "odd") -> Path:
        folder = tmp_path / "sources" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text('"""A registry."""\n')
        if text is not None:
            (folder / "about.toml").write_text(text)
        monkeypatch.setenv("HARVEST_SOURCES", str(tmp_path / "sources"))
        return folder

    return added


def test_a_source_outside_of_the_program_is_found_and_known_by_its_numbers(add: Add) -> None:
    before = [each.name for each in abouts()]
    add()
    assert [each.name for each in abouts()] == sorted([*before, "odd"])
    assert named("odd") == "Odd Register"
    assert "odd" in [each.name for each in searched()]
    registry = identifiers.registry_of("OD-1234")
    assert registry is not None
    assert registry.publisher == "Odd Register"
    assert registry.address("OD-1234") == "https://odd.example.org/t?id=OD-1234"
    assert [found.id for found in identifiers.find("see od-1234.")] == ["OD-1234"]


def test_without_the_setting_it_is_not_there(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    add()
    monkeypatch.delenv("HARVEST_SOURCES")
    assert "odd" not in [each.name for each in abouts()]
    assert identifiers.registry_of("OD-1234") is None
    assert named("odd") == "odd"


def test_a_number_belongs_to_the_registry_that_spells_it_so() -> None:
    registry = identifiers.registry_of("NCT03626090")
    assert registry is not None
    assert registry.source is about("clinicaltrials")
    for text in ("nct03626090", "NCT 03626090", "NCT03626090.", "12345", ""):
        assert identifiers.registry_of(text) is None, text
    assert identifiers.is_number("ISRCTN62918594")
    assert not identifiers.is_number("10.1000/x"), "a DOI is no trial's number"


def test_a_new_number_counts_as_what_texts_are_read_with(add: Add) -> None:
    steps = ("harvest.evidence.reading.mentions", "harvest.sources.pubmed.reading.normalise")
    mentions, papers = map(staleness.digest, steps)
    add()
    assert staleness.digest(steps[0]) != mentions
    assert staleness.digest(steps[1]) == papers, "a paper's own fields are read as before"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (None, "about.toml: is missing"),
        ("title = ", "is not TOML"),
        (GOOD.replace('title = "Odd Register"', ""), "title: is missing"),
        ('colour = "red"' + GOOD, "colour: is not known"),
        (GOOD.replace('["trial"]', '["patient"]'), "kinds: is not a list of some of trial"),
        (GOOD.replace('["trial"]', "[]"), "kinds: is missing"),
        ("requests_per_second = 99" + GOOD, "requests_per_second: is not a number"),
        (GOOD.replace("searched = true", 'searched = "yes"'), "searched: is neither true nor"),
        (GOOD.replace('"publication_24_months"', '"us_law", "x"'), "clocks: is not a list of"),
        ('not_given = "phase"' + GOOD, "not_given: is not a list of columns"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_key(add: Add, text: str | None, problem: str) -> None:
    folder = add(text)
    with pytest.raises(ValueError, match=problem) as refused:
        abouts()
    assert str(folder) in str(refused.value)


def test_what_a_source_does_not_give_are_columns_of_trials() -> None:
    told = {each.name: each.not_given for each in abouts() if each.not_given}
    assert len(told) > 2
    assert {name: wrong for name, each in told.items() if (wrong := each - {*Trial._fields})} == {}


def test_numbers_that_nobody_describes_are_told(add: Add) -> None:
    add(GOOD.partition("[numbers]")[0] + 'numbers = "odd"')
    with pytest.raises(ValueError, match=r"source odd: numbers: 'odd' is not a code"):
        identifiers.registries()


def test_a_name_that_is_taken_is_told(add: Add) -> None:
    add(name="pubmed")
    with pytest.raises(ValueError, match="there is a source of that name already"):
        abouts()


def test_a_package_without_a_source_of_its_own_is_told(add: Add) -> None:
    add(name="empty")
    with pytest.raises(ValueError, match=r"source empty: its package needs a SOURCE"):
        all_sources()
