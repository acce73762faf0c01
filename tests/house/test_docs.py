"""The documentation says what the program does, and leads where it says.

Relies on nothing beside the program.
"""

import fnmatch
import re
from collections import Counter
from pathlib import Path

import pytest

from harvest import docs
from harvest.paths import CHECKOUT
from harvest.publish import schema
from tests.helpers.documents import anchors, documents, fences, links, name, spans


@pytest.mark.parametrize("page", docs.pages(), ids=name)
def test_generated_parts_are_up_to_date(page: Path) -> None:
    text = page.read_text("utf-8")
    assert docs.render(text) == text, "run `make docs`"


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len((CHECKOUT / "README.md").read_text("utf-8").splitlines()) <= 130


@pytest.mark.parametrize("page", documents(), ids=name)
def test_links_lead_to_a_file_and_a_heading(page: Path) -> None:
    dead = []
    for link in links(page.read_text("utf-8")):
        target, _, heading = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        root = CHECKOUT if target.startswith("/") else page.parent
        file = root / target.lstrip("/") if target else page
        if not file.exists() or (heading and heading not in anchors(file.read_text("utf-8"))):
            dead.append(link)
    assert dead == []


def test_a_link_that_leads_nowhere_is_seen() -> None:
    text = "[a](x.md#deeper) ![b](y%20z.png)\n\n# A `b` <sup>c</sup>, D!\n"
    assert links(text) == ["x.md#deeper", "y z.png"]
    assert anchors(text) == ["a-b-c-d"]


@pytest.mark.parametrize("page", documents(), ids=name)
def test_no_two_headings_of_a_page_have_one_address(page: Path) -> None:
    twice = [each for each, times in Counter(anchors(page.read_text("utf-8"))).items() if times > 1]
    assert twice == []


@pytest.mark.parametrize("page", documents(), ids=name)
def test_a_heading_has_an_empty_line_before_it(page: Path) -> None:
    """Where it has none, two changes of one place were put together badly."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"^(?!<!--).*\S.*\n(#+ .+)$", text, re.MULTILINE) == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [CHECKOUT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        for link in links(page.read_text("utf-8")):
            target = link.partition("#")[0]
            root = CHECKOUT if target.startswith("/") else page.parent
            waiting.append((root / target.lstrip("/")).resolve())
    assert set(documents()) - reached == set()


def test_each_decision_has_a_day_a_subject_and_a_place_in_the_index() -> None:
    text = (CHECKOUT / "docs" / "decisions.md").read_text("utf-8")
    index = docs.decisions()
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [each for each in titles if f"[{each}](#" not in index] == [], (
        "below the title of a decision stand its day and its subject: *2026-11-29 · sources*"
    )
    assert index in text


def test_the_glossary_has_each_word_once_and_names_what_is_published() -> None:
    text = (CHECKOUT / "docs" / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    words = [word for cell, _ in rows for word in cell.split(", ") if word not in ("word", "---")]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    columns = {table.name: {each.name for each in table.columns} for table in schema.read()}
    named = re.findall(r"\((`[a-z_.`, ]+`)", " ".join(says for _, says in rows))
    for each in re.findall(r"`([a-z_.]+)`", " ".join(named)):
        table, _, column = each.partition(".")
        known = columns[table] if column else {*columns, *set[str]().union(*columns.values())}
        assert (column or table) in known, each


def test_a_file_of_the_program_that_a_document_names_is_there() -> None:
    parts = ("harvest", "db", "docs", "tests", "benchmarks", "deploy")
    files = [
        f"/{path.relative_to(CHECKOUT).as_posix()}"
        for path in (
            *CHECKOUT.glob("*"),
            *(each for top in parts for each in (CHECKOUT / top).rglob("*")),
        )
    ]
    gone = {
        f"{name(page)}: {span}"
        for page in documents()
        if page.name != "CHANGELOG.md"  # tells of what was there
        for span in spans(page.read_text("utf-8"))
        if re.fullmatch(
            r"(?:[\w.*<>…-]+/)*[\w.*<>…-]+\.(?:py|sql|html)|(?:db/|harvest/(?!_shared)|tests/)[\w/-]+/?",
            span,
        )
        if not fnmatch.filter(files, "*/" + re.sub(r"<[^>]+>|…", "*", span.rstrip("/")))
    }
    assert gone <= made_by_following_guides()


def made_by_following_guides() -> set[str]:
    """The files that guides have their readers write, as the test above names them."""
    guides = [page for page in documents() if page.name.startswith("adding-")]
    return {
        f"{name(page)}: {block.file}"
        for page in guides
        for block in fences(page.read_text("utf-8"))
        if block.file
    }


def test_what_a_document_says_to_look_for_is_in_its_file() -> None:
    pairs = [
        (file, looked_for)
        for page in documents()
        for file, looked_for in re.findall(r"`([\w/.-]+\.\w+)` · `(\w+)`", page.read_text("utf-8"))
    ]
    assert len(pairs) > 20
    roots = (CHECKOUT, CHECKOUT / "harvest")
    for file, looked_for in pairs:
        [path] = [root / file for root in roots if (root / file).is_file()]
        assert re.search(rf"\b{looked_for}\b", path.read_text("utf-8")), f"{looked_for}: {file}"
