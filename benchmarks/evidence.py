"""All evidence of a large base, in a process of its own: ``python -m benchmarks.evidence PATH``."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import large
from benchmarks.loading import scratch
from benchmarks.row import Row, Scale, at_most
from benchmarks.worker import peak
from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evidence import update
from harvest.store import Store

_ROOT = Path(__file__).resolve().parents[1]
_BOUND = 2_000.0  # megabytes


class Taken(NamedTuple):
    """Seconds, and megabytes at the most."""

    cpu: float
    wall: float
    peak: float


def at_scale(scale: Scale) -> list[Row]:
    """The most memory that evidence takes, all made in one pass."""
    with scratch() as folder:
        path = folder / "work.db"
        large.make(path, scale, scale.trials, scale.large)
        taken = _elsewhere(path)
    return [
        Row(
            "evidence at scale",
            f"peak of all evidence for {scale.trials:,} trials + {scale.large:,} papers",
            f"{_BOUND:,.0f} MB",
            taken.peak / _BOUND,
            at_most(1),
            f"{taken.peak:,.0f} MB; {taken.cpu:,.0f} s CPU, {taken.wall:,.0f} s",
        )
    ]


def _elsewhere(path: Path) -> Taken:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.evidence", str(path)],
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        check=True,
    )
    return Taken(*json.loads(done.stdout))


def main(path: str) -> None:
    """Make the evidence and tell what it took."""
    cpu, wall = time.process_time(), time.monotonic()
    with Store.open(Path(path), clock=SystemClock()) as store:
        store.begin_run(False)
        update(store, Topic("Benchmark", None, ()))
    print(json.dumps([time.process_time() - cpu, time.monotonic() - wall, peak()]))


if __name__ == "__main__":
    main(*sys.argv[1:])
