"""Full texts are fetched in turn, bounded, and no fault of one costs another.

Relies on stand-ins and Datasette.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from harvest.config import Config, load
from harvest.errors import HarvestError
from harvest.records import Absent, Event, Held, Page, Unreadable, WalkEnd
from harvest.run.refresh import refresh
from harvest.sources import Job
from harvest.sources.europepmc import SOURCE
from harvest.sources.europepmc.articles import asking as articles_asking
from harvest.standin import Faults, Fixed, StandIn, State, serve
from harvest.standin.faults import transport
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import Fault, at
from tests.helpers.bases.tiny import citation, study
from tests.helpers.bases.tiny import state as tiny
from tests.helpers.clock import FakeClock
from tests.helpers.registries.articles import article, made
from tests.helpers.registries.asked import topic
from tests.helpers.registries.europepmc import asking, paper
from tests.helpers.site.reading import get, soup, visible
from tests.helpers.site.site_pages import served

FREE = {f"PMC{n}": "" for n in (1, 2, 3)}
GIVEN = {number: article(number) for number in FREE}
KNOWN = "PMC3257301"


def retrieved(job: Job) -> list[Event]:
    assert SOURCE.retrieve is not None
    return list(SOURCE.retrieve(job))


def came(events: list[Event]) -> list[str]:
    return [raw.id for each in events if isinstance(each, Page) for raw in each.raws]


def bad(events: list[Event]) -> dict[str, str]:
    return {each.id: each.reason for each in events if isinstance(each, Unreadable)}


def ended(events: list[Event]) -> WalkEnd:
    (end,) = [each for each in events if isinstance(each, WalkEnd)]
    return end


def test_those_never_fetched_come_first_and_each_again_after_its_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(articles_asking, "DAILY", 2)
    today = FakeClock().now().date()
    long_ago, lately = today - timedelta(days=40), today - timedelta(days=3)
    free = FREE | {"PMC4": "", "PMC5": (today + timedelta(days=1)).isoformat()}
    held = Held(open_articles=free, last_fetched={"PMC1": f"{lately}T00", "PMC2": f"{long_ago}T00"})
    given = GIVEN | {number: article(number) for number in free}
    with asking({}, tmp_path, held, articles=given) as (job, standin):
        events = retrieved(job)
        assert came(events) == ["PMC3", "PMC4"]
        assert len(standin.requests.requests("europepmc")) == 2
    assert (ended(events).state, ended(events).promised, ended(events).fetched) == (
        "complete",
        2,
        2,
    )


def test_what_has_no_text_is_told_and_not_asked_for_again_on_the_next_day(tmp_path: Path) -> None:
    held = Held(open_articles=FREE)
    with asking({}, tmp_path, held, articles={"PMC2": GIVEN["PMC2"]}) as (job, _):
        events = retrieved(job)
    assert came(events) == ["PMC2"]
    assert [each.id for each in events if isinstance(each, Absent)] == ["PMC1", "PMC3"]
    end = ended(events)
    assert end.state == "complete"
    assert end.warnings == ("Europe PMC calls these open access and has no text: PMC1, PMC3",)
    cursors = {f"europepmc/{name}": value for name, value in end.cursors}
    held = Held(open_articles=FREE, cursors=cursors, last_fetched={"PMC2": "2026-11-24T06"})
    with asking({}, tmp_path, held, articles=GIVEN) as (job, standin):
        assert retrieved(job) == []
        assert standin.requests.requests("europepmc") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (article(KNOWN), "gives out full texts (/PMC3257301/fullTextXML, CC BY 4.0)"),
        (
            article(KNOWN, licence=""),
            "gives out full texts (/PMC3257301/fullTextXML, without a licence)",
        ),
        (None, "has no /PMC3257301/fullTextXML: whether it gives out full texts is not known"),
    ],
)
def test_the_doctor_tries_a_known_article(tmp_path: Path, body: bytes | None, said: str) -> None:
    assert SOURCE.greet is not None
    articles = {} if body is None else {KNOWN: body}
    with asking({}, tmp_path, Held(), articles=articles) as (job, standin):
        assert SOURCE.greet(job).endswith(f"; {said}")
        assert len(standin.requests.requests("europepmc")) == 2


@pytest.mark.parametrize(
    ("fault", "body", "error"),
    [
        (transport.html_page(), article(KNOWN), "a web page instead of data"),
        (transport.forbidden(), article(KNOWN), "access refused"),
        (None, article("PMC7"), "the article calls itself PMC7"),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_the_doctor_names_what_is_wrong_with_it(
    tmp_path: Path, fault: Fault | None, body: bytes, error: str
) -> None:
    assert SOURCE.greet is not None
    faults = Faults() if fault is None else Faults(at(fault, times=None, path=f"/{KNOWN}/"))
    given = {KNOWN: body}
    with (
        asking({}, tmp_path, Held(), articles=given, faults=faults) as (job, _),
        pytest.raises(HarvestError, match=error),
    ):
        SOURCE.greet(job)


ONCE = "/PMC2/"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (transport.html_page(), "a web page instead of data"),
        (transport.short_body(60), "cut off"),
        (rewritten("cut", lambda body: body[:-40]), "XML that was cut off"),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_a_bad_answer_for_one_article_costs_no_other(
    tmp_path: Path, fault: Fault, reason: str
) -> None:
    held = Held(open_articles=FREE)
    faults = Faults(at(fault, times=None, path=ONCE))
    with asking({}, tmp_path, held, articles=GIVEN, faults=faults) as (job, _):
        events = retrieved(job)
    assert came(events) == ["PMC1", "PMC3"]
    assert reason in bad(events)["PMC2"]
    end = ended(events)
    assert (end.state, end.missing) == ("partial", ("PMC2",))
    assert (end.error or "").startswith("PMC2: ")


def test_a_service_that_asks_to_wait_ends_the_walk_and_nothing_is_lost(tmp_path: Path) -> None:
    held = Held(open_articles=FREE)
    busy = transport.too_many_requests("Tue, 24 Nov 2026 06:01:00 GMT")
    faults = Faults(at(busy, times=None))
    with asking({}, tmp_path, held, articles=GIVEN, faults=faults) as (job, standin):
        end = ended(retrieved(job))
        assert (end.state, end.unavailable, end.fetched) == ("failed", True, 0)
        assert len(standin.requests.requests("europepmc")) == 6, "three tries for each of two"


def test_an_article_that_is_too_large_is_named_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = 20_000
    monkeypatch.setattr(articles_asking, "LARGEST", largest)
    given = GIVEN | {"PMC2": article("PMC2", body="<p>" + "long " * 10_000 + "</p>")}
    held = Held(open_articles=FREE)
    with asking({}, tmp_path, held, articles=given, largest=largest) as (job, _):
        events = retrieved(job)
    assert came(events) == ["PMC1", "PMC3"]
    assert bad(events) == {"PMC2": "larger than 20,000 bytes"}
    assert ended(events).warnings == ("larger than 20,000 bytes, and left out: PMC2",)


def harvested(folder: Path, standin: StandIn, more: str = "") -> Config:
    lines = standin.config_lines("clinicaltrials", "pubmed", "mesh", "europepmc")
    lines = lines.replace("]\n", "]\nrequests_per_second = 1000\n")
    own = 'pubmed = "cells"\nclinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"'
    path = folder / "config.toml"
    path.write_text(
        topic().replace('all = ["condition", "therapy"]', own)
        + f'{lines}\n[store]\npath = "work.db"\n[publish]\npath = "public.db"\n{more}'
    )
    return load(path, {})


def at_europe_pmc(bodies: dict[str, tuple[int, bytes]]) -> State:
    """A state with two trials, and papers with these articles, by PMC number."""
    base = tiny(
        [study(1, enrollment=70), study(2)], [citation(3), citation(4)], "2026-11-20T09:00:05"
    )
    hits = dict(
        paper(99000000 + n, "NCT99000001", pmcid=number) for number, (n, _) in bodies.items()
    )
    given = {number: body for number, (_, body) in bodies.items()}
    return State(
        base.studies, base.citations, base.descriptors, base.data_timestamp,
        registrations={"europepmc": hits, "europepmc-articles": given},
    )  # fmt: skip


def tied(name: str, number: int) -> bytes:
    """A made article that is of a paper of the base, and of its first trial."""
    body = made(name).replace(b"NCT90100001", b"NCT99000001")
    place = body.index(b'"pmid">') + 7
    return body[:place] + str(99000000 + number).encode() + body[body.index(b"<", place) :]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[StandIn, Config]]:
    """The stand-in, whose second state has another number of people, and what it was read into."""
    bodies = {"PMC9000001": (3, tied("bmc", 3)), "PMC9000012": (4, tied("restricted", 4))}
    changed = bodies | {"PMC9000001": (3, tied("bmc", 3).replace(b"62 patients", b"63 patients"))}
    states = (at_europe_pmc(bodies), at_europe_pmc(changed))
    with serve(Fixed(states)) as standin:
        config = harvested(tmp_path_factory.mktemp("full_texts"), standin)
        assert refresh(config, quiet=True, clock=FakeClock()).exit_code == 0
        yield standin, config


def test_what_a_text_says_is_published_with_its_place_and_ties_paper_and_trial(
    base: tuple[StandIn, Config],
) -> None:
    standin, config = base
    with closing(sqlite3.connect(config.publish.path)) as db:
        links = db.execute(
            "SELECT trial_id, article_id, relation, evidence FROM trial_articles"
            " WHERE rule = 'registered_in_full_text'"
        ).fetchall()
        texts = db.execute("SELECT pmcid, article_id, licence, rights FROM full_texts").fetchall()
        size = db.execute(
            "SELECT value, kind, heading, start, end, words, sentence FROM full_text_facts"
            " WHERE fact = 'randomised'"
        ).fetchall()
        published = db.execute("SELECT count(text) FROM full_text_sections").fetchone()
        asked = db.execute("SELECT field, registry, paper FROM discrepancies").fetchall()
    assert links == [
        ("NCT99000001", "99000003", "results", "Abstract › Trial registration, characters 20 "
         "to 31: “ClinicalTrials.gov, NCT99000001.”")
    ]  # fmt: skip
    assert texts[0] == ("PMC9000001", "99000003", "CC BY 4.0", "keep")
    assert texts[1][:2] + texts[1][3:] == ("PMC9000012", "99000004", "link")
    assert size == [
        ("62", "results", "Results", 26, 37, "62 patients",
         "Of 110 patients screened, 62 patients were randomised (Fig. 1), 31 to each group.")
    ]  # fmt: skip
    assert published == (0,)
    assert ("participants", "70 participants (planned)",
            "Full text, Results: Of 110 patients screened, 62 patients were randomised (Fig. "
            "1), "
            "31 to each group.") in asked  # fmt: skip
    with closing(sqlite3.connect(config.store.path)) as db:
        kept = b"".join(row[0] for row in db.execute("SELECT body FROM raw"))
        assert b"secret" not in kept
    standin.set_epoch(1)
    clock = FakeClock()
    clock.advance(timedelta(days=31).total_seconds())
    config = harvested(config.store.path.parent, standin, 'full_text = "full"\n')
    assert refresh(config, quiet=True, clock=clock).exit_code == 0
    with closing(sqlite3.connect(config.publish.path)) as db:
        size = db.execute("SELECT value FROM full_text_facts WHERE fact = 'randomised'").fetchall()
        text = db.execute(
            "SELECT text FROM full_text_sections WHERE pmcid = 'PMC9000001' AND kind = 'funding'"
        ).fetchall()
    assert size == [("63",)]
    assert text == [("The study was funded by the Invented Liver Trust (grant 42).",)]
    with closing(sqlite3.connect(config.store.path)) as db:
        versions = db.execute(
            "SELECT id, count(*) FROM versions WHERE kind = 'full_text' GROUP BY id"
        ).fetchall()
    assert versions == [("PMC9000001", 2), ("PMC9000012", 1)]


def test_pages_and_assistants_tell_it_with_the_words_and_the_licence(
    base: tuple[StandIn, Config],
) -> None:
    config = base[1]
    site = served(config)
    paper = visible(soup(site, "/articles/99000003"), "full-text")
    assert "Licence of its file: CC BY 4.0." in paper
    assert "People randomised" in paper
    assert "were randomised (Fig. 1), 31 to each group. in “Results”, characters 26 to 37" in paper
    assert "NCT90900001 (another's trial)" in paper
    assert "Recruitment began March 2012" in paper
    linked = visible(soup(site, "/articles/99000004"), "full-text")
    assert "That does not allow it to be kept here." in linked
    trial = visible(soup(site, "/trials/NCT99000001"), "full-texts")
    assert "Recruitment ended June 2014" in trial
    assert "Funding" not in trial
    about = get(site, "/about").text
    assert "Of papers that are open access the full text is read" in about
    with closing(sqlite3.connect(config.publish.path)) as db:
        assert db.execute("SELECT full_text FROM publication").fetchone()[0] in ("teaser", "full")
    site.get_database("evidence").close()
