"""Tables with the columns that a reader chose, and documents that are one table.

Relies on Datasette.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from datasette.app import Datasette
from docx import Document
from lxml import html
from openpyxl import load_workbook

from harvest.cli import run
from harvest.config import Config
from harvest.export import TABLE_FORMATS, Table
from harvest.publish import publish
from tests.helpers.bases.work_base import execute, filled
from tests.helpers.site.site_pages import ONE, get, served

TABLES = ("csv", "json", "xlsx", "docx")
TOPIC = """
[topic]
title = "Synthetic topic"
[topic.concepts.condition]
terms = ["cirrhosis"]
[[search]]
name = "core"
all = ["condition"]
[sources.pubmed]
base_url = "http://127.0.0.1:1"
"""
LONG = "A trial of cells from the umbilical cord in patients with decompensated cirrhosis"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("columns"), 3, 2)
    execute(config.store.path, "UPDATE trials SET acronym = 'HELP', brief_title = ?", (LONG,))
    execute(config.store.path, "UPDATE articles SET integrity = 'corrected'", ())
    publish(config)
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def header(ending: str, body: bytes) -> list[str]:
    """The labels of a table, or the names of its columns, as its program reads them."""
    if ending == "csv":
        return next(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    if ending == "json":
        return list(json.loads(body)["rows"][0])
    if ending == "xlsx":
        return [str(cell.value) for cell in next(load_workbook(io.BytesIO(body))["Table"].rows)]
    (grid,) = Document(io.BytesIO(body)).tables
    return [cell.text for cell in grid.rows[0].cells]


def wide(document: Any) -> float:
    """Centimetres from one edge of the page to the other."""
    width: float = document.sections[0].page_width.cm
    return round(width, 1)


CHOSEN = (
    ("/queries/characteristics", "", ("trial_id", "acronym", "participants")),
    ("/trials", "", ("trial_id", "acronym", "url")),
    ("/articles", "all=1", ("article_id", "title", "integrity")),
    ("/articles/90000001", "", ("article_id", "abstract")),
    ("/search", "q=cells", ("number", "title")),
    ("/sponsors", "", ("sponsor", "trials_led")),
    ("/compare", f"ids={ONE}", ("trial_id", "study", "papers")),
)


@pytest.mark.parametrize("ending", TABLES)
@pytest.mark.parametrize(("path", "asked", "names"), CHOSEN, ids=[each[0] for each in CHOSEN])
def test_a_table_has_the_columns_that_were_chosen_in_its_own_order(
    site: Datasette, path: str, asked: str, names: tuple[str, ...], ending: str
) -> None:
    wanted = "&".join([asked, *(f"_col={name}" for name in reversed(names))])
    found = header(ending, get(site, f"{path}.{ending}?{wanted}").content)
    whole = header("csv", get(site, f"{path}.csv?{asked}").content)
    assert len(found) == len(names) < len(whole)
    if ending in ("csv", "json"):
        assert found == list(names)


@pytest.mark.parametrize(
    ("path", "asked"),
    [("/queries/characteristics", ""), ("/trials", ""), ("/articles", "all=1"),
     ("/compare", f"ids={ONE}")],
)  # fmt: skip
def test_the_form_of_a_page_leads_to_the_file_with_what_is_ticked(
    site: Datasette, path: str, asked: str
) -> None:
    page = html.fromstring(get(site, f"{path}?{asked}").text)
    (form,) = page.xpath("//details[@class='columns']/form")
    kept = [
        (each.get("name"), each.get("value")) for each in form.xpath(".//input[@type='hidden']")
    ]
    names = form.xpath(".//input[@type='checkbox']/@value")
    assert names == header("csv", get(site, f"{path}.csv?{asked}").content)
    fields = "&".join(f"{name}={value}" for name, value in [*kept, ("_col", names[1])])
    offered = form.xpath(".//button/@formaction")
    assert sorted(offered) == [f"{path}.{ending}" for ending in sorted(TABLES)]
    for address in offered:
        body = get(site, f"{address}?{fields}").content
        assert len(header(address.rpartition(".")[2], body)) == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/trials.xlsx?_col=trial_id&_col=colour", "no colour; there are trial_id, registry"),
        ("/queries/by-year.csv?_col=jahr", "no jahr; there are year"),
        ("/trials.ris?_col=trial_id", "RIS has none to choose; they are for csv"),
    ],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(
    site: Datasette, path: str, said: str
) -> None:
    answer = get(site, path)
    assert answer.status_code == 400
    assert said in " ".join(html.fromstring(answer.text).text_content().split())


@pytest.mark.parametrize(
    "path", ["/queries/characteristics", "/trials", "/articles", f"/compare?ids={ONE}"]
)
def test_a_document_is_one_table_that_tells_which_columns_it_leaves_out(
    site: Datasette, path: str
) -> None:
    base, _, asked = path.partition("?")
    document = Document(io.BytesIO(get(site, f"{base}.docx?{asked}").content))
    (grid,) = document.tables
    shown = [cell.text for cell in grid.rows[0].cells]
    every = header("xlsx", get(site, f"{base}.xlsx?{asked}").content)
    [note] = [p.text for p in document.paragraphs if p.text.startswith("Columns left out")]
    assert [label for label in every if label not in shown] == (
        note.partition(": ")[2].partition(". Choose")[0].split(", ")
    )
    assert wide(document) == 29.7


def test_title_acronym_number_of_people_and_what_warns_are_never_left_out(site: Datasette) -> None:
    (grid,) = Document(io.BytesIO(get(site, "/queries/characteristics.docx").content)).tables
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["Trial"], told["Acronym"], told["Participants"]) == (LONG, "HELP", "40")
    assert told["Marked papers"].endswith("(Corrected)")
    study = json.loads(get(site, f"/compare.json?ids={ONE}").text)["rows"][0]["study"]
    assert study == f"{LONG} (HELP)"


@pytest.mark.parametrize(("columns", "width"), [(2, 29.7), (11, 29.7), (16, 42.0)])
def test_chosen_columns_are_squeezed_into_one_table_on_a_page_that_holds_them(
    columns: int, width: float
) -> None:
    table = Table(
        "Many",
        tuple((f"c{n}", f"Column {n}") for n in range(columns)),
        [tuple(f"value {n} of a longer text of some words" for n in range(columns))],
    )
    document = Document(io.BytesIO(TABLE_FORMATS["docx"].dumps(table)))
    (grid,) = document.tables
    section = document.sections[0]
    assert wide(document) == width
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(cell.width for cell in grid.rows[0].cells) == pytest.approx(room, rel=0.01)


def test_the_commands_take_columns_too(
    config: Config, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = config.store.path.parent
    said = f'[store]\npath = "{config.store.path.name}"\n[publish]\npath = "'
    (folder / "config.toml").write_text(f'{TOPIC}{said}{config.publish.path.name}"\n')
    monkeypatch.chdir(folder)
    columns = ["--column", "acronym", "--column", "trial_id"]
    for command in (
        ["export", "characteristics", "--format", "csv", *columns],
        ["export", "--trial", ONE, "--format", "csv", *columns],
        ["query", "run", "characteristics", "--format", "csv", *columns],
    ):
        assert run(command) == 0
        assert capfd.readouterr().out.splitlines()[0] == "trial_id,acronym"
    assert run(["query", "run", "characteristics", *columns]) == 0
    assert capfd.readouterr().out.splitlines()[2:4] == [f"Trial number: {ONE}", "Acronym: HELP"]
    assert run(["export", "characteristics", "--format", "ris", *columns]) == 2
    assert "RIS has none to choose" in capfd.readouterr().err
