"""The short way to a publication: taken only where it ends as the long one.

Relies on nothing beside the program.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harvest.config import Config
from harvest.publish import build, publish, schema
from harvest.publish.functions import without_email
from tests.helpers.bases.work_base import RUN, execute, filled, insert, trial
from tests.helpers.clock import FakeClock

LATER = "2026-11-25T06:00:00Z"
_OF_THE_PUBLICATION = {"generation", "published_at"}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A base that is published."""
    config = filled(tmp_path)
    publish(config)
    return config


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are built from the first row on."""
    built: list[Path] = []
    real = build.build

    def note(path: Path, *rest: Any) -> None:
        built.append(path)
        real(path, *rest)

    monkeypatch.setattr(build, "build", note)
    return built


def dump(path: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row of every table, times included."""
    tables = {}
    with closing(sqlite3.connect(path)) as db:
        for table in schema.read():
            kept = ", ".join(
                f"[{column.name}]"
                for column in table.columns
                if table.name != "publication" or column.name not in _OF_THE_PUBLICATION
            )
            rows = db.execute(f"SELECT {kept or '*'} FROM [{table.name}]")  # noqa: S608  # names of the schema
            tables[table.name] = sorted(rows.fetchall(), key=repr)
    return tables


def a_quiet_day(config: Config) -> None:
    """A run that finds nothing new: it only leaves its traces in the ledger."""
    with closing(sqlite3.connect(config.store.path)) as db, db:
        db.execute("UPDATE records SET last_fetched = ?", (LATER,))
        db.execute("UPDATE memberships SET last_seen = ?", (LATER,))
        db.execute(f"{RUN} VALUES (2, ?, ?, 'complete', 0, 'h', NULL)", (LATER, LATER))


def test_after_a_quiet_day_the_copy_is_as_a_file_built_anew(
    config: Config, built: list[Path]
) -> None:
    a_quiet_day(config)
    publish(config)
    assert built == []
    renewed = dump(config.publish.path)
    assert renewed["memberships"][0][5] == LATER
    with closing(sqlite3.connect(config.publish.path)) as db:
        assert db.execute("SELECT max(last_fetched) FROM trials").fetchone() == (LATER,)
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    config.publish.path.unlink()
    publish(config)
    assert len(built) == 1
    assert renewed == dump(config.publish.path)


def test_a_copy_of_a_copy_is_as_good(config: Config, built: list[Path], clock: FakeClock) -> None:
    a_quiet_day(config)
    for number in (2, 3, 4):
        assert publish(config, clock=clock).generation == number
    assert built == []
    renewed = dump(config.publish.path)
    config.publish.path.unlink()
    publish(config, clock=clock)
    assert renewed == dump(config.publish.path)


CHANGES = {
    "a record": "UPDATE records SET content_digest = 'x' WHERE id = 'NCT90000001'",
    "a tombstone": "UPDATE records SET removed_on = '2026-11-25' WHERE id = 'NCT90000001'",
    "who is a member": "UPDATE memberships SET left_on = '2026' WHERE record_id = 'NCT90000001'",
    "an alias": "INSERT INTO aliases VALUES ('trial', 'NCT90009999', 'NCT90000001', '2026')",
    "what is unknown": "INSERT INTO drift VALUES ('clinicaltrials', 'a.b', 'x', 'NCT90000001', '')",
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_built_anew(config: Config, built: list[Path], change: str) -> None:
    with closing(sqlite3.connect(config.store.path)) as db, db:
        db.execute(CHANGES[change])
    publish(config)
    assert len(built) == 1


def test_a_new_record_is_built(config: Config, built: list[Path]) -> None:
    insert(config.store.path, trial(31))
    publish(config)
    assert len(built) == 1


def test_another_configuration_is_built_anew(config: Config, built: list[Path]) -> None:
    publish(replace(config, topic=replace(config.topic, title="Another")))
    publish(replace(config, publish=replace(config.publish, abstracts="none")), accept_shrink=True)
    assert len(built) == 2


def test_a_damaged_file_before_is_built_anew(config: Config, built: list[Path]) -> None:
    body = bytearray(config.publish.path.read_bytes())
    for start in range(8192 * 12, len(body) - 8192, 8192 * 6):
        body[start : start + 4096] = b"\xa5" * 4096
    config.publish.path.write_bytes(body)
    publish(config)
    assert len(built) == 1
    with closing(sqlite3.connect(config.publish.path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_secret_in_the_ledger_is_found_on_the_short_way_too(
    config: Config, built: list[Path]
) -> None:
    assert without_email(config.contact) != config.contact
    a_quiet_day(config)
    with closing(sqlite3.connect(config.store.path)) as db, db:
        db.execute("UPDATE runs SET error = ? WHERE run_id = 2", (config.api_key,))
    before = config.publish.path.read_bytes()
    with pytest.raises(Exception, match="the API key found in runs"):
        publish(config)
    assert built == []
    assert config.publish.path.read_bytes() == before


def test_rows_that_are_edited_through_the_helper_are_published(config: Config) -> None:
    execute(config.store.path, "UPDATE trials SET acronym = 'NEW'")
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db:
        assert db.execute("SELECT DISTINCT acronym FROM trials").fetchall() == [("NEW",)]
