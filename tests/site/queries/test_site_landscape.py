"""The landscape, topics, sponsors, definitions, readouts, clocks and reports: where each leads.

Relies on Datasette.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.config import Config
from harvest.facets import facets
from harvest.packs.reading import SHIPPED
from harvest.packs.reading import read as read_packs
from harvest.publish import publish
from harvest.publish.functions import vocabulary
from harvest.publish.read import open_published
from harvest.site.pages.landscape import draw
from harvest.site.parts.landscape import facets_picture
from harvest.site.parts.topics import Topic, kinds, slug_of
from harvest.site.render import addresses
from tests.helpers.bases.work_base import THAT_DAY, execute, filled, insert, row
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT
from tests.helpers.site.landscape import TRIALS
from tests.helpers.site.reading import soup
from tests.helpers.site.site_pages import (
    HARM,
    HOSTILE,
    ONE,
    dangers,
    get,
    served,
)

# --- the landscape ---


def test_the_landscape_has_every_picture_with_a_title_and_a_table(site: Datasette) -> None:
    text = get(site, "/landscape").text
    for name in ("timeline", "phases", "map", "years", "enrolment", "sponsors", "events"):
        figure = text.partition(f'id="{name}"')[2].partition("</figure>")[0]
        assert "<svg" in figure, name
        assert re.search(r"<figcaption>.*\d", figure), name
        assert "<table" in figure, name
    assert not dangers(text)


def test_the_landscape_says_what_is_seen(site: Datasette) -> None:
    text = get(site, "/landscape").text
    assert f"The 60 trials that started last, of {TRIALS}, from start to completion" in text
    assert "Trials have sites in 2 countries, most often in China" in text
    assert "most often 101 to 200 participants" not in text
    assert "Synthetic Hospital leads most (129)" in text
    assert re.search(r"most often in China[^<]*; [\d,]+ sites have no coordinates", text)


def test_the_cells_of_the_phases_lead_to_as_many_trials_as_they_say(site: Datasette) -> None:
    text = get(site, "/landscape").text
    figure = text.partition('id="phases"')[2].partition("</figure>")[0]
    drawn = re.findall(r'<a href="(/trials\?[^"]+)" aria-label="[^"]+: (\d+) trials"', figure)
    assert len(drawn) >= 4
    for address, number in drawn:
        listed = get(site, address.replace("&amp;", "&")).text
        assert f"<strong>{number}</strong>" in listed, address


def test_cell_sources_by_cause_are_drawn_from_what_the_texts_say(site: Datasette) -> None:
    text = get(site, "/landscape").text
    assert "most often umbilical cord for hepatitis B (1)" in text
    assert "/trials?cell_source=umbilical_cord&amp;aetiology=HBV" in text


def test_the_heading_of_two_facets_joins_their_values_as_the_pack_says() -> None:
    [pack] = read_packs((SHIPPED / "drug",))
    [given] = pack.pictures
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.row_factory = sqlite3.Row
        rows = memory.execute(
            "SELECT 'mtx' AS row, 'methotrexate' AS row_label, 'oral' AS column, "
            "'oral' AS column_label, 2 AS trials, 1 AS column_position"
        ).fetchall()
    [of, by, *_] = facets()
    drawn = facets_picture(given, rows, of, by)
    assert drawn.title == "Trials by medicine and route: most often methotrexate – oral (2)"


def test_pictures_are_left_out_where_their_tables_are_absent(config: Config) -> None:
    held = frozenset({"trials", "articles"})
    with closing(open_published(config)) as connection:
        connection.row_factory = sqlite3.Row
        drawn = [picture.name for picture in draw(connection, held, date(2026, 11, 24))]
    assert drawn == ["timeline", "phases", "map", "years", "enrolment", "sponsors"]


# --- topics ---


def test_topics_are_listed_by_kind_and_lead_to_their_records(site: Datasette) -> None:
    text = get(site, "/topics").text
    assert ">Cell source</h2>" in text
    assert '<a href="/topics/cell-source-umbilical-cord">' in text
    page = get(site, "/topics/cell-source-umbilical-cord").text
    assert f"/trials/{ONE}" in page
    assert "/trials/NCT90000002" not in page
    assert "/trials?cell_source=umbilical_cord" in page
    assert get(site, "/topics/cell-source-none").status_code == 404


def test_every_code_of_the_vocabularies_has_an_address_of_its_own() -> None:
    taken: dict[str, Topic] = {}
    codes = [
        (facet.name, term.code)
        for facet in kinds()
        for term in vocabulary(ROOT / "db" / "vocabularies")
        if term.vocabulary == facet.vocabulary
    ]
    for facet, code in codes:
        slug = slug_of(facet, code, taken)
        assert re.fullmatch(r"[a-z0-9-]{1,90}", slug), code
        taken[slug] = Topic(slug, facet, "", code, "", 0, 0)
    assert len(taken) == len(codes) > 50


def test_an_empty_base_has_a_landscape_too(tmp_path: Path) -> None:
    config = filled(tmp_path, 0, 0)
    publish(config)
    made = served(config)
    for path in ("/landscape", "/sponsors", "/changes", "/readouts", "/clocks", "/compare",
                 "/report/prisma-s", "/about", "/queries"):  # fmt: skip
        assert get(made, path).status_code == 200, path
    made.get_database("evidence").close()


# --- sponsors ---


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Acme Bio, Inc.", "acme-bio-inc"),
        ("ACME Bio Inc", "acme-bio-inc"),
        ("Hôpital Saint-Antoine", "hopital-saint-antoine"),
        ("O'Brien's Clinic", "obriens-clinic"),
    ],
)
def test_the_address_of_a_sponsor_reads_as_its_name(name: str, expected: str) -> None:
    assert addresses.slug(name) == expected


def test_names_that_letters_can_not_tell_apart_get_different_addresses() -> None:
    names = ["北京医院", "上海医院", "Больница", "x" * 80 + "a", "x" * 80 + "b", "北京 Hospital"]
    slugs = [addresses.slug(name) for name in names]
    assert len(set(slugs)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{1,80}", slug) for slug in slugs)


def test_spellings_of_one_sponsor_are_one_page_and_no_trial_counts_twice(tmp_path: Path) -> None:
    config = filled(tmp_path, 4, 0)
    names = {1: "Acme, Inc.", 2: "ACME Inc", 3: "ACME Inc", 4: "Other"}
    for number, name in names.items():
        trial_id = f"NCT9000{number:04}"
        execute(
            config.store.path,
            "UPDATE trials SET lead_sponsor = ? WHERE nct_id = ?",
            (name, trial_id),
        )
        execute(
            config.store.path,
            "UPDATE sponsors SET name = ? WHERE trial_id = ? AND role = 'lead'",
            (name, trial_id),
        )
    # The lead of one trial supports it under another spelling, and another trial under two.
    for trial_id, place, name in (
        ("NCT90000001", 1, "ACME Inc"),
        ("NCT90000004", 1, "ACME Inc"),
        ("NCT90000004", 2, "Acme, Inc."),
    ):
        insert(config.store.path, [row("sponsors", trial_id, place, "collaborator", name, None)])
    publish(config, clock=FakeClock(THAT_DAY))
    made = served(config)
    text = get(made, "/sponsors/acme-inc").text
    assert "leads 3 trials here and supports 1." in text
    assert "4 trials of ACME Inc by status" in text
    assert "2 names in the registries" in text
    assert "<li>Acme, Inc. <span" in text
    for address, count in re.findall(
        r'<a href="(/trials\?sponsor=[^"]+status[^"]+)".*?: (\d+) t', text
    ):
        listed = get(made, address.replace("&amp;", "&")).text
        assert f"<strong>{count}</strong>" in listed
    assert "ACME Inc leads most (3)" in get(made, "/landscape").text
    made.get_database("evidence").close()


def test_a_sponsor_has_trials_states_papers_and_changes(site: Datasette) -> None:
    text = get(site, "/sponsors/synthetic-hospital").text
    assert "leads 130 trials" in text
    assert "by status" in text
    assert 'href="/articles/90000001"' in text
    assert "Status changed" in text
    assert 'href="/sponsors/synthetic-hospital/changes.atom"' in text
    listed = get(site, "/sponsors").text
    assert 'href="/sponsors/synthetic-hospital">Synthetic Hospital</a>' in listed
    assert "Synthetic Hospital" not in get(site, "/sponsors?q=nobody").text


def test_a_sponsor_whose_name_is_an_attack_has_a_harmless_page(site: Datasette) -> None:
    text = get(site, "/sponsors").text
    assert not dangers(text)
    slug = addresses.slug(HOSTILE)
    page = get(site, f"/sponsors/{slug}")
    assert page.status_code == 200
    assert HARM in page.text
    assert not dangers(page.text)
    assert get(site, "/sponsors/nobody").status_code == 404


# --- definitions ---


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    """Fibrosis above cirrhosis above a narrower term that a second trial carries."""
    config = filled(tmp_path_factory.mktemp("mesh"), 2, 1)
    work = config.store.path
    for ui, name, number in (
        ("D005355", "Fibrosis", "C23.550.355"),
        ("D000001", "Cirrhosis, Withdrawn", "C06.552.630.400"),
        ("D000003", "Cirrhosis, Narrower", "C06.552.630.500"),
        ("D000004", "Cirrhosis, Other", "C23.550.355.411.300"),
        ("D000002", "Not Below", "C06.552.6301"),
    ):
        insert(work, [row("mesh_terms", ui, name, f"{name}.", number)])
        execute(work, "INSERT INTO mesh_trees VALUES (?, ?)", (ui, number))
    execute(work, "INSERT INTO mesh_trees VALUES ('D008103', 'C23.550.355.411')")
    execute(work, "INSERT INTO mesh_trees VALUES ('D000003', 'C23.550.355.411.500')")
    execute(work, "UPDATE mesh_terms SET tree_numbers = 'C06.552.630|C23.550.355.411'"
                  " WHERE ui = 'D008103'")  # fmt: skip
    execute(work, "UPDATE trial_mesh SET ui = 'D000003' WHERE trial_id = 'NCT90000002'")
    execute(work, "UPDATE mesh_terms SET withdrawn = 1 WHERE ui = 'D000001'")
    publish(config)
    made = served(config)
    yield made
    made.get_database("evidence").close()


def test_a_term_stands_in_the_tree_with_broader_and_narrower_ones(tree: Datasette) -> None:
    text = get(tree, "/mesh/D008103").text
    assert "Scarring of the liver." in text
    assert '<a href="/mesh/D005355">Fibrosis</a>' in text
    assert "C23.550.355.411" in text
    assert '<a href="/mesh/D000003">Cirrhosis, Narrower</a>' in text
    assert "Cirrhosis, Withdrawn" not in text
    assert "Not Below" not in text
    assert "Hepatic Cirrhosis" in text


def test_a_narrower_term_stands_once_with_all_its_places(tree: Datasette) -> None:
    terms = soup(tree, "/mesh/D008103").select("ul.columns li")
    assert [term.a.text for term in terms if term.a] == ["Cirrhosis, Narrower", "Cirrhosis, Other"]
    assert "C06.552.630.500, C23.550.355.411.500" in terms[0].text
    assert "C06" not in terms[1].text  # one place needs no number


def test_a_term_that_mesh_has_withdrawn_says_so(tree: Datasette) -> None:
    said = "MeSH has withdrawn this heading."
    assert said in get(tree, "/mesh/D000001").text
    assert said not in get(tree, "/mesh/D008103").text


def test_what_carries_a_narrower_term_stands_under_the_broader_one(tree: Datasette) -> None:
    under = get(tree, "/mesh/D008103").text
    assert "/trials/NCT90000001" in under
    assert "/trials/NCT90000002" in under
    narrower = get(tree, "/mesh/D000003").text
    assert "/trials/NCT90000001" not in narrower
    assert "/trials/NCT90000002" in narrower
    listed = get(tree, "/trials?under=Liver+Cirrhosis").text
    assert "<strong>2</strong>" in listed
    assert get(tree, "/mesh/D999999").status_code == 404


# --- readouts ---


def test_the_calendar_is_read_by_a_calendar_library(config: Config, site: Datasette) -> None:
    from icalendar import Calendar

    answer = get(site, "/readouts.ics?months=36")
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.text)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert f"{ONE}-primary-completion@harvest.invalid" in events
    event = events[f"{ONE}-primary-completion@harvest.invalid"]
    assert event.decoded("dtstart").isoformat() == "2027-02-28"
    assert "by the end of the month" in str(event["summary"])
    assert str(event["url"]).endswith(f"/trials/{ONE}")
    assert not any(HARM in uid for uid in events)
    again = get(site, "/readouts.ics?months=36").text
    assert again == answer.text


def test_a_calendar_without_readouts_is_valid_all_the_same() -> None:
    from icalendar import Calendar

    from harvest.site.pages.readouts import as_calendar

    body = as_calendar([], "Topic", "https://x.example", "2026-11-24T06:00:00Z")
    empty = Calendar.from_ical(body)
    assert len(empty.subcomponents) == 1
    assert empty.walk("VEVENT") == []
    assert not any(part.errors for part in empty.walk())


def test_readouts_are_listed_by_month_soonest_first(site: Datasette) -> None:
    text = get(site, "/readouts?months=36").text
    assert ">February 2027</time>" in text
    assert '<section aria-labelledby="m-' not in get(site, "/readouts?months=1").text
    assert get(site, "/readouts?months=x").status_code == 200


# --- clocks ---


def test_the_clocks_stand_apart_each_with_its_rule_and_day(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 0)
    insert_clock = "INSERT INTO clocks VALUES (?, ?, ?, ?, ?, ?, ?)"
    read = {
        "phase": "PHASE1|PHASE2",
        "is_fda_regulated_drug": "1",
        "primary_completion_date": "2025-01",
        "primary_completion_date_type": "ESTIMATED",
        "results paper": "PMID 1, published 2024-03",
    }
    for clock, state, due, partial in (
        ("us_law", "overdue", "2026-01-31", 1),
        ("registry_12_months", "met late", "2026-01-31", 0),
        ("publication_24_months", "running", "2027-01-31", 0),
    ):
        execute(
            config.store.path,
            insert_clock,
            (ONE, clock, state, due, partial, "because of it", json.dumps(read)),
        )
    publish(config, clock=FakeClock(THAT_DAY))
    made = served(config)
    text = get(made, "/clocks").text
    assert "42 CFR 11" in text
    assert "9 months overdue" in text
    assert "≈" in text.partition(ONE)[2]
    assert "because of it" in text
    assert "Met late" in text
    [card] = soup(made, "/clocks").select("ol.cards > li")
    said = zip(card.select(".given dt"), card.select(".given dd"), strict=True)
    assert {name.get_text(): words.get_text() for name, words in said}.items() >= {
        "Phase": "Phase 1/2",
        "Drug regulated by the FDA": "yes",
        "Primary completion date": "January 2025",
        "Primary completion date type": "estimated",
        "Results paper": "PMID 1, published 2024-03",
    }.items()
    other = get(made, "/clocks?clock=publication_24_months&state=running").text
    assert "a results paper within 24 months" in other
    assert "overdue</dd>" not in other
    assert get(made, "/clocks?clock=x&state=y&page=z").status_code == 200
    made.get_database("evidence").close()


# --- reports ---


def test_the_search_report_is_a_page_and_two_files(site: Datasette) -> None:
    text = get(site, "/report/prisma-s").text
    assert "Search report: Synthetic topic" in text
    assert get(site, "/report/prisma-s.md").text.startswith("# Search report: Synthetic topic")
    assert get(site, "/report/prisma-s.docx").content.startswith(b"PK")


def test_the_site_says_what_it_is(config: Config) -> None:
    made = served(config)
    text = get(made, "/about").text
    assert "National Library of Medicine" in text
    assert "Not medical advice" in text
    made.get_database("evidence").close()
