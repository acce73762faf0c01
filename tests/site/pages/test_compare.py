"""Trials side by side: the choice in the address, the cells, and where each comes from.

Relies on Datasette.
"""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from harvest.config import Config
from harvest.publish import publish
from harvest.site.lists.tray import MOST, numbers
from harvest.site.pages.compare import SIDE_BY_SIDE
from harvest.site.parts.compared.measured import in_words, scales
from tests.helpers.bases.work_base import NOW, execute, filled, insert, row, trial
from tests.helpers.site.site_pages import (
    FORMULA,
    HARM,
    ONE,
    TWO,
    dangers,
    get,
    hostile,
    read_from_text,
    served,
)

DONE = "NCT90000030"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("compare"), 12, 2)
    work = config.store.path
    insert(work, hostile())
    insert(
        work,
        [
            *trial(30, acronym="DONE", status="TERMINATED", why_stopped="no funds", phase="NA",
                   enrollment=1234, enrollment_type="ACTUAL", has_results=1, allocation="NA",
                   results_first_posted="2026-02-02", minimum_age="18 Years"),
            row("outcomes", DONE, "secondary", 0, measure="Survival", time_frame="2 years"),
        ],
    )  # fmt: skip
    execute(work, "INSERT INTO aliases VALUES ('trial', 'NCT90009999', ?, ?)", (ONE, NOW))
    read_from_text(
        work,
        ONE,
        ("cell_source", "umbilical_cord", "umbilical cord", "cord MSC"),
        ("dose", "1e6/kg", "1 × 10⁶ cells/kg", "1x10^6/kg"),
    )
    publish(config)
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ONE},{TWO}", (ONE, TWO)),
        (f" {ONE.lower()}  {TWO}\n{ONE}", (ONE, TWO)),
        (f"see https://clinicaltrials.gov/study/{ONE}?x=1; {TWO}.", (ONE, TWO)),
        ("nothing", ()),
    ],
)
def test_numbers_are_found_however_they_are_written(text: str, expected: tuple[str, ...]) -> None:
    assert numbers(text) == expected


def test_trials_stand_side_by_side_in_the_order_of_the_address(site: Datasette) -> None:
    text = get(site, f"/compare?ids={DONE},{ONE}").text
    head = text.partition('class="side"')[2].partition("</thead>")[0]
    assert head.index(DONE) < head.index(ONE)
    assert "1,234 (actual)" in text
    assert "40 (planned)" in text
    assert "Terminated: no funds" in text
    assert "posted 2 February 2026" in text
    assert "Survival (2 years)" in text
    assert "18 Years to no upper limit" in text
    assert '<a href="/articles/90000001">PMID 90000001 (results)</a>' in text
    for code in ("TERMINATED", "PHASE1", "ACTUAL", "RANDOMIZED"):
        assert code not in text


def test_every_row_says_where_it_comes_from(site: Datasette) -> None:
    text = get(site, f"/compare?ids={ONE},{TWO}").text
    assert "ClinicalTrials.gov, design: enrolment" in text
    assert "“cord MSC”, brief summary" in text
    assert "1 × 10⁶ cells/kg" in text


def test_rows_in_which_all_agree_are_marked(site: Datasette) -> None:
    text = get(site, f"/compare?ids={ONE},{DONE}").text
    rows = text.partition('class="side"')[2].partition("</table>")[0].split("<tr")
    marked = {label: 'class="same"' in row for row in rows for label in ("Conditions", "Status")
              if f'<th scope="row">{label}<' in row}  # fmt: skip
    assert marked == {"Conditions": True, "Status": False}


def test_what_no_trial_says_has_no_row(site: Datasette) -> None:
    assert ">Cell source<" not in get(site, f"/compare?ids={TWO},{DONE}").text


def test_a_trial_is_added_by_the_form_and_moves_into_the_address(site: Datasette) -> None:
    answer = get(site, f"/compare?ids={ONE}&add=+{TWO.lower()}+{ONE}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/compare?ids={ONE},{TWO}")


def test_a_trial_is_left_out_by_a_link(site: Datasette) -> None:
    text = get(site, f"/compare?ids={ONE},{TWO},{DONE}").text
    assert f'href="/compare?ids={ONE},{DONE}"' in text
    assert 'href="/compare"' in text


def test_a_former_number_stands_for_the_present_one_and_unknown_ones_are_told(
    site: Datasette,
) -> None:
    text = get(site, f"/compare?ids=NCT90009999,{ONE},NCT99999998").text
    assert "Not found here: NCT99999998." in text
    assert text.partition('class="side"')[2].partition("</thead>")[0].count(ONE) == 2


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=nothing", "?ids=NCT99999998"])
def test_without_trials_there_is_a_form(site: Datasette, query: str) -> None:
    answer = get(site, f"/compare{query}")
    assert answer.status_code == 200
    assert 'name="add"' in answer.text
    assert "<table" not in answer.text


@pytest.mark.parametrize("query", ["ids=soon", "add=soon", f"add=soon&ids={ONE}"])
def test_text_without_a_number_is_told(site: Datasette, query: str) -> None:
    assert "No trial number in “soon”" in get(site, f"/compare?{query}").text


def test_many_trials_stand_in_the_table_alone(site: Datasette) -> None:
    few = ",".join(f"NCT9{n:07d}" for n in range(1, SIDE_BY_SIDE + 1))
    assert 'class="side"' in get(site, f"/compare?ids={few}").text
    many = ",".join(f"NCT9{n:07d}" for n in range(1, SIDE_BY_SIDE + 2))
    text = get(site, f"/compare?ids={many}").text
    assert 'class="side"' not in text
    assert text.count('<th scope="row"><a href="/trials/') == SIDE_BY_SIDE + 1
    too_many = ",".join(f"NCT9{n:07d}" for n in range(1, MOST + 2))
    assert (
        f"Only the first {MOST} of {MOST + 1} are used."
        in get(site, f"/compare?ids={too_many}").text
    )


def test_the_table_opens_as_a_workbook_with_numbers_and_sources(site: Datasette) -> None:
    body = get(site, f"/compare.xlsx?ids={DONE},{ONE}").content
    book = load_workbook(io.BytesIO(body))
    header, first, second = book["Table"].iter_rows(values_only=True)
    assert header[:3] == ("Trial number", "Study", "Sponsor")
    assert (first[0], second[0]) == (DONE, ONE)
    assert first[header.index("Participants")] == 1234
    notes = "\n".join(str(row[0]) for row in book["Notes"].iter_rows(values_only=True))
    assert "Participants: ClinicalTrials.gov, design: enrolment." in notes
    assert f"Participants of {ONE}: planned, not actual." in notes
    assert f"Dose, {ONE}: 1 × 10⁶ cells/kg, from “1x10^6/kg” (brief summary)" in notes
    assert f"{ONE} as last updated 2026-10-01" in notes
    assert "published" in notes


def test_the_table_opens_as_a_landscape_document_with_its_notes(site: Datasette) -> None:
    document = Document(io.BytesIO(get(site, f"/compare.docx?ids={DONE},{ONE}").content))
    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert document.tables[0].rows[1].cells[0].text == DONE
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Dose, NCT90000001" in text


def test_the_document_has_the_pictures_with_captions_and_words_for_those_who_see_none(
    site: Datasette,
) -> None:
    document = Document(io.BytesIO(get(site, f"/compare.docx?ids={DONE},{ONE}").content))
    shown = soup(get(site, f"/compare?ids={DONE},{ONE}").text)
    titles = [caption.get_text() for caption in shown.select("figcaption")]
    captions = [each.text for each in document.paragraphs if each.style.name == "Caption"]
    figures = [each for each in captions if each.startswith("Figure")]
    assert [each.partition(". ")[2].partition(".")[0] for each in figures] == titles
    shapes = document.inline_shapes
    assert len(shapes) == len(titles) == 2
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert "2026-02-02" not in told[0]
    assert f"{DONE}, Terminated" in told[0]
    assert f"{DONE}, 1234, reached; {ONE}, 40, planned" in told[1]
    for shape in shapes:
        assert document.sections[-1].page_width > shape.width > 3 * shape.height


def test_one_trial_has_no_pictures_in_its_document_either(site: Datasette) -> None:
    document = Document(io.BytesIO(get(site, f"/compare.docx?ids={DONE}").content))
    assert not document.inline_shapes
    assert len(document.sections) == 1


def test_the_workbook_has_what_is_drawn_in_the_pictures(site: Datasette) -> None:
    book = load_workbook(io.BytesIO(get(site, f"/compare.xlsx?ids={DONE},{ONE}").content))
    assert book.sheetnames == ["Table", "Timeline", "Sizes", "Notes"]
    rows = list(book["Sizes"].iter_rows(values_only=True))
    assert rows[:3] == [
        ("Trial", "Participants", "Number"),
        (DONE, 1234, "reached"),
        (ONE, 40, "planned"),
    ]
    assert rows[-1][0] == "Participants, planned or reached."


def test_what_is_stored_does_not_act(site: Datasette) -> None:
    text = get(site, f"/compare?ids={HARM},{ONE}").text
    assert HARM in text
    assert not dangers(text)
    csv = get(site, f"/compare.csv?ids={HARM},{ONE}").text
    assert f"'{FORMULA}" in csv
    assert not [line for line in csv.splitlines() if line.startswith("=")]


def test_a_base_without_facets_compares_what_the_registry_says(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 0)
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db, db:
        db.execute("DROP TABLE facets")
    made = served(config)
    assert "Participants" in get(made, f"/compare?ids={ONE},{TWO}").text
    assert get(made, "/topics").status_code == 200
    made.get_database("evidence").close()


@pytest.mark.parametrize("path", ["/status", "/status.json"])
def test_a_file_of_an_earlier_version_says_what_brings_it_up_to_date(tmp_path: Path, path: str):
    config = filled(tmp_path, 2, 0)
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db, db:
        db.execute("DROP TABLE searches")
    made = served(config)
    answer = get(made, path)
    assert answer.status_code == 503
    assert "runs harvest publish" in answer.text
    assert get(made, "/trials").status_code == 200
    made.get_database("evidence").close()


# --- ticked in lists ---


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml")


def boxes(page: str) -> dict[str, bool]:
    """The boxes of a page, by the number of their trial, and whether each is ticked."""
    found = soup(page).select("input[type=checkbox][name=compare]")
    assert all(box["form"] == "tray" and box.parent.name == "label" for box in found)
    return {str(box["value"]): box.has_attr("checked") for box in found}


@pytest.mark.parametrize(
    "path",
    ["/trials", "/trials?view=table", "/search?q=cirrhosis", "/queries/characteristics?topic="],
)
def test_every_trial_of_a_list_has_a_box_and_the_address_ticks_it(
    site: Datasette, path: str
) -> None:
    assert len(boxes(get(site, path).text)) > 1
    assert not any(boxes(get(site, path).text).values())
    first, second, *_ = boxes(get(site, path).text)
    joint = "&" if "?" in path else "?"
    page = get(site, f"{path}{joint}compare={second},{first},NCT03626090").text
    assert [number for number, ticked in boxes(page).items() if ticked] == [first, second]
    form = soup(page).select_one("form#tray")
    assert form["action"] == path.partition("?")[0]
    elsewhere = [each["value"] for each in form.select("input[type=hidden][name=compare]")]
    assert elsewhere == ["NCT03626090"]
    assert form.select_one("button[formaction]")["formaction"] == "/compare"
    chips = [chip["href"] for chip in form.select("a.chip")]
    assert f"compare={first},NCT03626090" in chips[0]


def test_what_is_ticked_goes_along_with_filters_pages_and_orders(site: Datasette) -> None:
    page = soup(get(site, f"/trials?compare={ONE},{TWO}").text)
    links = [a["href"] for a in page.select(".filters a[href], .views a[href]")]
    assert links
    assert all(f"compare={ONE},{TWO}" in link for link in links if "removed=1" not in link)
    assert page.select_one(".bar input[name=compare]")["value"] == f"{ONE},{TWO}"
    files = [a["href"] for a in page.select(".downloads a[href]")]
    assert files
    assert not any("compare" in link for link in files)


def test_boxes_sent_by_the_form_become_one_field_of_the_address(site: Datasette) -> None:
    answer = get(site, f"/trials?compare={ONE}&compare={TWO}&status=COMPLETED")
    assert answer.headers["location"] == f"/trials?status=COMPLETED&compare={ONE},{TWO}"
    answer = get(site, f"/compare?q=word&compare={ONE}&compare={TWO}")
    assert answer.headers["location"] == f"/compare?ids={ONE},{TWO}"


def test_no_more_are_ticked_than_can_be_compared(site: Datasette) -> None:
    many = ",".join(f"NCT{number:08d}" for number in range(1, MOST + 20))
    page = get(site, f"/trials?compare={many}").text
    assert len(soup(page).select("form#tray a.chip")) == MOST
    assert "as many as can be" in page


def test_what_is_no_number_ticks_nothing(site: Datasette) -> None:
    page = get(site, "/trials?compare=%00%22><script>").text
    assert not dangers(page)
    assert not soup(page).select("form#tray a.chip")


def test_the_pictures_of_a_comparison_show_dates_and_sizes(site: Datasette) -> None:
    page = soup(get(site, f"/compare?ids={ONE},{TWO}").text)
    assert [figure["id"] for figure in page.select("figure")] == ["time", "sizes"]
    assert page.select("figure#time path.today")
    for figure in page.select("figure"):
        rows = figure.select("tbody tr")
        assert [row.select_one("td").get_text() for row in rows] == [ONE, TWO]
    assert not soup(get(site, f"/compare?ids={ONE}").text).select("figure")


@pytest.mark.parametrize(
    ("days", "told", "words"),
    [
        (0, "baseline", "baseline"),
        (0.5, "12 hours", "12 hours"),
        (28, "4 weeks", "4 weeks"),
        (28, "day 28", "28 days"),
        (180, "6 months", "6 months"),
        (210, "30 weeks", "30 weeks"),
        (365, "1 year", "1 year"),
        (372, "372 d", "372 days"),
    ],
)
def test_times_are_told_in_the_units_of_the_record(days: float, told: str, words: str) -> None:
    assert in_words(days, told) == words


MEASURED = """
WITH of (trial_id, scale, kind, days, evidence) AS (VALUES
    ('A', 'meld', 'primary', 168.0, '24 weeks'),
    ('A', 'meld', 'secondary', 168.0, '24 weeks'), ('A', 'meld', 'secondary', 0.0, 'baseline'),
    ('B', 'meld', 'primary', NULL, NULL), ('B', 'meld', 'other', 30.0, '1 month'),
    ('C', 'meld', 'primary', 28.0, 'week 4'), ('C', 'meld', 'secondary', NULL, NULL),
    ('D', 'meld', 'secondary', 28.0, 'week 4'), ('E', 'meld', 'other', NULL, NULL)
)
SELECT
    *, 'MELD' AS scale_label, 'measure' AS scale_field, 'MELD' AS scale_evidence, 'measure' AS field
FROM of
"""


def test_times_of_the_primary_outcome_are_told_apart_from_those_of_others() -> None:
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.row_factory = sqlite3.Row
        [meld] = scales(memory.execute(MEASURED).fetchall())
    assert {trial: times.text for trial, times in meld.times.items()} == {
        "A": "primary: 24 weeks; also baseline",
        "B": "primary: time not read; also 1 month",
        "C": "primary: 4 weeks",
        "D": "4 weeks",
        "E": "time not read",
    }
