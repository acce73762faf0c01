"""The site of a large database with all its evidence, and its publication."""

import json
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_plus

from benchmarks import large, multiplied, serving
from benchmarks.cost import percentile
from benchmarks.evidence import main as make_evidence
from benchmarks.loading import scratch
from benchmarks.registries import Registries
from benchmarks.row import Row, Scale, at_most
from benchmarks.serving import Times, ask, await_ready, site
from benchmarks.worker import cpu_of_all, peak
from harvest.clock import SystemClock
from harvest.config import Config
from harvest.evidence import NOBODY
from harvest.publish import publish
from harvest.run.upgrade import record_standing
from harvest.store import Store

_ROOT = Path(__file__).resolve().parents[1]
_NOWHERE = "http://127.0.0.1:9"
_CROWD = 8
_DAY = date(2026, 1, 1)
_WHOLE = "list as CSV"  # has as many times the rows
_CHANGE = """
UPDATE articles SET title = title || ' again' WHERE rowid % 50 = 0;
UPDATE records SET content_digest = 'again'
WHERE kind = 'article' AND id IN (SELECT article_id FROM articles WHERE rowid % 50 = 0);
"""


class Published(NamedTuple):
    """What a publication took: seconds, and megabytes."""

    cpu: float
    wall: float
    peak: float
    size: float


class Served(NamedTuple):
    """Times of pages by kind, one reader and several; megabytes; what reading met in a swap."""

    one: dict[str, Times]
    crowd: dict[str, Times]
    memory: float
    first: Published
    again: Published
    during: Times
    after: float  # megabytes of the server once the next file is served


def at_size(scale: Scale) -> list[Row]:
    """Pages, publication and swap at each size beside those at the smallest."""
    trials, papers = scale.copied
    found: dict[int, Served] = {}
    with scratch() as folder:
        small = folder / "small.db"
        large.make(small, scale, trials, papers)
        subprocess.run(
            [sys.executable, "-m", "benchmarks.at_size", "read", str(small)],
            cwd=_ROOT,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        for copies in scale.copies:
            with scratch() as place:
                multiplied.make(place / "work.db", small, copies)
                found[copies * (trials + papers)] = serve(config(place), scale.requests)
    return _rows(found)


def serve(given: Config, requests: int) -> Served:
    """Publish a base, ask for its pages, publish it changed while it is read."""
    first = _publish(given)
    with site(given) as served:
        await_ready(given, served)
        pages = addresses(given, requests)
        one, crowd = {}, {}
        for kind, targets in pages.items():
            half = len(targets) // 2
            ask(served.port, targets[: serving.WARM], 1)
            one[kind] = ask(served.port, targets[:half], 1)
            crowd[kind] = ask(served.port, targets[half:], _CROWD)
        memory = served.memory
        with closing(sqlite3.connect(given.store.path)) as db:
            db.executescript(_CHANGE)
        again, during = _read_meanwhile(given, served, pages["trial page"])
        return Served(one, crowd, memory, first, again, during, served.memory)


def _read_meanwhile(
    given: Config, served: serving.Served, targets: list[str]
) -> tuple[Published, Times]:
    """Read page after page until the next publication is served."""
    done: list[Published] = []
    publishing = threading.Thread(target=lambda: done.append(_publish(given)))
    publishing.start()
    before, times = time.monotonic(), list[float]()
    shown = served_number(served.port)
    while publishing.is_alive() or (done and served_number(served.port) == shown):
        times += ask(served.port, targets[:5], 1).each
        time.sleep(0.2)
    publishing.join()
    if not done:
        raise RuntimeError("the publication failed")
    return done[0], Times(tuple(times), time.monotonic() - before)


def served_number(port: int) -> int:
    """The number of the publication that is served."""
    return int(json.loads(serving.get(port, "/status.json"))["generation"])


def config(folder: Path) -> Config:
    """The configuration of a base whose registries are not asked."""
    urls = {"clinicaltrials": _NOWHERE, "pubmed": _NOWHERE}
    return Registries(urls, sys.stdin, sys.stdin).config(folder)


def addresses(given: Config, count: int) -> dict[str, list[str]]:
    """Addresses of pages by kind, spread over all records."""
    with closing(sqlite3.connect(given.publish.path)) as db:
        papers = _some(db, "articles", "article_id", count)
        countries = [
            name for (name,) in db.execute("SELECT DISTINCT country FROM trial_countries LIMIT 40")
        ]
    pages = serving.pages(given, count)
    words = [target.partition("=")[2] for target in pages["search"]]
    lists = [target.partition("?")[2] for target in pages["list with facets"]]
    trials = [target.rpartition("/")[2] for target in pages["trial page"]]
    return {
        **pages,
        "paper page": [f"/articles/{article_id}" for article_id in papers],
        "list by country and words": [
            f"/trials?country={quote_plus(countries[place % len(countries)])}&q={word}"
            for place, word in enumerate(words)
        ],
        "list of papers with words": [f"/articles?q={word}" for word in words],
        "far page of papers": [f"/articles?page={10 + place}" for place in range(count)],
        "comparison of two trials": [
            f"/compare?trial={one}&trial={other}"
            for one, other in zip(trials, trials[1:] + trials[:1], strict=True)
        ],
        _WHOLE: [f"/trials.csv?{filters}" for filters in lists[: max(count // 20, 2)]],
        "page /": ["/"] * count,
        "page /landscape": ["/landscape"] * count,
        "page /changes": ["/changes"] * count,
        "feed of changes": ["/changes.atom"] * count,
    }


def _some(db: sqlite3.Connection, table: str, key: str, count: int) -> list[str]:
    (size,) = db.execute(f"SELECT max(rowid) FROM {table}").fetchone()  # noqa: S608 (names above)
    sql = f"SELECT {key} FROM {table} WHERE rowid = ?"  # noqa: S608 (names above)
    rows = (db.execute(sql, (1 + place * 7919 % size,)).fetchone() for place in range(count))
    return [row[0] for row in rows if row]


def _publish(given: Config) -> Published:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.at_size", "publish", str(given.store.path.parent)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return Published(*json.loads(done.stdout))


def _rows(found: dict[int, Served]) -> list[Row]:
    least, *others = found
    few = found[least]
    rows = []
    for records in others or [least]:
        many = found[records]
        beside = f"with {least:,} records"
        for crowd, before, after in (
            ("", few.one, many.one),
            (f", {_CROWD} at a time", few.crowd, many.crowd),
        ):
            rows += [
                Row(
                    "site at size",
                    f"95th percentile of the {kind}{crowd} with {records:,} records",
                    beside,
                    percentile(times.each, 95) / percentile(before[kind].each, 95),
                    at_most(3) if kind != _WHOLE else None,
                    f"{times} / {before[kind]}",
                )
                for kind, times in after.items()
            ]
        one, other = (each.first.cpu / size for each, size in ((many, records), (few, least)))
        rows += [
            Row(
                "site at size",
                f"CPU a record of publishing {records:,} records",
                f"of {least:,} records",
                one / other,
                at_most(1.2),
                f"{1000 * one:.2f} ms / {1000 * other:.2f} ms; {many.first.cpu:.0f} s, "
                f"{many.first.size:,.0f} MB",
            ),
            Row(
                "site at size",
                f"peak of publishing {records:,} records",
                "500 MB",
                max(many.first.peak, many.again.peak) / 500,
                at_most(1),
                f"{many.first.peak:.0f} MB, with 2 % changed {many.again.peak:.0f} MB",
            ),
            Row(
                "site at size",
                f"longest request while {records:,} records are published and swapped",
                "1 s",
                max(many.during.each),
                at_most(1),
                f"{len(many.during.each)} trial pages; memory of the site {many.memory:.0f} MB, "
                f"after the swap {many.after:.0f} MB",
            ),
        ]
    return rows


def main(work: str, path: str) -> None:
    """``read PATH``: all evidence of a base; ``publish FOLDER``: what publishing takes."""
    if work == "read":
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(
                "UPDATE records SET source = iif(kind = 'trial', 'clinicaltrials', 'pubmed')"
            )
        make_evidence(path)
        with Store.open(Path(path), clock=SystemClock()) as store, store.transaction("benchmark"):
            record_standing(store.connection, NOBODY, _DAY)
        return
    given = config(Path(path))
    cpu, wall = cpu_of_all(), time.monotonic()
    publish(given)
    size = given.publish.path.stat().st_size / 1e6
    print(json.dumps([cpu_of_all() - cpu, time.monotonic() - wall, peak(), size]))


if __name__ == "__main__":
    main(*sys.argv[1:])
