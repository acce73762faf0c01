"""Merged numbers: of records never held, moved to another record, told twice; from walk to site.

Relies on stand-ins.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from harvest.config import Config
from harvest.records import Alias, Event, Page
from harvest.run.refresh import refresh
from harvest.standin import Fixed, serve
from harvest.store import Store
from tests.helpers.bases.store_bench import page, rows, run
from tests.helpers.bases.store_bench import study as small
from tests.helpers.bases.tiny import citation, state, study
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import liver

OLD, ONE, TWO = "NCT00000007", "NCT00000001", "NCT00000002"
ALIASES = "SELECT kind, alias, id, first_seen FROM aliases"

Tell = Callable[[int], Event]


def by_number(number: int) -> Event:
    """The registry answers the old number with this record."""
    return Alias("registry", "trial", OLD, f"NCT0000000{number}")


def by_record(number: int) -> Page:
    """The record itself names the old number."""
    return page(small(number, aliases=[OLD], updated="2025-03-01"))


@pytest.mark.parametrize("tell", [by_number, by_record])
def test_the_number_of_a_record_that_was_never_held_is_remembered_and_makes_none(
    store: Store, tell: Tell
) -> None:
    with run(store) as apply:
        apply(page(small(1), small(2)), tell(1))
    assert rows(store, "SELECT alias, id FROM aliases") == [(OLD, ONE)]
    assert rows(store, "SELECT id FROM records ORDER BY id") == [(ONE,), (TWO,)]
    held = store.held()
    assert (held.aliases, held.trials, held.gone) == ({OLD: ONE}, {ONE, TWO}, frozenset())


@pytest.mark.parametrize("first", [by_number, by_record])
@pytest.mark.parametrize("then", [by_number, by_record])
def test_a_number_that_moves_to_another_record_stands_for_that_one_alone(
    store: Store, clock: FakeClock, first: Tell, then: Tell
) -> None:
    with run(store) as apply:
        apply(page(small(1), small(2)), first(1))
    clock.sleep(86400)
    with run(store) as apply:
        apply(then(2))
    since = "2026-01-01T00:00:00Z"
    assert rows(store, ALIASES) == [("trial", OLD, TWO, since)]
    assert store.held().aliases == {OLD: TWO}
    with run(store) as apply:  # told again, nothing moves
        apply(then(2))
    assert rows(store, ALIASES) == [("trial", OLD, TWO, since)]


def test_a_record_that_names_its_own_number_is_no_alias_of_itself(store: Store) -> None:
    with run(store) as apply:
        apply(page(small(1, aliases=[ONE, OLD])))
    assert rows(store, "SELECT alias FROM aliases") == [(OLD,)]


# --- the whole line ---


def _published(config: Config, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{config.publish.path}?mode=ro", uri=True)) as public:
        return public.execute(sql).fetchall()


def test_what_names_an_old_number_belongs_to_the_record_that_it_stands_for_now(
    tmp_path: Path,
) -> None:
    """A paper names a number that was merged before we looked, then moved to another trial."""
    old = "NCT99000077"
    papers = [citation(1, names=old), citation(2)]
    before = state([study(1, aliases=[old]), study(2)], papers, "2026-11-20T09:00:05")
    after = state(
        [study(1, updated="2026-11-22"), study(2, updated="2026-11-22", aliases=[old])],
        papers,
        "2026-11-24T09:00:05",
    )
    links = (
        "SELECT DISTINCT trial_id, article_id FROM trial_articles "
        "WHERE relation <> 'candidate' AND withdrawn_on IS NULL"
    )
    numbers = "SELECT alias, id FROM aliases WHERE kind = 'trial'"
    clock = FakeClock(datetime(2026, 11, 21, tzinfo=UTC))
    with serve(Fixed((before, after))) as standin:
        config = liver(tmp_path, standin)
        for trial in ("NCT99000001", "NCT99000002"):
            assert refresh(config, quiet=True, clock=clock).exit_code == 0
            assert _published(config, numbers) == [(old, trial)]
            assert _published(config, links) == [(trial, "99000001")]
            assert _published(config, "SELECT trial_id FROM trials ORDER BY 1") == [
                ("NCT99000001",),
                ("NCT99000002",),
            ]
            standin.advance()
            clock.sleep(3 * 86400)
