"""Decisions outlast refreshes in which records change, merge, go and come back.

Relies on stand-ins.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from harvest.config import Config
from harvest.desk import decisions
from harvest.publish.read import open_published
from harvest.run.refresh import refresh
from harvest.standin import serve
from tests.helpers.bases import tiny
from tests.helpers.bases.judged import NOW, command, topic
from tests.helpers.clock import FakeClock

CHANGED, GONE, MERGED, STAYED = (f"NCT9900000{number}" for number in (2, 3, 4, 5))


def opened(config: Config) -> sqlite3.Connection:
    return open_published(config)


def told(config: Config) -> dict[str, tuple[str, bool, bool]]:
    """Of each decided record: the decision, whether it changed since, whether it is removed."""
    with closing(opened(config)) as public:
        now = decisions.versions(public)
        sql = "SELECT trial_id FROM trials WHERE removed_on IS NOT NULL"
        removed = {row[0] for row in public.execute(sql)}
        return {
            each.record: (
                each.decision,
                decisions.has_changed(each, now),
                each.record in removed,
            )
            for each in decisions.read(config, public)
        }


def test_decisions_follow_their_records_through_three_refreshes(tmp_path: Path) -> None:
    with serve(tiny.corpus()) as registries:
        config = topic(tmp_path / "a", registries)
        tiny_base = replace(config, publish=replace(config.publish, max_shrink_percent=100))

        def refreshed(epoch: int, days: int) -> None:
            registries.set_epoch(epoch)
            clock = FakeClock(NOW + timedelta(days=days))
            assert refresh(tiny_base, quiet=True, clock=clock).exit_code == 0

        refreshed(0, 0)
        for record, word in ((CHANGED, "include"), (GONE, "exclude"), (MERGED, "include")):
            assert command(config, "decide", record, word, "--as", "Ama", "--quiet") == 0
        before = decisions.path_of(config).read_bytes()
        assert told(config) == {
            CHANGED: ("include", False, False),
            GONE: ("exclude", False, False),
            MERGED: ("include", False, False),
        }
        refreshed(1, 1)
        refreshed(1, 2)
        assert told(config) == {
            CHANGED: ("include", True, False),
            GONE: ("exclude", False, True),
            STAYED: ("include", True, False),
        }
        refreshed(0, 3)
        assert told(config)[GONE] == ("exclude", False, False)
        assert decisions.path_of(config).read_bytes() == before
        public = config.publish.path.read_bytes() + config.store.path.read_bytes()
        assert b"Ama" not in public
