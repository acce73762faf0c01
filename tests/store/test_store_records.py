"""Records in the work database: what makes a version, what is skipped, what is never undone.

Relies on nothing beside the program.
"""

import pytest

from harvest.errors import StorageError
from harvest.records import Raw, Record
from harvest.store import Store, raw
from tests.helpers.bases.store_bench import (
    SOURCES,
    FakeSource,
    normalise,
    page,
    rows,
    run,
    study,
    walk,
)
from tests.helpers.logical import logical_dump


def test_a_record_is_held_with_its_rows_bytes_and_version(store: Store) -> None:
    sent = study(conditions=["Cirrhosis", "Ascites"])
    with run(store) as apply:
        apply(page(sent))
    assert rows(store, "SELECT brief_title FROM trials") == [("Trial 1",)]
    assert rows(store, "SELECT position, name FROM conditions ORDER BY position") == [
        (1, "Cirrhosis"),
        (2, "Ascites"),
    ]
    ((number, date, name),) = rows(store, "SELECT version, source_date, sha256 FROM versions")
    assert (number, date) == (1, "2025-01-01")
    assert raw.body(store.connection, str(name)) == sent.body


def test_a_change_makes_a_version_and_renews_the_rows(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(conditions=["a", "b"]), study(2)))
    changed = study(updated="2025-02-01", conditions=["c"])
    with run(store) as apply:
        apply(page(changed, study(2)), walk("NCT00000001", "NCT00000002", fetched=2))
    assert rows(store, "SELECT name FROM conditions") == [("c",)]
    assert rows(store, "SELECT id, version, run_id FROM versions ORDER BY id, version") == [
        ("NCT00000001", 1, 1),
        ("NCT00000001", 2, 2),
        ("NCT00000002", 1, 1),
    ]
    assert rows(store, "SELECT new, changed, failed FROM run_queries") == [(0, 1, 0)]


def test_a_renewed_record_keeps_its_own_row_for_those_that_refer_to_it(store: Store) -> None:
    store.connection.execute(
        "CREATE TABLE evidence (trial_id TEXT REFERENCES trials(trial_id) ON DELETE CASCADE) STRICT"
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
        return normalise(each)

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
    assert rows(store, "SELECT count(*) FROM versions") == [(1,)]
    ((name,),) = rows(store, "SELECT sha256 FROM records")
    assert raw.body(store.connection, str(name)) == renewed.body


def test_an_older_answer_does_not_replace_a_newer_one(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(updated="2025-03-01", conditions=["new"])))
    with run(store) as apply:
        apply(page(study(updated="2025-02-01", conditions=["old"])))
    assert rows(store, "SELECT name FROM conditions") == [("new",)]
    ((reason,),) = rows(store, "SELECT reason FROM quarantine")
    assert "older than the version in the database" in str(reason)
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
    assert rows(store, "SELECT trial_id FROM trials") == [("NCT00000001",)]
    assert rows(store, "PRAGMA integrity_check") == [("ok",)]
    store.apply(run_id, page(*many), SOURCES)
    assert rows(store, "SELECT count(*) FROM trials") == [(8,)]
