"""An upgraded program reads, works out and publishes anew what an earlier one left, by itself.

Relies on stand-ins.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.config import Config, load
from harvest.publish import publish
from harvest.run.progress import Bars
from harvest.run.refresh import refresh
from harvest.run.upgrade import bring_up_to_date
from harvest.sources import all_sources
from harvest.standin import serve
from harvest.store import schema
from tests.helpers.bases import old_bases, tiny
from tests.helpers.bases.old_bases import TODAY, Registries, beside, harvested
from tests.helpers.clock import FakeClock
from tests.helpers.economy.thorough import kill_points
from tests.helpers.logical import differences

MISREAD = "202611241404-b7cd1dd"  # the last base whose doses are "2 × 106 cells/kg"


@pytest.mark.parametrize("name", old_bases.names())
def test_a_base_that_an_old_program_left_heals_by_one_refresh(
    registries: Registries, tmp_path: Path, name: str
) -> None:
    config = beside(registries.standin, tmp_path)
    old_bases.load(name, config.store.path)
    outcome = harvested(config)
    assert differences(config.publish.path, registries.config.publish.path) == []
    assert outcome.tally.changed == 0
    with closing(sqlite3.connect(config.publish.path)) as published:
        assert published.execute("SELECT count(*) FROM changes").fetchone() == (0,)


def quietly(config: Config) -> None:
    """What `harvest publish` does, on a day of our choosing."""
    bring_up_to_date(config, FakeClock(TODAY), Bars(quiet=True))
    publish(config, clock=FakeClock(TODAY))


@pytest.fixture
def misread(registries: Registries, tmp_path: Path) -> Config:
    """The base of a program that read powers as numbers, alone, with no registry to ask."""
    del registries
    (tmp_path / "config.toml").write_text(
        old_bases.CONFIG + '[sources.clinicaltrials]\nbase_url = "http://127.0.0.1:1"\n'
    )
    config = load(tmp_path / "config.toml", env={})
    old_bases.load(MISREAD, config.store.path)
    return config


def test_a_publication_heals_it_without_asking_any_registry(
    registries: Registries, misread: Config
) -> None:
    quietly(misread)
    assert differences(misread.publish.path, registries.config.publish.path) == []
    before = misread.store.path.read_bytes()
    assert bring_up_to_date(misread, FakeClock(TODAY), Bars(quiet=True)) == {}
    assert misread.store.path.read_bytes() == before


def test_a_refresh_that_no_registry_answers_publishes_what_it_read_anew(
    registries: Registries, misread: Config
) -> None:
    del registries

    def dose() -> str:
        with closing(sqlite3.connect(misread.publish.path)) as published:
            ((text,),) = published.execute(
                "SELECT abstract FROM articles WHERE article_id = '99000900'"
            )
        return str(text)

    publish(misread, clock=FakeClock(TODAY))
    assert "2 × 106 cells/kg" in dose()
    assert refresh(misread, clock=FakeClock(TODAY), quiet=True).exit_code == 69
    assert "2 × 10^6 cells/kg" in dose()


def values(config: Config, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(config.store.path)) as base:
        return base.execute(sql).fetchall()


def test_ten_to_the_sixth_is_read_from_the_bytes_that_were_kept(misread: Config) -> None:
    dose = "SELECT text FROM abstract_sections WHERE {} = '99000900' AND text LIKE '%cells/kg%'"
    ((old,),) = values(misread, dose.format("pmid"))
    assert "2 × 106 cells/kg" in str(old)
    quietly(misread)
    ((new,),) = values(misread, dose.format("article_id"))
    assert "2 × 10^6 cells/kg" in str(new)
    found = values(misread, "SELECT low, unit FROM facets WHERE id = '99000900' AND facet = 'dose'")
    assert (2e6, "cells/kg") in found


def test_reread_says_what_it_read_and_only_what_is_due(
    misread: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(misread.store.path.parent)
    assert run(["reread", "--source", "pubmed"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "pubmed: 7 read again, 0 unreadable"
    assert said[1].endswith("evidence.db: generation 1")
    assert run(["reread"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said[:2]] == ["clinicaltrials", "mesh"]
    assert run(["reread"]) == 0
    assert capsys.readouterr().out.startswith("nothing to read again\n")
    assert run(["reread", "--all"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said[:3]] == ["clinicaltrials", "mesh", "pubmed"]
    assert run(["reread", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_reread_names_what_it_can_not_do(
    misread: Config, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(misread.store.path.parent)
    assert run(["reread", "--source", "embase"]) == 2
    there = ", ".join(sorted(source.name for source in all_sources()))
    assert f"unknown source; there are {there}" in capsys.readouterr().err
    misread.store.path.unlink()
    assert run(["reread"]) == 74
    assert "database not found; run `harvest refresh` first" in capsys.readouterr().err
    assert not misread.store.path.exists()


class Killed(BaseException):
    """Stands for the end of the process: nothing of the program's handles it."""


def test_stopped_at_any_point_it_ends_as_if_undisturbed(
    registries: Registries, misread: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[str] = []
    old = misread.store.path.read_bytes()
    monkeypatch.setattr(schema, "point", passed.append)
    quietly(misread)
    assert {"reread: before commit", "upgrade: after commit"} <= {*passed}
    for number in kill_points(passed):
        name = passed[number - 1]
        misread.publish.path.unlink(missing_ok=True)
        misread.store.path.write_bytes(old)
        left = iter(range(number - 1, -1, -1))

        def kill(point: str, left: Iterator[int] = left) -> None:
            if next(left, 1) == 0:
                raise Killed(point)

        monkeypatch.setattr(schema, "point", kill)
        with pytest.raises(Killed):
            quietly(misread)
        monkeypatch.setattr(schema, "point", lambda _: None)
        quietly(misread)
        assert differences(misread.publish.path, registries.config.publish.path) == [], name
        assert values(misread, "SELECT * FROM changes") == []


def forget_the_reading(config: Config) -> None:
    """Make the base one that a program left which read other records and saw no links at all."""
    with closing(sqlite3.connect(config.store.path, isolation_level=None)) as base:
        base.execute("UPDATE records SET software = 'old'")
        for table in ("evidence_done", "links", "told_links", "facets", "conditions"):
            base.execute(f"DELETE FROM {table}")  # noqa: S608 (names of this line)


def test_what_a_registry_changed_is_told_and_what_the_program_reads_otherwise_is_not(
    tmp_path: Path,
) -> None:
    told = {}
    for name in ("undisturbed", "upgraded"):
        folder = tmp_path / name
        folder.mkdir()
        with serve(tiny.corpus()) as standin:
            config = beside(standin, folder)
            clock = FakeClock(datetime(2026, 11, 20, 12, tzinfo=UTC))
            assert refresh(config, quiet=True, clock=clock).exit_code == 0
            if name == "upgraded":
                forget_the_reading(config)
            standin.set_epoch(1)
            clock.advance(4 * 86400)
            assert refresh(config, quiet=True, clock=clock).exit_code == 0
        told[name] = values(config, "SELECT kind, record_id, event, field, old, new FROM changes")
    assert sorted(told["upgraded"], key=repr) == sorted(told["undisturbed"], key=repr)
    assert {"paper_linked", "retracted", "registered"} <= {row[2] for row in told["upgraded"]}
