"""Twenty trials over five registries through half a year: exactly what was written down is told.

ClinicalTrials.gov, ISRCTN, EU CTIS and the EU register answer over HTTP, WHO's files lie in the
inbox; a run every ten days. With kills in between the same is told, and the databases are the same:
as a rule one in each third run, in `make test-all` one at every point of every run.

Relies on stand-ins and other processes.
"""

import json
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import feedparser
import pytest

from harvest import feeds
from harvest.cli import run as command
from harvest.config import load
from harvest.history import as_of
from harvest.publish.read import open_published
from tests.helpers.bases.sample_year import rows
from tests.helpers.economy.thorough import THOROUGH, kill_points, some
from tests.helpers.faults.killed import Base, Worker
from tests.helpers.logical import differences
from tests.helpers.registries import half_year
from tests.helpers.registries.half_year import (
    ADDED,
    CHINESE,
    CTIS,
    ENDED,
    IRANIAN,
    ISRCTN,
    JAPANESE,
    NCT,
    RUNS,
    SCRIPT,
    SWEDISH,
    THROUGH_WHO,
    TRANSITIONED,
    World,
    moment,
)

TOLD = "SELECT record_id, event, old, new FROM changes WHERE substr(seen_at, 1, 10) = ?"
EVENTS = (
    "SELECT kind, record_id, event, field, old, new, note, days, happened_on, version, origin, "
    "upstream FROM changes ORDER BY id"
)
STATES = "SELECT trial_id, registry, status, enrollment, completion_date FROM trials ORDER BY 1"


@dataclass(frozen=True)
class HalfYear:
    """What is left of it: the base after each run, and the points that each run passed."""

    world: World
    worker: Worker
    kept: list[Base]
    points: list[list[str]]

    @property
    def last(self) -> Base:
        return self.kept[-1]


def at(base: Base, run: int) -> Base:
    """The base on the day of a run."""
    return Base(base.folder, moment(run).isoformat())


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HalfYear]:
    folder = tmp_path_factory.mktemp("half-year")
    base = Base(folder / "base")
    with half_year.world() as world, Worker() as worker:
        world.configure(base.folder)
        kept: list[Base] = []
        points = []
        loaded = Base(folder / "loaded")
        world.configure(loaded.folder)
        world.turn_to(0, loaded.folder)
        assert worker.refresh(at(loaded, 0), prepare=True) == (0, "")
        for run in range(RUNS):
            world.turn_to(run, base.folder)
            log = folder / f"{run}.points"
            assert worker.refresh(at(base, run), points_log=str(log)) == (0, ""), run
            kept.append(at(base, run).copy(folder / f"after-{run}", moment(run).isoformat()))
            points.append(log.read_text().splitlines())
        yield HalfYear(world, worker, kept, points)


@pytest.mark.parametrize("run", range(RUNS))
def test_a_run_tells_exactly_what_was_written_down(year: HalfYear, run: int) -> None:
    told = Counter(rows(year.last.work, TOLD, str(moment(run).date())))
    expected = half_year.told(run)
    invented, missing = told - expected, expected - told
    assert (sorted(invented, key=str), sorted(missing, key=str)) == ([], []), SCRIPT.get(run)


def test_a_trial_is_of_the_registry_that_delivers_it_and_none_is_gone(year: HalfYear) -> None:
    sources = dict(rows(year.last.work, "SELECT id, source FROM records WHERE kind = 'trial'"))
    assert Counter(sources.values()) == {
        "clinicaltrials": 5, "isrctn": 6, "ctis": 4, "euctr": 6, "ictrp": 4,
    }  # fmt: skip
    before = dict(rows(year.kept[6].work, "SELECT id, source FROM records WHERE kind = 'trial'"))
    for replaced, own in ((ISRCTN[5], "isrctn"), (THROUGH_WHO, "euctr")):
        assert (before[replaced], sources[replaced]) == ("ictrp", own)
    gone = "SELECT id FROM records WHERE removed_on IS NOT NULL"
    assert [rows(base.work, gone) for base in (year.kept[8], year.last)] == [[(NCT[3],)], []]
    assert rows(year.last.work, "SELECT count(*) FROM quarantine") == [(0,)]
    assert rows(year.last.work, "SELECT path FROM drift") == []


def test_what_the_day_or_a_count_alone_changes_is_there_and_is_not_told(year: HalfYear) -> None:
    status = "SELECT status FROM trials WHERE trial_id = ?"
    states = [rows(base.work, status, ISRCTN[0])[0][0] for base in (year.kept[2], year.kept[3])]
    assert states == ["RECRUITING", "ACTIVE_NOT_RECRUITING"]
    count = "SELECT url FROM trials WHERE trial_id = ?"
    submissions = [rows(base.work, count, CTIS[0])[0][0] for base in (year.kept[5], year.kept[6])]
    assert [str(url)[-2:] for url in submissions] == ["00", "01"]
    size = "SELECT enrollment FROM trials WHERE trial_id IN (?, ?) ORDER BY trial_id"
    assert rows(year.kept[5].work, size, CHINESE, IRANIAN) == rows(
        year.kept[4].work, size, CHINESE, IRANIAN
    ), "the older file"
    assert rows(year.last.work, status, JAPANESE) == [("RECRUITING",)]


@pytest.mark.parametrize("run", [0, 4, 8, 9, 13, 16])
def test_a_past_day_has_the_trials_as_they_were_then(year: HalfYear, run: int) -> None:
    config = load(year.last.config, {})
    day = str((moment(run) + half_year.STEP / 2).date())
    with closing(as_of.open_past(config, as_of.find(config, day))) as past:
        assert past.execute(STATES).fetchall() == rows(year.kept[run].public, STATES)


def test_a_reader_of_the_feed_sees_each_event_once(year: HalfYear) -> None:
    seen: set[str] = set()
    for run, base in enumerate(year.kept):
        with closing(open_published(load(base.config, {}))) as published:
            changes = feeds.read(published, feeds.Filter(limit=1000))
        feed = feeds.as_atom(changes, title="All", base="https://x.example", path="/changes.atom")
        found = feedparser.parse(feed)
        assert not found.bozo
        ids = [entry.id for entry in found.entries]
        assert len(ids) == len(set(ids))
        assert seen <= set(ids)
        assert len(set(ids) - seen) == half_year.told(run).total(), run
        seen |= set(ids)


def test_the_command_lists_the_same(year: HalfYear, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["changes", "--since", "2026-01-01", "--format", "json"]
    assert command([*asked, "--config", str(year.last.config)]) == 0
    listed = json.loads(capsys.readouterr().out)
    told = Counter((each["record_id"], each["event"]) for each in listed)
    assert told == Counter(event[:2] for run in SCRIPT for event in half_year.told(run).elements())


def test_a_trial_that_went_over_to_ctis_is_one_study_with_what_is_there(year: HalfYear) -> None:
    numbers = "SELECT trial_id FROM trial_ids WHERE id = ? ORDER BY trial_id"
    found = {key for (key,) in rows(year.last.work, numbers, half_year.euctr.number_of(1))}
    assert found == {TRANSITIONED, SWEDISH, CTIS[3]}
    statuses = "SELECT status FROM trials WHERE trial_id = ?"
    assert rows(year.last.work, statuses, TRANSITIONED) == [("Trial now transitioned",)]
    assert rows(year.last.work, statuses, ENDED) == [("COMPLETED",)]
    assert rows(year.last.work, statuses, ADDED) == [("Ongoing",)]


def moments(run: int, points: list[str]) -> list[int]:
    """The numbers of the points at which a run is killed: as a rule one, ever later ones."""
    last = sorted({name: number for number, name in enumerate(points, 1)}.values())
    return kill_points(points) if THOROUGH else [last[run * len(last) // RUNS]]


def before(year: HalfYear, run: int, folder: Path) -> Base:
    """The base as the run before left it, on the day of this one."""
    if run == 0:
        year.world.configure(folder)
        base = Base(folder)
    else:
        base = year.kept[run - 1].copy(folder)
    year.world.turn_to(run, base.folder)
    return at(base, run)


def test_with_kills_in_between_the_same_is_told_and_held(year: HalfYear, tmp_path: Path) -> None:
    killed = Counter[str]()
    for run in some(range(RUNS), 3):
        for number in moments(run, year.points[run]):
            where = f"run {run}, killed at point {number}, {year.points[run][number - 1]}"
            base = before(year, run, tmp_path / f"{run}-{number}")
            assert year.worker.refresh(base, fail_at=number)[0] == -signal.SIGKILL, where
            assert year.worker.refresh(base) == (0, ""), where
            assert rows(base.work, EVENTS) == rows(year.kept[run].work, EVENTS), where
            assert differences(base.work, year.kept[run].work) == [], where
            assert rows(base.public, STATES) == rows(year.kept[run].public, STATES), where
            killed[year.points[run][number - 1]] += 1
            shutil.rmtree(base.folder)
    print(f"killed {killed.total()} times, at points of {len(killed)} names")
    assert len(killed) > 3
