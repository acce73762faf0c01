"""All evidence beside the code before it was made faster, from the same records."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import material
from benchmarks.earlier import code_of
from benchmarks.loading import scratch
from benchmarks.row import Row, Scale, at_most

COMMIT = "9322e69"
"""The last commit before evidence was made faster: all pairs compared, 9 ms of CPU a record."""
_NAME = "evidence before"
_ROOT = Path(__file__).resolve().parents[1]
_ASKED = 200_000  # papers
# Both use nothing that not both have. Each code reads the same records in its own way, and may find
# other references in them; so what is drawn for a record must not depend on those before it.
_MAKE = """
import sys
from dataclasses import replace
from pathlib import Path
import harvest
from benchmarks import large, material
from benchmarks.row import DEFAULT

assert Path(harvest.__file__).is_relative_to(Path.cwd()), harvest.__file__
path, trials, papers, share, corpus = sys.argv[1:]
material._CORPUS = material.CORPUS = Path(corpus)
made_of = large._Made._one

def made(self, kind, identifier, *rest):
    self._rng.seed(f"{kind} {identifier}")
    return made_of(self, kind, identifier, *rest)

large._Made._one = made
large.make(Path(path), replace(DEFAULT, share=int(share)), int(trials), int(papers))
"""
_RUN = """
import inspect, json, os, sys
from pathlib import Path
import harvest
from benchmarks.worker import peak
from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evidence import update
from harvest.evidence.extract import extract
from harvest.store import Store

assert Path(harvest.__file__).is_relative_to(Path.cwd()), harvest.__file__

def cpu():
    return sum(os.times()[:4])  # of this process, and of those that it awaited

topic = Topic("Benchmark", None, ())
with Store.open(Path(sys.argv[1]), clock=SystemClock()) as store:
    store.begin_run(False)
    begun = cpu()
    extract(store, topic, *[{}] * (len(inspect.signature(extract).parameters) - 2))
    read = cpu()
    update(store, topic)
print(json.dumps([read - begun, cpu() - read, peak()]))
"""


class Taken(NamedTuple):
    """CPU seconds, and megabytes at the most."""

    reading: float
    rest: float
    peak: float

    @property
    def cpu(self) -> float:
        """CPU seconds of all evidence."""
        return self.reading + self.rest


def beside_former(scale: Scale) -> list[Row]:
    """All evidence, and what of it is not reading: measured, and worked out for 200,000 papers.

    Raises RuntimeError where the history of the project is not at hand.
    """
    former = code_of(COMMIT)
    sizes = scale.beside
    taken = [
        (_elsewhere(_ROOT, scale, papers), _elsewhere(former, scale, papers)) for papers in sizes
    ]
    rows = []
    for what, cost in _PARTS:
        ours = [cost(own) for own, _ in taken]
        theirs = [cost(other) for _, other in taken]
        points = [(*each, "") for each in zip(sizes, ours, theirs, strict=True)]
        if len(sizes) > 1 and sizes[-1] < _ASKED:
            points.append((_ASKED, _beyond(sizes, ours), _beyond(sizes, theirs), ", computed"))
        for papers, own, other, how in points:
            rows.append(
                Row(
                    _NAME,
                    f"CPU of {what}",
                    f"the code of commit {COMMIT}",
                    own / other,
                    at_most(0.25) if papers >= _ASKED else None,
                    f"{scale.trials:,} trials + {papers:,} papers{how}: "
                    f"{own:,.0f} s / {other:,.0f} s",
                )
            )
    own, other = (each.peak for each in taken[-1])
    rows.append(
        Row(
            _NAME,
            "peak of all evidence",
            f"the code of commit {COMMIT}",
            own / other,
            None,
            f"{scale.trials:,} trials + {sizes[-1]:,} papers: {own:,.0f} MB / {other:,.0f} MB",
        )
    )
    return rows


_PARTS: tuple[tuple[str, Callable[[Taken], float]], ...] = (
    ("all evidence", lambda each: each.cpu),
    ("all evidence but reading", lambda each: each.rest),
)


def _beyond(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """For ``_ASKED`` papers, by the parts that grow with their number and with its square."""
    (one, two), (first, second) = sizes[-2:], seconds[-2:]
    square = max((second / two - first / one) / (two - one), 0.0)
    return _ASKED * (second / two + square * (_ASKED - two))


def _elsewhere(code: Path, scale: Scale, papers: int) -> Taken:
    """What it takes the code in that folder."""
    with scratch() as folder:
        path = folder / "work.db"
        _told(code, _MAKE, path, scale.trials, papers, scale.share, material.CORPUS)
        done = _told(code, _RUN, path)
    return Taken(*json.loads(done))


def _told(code: Path, program: str, *given: object) -> bytes:
    """What a program says that uses the code in that folder."""
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, given)],
        stdout=subprocess.PIPE,
        cwd=code,
        env=os.environ | {"PYTHONPATH": str(code)},
        check=True,
    ).stdout
