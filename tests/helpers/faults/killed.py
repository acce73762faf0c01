"""Refreshes in processes that can be killed, and the bases that they leave."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harvest.config.folders import STATE
from harvest.standin import StandIn
from tests.helpers.places import ROOT
from tests.helpers.sources.addresses import at_any_pace


class Worker:
    """A process of crash_worker.py."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.helpers.faults.crash_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={
                key: value
                for key, value in os.environ.items()
                if key == STATE or not key.startswith("HARVEST_")
            }
            | {
                "OPENBLAS_NUM_THREADS": "1",
                "OMP_NUM_THREADS": "1",
            },  # threads do not survive a fork
        )

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def refresh(self, base: "Base", **order: Any) -> tuple[int, str]:
        """The exit code of a refresh (negative: the signal that ended it) and what it said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"config": str(base.config), "now": base.now} | order
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["exit"], answer["said"]


@dataclass(frozen=True)
class Base:
    """A folder with a configuration and its two databases."""

    folder: Path
    now: str = "2026-11-24T06:00:00+00:00"

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def work(self) -> Path:
        return self.folder / "harvest.db"

    @property
    def public(self) -> Path:
        return self.folder / "evidence.db"

    def check(self) -> None:
        """The public file is absent or whole, and nothing lies beside it that SQLite would read."""
        for end in ("-wal", "-shm", "-journal"):
            assert not self.public.with_name(self.public.name + end).exists()
        if self.public.exists():
            with closing(sqlite3.connect(f"file:{self.public}?mode=ro", uri=True)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
                assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)

    @property
    def generation(self) -> int:
        """The generation that is published; 0 if there is none."""
        if not self.public.exists():
            return 0
        with closing(sqlite3.connect(f"file:{self.public}?mode=ro", uri=True)) as connection:
            number: int = connection.execute("SELECT generation FROM publication").fetchone()[0]
            return number

    def copy(self, folder: Path, now: str | None = None) -> "Base":
        """The same base in another folder."""
        shutil.copytree(self.folder, folder)
        return Base(folder, now or self.now)


@dataclass
class Bench:
    """The stand-ins, two workers, and bases to run on."""

    standin: StandIn
    folder: Path
    workers: list[Worker]
    number: int = field(default=0)

    def empty(self) -> Base:
        """A base that nothing has been harvested into."""
        base = Base(self.next_folder())
        base.folder.mkdir()
        base.config.write_text(
            '[topic]\ntitle = "Everything"\n'
            "[topic.concepts.condition]\nterms = ['liver cirrhosis']\n"
            '[[search]]\nname = "everything"\n'
            'clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
            'pubmed = "1800:3000[dp]"\n'
            + at_any_pace(self.standin)
            + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
            "max_shrink_percent = 50\n"
        )
        return base

    def next_folder(self) -> Path:
        self.number += 1
        return self.folder / str(self.number)

    def parallel(self, numbers: Iterable[int], work: Callable[[Worker, int], None]) -> None:
        """Do ``work`` for each number, on all workers."""
        free = list(self.workers)

        def on_free_worker(number: int) -> None:
            worker = free.pop()
            try:
                work(worker, number)
            finally:
                free.append(worker)

        with ThreadPoolExecutor(len(self.workers)) as pool:
            list(pool.map(on_free_worker, numbers))
