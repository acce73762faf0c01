"""All evidence of a base, in a process of its own: ``python -m benchmarks.evidence PATH``."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks import large
from benchmarks.loading import scratch
from benchmarks.row import Row, Scale, at_most
from benchmarks.worker import cpu_of_all, peak
from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evidence import update
from harvest.evidence.extract import KINDS, extract
from harvest.evidence.reading.rows import tables
from harvest.evidence.reading.texts import article_text, trial_text
from harvest.store import Store

_ROOT = Path(__file__).resolve().parents[1]
_BOUND = 2_000.0  # megabytes
_WORD = re.compile(r"\w+")


class Taken(NamedTuple):
    """Seconds of all processes, and megabytes of this one at the most."""

    cpu: float
    wall: float
    peak: float
    reading_cpu: float
    reading_wall: float
    words_cpu: float  # to find the words of the same texts with ``re``, and nothing else


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


def shared(scale: Scale) -> list[Row]:
    """What several processors spare, and what reading costs beside finding words."""
    with scratch() as folder:
        path = folder / "work.db"
        large.make(path, scale, scale.trials, scale.papers)
        taken = _elsewhere(path)
    several = len(os.sched_getaffinity(0)) > 1
    size = f"{scale.trials:,} trials + {scale.papers:,} papers"
    return [
        Row(
            "evidence shared",
            "time of reading",
            "its CPU seconds, all processes together",
            taken.reading_wall / taken.reading_cpu,
            at_most(0.65) if several else None,
            f"{size}: {taken.reading_wall:.1f} s / {taken.reading_cpu:.1f} s",
        ),
        Row(
            "evidence shared",
            "time of all evidence",
            "its CPU seconds, all processes together",
            taken.wall / taken.cpu,
            at_most(0.75) if several else None,
            f"{taken.wall:.1f} s / {taken.cpu:.1f} s",
        ),
        Row(
            "evidence shared",
            "CPU of reading",
            "finding the words of the same texts with re",
            taken.reading_cpu / taken.words_cpu,
            None,
            f"{taken.reading_cpu:.1f} s / {taken.words_cpu:.2f} s",
        ),
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
    reading: list[float] = []

    def timed(*given: Any) -> int:
        cpu, wall = cpu_of_all(), time.monotonic()
        done = extract(*given)
        reading.extend((cpu_of_all() - cpu, time.monotonic() - wall))
        return done

    cpu, wall = cpu_of_all(), time.monotonic()
    with Store.open(Path(path), clock=SystemClock()) as store:
        store.begin_run(False)
        with patch("harvest.evidence.pipeline.extract", timed):
            update(store, Topic("Benchmark", None, ()))
        cpu, wall = cpu_of_all() - cpu, time.monotonic() - wall
        most = peak()
        words = time.process_time()
        for kind in KINDS:
            sql = f"SELECT {kind}_id FROM {kind}s ORDER BY 1"  # noqa: S608 (of KINDS)
            ids = [identifier for (identifier,) in store.connection.execute(sql)]
            for _, rows in tables(store.connection, kind, ids):
                text = trial_text(rows) if kind == "trial" else article_text(rows)
                for field in text.fields.values():
                    _WORD.findall(field)
        words = time.process_time() - words
    print(json.dumps([cpu, wall, most, *reading, words]))


if __name__ == "__main__":
    main(*sys.argv[1:])
