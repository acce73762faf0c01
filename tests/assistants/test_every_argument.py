"""Every argument of every tool, as its schema limits it and as it says, over both transports.

Relies on nothing beside the program.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from harvest.config import Config
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.queries import load
from harvest.site.assistant.protocol import server
from harvest.site.server import Serving
from tests.helpers.assistants.asked import COMMON, EFFECTS, REMOVED, TWIN, USUAL, Ask, asks
from tests.helpers.assistants.client import answer, stdio, talk, whole
from tests.helpers.assistants.file import File
from tests.helpers.bases.rich_base import PLAIN, RICH, build
from tests.helpers.bases.told import tell
from tests.helpers.bases.work_base import NOW, THAT_DAY, config_text, execute, insert, row, trial
from tests.helpers.clock import FakeClock
from tests.helpers.economy.thorough import THOROUGH

WAYS = {
    ("stdio", "auto"): {0}, ("stdio", "legacy"): {1},
    ("http", "auto"): {2, 3, 4}, ("http", "legacy"): {5, 6, 7},
}  # fmt: skip
"""Which eighths of all that is asked go each way; all of it with HARVEST_THOROUGH=1"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A base in which each argument makes a difference."""
    config = build(tmp_path_factory.mktemp("asked"))
    work = config.store.path
    twin = dict(registry="isrctn", nct_id=None, brief_title="Cells in cirrhosis, once more")
    insert(
        work,
        [
            *trial(6, brief_title="A trial that was taken away"),
            row("trials", TWIN, url="https://www.isrctn.com/ISRCTN90000007", has_results=0, **twin),
            row(
                "trials",
                "EUCTR2015-001234-56-DE",
                url="https://example.org/2015",
                has_results=0,
                **(twin | {"registry": "euctr"}),
            ),
            row("locations", "NCT90000004", 2, "Ward 3", "Berlin", country="Germany"),
        ],
    )
    execute(work, "UPDATE records SET removed_on = '2026-10-01' WHERE id = ?", (REMOVED,))
    link = (
        "INSERT INTO links (trial_id, article_id, rule, relation, basis, score, probable, evidence,"
        " proofs, first_seen, last_seen, withdrawn_on) VALUES (?, '90000002', 'databank',"
        " 'results', 'The registry says so', 1.0, 0, 'NCT90000002', 1, ?, ?, '2026-11-01')"
    )
    execute(work, link, (PLAIN, NOW, NOW))
    same = (
        "INSERT INTO same_study VALUES (?, ?, 'number', 'same', 1.0, 'says so', NULL, ?, ?, NULL)"
    )
    for one, other in ((RICH, TWIN), (TWIN, RICH)):
        execute(work, same, (one, other, NOW, NOW))
        execute(work, "INSERT INTO study_members VALUES (?, ?)", (one, RICH))
    differs = (
        "INSERT INTO study_disagreements"
        " VALUES (?, ?, ?, 'enrollment', '120', NULL, '90', NULL, NULL)"
    )
    execute(work, differs, (RICH, RICH, TWIN))
    tell(config, RICH, "status", "NOT_YET_RECRUITING", "RECRUITING", origin="registry")
    publish(config, clock=FakeClock(THAT_DAY))
    return config


@pytest.fixture(scope="module")
def places(rich: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What a client connects to, over each transport."""
    folder = tmp_path_factory.mktemp("asked-over")
    (folder / "config.toml").write_text(config_text(folder / "none.db", rich.publish.path))
    with Serving(replace(rich, serve=replace(rich.serve, port=0, mcp=True))) as serving:
        thread = threading.Thread(target=lambda: asyncio.run(serving.serve()))
        thread.start()
        yield {"stdio": stdio(folder), "http": f"{serving.address}mcp"}
        serving.stop()
        thread.join(30)


async def everything(client: Any) -> list[Ask]:
    """All that is asked, made from the schemas that this client is told."""
    tools = (await client.list_tools()).tools
    return [ask for tool in tools for ask in asks(tool.name, tool.input_schema)]


async def faults(client: Any, ask: Ask) -> str:
    """What is wrong with an answer; "" if nothing is."""
    told = await answer(client, ask.tool, **ask.given)
    problem = told.get("error", "")
    if ask.says or ask.never:
        right = ask.says in problem if ask.says else ask.never not in problem
        return "" if right else problem or "no error"
    if ask.as_to is not None:
        return "" if told == await answer(client, ask.tool, **ask.as_to) else "another answer"
    assert ask.check is not None
    return "" if ask.check(await whole(client, ask.tool, **ask.given)) else str(told)[:400]


@pytest.mark.parametrize(("way", "mode"), WAYS)
def test_every_argument_does_what_it_says_and_keeps_its_limits(places, way, mode):
    async def work(client: Any) -> list[tuple[str, Ask]]:
        made = enumerate(await everything(client))
        mine = [ask for place, ask in made if THOROUGH or place % 8 in WAYS[way, mode]]
        return [(fault, ask) for ask in mine if (fault := await faults(client, ask))]

    assert talk(places[way], work, mode) == []


def test_no_argument_is_without_its_effect(rich):
    async def told(client: Any) -> set[tuple[str, str]]:
        tools = (await client.list_tools()).tools
        return {(tool.name, name) for tool in tools for name in tool.input_schema["properties"]}

    found = talk(server(lambda: File(rich)), told)
    assert {each for each in found if each[1] not in COMMON} == set(EFFECTS)
    assert {tool for tool, _ in found} == set(USUAL)


@pytest.mark.parametrize("tool", list(USUAL))
def test_a_list_is_read_on_from_its_cursor_and_from_no_other_lists(rich, tool):
    given = USUAL[tool]

    async def work(client: Any) -> Any:
        every = await whole(client, tool, **given)
        by_two = await whole(client, tool, **given, limit=2)
        first = await answer(client, tool, **given, limit=1)
        other = "studies" if tool != "studies" else "queries"
        stolen = await answer(client, other, cursor=first["next_cursor"])
        beyond = first["next_cursor"].replace("-1-", "-99999-")
        return every, by_two, first, stolen, await answer(client, tool, **given, cursor=beyond)

    every, by_two, first, stolen, beyond = talk(server(lambda: File(rich)), work)
    assert len(every) > 1
    assert by_two == every
    assert (first["returned"], first["items"]) == (1, every[:1])
    assert "is of another list" in stolen["error"]
    assert "beyond the end" in beyond["error"]


def origins(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Of each item of an answer: who says so, and in which version; nothing where it is missing."""
    found = []
    for item in told["items"]:
        of = item if "source" in item else told.get("record", {})
        pairs = [(of.get("source"), of.get("version"))]
        pairs = [(each["source"], each["version"]) for each in item.get("records", ())] or pairs
        for kind in ("trial", "paper"):
            if f"{kind}_source" in item:
                pairs.append((item[f"{kind}_source"], item[f"{kind}_version"]))
        found.append([pair for pair in pairs if pair[0] and pair[1]])
    return found


@pytest.mark.parametrize("tool", [tool for tool in USUAL if tool not in ("queries", "run_query")])
def test_every_fact_has_its_source_version_and_day(rich, tool):
    told = talk(server(lambda: File(rich)), lambda client: answer(client, tool, **USUAL[tool]))
    assert told["publication"]["published_on"] == "2026-11-24"
    assert told["items"]
    assert all(origins(told))


@pytest.mark.parametrize("number", ["%", "_", "EUCTR%", "*", "[0-9]"])
def test_a_sign_of_a_pattern_is_no_number_of_a_record(rich, number):
    told = talk(server(lambda: File(rich)), lambda client: answer(client, "record", id=number))
    assert "not in this database" in told["error"]


def test_a_pair_of_registrations_and_a_change_have_them_too(rich):
    async def work(client: Any) -> Any:
        return (
            await answer(client, "studies", id=RICH),
            await answer(client, "changes", include_registry_history=True),
        )

    for told in talk(server(lambda: File(rich)), work):
        assert all(origins(told))


def test_each_row_of_a_saved_query_has_the_records_that_it_names(rich):
    async def work(client: Any) -> Any:
        return {query.slug: await whole(client, "run_query", query=query.slug) for query in load()}

    with closing(open_published(rich)) as connection:
        held = {row[0] for row in connection.execute(
            "SELECT trial_id FROM trials UNION ALL SELECT article_id FROM articles"
        )}  # fmt: skip
    named = 0
    for slug, items in talk(server(lambda: File(rich)), work).items():
        for item in items:
            texts = {v["quoted"] for v in item["values"].values() if isinstance(v, dict)}
            told = {
                each["record"] for each in item["records"] if each["source"] and each["version"]
            }
            assert texts & held <= told, slug
            named += len(told)
    assert named > 20
