"""What is held is read anew where other code has read it, and nothing is told of it.

Relies on nothing beside the program.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harvest.errors import RecordError
from harvest.records import Digest, Raw, Record
from harvest.store import Store, rereading
from harvest.store.held import held
from harvest.store.rereading import Place, Reread
from tests.helpers.bases.store_bench import SOURCES, page, rows, run, study
from tests.helpers.clock import FakeClock

LATER = "2026-02-01T00:00:00Z"
NEW = replace(SOURCES["registry"], made_from="other lines")


def reread(store: Store, source: Any = NEW, *, everything: bool = False) -> Reread:
    done, place = Reread(), Place()
    while place is not None:
        with store.transaction("reread") as now:
            batch, place = rereading.reread(
                store.connection, "registry", source, now, after=place, everything=everything
            )
        done += batch
    return done


def stopped(store: Store) -> None:
    """A batch that is read, and undone."""
    with store.transaction("reread") as now:
        rereading.reread(store.connection, "registry", NEW, now, after=Place(), everything=False)
        raise KeyboardInterrupt


def fails(each: Raw) -> Record:
    raise RecordError(each.id, "$.trial: the new lines do not know it")


def everything_but(store: Store, *columns: str) -> Mapping[str, list[tuple[object, ...]]]:
    names = rows(store, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    found = {}
    for (name,) in names:
        kept = [r[1] for r in rows(store, f"PRAGMA table_info([{name}])") if r[1] not in columns]
        found[str(name)] = rows(store, f"SELECT {', '.join(f'[{c}]' for c in kept)} FROM [{name}]")  # noqa: S608 (names of the schema)
    return found


@pytest.fixture
def two(store: Store) -> Store:
    """Two studies, of which one has two versions."""
    with run(store) as apply:
        apply(page(study(1, conditions=["a"]), study(2, conditions=["b"])))
    with run(store) as apply:
        apply(page(study(1, "2025-06-01", conditions=["c"]), study(2, conditions=["b"])))
    return store


def test_only_how_they_were_read_is_written_if_they_are_read_as_before(two: Store) -> None:
    before = everything_but(two, "software")
    assert reread(two) == Reread(read=2)
    assert everything_but(two, "software") == before
    assert rows(two, "SELECT DISTINCT software FROM records") == [("other lines",)]
    assert reread(two) == Reread()
    assert reread(two, everything=True) == Reread(read=2)


def test_rows_follow_the_code_and_no_version_comes_of_it(two: Store) -> None:
    def shouting(each: Raw) -> Record:
        text = json.loads(each.body)
        text["conditions"] = [c.upper() for c in text["conditions"]]
        return NEW.normalise(replace(each, body=json.dumps(text).encode()))

    before = everything_but(two, "software")
    reread(two, replace(NEW, normalise=shouting))
    after = everything_but(two, "software")
    assert rows(two, "SELECT name FROM conditions ORDER BY 1") == [("B",), ("C",)]
    assert {name for name in after if after[name] != before[name]} == {"conditions"}


def test_what_tells_versions_apart_is_worked_out_anew_for_all_of_them(two: Store) -> None:
    def shorter(body: bytes) -> Digest:
        return Digest("new " + json.loads(body)["conditions"][0])

    new = replace(NEW, digest=shorter)
    reread(two, new)
    sources = {"registry": new}
    run_id = two.begin_run(full=False)
    # The registry returns to its earlier answer: no third version.
    two.apply(run_id, page(study(1, "2025-07-01", conditions=["a"])), sources)
    two.end_run(run_id, "complete")
    assert rows(two, "SELECT id, count(*) FROM versions GROUP BY 1") == [
        ("NCT00000001", 2), ("NCT00000002", 1),
    ]  # fmt: skip
    assert rows(two, "SELECT version FROM records WHERE id = 'NCT00000001'") == [(1,)]


def test_what_can_not_be_read_any_more_keeps_its_rows_and_is_quarantined(two: Store) -> None:
    before = everything_but(two, "software")
    broken = replace(NEW, normalise=fails)
    assert reread(two, broken) == Reread(unreadable=2)
    after = everything_but(two, "software")
    assert {name for name in after if after[name] != before[name]} == {"quarantine"}
    found = rows(two, "SELECT record_id, reason, times FROM quarantine")
    assert found == [
        (f"NCT0000000{n}", "$.trial: the new lines do not know it; the previous values are kept", 1)
        for n in (1, 2)
    ]
    # It is not tried by the same code twice, and counts as to be asked for again.
    assert reread(two, broken) == Reread()
    # Papers are asked for by their age: as if it had never been fetched.
    two.connection.execute("PRAGMA foreign_keys = OFF")
    two.connection.execute("UPDATE records SET kind = 'article'")
    assert set(held(two.connection, LATER).last_fetched.values()) == {""}
    two.connection.execute("UPDATE records SET kind = 'trial'")
    # The code after that reads it: it leaves quarantine.
    assert reread(two, replace(NEW, made_from="mended lines")) == Reread(read=2)
    assert rows(two, "SELECT * FROM quarantine") == []


def test_a_record_that_the_database_refuses_does_not_take_the_others_along(two: Store) -> None:
    def odd(each: Raw) -> Record:
        record = NEW.normalise(each)
        if each.id == "NCT00000001":
            (own,) = record.tables["trials"]
            return replace(record, tables={"trials": ((*own[:3], object(), *own[4:]),)})
        return record

    assert reread(two, replace(NEW, normalise=odd)) == Reread(read=1, unreadable=1)
    assert rows(two, "SELECT name FROM conditions ORDER BY 1") == [("b",), ("c",)]
    ((reason,),) = rows(two, "SELECT reason FROM quarantine")
    assert "the database refuses it" in str(reason)


def test_bytes_that_are_damaged_are_told_and_stop_nothing(two: Store) -> None:
    two.connection.execute(
        "UPDATE raw SET body = x'28b52ffd00' WHERE sha256 = "
        "(SELECT sha256 FROM records WHERE id = 'NCT00000001')"
    )
    assert reread(two) == Reread(read=1, unreadable=1)
    ((reason,),) = rows(two, "SELECT reason FROM quarantine")
    assert "damaged" in str(reason)


def test_a_tombstone_stays_one_and_its_rows_are_read_anew(two: Store) -> None:
    two.connection.execute("UPDATE records SET removed_on = '2026-01-01', missed = 2")
    assert reread(two) == Reread(read=2)
    assert rows(two, "SELECT DISTINCT removed_on, missed FROM records") == [("2026-01-01", 2)]


def test_a_path_that_the_program_has_learned_is_unknown_no_more(store: Store) -> None:
    with run(store) as apply:
        apply(page(study(1, unknown=["new", "odd"]), study(2, unknown=["odd"])))
    learned = replace(
        NEW,
        normalise=lambda each: replace(
            NEW.normalise(each),
            drift=tuple(d for d in NEW.normalise(each).drift if d.path != "new"),
        ),
    )
    before = rows(store, "SELECT * FROM drift WHERE path = 'odd'")
    reread(store, learned)
    assert rows(store, "SELECT * FROM drift") == before


def test_it_goes_on_where_it_was_stopped(
    tmp_path: Path,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    clock: FakeClock,
) -> None:
    with run(store) as apply:
        apply(page(*(study(n) for n in range(1, 8))))
    monkeypatch.setattr(rereading, "_NEXT", rereading._NEXT.replace("LIMIT 200", "LIMIT 3"))
    with store.transaction("reread") as now:
        done, place = rereading.reread(
            store.connection, "registry", NEW, now, after=Place(), everything=False
        )
    assert (done, place) == (Reread(read=3), Place("trial", "NCT00000003"))
    with pytest.raises(KeyboardInterrupt):
        stopped(store)
    assert rereading.due(store.connection, "registry", NEW, everything=False) == 4
    assert reread(store) == Reread(read=4)
    assert sqlite3.connect(store.path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
