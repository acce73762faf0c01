"""The work database: what is written, what is skipped, and what is never lost."""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from logical import logical_dump

from harvest.errors import AlreadyRunning, ConfigError, RecordError, StorageError
from harvest.records import (
    Absent,
    Alias,
    Digest,
    Drift,
    Page,
    Progress,
    Raw,
    Record,
    Undelivered,
    Unreadable,
    WalkEnd,
)
from harvest.rows import ROWS, Condition, Outcome, Trial, TrialReference
from harvest.store import Store, history, raw, reader, schema
from harvest.store.migrations import statements
from harvest.store.tables import tables


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 1, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.moment.timestamp()

    def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def now(self) -> datetime:
        return self.moment


def _normalise(each: Raw) -> Record:
    """A study as these tests write it: JSON with the fields of a few tables."""
    try:
        study = json.loads(each.body)
    except ValueError:
        raise RecordError(each.id, "not JSON") from None
    if study.get("crash"):
        raise IndexError("list index out of range")
    blank: dict[str, object] = dict.fromkeys(Trial._fields)
    own = Trial(**blank | {"has_results": 0, "url": "u"} | study["trial"])  # type: ignore[arg-type]
    key = own.nct_id
    rows: dict[str, tuple[tuple[object, ...], ...]] = {
        "trials": (own,),
        "conditions": tuple(
            Condition(key, number, name)
            for number, name in enumerate(study.get("conditions", []), 1)
        ),
        "trial_references": tuple(
            TrialReference(key, number, pmid, "RESULT", None, None)
            for number, pmid in enumerate(study.get("cites", []), 1)
        ),
    }
    return Record(
        "trial",
        key,
        study["trial"].get("last_updated"),
        {table: value for table, value in rows.items() if value},
        aliases=tuple(study.get("aliases", [])),
        drift=tuple(Drift(path, "x") for path in study.get("unknown", [])),
    )


def _digest(body: bytes) -> Digest:
    try:
        study = json.loads(body)
    except ValueError:
        raise RecordError("?", "not JSON") from None
    derived = study.pop("derived", "")
    return Digest(json.dumps(study, sort_keys=True), str(derived))


@dataclass
class FakeSource:
    digest: Callable[[bytes], Digest] = _digest
    normalise: Callable[[Raw], Record] = _normalise


SOURCES = {"registry": FakeSource()}


def study(number: int = 1, updated: str | None = "2025-01-01", **more: object) -> Raw:
    """A study whose fields may be changed, as the registry would send it."""
    key = f"NCT0000000{number}"
    trial = {
        "nct_id": key,
        "brief_title": f"Trial {number}",
        "status": "COMPLETED",
        "study_type": "INTERVENTIONAL",
        "lead_sponsor": "A",
        "brief_summary": "Text",
        "last_updated": updated,
    }
    trial |= more.pop("trial", {})  # type: ignore[arg-type]
    body = json.dumps({"trial": trial} | more).encode()
    return Raw("registry", "trial", key, body, "2026-01-01T00:00:00Z")


def page(*raws: Raw, search: str | None = "core") -> Page:
    return Page("registry", search, raws)


def walk(*ids: str, **more: object) -> WalkEnd:
    """A complete walk of the search ``core``."""
    end = WalkEnd("registry", "trial", "core", "search", "text", "complete", ids=frozenset(ids))
    return replace(end, **more)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    with Store.open(tmp_path / "work.db", clock=clock) as store:
        yield store


@contextmanager
def run(store: Store, full: bool = False, state: str = "complete") -> Iterator[Callable[..., None]]:
    """One run; gives a function that applies events."""
    run_id = store.begin_run(full)

    def apply(*events: object) -> None:
        for event in events:
            store.apply(run_id, event, SOURCES)  # type: ignore[arg-type]

    yield apply
    store.end_run(run_id, state)  # type: ignore[arg-type]


def rows(store: Store, statement: str, *values: object) -> list[tuple[object, ...]]:
    return store.connection.execute(statement, values).fetchall()


# --- schema ---


def test_the_tables_have_the_columns_of_the_rows_in_their_order(store: Store) -> None:
    for of_kind in ROWS.values():
        for name, row in of_kind.items():
            columns = [c[0] for c in rows(store, "SELECT name FROM pragma_table_info(?)", name)]
            assert columns == list(row._fields), name  # type: ignore[attr-defined]


def test_every_table_is_strict_and_every_migration_is_numbered_without_a_gap(store: Store) -> None:
    loose = rows(
        store,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND NOT strict AND name NOT GLOB 'sqlite_*' AND name <> '_sqlite_migrations'",
    )
    assert loose == []
    numbers = [int(file.name[:4]) for file in schema.migration_files()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_connection_is_set_for_safety(store: Store) -> None:
    values = {
        name: rows(store, f"PRAGMA {name}")[0][0]
        for name in ("foreign_keys", "journal_mode", "synchronous", "application_id")
    }
    assert values == {
        "foreign_keys": 1,
        "journal_mode": "delete",
        "synchronous": 2,
        "application_id": schema.APPLICATION_ID,
    }
    assert rows(store, "PRAGMA user_version")[0][0] == len(schema.migration_files())


def test_the_file_is_readable_by_its_owner_only(store: Store) -> None:
    assert store.path.stat().st_mode & 0o777 == 0o600


def test_an_empty_file_becomes_a_database(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Store.open(path, clock=clock) as store:
        assert store.held().trials == frozenset()


def test_what_is_no_work_database_is_refused_and_left_as_it_is(
    tmp_path: Path, clock: FakeClock
) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("my notes")
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("PRAGMA application_id = 77")
        connection.execute("CREATE TABLE theirs (x)")
    unmarked = tmp_path / "unmarked.db"
    with sqlite3.connect(unmarked) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "real.db")
    folder = tmp_path / "folder"
    folder.mkdir()
    for path, said in {
        text: "no SQLite database",
        foreign: "another program",
        unmarked: "another program",
        link: "symbolic link",
        folder: "folder",
    }.items():
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(ConfigError, match=said) as caught:
            Store.open(path, clock=clock)
        assert str(path) in str(caught.value)
        assert before == (path.read_bytes() if path.is_file() else None)
    assert not (tmp_path / "real.db").exists()


def test_a_database_of_a_newer_version_is_refused(store: Store, clock: FakeClock) -> None:
    store.connection.execute("PRAGMA user_version = 9000")
    with pytest.raises(StorageError, match="newer version of harvest"):
        Store.open(store.path, clock=clock)


def test_an_older_database_is_migrated(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "old.db"
    first, *_ = schema.migration_files()
    with sqlite3.connect(path, isolation_level=None) as connection:
        from harvest.store.migrations import apply

        apply(connection, [first])
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with Store.open(path, clock=clock) as store:
        assert rows(store, "SELECT count(*) FROM runs") == [(0,)]
        applied = rows(store, "SELECT name FROM _sqlite_migrations ORDER BY id")
    assert applied == [(file.stem,) for file in schema.migration_files()]


def test_a_migration_that_fails_leaves_no_trace(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in schema.migration_files():
        (folder / file.name).write_text(file.read_text())
    path = tmp_path / "work.db"
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    with Store.open(path, clock=clock):
        pass
    before = path.read_bytes()
    number = len(schema.migration_files()) + 1
    bad = folder / f"{number:04d}_bad.sql"
    bad.write_text("CREATE TABLE half (x TEXT) STRICT;\nCREATE TABLE half (x TEXT) STRICT;\n")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Store.open(path, clock=clock)
    assert path.read_bytes() == before
    bad.write_text("CREATE TABLE whole (x TEXT) STRICT;\n")
    with Store.open(path, clock=clock) as store:
        assert rows(store, "SELECT count(*) FROM whole") == [(0,)]


def test_statements_are_split_at_their_ends_only() -> None:
    script = "-- a; b\nCREATE TABLE a (x TEXT -- one; two\n);\nCREATE TRIGGER t AFTER INSERT ON a\n"
    script += "BEGIN\n  DELETE FROM a;\nEND;\n"
    assert [re.sub(r"\s+", " ", each)[:18] for each in statements(script)] == [
        "-- a; b CREATE TAB",
        "CREATE TRIGGER t A",
    ]


def test_a_damaged_database_is_refused_with_the_cure(store: Store, clock: FakeClock) -> None:
    with run(store) as apply:
        apply(page(*(study(number, conditions=["x" * 3000] * 9) for number in range(1, 9))))
    store.close()
    body = bytearray(store.path.read_bytes())
    size = int.from_bytes(body[16:18], "big")
    for start in range(size * 4, len(body) - size, size * 3):
        body[start : start + 200] = os.urandom(200)
    store.path.write_bytes(body)
    with pytest.raises(StorageError, match=r"damaged.*last copy"):
        Store.open(store.path, clock=clock)
    assert store.path.read_bytes() == bytes(body)


def test_a_reader_can_not_write(store: Store) -> None:
    connection = reader(store.path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM trials")
    connection.close()
    with pytest.raises(StorageError, match="no such database"):
        reader(store.path.with_name("absent.db"))


def test_a_locked_database_is_waited_for_and_then_given_up(store: Store, clock: FakeClock) -> None:
    with Store.open(store.path, clock=clock, busy_timeout=0.05) as other:
        store.connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AlreadyRunning, match="locked"):
            other.begin_run(full=False)
        store.connection.execute("ROLLBACK")
        other.begin_run(full=False)


# --- records ---


def test_a_record_is_held_with_its_rows_bytes_and_version(store: Store) -> None:
    sent = study(conditions=["Cirrhosis", "Ascites"])
    with run(store) as apply:
        apply(page(sent))
    assert rows(store, "SELECT brief_title FROM trials") == [("Trial 1",)]
    assert rows(store, "SELECT position, name FROM conditions ORDER BY position") == [
        (1, "Cirrhosis"),
        (2, "Ascites"),
    ]
    (version,) = history.versions(store.connection, "trial", sent.id)
    assert (version.version, version.source_date) == (1, "2025-01-01")
    assert raw.body(store.connection, version.sha256) == sent.body


def test_a_change_makes_a_version_and_renews_the_rows(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(conditions=["a", "b"]), study(2)))
    changed = study(updated="2025-02-01", conditions=["c"])
    with run(store) as apply:
        apply(page(changed, study(2)), walk("NCT00000001", "NCT00000002", fetched=2))
    assert rows(store, "SELECT name FROM conditions") == [("c",)]
    versions = history.versions(store.connection, "trial", "NCT00000001")
    assert [each.version for each in versions] == [1, 2]
    assert len(history.versions(store.connection, "trial", "NCT00000002")) == 1
    assert [each.id for each in history.versions_since(store.connection, 2)] == ["NCT00000001"]
    assert rows(store, "SELECT new, changed, failed FROM run_queries") == [(0, 1, 0)]


def test_a_renewed_record_keeps_its_own_row_for_those_that_refer_to_it(store: Store) -> None:
    store.connection.execute(
        "CREATE TABLE evidence (nct_id TEXT REFERENCES trials(nct_id) ON DELETE CASCADE) STRICT"
    )
    with run(store) as apply:
        apply(page(study()))
    store.connection.execute("INSERT INTO evidence VALUES ('NCT00000001')")
    with run(store) as apply:
        apply(page(study(updated="2025-02-01")))
    assert rows(store, "SELECT count(*) FROM evidence") == [(1,)]


def test_a_second_run_over_the_same_records_changes_nothing(store: Store) -> None:
    events = (
        page(study(1, aliases=["NCT00000007"], unknown=["a.b"]), study(2, cites=["5"])),
        walk("NCT00000001", "NCT00000002", cursors=(("mdat", "2026"),)),
    )
    with run(store) as apply:
        apply(*events)
    before = logical_dump(store.path)
    with run(store) as apply:
        apply(*events)
    assert logical_dump(store.path) == before


def test_what_has_not_changed_is_not_read_again_except_in_a_full_run(store: Store) -> None:
    read = []

    def counting(each: Raw) -> Record:
        read.append(each.id)
        return _normalise(each)

    sources = {"registry": FakeSource(normalise=counting)}
    for full in (False, False, True):
        run_id = store.begin_run(full)
        store.apply(run_id, page(study()), sources)
        store.end_run(run_id, "complete")
    assert len(read) == 2


def test_records_read_by_another_version_of_the_program_are_read_again(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(conditions=["a"])))
    store.connection.execute("UPDATE records SET software = '0.0.1'")
    store.connection.execute("DELETE FROM conditions")
    with run(store) as apply:
        apply(page(study(conditions=["a"])))
    assert rows(store, "SELECT count(*) FROM conditions") == [(1,)]
    assert rows(store, "SELECT count(*) FROM versions") == [(1,)]


def test_what_the_registry_computes_renews_the_rows_without_a_version(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(derived="one")))
    renewed = study(derived="two")
    with run(store) as apply:
        apply(page(renewed))
    assert len(history.versions(store.connection, "trial", "NCT00000001")) == 1
    ((name,),) = rows(store, "SELECT sha256 FROM records")
    assert raw.body(store.connection, str(name)) == renewed.body


def test_an_older_answer_does_not_replace_a_newer_one(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(updated="2025-03-01", conditions=["new"])))
    with run(store) as apply:
        apply(page(study(updated="2025-02-01", conditions=["old"])))
    assert rows(store, "SELECT name FROM conditions") == [("new",)]
    ((reason,),) = rows(store, "SELECT reason FROM quarantine")
    assert "older than the version held" in str(reason)
    with run(store) as apply:
        apply(page(study(updated="2025-03-01", conditions=["new"])))
    assert rows(store, "SELECT * FROM quarantine") == []


def test_two_answers_by_turns_do_not_grow_the_history(store: Store) -> None:
    for turn in range(6):
        with run(store) as apply:
            apply(page(study(conditions=["ab"[turn % 2]])))
    assert rows(store, "SELECT count(*) FROM versions") == [(2,)]
    assert rows(store, "SELECT name FROM conditions") == [("b",)]
    assert rows(store, "SELECT version FROM records") == [(2,)]
    for turn in range(4):
        with run(store) as apply:
            apply(page(study(updated=f"2025-0{3 - turn % 2}-01", conditions=["z"])))
    assert rows(store, "SELECT last_updated FROM trials") == [("2025-03-01",)]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_answers_in_one_page_the_newer_stays_whatever_their_order(
    store: Store, order: int
) -> None:
    answers = [study(updated="2025-01-01", conditions=["old"])]
    answers.append(study(updated="2025-02-01", conditions=["new"]))
    with run(store) as apply:
        apply(page(study(2), *answers[::order], study(3)))
    assert rows(store, "SELECT name FROM conditions") == [("new",)]
    assert rows(store, "SELECT count(*) FROM trials") == [(3,)]
    assert rows(store, "SELECT * FROM quarantine") == []


def test_a_field_that_vanishes_without_a_newer_date_is_not_lost(store: Store) -> None:
    with run(store) as apply:
        apply(page(study()))
    with run(store) as apply:
        apply(page(study(trial={"brief_title": None})))
    assert rows(store, "SELECT brief_title FROM trials") == [("Trial 1",)]
    ((reason,),) = rows(store, "SELECT reason FROM quarantine")
    assert str(reason).startswith("has lost its brief_title")
    with run(store) as apply:
        apply(page(study(updated="2025-02-01", trial={"brief_title": None})))
    assert rows(store, "SELECT brief_title FROM trials") == [(None,)]
    assert rows(store, "SELECT * FROM quarantine") == []


def test_what_a_search_lists_and_never_delivers_is_known_to_be_missing_after_three_days(
    store: Store, clock: FakeClock
) -> None:
    event = Undelivered("registry", "trial", "NCT00000009")

    def known_after(hours: int) -> bool:
        clock.sleep(hours * 3600)
        with run(store, state="partial") as apply:
            apply(event, event)
        return event.id in store.held().known_missing

    # A run made again within half a day counts with the one before.
    assert [known_after(hours) for hours in (0, 1, 24, 6, 11, 24)] == [
        False, False, False, False, True, True
    ]  # fmt: skip
    ((reason, times),) = store.connection.execute("SELECT reason, times FROM quarantine")
    assert "known to be missing, asked for in each run" in reason
    assert times == 12


def test_a_record_that_comes_after_all_is_no_longer_known_to_be_missing(
    store: Store, clock: FakeClock
) -> None:
    for _ in range(3):
        with run(store, state="partial") as apply:
            apply(Undelivered("registry", "trial", study(1).id))
        clock.sleep(24 * 3600)
    assert store.held().known_missing == {study(1).id}
    with run(store) as apply:
        apply(page(study(1)), walk(study(1).id))
    assert store.held().known_missing == frozenset()
    assert store.connection.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(replace(study(), body=b"<html>"), id="not JSON"),
        pytest.param(study(crash=1), id="a surprise for the reader"),
        pytest.param(replace(study(2), id="NCT00000001"), id="another's record"),
        pytest.param(study(conditions=[None]), id="a null where none may be"),
        pytest.param(study(conditions=[["x"]]), id="a list for text"),
        pytest.param(study(trial={"brief_title": "\ud800"}), id="a lone surrogate"),
        pytest.param(study(trial={"enrollment": 2**70}), id="too great a number"),
        pytest.param(study(trial={"enrollment": "many"}), id="text for a number"),
    ],
)
def test_one_bad_record_goes_to_quarantine_and_blocks_no_other(store: Store, bad: Raw) -> None:
    others = [study(number, conditions=["x"]) for number in (3, 4, 5)]
    with run(store) as apply:
        apply(page(others[0], bad, *others[1:]), walk(fetched=4))
    assert rows(store, "SELECT count(*) FROM trials") == [(3,)]
    assert rows(store, "SELECT count(*) FROM conditions") == [(3,)]
    assert rows(store, "SELECT count(*) FROM records") == [(3,)]
    ((key, name, times),) = rows(store, "SELECT record_id, sha256, times FROM quarantine")
    assert key == bad.id
    assert raw.body(store.connection, str(name)) == bad.body
    assert times == 1
    assert rows(store, "SELECT new, failed FROM run_queries") == [(3, 1)]
    with run(store) as apply:
        apply(page(bad))
    assert rows(store, "SELECT times FROM quarantine") == [(2,)]
    with run(store) as apply:
        apply(page(study()))
    assert rows(store, "SELECT * FROM quarantine") == []
    assert rows(store, "SELECT count(*) FROM trials") == [(4,)]


def test_a_bad_new_version_leaves_the_old_one_whole(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(conditions=["a"])))
    before = logical_dump(store.path)
    with run(store) as apply:
        apply(page(study(updated="2025-02-01", conditions=["b", None])))
    after = logical_dump(store.path)
    assert {name for name in after if after[name] != before[name]} == {"quarantine", "raw"}


def test_bytes_without_a_record_are_kept_and_counted(store: Store) -> None:
    with run(store) as apply:
        apply(Unreadable("registry", "trial", "page 3 \ud800\n", b"\x00?", "no id"))
        apply(WalkEnd("registry", "trial", None, "refetch", "ids", "complete"))
    ((key, name),) = rows(store, "SELECT record_id, sha256 FROM quarantine")
    assert key == "page 3 \\ud800 "
    assert raw.body(store.connection, str(name)) == b"\x00?"
    assert rows(store, "SELECT failed FROM run_queries") == [(1,)]


def test_unknown_paths_are_noted_once(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(1, unknown=["a.b"]), study(2, unknown=["a.b", "c"])))
    assert rows(store, "SELECT path, record_id FROM drift ORDER BY path") == [
        ("a.b", "NCT00000001"),
        ("c", "NCT00000002"),
    ]


def test_a_page_is_written_whole_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("harvest.store.writer._seen", fail)
    with run(store, state="failed") as apply, pytest.raises(KeyboardInterrupt):
        apply(page(study()))
    assert rows(store, "SELECT count(*) FROM trials") == [(0,)]
    assert rows(store, "SELECT count(*) FROM raw") == [(0,)]


def test_a_full_disk_undoes_the_page_and_keeps_what_was_held(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(1)))
    ((pages,),) = rows(store, "PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    run_id = store.begin_run(full=False)
    many = [study(number, conditions=["x" * 5000] * 20) for number in range(2, 9)]
    with pytest.raises(StorageError, match="disk is full"):
        store.apply(run_id, page(*many), SOURCES)
    store.connection.execute("PRAGMA max_page_count = 1000000")
    assert rows(store, "SELECT nct_id FROM trials") == [("NCT00000001",)]
    assert rows(store, "PRAGMA integrity_check") == [("ok",)]
    store.apply(run_id, page(*many), SOURCES)
    assert rows(store, "SELECT count(*) FROM trials") == [(8,)]


# --- presence ---


def _removed(store: Store) -> object:
    return rows(store, "SELECT removed_on FROM records")[0][0]


def test_a_record_becomes_a_tombstone_after_two_confirmations(
    store: Store, clock: FakeClock
) -> None:
    gone = Absent("registry", "trial", "NCT00000001")
    with run(store) as apply:
        apply(page(study(conditions=["a"])))
    with run(store) as apply:
        apply(gone, gone)
    clock.sleep(3600)
    with run(store) as apply:  # an hour later is no second confirmation
        apply(gone)
    assert _removed(store) is None
    assert store.held().trials == {"NCT00000001"}
    clock.sleep(82800)
    with run(store) as apply:
        apply(gone)
    assert _removed(store) == "2026-01-02"
    assert store.held().trials == frozenset()
    assert store.held().gone == {"NCT00000001"}
    assert rows(store, "SELECT count(*) FROM conditions") == [(1,)]
    clock.sleep(86400)
    with run(store) as apply:
        apply(gone)
    assert _removed(store) == "2026-01-02"


def test_a_tombstone_is_lifted_when_the_record_is_seen_again(
    store: Store, clock: FakeClock
) -> None:
    gone = Absent("registry", "trial", "NCT00000001")
    with run(store) as apply:
        apply(page(study()))
    before = logical_dump(store.path)
    for _ in range(2):
        with run(store) as apply:
            apply(gone)
        clock.sleep(86400)
    assert _removed(store) is not None
    with run(store) as apply:
        apply(page(study()))
    assert _removed(store) is None
    assert logical_dump(store.path) == before


def test_runs_that_did_not_end_confirm_no_absence(store: Store, clock: FakeClock) -> None:
    gone = Absent("registry", "trial", "NCT00000001")
    with run(store) as apply:
        apply(page(study()))
    for state in ("interrupted", "failed", "partial", "complete"):
        with run(store, state=state) as apply:
            apply(gone)
        clock.sleep(86400)
        assert _removed(store) is None
    with run(store) as apply:
        apply(gone)
    assert _removed(store) is not None


def test_the_absence_of_what_is_not_held_is_nothing(store: Store) -> None:
    with run(store) as apply:
        apply(Absent("registry", "trial", "NCT00000009"))
    assert rows(store, "SELECT count(*) FROM records") == [(0,)]


def test_an_alias_is_kept_and_its_own_record_becomes_a_tombstone(
    store: Store, clock: FakeClock
) -> None:
    with run(store) as apply:
        apply(page(study(1), study(2)))
    for _ in range(2):
        with run(store) as apply:
            apply(Alias("registry", "trial", "NCT00000001", "NCT00000002"))
        clock.sleep(86400)
    assert store.held().aliases == {"NCT00000001": "NCT00000002"}
    assert store.held().trials == {"NCT00000002"}
    assert store.held().gone == {"NCT00000001"}


# --- walks ---


def test_a_complete_walk_notes_who_joined_and_who_left(store: Store, clock: FakeClock) -> None:
    with run(store) as apply:
        apply(walk("A", "B"))
    clock.sleep(86400)
    with run(store) as apply:
        apply(walk("B", "C"))
    statement = "SELECT record_id, first_seen, last_seen, left_on FROM memberships"
    one, two = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"
    assert rows(store, statement) == [
        ("A", one, one, two),
        ("B", one, two, None),
        ("C", two, two, None),
    ]
    assert store.held().members == {("registry", "core"): {"B", "C"}}
    with run(store) as apply:
        apply(walk("A", "B", "C"))
    assert store.held().members == {("registry", "core"): {"A", "B", "C"}}
    assert rows(store, "SELECT first_seen FROM memberships")[0] == (one,)


@pytest.mark.parametrize("state", ["partial", "failed"])
def test_an_incomplete_walk_moves_neither_members_nor_cursors(store: Store, state: str) -> None:
    with run(store) as apply:
        apply(walk("A", cursors=(("mdat", "1"),)))
    with run(store) as apply:
        apply(walk("B", state=state, cursors=(("mdat", "2"),), error="cut short"))
    assert store.held().members == {("registry", "core"): {"A"}}
    assert store.held().cursors == {"registry/mdat": "1"}
    assert rows(store, "SELECT state, error FROM run_queries WHERE run_id = 2") == [
        (state, "cut short")
    ]


def test_only_a_search_makes_members(store: Store) -> None:
    with run(store) as apply:
        apply(walk("A"), walk(purpose="changed"), walk(search=None))
    assert store.held().members == {("registry", "core"): {"A"}}


def test_a_search_without_hits_is_noted(store: Store) -> None:
    with run(store) as apply:
        apply(walk("A"))
    with run(store) as apply:
        apply(walk(promised=0, warnings=("no such phrase",), missing=("B",)))
    assert store.held().members == {}
    statement = "SELECT promised, fetched, warnings, missing FROM run_queries WHERE run_id = 2"
    assert rows(store, statement) == [(0, 0, '["no such phrase"]', '["B"]')]


def test_a_walk_counts_its_own_pages_only(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(1), search="core"), page(study(2), search=None))
        apply(walk(), page(study(3), search=None), walk(search=None, purpose="cited"))
    assert rows(store, "SELECT search, new FROM run_queries") == [("core", 1), (None, 2)]


def test_members_of_a_search_that_was_taken_out_of_the_config_have_left(store: Store) -> None:
    with run(store) as apply:
        apply(walk("A"), walk("A", search="wide"))
        store.retire_searches(["wide"])
    assert store.held().members == {("registry", "wide"): {"A"}}


# --- runs ---


def test_a_run_that_never_ended_is_marked_interrupted_by_the_next(
    store: Store, clock: FakeClock
) -> None:
    store.begin_run(full=True)
    with Store.open(store.path, clock=clock) as later, run(later):
        pass
    assert rows(store, "SELECT state, full FROM runs") == [("interrupted", 1), ("complete", 0)]


def test_a_run_that_another_took_over_from_writes_no_more(store: Store, clock: FakeClock) -> None:
    run_id = store.begin_run(full=False)
    with Store.open(store.path, clock=clock) as other:
        other.begin_run(full=False)
        with pytest.raises(AlreadyRunning, match="taken over"):
            store.apply(run_id, page(study()), SOURCES)
        with pytest.raises(AlreadyRunning, match="taken over"):
            store.end_run(run_id, "complete")
    assert rows(store, "SELECT count(*) FROM trials") == [(0,)]


def test_what_is_held_is_told_to_the_sources(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(1, cites=["11", "12"]), study(2, cites=["12", None])))
        apply(Progress("registry", "trials", 2, 2))
    held = store.held()
    assert held.trials == {"NCT00000001", "NCT00000002"}
    assert held.cited == {"11", "12"}
    assert held.articles == held.descriptors == frozenset()


def test_statements_name_every_column_of_their_table() -> None:
    outcomes = next(table for table in tables("trial") if table.name == "outcomes")
    assert outcomes.insert.count("?") == len(Outcome._fields)
    assert all(f'"{field}"' in outcomes.insert for field in Outcome._fields)
    values: Mapping[str, str] = {"delete": outcomes.delete, "upsert": outcomes.upsert}
    assert all('"nct_id"' in statement for statement in values.values())
