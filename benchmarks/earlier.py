"""The site beside an earlier one of the project's own history, page by page in turn."""

import atexit
import re
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from functools import cache
from http import HTTPStatus
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from benchmarks import serving
from benchmarks.cost import percentile
from benchmarks.row import Row, Scale, at_most
from benchmarks.serving import FILL, WARM, Served, Times
from harvest.config import Config

COMMIT = "6489c68"
"""The last commit before the site had news first and a look of its own."""
_ROOT = Path(__file__).resolve().parents[1]
_CHANGES = 50_000  # stored, in a base of the default scale
_CITIES = ("Beijing", "Shanghai", "Guangzhou", "Paris", "Berlin", "Madrid", "London", "Boston")
_COMPARED = 4
_MEASURED = """
INSERT INTO outcome_times (
    trial_id, kind, position, scale, scale_label, days, weeks, weeks_label, evidence
)
SELECT
    trial_id, kind, position, scale, scale, 7 * weeks, weeks, weeks || ' weeks', weeks || ' weeks'
FROM (
    SELECT
        trial_id, kind, position, 'scale ' || (n % 40) AS scale, CAST(4 * (n % 7) AS TEXT) AS weeks
    FROM (SELECT *, 7 * position + CAST(substr(trial_id, -5) AS INTEGER) AS n FROM outcomes)
)
"""
# The earlier program makes its own base: what it has in common with this one is these names.
_BUILD = """
import pickle, sqlite3, sys
from contextlib import closing
from pathlib import Path
import harvest
from benchmarks import registries, worker

assert Path(harvest.__file__).is_relative_to(Path.cwd()), harvest.__file__
folder, records, changes, fill = sys.argv[1:]
trials = int(records) // 2
with registries.running(trials, int(records) - trials) as standins:
    config = standins.config(Path(folder))
    worker.refresh(config, evidence=False)
with closing(sqlite3.connect(config.store.path)) as db, db:
    db.execute(fill, (int(changes),))
worker.publish_again(config)
Path(folder, "config").write_bytes(pickle.dumps(config))
"""


def beside_earlier(scale: Scale) -> list[Row]:
    """95th percentiles, the site and the earlier one turn by turn.

    Raises RuntimeError where the history of the project is not at hand.
    """
    changes = min(_CHANGES, scale.changes)
    code, theirs_config = _earlier(scale.many, changes)
    config = serving.base(scale.many, changes)
    with closing(sqlite3.connect(config.publish.path)) as db, db:
        # Outcomes get scales and times, which evidence would find.
        db.execute("DELETE FROM outcome_times")
        db.execute(_MEASURED)
    rows = []
    with ExitStack() as stack:
        ours = stack.enter_context(serving.site(config))
        theirs = stack.enter_context(serving.site(theirs_config, code))
        for served in (ours, theirs):
            serving.await_ready(config, served)
        mine, before = _weight(ours), _weight(theirs)
        rows.append(
            Row(
                "site before",
                "bytes of the home page and its styles",
                f"the site of commit {COMMIT}",
                mine / before,
                at_most(1.5),
                f"{scale.many:,} records: {mine:,} / {before:,}",
            )
        )
        for kind, targets in _asked(config, scale.requests).items():
            took, took_before = _in_turn(ours, theirs, targets)
            rows.append(
                Row(
                    "site before",
                    f"95th percentile of the {kind}",
                    f"the site of commit {COMMIT}",
                    percentile(took.each, 95) / percentile(took_before.each, 95),
                    at_most(1.2),
                    f"{scale.many:,} records: {took} / {took_before}",
                )
            )
            if kind == "search":
                usual = took
        for kind, targets in _new(config, scale.requests):
            serving.ask(ours.port, targets[:WARM], 1)
            took = serving.ask(ours.port, targets, 1)
            rows.append(
                Row(
                    "site before",
                    f"95th percentile of the {kind}, which is new",
                    "the search of the same site",
                    percentile(took.each, 95) / percentile(usual.each, 95),
                    None,
                    f"{scale.many:,} records: {took} / {usual}",
                )
            )
    return rows


def code_of(commit: str) -> Path:
    """The code of a commit in a folder of its own, which goes with this process.

    Raises RuntimeError where the history of the project is not at hand.
    """
    code = Path(mkdtemp(prefix="harvest-bench-earlier-"))
    atexit.register(rmtree, code, ignore_errors=True)
    packed = subprocess.run(["git", "archive", commit], cwd=_ROOT, capture_output=True, check=False)
    if packed.returncode:
        raise RuntimeError(f"no commit {commit} here: this needs a clone with the whole history")
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(code, filter="data")
    return code


@cache
def _earlier(records: int, changes: int) -> tuple[Path, bytes]:
    """The code of that commit in a folder of its own, and its configuration of a base like ours."""
    code = code_of(COMMIT)
    folder = code / "base"
    folder.mkdir()
    given = [str(folder), str(records), str(changes), FILL]
    subprocess.run([sys.executable, "-c", _BUILD, *given], cwd=code, check=True)
    return code, (folder / "config").read_bytes()


def _asked(config: Config, count: int) -> Mapping[str, Sequence[str]]:
    """Addresses by kind of page, of records and filters that both sites have."""
    numbers = serving.numbers(config, count + _COMPARED)
    others = serving.other_pages(config, count)
    return {
        **serving.pages(config, count),
        # Sites near one place are asked of many places below.
        **{kind: each for kind, each in others.items() if "/near" not in kind},
        "changes of a trial": [f"/changes?record={number}" for number in numbers[:count]],
        "comparison of trials": [
            f"/compare?ids={','.join(numbers[place : place + _COMPARED])}" for place in range(count)
        ],
        "sites near a place": [
            f"/near?place={_CITIES[place % len(_CITIES)]}&km={50 + place}" for place in range(count)
        ],
    }


def _new(config: Config, count: int) -> list[tuple[str, list[str]]]:
    """Addresses of the pages that only this site has, by kind."""
    filters = [each.partition("?")[2] for each in serving.pages(config, count)["list with facets"]]
    sponsors = serving.other_pages(config, count)["page of a sponsor"]
    return [
        ("page /outcomes with filters", [f"/outcomes?{each}" for each in filters]),
        ("page /follow", [f"/follow?sponsor={each.rpartition('/')[2]}" for each in sponsors]),
    ]


def _in_turn(ours: Served, theirs: Served, targets: Sequence[str]) -> tuple[Times, Times]:
    """What each of them took for all of it, one request at a time; who is first changes each time.

    So both have the same share of whatever else the machine does.
    """
    found: dict[int, list[float]] = {ours.port: [], theirs.port: []}
    with ExitStack() as stack:
        asked = {
            port: stack.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=60)))
            for port in found
        }
        for turn, target in enumerate([*targets[:WARM], *targets]):
            for port in found if turn % 2 else reversed(found):
                found[port].append(_once(asked[port], target))
    ours_took, theirs_took = (tuple(each[WARM:]) for each in found.values())
    return Times(ours_took, sum(ours_took)), Times(theirs_took, sum(theirs_took))


def _once(connection: HTTPConnection, target: str) -> float:
    """Seconds for one request; a connection that was closed meanwhile is made again."""
    for _ in range(2):
        before = time.monotonic()
        try:
            connection.request("GET", target)
            answer = connection.getresponse()
        except ConnectionError:
            connection.close()
            continue
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{target}: {answer.status}")
        return time.monotonic() - before
    raise RuntimeError(f"{target}: the connection is closed each time")


def _weight(served: Served) -> int:
    """Bytes of the home page and of what it is shown with, not compressed."""
    page = serving.get(served.port, "/")
    with_it = set(re.findall(rb'"(/static/[^"?]+)\?', page))
    return len(page) + sum(len(serving.get(served.port, each.decode())) for each in with_it)
