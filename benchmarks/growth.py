"""What evidence takes as a base grows: ``python -m benchmarks.growth WAY PATH EXACT``.

One base grows step by step. At each size its evidence is made as in a large base, where records are
found near each other by their telling features; at one size also with all pairs compared.
"""

import json
import math
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from benchmarks import large
from benchmarks.loading import scratch
from benchmarks.row import Bound, Row, Scale, at_least, at_most
from benchmarks.worker import cpu_of_all, peak
from harvest.clock import SystemClock
from harvest.config import Topic
from harvest.evidence import update
from harvest.evidence.extract import extract
from harvest.evidence.links.pairs import pools
from harvest.evidence.related import nearness
from harvest.store import Store

_NAME = "evidence grows"
_ROOT = Path(__file__).resolve().parents[1]
_TOPIC = Topic("Benchmark", None, ())
_MEMORY = 2_000.0  # megabytes
_TICK = 0.01  # seconds: what the clock of a process can tell
_BESIDE = (
    200_000  # papers of which all pairs are compared, at the most; what is asked is of so many
)
_MILLION = 1_000_000
_FOUND = """
SELECT (SELECT count(*) FROM related JOIN other.related USING (kind, id, other_kind, other_id))
    * 1.0 / (SELECT count(*) FROM related)
"""
_CANDIDATES = """
SELECT (
    SELECT count(*) FROM links AS l JOIN other.links AS o USING (trial_id, article_id, rule)
    WHERE l.rule = 'candidate'
) * 1.0 / (SELECT count(*) FROM links WHERE rule = 'candidate')
"""
_GAINS = """
WITH own AS (
    SELECT kind, id, other_kind, sum(score * of) AS gain
    FROM related JOIN temp.discounts USING (rank) GROUP BY kind, id, other_kind
), others AS (
    SELECT kind, id, other_kind, sum(score * of) AS gain
    FROM other.related JOIN temp.discounts USING (rank) GROUP BY kind, id, other_kind
)
SELECT avg(coalesce(others.gain, 0) / own.gain)
FROM own LEFT JOIN others USING (kind, id, other_kind)
"""


class Taken(NamedTuple):
    """CPU seconds of all evidence but reading, and of parts of that; megabytes at the most."""

    cpu: float
    link: float
    relate: float
    compare: float  # part of relate
    peak: float

    @property
    def pairs(self) -> float:
        """Candidates and related records together."""
        return self.link + self.relate


class _Size(NamedTuple):
    papers: int
    reading: float  # CPU seconds, of all records
    reading_peak: float
    telling: Taken


def grows(scale: Scale) -> list[Row]:
    """Evidence at three sizes, and all pairs compared at the largest that is not too large."""
    sizes: list[_Size] = []
    rows: list[Row] = []
    beside = max(size for size in scale.growth if size <= _BESIDE)
    with scratch() as folder:
        path, telling, every = (folder / f"{name}.db" for name in ("work", "telling", "all"))
        reading = most = 0.0
        for papers in large.grown(path, scale, scale.trials, scale.growth):
            read = _elsewhere("read", path, scale)
            reading, most = reading + read[0], max(most, read[1])
            shutil.copy(path, telling)
            taken = Taken(*_elsewhere("telling", telling, scale))
            sizes.append(_Size(papers, reading, most, taken))
            if papers == beside:
                shutil.copy(path, every)
                exact = Taken(*_elsewhere("all", every, scale))
                rows = _beside(scale, sizes[-1], exact, _agreement(every, telling))
    return [*rows, *_growth(scale, sizes)]


def _elsewhere(way: str, path: Path, scale: Scale) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", way, str(path), str(scale.trials)],
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        check=True,
    )
    result: list[float] = json.loads(done.stdout)
    return result


def _agreement(every: Path, telling: Path) -> tuple[float, ...]:
    """Of what all pairs give: shares of related records and candidates found, and nDCG@10.

    The gain of a related record is its score. Of nothing, all is found.
    """
    with closing(sqlite3.connect(every)) as db:
        db.execute("ATTACH ? AS other", (str(telling),))
        db.execute("CREATE TEMP TABLE discounts (rank INTEGER PRIMARY KEY, of REAL)")
        db.executemany(
            "INSERT INTO discounts VALUES (?, ?)",
            ((rank, 1 / math.log2(rank + 1)) for rank in range(1, 11)),
        )
        found, candidates, gain = (
            db.execute(sql).fetchone()[0] for sql in (_FOUND, _CANDIDATES, _GAINS)
        )
        return tuple(1.0 if share is None else float(share) for share in (found, candidates, gain))


def _beside(scale: Scale, size: _Size, exact: Taken, agreement: tuple[float, ...]) -> list[Row]:
    found, candidates, gain = agreement
    asked = at_most(0.25) if size.papers >= _BESIDE else None
    what = f"{scale.trials:,} trials + {size.papers:,} papers"
    pairs = "the same, all pairs compared"

    def cost(name: str, own: float, other: float, bound: Bound | None) -> Row:
        ratio = max(own, _TICK) / max(other, _TICK)
        return Row(_NAME, name, pairs, ratio, bound, f"{what}: {own:,.0f} s / {other:,.0f} s")

    def agrees(name: str, share: float) -> Row:
        return Row(_NAME, name, pairs, share, at_least(0.99), f"{what}: {share:.4f}")

    own = size.telling
    return [
        cost("CPU of comparing records by telling features", own.compare, exact.compare, asked),
        cost("CPU of related records and candidates", own.pairs, exact.pairs, asked),
        cost("CPU of all evidence", size.reading + own.cpu, size.reading + exact.cpu, asked),
        agrees("related records found", found),
        agrees("nDCG@10 of related records", gain),
        agrees("candidates found", candidates),
        Row(
            _NAME,
            "peak of all evidence",
            f"{_MEMORY:,.0f} MB",
            max(own.peak, size.reading_peak) / _MEMORY,
            at_most(1),
            f"{what}: {max(own.peak, size.reading_peak):,.0f} MB",
        ),
    ]


def _growth(scale: Scale, sizes: list[_Size]) -> list[Row]:
    first, rows = sizes[0], []
    for name, seconds in _PARTS:
        spent = [seconds(size) / (scale.trials + size.papers) for size in sizes]
        for size, cost in list(zip(sizes, spent, strict=True))[1:]:
            hours = spent[-1] * _MILLION / 3600
            rows.append(
                Row(
                    _NAME,
                    f"CPU a record of {name}, {size.papers:,} papers",
                    f"with {first.papers:,} papers",
                    cost / spent[0],
                    at_most(1.2),
                    f"{1000 * cost:.2f} ms / {1000 * spent[0]:.2f} ms"
                    + (
                        f"; {_MILLION:,} papers: {hours:.1f} h, computed"
                        if size is sizes[-1]
                        else ""
                    ),
                )
            )
    return rows


_PARTS: tuple[tuple[str, Callable[[_Size], float]], ...] = (
    ("related records and candidates", lambda size: size.telling.pairs),
    ("all evidence", lambda size: size.reading + size.telling.cpu),
)


# --- in the process ---


def _read(store: Store) -> list[float]:
    before = cpu_of_all()
    extract(store, _TOPIC, {})
    return [cpu_of_all() - before, peak()]


def _rest(store: Store) -> list[float]:
    spent = dict.fromkeys(("link", "relate", "near", "scores"), 0.0)

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            before = cpu_of_all()
            try:
                return function(*given)
            finally:
                spent[name] += cpu_of_all() - before

        return run

    # takes a second, and is not to be counted
    from harvest.evidence.links import link
    from harvest.evidence.related import relate

    with ExitStack() as stack:
        for owner, name in (
            (link, "link"),
            (relate, "relate"),
            (nearness.Nearness, "near"),
            (nearness.Nearness, "scores"),
        ):
            stack.enter_context(patch.object(owner, name, timed(name, getattr(owner, name))))
        before = cpu_of_all()
        update(store, _TOPIC)
        cpu = cpu_of_all() - before
    compare = spent["near"] + spent["scores"]
    return [cpu, spent["link"], spent["relate"], compare, peak()]


def main(way: str, path: str, trials: str) -> None:
    """Do that part in that way, and tell what it took; so many ``trials`` are compared with all."""
    exact = int(trials) if way == "telling" else sys.maxsize
    with (
        Store.open(Path(path), clock=SystemClock()) as store,
        patch.object(nearness, "EXACT", exact),
        patch.object(pools, "EXACT", exact),
    ):
        store.begin_run(False)
        taken = _read(store) if way == "read" else _rest(store)
    print(json.dumps(taken))


if __name__ == "__main__":
    main(*sys.argv[1:])
