"""The frame of the site: who may send statements, pages, saved queries, status, banners.

Relies on Datasette and other processes.
"""

import asyncio
import json
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.config import Config
from harvest.errors import CannotCreate
from harvest.publish import publish, schema
from harvest.queries import load
from harvest.site import server
from harvest.site.app import make, may_run_sql
from harvest.site.plugin import routes
from harvest.site.serving.metadata import metadata
from tests.helpers.bases.work_base import (
    NOW,
    article,
    execute,
    filled,
    insert,
    make_config,
    row,
    trial,
)
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import visible
from tests.helpers.site.site_server import in_a_process


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("site"), 3, 3)
    work = config.store.path
    insert(
        work,
        [
            *trial(11, status="TERMINATED", why_stopped="slow recruitment", phase="NA"),
            *article(11, title="A retracted report", integrity="retracted", retracted=1),
            row("corrections", "90000011", 0, "RetractionIn", "90000099", "J. 2026;1:1"),
        ],
    )
    execute(work, "INSERT INTO aliases VALUES ('trial', 'NCT90009999', 'NCT90000001', ?)", (NOW,))
    execute(work, "INSERT INTO aliases VALUES ('article', '90009999', '90000001', ?)", (NOW,))
    execute(
        work,
        "INSERT INTO links (trial_id, article_id, rule, relation, basis, score, probable, proofs,"
        " evidence, first_seen, last_seen)"
        " VALUES ('NCT90000011', '90000011', 'registry_result', 'results',"
        " 'the registry lists it as a result', 1.0, 0, 1, 'Tester A. 2025.', ?, ?)",
        (NOW, NOW),
    )
    publish(config)
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = make(config, clock=FakeClock(datetime(2026, 11, 24, 18, tzinfo=UTC)))
    yield made
    made.get_database("evidence").close()


def get(site: Datasette, path: str) -> Any:
    return asyncio.run(site.client.get(path))


# --- limits ---


@pytest.mark.parametrize(
    ("host", "setting", "allowed"),
    [
        ("127.0.0.1", "auto", True),
        ("localhost", "auto", True),
        ("::1", "auto", True),
        ("0.0.0.0", "auto", False),
        ("site.example", "auto", False),
        ("0.0.0.0", "on", True),
        ("127.0.0.1", "off", False),
    ],
)
def test_visitors_may_send_sql_only_on_the_machine_itself_or_by_configuration(
    tmp_path: Path, host: str, setting: Any, allowed: bool
) -> None:
    config = make_config(tmp_path)
    config = replace(config, serve=replace(config.serve, host=host, public_sql=setting))
    assert may_run_sql(config) is allowed


# --- pages ---


def test_the_home_page_leads_to_trials_papers_and_queries(site: Datasette) -> None:
    answer = get(site, "/")
    assert answer.status_code == 200
    for part in (
        "Synthetic topic",
        "/trials/NCT90000001",
        "/articles/90000001",
        "/queries/",
        "main",
    ):
        assert part in answer.text


def test_under_one_heading_of_the_home_page_records_of_one_kind_are_counted(
    site: Datasette,
) -> None:
    sections = BeautifulSoup(get(site, "/").text, "lxml").select("section:has(.tiles)")
    kinds = [
        {str(link["href"]).split("/")[1].partition("?")[0] for link in section.select(".tiles a")}
        for section in sections
    ]
    assert kinds == [{"trials"}, {"articles"}]
    assert "1 retracted paper" in " ".join(sections[1].text.split())


def test_a_trial_page_shows_words_and_no_codes(site: Datasette) -> None:
    text = get(site, "/trials/NCT90000011").text
    for shown in (
        "NCT90000011",
        "Terminated",
        "slow recruitment",
        "Not applicable",
        "March 2024",
        "Synthetic Hospital",
        "MELD score",
        "24 weeks",
        "Beijing",
        "Cord MSC",
        "A retracted report",
        "The registry lists the paper as a result",
        "Scarring of the liver.",
        "core",
    ):
        assert shown in text, shown
    for code in ("TERMINATED", "PHASE1|", "RANDOMIZED", "PRINCIPAL_INVESTIGATOR", "None"):
        assert code not in text, code


def test_a_paper_page_shows_a_retraction_before_anything_else(site: Datasette) -> None:
    text = get(site, "/articles/90000011").text
    main = text.partition("<main")[2]
    assert main.index("Retracted") < main.index("<h1>")
    assert "J. 2026;1:1" in main
    assert "NCT90000011" in main
    assert "Tester" in main


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/trials/NCT90009999", "/trials/NCT90000001"),
        ("/trials/nct90000001", "/trials/NCT90000001"),
        ("/articles/90009999", "/articles/90000001"),
        ("/search?q=nct90000002", "/trials/NCT90000002"),
        ("/search?q=NCT90009999", "/trials/NCT90000001"),
        ("/search?q=PMID+90000002", "/articles/90000002"),
        ("/search?q=90000002", "/articles/90000002"),
    ],
)
def test_a_number_leads_to_the_record_that_stands_for_it(
    site: Datasette, asked: str, leads_to: str
) -> None:
    answer = get(site, asked)
    assert (answer.status_code, answer.headers["location"]) == (302, leads_to)


@pytest.mark.parametrize("path", ["/trials?status=RECRUITING", "/articles?year=2025"])
def test_a_list_keeps_what_was_asked_for(site: Datasette, path: str) -> None:
    answer = get(site, path)
    while answer.status_code == 302:
        answer = get(site, answer.headers["location"])
    assert answer.status_code == 200
    assert ">3</strong> trials match" in answer.text or ">4</strong> papers match" in answer.text


def test_a_search_shows_trials_papers_and_definitions_with_the_words_marked(
    site: Datasette,
) -> None:
    text = get(site, "/search?q=cirrhosis").text
    assert "/trials/NCT90000001" in text
    assert "/articles/90000001" in text
    assert "Scarring of the liver." in text
    assert "<mark>cirrhosis</mark>" in text


def test_a_search_that_finds_nothing_helps(site: Datasette) -> None:
    text = get(site, "/search?q=zebrafish").text
    assert "No record contains “zebrafish”." in text
    assert "Searched: the titles" in text


def test_every_saved_query_has_its_page_and_its_canned_query(site: Datasette) -> None:
    listed = get(site, "/queries").text
    for query in load():
        assert f"/queries/{query.slug}" in listed
        page = get(site, f"/queries/{query.slug}")
        assert page.status_code == 200, query.slug
        assert query.title in page.text
        stock = get(site, f"/evidence/{query.slug}.json?_shape=array")
        assert stock.status_code == 200, query.slug


def test_a_query_page_keeps_what_was_chosen_and_links_its_rows(site: Datasette) -> None:
    text = get(site, "/queries/recruiting-trials?country=China&words=cord").text
    assert '<option value="China" selected>' in text
    assert 'value="cord"' in text
    assert '<a href="/trials/NCT90000001">NCT90000001</a>' in text
    assert "/queries/recruiting-trials.csv?country=China&amp;phase=&amp;words=cord" in text


def test_a_query_page_and_its_canned_query_find_the_same(site: Datasette) -> None:
    canned = get(site, "/evidence/recruiting-trials.json?_shape=array&country=China&words=&phase=")
    assert [found["trial_id"] for found in canned.json()] == [
        "NCT90000001",
        "NCT90000002",
        "NCT90000003",
    ]


def test_a_wrong_value_is_told_on_the_form(site: Datasette) -> None:
    answer = get(site, "/queries/new-registrations?months=twelve")
    assert answer.status_code == 400
    assert "months: is not a whole number" in answer.text
    assert 'value="twelve"' in answer.text


def test_the_status_is_told_to_people_and_machines(site: Datasette, config: Config) -> None:
    told = get(site, "/status.json").json()
    assert told["generation"] == 1
    assert told["age_hours"] == 12.0
    assert told["stale"] is False
    assert told["tables"]["trials"] == 4
    assert told["runs"][0]["state"] == "complete"
    assert "12 hours ago" in get(site, "/status").text
    assert config.contact not in json.dumps(told)


def test_the_status_of_the_runs_is_in_words(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    execute(
        config.store.path,
        "INSERT INTO run_queries (run_id, source, purpose, sent, state, promised, fetched, new,"
        " changed, failed, finished)"
        " VALUES (1, 'clinicaltrials', 'confirm', 'NCT90000001', 'complete', 12345, 1, 0, 0, 0, ?)",
        (NOW,),
    )
    publish(config)
    text = visible(BeautifulSoup(get(make(config), "/status").text, "lxml"))
    for shown in (
        "Papers",
        "ClinicalTrials.gov – records no longer found by any search complete 12,345",
    ):
        assert shown in text, shown
    for code in ("articles", "clinicaltrials ", "run_id", "run id", "promised "):
        assert code not in text, code
    assert not re.search(r"[0-9]T[0-9]{2}:[0-9]{2}", text)


def test_old_data_say_so_on_every_page(config: Config) -> None:
    site = make(config, clock=FakeClock(datetime(2026, 11, 28, tzinfo=UTC)))
    for path in ("/", "/trials/NCT90000001", "/queries", "/search", "/nope"):
        assert "Not up to date." in get(site, path).text
    assert get(site, "/status.json").json()["stale"] is True
    site.get_database("evidence").close()


def test_the_sample_says_so_on_every_page(config: Config) -> None:
    site = make(config, sample=True)
    for path in ("/", "/trials/NCT90000001", "/queries", "/nope", "/evidence", "/evidence/trials"):
        assert "Sample data." in get(site, path).text, path
    assert get(site, "/status.json").json()["sample"] is True
    site.get_database("evidence").close()


def test_real_data_carry_no_banner(site: Datasette) -> None:
    for path in ("/", "/evidence", "/evidence/trials"):
        text = get(site, path).text
        assert "Sample data." not in text
        assert "Not up to date." not in text


def test_a_page_that_is_not_there_helps(site: Datasette) -> None:
    answer = get(site, "/trials/NCT00000000")
    assert answer.status_code == 404
    assert "No trial NCT00000000 was found here." in answer.text
    assert 'action="/search"' in answer.text
    assert get(site, "/nope.json").json() == {
        "ok": False,
        "error": "Page not found.",
        "status": 404,
    }


@pytest.mark.parametrize(
    "path", ["/", "/trials/NCT90000001", "/articles/90000001", "/queries", "/search", "/status"]
)
def test_a_page_has_its_landmarks_and_asks_no_other_host(site: Datasette, path: str) -> None:
    text = get(site, path).text
    assert '<html lang="en">' in text
    for part in ("<header", '<nav aria-label="Main"', "<main", "<footer", 'role="search"'):
        assert text.count(part) == 1, part
    assert text.partition("</head>")[0].count("<title>") == 1
    assert text.count("<h1") == 1
    text = text.replace('<script type="application/ld+json">', "")  # data, never run
    text = text.replace('<script src="/static/', "")  # a comfort of ours, such as to copy
    for loading in ("<script", 'src="http', "@import", 'rel="stylesheet" href="http'):
        assert loading not in text


def test_tables_stand_under_datasette_with_their_descriptions(site: Datasette) -> None:
    text = get(site, "/evidence/trials?_search=cord&_facet=status_label").text
    assert "one row per registration" in text
    assert "overall recruitment status, in words" in text
    listed = get(site, "/evidence.json").json()["tables"]
    shown = {table["name"]: table for table in listed}
    assert set(shown) == {table.name for table in schema.read() if not table.virtual}
    assert shown["trials"]["count"] == 4
    assert shown["trials"]["fts_table"] == "trials_fts"


def test_a_table_shows_its_rows_before_the_definitions_of_its_columns(site: Datasette) -> None:
    for path in ("/evidence/trials", "/evidence/articles", "/evidence/facets"):
        page = BeautifulSoup(get(site, path).text, "lxml")
        for definitions in page.select("dl.column-descriptions"):
            folded = definitions.find_parent("details")
            assert folded is not None, path
            assert not folded.has_attr("open")
            assert folded.find("table") is None  # it ends where the definitions do
        assert page.select("table.rows-and-columns") or "0 rows" in page.text, path


def test_the_ways_back_from_a_table_stand_apart(site: Datasette) -> None:
    page = BeautifulSoup(get(site, "/evidence/trials").text, "lxml")
    crumbs = " ".join(" ".join(part.text.split()) for part in page.select(".crumbs"))
    assert crumbs == "saved queries / status / home / evidence"


def test_every_table_and_query_is_described_to_datasette() -> None:
    told = metadata("T")["databases"]["evidence"]
    for table in told["tables"].values():
        assert table["description"]
        assert set(table.get("facets", ())) <= set(table["columns"])
    assert set(told["queries"]) == {query.slug for query in load()}


def test_no_two_pages_share_an_address() -> None:
    patterns = [pattern for pattern, _ in routes()]
    assert len(set(patterns)) == len(patterns)


def test_a_datasette_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE t (x)")
    other = Datasette([str(tmp_path / "other.db")])
    answer = get(other, "/other/t")
    assert answer.status_code == 200
    assert "content-security-policy" not in answer.headers
    other.get_database("other").close()


# --- serving ---


def test_the_site_serves_as_the_command_line_starts_it(config: Config) -> None:
    with in_a_process(config.publish.path.parent, sample=True) as running:
        assert running.get("/status.json").status == 200
        assert "Sample data." in running.get("/").text
        assert "server" not in running.get("/").headers


def test_a_port_that_is_taken_is_told_with_its_cure(config: Config) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        taken = replace(config, serve=replace(config.serve, port=port))
        with pytest.raises(CannotCreate, match="choose another with --port"):
            server.run(taken)
