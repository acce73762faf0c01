"""A site that starts on a file of an earlier version, as after an upgrade before the next night.

Relies on Datasette and other processes.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from harvest.publish import publish
from tests.helpers.bases.work_base import filled
from tests.helpers.site.site_server import in_a_process


def test_the_site_starts_says_what_to_do_and_takes_over_what_is_published_then(
    tmp_path: Path,
) -> None:
    config = filled(tmp_path, 3, 3)
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db, db:
        db.executescript(
            "DROP INDEX trials_nct_id; ALTER TABLE trials DROP COLUMN nct_id;"
            " ALTER TABLE trials RENAME COLUMN trial_id TO nct_id;"
            " UPDATE publication SET source_state = 'of the code before'"
        )
    with in_a_process(tmp_path) as site:
        answer = site.get("/trials")
        assert answer.status == 503
        assert "the operator runs harvest publish" in answer.text
        publish(config)
        until = time.monotonic() + 60
        while site.get("/trials").status != 200:
            assert time.monotonic() < until
            time.sleep(0.2)
