"""The site beside stock Datasette on the same file, and how it bears size."""

import atexit
import http.client
import pickle
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from itertools import combinations
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import mkdtemp
from typing import NamedTuple

from benchmarks import registries, worker
from benchmarks.cost import percentile
from benchmarks.row import Row, Scale, at_least, at_most
from harvest.config import Config
from harvest.site.render.addresses import slug

_ROOT = Path(__file__).resolve().parents[1]
WARM = 3  # requests that are not counted
_CROWD = 8
_TURN = 5.0  # seconds of one side's turn, after which no request is begun
_FACETS = "_facet=status&_facet=phase&_facet=study_type&_facet=lead_sponsor_class&_facet=start_year"
_OTHERS = (
    "/",
    "/articles",
    "/changes",
    "/landscape",
    "/sponsors",
    "/clocks",
    "/readouts",
    "/near?place=Beijing&km=500",
    "/status",
)
_QUERIES = ("recruiting-trials", "countries", "characteristics")
_WORD = re.compile(r"[a-z]{4,}")
FILL = """
INSERT INTO changes (kind, record_id, event, field, old, new, seen_at, run_id, version, origin)
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?),
records AS (SELECT trial_id, row_number() OVER (ORDER BY trial_id) - 1 AS place FROM trials)
SELECT 'trial', r.trial_id, 'enrolment', 'enrollment', CAST(n AS TEXT), CAST(n + 1 AS TEXT),
    strftime('%Y-%m-%dT%H:%M:%SZ', '2026-01-01', '+' || (n / 2000) || ' days'), 1, 1, 'harvest'
FROM numbers JOIN records AS r ON r.place = n % (SELECT count(*) FROM trials)
"""


class Times(NamedTuple):
    """What a number of requests took: each in seconds, and all of them."""

    each: tuple[float, ...]
    wall: float

    @property
    def speed(self) -> float:
        """Requests a second."""
        return len(self.each) / self.wall

    def __str__(self) -> str:
        p50, p95 = (1000 * percentile(self.each, share) for share in (50, 95))
        return f"{self.speed:.0f}/s, p50 {p50:.1f} ms, p95 {p95:.1f} ms"


def ask(port: int, targets: Sequence[str], concurrency: int) -> Times:
    """Ask for the targets over so many connections, for some seconds at the most.

    Raises RuntimeError unless all answers are 200.
    """
    times: list[float] = []
    wrong: list[str] = []
    begun = time.monotonic()

    def some(mine: Sequence[str]) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            for target in mine:
                before = time.monotonic()
                if before - begun > _TURN:
                    break
                connection.request("GET", target)
                answer = connection.getresponse()
                answer.read()
                times.append(time.monotonic() - before)
                if answer.status != 200:
                    wrong.append(f"{target}: {answer.status}")

    with ThreadPoolExecutor(concurrency) as readers:
        # an error of one reader ends the measurement, which would else lack what it had to ask
        list(readers.map(some, (targets[place::concurrency] for place in range(concurrency))))
    wall = time.monotonic() - begun
    if wrong or not times:
        raise RuntimeError(f"failed: {wrong[:3]}")
    return Times(tuple(times), wall)


class Served(NamedTuple):
    """A site that listens."""

    port: int
    pid: int

    @property
    def memory(self) -> float:
        """Megabytes that it has in memory."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        (line,) = (line for line in lines if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024


@contextmanager
def site(config: Config | bytes, checkout: Path = _ROOT) -> Iterator[Served]:
    """The site of ``config`` in a process of its own.

    That is the code of ``checkout``; a configuration of another one comes pickled by it.
    """
    command = [sys.executable, "-m", "benchmarks.worker", "serve"]
    with subprocess.Popen(
        command, cwd=checkout, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            given = config if isinstance(config, bytes) else pickle.dumps(config)
            process.stdin.write(given)
            process.stdin.close()
            line = process.stdout.readline().decode()
            yield Served(int(line.rstrip("/\n").rpartition(":")[2]), process.pid)
        finally:
            process.terminate()


@contextmanager
def stock(path: Path) -> Iterator[int]:
    """Stock Datasette on the same file; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "datasette", "serve", str(path), "--port", str(port)]
    # Limits at which it does not give up, and none of the facet suggestions that cost it most.
    settings = {"sql_time_limit_ms": 30_000, "facet_time_limit_ms": 30_000, "suggest_facets": 0}
    for name, value in settings.items():
        command += ["--setting", name, str(value)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(port, process)
            yield port
        finally:
            process.terminate()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("Datasette ended")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("Datasette does not listen")


# --- what is served ---


@cache
def base(records: int, changes: int) -> Config:
    """A published base of so many records, half of them trials, with so many stored changes."""
    folder = Path(mkdtemp(prefix="harvest-bench-site-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    with registries.running(records // 2, records - records // 2) as standins:
        config = standins.config(folder)
        worker.refresh(config, evidence=False)
    if changes:
        with closing(sqlite3.connect(config.store.path)) as db, db:
            db.execute(FILL, (changes,))
        worker.publish_again(config)
    return config


def numbers(config: Config, count: int) -> list[str]:
    with closing(sqlite3.connect(config.publish.path)) as db:
        found = [row[0] for row in db.execute("SELECT trial_id FROM trials ORDER BY trial_id")]
    return [found[place * 37 % len(found)] for place in range(count)]


def _filters(config: Config, count: int) -> list[tuple[str, int]]:
    """Status and year of lists, as different as there are: none is answered from memory."""
    with closing(sqlite3.connect(config.publish.path)) as db:
        found = db.execute(
            "SELECT status, start_year FROM trials WHERE start_year IS NOT NULL "
            "GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2"
        ).fetchall()
    return [found[place % len(found)] for place in range(count)]


def _searches(config: Config, count: int) -> list[str]:
    """Words and pairs of words that most titles hold, the commonest first; no search comes twice
    unless there are too few words."""
    with closing(sqlite3.connect(config.publish.path)) as db:
        titles = db.execute("SELECT brief_title FROM trials UNION ALL SELECT title FROM articles")
        seen = Counter(
            word for (title,) in titles for word in set(_WORD.findall((title or "").lower()))
        )
    words = [word for word, _ in seen.most_common(40)]
    found = [*words, *("+".join(pair) for pair in combinations(words, 2))]
    return [found[place % len(found)] for place in range(count)]


def pages(config: Config, count: int) -> Mapping[str, list[str]]:
    """Addresses of the site's pages by kind."""
    return {
        "trial page": [f"/trials/{number}" for number in numbers(config, count)],
        "list with facets": [
            f"/trials?status={status}&started={year}" for status, year in _filters(config, count)
        ],
        "search": [f"/search?q={words}" for words in _searches(config, count)],
    }


def other_pages(config: Config, count: int) -> Mapping[str, list[str]]:
    """The same of those that stock Datasette has nothing like."""
    with closing(sqlite3.connect(config.publish.path)) as db:
        papers = [row[0] for row in db.execute("SELECT article_id FROM articles LIMIT ?", (count,))]
        terms = [row[0] for row in db.execute("SELECT ui FROM mesh_terms LIMIT ?", (count,))]
        names = {row[0] for row in db.execute("SELECT DISTINCT name FROM sponsors LIMIT 20")}
    found = {
        "paper page": [f"/articles/{article_id}" for article_id in papers],
        "list of papers with words": [f"/articles?q={words}" for words in _searches(config, count)],
        "page of a MeSH term": [f"/mesh/{ui}" for ui in terms],
        "page of a sponsor": [f"/sponsors/{slug(name)}" for name in sorted(names)],
    }
    found |= {f"page {path}": [path] for path in _OTHERS}
    found |= {f"saved query {name}": [f"/queries/{name}"] for name in _QUERIES}
    return {
        kind: [targets[place % len(targets)] for place in range(count)]
        for kind, targets in found.items()
    }


def _stock_pages(config: Config, count: int) -> Mapping[str, list[str]]:
    """The same of stock Datasette."""
    name = config.publish.path.stem
    return {
        "trial page": [f"/{name}/trials/{number}" for number in numbers(config, count)],
        "list with facets": [
            f"/{name}/trials?{_FACETS}&status={status}&start_year={year}"
            for status, year in _filters(config, count)
        ],
        "search": [f"/{name}/trials?_search={words}" for words in _searches(config, count)],
    }


# --- benchmarks ---


def beside_stock(scale: Scale) -> list[Row]:
    """Requests a second, the site and stock Datasette turn by turn."""
    config = base(scale.many, 0)
    bounds = {"trial page": at_least(1), "list with facets": at_least(3), "search": at_least(2)}
    ours, theirs = pages(config, scale.requests), _stock_pages(config, scale.requests)
    rows = []
    with ExitStack() as stack:
        served = stack.enter_context(site(config))
        own = served.port
        await_ready(config, served)
        other = stack.enter_context(stock(config.publish.path))
        for kind, bound in bounds.items():
            for concurrency in (1, _CROWD):
                speeds, shown = [], []
                ask(own, ours[kind][:WARM], 1)
                ask(other, theirs[kind][:WARM], 1)
                part = max(len(ours[kind]) // 3, 1)
                for start in range(0, len(ours[kind]) - part + 1, part):
                    one = ask(own, ours[kind][start : start + part], concurrency)
                    two = ask(other, theirs[kind][start : start + part], concurrency)
                    speeds.append(one.speed / two.speed)
                    shown = [one, two]
                rows.append(
                    Row(
                        "site",
                        f"requests/s of the {kind}, {concurrency} at a time",
                        "stock Datasette on the same file",
                        median(speeds),
                        bound,
                        f"{scale.many:,} records: {shown[0]} / {shown[1]}",
                    )
                )
    return rows


def await_ready(config: Config, served: Served) -> None:
    """Until a trial page, which tells the saved queries that it is in, needs not wait for them."""
    [target] = (f"/trials/{number}" for number in numbers(config, 1))
    for _ in range(600):
        if b"is being worked out" not in get(served.port, target):
            return
        time.sleep(0.1)
    raise RuntimeError("the site does not get ready")


def get(port: int, target: str) -> bytes:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", target)
        return connection.getresponse().read()


def size(scale: Scale) -> list[Row]:
    """How much slower pages become with many records."""
    times: dict[str, list[Times]] = {}
    memory: list[float] = []
    for records in (scale.few, scale.many):
        config = base(records, 0)
        count = max(scale.requests // 3, 1)
        with site(config) as served:
            await_ready(config, served)
            found = {**pages(config, count), **other_pages(config, count)}
            for kind, targets in found.items():
                ask(served.port, targets[:WARM], 1)
                times.setdefault(kind, []).append(ask(served.port, targets, 1))
            memory.append(served.memory)
    rows = [
        Row(
            "site size",
            f"time of the {kind} with {scale.many:,} records",
            f"with {scale.few:,} records",
            median(many.each) / median(few.each),
            at_most(3),
            f"{many} / {few}",
        )
        for kind, (few, many) in times.items()
    ]
    before, after = memory
    rows.append(
        Row(
            "site size",
            f"memory of the site after that with {scale.many:,} records",
            f"with {scale.few:,} records",
            after / before,
            None,
            f"{after:.0f} MB / {before:.0f} MB",
        )
    )
    return rows


def history(scale: Scale) -> list[Row]:
    """/changes and the trial page, which shows its history, with very many changes stored."""
    config = base(scale.few, scale.changes)
    rows = []
    with site(config) as served:
        for kind, targets in (
            ("/changes", ["/changes"] * scale.requests),
            ("the trial page", pages(config, scale.requests)["trial page"]),
        ):
            ask(served.port, targets[:WARM], 1)
            times = ask(served.port, targets, 1)
            rows.append(
                Row(
                    "history",
                    f"95th percentile of {kind}, {scale.changes:,} changes stored",
                    "50 ms",
                    percentile(times.each, 95) / 0.05,
                    at_most(1),
                    str(times),
                )
            )
    return rows
