"""A prepared process that runs refreshes in forked children, so that each costs no start-up.

It reads one JSON object a line: config, now, and optionally fail_at, points_log, file_limit (bytes
that a file may have), or signal and after_points (send it when so many points are passed). It
answers each with the exit code, negative for a signal, and what the child wrote. An order with
``prepare`` runs in this process itself: all that is loaded and compiled on the way is then there.
"""

import json
import os
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from harvest.config import load
from harvest.errors import HarvestError
from harvest.evidence.links import link
from harvest.evidence.related import relate
from harvest.evidence.studies import step
from harvest.run import publisher
from harvest.run.refresh import refresh

_SURPRISE = 99


@dataclass(frozen=True, slots=True)
class FixedDay:
    """Real intervals, but always the same moment, so that runs can be compared."""

    moment: datetime

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def now(self) -> datetime:
        return self.moment


def run(order: dict[str, Any]) -> int:
    """One refresh as an order says; returns its exit code."""
    for variable, key in (("HARVEST_FAIL_AT", "fail_at"), ("HARVEST_POINTS_LOG", "points_log")):
        if order.get(key) is not None:
            os.environ[variable] = str(order[key])
    if order.get("file_limit") is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["file_limit"], resource.RLIM_INFINITY))
    clock = FixedDay(datetime.fromisoformat(order["now"]).astimezone(UTC))
    # The trials' own publication depends on how fast the machine is: test_first_page kills in it.
    publisher.GRACE = float("inf")
    try:
        outcome = refresh(load(Path(order["config"])), clock=clock, quiet=True)
    except HarvestError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for problem in outcome.problems:
        print(problem, file=sys.stderr)
    return outcome.exit_code


def send(number: int, child: int, log: Path, points: int) -> None:
    """Send a signal to the child once its log has so many points, unless it has ended by then."""
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if log.exists() and log.read_bytes().count(b"\n") >= points:
            os.kill(child, number)
            return
        time.sleep(0.0005)


def in_child(order: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()  # which no limit of file sizes concerns
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        code = _SURPRISE
        try:
            code = run(order)
        finally:
            if code == _SURPRISE:
                traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    if "signal" in order:
        send(order["signal"], child, Path(order["points_log"]), order["after_points"])
    with os.fdopen(reading) as said:
        text = said.read()
    _, status = os.waitpid(child, 0)
    return {"exit": os.waitstatus_to_exitcode(status), "said": text}


def prepare(order: dict[str, Any]) -> int:
    """A refresh without what computes in native threads: those a child would wait for in vain."""
    with (
        mock.patch.object(step, "find_studies", return_value=0),
        mock.patch.object(link, "link", return_value=0),
        mock.patch.object(relate, "relate", return_value=0),
    ):
        return run(order)


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        answer = {"exit": prepare(order), "said": ""} if "prepare" in order else in_child(order)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
