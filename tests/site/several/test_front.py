"""The page before several topics, and one search across them.

Relies on Datasette.
"""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.helpers.site.several import SHARED, Server


def page(server: Server, path: str = "/") -> BeautifulSoup:
    answer = server.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def sections(found: BeautifulSoup) -> dict[str, Tag]:
    """The part of each topic by its name in addresses."""
    return {
        str(tag["aria-labelledby"]).removeprefix("t-"): tag
        for tag in found.find_all("section", attrs={"aria-labelledby": True})
        if str(tag["aria-labelledby"]).startswith("t-")
    }


def said(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def leads(tag: Tag) -> dict[str, str]:
    return {said(each): str(each["href"]) for each in tag.find_all("a", href=True)}


def test_each_topic_is_told_with_title_counts_freshness_and_news(server: Server) -> None:
    found = sections(page(server))
    assert list(found) == ["liver", "lupus", "glp-1"]
    text = said(found["liver"])
    assert text.startswith("Cells for the liver 3 trials and 3 papers")
    assert "Complete as of 24 November 2026, 06:00 UTC" in text
    assert "Status changed 2" in text
    assert leads(found["liver"])["3 trials"] == "/t/liver/trials"
    assert "/t/liver/trials/NCT90000001" in leads(found["liver"]).values()


def test_the_one_that_is_stale_says_so_there_and_on_its_own_pages_only(server: Server) -> None:
    found = sections(page(server))
    old = "The last complete harvest ended 3 days ago"
    assert old in said(found["lupus"])
    assert "Not up to date" not in said(found["liver"])
    assert old in said(page(server, "/t/lupus/trials"))
    assert "Not up to date" not in said(page(server, "/t/liver/trials"))


def test_one_without_a_file_says_so_and_the_others_answer(server: Server) -> None:
    assert "Not available. Nothing is published yet." in said(sections(page(server))["glp-1"])
    answer = server.get("/t/glp-1/trials")
    assert answer.status_code == 503
    assert "Nothing is published yet." in answer.text
    assert server.get("/t/lupus/trials").status_code == 200


def test_programs_read_the_state_of_all_at_one_address(server: Server) -> None:
    liver, lupus, glp = server.get("/status.json").json()["topics"]
    assert (liver["topic"], liver["address"]) == ("liver", "http://localhost/t/liver/")
    assert (liver["stale"], lupus["stale"]) == (False, True)
    assert (lupus["age_hours"], lupus["fault"]) == (84.0, None)
    assert glp == {
        "topic": "glp-1",
        "title": "GLP-1 in fatty liver",
        "address": "http://localhost/t/glp-1/",
        "fault": "Nothing is published yet.",
    }
    assert str(server.several.places[0].config.publish.path) not in server.get("/status.json").text


def test_a_search_across_groups_by_topic_and_tells_a_shared_record_once_with_both(
    server: Server,
) -> None:
    shown = page(server, "/search?q=cells")
    found = sections(shown)
    assert list(found) == ["liver", "lupus"]
    cards = [
        card
        for card in shown.select("li.card")
        if card.select_one(f'h4 a[href$="/trials/{SHARED}"]')
    ]
    assert len(cards) == 1
    assert leads(cards[0])["CAR-T in lupus"] == f"/t/lupus/trials/{SHARED}"
    assert "Also in CAR-T in lupus" in said(cards[0])
    assert f"Shown above: {SHARED}" in said(found["lupus"])
    assert leads(found["lupus"])[SHARED] == f"/t/lupus/trials/{SHARED}"
    assert "/t/lupus/trials/NCT90000004" in leads(found["lupus"]).values()
    assert "Not searched: GLP-1 in fatty liver" in said(shown)


def test_a_topic_that_finds_nothing_is_named(server: Server) -> None:
    shown = page(server, "/search?q=nephritis")
    assert list(sections(shown)) == ["lupus"]
    assert "No trial or paper matches in Cells for the liver" in said(shown)
    nowhere = page(server, "/search?q=zzzz")
    assert "matches in Cells for the liver or CAR-T in lupus" in said(nowhere)
    assert "How to search" in said(nowhere)


def test_a_number_leads_to_its_record_or_to_each_topic_that_has_it(server: Server) -> None:
    answer = server.get("/search?q=NCT90000004")
    assert (answer.status_code, answer.headers["location"]) == (
        302,
        "/t/lupus/trials/NCT90000004",
    )
    lead = page(server, f"/search?q={SHARED}").select_one("main p.lead")
    assert lead is not None
    assert said(lead).startswith(f"{SHARED} is in 2 topics: ")
    both = leads(lead)
    assert both["Cells for the liver"] == f"/t/liver/trials/{SHARED}"
    assert both["CAR-T in lupus"] == f"/t/lupus/trials/{SHARED}"


def test_a_search_of_one_topic_leads_to_that_of_all(server: Server) -> None:
    there = leads(page(server, "/t/lupus/search?q=a%26b"))["Search all topics"]
    assert there == "/search?q=a%26b"
    assert server.get(there).status_code == 200


@pytest.mark.parametrize("text", ["", "%00", '"', "<script>alert(1)</script>", "x" * 600])
def test_odd_searches_are_answered(server: Server, text: str) -> None:
    answer = server.get(f"/search?q={text}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_each_topic_has_the_packs_of_its_own(server: Server) -> None:
    liver, lupus = (said(page(server, f"/t/{name}/queries")) for name in ("liver", "lupus"))
    assert "cell source" in liver.lower()
    assert "cell source" not in lupus.lower()


def test_answers_are_guarded_as_those_of_a_topic_are(server: Server) -> None:
    ours, topics = server.get("/"), server.get("/t/liver/")
    for name in ("content-security-policy", "x-frame-options", "x-content-type-options"):
        assert ours.headers[name] == topics.headers[name]
    assert server.get("/a\\b").status_code == 400
    assert server.get("/-/config").status_code == 404
    style = server.get("/static/site.css")
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css")
    assert server.get("/static/../app.py").status_code == 404
