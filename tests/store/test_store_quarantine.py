"""What can't be read, or never comes: it is kept and counted, and blocks nothing else.

Relies on nothing beside the program.
"""

from dataclasses import replace

import pytest

from harvest.records import Raw, Undelivered, Unreadable, WalkEnd
from harvest.store import Store, raw
from tests.helpers.bases.store_bench import page, rows, run, study, walk
from tests.helpers.clock import FakeClock
from tests.helpers.logical import logical_dump


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
    assert "known to be missing, requested in each run" in reason
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
