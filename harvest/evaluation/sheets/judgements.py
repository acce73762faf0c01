"""What a person judged of facets, value by value: read from a CSV, and counted.

The file is what ``harvest evaluate --sample`` writes, with verdicts filled in and what was missed
added: a line a value, each with the words that say it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from harvest.errors import UsageError
from harvest.facets import names

COLUMNS = (
    "batch", "kind", "record", "facet", "value", "field", "start", "end", "text", "verdict", "note"
)  # fmt: skip
VERDICTS = ("right", "wrong", "missed")
NOTHING = "read"
"""The verdict of a record that says nothing of any facet, and of which nothing was claimed."""

_Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations


class Judged(NamedTuple):
    """One value of one record, as a person judged it; its words are ``text`` in ``field``."""

    batch: str
    kind: str
    record: str
    facet: str
    value: str
    field: str
    start: str
    end: str
    text: str
    verdict: str
    note: str


class Rate(NamedTuple):
    """A share with its 95 % interval (Wilson)."""

    share: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.share:.2f} [{self.low:.2f}–{self.high:.2f}]"


class Row(NamedTuple):
    """The counts of one facet, and its rates; None where nothing was claimed, or to be found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Rate | None:
        """The share of what was claimed that is right."""
        return wilson(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Rate | None:
        """The share of what the records say that was found."""
        return wilson(self.right, self.right + self.missed)


def wilson(hits: int, of: int) -> Rate | None:
    """The share with Wilson's interval; None of nothing."""
    if not of:
        return None
    share = hits / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2)) / (1 + _Z**2 / of)
    return Rate(share, max(0.0, middle - half), min(1.0, middle + half))


def judged(path: Path) -> list[Judged]:
    """The judgements of a file. Raises UsageError naming the line and what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(_checked(path, reader))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: is no CSV file in UTF-8 ({error})") from error
    if not rows:
        raise UsageError(f"{path}: holds no judgement")
    return rows


def _checked(path: Path, reader: "csv.DictReader[str]") -> Iterator[Judged]:
    absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if absent:
        raise UsageError(f"{path}: lacks the columns {', '.join(absent)}")
    known = set(names())
    for row in reader:
        one = Judged(*((row[name] or "").strip() for name in COLUMNS))
        where = f"{path} line {reader.line_num}"
        if one.verdict == NOTHING and not one.facet:
            yield one
            continue
        if one.verdict not in VERDICTS:
            raise UsageError(
                f"{where}: the verdict is {one.verdict!r}; write {', '.join(VERDICTS)}"
            )
        if one.facet not in known:
            raise UsageError(f"{where}: no facet is called {one.facet!r}")
        if not (one.record and one.value and one.text):
            raise UsageError(f"{where}: record, value and text are needed")
        yield one


def rows(found: Iterable[Judged]) -> dict[str, Row]:
    """The counts of each facet, in the order of a record's page."""
    counts: Mapping[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in found:
        if one.facet:
            counts[one.facet][VERDICTS.index(one.verdict)] += 1
    return {name: Row(*counts[name]) for name in names() if name in counts}


def pooled(found: Mapping[str, Row], over: Sequence[str]) -> Row:
    """The counts of several facets together."""
    chosen = [row for name, row in found.items() if name in over]
    return Row(*(sum(row[place] for row in chosen) for place in range(3)))


_CORE = ("cell_source", "donor", "product", "route", "dose", "aetiology", "stage")
HEAD = ("Facet", "right", "wrong", "missed", "precision", "recall")


def table(found: Iterable[Judged]) -> Iterator[tuple[str, ...]]:
    """Rows of text below ``HEAD``, the last of all facets together."""
    counted = rows(found)
    every = pooled(counted, list(counted))
    core = pooled(counted, _CORE)
    for name, row in [*counted.items(), ("what and how", core), ("all together", every)]:
        rates = ("–" if rate is None else str(rate) for rate in (row.precision, row.recall))
        yield (name.replace("_", " "), *map(str, row), *rates)


def section(path: Path) -> Iterator[str]:
    """The part of the documentation page that the judgements make, if there are any.

    The first batch is the one that the rules were mended by, the later ones are of a first sight.
    """
    if not path.is_file():
        return
    found = judged(path)
    yield "## Facets, judged value by value"
    yield (
        "Records drawn by `harvest evaluate --sample`, of any organ, that no rule had been written "
        "for, read by one person, long texts shortened to the sentences that may tell of cells. "
        "Every value is held against the words that say it; "
        "what the record says and was not read is *missed*. The rules were mended by batch 1; each "
        "later batch was judged at first sight, and only then mended by. Judgements stand in "
        f"`docs/{path.name}`, each with its words; intervals are Wilson's, 95 %. *What and how* is "
        "source, donor, product, route, dose, aetiology and stage together."
    )
    for batch in dict.fromkeys(one.batch for one in found):
        chosen = [one for one in found if one.batch == batch]
        counts = {k: len({o.record for o in chosen if o.kind == k}) for k in ("trial", "article")}
        told = " and ".join(
            f"{count} {name}s"
            for name, count in (("trial", counts["trial"]), ("paper", counts["article"]))
            if count
        )
        yield f"### Batch {batch}: {told}"
        lines = [HEAD, ("---",) * len(HEAD), *table(chosen)]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_text(found: Sequence[Judged]) -> str:
    """The table in columns, for the terminal."""
    rows_ = [HEAD, *table(found)]
    widths = [max(len(row[place]) for row in rows_) for place in range(len(HEAD))]
    records = len({(one.kind, one.record) for one in found})
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows_
    ]
    return "\n".join([*lines, "", f"{records} records; with 95 % intervals (Wilson)"])
