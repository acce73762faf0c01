"""A trial of each registry wherever trials come out: page, file, feed, search, saved page, past.

Harvested over HTTP and from WHO's files; one table, a line a registry.

Relies on stand-ins and Datasette.
"""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

import bibtexparser
import feedparser
import pytest
import rispy
from bs4 import BeautifulSoup
from datasette.app import Datasette
from docx import Document
from openpyxl import load_workbook

from harvest import identifiers, seed
from harvest.cli import run as command
from harvest.config import Config, load
from harvest.history import as_of
from harvest.publish.read import open_published
from harvest.run.refresh import refresh
from tests.helpers.clock import FakeClock
from tests.helpers.registries import half_year
from tests.helpers.registries.half_year import (
    CHINESE,
    CTIS,
    ENDED,
    INDIAN,
    IRANIAN,
    ISRCTN,
    JAPANESE,
    NCT,
    moment,
)
from tests.helpers.site.site_pages import get, served

EU = "https://www.clinicaltrialsregister.eu/ctr-search/trial/2019-000002-13/DE"
WHO = "https://www.chictr.org.cn/showproj.html?proj=1"  # as the file of the test says of each


@dataclass(frozen=True)
class Line:
    """A trial, how its registry is called, its address there, and how else people spell it."""

    key: str
    registry: str
    address: str
    spellings: tuple[str, ...]


TABLE = (
    Line(NCT[0], "ClinicalTrials.gov", f"https://clinicaltrials.gov/study/{NCT[0]}",
         ("nct 9900 0001", "NCT-99000001")),
    Line(ISRCTN[1], "ISRCTN", f"https://www.isrctn.com/{ISRCTN[1]}", ("isrctn 10000002",)),
    Line(CTIS[0], "EU CTIS", f"https://euclinicaltrials.eu/ctis-public/view/{CTIS[0]}-01",
         (f"{CTIS[0]}-00", f"CTIS{CTIS[0]}-01", f"EU CT number {CTIS[0]}", f"CTIS {CTIS[0]}-01")),
    Line(ENDED, "EudraCT", EU, (ENDED.lower(), "EUCTR 2019-000002-13-DE")),
    Line(CHINESE, "ChiCTR", WHO, ("chictr 2000029990", "ChiCTR-2000029990")),
    Line(JAPANESE, "jRCT", WHO, (f"JPRN-{JAPANESE}", "jrct 1080220001")),
    Line(IRANIAN, "IRCT", WHO, ("irct20200426047206n2",)),
    Line(INDIAN, "CTRI", WHO, ("ctri/2020/01/022800", "CTRI 2020/01/022800")),
)  # fmt: skip
each = pytest.mark.parametrize("line", TABLE, ids=lambda line: line.registry)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """What two runs brought, half a year apart."""
    folder = tmp_path_factory.mktemp("registries")
    with half_year.world() as world:
        found = load(world.configure(folder), {})
        for run in (0, 16):
            for earlier in range(run + 1):
                world.turn_to(earlier, folder)
            outcome = refresh(found, quiet=True, clock=FakeClock(moment(run)))
            assert outcome.exit_code == 0, outcome.problems
    return found


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def page_of(key: str) -> str:
    return identifiers.page("trial", key)


@each
def test_its_page_names_its_number_its_registry_and_its_address(
    site: Datasette, line: Line
) -> None:
    answer = get(site, page_of(line.key))
    assert answer.status_code == 200
    main = BeautifulSoup(answer.text, "lxml").main
    assert main is not None
    links = [tag for tag in main.find_all("a") if tag.get_text() == f"at {line.registry}"]
    assert links[0]["href"] == line.address, "those of its other registrations follow"
    assert line.key in main.get_text()


@each
def test_its_citations_carry_number_registry_and_address(site: Datasette, line: Line) -> None:
    path = page_of(line.key)
    [ris] = rispy.loads(get(site, f"{path}.ris").text)
    assert ris["accession_number"] == line.key
    assert line.address in ris["urls"]
    assert line.registry in json.dumps(ris)
    [entry] = bibtexparser.loads(get(site, f"{path}.bib").text).entries
    assert line.address in entry["url"].replace("\\", "")
    assert line.registry in json.dumps(entry)
    [item] = json.loads(get(site, f"{path}.csl.json").text)
    assert (item["id"], item["URL"]) == (line.key, line.address)
    assert line.registry in json.dumps(item)


@each
def test_its_tables_carry_number_registry_and_address(site: Datasette, line: Line) -> None:
    path = page_of(line.key)
    [row] = csv.DictReader(io.StringIO(get(site, f"{path}.csv").content.decode("utf-8-sig")))
    sheet = load_workbook(io.BytesIO(get(site, f"{path}.xlsx").content))["Table"]
    cells = [str(cell.value) for cells in sheet.iter_rows() for cell in cells]
    document = Document(io.BytesIO(get(site, f"{path}.docx").content))
    words = "\n".join(
        [*(p.text for p in document.paragraphs),
         *(cell.text for table in document.tables for cell in table._cells)]
    )  # fmt: skip
    for told in ("\n".join(map(str, row.values())), "\n".join(cells)):
        assert line.address in told
    for told in ("\n".join(map(str, row.values())), "\n".join(cells), words):
        assert line.key in told
        assert line.registry in told


@each
def test_the_search_leads_to_it_however_its_number_is_spelt(site: Datasette, line: Line) -> None:
    for spelt in (line.key, *line.spellings):
        answer = get(site, f"/search?q={quote(spelt, safe='')}")
        assert answer.headers.get("location") == page_of(line.key), spelt


@each
def test_a_saved_page_that_names_it_finds_it(config: Config, line: Line) -> None:
    for spelt in (line.key, *line.spellings):
        page = f"<title>T</title><p>They were registered ({spelt}) in time.</p>"
        with closing(open_published(config)) as db:
            seen = json.loads(seed.as_json(seed.of_html(page.encode(), db)))
        found = {item["id"]: item for item in seen["items"]}
        assert (found[line.key]["verdict"], found[line.key]["path"]) == (
            "here",
            page_of(line.key),
        ), spelt


@each
def test_its_past_is_its_own(
    config: Config, line: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    day = str(date.fromisoformat(str(moment(0).date())))
    with closing(as_of.open_past(config, as_of.find(config, day))) as then:
        held = {key for (key,) in then.execute("SELECT trial_id FROM trials")}
    assert (line.key in held) == (line.key != INDIAN), "registered since"
    if line.key != NCT[0]:
        assert command(["history", line.key, "--config", str(config.path)]) == 2
        said = capsys.readouterr().err
        assert f"{line.key}: past versions are known of trials of ClinicalTrials.gov alone" in said


def test_feeds_tell_each_change_once_and_lead_to_its_trial(site: Datasette) -> None:
    changed = {NCT[0], ISRCTN[1], CTIS[0], ENDED, CHINESE, IRANIAN, INDIAN}
    every = feedparser.parse(get(site, "/changes.atom").text)
    ids = [entry.id for entry in every.entries]
    assert len(ids) == len(set(ids))
    for key in changed:
        feed = feedparser.parse(get(site, f"{page_of(key)}/changes.atom").text)
        assert feed.entries, key
        assert {entry.id for entry in feed.entries} <= set(ids), key
        assert all(entry.link.endswith(page_of(key)) for entry in feed.entries), key


def test_a_digest_watches_trials_of_every_registry(
    config: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch, to = tmp_path / "watch.toml", tmp_path / "digest.md"
    watch.write_text(f"trials = {json.dumps([line.key for line in TABLE])}\n")
    asked = ["digest", "--watch", str(watch), "--to", str(to), "--since", "2026-01-01"]
    assert command([*asked, "--config", str(config.path)]) == 0, capsys.readouterr().err
    said = to.read_text()
    for key in (NCT[0], ISRCTN[1], CTIS[0], ENDED, CHINESE, IRANIAN, INDIAN):
        assert key in said, key
