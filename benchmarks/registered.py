"""Looking for registrations of one study: ``python -m benchmarks.registered PATH``."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks import large
from benchmarks.loading import scratch
from benchmarks.row import Row, Scale, at_most
from benchmarks.worker import cpu_of_all, peak
from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evidence.extract import extract
from harvest.evidence.studies.likeness.proposing import propose
from harvest.evidence.studies.step import find_studies
from harvest.store import Store

_ROOT = Path(__file__).resolve().parents[1]
_REGISTRIES = ("nct", "isrctn", "nct", "chictr")  # half of them, and two that are smaller


class Taken(NamedTuple):
    """CPU seconds of all processes, and megabytes of this one at the most."""

    reading: float
    by_all: float
    by_numbers: float
    peak: float


def same_study(scale: Scale) -> list[Row]:
    """What the step costs that is taken whole whenever any trial has changed."""
    with scratch() as folder:
        path = folder / "work.db"
        large.make(path, scale, scale.registered, 0, _REGISTRIES)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.registered", str(path)],
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            check=True,
        )
    taken = Taken(*json.loads(done.stdout))
    return [
        Row(
            "same study",
            f"CPU of looking for one study among {scale.registered:,} registrations",
            "reading these registrations for evidence",
            taken.by_all / taken.reading,
            at_most(0.5),
            f"{taken.by_all:.1f} s / {taken.reading:.1f} s; peak {taken.peak:,.0f} MB",
        ),
        Row(
            "same study",
            "the same by numbers alone, without scored candidates",
            "reading these registrations for evidence",
            taken.by_numbers / taken.reading,
            None,
            f"{taken.by_numbers:.1f} s / {taken.reading:.1f} s",
        ),
    ]


def main(path: str) -> None:
    """Find the studies and tell what it took."""
    with Store.open(Path(path), clock=SystemClock()) as store:
        store.begin_run(False)
        marks = [cpu_of_all()]
        extract(store, Topic("Benchmark", None, ()), {})
        marks.append(cpu_of_all())
        find_studies(store, {}, propose)
        marks.append(cpu_of_all())
        find_studies(store, {})
        marks.append(cpu_of_all())
    taken = (after - before for before, after in pairwise(marks))
    print(json.dumps([*taken, peak()]))


if __name__ == "__main__":
    main(*sys.argv[1:])
