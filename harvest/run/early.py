"""The trials of a first run, published while the run goes on: by a process of its own.

In the writer's thread it would stop the walks for as long as it takes. A thread beside it would not
do: what publishes and what reads records call Python for each row, and would take turns at it. The
process reads a copy of the work database, which the run goes on writing, and ends with the run,
however that ends: what it waits for on its standard input is the end of the run.
"""

import json
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from harvest.clock import FixedClock
from harvest.config import Config
from harvest.errors import HarvestError
from harvest.machine import crash_points
from harvest.publish import Published, publish
from harvest.store.schema import reader, storage_errors

_ASKED_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PROGRAM = "import sys; sys.path[:] = {path}; from harvest.run.early import main; main()"


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish, and how."""

    config: Config
    moment: datetime
    accept_shrink: bool
    start_anew: bool


class Failed(Exception):
    """Nothing was published; says why."""


class Early:
    """A publication at work beside the run; nothing of it is left after ``result`` or ``stop``.

    Raises OSError if the process can't be started.
    """

    def __init__(self, order: Order) -> None:
        self._target = order.config.publish.path
        self._work = order.config.store.path
        clear(self._work)
        with _signals_held_back():  # a terminal's Ctrl-C is for the run, which then ends this
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=crash_points.without(os.environ),
            )
        try:
            self._give(order)
        except BaseException:
            self.stop()
            raise

    def _give(self, order: Order) -> None:
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it has ended already; ``result`` says how
            self._process.stdin.write(pickle.dumps(order))
            self._process.stdin.flush()

    @property
    def at_work(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def result(self) -> Published:
        """What now stands at its path, once it does. Raises Failed if nothing was published."""
        assert self._process.stdout is not None
        try:
            said = self._process.stdout.read()
            code = self._process.wait()
        finally:
            self.stop()
        if not said:
            raise Failed(f"the process that publishes ended with {code}")
        answer = json.loads(said)
        if "failed" in answer:
            raise Failed(answer["failed"])
        return Published(answer["generation"], self._target, answer["counts"])

    def stop(self) -> None:
        """End it, wherever it is: a publication may be cut short at any point."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with suppress(BrokenPipeError):
                stream.close()
        clear(self._work)


def clear(work: Path) -> None:
    """Remove what a killed run left of a copy of the work database."""
    copy = _copy_of(work)
    for left in (copy, copy.with_name(f"{copy.name}-journal")):
        left.unlink(missing_ok=True)


def _copy_of(work: Path) -> Path:
    return work.with_name(f"{work.name}.early")


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Within, signals wait; a process that is started within never hears of them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ASKED_TO_END)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in the process ---


def main() -> None:
    """Do what the order on the standard input says; how that went stands on the output, as JSON."""
    order: Order = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    answer: dict[str, object]
    try:
        published = _publish(order)
        answer = {"generation": published.generation, "counts": dict(published.counts)}
    except (HarvestError, OSError) as error:
        answer = {"failed": str(error)}
    print(json.dumps(answer))


def _end_with_the_run() -> None:
    os.read(sys.stdin.fileno(), 1)  # nothing ever comes: the run keeps it open until it ends
    os._exit(1)


def _publish(order: Order) -> Published:
    copy = _copy_of(order.config.store.path)
    _copy(order.config.store.path, copy)
    return publish(
        order.config,
        clock=FixedClock(order.moment),
        accept_shrink=order.accept_shrink,
        start_anew=order.start_anew,
        copy=copy,
    )


def _copy(work: Path, copy: Path) -> None:
    """One state of the work database; the run waits with its writing for the moment it takes."""
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        storage_errors(copy),
        closing(reader(work)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        target.execute("PRAGMA synchronous = OFF")  # it is of no use after a crash
        source.backup(target)
