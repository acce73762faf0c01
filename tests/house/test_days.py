"""Time comes in as an argument: nothing asks the machine for the day but its one clock.

Relies on nothing beside the program.
"""

import ast
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from harvest.web import http_date
from tests.helpers.places import ROOT

CLOCK = ROOT / "harvest" / "clock.py"
ASKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "ctime", "asctime", "strftime"},
}
"""Calls that tell the machine's day, or a time in its zone, by the name that they are made on."""
NEEDS = {"fromtimestamp": 2, "astimezone": 1, "gmtime": 1}
"""Calls that mean the machine's day or zone where they are given less than so much."""
IN_SQL = re.compile(
    r"""'now'|"now"|\bcurrent_(?:date|time|timestamp)\b|'localtime'|\b(?:date|time|datetime)\(\)"""
    r"""|\b(?:julianday|unixepoch)\(\)""",
    re.IGNORECASE,
)


def asked(source: str) -> Iterator[tuple[int, str]]:
    """Line and words of each place in a module that asks the machine for the day or its zone."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            names = [alias.name for alias in node.names if alias.name in ASKS["time"]]
            yield from ((node.lineno, f"from time import {name}") for name in names)
        if not isinstance(node, ast.Attribute):
            continue
        on = node.value.attr if isinstance(node.value, ast.Attribute) else None
        on = node.value.id if isinstance(node.value, ast.Name) else on
        if node.attr in ASKS.get(on or "", ()):
            yield node.lineno, ast.unparse(node)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        given = len(node.args) + len(node.keywords)
        if given < NEEDS.get(node.func.attr, 0):
            yield node.lineno, f"{ast.unparse(node.func)} that is not told which"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            statement = re.search(r"\b(?:SELECT|INSERT|UPDATE|CREATE)\b", node.value)
            if statement and (found := IN_SQL.search(node.value)):
                yield node.lineno, found[0]


def test_the_program_asks_only_its_clock_for_the_day() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in sorted((ROOT / "harvest").rglob("*.py"))
        if path != CLOCK
        for line, words in asked(path.read_text("utf-8"))
    ]
    assert found == [], "take a harvest.clock.Clock instead"


def test_no_statement_asks_the_database_for_the_day() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in ("db", "harvest")
        for path in sorted((ROOT / folder).rglob("*.sql"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if IN_SQL.search(line.partition("--")[0])
    ]
    assert found == [], "bind the day, or take it from the table publication"


@pytest.mark.parametrize(
    "source",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime, UTC\ndatetime.now(UTC)",
        "from datetime import datetime, UTC\nx = field(default_factory=datetime.now)",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "import time\ntime.strftime('%Y')",
        "from time import time",
        "moment.astimezone()",
        "time.gmtime()",
        "datetime.fromtimestamp(5)",
        "db.execute(\"SELECT date('now')\")",
        "db.execute('INSERT INTO t VALUES (CURRENT_TIMESTAMP)')",
    ],
)
def test_every_way_of_asking_is_seen(source: str) -> None:
    assert len(list(asked(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.monotonic()",
        "from datetime import UTC\nclock.now().astimezone(UTC)",
        "datetime.fromtimestamp(5, UTC)",
        "db.execute('SELECT date(:today)')",
        "'as of now'",
    ],
)
def test_what_asks_for_no_day_is_let_be(source: str) -> None:
    assert list(asked(source)) == []


def modules() -> Iterator[Path]:
    yield from (ROOT / "tests").rglob("*.py")
    yield from (ROOT / "benchmarks").glob("*.py")


def test_no_test_asks_the_machine_for_the_day() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {words}"
        for path in sorted(modules())
        if path.name not in ("other_days.py", Path(__file__).name)
        for line, words in asked(path.read_text("utf-8"))
    ]
    assert found == [], "give the test a FakeClock"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Tue, 31 Dec 2030 23:59:59 GMT", "2030-12-31"),
        ("Tue, 31 Dec 2030 23:59:59 -0000", "2030-12-31"),
        ("Wed, 01 Jan 2031 01:00:00 +0200", "2030-12-31"),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_the_day_of_an_answer_is_that_of_utc(
    monkeypatch: pytest.MonkeyPatch, zone: str, header: str, day: str | None
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    found = http_date(header)
    monkeypatch.undo()
    time.tzset()
    assert (None if found is None else found.date().isoformat()) == day
