"""A second registry of trials, one package that is dropped in, from the first request to citing it.

The package is ``tests/data/second/ruritania``; nothing else knows of it. It is harvested beside
ClinicalTrials.gov for four days: it changes, loses a trial, and both keep to their own.

Relies on stand-ins, Datasette and other processes.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from harvest.cli import run
from harvest.config import Config
from harvest.evidence.changes.record import record_changes
from harvest.export import REFERENCE_FORMATS, TABLE_FORMATS, citations, references
from harvest.export.saved import notes, of_records
from harvest.export.tables import link_of
from harvest.history.as_of import find, rebuild
from harvest.identifiers import page as page_of
from harvest.publish.read import open_published
from harvest.records import Absent, Page, Raw
from harvest.site.app import make
from harvest.sources import all_sources, readers
from harvest.store import Store
from tests.helpers.bases.tiny import study
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT
from tests.helpers.sources.ruritania import PACKAGES, trial
from tests.helpers.sources.two_registries import (
    CHANGED,
    FIRST,
    LOST,
    QUIET,
    SECOND,
    Story,
    four_days,
    rows,
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with four_days(tmp_path_factory.mktemp("second")) as told:
        yield told


def test_one_package_is_all_that_is_added() -> None:
    files = {path.relative_to(PACKAGES).parts[0] for path in PACKAGES.rglob("*") if path.is_file()}
    assert files == {"ruritania"}
    elsewhere = [
        path
        for folder in ("harvest", "db")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".sql", ".toml", ".csv", ".html", ".md"}
        and re.search(r"\b[Rr]uritania", path.read_text("utf-8"))
    ]
    assert elsewhere == []


def test_it_is_harvested_beside_the_first_one(story: Story) -> None:
    held = dict(story.work("SELECT source, count(*) FROM records GROUP BY source"))
    assert (held["clinicaltrials"], held["ruritania"]) == (3, 3)
    ends = story.work(
        "SELECT DISTINCT search, sent, state FROM run_queries "
        "WHERE source = 'ruritania' AND purpose = 'search' ORDER BY search"
    )
    assert ends == [
        ("core", '("liver" | "scarred liver" | "weary liver")', "complete"),
        ("own", '("Strelsau")', "complete"),
    ]
    assert story.work("SELECT count(*) FROM quarantine") == [(0,)]


def test_its_words_are_told_in_ours_and_an_unknown_one_is_kept_and_flagged(story: Story) -> None:
    found = dict(story.public("SELECT url, status_label FROM trials WHERE url LIKE '%TR-%'"))
    page = "https://trials.example.org/trial?no="
    assert found[page + CHANGED] == "Terminated"
    assert found[page + QUIET] == "resting"
    assert story.work("SELECT path, example FROM drift WHERE source = 'ruritania'") == [
        ("state", "resting")
    ]


def test_changes_of_each_are_told_by_its_own_reader(story: Story) -> None:
    told = story.work("SELECT record_id, event, old, new FROM changes WHERE field = 'status'")
    assert (CHANGED, "stopped", "RECRUITING", "TERMINATED") in told
    assert (SECOND, "stopped", "RECRUITING", "TERMINATED") in told
    assert {row[0] for row in told} == {CHANGED, SECOND}
    cut = story.work(
        "SELECT old, new FROM changes WHERE record_id = ? AND field = 'enrollment'", CHANGED
    )
    assert cut == [("60", "24")]


def test_a_trial_is_a_tombstone_after_two_confirmations(story: Story) -> None:
    gone = story.work("SELECT id, removed_on FROM records WHERE removed_on IS NOT NULL")
    assert gone == [(LOST, story.days[3])]
    told = story.work(
        "SELECT record_id, substr(seen_at, 1, 10) FROM changes WHERE event = 'removed'"
    )
    assert told == [(LOST, story.days[3])]


def test_us_law_is_not_its_law(story: Story) -> None:
    clocks = dict(
        story.work(
            "SELECT r.source, group_concat(DISTINCT c.clock) FROM clocks AS c "
            "JOIN records AS r ON r.kind = 'trial' AND r.id = c.trial_id GROUP BY r.source"
        )
    )
    assert clocks["ruritania"] == "publication_24_months"
    assert "us_law" in str(clocks["clinicaltrials"])


def test_a_paper_that_names_its_number_is_linked(story: Story) -> None:
    linked = story.work("SELECT article_id, rule, relation FROM links WHERE trial_id = ?", CHANGED)
    assert ("99000007", "databank", "derived") in linked
    assert ("99000007", "nct_in_abstract", "derived") in linked
    assert "other_number" not in {row[1] for row in linked}, "it is the trial's own number"
    assert {row[0] for row in linked if row[1] != "candidate"} == {"99000007"}
    asked = story.work("SELECT DISTINCT sent FROM run_queries WHERE purpose = 'naming'")
    assert all(f'"{CHANGED}"[tiab]' in str(sent) for (sent,) in asked)


def test_a_paper_that_names_it_by_another_registrys_number_is_linked_as_such(
    story: Story,
) -> None:
    linked = story.work("SELECT article_id, rule FROM links WHERE trial_id = ?", QUIET)
    assert ("99000002", "other_number") in linked
    assert "nct_in_abstract" not in {rule for _, rule in linked}
    own = story.work("SELECT article_id, rule FROM links WHERE trial_id = ?", FIRST)
    assert ("99000002", "nct_in_abstract") in own
    assert "other_number" not in {rule for _, rule in own}


def test_its_registry_is_published_by_code_and_name(story: Story) -> None:
    found = story.public("SELECT DISTINCT registry, registry_label, nct_id IS NULL FROM trials")
    assert sorted(found) == [
        ("nct", "ClinicalTrials.gov", 0),
        ("ruritania", "Ruritanian Trial Register", 1),
    ]


def test_it_has_no_past_versions_to_ask_for(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["history", CHANGED, "--config", str(story.config.path)]) == 2
    said = "past versions are known of trials of ClinicalTrials.gov alone"
    assert f"{CHANGED}: {said}" in capsys.readouterr().err


def test_strategy_doctor_and_status_name_it(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    said = story.says(capsys, "strategy")
    assert '[core] ruritania\n  ask = ("liver"' in said
    assert "[own] ruritania" in said
    assert "[own] clinicaltrials" not in said
    examined = story.says(capsys, "doctor")
    assert "ruritania: answers: 2 trials" in examined
    assert "search core, ruritania: finds 2" in examined
    assert "ruritania" in story.says(capsys, "status").lower()


def test_the_search_report_names_its_database_in_full(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    report = story.says(capsys, "report", "prisma-s")
    assert (
        "Ruritanian Trial Register (Ministry of Health of Ruritania), register interface" in report
    )
    assert "ClinicalTrials.gov (US National Library of Medicine), API version 2" in report


OF_TRIALS = [name for name, form in REFERENCE_FORMATS.items() if not form.pubmed_only]


@pytest.mark.parametrize("form", [*OF_TRIALS, *TABLE_FORMATS])
def test_it_is_exported_in_every_format(story: Story, form: str, tmp_path: Path) -> None:
    with closing(open_published(story.config)) as connection:
        assert of_records(connection, [CHANGED, FIRST], form)


def test_it_is_cited_with_its_own_publisher_and_address(story: Story) -> None:
    with closing(open_published(story.config)) as connection:
        (reference,) = references.of_ids(connection, [CHANGED])
        said = {form: of_records(connection, [CHANGED], form) for form in OF_TRIALS}
        foot = " ".join(notes(connection))
    page = f"https://trials.example.org/trial?no={CHANGED}"
    assert reference.kind == "trial"
    assert f"Ruritanian Trial Register registration {CHANGED}." in citations.citation(reference)
    assert f"Available from: {page}" in citations.citation(reference)
    for form, body in said.items():
        assert b"ClinicalTrials.gov" not in body, form
        assert page.encode() in body, form
    for form in OF_TRIALS:
        assert b"Strelsau: Ministry of Health" in said[form], form
    assert "(US National Library of Medicine), Ruritanian Trial Register (Ministry of" in foot
    assert "the Ministry does not endorse this use" in foot
    assert link_of("trial_id", CHANGED) == page


def test_a_past_day_is_read_by_its_own_reader(story: Story) -> None:
    past = find(story.config, story.days[0])
    rebuild(story.config, past.moment, past.path, past.state)
    then = dict(rows(past.path, "SELECT url, status FROM trials"))
    assert then[f"https://trials.example.org/trial?no={CHANGED}"] == "RECRUITING"
    assert f"https://trials.example.org/trial?no={LOST}" in then
    assert len(then) == 6
    assert rows(past.path, "SELECT count(*) FROM trials WHERE removed_on IS NOT NULL") == [(0,)]


def test_an_upgrade_of_its_reader_reads_its_own_records_anew_and_no_others(
    story: Story, tmp_path: Path
) -> None:
    shutil.copytree(PACKAGES, tmp_path / "sources", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (story.config.store.path, story.config.publish.path, Path(str(story.config.path))):
        shutil.copyfile(path, tmp_path / path.name)
    reading = tmp_path / "sources" / "ruritania" / "reading.py"
    told = 'brief_title=study.get("title")'
    assert told in reading.read_text()
    reading.write_text(reading.read_text().replace(told, 'brief_title=study["title"].upper()'))
    work = tmp_path / story.config.store.path.name
    sql = "SELECT source, id, software FROM records"
    before = {row[:2]: row[2] for row in rows(work, sql)}
    changes = rows(work, "SELECT count(*) FROM changes")
    done = subprocess.run(
        [sys.executable, "-m", "harvest", "publish", "--config", str(tmp_path / "config.toml")],
        env=os.environ | {"HARVEST_SOURCES": str(tmp_path / "sources")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    moved = {
        key
        for key, made in {row[:2]: row[2] for row in rows(work, sql)}.items()
        if made != before[key]
    }
    assert moved == {key for key in before if key[0] == "ruritania"}
    titles = dict(rows(work, "SELECT url, brief_title FROM trials"))
    assert titles[f"https://trials.example.org/trial?no={CHANGED}"].startswith("CORD CELLS")
    assert rows(work, "SELECT count(*) FROM changes") == changes


def test_it_takes_no_record_that_another_source_delivers(story: Story, tmp_path: Path) -> None:
    shutil.copyfile(story.config.store.path, tmp_path / "work.db")
    before = rows(tmp_path / "work.db", "SELECT * FROM trials WHERE url LIKE '%clinicaltrials%'")
    sources = {source.name: source for source in all_sources()}
    body = json.dumps(trial(FIRST, title="Taken over")).encode()
    raws = (Raw("ruritania", "trial", FIRST, body, "2026-12-01T00:00:00Z"),)
    with Store.open(tmp_path / "work.db", clock=FakeClock()) as store:
        number = store.begin_run(full=True)
        store.apply(number, Page("ruritania", "core", raws), sources)
        store.apply(number, Absent("ruritania", "trial", SECOND), sources)
        store.end_run(number, "complete")
    after = rows(tmp_path / "work.db", "SELECT * FROM trials WHERE url LIKE '%clinicaltrials%'")
    assert after == before
    assert rows(tmp_path / "work.db", "SELECT missed FROM records WHERE id = ?", SECOND) == [(0,)]


def test_what_its_own_registry_says_takes_the_place_of_a_third_partys_without_a_change(
    story: Story, tmp_path: Path
) -> None:
    work = tmp_path / "work.db"
    shutil.copyfile(story.config.store.path, work)
    key = "NCT99000077"
    sources = {source.name: source for source in all_sources()}
    copied = json.dumps(trial(key, title="As a third party copied it")).encode()
    own = study(1)[1].replace(FIRST.encode(), key.encode())
    clock = FakeClock()
    with Store.open(work, clock=clock) as store:
        for source, body in (("ruritania", copied), ("clinicaltrials", own)):
            number = store.begin_run(full=False)
            raws = (Raw(source, "trial", key, body, "2026-12-01T00:00:00Z"),)
            store.apply(number, Page(source, "core", raws), sources)
            with store.transaction("changes") as now:
                known = readers(sources.values())
                record_changes(store.connection, number, now, known, story.config.changes)
            store.end_run(number, "complete")
    assert rows(work, "SELECT source FROM records WHERE id = ?", key) == [("clinicaltrials",)]
    told = rows(work, "SELECT event FROM changes WHERE record_id = ?", key)
    assert told == [("registered",)]


PAGES = {
    "list": ("/trials?everything=1", CHANGED, QUIET, FIRST),
    "filter by its words": ("/trials?everything=1&status=TERMINATED", CHANGED, SECOND),
    "filter by its sponsor": ("/trials?everything=1&sponsor=Royal+Hospital+of+Strelsau", CHANGED),
    "removed": ("/trials?removed=1&everything=1", LOST),
    "search for a word": ("/search?q=Ruritanians", CHANGED, QUIET),
    "landscape": ("/landscape", "Royal Hospital of Strelsau", "Ruritania"),
    "sponsor": ("/sponsors/royal-hospital-of-strelsau", CHANGED, QUIET),
    "changes": ("/changes", CHANGED, "Terminated"),
    "feed": ("/changes.atom", CHANGED),
    "comparison": (f"/compare?ids={CHANGED},{FIRST}", CHANGED, FIRST, "Ruritanian Trial Register"),
    "where the data come from": ("/about", "through its register interface", "Ministry of Health"),
    "status": ("/status", "Ruritanian Trial Register"),
    "search report": ("/report/prisma-s", "Ruritanian Trial Register (Ministry of Health"),
}


def looked_at(config: Config, *paths: str) -> list[tuple[int, str]]:
    """Status and text of some pages of the site."""

    async def look() -> list[tuple[int, str]]:
        served = make(config, clock=FakeClock())
        answers = [await served.client.get(path, follow_redirects=True) for path in paths]
        served.get_database("evidence").close()
        return [(answer.status_code, answer.text) for answer in answers]

    return asyncio.run(look())


def test_it_is_on_every_page_that_trials_are_on(story: Story) -> None:
    answers = looked_at(story.config, *(path for path, *_ in PAGES.values()))
    for (name, (path, *shown)), (status, text) in zip(PAGES.items(), answers, strict=True):
        assert status == 200, (name, path)
        for each in shown:
            assert each in text, (name, path, each)
        assert "the Ministry does not endorse this use" in text or path.endswith(".atom"), name


def test_a_trials_page_is_of_its_own_registry(story: Story) -> None:
    address = page_of("trial", CHANGED)
    [(status, text), (found, number), (exported, ris)] = looked_at(
        story.config, address, f"/search?q={quote(CHANGED)}", f"{address}.ris"
    )
    assert (status, found, exported) == (200, 200, 200)
    main = text[text.index("<main") : text.index("</main")]
    assert "at Ruritanian Trial Register" in main
    assert f"https://trials.example.org/trial?no={CHANGED}" in main
    assert "ClinicalTrials.gov" not in main.replace("Only outside ClinicalTrials.gov", "")
    assert "US law" not in main
    assert "NCT" not in main
    assert CHANGED in number
    assert f"AN  - {CHANGED}" in ris


def test_a_digest_reports_its_change_and_leads_to_its_registry(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watch, to = tmp_path / "watch.toml", tmp_path / "digest.md"
    watch.write_text(f'trials = ["{CHANGED}"]')
    since = ("--since", "2026-01-01")
    story.says(capsys, "digest", "--watch", str(watch), "--to", str(to), *since)
    said = to.read_text()
    assert f"<https://trials.example.org/trial?no={CHANGED}>" in said
    assert "Stopped: Recruiting → Terminated" in said
