"""The JSON addresses as OpenAPI, and the guide for assistants: each address that they name answers.

Relies on Datasette.
"""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest
from datasette.app import Datasette

from harvest.queries import load
from harvest.site.pages.programs import template
from tests.helpers.site.site_pages import served

ASKED = {"/compare.json": "?ids=NCT90000001", "/near.json": "?place=Beijing"}
EXAMPLES = {"key": "NCT90000001", "ui": "D008103", "table": "trials"}


@pytest.fixture(scope="module")
def site(config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def get(site: Datasette, *paths: str) -> list[Any]:
    async def all_of_them() -> list[Any]:
        return [await site.client.get(path) for path in paths]

    return asyncio.run(all_of_them())


def test_each_json_address_is_described_and_answers_json(site):
    (told,) = get(site, "/openapi.json")
    paths = told.json()["paths"]
    assert {"/status.json", "/changes.json", "/verify.json", "/trials.json"} <= set(paths)
    assert {f"/queries/{query.slug}.json" for query in load()} <= set(paths)
    found = []
    for path, described in paths.items():
        names = {each["name"] for each in described["get"]["parameters"] if each["in"] == "path"}
        assert names == set(re.findall(r"\{(\w+)\}", path))
        if "{slug}" not in path:
            key = "90000001" if path.startswith("/articles") else EXAMPLES["key"]
            found.append(path.format(**EXAMPLES | {"key": key}) + ASKED.get(path, ""))
    for path, answer in zip(found, get(site, *found), strict=True):
        assert answer.headers["content-type"].startswith("application/json"), path
        assert answer.status_code == 200, path
        answer.json()


def test_the_guide_for_assistants_leads_to_pages_that_are_there(site):
    (told,) = get(site, "/llms.txt")
    assert told.headers["content-type"] == "text/plain; charset=utf-8"
    assert told.text.startswith("# Synthetic topic\n\n> ")
    assert "/mcp" not in told.text
    paths = re.findall(r"\]\(http://localhost(/[^)]*)\)", told.text)
    assert len(paths) > len(load())
    answers = get(site, *paths)
    assert {path: a.status_code for path, a in zip(paths, answers, strict=True)} == dict.fromkeys(
        paths, 200
    )


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (r"^/status\.json$", "/status.json"),
        (r"^/trials/(?P<key>[^?]{1,400}?)\.(?P<ending>ris|csl\.json|json)$", "/trials/{key}.json"),
        (r"^/compare\.(?P<ending>ris|csv)$", None),
        (r"^/mesh/(?P<ui>[A-Z][0-9()]{3,12})\.(?P<ending>json)$", "/mesh/{ui}.json"),
        (r"^/trials/(?!.*\.json$)(?P<key>[^?]+)$", None),
        (r"^/about$", None),
    ],
)
def test_an_address_is_written_from_its_route(pattern, path):
    assert template(pattern) == path
