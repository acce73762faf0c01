"""Preprints of the topic and of held papers: asked for, tied both ways, shown as what they are.

Relies on stand-ins and Datasette.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import bibtexparser
import pytest
import rispy
from bs4 import BeautifulSoup
from datasette.app import Datasette
from docx import Document
from openpyxl import load_workbook

from harvest.config import Config, load
from harvest.records import Absent, Held, Page, WalkEnd
from harvest.run.refresh import refresh
from harvest.sources.europepmc import SOURCE
from harvest.standin import Faults, Fixed, StandIn, State, serve
from harvest.standin.faults import transport
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import at
from tests.helpers.bases.tiny import citation, study
from tests.helpers.bases.tiny import state as tiny
from tests.helpers.clock import FakeClock
from tests.helpers.registries.asked import topic
from tests.helpers.registries.europepmc import asking, looked_up, nct, paper, preprint
from tests.helpers.site.site_pages import get, served

ABSTRACT = (
    "<h4>Methods</h4>Umbilical cord stem cells were given to 40 patients with liver cirrhosis "
    "in a randomised trial, NCT99000001. <h4>Results</h4>MELD fell."
)
SPARE = {"commentCorrection": [{"source": "MED", "id": "99000003", "type": "Preprint of"}]}
HAS = {"commentCorrection": [{"source": "PPR", "id": "PPR12", "type": "Preprint in"}]}
LINKS = {
    "fullTextUrl": [
        {"availabilityCode": "S", "availability": "Subscription required", "site": "DOI",
         "documentStyle": "doi", "url": "https://doi.org/10.1/x"},
        {"availabilityCode": "OA", "availability": "Open access", "site": "Europe_PMC",
         "documentStyle": "html", "url": "https://europepmc.org/articles/PMC3"},
        {"availabilityCode": "F", "availability": "Free", "site": "Unpaywall",
         "documentStyle": "pdf", "url": "https://repository.example.org/3.pdf"},
    ]
}  # fmt: skip


def told() -> dict[str, bytes]:
    return dict(
        [
            preprint(11, "Cord stem cells for liver cirrhosis", ABSTRACT,
                     commentCorrectionList=SPARE, license="cc by-nd"),
            preprint(12, "Earlier words of paper four"),
            preprint(13, "Stem cells in liver cirrhosis, never published", ABSTRACT),
            preprint(14, "Of another subject"),
            paper(99000003, fullTextUrlList=LINKS, embargoDate="2027-05-01"),
            paper(99000004, commentCorrectionList=HAS, fullTextUrlList=LINKS),
        ]
    )  # fmt: skip


def moment(hits: dict[str, bytes]) -> State:
    base = tiny([study(1), study(2)], [citation(3), citation(4)], "2026-11-20T09:00:05")
    return State(
        base.studies, base.citations, base.descriptors, base.data_timestamp,
        registrations={"europepmc": hits},
    )  # fmt: skip


def configured(standin: StandIn, folder: Path, *sources: str) -> Config:
    lines = standin.config_lines("clinicaltrials", "pubmed", "mesh", *sources)
    lines = lines.replace("]\n", "]\nrequests_per_second = 1000\n")
    own = 'pubmed = "cells"\nclinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
    own += 'europepmc = "\\"liver cirrhosis\\" AND \\"stem cells\\""'
    path = folder / "config.toml"
    path.write_text(
        topic().replace('all = ["condition", "therapy"]', own)
        + f'{lines}\n[store]\npath = "work.db"\n[publish]\npath = "public.db"\n'
    )
    return load(path, {})


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    with serve(Fixed((moment(told()),))) as standin:
        found = configured(standin, tmp_path_factory.mktemp("preprints"), "europepmc")
        outcome = refresh(found, quiet=True, clock=FakeClock())
        assert outcome.exit_code == 0, outcome.problems
    return found


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


@pytest.fixture
def db(config: Config) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(config.publish.path)) as connection:
        yield connection


def test_those_of_the_topic_are_members_and_those_of_held_papers_are_held(
    db: sqlite3.Connection,
) -> None:
    held = dict(db.execute("SELECT article_id, kind FROM articles WHERE article_id LIKE 'PPR%'"))
    assert held == {"PPR11": "preprint", "PPR12": "preprint", "PPR13": "preprint"}
    members = db.execute("SELECT record_id FROM memberships WHERE source = 'europepmc' ORDER BY 1")
    assert [key for (key,) in members] == ["PPR11", "PPR13"]
    (sent,) = db.execute(
        "SELECT sent FROM run_queries WHERE source = 'europepmc' AND purpose = 'search'"
    ).fetchone()
    assert sent == 'query=SRC:PPR AND ("liver cirrhosis" AND "stem cells")'


def test_what_they_became_is_tied_both_ways(db: sqlite3.Connection, site: Datasette) -> None:
    ties = db.execute("SELECT preprint_id, article_id, known_by FROM preprints ORDER BY 1")
    assert ties.fetchall() == [
        ("PPR11", "99000003", "Europe PMC"),
        ("PPR12", "99000004", "Europe PMC"),
    ]
    for one, other in (("PPR11", "99000003"), ("99000003", "PPR11"), ("99000004", "PPR12")):
        main = BeautifulSoup(get(site, f"/articles/{one}").text, "lxml").main
        assert main is not None
        assert any(a["href"] == f"/articles/{other}" for a in main.find_all("a", href=True)), one


def test_a_trial_that_only_a_preprint_reports_is_not_published(db: sqlite3.Connection) -> None:
    links = db.execute("SELECT article_id, relation FROM trial_articles ORDER BY 1").fetchall()
    assert {relation for key, relation in links if key.startswith("PPR")} == {"preprint"}
    relations = db.execute("SELECT DISTINCT relation FROM study_articles").fetchall()
    assert relations == [("preprint",)]


def test_pages_lists_and_search_say_that_it_is_a_preprint(site: Datasette) -> None:
    alone = BeautifulSoup(get(site, "/articles/PPR13").text, "lxml").main
    assert alone is not None
    assert "Not reviewed by peers" in alone.get_text()
    assert "medRxiv" in alone.get_text()
    trial = BeautifulSoup(get(site, "/trials/NCT99000001").text, "lxml").main
    assert trial is not None
    assert "Results in a preprint, not reviewed by peers" in trial.get_text()
    for path in ("/articles?q=never+published&everything=1", "/search?q=never+published"):
        page = BeautifulSoup(get(site, path).text, "lxml")
        (card,) = [c for c in page.select("li.card") if "PPR13" in c.get_text()]
        assert [b.get_text() for b in card.select(".badge")] == ["Preprint"], path
    kinds = get(site, "/articles?type=Preprint&everything=1").text
    assert "PPR13" in kinds
    assert "PMID 99000003" not in kinds


def test_every_format_says_that_it_is_a_preprint(site: Datasette) -> None:
    path = "/articles/PPR11"
    [ris] = rispy.loads(get(site, f"{path}.ris").text)
    assert (ris["type_of_reference"], ris["type_of_work"]) == ("UNPB", "Preprint")
    assert (ris["publisher"], ris["name_of_database"]) == ("medRxiv", "Europe PMC")
    [entry] = bibtexparser.loads(get(site, f"{path}.bib").text).entries
    assert (entry["ENTRYTYPE"], entry["howpublished"]) == ("misc", "medRxiv")
    assert "Preprint" in entry["note"]
    [item] = json.loads(get(site, f"{path}.csl.json").text)
    assert (item["type"], item["genre"], item["publisher"]) == ("article", "Preprint", "medRxiv")
    [row] = csv.DictReader(io.StringIO(get(site, f"{path}.csv").content.decode("utf-8-sig")))
    assert (row["kind"], row["journal"]) == ("preprint", "medRxiv")
    sheet = load_workbook(io.BytesIO(get(site, f"{path}.xlsx").content))["Table"]
    assert "preprint" in [cell.value for cells in sheet.iter_rows() for cell in cells]
    document = Document(io.BytesIO(get(site, f"{path}.docx").content))
    assert "preprint" in [c.text for t in document.tables for c in t._cells]


def test_free_texts_are_linked_and_what_is_withheld_waits(
    db: sqlite3.Connection, site: Datasette
) -> None:
    urls = dict(db.execute("SELECT article_id, full_text_url FROM articles WHERE pmid NOT NULL"))
    assert urls == {
        "99000003": "https://repository.example.org/3.pdf",
        "99000004": "https://europepmc.org/articles/PMC3",
    }
    withheld = get(site, "/articles/99000003").text
    said = " ".join(BeautifulSoup(withheld, "lxml").get_text().split())
    assert "Europe PMC from 1 May 2027" in said
    assert 'href="https://europepmc.org/articles/PMC3"' not in withheld
    assert "https://doi.org/10.1/x" not in withheld, "what costs money is not offered as free"
    assert "Licence: CC BY" in withheld
    [ris] = rispy.loads(get(site, "/articles/99000004.ris").text)
    assert ris["file_attachments2"] == "https://europepmc.org/articles/PMC3"


def test_a_new_one_is_told_as_a_preprint_once(tmp_path: Path) -> None:
    every = told()
    before = {key: body for key, body in every.items() if key != "PPR:PPR13"}
    with serve(Fixed((moment(before), moment(every)))) as standin:
        found = configured(standin, tmp_path, "europepmc")
        for epoch, days in ((0, 0), (1, 1), (1, 2)):
            standin.set_epoch(epoch)
            clock = FakeClock(FakeClock().now() + timedelta(days=days))
            outcome = refresh(found, quiet=True, clock=clock)
            assert outcome.exit_code == 0, outcome.problems
    with closing(sqlite3.connect(found.publish.path)) as db:
        events = db.execute("SELECT record_id, event, new, note FROM changes ORDER BY event")
        assert events.fetchall() == [
            ("NCT99000001", "paper_linked", "PPR13", "preprint"),
            ("PPR13", "paper_published", "PPR13", "preprint, not reviewed by peers"),
        ]


# --- asking ---


def fetched(job) -> list[object]:
    return list(SOURCE.fetch(job))


def ends(events: list[object]) -> list[WalkEnd]:
    return [each for each in events if isinstance(each, WalkEnd)]


def ids(events: list[object]) -> set[str]:
    return {raw.id for each in events if isinstance(each, Page) for raw in each.raws}


MANY = dict(preprint(n, "A stem cell in liver cirrhosis") for n in range(100, 117))


def test_a_search_is_walked_to_its_end_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvest.sources.europepmc.answers.PAGE", 5)
    with asking(MANY, tmp_path, Held()) as (job, standin):
        events = fetched(job)
        assert len(standin.requests.requests("europepmc")) == 4
    (end,) = ends(events)
    assert (end.state, end.promised, len(end.ids), len(ids(events))) == ("complete", 17, 17, 17)


def repeated(body: bytes) -> bytes:
    return json.dumps(json.loads(body) | {"nextCursorMark": "*"}).encode()


@pytest.mark.parametrize(
    "fault",
    [
        rewritten("cursor that repeats at once", repeated),
        transport.html_page(),
        transport.short_body(60),
        transport.too_many_requests("Tue, 24 Nov 2026 06:01:00 GMT"),
    ],
    ids=lambda fault: fault.name,
)
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
def test_a_fault_loses_nothing_and_no_half_walk_looks_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault, lasting: bool
) -> None:
    monkeypatch.setattr("harvest.sources.europepmc.answers.PAGE", 5)
    faults = Faults(at(fault, nth=2, times=None if lasting else 1))
    with asking(MANY, tmp_path, Held(), faults=faults) as (job, _):
        events = fetched(job)
    (end,) = ends(events)
    assert end.ids == ids(events), "what came is kept"
    if end.state == "complete":
        assert len(end.ids) == 17
    else:
        assert (end.state, bool(end.error), len(end.ids)) == ("partial", True, len(ids(events)))
    assert lasting <= (end.state == "partial")


def test_3000_held_papers_take_30_questions_and_none_again_for_four_weeks(tmp_path: Path) -> None:
    papers = dict(paper(n) for n in range(1, 3001))
    held = Held(articles=frozenset(map(str, range(1, 3001))))
    with asking(papers, tmp_path, held) as (job, standin):
        (end,) = ends(looked_up(job))
        assert (end.state, end.fetched, end.purpose) == ("complete", 3000, "texts")
        assert len(standin.requests.requests("europepmc")) == 30
    times = {f"MED:{n}": "2026-11-10T06:00:00Z" for n in range(1, 3001)}
    late = Held(articles=held.articles, last_fetched=times | {"MED:7": "2026-10-20T06:00:00Z"})
    with asking(papers, tmp_path, late) as (job, standin):
        assert ids(looked_up(job)) == {"MED:7"}


def test_what_names_a_trial_keeps_it_when_it_is_asked_for_by_its_number(tmp_path: Path) -> None:
    known = {"MED:5": frozenset({nct(7)})}
    held = Held(articles=frozenset({"5"}), named=lambda: known)
    with asking(dict([paper(5)]), tmp_path, held) as (job, _):
        (page,) = [each for each in looked_up(job) if isinstance(each, Page)]
    assert json.loads(page.raws[0].body)["names"] == [nct(7)]


def test_a_preprint_that_is_gone_is_told_and_a_question_not_understood_removes_none(
    tmp_path: Path,
) -> None:
    held = Held(articles=frozenset({"PPR1", "PPR2", "PPR3"}))
    there = dict(preprint(n, "x") for n in (1, 2))
    with asking(there, tmp_path, held) as (job, _):
        events = looked_up(job)
    assert [each.id for each in events if isinstance(each, Absent)] == ["PPR3"]
    with asking({}, tmp_path, held) as (job, _):
        assert not [each for each in looked_up(job) if isinstance(each, Absent)]


def test_a_preprint_known_by_its_doi_alone_is_asked_for_by_it(tmp_path: Path) -> None:
    wanted = frozenset({"doi:10.1101/2021.01.01.8", "doi:10.1101/none"})
    there = dict([preprint(8, "x"), preprint(9, "y")])
    with asking(there, tmp_path, Held(preprints=wanted)) as (job, _):
        events = looked_up(job)
    assert ids(events) == {"PPR8", "PPR:PPR8"}, "the preprint, and where it can be read"
    (end,) = ends(events)
    cursors = {f"europepmc/{name}": value for name, value in end.cursors}
    with asking(there, tmp_path, Held(preprints=wanted, cursors=cursors)) as (job, standin):
        looked_up(job)
        assert standin.requests.requests("europepmc") == [], "not again for a month"


def test_records_that_nobody_asked_for_are_not_used(tmp_path: Path) -> None:
    def other(body: bytes) -> bytes:
        said = json.loads(body)
        said["resultList"]["result"][0] |= {"id": "999", "pmid": "999"}
        return json.dumps(said).encode()

    held = Held(articles=frozenset({"5", "6"}))
    faults = Faults(at(rewritten("other", other), times=None))
    with asking(dict([paper(5), paper(6)]), tmp_path, held, faults=faults) as (job, _):
        events = looked_up(job)
    (end,) = ends(events)
    assert (ids(events), end.state) == (set(), "failed")
    assert "999" in str(end.error)


def test_off_or_refused_the_rest_is_published_and_marked(tmp_path: Path) -> None:
    with serve(Fixed((moment(told()),))) as standin:
        found = configured(standin, tmp_path, "europepmc")
        standin.edge.refuse("europepmc", "all")
        outcome = refresh(found, quiet=True, clock=FakeClock())
        assert (outcome.exit_code != 0, outcome.published is not None) == (True, True)
    with closing(sqlite3.connect(found.publish.path)) as db:
        (missing,) = db.execute("SELECT missing FROM publication").fetchone()
        (papers,) = db.execute("SELECT count(*) FROM articles").fetchone()
    assert "Europe PMC" in missing
    assert papers == 2
