"""Refreshes of the sample's year, killed at each named point: the list of events stays the same.

As a rule three of the twelve refreshes are killed, at a choice of their points; in `make test-all`
each of the twelve, at every point that it passes, some 600 in all. Edit nothing meanwhile: evidence
is made anew where its program has changed.

Relies on stand-ins, the sample's year and other processes.
"""

import shutil
import signal
from collections import Counter
from contextlib import ExitStack

import pytest

from harvest.standin import sample, serve
from harvest.standin.sample import EPOCHS
from tests.helpers.bases.sample_year import Noon, Year, rows
from tests.helpers.economy.thorough import THOROUGH, kill_points
from tests.helpers.faults.killed import Base, Bench, Worker
from tests.helpers.logical import differences
from tests.helpers.places import ROOT
from tests.helpers.sources.addresses import at_any_pace

TOPIC = ROOT / "harvest" / "standin" / "sample" / "config.toml"
NAMES = {
    2: ("absent: after commit", "walk end: after commit", "changes: before commit"),
    7: ("changes: before commit", "changes: after commit", "publish: replaced"),
    9: (),
}
"""Epoch → names of points. February: the first word of removals; July: two records come back;
September: a mass change, a merge and papers of concern, killed at a point of every name."""

EVENTS = (
    "SELECT kind, record_id, event, field, old, new, note, days, happened_on, version, origin, "
    "upstream FROM changes ORDER BY id"
)
TOLD = "SELECT kind, record_id, event, old, new FROM changes WHERE run_id >= ? AND upstream IS NULL"


def prepared(bench: Bench, year: Year, epoch: int) -> Base:
    """The base as it stood before an epoch's refresh, with the clock of that refresh."""
    bench.standin.set_epoch(epoch)
    base = Base(bench.next_folder(), Noon(epoch).now().isoformat())
    base.folder.mkdir()
    topic = TOPIC.read_text()
    base.config.write_text(
        topic[: topic.index("[sources.")]
        + at_any_pace(bench.standin)
        + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
    )
    if epoch > 0:
        shutil.copyfile(year.work(epoch - 1), base.work)
        shutil.copyfile(year.published(epoch - 1), base.public)
    return base


@pytest.fixture(scope="module")
def bench(tmp_path_factory, sample_year):
    with ExitStack() as stack:
        standin = stack.enter_context(serve(sample()))
        workers = [stack.enter_context(Worker()) for _ in range(2)]
        bench = Bench(standin, tmp_path_factory.mktemp("kills"), workers)
        for worker in workers:
            assert worker.refresh(prepared(bench, sample_year, 0), prepare=True) == (0, "")
        yield bench


def chosen(epoch: int, points: list[str]) -> list[int]:
    """The numbers of the points at which an epoch's refresh is killed."""
    if THOROUGH or not NAMES[epoch]:
        return kill_points(points)
    last = {name: number for number, name in enumerate(points, 1)}
    return sorted(last[name] for name in NAMES[epoch])


@pytest.mark.parametrize("epoch", range(EPOCHS) if THOROUGH else NAMES)
def test_a_refresh_killed_at_a_named_point_tells_the_same_events(bench, sample_year, epoch):
    start = prepared(bench, sample_year, epoch)
    expected = start.copy(bench.next_folder())
    log = expected.folder.with_suffix(".points")
    assert bench.workers[0].refresh(expected, points_log=str(log)) == (0, "")
    told = Counter(rows(expected.work, TOLD, epoch + 1))
    assert told == sample_year.told[epoch]  # the same list as in the undisturbed year
    points = log.read_text().splitlines()
    moments = chosen(epoch, points)

    def kill_at(worker: Worker, number: int) -> None:
        where = f"killed at point {number}, {points[number - 1]}"
        base = start.copy(start.folder.with_name(f"{start.folder.name}-{number}"))
        assert worker.refresh(base, fail_at=number)[0] == -signal.SIGKILL, where
        assert worker.refresh(base) == (0, ""), where
        assert rows(base.work, EVENTS) == rows(expected.work, EVENTS), where
        assert rows(base.public, "SELECT count(*) FROM changes") == rows(
            expected.public, "SELECT count(*) FROM changes"
        ), where
        assert differences(base.work, expected.work) == [], where
        shutil.rmtree(base.folder)

    bench.parallel(moments, kill_at)
    print(f"epoch {epoch}: killed at {len(moments)} of {len(points)} points")
