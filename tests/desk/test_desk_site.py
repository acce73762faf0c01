"""Decisions on the site: only where switched on, from its own pages, each person by themselves.

Relies on Datasette.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.config import Config
from harvest.desk import links
from harvest.desk.decisions import path_of, read
from harvest.errors import ConfigError
from harvest.judgements.files import VERDICTS, read_rows
from harvest.site.app import make
from tests.helpers.clock import FakeClock
from tests.helpers.desk.at_desk import Person, named
from tests.helpers.desk.topics import ONE, OTHER, PAPER, THREE, TWO, own

FORMS = ("decide", "judge", "name", "enter", "leave")
DECISION = {"record": ONE, "stage": "title", "decision": "include"}
PUBLIC = ("/", "/trials", "/articles", f"/trials/{ONE}", f"/articles/{PAPER}", "/status.json",
          f"/trials/{ONE}.ris", "/changes", "/about", f"/trials/{ONE}.json")  # fmt: skip
OWN = ("/desk", "/desk/list?of=/trials&state=all", "/desk/list?of=/articles&state=all",
       "/desk/decisions.csv", "/desk/decisions.json", f"/trials/{ONE}")  # fmt: skip


@pytest.fixture
def config(desk_base: Config, tmp_path: Path) -> Config:
    return own(desk_base, tmp_path, site=True, people=("AB", "CD"))


@pytest.fixture
def site(config: Config, sites: Callable[[Config], Datasette]) -> Datasette:
    return sites(config)


def test_nothing_can_be_written_and_nothing_is_offered_where_it_is_not_switched_on(
    topic: Config, sites: Callable[[Config], Datasette]
) -> None:
    somebody = Person(sites(topic))
    for form in FORMS:
        assert somebody.post(f"/desk/{form}", DECISION).status_code == 405
    for path in ("/desk", "/desk/list", "/desk/list.ris", "/desk/decisions.csv", "/desk/enter"):
        assert somebody.get(path).status_code == 404
    assert "Desk" not in somebody.get("/trials").text
    assert not path_of(topic).exists()


def test_a_button_writes_what_the_command_writes_and_takes_it_back(
    site: Datasette, config: Config
) -> None:
    person = named(site, "ab")
    page = person.get(f"/trials/{ONE}").text
    assert page.count('action="/desk/decide"') == 2
    done = person.decide(
        ONE, "exclude", reason="duplicate", note="=see\nboth", back=f"/trials/{ONE}"
    )
    assert (done.status_code, done.headers["location"]) == (303, f"/trials/{ONE}")
    [made] = read(config)
    assert (made.record, made.stage, made.decision) == (ONE, "title", "exclude")
    assert (made.person, made.reason, made.note) == ("AB", "duplicate", "=see both")
    assert made.record_version == "1"
    assert "You: exclude, duplicate" in person.get(f"/trials/{ONE}").text
    person.decide(ONE, "undo")
    assert not list(read(config))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://localhost:8001"},
        {"origin": "https://localhost"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"host": "evil.example", "origin": "http://evil.example"},
        {"content_type": "text/plain"},
    ],
)
def test_no_write_from_another_origin_or_host(
    site: Datasette, config: Config, headers: dict[str, str]
) -> None:
    person = named(site, "AB")
    for form in FORMS:
        answer = person.post(f"/desk/{form}", DECISION | {"name": "CD"}, **headers)
        assert answer.status_code in (400, 403, 421), form
        assert "set-cookie" not in answer.headers
    assert not path_of(config).exists()


def test_nobody_writes_unknown(site: Datasette, config: Config) -> None:
    somebody = Person(site)
    assert somebody.decide(ONE, "include").status_code == 403
    for cookie in ("x", "n.", "n.!!", "k.", "k.guessed", "n." + "A" * 400):
        somebody.cookies["harvest_desk"] = cookie
        assert somebody.decide(ONE, "include").status_code == 403, cookie
    assert not path_of(config).exists()


def test_two_people_are_blind_to_each_other_at_every_address(site: Datasette) -> None:
    ab, cd, nobody = named(site, "AB"), named(site, "CD"), Person(site)
    before = {path: cd.get(path).text for path in OWN}
    public = {path: nobody.get(path).text for path in PUBLIC}
    ab.decide(ONE, "exclude", reason="no full text", note="SECRET-NOTE")
    for path in OWN:
        assert cd.get(path).text == before[path], path
    for path in PUBLIC:
        assert nobody.get(path).text == public[path], path
    for state in ("waiting", "agreed", "conflict"):
        assert ONE not in cd.get(f"/desk/list.csv?of=/trials&state={state}").text
    assert "SECRET-NOTE" in ab.get("/desk/decisions.csv").text
    assert nobody.get("/desk/decisions.json").status_code == 403
    cd.decide(ONE, "include")
    assert "SECRET-NOTE" in cd.get(f"/trials/{ONE}").text
    assert "AB: exclude, no full text" in cd.get(f"/trials/{ONE}").text
    told = json.loads(cd.get("/desk/decisions.json").text)
    assert [each["person"] for each in told] == ["AB", "CD"]
    for path in PUBLIC:
        assert nobody.get(path).text == public[path], path


def test_a_conflict_is_listed_and_settled_by_a_third_and_agreement_is_told(
    site: Datasette, config: Config
) -> None:
    ab, cd, third = (named(site, name) for name in ("AB", "CD", "EF"))
    for person, words in ((ab, ("include", "exclude")), (cd, ("include", "include"))):
        for record, word in zip((ONE, TWO), words, strict=True):
            person.decide(record, word)
    page = third.get("/desk").text
    assert page.count('<h3><a href="/trials/') == 1
    assert "1 of 2 alike" in page
    third.decide(TWO, "exclude", back="/desk#conflicts")
    assert "No conflicts." in ab.get("/desk").text
    assert read(config).standing(TWO, "title").state == "settled"


def test_lists_are_filtered_by_decision_and_downloaded_so(site: Datasette) -> None:
    person = named(site, "AB")
    person.decide(ONE, "include")
    person.decide(TWO, "exclude")
    person.decide(PAPER, "undecided")

    def ids(state: str, of: str = "/trials", stage: str = "title") -> list[str]:
        text = person.get(f"/desk/list.ris?of={of}&state={state}&stage={stage}").text
        return [line[6:] for line in text.splitlines() if line.startswith("ID  - ")]

    assert ids("include") == [ONE]
    assert ids("exclude") == [TWO]
    assert {ONE, TWO}.isdisjoint(ids("to-decide"))
    assert THREE in ids("to-decide")
    assert ids("undecided", "/articles") == [PAPER]
    assert OTHER in ids("to-decide", "/articles")
    assert ids("to-decide", stage="full-text") == []  # nobody second has decided yet
    page = person.get("/desk/list?of=/trials&state=include").text
    assert page.count('action="/desk/decide"') == 1
    assert person.get("/desk/list?of=/sponsors").status_code == 400
    assert person.get("/desk/list?state=maybe").status_code == 400


def test_what_one_person_sees_is_kept_by_no_cache(site: Datasette) -> None:
    person, nobody = named(site, "AB"), Person(site)
    for path in (*OWN, "/desk/list.ris?of=/trials&state=all", "/desk/enter?key=x"):
        assert "no-store" in person.get(path).headers["cache-control"], path
    public = nobody.get(f"/trials/{ONE}").headers
    assert "no-store" not in public["cache-control"]
    assert "cookie" in public["vary"].lower()
    cookie = person.post("/desk/name", {"name": "AB"}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_mistakes_are_told_in_a_line_and_change_nothing(site: Datasette, config: Config) -> None:
    person = named(site, "AB")
    for fields, said in (
        ({"record": "NCT99999901", "decision": "include"}, "not found in the database"),
        ({"record": ONE, "decision": "perhaps"}, "is not a decision"),
        ({"record": ONE, "decision": "include", "stage": "later"}, "is not known"),
        ({"record": ONE, "decision": "exclude", "stage": "full-text"}, "for a reason"),
        ({"record": ONE, "decision": "exclude", "reason": "boring"}, "is not a reason"),
        ({}, "is not a"),
    ):
        answer = person.post("/desk/decide", {"stage": "title"} | fields)
        assert answer.status_code == 400
        assert said in answer.text, answer.text[answer.text.find("<h1>") :][:300]
    assert person.post("/desk/name", {"name": 'A"B'}).status_code == 400
    assert not path_of(config).exists()


@pytest.mark.parametrize("back", ["http://evil.example", "//evil.example", "/\\evil.example", "x"])
def test_a_form_leads_back_to_this_site_alone(site: Datasette, back: str) -> None:
    assert named(site, "AB").decide(ONE, "include", back=back).headers["location"] == "/desk"


def test_a_verdict_on_a_candidate_is_a_line_of_the_judgements(
    site: Datasette, config: Config
) -> None:
    person = named(site, "AB")

    def lines() -> list[tuple[str, ...]]:
        rows = read_rows(config.judgements.folder / VERDICTS.name, VERDICTS)
        return [
            tuple(row.cells[n] for n in ("trial", "paper", "verdict", "who", "note"))
            for row in rows
        ]

    for verdict in ("yes", "no"):
        form = {"trial": ONE, "paper": PAPER, "verdict": verdict, "note": "said AB"}
        done = person.post("/desk/judge", form)
        assert done.status_code == 303
        assert lines() == [(ONE, PAPER, verdict, "", "")]  # who is published, and is not asked
    person.post("/desk/judge", {"trial": ONE, "paper": PAPER, "verdict": ""})
    assert lines() == []
    assert person.post("/desk/judge", {"trial": ONE, "verdict": "yes"}).status_code == 400
    assert Person(site).post("/desk/judge", {"trial": ONE}).status_code == 403


def test_where_others_reach_the_site_a_link_is_asked_for_and_a_name_is_no_proof(
    config: Config, sites: Callable[[Config], Datasette], tmp_path: Path
) -> None:
    base = "https://evidence.example.org"
    config = replace(
        config,
        serve=replace(config.serve, base_url=base),
        store=replace(config.store, path=tmp_path / "harvest.db"),
    )
    site = sites(config)
    person = Person(site, base)
    assert person.post("/desk/name", {"name": "AB"}).status_code == 403
    person.cookies["harvest_desk"] = "n.QUI"
    assert person.decide(ONE, "include").status_code == 403
    assert "AB" not in person.get("/desk").text
    assert person.post("/desk/enter", {"key": "guessed"}).status_code == 403
    secret = links.make(config, "AB")
    assert secret not in links.path_of(config).read_text()
    assert links.path_of(config).stat().st_mode & 0o077 == 0
    entered = person.post("/desk/enter", {"key": secret})
    assert entered.status_code == 303
    assert "Secure" in entered.headers["set-cookie"]
    assert person.decide(ONE, "include").status_code == 303
    assert [each.person for each in read(config)] == ["AB"]
    links.make(config, "ab")  # a new link ends the one of before
    assert person.decide(TWO, "include").status_code == 403


def test_a_proxy_that_is_not_told_of_gets_no_further_with_a_name(site: Datasette) -> None:
    person = named(site, "AB")
    answer = person.post("/desk/decide", DECISION, x_forwarded_for="203.0.113.7")
    assert answer.status_code == 403


def test_an_open_address_without_a_name_of_its_own_is_refused(config: Config) -> None:
    with pytest.raises(ConfigError, match=r"\[desk\] site: .*base_url"):
        make(replace(config, serve=replace(config.serve, host="0.0.0.0")))


def test_a_snapshot_has_no_desk(config: Config) -> None:
    still = make(config, clock=FakeClock(), still=True)
    assert Person(still).get("/desk").status_code == 404
    assert "Desk" not in Person(still).get("/trials").text
    still.get_database("evidence").close()


def test_a_damaged_file_is_told_at_the_desk_and_breaks_no_other_page(
    site: Datasette, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    person = named(site, "AB")
    person.decide(ONE, "include")
    path_of(config).write_text("record,stage\nNCT1,perhaps\n")
    for path in ("/desk", "/desk/list", "/desk/decisions.csv", "/desk/list.ris"):
        answer = person.get(path)
        assert answer.status_code == 503
        assert str(config.judgements.folder) not in answer.text
    assert person.decide(TWO, "include").status_code == 503
    assert person.get(f"/trials/{ONE}").status_code == 200
    assert "decisions.csv" in caplog.text
    assert path_of(config).read_text().endswith("NCT1,perhaps\n")


def test_counts_alone_are_public_where_the_configuration_publishes_them(
    desk_base: Config, tmp_path: Path, sites: Callable[[Config], Datasette]
) -> None:
    at_work = own(desk_base, tmp_path, site=True, reviewers=1)
    person = named(sites(at_work), "AB")
    person.decide(PAPER, "include", note="SECRET-NOTE")
    person.decide(TWO, "exclude", "full-text", reason="wrong outcome")
    assert person.get("/flow").status_code == person.get("/flow.csv").status_code == 404
    nobody = Person(sites(own(desk_base, tmp_path, reviewers=1, publish_counts=True)))
    for path in ("/flow", "/flow.csv", "/flow.svg", "/flow.md"):
        answer = nobody.get(path)
        assert answer.status_code == 200, path
        assert "Wrong outcome" in answer.text, path
        words = set(re.sub(r"<[^>]+>|[,|]", " ", answer.text).split())
        assert words.isdisjoint({"SECRET-NOTE", "AB", TWO, PAPER}), path
        assert "/desk/flow" not in answer.text, path
    assert nobody.get("/desk/flow").status_code == 404


def test_nothing_of_a_decision_is_in_the_published_file_the_log_or_what_is_kept_as_files(
    site: Datasette, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    person = named(site, "Zebra-Person")
    person.decide(ONE, "exclude", reason="duplicate", note="SECRET-NOTE")
    person.decide(ONE, "perhaps", note="SECRET-NOTE")
    person.post("/desk/enter", {"key": "SECRET-KEY"})
    for path in OWN:
        person.get(path)
    still = make(config, clock=FakeClock(), still=True)
    kept = "".join(Person(still).get(path).text for path in PUBLIC)
    still.get_database("evidence").close()
    feeds = "".join(Person(site).get(path).text for path in ("/changes.atom", "/changes.json"))
    published = config.publish.path.read_bytes().decode("latin-1")
    for private in ("SECRET-NOTE", "SECRET-KEY", "Zebra-Person"):
        for place in (caplog.text, kept, feeds, published):
            assert private not in place
