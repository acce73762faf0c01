"""Kill a run at its points in turn: the next run ends as if nothing had happened.

As a rule at one point of each name, in `make test-all` at every point that the run passes.

Killing loses no page that the kernel has, so this proves that every step is whole, not that it
survives a power cut; for that the order of the syncs is tested with the publication.

Relies on stand-ins and other processes.
"""

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta

import pytest

from harvest.standin import serve
from tests.helpers.bases.tiny import corpus
from tests.helpers.economy.thorough import kill_points, some
from tests.helpers.faults.killed import Base, Bench, Worker
from tests.helpers.logical import differences

UPSTREAM = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def _equal(base: Base, expected: Base, where: str) -> None:
    """Both databases of ``base`` say what those of the undisturbed run say, and nothing is left."""
    base.check()
    assert base.generation >= expected.generation, where
    assert differences(base.work, expected.work) == [], where
    assert differences(base.public, expected.public) == [], where
    assert not list(base.folder.glob(".next-*")), where


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with ExitStack() as stack:
        # Upstream's clock stands still: its day is how far the changes have been asked for.
        standin = stack.enter_context(serve(corpus(), today=lambda: UPSTREAM))
        workers = [stack.enter_context(Worker()) for _ in range(2)]
        bench = Bench(standin, tmp_path_factory.mktemp("crash"), workers)
        for worker in workers:
            assert worker.refresh(bench.empty(), prepare=True) == (0, "")
        yield bench


def _undisturbed(bench: Bench, start: Base) -> tuple[Base, list[str]]:
    """The base after a run that nothing disturbs, and the names of the points that it passes."""
    base = start.copy(bench.next_folder(), start.now)
    log = base.folder.with_suffix(".points")
    assert bench.workers[0].refresh(base, points_log=str(log)) == (0, "")
    base.check()
    return base, log.read_text().splitlines()


def _sweep(bench: Bench, start: Base, every: int = 1) -> list[str]:
    expected, points = _undisturbed(bench, start)
    before = start.generation
    moments = some(kill_points(points), every)
    folders = {number: bench.next_folder() for number in moments}

    def kill_at(worker: Worker, number: int) -> None:
        where = f"killed at point {number}, {points[number - 1]}"
        base = start.copy(folders[number], start.now)
        code, said = worker.refresh(base, fail_at=number)
        assert code == -signal.SIGKILL, f"{where}: {code} {said}"
        base.check()
        assert before <= base.generation <= expected.generation + 1, where
        generation = base.generation
        code, said = worker.refresh(base)
        assert (code, said) == (0, ""), f"{where}, then run again"
        assert base.generation >= generation, where
        _equal(base, expected, where)
        shutil.rmtree(base.folder)

    bench.parallel(moments, kill_at)
    return points


def test_a_first_run_killed_at_any_point_is_made_good_by_the_next(bench: Bench) -> None:
    bench.standin.set_epoch(0)
    points = _sweep(bench, bench.empty(), every=2)  # a later run passes most of them too
    for name in (
        "store: file made",
        "migrate",
        "begin run",
        "page",
        "walk end",
        "publish: replaced",
    ):
        assert any(point.startswith(name) for point in points), name


def test_a_later_run_killed_at_any_point_is_made_good_by_the_next(bench: Bench) -> None:
    bench.standin.set_epoch(0)
    start, _ = _undisturbed(bench, bench.empty())
    bench.standin.set_epoch(1)
    _sweep(bench, Base(start.folder, "2026-11-25T06:00:00+00:00"))


@pytest.fixture(scope="module")
def weeks(bench: Bench) -> tuple[Base, Base, list[str]]:
    """A base after a first run; the same after a run a week later; and the points of that run."""
    bench.standin.set_epoch(0)
    start, _ = _undisturbed(bench, bench.empty())
    start = Base(start.folder, "2026-11-25T06:00:00+00:00")
    bench.standin.set_epoch(1)
    expected, points = _undisturbed(bench, start)
    return start, expected, points


def test_a_run_over_an_unchanged_upstream_changes_no_logical_row(
    bench: Bench, weeks: tuple[Base, Base, list[str]]
) -> None:
    _, expected, _ = weeks
    bench.standin.set_epoch(1)
    for now in ("2026-11-26T06:00:00+00:00", "2026-11-27T06:00:00+00:00"):
        base = expected.copy(bench.next_folder(), now)
        assert bench.workers[0].refresh(base) == (0, "")
        # What the registries said twice not to exist is a tombstone by then.
        expected = base
    again = expected.copy(bench.next_folder(), "2026-11-28T06:00:00+00:00")
    assert bench.workers[0].refresh(again) == (0, "")
    _equal(again, expected, "a run more")


def test_where_upstream_only_grows_older_nothing_changes_but_how_far_it_was_asked(
    bench: Bench, weeks: tuple[Base, Base, list[str]]
) -> None:
    start, expected, _ = weeks
    bench.standin.set_epoch(1)
    base = start.copy(bench.next_folder(), "2026-11-25T06:00:00+00:00")
    bench.standin.today = lambda: UPSTREAM + timedelta(days=1)
    try:
        assert bench.workers[0].refresh(base) == (0, "")
    finally:
        bench.standin.today = lambda: UPSTREAM
    assert differences(base.public, expected.public) == []
    assert [line.split("'")[-2] for line in differences(base.work, expected.work)] == [
        "2026-11-25",
        "2026-11-24",
    ]


def test_a_run_that_makes_good_a_killed_one_may_be_killed_too(
    bench: Bench, weeks: tuple[Base, Base, list[str]]
) -> None:
    start, expected, points = weeks
    bench.standin.set_epoch(1)
    firsts = some(range(2, len(points), max(1, len(points) // 6)), 2)
    folders = {first: bench.next_folder() for first in firsts}

    def kill_twice(worker: Worker, first: int) -> None:
        base = start.copy(folders[first], start.now)
        assert worker.refresh(base, fail_at=first)[0] == -signal.SIGKILL
        for second in (3, 7):
            code, said = worker.refresh(base, fail_at=second)
            assert code == -signal.SIGKILL, said
            base.check()
        assert worker.refresh(base) == (0, "")
        _equal(base, expected, f"killed at {first}, then at 3 and 7")

    bench.parallel(firsts, kill_twice)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_a_run_cleanly_wherever_it_is(
    bench: Bench, weeks: tuple[Base, Base, list[str]], number: signal.Signals
) -> None:
    start, expected, points = weeks
    bench.standin.set_epoch(1)
    moments = some(range(1 + number % 3, len(points), max(1, len(points) // 8)), 2)
    folders = {after: bench.next_folder() for after in moments}
    codes = []

    def stop(worker: Worker, after: int) -> None:
        where = f"{number.name} after {after} points"
        base = start.copy(folders[after], start.now)
        log = str(folders[after].with_suffix(".points"))
        code, said = worker.refresh(base, signal=int(number), after_points=after, points_log=log)
        codes.append(code)
        assert code in (128 + number, 0), f"{where}: {code} {said}"
        base.check()
        with closing(sqlite3.connect(base.work)) as connection:
            states = [row[0] for row in connection.execute("SELECT state FROM runs")]
        assert states[-1] in ("interrupted", "complete"), where
        assert worker.refresh(base) == (0, "")
        _equal(base, expected, where)

    bench.parallel(moments, stop)
    assert 128 + number in codes


def test_a_file_that_can_not_grow_ends_the_run_with_74_and_keeps_what_is_published(
    bench: Bench, weeks: tuple[Base, Base, list[str]]
) -> None:
    start, expected, _ = weeks
    bench.standin.set_epoch(1)
    largest = max(expected.work.stat().st_size, expected.public.stat().st_size)
    limits = some(range(0, largest, largest // 8), 2)
    folders = {limit: bench.next_folder() for limit in limits}
    codes = []

    def starve(worker: Worker, limit: int) -> None:
        where = f"no file above {limit} bytes"
        base = start.copy(folders[limit], start.now)
        code, said = worker.refresh(base, file_limit=limit)
        codes.append(code)
        assert code in (74, 0), f"{where}: {code} {said}"
        base.check()
        assert base.generation == start.generation or code == 0, where
        with closing(sqlite3.connect(base.work)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert worker.refresh(base) == (0, "")
        _equal(base, expected, where)

    bench.parallel(limits, starve)
    assert 74 in codes


def test_of_several_runs_at_once_exactly_one_works(
    bench: Bench, weeks: tuple[Base, Base, list[str]]
) -> None:
    start, expected, _ = weeks
    bench.standin.set_epoch(1)
    base = start.copy(bench.next_folder(), start.now)
    with ExitStack() as stack:
        workers = [*bench.workers, *(stack.enter_context(Worker()) for _ in range(2))]
        with ThreadPoolExecutor(len(workers)) as pool:
            codes = sorted(
                code for code, _ in pool.map(lambda worker: worker.refresh(base), workers)
            )
    assert set(codes) <= {0, 75}
    assert codes[0] == 0
    assert codes[-1] == 75
    _equal(base, expected, "several at once")


def test_a_damaged_work_database_ends_the_run_with_74_and_keeps_what_is_published(
    bench: Bench, weeks: tuple[Base, Base, list[str]]
) -> None:
    start, expected, _ = weeks
    bench.standin.set_epoch(1)
    base = start.copy(bench.next_folder(), start.now)
    whole = base.work.read_bytes()
    published = base.public.read_bytes()
    middle = len(whole) // 2
    base.work.write_bytes(whole[:middle] + b"\xa5" * 4096 + whole[middle + 4096 :])
    code, said = bench.workers[0].refresh(base)
    assert code == 74
    assert "damaged" in said
    assert "last copy" in said
    assert base.public.read_bytes() == published
    base.work.write_bytes(whole)  # the operator puts the last copy back
    assert bench.workers[0].refresh(base) == (0, "")
    _equal(base, expected, "restored from a copy")


def test_a_copy_of_the_work_database_is_taken_with_sqlite_and_serves_as_well(
    bench: Bench, weeks: tuple[Base, Base, list[str]]
) -> None:
    start, expected, _ = weeks
    bench.standin.set_epoch(1)
    base = start.copy(bench.next_folder(), start.now)
    copy = base.folder / "copy.db"
    with closing(sqlite3.connect(base.work)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    copy.replace(base.work)
    assert bench.workers[0].refresh(base) == (0, "")
    _equal(base, expected, "from a copy")
