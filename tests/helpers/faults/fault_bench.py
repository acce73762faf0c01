"""Stand-ins that fail on schedule, and bases to refresh over them: the bench of tests/run/faults.

Every test starts from the same base, harvested from the first state of a small corpus, and
refreshes it while the second state is served and the named faults strike. Whatever happens, no
record is lost, no key is seen, and one more refresh, undisturbed, ends in the same database as if
nothing had happened.
"""

import functools
import re
import shutil
import sqlite3
import threading
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from harvest.config import Config, load
from harvest.errors import (
    HarvestError,
)
from harvest.run.refresh import Outcome, refresh
from harvest.standin import Fixed, StandIn, generated
from harvest.standin.faults.schedule import Rule
from harvest.web import Limits
from tests.helpers.clock import FakeClock
from tests.helpers.logical import differences

KEY = "CANARYKEY0123456789abcdef0123456789a"
CONTACT = "canary@operator.example"
TRIALS, PUBMED, MESH = "clinicaltrials", "pubmed", "mesh"
BOUNDS = Limits(
    connect_timeout=2.0, read_timeout=0.5, deadline=1.5, max_bytes=3_000_000, max_inflate=3_000_000
)


class TickingClock(FakeClock):
    """Sleeps cost nothing, but real time passes too, so that a drip meets its deadline.

    Each thread has only its own sleeps: registries that are asked at the same time would else see
    an hour go by while the other one waits.
    """

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._began = time.monotonic()
        self._slept: defaultdict[int, float] = defaultdict(float)

    def monotonic(self) -> float:
        return 1000.0 + self._slept[threading.get_ident()] + time.monotonic() - self._began

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self._slept[threading.get_ident()] += seconds


# --- the corpus: what is new, what is revised, what stays ---


def two_states() -> Fixed:
    whole = generated(11, 26, 14).state(0)
    studies, citations = dict(whole.studies), dict(whole.citations)
    earlier = replace(
        whole,
        studies=dict(list(studies.items())[:-2]),
        citations=dict(list(citations.items())[:-2]),
        data_timestamp="2026-11-23T09:00:00",
    )
    first, paper = next(iter(studies)), next(iter(citations))
    studies[first] = _edited(
        studies[first],
        (rb'"briefTitle":"', b'"briefTitle":"Revised: '),
        (rb'("lastUpdatePostDateStruct":{"date":")[\d-]+', rb"\g<1>2026-11-24"),
    )
    citations[paper] = _edited(
        citations[paper],
        (rb"<ArticleTitle>", b"<ArticleTitle>Revised: "),
        (
            rb"(?s)<DateRevised>.*?</DateRevised>",
            b"<DateRevised><Year>2026</Year><Month>11</Month><Day>24</Day></DateRevised>",
        ),
    )
    later = replace(
        whole, studies=studies, citations=citations, data_timestamp="2026-11-24T09:00:00"
    )
    return Fixed((earlier, later))


def _edited(body: bytes, *edits: tuple[bytes, bytes]) -> bytes:
    for pattern, replacement in edits:
        body, count = re.subn(pattern, replacement, body, count=1)
        assert count == 1, pattern
    return body


# --- a base, and runs over it ---


@dataclass(frozen=True)
class Ending:
    """How a refresh ended: by an outcome or by an error, either with an exit code."""

    outcome: Outcome | None
    error: HarvestError | None
    clock: TickingClock

    @property
    def code(self) -> int:
        if self.error is not None:
            return self.error.exit_code
        assert self.outcome is not None
        return self.outcome.exit_code

    @property
    def said(self) -> str:
        problems = self.outcome.problems if self.outcome else ()
        return "\n".join((*problems, str(self.error or "")))


@dataclass(frozen=True)
class Base:
    """A folder with a configuration and its two databases."""

    folder: Path

    @property
    def work(self) -> Path:
        return self.folder / "harvest.db"

    @property
    def public(self) -> Path:
        return self.folder / "evidence.db"

    def rows(self, statement: str, *, public: bool = False) -> list[tuple[object, ...]]:
        path = self.public if public else self.work
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return connection.execute(statement).fetchall()

    def cursors(self, kind: str) -> list[tuple[object, ...]]:
        """Up to which day a source has told its changes, by search."""
        held = self.rows("SELECT source, name, value FROM cursors ORDER BY 1, 2")
        return [row for row in held if str(row[1]).startswith(f"{kind}/")]

    def last_run(self) -> object:
        return self.rows("SELECT state FROM runs ORDER BY run_id DESC LIMIT 1")[0][0]

    def records(self) -> set[tuple[object, ...]]:
        return set(self.rows("SELECT kind, id FROM records WHERE removed_on IS NULL"))

    def published(self) -> set[tuple[object, ...]]:
        """The records of the public file, those removed left out."""
        return {
            row
            for table, key in (("trials", "trial_id"), ("articles", "article_id"))
            for row in self.rows(f"SELECT {key} FROM {table} WHERE removed_on IS NULL", public=True)  # noqa: S608  # names above
        }

    def copy(self, folder: Path) -> "Base":
        shutil.copytree(self.folder, folder)
        return Base(folder)


@dataclass
class Bench:
    """The stand-ins, and bases as undisturbed runs leave them."""

    standin: StandIn
    folder: Path
    number: int = field(default=0)

    def next_folder(self) -> Path:
        self.number += 1
        return self.folder / str(self.number)

    def config(self, base: Base) -> Config:
        file = base.folder / "config.toml"
        file.write_text(
            f'contact = "{CONTACT}"\n[topic]\ntitle = "Everything"\n'
            "[topic.concepts.condition]\nterms = ['liver cirrhosis']\n"
            '[[search]]\nname = "everything"\n'
            'clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
            'pubmed = "1800:3000[dp]"\n'
            + self.standin.config_lines().replace("]\n", "]\nrequests_per_second = 100.0\n")
            + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
        )
        return load(file, {"NCBI_API_KEY": KEY})

    def refresh(self, base: Base, day: int, *faults: Rule, config: Config | None = None) -> Ending:
        """One refresh at six in the morning of a day, with these faults on the schedule."""
        moment = datetime(2026, 11, day, 6, 0, tzinfo=UTC)
        clock = TickingClock(moment)
        self.standin.today = lambda: moment
        self.standin.faults.rules = faults
        self.standin.requests.clear()
        try:
            outcome = refresh(config or self.config(base), clock=clock, quiet=True)
        except HarvestError as error:
            return Ending(None, error, clock)
        finally:
            self.standin.faults.rules = ()
        return Ending(outcome, None, clock)

    @functools.cached_property
    def start(self) -> Base:
        """What a clean run makes of the first state."""
        base = Base(self.next_folder())
        base.folder.mkdir()
        self.standin.set_epoch(0)
        ending = self.refresh(base, 24)
        assert (ending.code, ending.said) == (0, "")
        return base

    @functools.cached_property
    def goal(self) -> Base:
        """What a clean run then makes of the second."""
        base = self.start.copy(self.next_folder())
        self.standin.set_epoch(1)
        ending = self.refresh(base, 25)
        assert (ending.code, ending.said) == (0, "")
        return base


def told_apart(base: Base, goal: Base) -> list[str]:
    """How a base differs from what it should be; it may keep more raw bytes, as evidence."""
    return [
        line
        for line in (*differences(base.work, goal.work), *differences(base.public, goal.public))
        if not re.match(r"raw: (only the first has|\d+ rows)", line)
    ]
