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
from tests.helpers.bases.work_base import article, config_text, filled, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.economy.thorough import THOROUGH

EACH = 2_500 if THOROUGH else 150


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = filled(tmp_path_factory.mktemp("large"), 3, 3)
    more = range(100, 100 + EACH)
    rows = [row for number in more for row in (*trial(number), *article(number))]
    insert(config.store.path, rows)
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
        }

    found = talk(of, read)
    for name in ("trials", "all trials", "studies", "papers", "sql"):
        assert len(set(found[name])) == len(found[name]) == EACH + 3, name
    assert set(found["saved"]) == set(found["all trials"])
    assert set(found["queries"]) == {query.slug for query in load()}


SQL = "SELECT trial_id FROM trials ORDER BY trial_id"
