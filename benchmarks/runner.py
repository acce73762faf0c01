"""Which benchmarks there are, and how their rows are shown."""

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from benchmarks import (
    at_size,
    bulk,
    earlier,
    evidence,
    former,
    growth,
    loading,
    parsing,
    refreshing,
    registered,
    serving,
    whole,
)
from benchmarks.row import Row, Scale
from harvest.config.folders import STATE

Bench = Callable[[Scale], list[Row]]

BENCHES: Mapping[str, Bench] = {
    "articles": parsing.articles,
    "studies": parsing.studies,
    "load": loading.load,
    "end-to-end": whole.end_to_end,
    "second-refresh": refreshing.second_refresh,
    "evidence": refreshing.evidence,
    "evidence-shared": evidence.shared,
    "evidence-at-scale": evidence.at_scale,
    "evidence-grows": growth.grows,
    "evidence-before": former.beside_former,
    "same-study": registered.same_study,
    "memory": refreshing.memory,
    "latency": refreshing.latency,
    "first-page": refreshing.first_page,
    "changes": refreshing.changes,
    "history": serving.history,
    "bulk": bulk.lake,
    "site": serving.beside_stock,
    "site-size": serving.size,
    "site-at-size": at_size.at_size,
    "site-before": earlier.beside_earlier,
}

_HEAD = ("benchmark", "what", "beside", "ratio", "expected", "met", "figures")


def run(names: Sequence[str], scale: Scale) -> Iterator[Row]:
    """The rows of these benchmarks, or of all, as they come."""
    with own_state():
        for name in names or BENCHES:
            yield from BENCHES[name](scale)


@contextmanager
def own_state() -> Iterator[None]:
    """Keep the pace of requests in a folder of its own, here and in the processes started here.

    In the user's, a harvest under way would slow the measured one, and be slowed by it.
    """
    before = os.environ.get(STATE)
    with TemporaryDirectory(prefix="harvest-bench-") as folder:
        os.environ[STATE] = folder
        try:
            yield
        finally:
            os.environ.pop(STATE)
            if before is not None:
                os.environ[STATE] = before


def line(row: Row) -> str:
    """A row for the terminal."""
    expected = f" (expected {row.expected}: {row.verdict})" if row.expected else ""
    return f"{row.name}: {row.what} / {row.baseline}: {row.ratio:.2f}{expected}; {row.figures}"


def document(rows: Sequence[Row], scale: Scale, before: str = "") -> str:
    """The page ``docs/performance.md`` with these rows, and those of other names of ``before``.

    Raises ValueError if what stood there before was measured at another scale or by other versions.
    """
    cells = [
        (
            row.name,
            row.what,
            row.baseline,
            f"{row.ratio:.2f}",
            str(row.expected or ""),
            row.verdict,
            row.figures,
        )
        for row in rows
    ]
    head = _INTRODUCTION.format(
        scale=scale.name, python=platform.python_version(), sqlite=sqlite3.sqlite_version
    )
    if before and not before.startswith(head):
        raise ValueError("was measured at another scale or by other versions")
    lines = [_joined(_HEAD), _joined(("---",) * len(_HEAD))]
    new = {row.name for row in rows}
    lines += [
        each
        for each in before.splitlines()
        if each.startswith("| ") and each not in lines and each.split(" | ")[0][2:] not in new
    ]
    lines += [_joined(each) for each in cells]
    return head + _PAGE.format(table="\n".join(lines))


def _joined(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


_INTRODUCTION = """# Performance

Written by `make bench`; edits are lost. Scale {scale}, Python {python}, SQLite {sqlite}.
"""

_PAGE = """
{table}

## How to read it

A ratio is the cost of what is named over the cost of what it stands beside, so that less is better
where the expectation says ≤. Seconds depend on the machine and on what else it does; trust the
ratios. Costs are CPU seconds, the median of rounds in which both sides take turns; only `latency`,
`first page`, `history`, `site` and the times of `evidence shared` are wall time, and `memory` is
megabytes at the peak.
"Collector" is Python's garbage collector: on, as programs run by default, or paused on both sides.
A row without an expectation is shown for comparison.

Refreshes run in processes of their own, against stand-in registries in yet another one, whose cost
is not counted. They are measured once: their ratios are less steady than those of rounds.

The site and stock Datasette serve the same file and are asked turn by turn over kept connections;
there the ratio is one of requests a second. Stock Datasette has longer time limits, so that it
never gives up, and suggests no facets, which would cost it most. Lists are asked for with filters
that differ from request to request. What asks shares the processors with what answers.
`site at size` is the site of copies of a base with all its evidence, each copy with numbers, words,
years, countries and sponsors of its own, beside that of fewer copies.
`site before` is the site beside its own code of an earlier day, each on a base that it made of the
same records, asked one request at a time in turn; this needs a clone with the whole history.

`python -m benchmarks NAME …` runs some of them; with `--write` only their rows are replaced.
`--quick` does little work, to see that they run, `--full` more rounds, with 50,000 records for the
changes and 200,000 papers for the evidence, up to 400,000 for `evidence grows`, 1,060,000 records
for `site at size`.
"""
