"""The published file is whole at every moment: killed, with a full disk, under a reader.

Relies on other processes.
"""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from harvest.publish import publish
from tests.helpers.bases.publications import generation, leftovers, rows
from tests.helpers.bases.work_base import filled
from tests.helpers.places import ROOT

RUN = """
import sys
from pathlib import Path
from tests.helpers.bases.work_base import make_config
from harvest.publish import publish
publish(make_config(Path(sys.argv[1])))
"""


def in_a_process(
    folder: Path, env: Mapping[str, str], limit: int | None = None
) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", RUN, str(folder)],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        preexec_fn=limited,
        check=False,
    )


def test_killed_at_any_point_the_published_file_is_whole_and_the_next_publication_clears_up(
    tmp_path: Path,
) -> None:
    config = filled(tmp_path, 5, 5)
    publish(config)
    log = tmp_path / "points.log"
    in_a_process(tmp_path, {"HARVEST_POINTS_LOG": str(log)})
    points = log.read_text().splitlines()
    log.unlink()
    assert points == [
        "publish: created",
        "publish: synced",
        "publish: replaced",
        "publish: folder synced",
    ]
    last = generation(config.publish.path)
    for number in range(1, len(points) + 1):
        # the leftover of the kill before adds a point of its own at the front
        killed = in_a_process(tmp_path, {"HARVEST_FAIL_AT": str(number)})
        assert killed.returncode == -signal.SIGKILL
        assert rows(config, "PRAGMA integrity_check") == [("ok",)]
        assert generation(config.publish.path) >= last
        last = generation(config.publish.path)
    publish(config)
    assert leftovers(config) == []
    assert generation(config.publish.path) == last + 1


@pytest.mark.parametrize("limit", [0, 65_536, 300_000])
def test_a_disk_that_fills_up_leaves_the_file_before(tmp_path: Path, limit: int) -> None:
    config = filled(tmp_path, 5, 5)
    publish(config)
    before = config.publish.path.read_bytes()
    done = in_a_process(tmp_path, {}, limit)
    assert "StorageError" in done.stderr
    assert config.publish.path.read_bytes() == before
    assert leftovers(config) == []


def test_a_reader_keeps_the_file_that_it_opened(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 2)
    publish(config)
    with closing(sqlite3.connect(f"{config.publish.path.as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT generation FROM publication").fetchone() == (1,)
        publish(config)
        assert reader.execute("SELECT generation FROM publication").fetchone() == (1,)
    assert generation(config.publish.path) == 2


def test_a_stale_write_ahead_log_beside_the_file_does_not_bring_old_data_back(
    tmp_path: Path,
) -> None:
    config = filled(tmp_path, 3, 3)
    publish(config)
    old = tmp_path / "old.db"
    shutil.copy(config.publish.path, old)
    with closing(sqlite3.connect(old)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("UPDATE publication SET generation = -1")
        db.commit()
        for end in ("-wal", "-shm"):
            shutil.copy(f"{old}{end}", f"{config.publish.path}{end}")
    for left in tmp_path.glob("old.db*"):
        left.unlink()
    publish(config)
    assert generation(config.publish.path) == 2
    assert leftovers(config) == []


def test_the_file_is_synced_before_and_the_folder_after_it_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = filled(tmp_path, 1, 1)
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        fsync(descriptor)

    def noted_replace(source: Any, target: Any) -> None:
        done.append(f"replace {Path(target).name}")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    publish(config)
    assert done == ["sync .next-1.db", "replace evidence.db", f"sync {tmp_path.name}"]
