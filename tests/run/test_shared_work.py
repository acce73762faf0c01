"""Work shared among processes: the same answers, and nobody left behind.

Relies on other processes.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from harvest.errors import ConfigError, ProcessEnded
from harvest.evidence import extract
from harvest.machine.workers import how_many, shared
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC
from tests.helpers.clock import FakeClock
from tests.helpers.converging import base
from tests.helpers.multiplying import times, whoever
from tests.helpers.places import ROOT

WRITTEN = ("facets", "mentions", "article_roles", "relevance", "evidence_state")
_WAIT = 30.0  # seconds


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_answers_come_in_the_order_of_the_pieces(processes: int) -> None:
    numbers = range(10, 60)
    assert list(shared(times, 7, numbers, processes)) == [7 * number for number in numbers]


def test_few_pieces_are_held_at_a_time() -> None:
    taken = count()
    pieces: Iterator[int] = (10 + next(taken) for _ in range(1000))
    with closing(shared(times, 1, pieces, 2)) as answers:
        assert [next(answers) for _ in range(20)] == list(range(10, 30))
        assert next(taken) <= 20 + 3 * 2


def test_several_processes_work_and_none_of_them_is_this_one() -> None:
    with closing(shared(whoever, None, range(50), 3)) as answers:
        who = set(answers)
    assert 1 < len(who) <= 3
    assert os.getpid() not in who
    assert not any(map(_lives, who))


def test_a_process_that_is_ended_is_told_and_the_others_end() -> None:
    answers = shared(times, 1, [10, 11, 3, *range(20, 90)], 2)
    assert [next(answers), next(answers)] == [10, 11]
    with pytest.raises(ProcessEnded, match=r"was ended by SIGKILL.*run the command again"):
        list(answers)
    assert _children() == []


def test_a_users_mistake_found_by_another_process_is_told_as_by_this_one() -> None:
    for processes in (1, 2):
        with pytest.raises(ConfigError, match=r"^four: is not allowed$"):
            list(shared(times, 1, [10, 4, 11], processes))


def test_whoever_stops_asking_leaves_no_process() -> None:
    answers = shared(times, 1, iter(range(10, 10_000)), 2)
    assert next(answers) == 10
    assert len(_children()) == 2
    answers.close()
    assert _children() == []


def test_as_many_processes_as_the_work_and_the_processors_are_worth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert [how_many(work, 400) for work in (0, 400, 799, 800, 2_000)] == [1, 1, 1, 2, 5]
    assert how_many(10**6, 400) == 8
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3}, raising=False)
    assert how_many(10**6, 400) == 1


_SCRIPT = """
import sys
from harvest.machine.workers import shared
from tests.helpers.multiplying import whoever
seen = set()
for who in shared(whoever, None, iter(int, 1), 2):
    seen.add(who)
    if len(seen) == 2:
        print(*seen, flush=True)
        seen.add(0)
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_when_the_process_that_shares_ends_the_others_end(ending: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SCRIPT],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        others = [int(who) for who in process.stdout.readline().split()]
        assert len(others) == 2
        assert all(map(_lives, others))
        process.send_signal(ending)
        process.wait(_WAIT)
    until = time.monotonic() + _WAIT
    while any(map(_lives, others)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_lives, others))


_ALONE = """
import sys
from harvest.machine.workers import shared
from tests.helpers.multiplying import times
answers = list(shared(times, 2, range(10, 20), 2))
sys.exit(answers != list(range(20, 40, 2)))
"""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_work_is_shared_by_a_program_that_was_started_without_its_streams(closed: str) -> None:
    command = f'exec "$0" -c "$1" {closed}'
    ended = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, _ALONE], cwd=ROOT, check=False
    )
    assert ended.returncode == 0


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_the_whole_group_is_for_the_process_that_shares(
    ending: signal.Signals,
) -> None:
    with closing(shared(whoever, None, iter(int, 1), 2)) as answers:
        at_work: set[int] = set()
        while len(at_work) < 2:
            at_work.add(next(answers))
        for who in at_work:
            os.kill(who, ending)
        assert {next(answers) for _ in range(50)} == at_work


def test_a_store_is_read_alike_by_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract, "_PIECE", 4)
    found = []
    for processes in (1, 2, 3):
        with _filled(tmp_path / f"{processes}.db") as store:
            assert extract.extract(store, TOPIC, {}, processes) == 85
            found.append(_rows(store.connection))
            assert extract.extract(store, TOPIC, {}, processes) == 0
    assert all(found[0].values())
    assert found[0] == found[1] == found[2]


def test_what_was_read_before_a_process_ended_is_kept_and_the_rest_read_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract, "_PIECE", 4)
    monkeypatch.setattr(extract, "BATCH", 8)

    def one_ends(*given: object) -> Iterator[object]:
        answers = shared(*given)  # type: ignore[arg-type]  # as given
        for number, answer in enumerate(answers):
            yield answer
            if number == 5:
                os.kill(_children()[0], signal.SIGKILL)

    with _filled(tmp_path / "whole.db") as store:
        extract.extract(store, TOPIC, {}, 1)
        whole = _rows(store.connection)
    with _filled(tmp_path / "ended.db") as store:
        with monkeypatch.context() as patched:
            patched.setattr(extract, "shared", one_ends)
            with pytest.raises(ProcessEnded, match="SIGKILL"):
                extract.extract(store, TOPIC, {}, 2)
        (kept,) = store.connection.execute("SELECT count(*) FROM evidence_state").fetchone()
        assert 0 < kept < 85
        assert extract.extract(store, TOPIC, {}, 2) == 85 - kept
        assert _rows(store.connection) == whole


def _filled(path: Path) -> Store:
    store = Store.open(path, clock=FakeClock())
    store.begin_run(False)
    base(store)
    return store


def _rows(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 (of WRITTEN)
        for table in WRITTEN
    }


def _children() -> list[int]:
    """The processes that this one started and that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has just ended
        command = (status.parent / "cmdline").read_bytes()
        if int(parent) == os.getpid() and state != "Z" and b"machine.workers" in command:
            found.append(int(status.parent.name))
    return found


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
