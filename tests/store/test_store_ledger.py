"""The ledger of the work database: absences, members of searches, walks and runs.

Relies on nothing beside the program.
"""

import pytest

from harvest.errors import AlreadyRunning
from harvest.records import Absent, Alias, Progress
from harvest.store import Store
from tests.helpers.bases.store_bench import SOURCES, page, rows, run, study, walk
from tests.helpers.clock import FakeClock
from tests.helpers.logical import logical_dump

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
        apply(page(study(1), search="core"), walk())
        apply(page(study(2), search=None), page(study(3), search=None))
        apply(walk(search=None, purpose="cited"))
    assert rows(store, "SELECT search, new FROM run_queries") == [("core", 1), (None, 2)]


def test_a_walk_over_what_changed_in_a_search_counts_what_it_fetched_by_number(
    store: Store,
) -> None:
    with run(store) as apply:
        apply(page(study(1), search="core"), walk())
        apply(page(study(2), search=None), walk(purpose="changed"))
        apply(walk(search=None, purpose="refetch"))
    found = rows(store, "SELECT purpose, new FROM run_queries")
    assert found == [("search", 1), ("changed", 1), ("refetch", 0)]


def test_members_of_a_search_that_was_taken_out_of_the_config_have_left(store: Store) -> None:
    with run(store) as apply:
        apply(walk("A"), walk("A", search="wide"))
        store.retire_searches(["wide"])
    assert store.held().members == {("registry", "wide"): {"A"}}


# --- runs ---


def test_the_end_of_a_run_is_noted_though_a_signal_kept_a_transaction_from_its_exit(
    store: Store,
) -> None:
    run_id = store.begin_run(False)
    cut_short = store.transaction("walk end")
    cut_short.__enter__()
    store.connection.execute("UPDATE runs SET error = 'half done'")
    store.end_run(run_id, "interrupted", "stopped by SIGTERM")
    assert rows(store, "SELECT state, error FROM runs") == [("interrupted", "stopped by SIGTERM")]
    with run(store) as apply:
        apply(page(study()))
    assert rows(store, "SELECT state FROM runs") == [("interrupted",), ("complete",)]


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
