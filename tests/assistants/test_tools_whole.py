"""Every list is read to its end, each item once: of 300 records, of 5,000 with HARVEST_THOROUGH=1.

Relies on nothing beside the program.
"""

from pathlib import Path
from typing import Any

import pytest

from harvest.config import Config
from harvest.publish import publish
from harvest.queries import load
from harvest.site.assistant.protocol import server
from tests.helpers.assistants.client import stdio, talk, whole
from tests.helpers.assistants.file import File
from tests.helpers.bases.work_base import NOW, article, config_text, execute, filled, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.economy.thorough import THOROUGH

EACH = 2_500 if THOROUGH else 150
ONE = "NCT90000001"
MANY = (
    "INSERT INTO changes (kind, record_id, event, field, old, new, happened_on, seen_at, run_id,"
    " origin) SELECT 'trial', trial_id, 'status', 'status', 'COMPLETED', 'RECRUITING',"
    " '2026-11-01', ?, 1, 'harvest' FROM trials",
    "INSERT INTO links (trial_id, article_id, rule, relation, basis, score, probable, evidence,"
    " proofs, first_seen, last_seen) SELECT 'NCT90000001', article_id, 'databank', 'results',"
    " 'says so', 1.0, 0, 'NCT90000001', 1, ?1, ?1 FROM articles",
    "INSERT OR REPLACE INTO related SELECT 'trial', 'NCT90000001', 'trial', trial_id,"
    " row_number() OVER (ORDER BY trial_id), 0.5, '[\"same cells\"]' FROM trials"
    " WHERE trial_id > 'NCT90000001' AND ? IS NOT NULL",
)
"""Each record changes, and one has to do with all"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("large"), 3, 3)
    more = range(100, 100 + EACH)
    rows = [row for number in more for row in (*trial(number), *article(number))]
    insert(config.store.path, rows)
    for statement in MANY:
        execute(config.store.path, statement, (NOW,))
    publish(config, clock=FakeClock())
    return config


@pytest.fixture
def of(large: Config, tmp_path: Path) -> Any:
    """What a client connects to: a process of its own where everything is tried."""
    if not THOROUGH:
        return server(lambda: File(large))
    (tmp_path / "config.toml").write_text(config_text(tmp_path / "none.db", large.publish.path))
    return stdio(tmp_path)


def test_every_list_goes_to_its_end_and_has_each_item_once(of):
    async def read(client: Any) -> dict[str, list[str]]:
        return {
            "trials": [i["record"] for i in await whole(client, "search", text="mesenchymal")],
            "all trials": [i["record"] for i in await whole(client, "search", limit=200)],
            "papers": [i["record"] for i in await whole(client, "search", kind="paper")],
            "studies": [i["study_id"] for i in await whole(client, "studies")],
            "queries": [i["query"] for i in await whole(client, "queries")],
            "sql": [i["row"][0]["quoted"] for i in await whole(client, "sql", sql=SQL)],
            "saved": [
                i["values"]["trial_id"]["quoted"]
                for i in await whole(client, "run_query", query="recruiting-trials")
            ],
            "changes": [i["record_id"] for i in await whole(client, "changes", limit=200)],
            "links": [i["article_id"] for i in await whole(client, "links", id=ONE)],
            "related": [i["other_id"] for i in await whole(client, "related", id=ONE)],
            "record": [str(i) for i in await whole(client, "record", id=ONE, sections=["all"])],
        }

    found = talk(of, read)
    for name in ("trials", "all trials", "studies", "papers", "sql", "changes"):
        assert len(set(found[name])) == len(found[name]) == EACH + 3, name
    assert len(found["links"]) == EACH + 4  # of one paper by two rules
    assert len(set(found["links"])) == EACH + 3
    assert len(set(found["related"])) == len(found["related"]) == EACH + 2
    assert len(set(found["record"])) == len(found["record"])
    assert set(found["saved"]) == set(found["all trials"])
    assert set(found["queries"]) == {query.slug for query in load()}


def test_lists_of_what_is_given_go_to_their_end(of):
    ids = [f"NCT9{number:07d}" for number in range(100, 600 if THOROUGH else 130)]
    text = "\n\n".join(f"{number} enrolled 41 patients." for number in ids)

    async def read(client: Any) -> Any:
        cells = await whole(client, "table", ids=ids, columns=["enrollment", "status_label"])
        cited = await whole(client, "cite", ids=ids)
        return cells, cited, await whole(client, "verify", text=text, only_needing_attention=True)

    cells, cited, verified = talk(of, read)
    assert [cell["trial"] for cell in cells] == [number for number in ids for _ in range(2)]
    assert [each["record"] for each in cited] == ids
    assert [each["record"] for each in verified] == ids


SQL = "SELECT trial_id FROM trials ORDER BY trial_id"
