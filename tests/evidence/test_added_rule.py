"""A linking rule is one file: from its folder it reaches the links, pages, exports and /about.

Relies on Datasette.
"""

import csv
import io
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.evidence import update
from harvest.evidence.links import rules
from harvest.paths import CHECKOUT
from harvest.publish import publish
from harvest.store import Store
from tests.helpers.bases.work_base import article, insert, make_config, row, trial
from tests.helpers.clock import FakeClock
from tests.helpers.documents import fences
from tests.helpers.site.site_pages import ONE, get, served

PAPER = "90000009"
[RULE] = fences((CHECKOUT / "docs" / "adding-a-linking-rule.md").read_text("utf-8"))
UNNAMED = "the registry lists it as a result; the paper does not name the trial"
REASON = "the trial's results section cites it"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of ``db/links`` with one rule more."""
    made = shutil.copytree(rules.FOLDER, tmp_path / "links")
    (made / Path(RULE.file).name).write_text(RULE.text, "utf-8")
    monkeypatch.setattr(rules, "FOLDER", made)
    return made


def _table(site: Datasette, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(get(site, path).content.decode("utf-8-sig"))))


def test_a_rule_dropped_into_the_folder_works_from_one_end_to_the_other(
    folder: Path, tmp_path: Path
) -> None:
    config = make_config(tmp_path)
    clock = FakeClock()
    with closing(Store.open(config.store.path, clock=clock)) as store:
        store.begin_run(False)
        section = row("result_sections", ONE, "moreInfoModule", f'{{"see": "10.5555/{PAPER}"}}')
        insert(config.store.path, [*trial(1), section, *article(9)])
        update(store, config.topic)
        found = store.connection.execute("SELECT rule, relation, basis FROM links").fetchall()
    assert found == [("doi_in_results_section", "results", REASON)]
    publish(config, clock=clock)
    site = served(config)
    for path in (f"/trials/{ONE}", f"/articles/{PAPER}"):
        page = " ".join(get(site, path).text.split()).replace("&#39;", "'")
        assert f"<summary>{REASON[0].upper()}{REASON[1:]}" in page
        assert f"<li>The trial's results section cites the paper: <q>10.5555/{PAPER}</q>" in page
    table = csv.DictReader(
        io.StringIO(get(site, "/queries/papers-of-trials.csv").content.decode("utf-8-sig"))
    )
    assert [(each["rules"], each["reason"]) for each in table] == [
        ("The trial's results section cites the paper", REASON)
    ]
    table = csv.DictReader(
        io.StringIO(get(site, "/queries/link-disagreements.csv").content.decode("utf-8-sig"))
    )
    assert [(each["trial_id"], each["disagreement"]) for each in table] == [(ONE, UNNAMED)]
    about = get(site, "/about").text.replace("&#39;", "'")
    titles = [rule.title for rule in rules.rules(folder)]
    assert len(titles) == 11
    assert [title for title in titles if f"<li>{title}</li>" not in about] == []
    site.get_database("evidence").close()
