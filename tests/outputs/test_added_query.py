"""A saved query is one file: from its folder it reaches pages, exports, feed, commands and docs.

Relies on Datasette.
"""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from harvest import docs, queries
from harvest.cli import cli
from harvest.publish import publish
from tests.helpers.bases.work_base import config_text, execute, filled
from tests.helpers.clock import FakeClock
from tests.helpers.site.site_pages import ONE, TWO, get, served

QUERY = """-- title: Trials larger than a size
-- for: investigator
-- description: Trials with more participants than a number.
-- param: more_than, More than, integer, 20,
-- picture: bars trial participants

SELECT trial_id, brief_title AS trial, enrollment AS participants
FROM trials
WHERE enrollment > :more_than
ORDER BY enrollment DESC
"""
SLUG = "larger-trials"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of ``db/queries`` with one query more."""
    made = shutil.copytree(queries.FOLDER, tmp_path / "queries")
    (made / f"{SLUG}.sql").write_text(QUERY, "utf-8")
    monkeypatch.setattr(queries, "FOLDER", made)
    return made


@pytest.mark.usefixtures("folder")
def test_a_query_dropped_into_the_folder_works_from_one_end_to_the_other(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 1)
    execute(config.store.path, "UPDATE trials SET enrollment = 10 + 20 * (trial_id = ?)", (ONE,))
    publish(config, clock=FakeClock())
    site = served(config)
    page = f"/queries/{SLUG}"
    assert f'<a href="{page}">Trials larger than a size</a>' in get(site, "/queries").text
    shown = get(site, page).text
    assert f'href="/trials/{ONE}"' in shown
    assert f'href="/trials/{TWO}"' not in shown
    assert 'name="more_than"' in shown
    assert '<figure class="drawing"' in shown
    assert f'href="/trials/{TWO}"' in get(site, f"{page}?more_than=5").text
    assert f'href="{page}"' in get(site, f"/trials/{ONE}").text
    table = csv.DictReader(io.StringIO(get(site, f"{page}.csv?more_than=5").text))
    assert [row["participants"] for row in table] == ["30", "10"]
    assert get(site, f"{page}/changes.atom").status_code == 200
    canned = get(site, f"/evidence/{SLUG}.json?more_than=5&_shape=array").json()
    assert [row["participants"] for row in canned] == [30, 10]
    site.get_database("evidence").close()
    assert f"db/queries/{SLUG}.sql" in docs.PARTS["queries"]()
    file = tmp_path / "config.toml"
    file.write_text(config_text(config.store.path, config.publish.path), "utf-8")
    listed = CliRunner().invoke(cli, ["query", "list", "--config", str(file)])
    assert SLUG in listed.output
    arguments = ["export", SLUG, "--format", "json", "--config", str(file)]
    exported = json.loads(CliRunner().invoke(cli, arguments).output)
    assert [row["trial_id"] for row in exported["rows"]] == [ONE]
