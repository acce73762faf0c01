"""Mail is asked for on the site: nobody gets any who did not confirm, whoever asks and however.

Relies on Datasette.
"""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import urlencode

import feedparser
import pytest
from icalendar import Calendar
from lxml import html

from harvest.config import Config
from harvest.digest import watch as watches
from harvest.errors import ConfigError
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.site.app import make
from harvest.site.lists.records import records
from harvest.subscriptions.book import BY_ADDRESS, BY_VISITOR, Book
from harvest.subscriptions.following import Follow
from harvest.subscriptions.sending import Sent
from tests.helpers.bases.told import ONE, deliver, tell, watch
from tests.helpers.bases.work_base import THAT_DAY, execute, filled, insert, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.site_pages import get, served
from tests.helpers.site.subscribing import ANN, FORM, SITE, Case

# --- asking and confirming ---


def test_nobody_is_mailed_news_who_did_not_press_the_button(case: Case) -> None:
    answer = case.post("/follow", {"address": ANN, "trial": ONE})
    assert "a mail is on its way" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    link = case.mails.link("/follow/confirm")
    page = case.get(f"/follow/confirm?{urlencode({'link': link})}")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert page.headers["referrer-policy"] == "strict-origin"
    assert 'method="post" action="/follow/confirm"' in page.text
    assert case.rows("readers") == 0
    case.clock.advance(timedelta(days=30).total_seconds())
    assert case.round() == Sent()
    assert case.mails.to == [ANN]


def test_nobody_can_send_words_of_their_own_to_others_through_the_form(case: Case) -> None:
    bait = "/trials?q=win+at+https://evil.example"
    assert case.post("/follow", {"address": ANN, "list": bait}).status_code == 200
    mail = case.mails.newest()
    text = f"{mail['Subject']} {mail.get_body(('plain',)).get_content()}"
    assert "a list of this site" in text
    assert "evil" not in text
    link = case.mails.link("/follow/confirm")
    assert "evil.example" in case.get(f"/follow/confirm?{urlencode({'link': link})}").text


# --- without mail ---


@pytest.mark.parametrize(
    ("page", "named", "feed", "line"),
    [
        (f"/trials/{ONE}", f"trial={ONE}", f"/trials/{ONE}/changes.atom", f'trials = ["{ONE}"]'),
        (
            "/sponsors/synthetic-hospital",
            "sponsor=synthetic-hospital",
            "/sponsors/synthetic-hospital/changes.atom",
            'sponsors = ["Synthetic Hospital"]',
        ),
        (
            "/queries/recruiting-trials",
            "query=recruiting-trials",
            "/queries/recruiting-trials/changes.atom",
            'queries = ["recruiting-trials"]',
        ),
        (
            "/trials?country=China&page=1",
            "list=/trials%3Fcountry%3DChina",
            "/trials.atom?country=China",
            'lists = ["/trials?country=China"]',
        ),
    ],
)
def test_each_page_leads_to_its_feed_calendar_and_lines_for_a_digest(
    case: Case, tmp_path: Path, page: str, named: str, feed: str, line: str
) -> None:
    links = html.fromstring(case.get(page).text).xpath("//a/@href")
    assert f"/follow?{named}" in links
    follow = html.fromstring(case.get(f"/follow?{named}").text)
    links = follow.xpath("//main//a/@href")
    assert {page.replace("&page=1", ""), feed, f"/follow.ics?{links_of(named)}"} <= set(links)
    entries = feedparser.parse(case.get(feed).text).entries
    assert {entry.link[-11:] for entry in entries} >= {ONE}
    (calendar,) = Calendar.from_ical(case.get(f"/follow.ics?{named}").content, multiple=True)
    numbers = {str(event["uid"])[:11] for event in calendar.walk("VEVENT")}
    assert ONE in numbers
    (told,) = follow.xpath("//section[@aria-labelledby='by-digest']//pre[1]")[:1]
    assert told.text_content() == line
    (tmp_path / "watch.toml").write_text(line)
    assert not watches.read(tmp_path / "watch.toml").everything


def links_of(named: str) -> str:
    """The fields as the page writes them: a sponsor by its name, which stays."""
    return named.replace("=synthetic-hospital", "=Synthetic+Hospital").replace(
        "/trials", "%2Ftrials"
    )


def test_a_list_of_ones_own_digest_tells_what_came_into_it_and_what_changed(
    changed: Config, tmp_path: Path
) -> None:
    wanted = watch(tmp_path, 'lists = ["/trials?country=China"]')
    assert deliver(changed, wanted, str(tmp_path / "digest.md")).changes == 2
    assert "## List: /trials?country=China" in (tmp_path / "digest.md").read_text()
    with pytest.raises(ConfigError, match="lists: '/evil' is not the address of a list"):
        watch(tmp_path, 'lists = ["/evil"]')


def test_a_followed_list_has_each_registration_of_a_study_and_expects_its_readout_once(
    tmp_path: Path,
) -> None:
    config = filled(tmp_path, 1, 1)
    both = ["NCT90000021", "NCT90000022"]
    for number, day in ((21, "2027-01"), (22, "2026-12-31")):
        dates = {"primary_completion_date": day, "primary_completion_date_type": "ESTIMATED"}
        insert(config.store.path, trial(number, phase="PHASE4", **dates))
        joined = "INSERT INTO study_members VALUES (?, ?)"
        execute(config.store.path, joined, (both[number - 21], both[0]))
        tell(config, both[number - 21], "status", "RECRUITING", "COMPLETED")
    publish(config, clock=FakeClock(THAT_DAY))
    with closing(open_published(config)) as connection:
        assert sorted(records(connection, "/trials?phase=PHASE4")) == both
    site = served(config)
    entries = feedparser.parse(get(site, "/trials.atom?phase=PHASE4").text).entries
    assert sorted(entry.link[-11:] for entry in entries) == both
    for named in ("?list=/trials%3Fphase%3DPHASE4", "?sponsor=synthetic-hospital", ""):
        (calendar,) = Calendar.from_ical(get(site, f"/follow.ics{named}").content, multiple=True)
        expected = {str(event["uid"])[:11] for event in calendar.walk("VEVENT")}
        assert expected & set(both) == {both[1]}, named
    site.get_database("evidence").close()


# --- leaving ---


def test_who_leaves_with_one_click_is_deleted_and_never_mailed_again(case: Case) -> None:
    case.confirmed(ANN, trial=ONE)
    case.behind()
    case.round()
    address = case.mails.newest()["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    answer = case.post(address, {"List-Unsubscribe": "One-Click"}, origin="", sec_fetch_site="none")
    assert "Your address is deleted" in answer.text
    assert case.rows("readers") == case.rows("follows") == case.rows("pending") == 0
    assert ANN.encode() not in case.offer.path.read_bytes()
    case.clock.advance(timedelta(days=30).total_seconds())
    assert case.round() == Sent()
    # The links of before neither bring anybody back nor say who was there.
    assert case.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    case.confirmed(ANN, trial=ONE)
    case.post(address, {})
    assert case.rows("readers") == 1


def test_a_look_at_the_page_to_leave_changes_nothing(case: Case) -> None:
    case.confirmed(ANN, trial=ONE)
    case.behind()
    case.round()
    link = case.mails.link("/follow/leave")
    assert case.get(f"/follow/leave?{urlencode({'link': link})}").status_code == 200
    assert case.rows("readers") == 1


# --- links that are not to be trusted ---


def test_a_link_confirms_once_and_not_after_leaving(case: Case) -> None:
    case.post("/follow", {"address": ANN, "trial": ONE})
    link = case.mails.link("/follow/confirm")
    assert "Confirmed" in case.post("/follow/confirm", {"link": link}).text
    assert "Already done" in case.post("/follow/confirm", {"link": link}).text
    case.behind()
    case.round()
    case.post("/follow/leave", {"link": case.mails.link("/follow/leave")})
    assert "Already done" in case.post("/follow/confirm", {"link": link}).text
    assert case.rows("readers") == 0


def test_a_link_of_two_days_ago_confirms_nothing_and_the_wish_is_deleted(case: Case) -> None:
    case.post("/follow", {"address": ANN, "trial": ONE})
    link = case.mails.link("/follow/confirm")
    case.clock.advance(timedelta(hours=48, seconds=1).total_seconds())
    assert case.post("/follow/confirm", {"link": link}).status_code == 404
    assert case.rows("readers") == 0
    case.round()
    assert case.rows("pending") == 0
    assert ANN.encode() not in case.offer.path.read_bytes()


@pytest.mark.parametrize("path", ["/follow/confirm", "/follow/leave"])
def test_a_forged_link_is_refused_whatever_is_changed_in_it(case: Case, path: str) -> None:
    case.post("/follow", {"address": ANN, "trial": ONE})
    right = case.mails.link("/follow/confirm")
    other = "A" if right[30] != "A" else "B"
    forged = ["", "x", right[:-1], right + "A", right[:30] + other + right[31:], "é", "A" * 59]
    forged += [right] if path.endswith("leave") else []  # of the other kind
    for link in forged:
        answer = case.post(path, {"link": link})
        assert (answer.status_code, "not valid" in answer.text) == (404, True), link
        assert answer.headers["cache-control"] == "no-store"
        assert case.get(f"{path}?{urlencode({'link': link})}").status_code == 404
    assert case.rows("readers") == 0
    assert "Confirmed" in case.post("/follow/confirm", {"link": right}).text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": f"{SITE}:8443"},
        {"origin": f"{SITE}:x"},
        {"origin": SITE.replace("https:", "http:")},
        {"origin": "null"},
        {"origin": ""},
        {"origin": f"{SITE}.evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_form_of_another_site_asks_for_no_mail(case: Case, headers: dict[str, str]) -> None:
    assert case.post("/follow", {"address": ANN}, **headers).status_code == 403
    assert case.mails.mails == []


@pytest.mark.parametrize("public", ["https://Evidence.Example.ORG", f"{SITE}:443"])
def test_a_form_of_the_site_is_taken_however_its_address_is_written(
    case: Case, public: str
) -> None:
    case.site.get_database("evidence").close()
    serve = replace(case.config.serve, base_url=public)
    case.site = make(replace(case.config, serve=serve), clock=case.clock)
    assert case.post("/follow", {"address": ANN, "trial": ONE}).status_code == 200
    assert case.mails.to == [ANN]


# --- too much, and nonsense ---


def test_a_thousand_requests_of_one_visitor_cause_a_few_mails(case: Case) -> None:
    statuses = []

    async def ask() -> None:
        for number in range(1000):
            fields = urlencode({"address": f"a{number}@example.org"})
            answer = await case.site.client.post("/follow", content=fields, headers=FORM)
            statuses.append(answer.status_code)

    asyncio.run(ask())
    assert len(case.mails.mails) == statuses.count(200) == BY_VISITOR
    assert statuses.count(429) == 1000 - BY_VISITOR
    assert case.rows("pending") == BY_VISITOR


def test_one_address_is_mailed_a_few_times_whoever_asks_and_nobody_is_told(case: Case) -> None:
    with Book(case.offer.path) as book:
        links = [
            book.ask(ANN, Follow("trial", ONE), f"198.51.100.{number}", case.clock.now())
            for number in range(20)
        ]
    assert sum(link is not None for link in links) == BY_ADDRESS
    answer = case.post("/follow", {"address": ANN})
    assert (answer.status_code, "a mail is on its way" in answer.text) == (200, True)
    case.post("/follow", {"address": ANN.upper().replace("@", "+2@")})
    assert case.mails.mails == []
    case.clock.advance(timedelta(days=1, seconds=1).total_seconds())
    case.post("/follow", {"address": ANN})
    assert case.mails.to == [ANN]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"address": "nobody"}, 400),
        ({"address": "a@b"}, 400),
        ({"address": "a@example.org\r\nBcc: b@example.org"}, 400),
        ({"address": "a@example.org,b@example.org"}, 400),
        ({"address": f"{'a' * 250}@example.org"}, 400),
        ({"address": ANN, "trial": "NCT99999999"}, 404),
        ({"address": ANN, "sponsor": "nobody"}, 404),
        ({"address": ANN, "query": "nothing"}, 404),
        ({"address": ANN, "list": "/evil"}, 404),
        ({"address": ANN, "list": "https://evil.example/trials"}, 404),
        ({"address": ANN, "list": "/trials?q=" + "x" * 700}, 404),
        ({"address": ANN, "trial": ONE, "query": "recruiting-trials"}, 404),
    ],
)
def test_what_can_not_be_mailed_or_followed_is_refused(case: Case, fields, status) -> None:
    assert case.post("/follow", fields).status_code == status
    assert case.mails.mails == []


def test_a_site_that_offers_no_mail_takes_no_form_and_shows_none(changed: Config) -> None:
    site = make(replace(changed, serve=replace(changed.serve, base_url=SITE)))
    try:
        for path in ("/follow", "/follow/confirm", "/follow/leave"):
            answer = asyncio.run(site.client.post(path, content="", headers=FORM))
            assert answer.status_code == 405
        page = asyncio.run(site.client.get(f"/follow?trial={ONE}"))
        assert (page.status_code, "By mail" in page.text) == (200, False)
        assert asyncio.run(site.client.get("/follow/confirm?link=x")).status_code == 404
    finally:
        site.get_database("evidence").close()


@pytest.mark.parametrize(
    ("failure", "status", "told"),
    [
        (sqlite3.OperationalError("interrupted"), 400, "longer than a second"),
        (RuntimeError("unforeseen"), 500, "Something went wrong here"),
    ],
)
def test_a_form_at_which_the_site_fails_gets_a_page_as_everything_else(
    case: Case,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    status: int,
    told: str,
) -> None:
    monkeypatch.setattr(Book, "ask", Mock(side_effect=failure))
    answer = case.post("/follow?trial=" + ONE, {"address": ANN})
    assert (answer.status_code, told in answer.text) == (status, True)
    assert not [text for text in caplog.messages if ANN in text or ONE in text]


def test_only_these_addresses_take_a_form(case: Case) -> None:
    for path in ("/", "/trials", "/follow/", "/follow.ics", "/evidence/trials", "/-/logout"):
        assert case.post(path, {}).status_code == 405, path
