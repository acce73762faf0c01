"""Trials of WHO ICTRP imported: what stays, what gives way, what is told, what a report says.

Relies on stand-ins.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.export.saved import notes, of_records
from harvest.publish.read import open_published
from harvest.run.outcome import Outcome
from harvest.run.refresh import refresh
from harvest.sources.ictrp.columns import FULL
from harvest.sources.ictrp.delivery import Searched, prepare
from harvest.standin import Fixed, serve
from tests.helpers.bases.tiny import citation, state, study
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import at_any_pace
from tests.helpers.sources.ictrp import (
    CONCEPTS,
    OF_STUDIES,
    PERSONS,
    STRING,
    base,
    full,
    portal,
    trial,
)

CHINESE, NCT = "ChiCTR2000029990", "NCT99000001"
OWN = "Cells for the scarred liver, study 1"


class Base:
    """A base in a folder, and its clock."""

    def __init__(self, folder: Path, sources: str = "", concepts: str = CONCEPTS) -> None:
        self.folder, self.clock = folder, FakeClock()
        self.config: Config = base(folder, sources, concepts)

    def imports(self, body: bytes, name: str = "who.xml", *said: str) -> Outcome:
        """Import a file as the command does, an hour after whatever was before."""
        path = self.folder / name
        path.write_bytes(body)
        self.clock.advance(3600)
        searched = Searched(*said) if said else None
        with closing(prepare(path, self.config, "ictrp", searched)) as ready:
            outcome = refresh(
                self.config, sources=["ictrp"], quiet=True, clock=self.clock, given=[ready]
            )
        assert outcome.exit_code == 0, outcome.problems
        return outcome

    def refreshes(self) -> Outcome:
        """A run that asks everything."""
        self.clock.advance(86_400)
        return refresh(self.config, quiet=True, clock=self.clock)

    def work(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self._rows(self.config.store.path, sql, values)

    def public(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self._rows(self.config.publish.path, sql, values)

    @staticmethod
    def _rows(path: Path, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(sql, values).fetchall()

    def told(self) -> list[tuple[object, ...]]:
        return self.work(
            "SELECT record_id, event, old, new FROM changes WHERE kind = 'trial' ORDER BY id"
        )


@pytest.fixture
def alone(tmp_path: Path) -> Base:
    """A base to which files are all that comes."""
    return Base(tmp_path)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Base]:
    """A base that asks ClinicalTrials.gov, too."""
    with serve(Fixed((state([study(1)], [citation(1)], "2026-11-20T09:00:05"),))) as standin:
        yield Base(tmp_path, at_any_pace(standin), OF_STUDIES)


def test_a_file_is_the_answer_of_its_search_and_is_kept_whole(alone: Base) -> None:
    off = trial("ACTRN12619000118101", Public_title="x", Scientific_title="x", Condition="Asthma")
    outcome = alone.imports(portal(trial(), off), "who.xml", STRING, "2026-06-29", 2)
    assert (outcome.tally.new, outcome.state) == (2, "complete")
    assert alone.public("SELECT trial_id, registry FROM trials ORDER BY 1") == [
        ("ACTRN12619000118101", "actrn"),
        (CHINESE, "chictr"),
    ]
    queries = alone.public(
        "SELECT source, search, sent, state, promised, fetched, data_timestamp FROM run_queries"
    )
    assert queries == [("ictrp", "core", STRING, "complete", 2, 2, "2026-06-29T09:03:08")]


def test_a_later_export_is_a_new_version_and_what_stays_away_is_not_gone(alone: Base) -> None:
    other = trial("ACTRN12619000118101")
    alone.imports(portal(trial(), other), "first.xml")
    later = {"Export_date": "10/05/2026 08:00:00", "Last_Refreshed_on": "1 October 2026"}
    alone.imports(portal(trial(**later, Recruitment_Status="Completed", Target_size="24")))
    alone.imports(portal(trial("KCT0003445", **later)), "third.xml")
    told = alone.told()
    assert (CHINESE, "status", "RECRUITING", "COMPLETED") in told
    assert (CHINESE, "enrollment_cut", "81", "24") in told
    assert {(row[0], row[1]) for row in told if row[0] != CHINESE} == {("KCT0003445", "registered")}
    assert alone.work("SELECT count(*) FROM records WHERE removed_on IS NULL") == [(3,)]
    assert alone.work("SELECT count(*) FROM memberships WHERE left_on IS NULL") == [(3,)]
    assert alone.work("SELECT version FROM records WHERE id = ?", CHINESE) == [(2,)]


OLDER = {
    "by WHO's day of fetching": {"Last_Refreshed_on": "15 June 2026"},
    "by the day of the export": {"Export_date": "06/28/2026 09:03:08"},
    "by the hour of the export": {"Export_date": "06/29/2026 08:03:08"},
    "by both": {"Export_date": "02/01/2025 09:03:08", "Last_Refreshed_on": "20 January 2025"},
}


@pytest.mark.parametrize("how", OLDER)
def test_an_older_file_never_wins(how: str, alone: Base) -> None:
    alone.imports(portal(trial()))
    outcome = alone.imports(portal(trial(**OLDER[how], Recruitment_Status="Pending")), "old.xml")
    assert (outcome.tally.changed, outcome.quarantined) == (0, 0)
    assert alone.work("SELECT status FROM trials") == [("RECRUITING",)]
    alone.imports(portal(trial(Export_date="07/29/2026 09:03:08", Recruitment_Status="Completed")))
    assert alone.work("SELECT status FROM trials") == [("COMPLETED",)]


def test_the_same_file_again_changes_nothing(alone: Base) -> None:
    alone.imports(portal(trial()))
    before = alone.work("SELECT * FROM trials"), alone.work("SELECT * FROM versions")
    outcome = alone.imports(portal(trial(Export_date="07/29/2026 09:03:08")))
    assert (outcome.tally.new, outcome.tally.changed, outcome.tally.failed) == (0, 0, 0)
    assert before == (alone.work("SELECT * FROM trials"), alone.work("SELECT * FROM versions"))
    assert alone.told() == []


def test_a_copy_never_takes_the_place_of_what_the_own_registry_delivers(beside: Base) -> None:
    assert beside.refreshes().exit_code == 0
    before = beside.work("SELECT * FROM trials")
    outcome = beside.imports(portal(trial(NCT, Recruitment_Status="Completed"), trial()))
    assert outcome.tally.new == 1
    assert beside.work("SELECT * FROM trials WHERE trial_id = ?", NCT) == before
    assert beside.work("SELECT source FROM records WHERE id = ?", NCT) == [("clinicaltrials",)]
    found = beside.work("SELECT source FROM memberships WHERE record_id = ? ORDER BY 1", NCT)
    assert found == [("clinicaltrials",), ("ictrp",)]
    assert beside.told() == []


@pytest.mark.parametrize("exported", ["06/29/2026", "11/20/2026"])
def test_a_copy_gives_way_to_the_own_registrys_record_and_nothing_is_told(
    beside: Base, exported: str
) -> None:
    """Whatever the day of the export: that the registry has not edited since is no reason."""
    copy = trial(NCT, Recruitment_Status="Completed", Export_date=f"{exported} 09:03:08")
    beside.imports(portal(copy, trial()))
    assert beside.work("SELECT source, id FROM records WHERE kind = 'trial' ORDER BY 1") == [
        ("ictrp", CHINESE),
        ("ictrp", NCT),
    ]
    assert beside.refreshes().exit_code == 0
    assert beside.work("SELECT source FROM records WHERE id = ?", NCT) == [("clinicaltrials",)]
    assert beside.work("SELECT brief_title FROM trials WHERE trial_id = ?", NCT) == [(OWN,)]
    assert beside.refreshes().exit_code == 0
    assert beside.told() == []
    still = beside.work("SELECT search FROM memberships WHERE source = 'ictrp' AND left_on IS NULL")
    assert still == [("portal",), ("portal",)]


COPIES = "SELECT source, kind, id, content_digest, derived_digest, numbers FROM copies"
NAMED = portal(trial(NCT, Secondary_ID=f"ABC-1;{CHINESE}"), trial(Secondary_ID=""))


def test_what_who_says_of_anothers_trial_is_kept_as_evidence_in_whichever_order_it_comes(
    beside: Base, tmp_path: Path
) -> None:
    beside.imports(NAMED)
    assert beside.work(COPIES) == []
    assert beside.refreshes().exit_code == 0
    first = beside.work(COPIES)
    assert [row[:3] for row in first] == [("ictrp", "trial", NCT)]
    assert first[0][-1] == f'[["ABC-1", null], ["{CHINESE}", null]]'
    joined = "SELECT trial_id, study_id FROM trials ORDER BY 1"
    assert beside.public(joined) == [(CHINESE, NCT), (NCT, NCT)]
    (tmp_path / "later").mkdir()
    later = Base(tmp_path / "later", "", OF_STUDIES)
    later.config = replace(
        later.config, sources=beside.config.sources, searches=beside.config.searches
    )
    assert later.refreshes().exit_code == 0
    later.imports(NAMED)
    assert later.work(COPIES) == first
    assert later.public(joined) == beside.public(joined)
    assert later.told() == beside.told() == []


def test_of_several_copies_the_newest_says_what_who_says(beside: Base) -> None:
    assert beside.refreshes().exit_code == 0
    newer = {"Export_date": "07/29/2026 09:03:08", "Secondary_ID": "ISRCTN90000017"}
    beside.imports(portal(trial(NCT)))
    beside.imports(portal(trial(NCT, **newer)))
    beside.imports(portal(trial(NCT)), "old.xml")
    last = "SELECT numbers FROM copies ORDER BY seen_at DESC LIMIT 1"
    assert beside.work(last) == [('[["ISRCTN90000017", null]]',)]
    assert beside.work("SELECT count(*) FROM copies") == [(2,)]


def test_a_copy_that_other_code_read_is_read_anew_without_the_network(beside: Base) -> None:
    assert beside.refreshes().exit_code == 0
    beside.imports(NAMED)
    wanted = beside.work(COPIES)
    with closing(sqlite3.connect(beside.config.store.path)) as connection, connection:
        connection.execute("UPDATE copies SET numbers = NULL, software = NULL")
    arguments = ["publish", "--quiet", "--config", str(beside.config.path)]
    assert run(arguments) == 0
    assert beside.work(COPIES) == wanted


def test_what_was_replaced_before_copies_were_kept_is_read_from_its_version(beside: Base) -> None:
    beside.imports(NAMED)
    assert beside.refreshes().exit_code == 0
    wanted = beside.work(COPIES)
    with closing(sqlite3.connect(beside.config.store.path)) as connection, connection:
        for table in ("copies", "same_study", "study_members", "study_disagreements"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0018_studies'")
        connection.execute("PRAGMA user_version = 17")
    assert run(["publish", "--quiet", "--config", str(beside.config.path)]) == 0
    assert beside.work(COPIES) == wanted != []
    joined = beside.public("SELECT trial_id, study_id FROM trials ORDER BY 1")
    assert joined == [(CHINESE, NCT), (NCT, NCT)]
    older = trial(NCT, Export_date="05/29/2026 09:03:08", Secondary_ID="ISRCTN90000017")
    beside.imports(portal(older), "older.xml")
    assert beside.work(COPIES) == wanted


def test_nothing_is_told_as_new_of_the_first_run_after_an_import(beside: Base) -> None:
    beside.imports(portal(trial()))
    (unfinished,) = beside.public("SELECT unfinished FROM publication")
    assert unfinished == (1,), "no search of the topic has been asked yet"
    assert beside.refreshes().exit_code == 0
    assert beside.work("SELECT count(*) FROM changes") == [(0,)]


def test_a_full_export_keeps_what_is_of_the_topic(alone: Base) -> None:
    off = trial("ACTRN12619000118101", Public_title="x", Scientific_title="x", Condition="Asthma")
    alone.imports(full(FULL, trial(), off), "full.csv")
    assert alone.work("SELECT trial_id FROM trials") == [(CHINESE,)]
    ((search, sent),) = alone.work("SELECT search, sent FROM run_queries")
    assert search == "full-export"
    assert sent == f"full export of 2 rows, those kept that match\n[core] {STRING}"


def test_attribution_and_day_of_the_export_stand_on_exports(alone: Base) -> None:
    alone.imports(portal(trial()))
    with closing(open_published(alone.config)) as connection:
        told = " ".join(notes(connection))
        cited = of_records(connection, [CHINESE], "ris").decode()
    assert "WHO ICTRP data as exported on 29 June 2026" in told
    assert "does not endorse" in told
    assert f"AN  - {CHINESE}" in cited


def test_no_contact_person_is_in_a_database(alone: Base) -> None:
    alone.imports(portal(trial()))
    for path in (alone.config.store.path, alone.config.publish.path):
        with closing(sqlite3.connect(path)) as connection:
            dumped = "\n".join(connection.iterdump())
        for person in PERSONS:
            assert person not in dumped


def test_the_search_report_tells_the_search_its_day_and_its_hits(
    alone: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    alone.imports(portal(trial()), "who.xml", '"cirrhosis of the liver"', "2026-06-28", 3)
    assert run(["report", "prisma-s", "--config", str(alone.config.path)]) == 0
    said = capsys.readouterr().out
    assert "(World Health Organization), search portal, exported files" in said
    assert "Searched by hand at the portal, exported on 29 June 2026" in said
    assert '3 records. The search [8]:\n\n```\n"cirrhosis of the liver"\n```' in said
    assert "searched on 2026-06-28, exported on 2026-06-29" in said
    assert "the portal announced 3 records, the file has 1 trials" in said
    assert "WHO ICTRP has copies of many registries and searches them together" in said


def test_the_command_says_what_came_of_each_file(
    alone: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = alone.folder / "one.xml", alone.folder / "two.csv"
    one.write_bytes(portal(trial(), trial()))
    off = trial("KCT0003445", Public_title="x", Scientific_title="x", Condition="Asthma")
    two.write_bytes(full(FULL, trial("KCT0003446"), off))
    os.utime(two, (1_790_000_000, 1_790_000_000))
    config = ("--config", str(alone.config.path))
    assert run(["import", "ictrp", str(one), str(two), *config]) == 0
    said = capsys.readouterr().out
    assert (
        "one.xml: portal XML, exported 2026-06-29 09:03:08: 1 trials, 1 new, 0 changed, "
        "1 more than once in the file" in said
    )
    assert (
        "two.csv: full export, taken to be exported (--on DATE says when) 2026-09-21: 1 trials, "
        "1 new, 0 changed, 1 rows that do not match the topic, left out" in said
    )


def test_without_its_section_it_is_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = base(tmp_path).path
    assert path is not None
    path.write_text(path.read_text().replace('[sources.ictrp]\ninbox = "inbox"', "[sources.mesh]"))
    assert "ictrp" not in load(path, {}).sources
    (tmp_path / "who.xml").write_bytes(portal(trial()))
    assert run(["import", "ictrp", str(tmp_path / "who.xml"), "--config", str(path)]) == 2
    assert "there is no [sources.ictrp]" in capsys.readouterr().err
