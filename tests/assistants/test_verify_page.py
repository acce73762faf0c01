"""The page that compares a pasted text: what it shows, and what hostile texts can't make it do.

Relies on Datasette.
"""

import asyncio
import time
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.site.pages.verify import MOST
from harvest.verify import of_text, verify
from tests.helpers.site.site_pages import dangers, served


@pytest.fixture(scope="module")
def site(config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def post(site: Datasette, text: str, path: str = "/verify", **headers: str) -> Any:
    given = {"data": {"text": text}, "headers": headers}
    return asyncio.run(site.client.post(path, **given))


def test_a_pasted_text_is_shown_line_by_line_with_what_the_records_say(site):
    text = "NCT90000001 enrolled 41 patients.\n\nSee NCT90000011."
    soup = BeautifulSoup(post(site, text).text, "lxml")
    first, second = soup.select(".checked")
    assert first.select_one("blockquote").get_text() == "NCT90000001 enrolled 41 patients."
    assert "The record states 40 (planned)" in first.get_text(" ", strip=True)
    assert [badge.get_text() for badge in first.select(".badge.bad")] == ["contradicts"]
    assert second.select_one("h3").get_text() == "Line 3"
    assert [a["href"] for a in second.find_all("a")] == ["/trials/NCT90000011"]
    assert soup.select_one("textarea").get_text().strip() == text


def test_the_page_before_anything_is_sent_has_the_form_and_what_verdicts_mean(site):
    answer = asyncio.run(site.client.get("/verify"))
    soup = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 200
    assert soup.find("form", action="/verify", method="post")
    assert "Not valid" in answer.text or "not a valid number" in answer.text.lower()


def test_programs_get_the_same_as_one_object_with_its_proofs(site):
    answer = post(site, "NCT90000001 enrolled 41 patients.", "/verify.json")
    told = answer.json()
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert (told["needs_attention"], told["publication"]["day"]) == (1, "2026-11-24")
    assert told["findings"][1]["proofs"][0]["words"] == "40 (planned)"
    refused = post(site, "   ", "/verify.json")
    assert (refused.status_code, refused.json()["status"]) == (400, 400)


def test_nothing_that_is_pasted_is_kept_or_executed(site, config):
    before = sha256(config.publish.path.read_bytes()).hexdigest()
    files = {path.name for path in config.publish.path.parent.iterdir()}
    for text in (
        '<script>alert(1)</script> NCT90000001 "><img src=x onerror=alert(1)>',
        "'; DROP TABLE trials; -- NCT90000001 was <b>completed</b>",
        "NCT90000001 {{ 7 * 7 }} {% include 'base.html' %} \x00 \u202e",
    ):
        answer = post(site, text)
        assert answer.status_code == 200
        assert dangers(answer.text) == []
    answer = post(site, "NCT90000011")
    assert answer.headers["cache-control"] == "no-store"
    assert sha256(config.publish.path.read_bytes()).hexdigest() == before
    assert {path.name for path in config.publish.path.parent.iterdir()} == files


@pytest.mark.parametrize("text", ["", " \n ", "x" * (MOST + 1), "<!doctype html><p>"])
def test_what_can_not_be_compared_is_told_in_one_line(site, text):
    answer = post(site, text)
    assert answer.status_code == 400
    assert BeautifulSoup(answer.text, "lxml").select_one("[role=alert]")


def test_what_is_no_form_or_far_too_long_is_refused(site):
    sent = site.client.post("/verify", content=b"\xff\xfe", headers={"content-type": "x/y"})
    assert asyncio.run(sent).status_code == 400
    assert post(site, "ä" * 300_000).status_code == 400
    assert post(site, "NCT90000001", **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert asyncio.run(site.client.post("/trials", data={"text": "x"})).status_code == 405


ODD = (
    "NCT90000001 ", "(", "NCT9", "a. B", "PMID: 1;",
    "primary outcome was ", "“", "in the trial in ",
)  # fmt: skip


def test_a_text_twice_as_long_takes_no_more_than_twice_or_so_as_long(base):
    def seconds(odd: str, length: int) -> float:
        document = of_text((odd * length)[:length])
        begin = time.process_time()
        verify(base, document)
        return time.process_time() - begin

    for odd in ODD:
        assert seconds(odd, 8_000) < 3 * seconds(odd, 4_000) + 0.3, odd
