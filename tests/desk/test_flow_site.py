"""The flow at the desk: each number leads to as many records, and only who is known sees it.

Relies on Datasette.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from harvest.config import Config
from harvest.desk.decisions import Decision, write
from harvest.site.app import make
from tests.helpers.clock import FakeClock
from tests.helpers.desk.reviewed import KEYS, UPDATE, base, decisions
from tests.helpers.desk.topics import own

Get = Callable[[str], Any]


@pytest.fixture(scope="module")
def review(desk_base: Config, tmp_path_factory: pytest.TempPathFactory) -> Config:
    return base(desk_base, tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def config(review: Config, tmp_path: Path) -> Config:
    return own(review, tmp_path, site=True)


@pytest.fixture
def visit(config: Config) -> Iterator[Callable[[str | None], Get]]:
    """Pages of the site as somebody sees them, with a name or without."""
    site = make(config, clock=FakeClock())

    def person(name: str | None) -> Get:
        cookies: dict[str, str] = {}

        def send(path: str, fields: dict[str, str] | None = None) -> Any:
            headers = {"host": "localhost", "origin": "http://localhost",
                       "sec-fetch-site": "same-origin"}  # fmt: skip
            if fields is None:
                return asyncio.run(site.client.get(path, headers=headers, cookies=cookies))
            return asyncio.run(
                site.client.post(path, data=fields, headers=headers, cookies=cookies)
            )

        if name:
            cookies.update(send("/desk/name", {"name": name}).cookies)
        return send

    yield person
    site.get_database("evidence").close()


@pytest.mark.parametrize("since", ["", f"?since={UPDATE}"])
def test_every_number_leads_to_as_many_records(
    config: Config, visit: Callable[[str | None], Get], clock: FakeClock, since: str
) -> None:
    write(config, decisions(), clock=clock)
    get = visit("Ama")
    page = html.fromstring(get(f"/desk/flow{since}").content)
    rows = page.xpath("//table//td/a")
    assert len(rows) > 25
    for link in rows:
        records = html.fromstring(get(link.get("href")).content)
        number = int(link.text_content())
        assert len(records.xpath("//ol[@class='flow-records']/li")) == number
        assert records.xpath("string(//p[@class='count']/strong)") == str(number)
    drawn = {link.get("href"): link for link in page.xpath("//*[local-name()='svg']//a")}
    told = {link.get("href") for link in rows}
    assert len(drawn) > 20
    assert set(drawn) <= told
    assert "style" not in {each.tag for each in page.xpath("//*[local-name()='svg']//*")}


def test_the_files_are_those_of_the_command(
    config: Config, visit: Callable[[str | None], Get], clock: FakeClock
) -> None:
    write(config, decisions(), clock=clock)
    get = visit("Ama")
    for ending, begin in (
        ("svg", b"<svg"),
        ("docx", b"PK"),
        ("csv", b"Step,"),
        ("md", b"# PRISMA"),
    ):
        answer = get(f"/desk/flow.{ending}?since={UPDATE}")
        assert answer.status_code == 200
        assert answer.content.startswith(begin)
        assert "no-store" in answer.headers["cache-control"]
    listed = get("/desk/flow/records.csv?number=excluded").text.splitlines()
    assert [line.split(",")[0] for line in listed[1:]] == [KEYS["P2"], KEYS["E2"], KEYS["E3"]]


def test_who_is_not_known_sees_no_flow_and_the_second_person_not_the_first_s(
    config: Config, visit: Callable[[str | None], Get], clock: FakeClock
) -> None:
    write(config, decisions("Ama"), clock=clock)
    nobody = visit(None)
    for path in ("/desk/flow", "/desk/flow.csv", "/desk/flow/records?number=excluded"):
        answer = nobody(path)
        assert (answer.status_code, answer.headers["location"]) == (302, "/desk")
    kofi = visit("Kofi")
    assert "Reports assessed for eligibility,0,assessed" in kofi("/desk/flow.csv").text
    assert "No records." in kofi("/desk/flow/records?number=excluded").text
    write(config, [Decision(KEYS["P2"], "title", "exclude", "Kofi")], clock=clock)
    assert KEYS["P2"] in kofi("/desk/flow/records?number=excluded").text


def test_a_flow_that_is_asked_for_wrongly_is_told(visit: Callable[[str | None], Get]) -> None:
    get = visit("Ama")
    assert get("/desk/flow?since=soon").status_code == 400
    assert get("/desk/flow/records?number=none").status_code == 404
    assert re.search("is not a date", get("/desk/flow?since=soon").text)
