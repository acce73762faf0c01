"""The pace of requests to one host, within a process and between processes.

Relies on nothing beside the program.
"""

import errno
import multiprocessing
import os
import time
from pathlib import Path

import pytest

from harvest.clock import SystemClock
from harvest.errors import NoPermission, StorageError
from harvest.web import limiter as module
from harvest.web.limiter import Limiter
from tests.helpers.clock import FakeClock


def _limiter(folder: Path, clock: FakeClock, *, per_second: float = 2.0) -> Limiter:
    return Limiter(folder, "registry.example", per_second=per_second, clock=clock)


def _state(folder: Path) -> Path:
    return folder / "registry.example.next"


def _store(folder: Path, content: bytes) -> None:
    folder.mkdir(exist_ok=True)
    _state(folder).write_bytes(content)


def _wait(limiter: Limiter, clock: FakeClock) -> float:
    before = clock.elapsed
    limiter.take()
    return clock.elapsed - before


def test_the_first_request_starts_at_once_and_the_next_ones_at_the_pace(tmp_path, clock):
    limiter = _limiter(tmp_path, clock)
    assert [_wait(limiter, clock) for _ in range(4)] == pytest.approx([0, 0.5, 0.5, 0.5])


def test_time_spent_on_the_request_counts_towards_the_interval(tmp_path, clock):
    limiter = _limiter(tmp_path, clock)
    limiter.take()
    clock.advance(0.3)
    assert _wait(limiter, clock) == pytest.approx(0.2)
    clock.advance(60)
    assert _wait(limiter, clock) == 0


def test_pauses_are_not_saved_up_for_a_burst(tmp_path, clock):
    limiter = _limiter(tmp_path, clock)
    limiter.take()
    clock.advance(3600)
    assert [_wait(limiter, clock) for _ in range(3)] == pytest.approx([0, 0.5, 0.5])


def test_two_limiters_of_one_host_share_the_pace_and_two_hosts_do_not(tmp_path, clock):
    _limiter(tmp_path, clock).take()
    other = Limiter(tmp_path, "another.example", per_second=2.0, clock=clock)
    assert _wait(other, clock) == 0
    assert _wait(_limiter(tmp_path, clock), clock) == pytest.approx(0.5)


def test_a_hold_keeps_every_limiter_of_the_host_waiting(tmp_path, clock):
    _limiter(tmp_path, clock).hold(40)
    assert _wait(_limiter(tmp_path, clock), clock) == pytest.approx(40)


def test_a_shorter_hold_does_not_shorten_a_longer_one(tmp_path, clock):
    limiter = _limiter(tmp_path, clock)
    limiter.hold(40)
    limiter.hold(5)
    assert _wait(limiter, clock) == pytest.approx(40)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"soon", b"- - -", b"%BOOT% nan", b"%BOOT% inf", b"%BOOT% 1e300",
     b"%BOOT% 12:30", b"%BOOT%", b"x" * 100_000],
    ids=["empty", "binary", "word", "three words", "NaN", "infinity", "huge", "text", "cut",
         "long"],
)  # fmt: skip
def test_garbage_in_the_file_costs_one_interval_and_is_mended(tmp_path, clock, content):
    _store(tmp_path, content.replace(b"%BOOT%", module.boot_id().encode()))
    limiter = _limiter(tmp_path, clock)
    assert _wait(limiter, clock) == pytest.approx(0.5)
    assert _wait(limiter, clock) == pytest.approx(0.5)


def test_a_time_kept_before_a_restart_of_the_machine_is_not_waited_for(tmp_path, clock):
    _store(tmp_path, b"00000000-aaaa-bbbb-cccc-dddddddddddd 1100.0\n")
    assert _wait(_limiter(tmp_path, clock), clock) == 0


def test_without_a_boot_number_a_time_too_far_ahead_is_not_waited_for(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(module, "boot_id", lambda: "-")
    _store(tmp_path, b"- 99999999.0\n")
    assert _wait(_limiter(tmp_path, clock), clock) == pytest.approx(0.5)


def test_the_wall_clock_plays_no_part(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 0.0)
    limiter = _limiter(tmp_path, clock)
    limiter.take()
    clock.start = clock.start.replace(year=1990)
    assert _wait(limiter, clock) == pytest.approx(0.5)


def test_a_host_and_port_make_a_harmless_file_name(tmp_path, clock):
    Limiter(tmp_path, "../EVIL:80/x", per_second=1, clock=clock).take()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".._evil_80_x.lock",
                                                                ".._evil_80_x.next"]  # fmt: skip


@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf")])
def test_a_rate_that_is_none_is_refused(tmp_path, clock, rate):
    with pytest.raises(ValueError, match="above zero"):
        _limiter(tmp_path, clock, per_second=rate)


def test_a_folder_that_may_not_be_written_is_named_with_what_it_is_for(
    tmp_path, clock, monkeypatch
):
    def refuse(*_: object, **__: object) -> None:  # root, who may run the tests, may write anywhere
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(NoPermission, match=r"pace of requests .* \(Permission denied\)"):
        _limiter(tmp_path / "locks", clock).take()


def test_a_folder_that_is_a_file_is_named_with_what_it_is_for(tmp_path, clock):
    (tmp_path / "locks").write_text("")
    with pytest.raises(StorageError, match="pace of requests"):
        _limiter(tmp_path / "locks", clock).take()


def _take_several(folder: Path, times: int, results) -> None:
    limiter = Limiter(folder, "registry.example", per_second=25.0, clock=SystemClock())
    began = time.monotonic()
    starts = []
    for _ in range(times):
        limiter.take()
        starts.append(time.monotonic())
    results.put((began, starts))


def test_four_processes_together_keep_the_pace_of_one(tmp_path):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    workers = [context.Process(target=_take_several, args=(tmp_path, 6, results)) for _ in range(4)]
    for worker in workers:
        worker.start()
    reports = [results.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join(30)
    results.close()
    results.join_thread()
    first = min(began for began, _ in reports)
    starts = sorted(start for _, several in reports for start in several)
    # a busy machine may make a start late, nothing may make one early
    assert all(start >= first + turn / 25 for turn, start in enumerate(starts))


def _take_and_die(folder: Path) -> None:
    Limiter(folder, "registry.example", per_second=2.0, clock=SystemClock()).take()
    os.kill(os.getpid(), 9)


def test_a_process_killed_after_its_reservation_blocks_nobody(tmp_path):
    context = multiprocessing.get_context("spawn")
    worker = context.Process(target=_take_and_die, args=(tmp_path,))
    worker.start()
    worker.join(30)
    assert worker.exitcode == -9
    began = time.monotonic()
    Limiter(tmp_path, "registry.example", per_second=2.0, clock=SystemClock()).take()
    assert time.monotonic() - began <= 0.6
