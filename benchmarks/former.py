"""All evidence beside the code before large bases were thought of, from the same records."""

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

COMMIT = "3e7498a"
"""The last commit that compared all pairs in a base of any size."""
_NAME = "evidence before"
_ROOT = Path(__file__).resolve().parents[1]
_ASKED = 200_000  # papers
# Uses nothing that not both have.
_RUN = """
import json, sys
from dataclasses import replace
from pathlib import Path
import harvest
from benchmarks import large, material
from benchmarks.row import DEFAULT
from benchmarks.worker import cpu_of_all, peak
from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evidence import update
from harvest.evidence.extract import extract
from harvest.store import Store

assert Path(harvest.__file__).is_relative_to(Path.cwd()), harvest.__file__
path, trials, papers, share, corpus = sys.argv[1:]
material._CORPUS = material.CORPUS = Path(corpus)
large.make(Path(path), replace(DEFAULT, share=int(share)), int(trials), int(papers))
topic = Topic("Benchmark", None, ())
with Store.open(Path(path), clock=SystemClock()) as store:
    store.begin_run(False)
    begun = cpu_of_all()
    extract(store, topic, {})
    read = cpu_of_all()
    update(store, topic)
print(json.dumps([read - begun, cpu_of_all() - read, peak()]))
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
        given = (folder / "work.db", scale.trials, papers, scale.share, material.CORPUS)
        done = subprocess.run(
            [sys.executable, "-c", _RUN, *map(str, given)],
            stdout=subprocess.PIPE,
            cwd=code,
            env=os.environ | {"PYTHONPATH": str(code)},
            check=True,
        )
    return Taken(*json.loads(done.stdout))
