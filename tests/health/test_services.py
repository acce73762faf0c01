"""What the doctor says of the services: the run's own questions, one request each.

Relies on stand-ins.
"""

from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest

from harvest.config import Config
from harvest.health.doctor import examine, verdict
from harvest.health.finding import Finding
from harvest.health.services import first_run
from harvest.sources.pubmed.efetch import BATCH
from harvest.sources.pubmed.follow import NAMES
from harvest.standin import Edge, at
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from tests.helpers.bases.small_services import configured
from tests.helpers.clock import FakeClock


def found(config: Config, clock: FakeClock) -> list[Finding]:
    abouts = ("clinicaltrials", "pubmed", "mesh", "search core", "MeSH names", "first run")
    return [f for f in examine(config, clock=clock, network=True) if f.about.startswith(abouts)]


def told(findings: list[Finding], *, about: str = "", level: str = "") -> str:
    return "\n".join(
        f.text for f in findings if f.about.startswith(about) and level in ("", f.level)
    )


def test_each_service_is_asked_what_a_run_asks_once(tmp_path: Path, clock: FakeClock) -> None:
    with configured(tmp_path) as (config, standin):
        findings = found(config, clock)
        asked = standin.requests.requests()
    assert verdict(findings) == 0
    assert told(findings, level="warning") == ""
    assert (
        told(findings, about="clinicaltrials") == "answers: API 2.0.5, data of 2026-11-20T09:00:05"
    )
    assert told(findings, about="search core, clinicaltrials") == "finds 2 trials"
    assert told(findings, about="search core, pubmed").startswith(
        "finds 3 papers\nis understood as"
    )
    assert told(findings, about="mesh") == "answers: defines Liver Cirrhosis (D008103)"
    assert told(findings, about="MeSH names") == "MeSH has all 1 that the concepts give"
    trials = [dict(r.params) for r in asked if r.service == "clinicaltrials"]
    assert trials == [
        {},
        {
            "query.cond": '"scarred liver" OR liver OR "Liver Cirrhosis"',
            "format": "json",
            "markupFormat": "markdown",
            "pageSize": "1",
            "countTotal": "true",
            "fields": "NCTId",
        },
    ]
    papers = [dict(r.params) for r in asked if r.service == "pubmed"]
    assert [(p["term"], p["retmax"]) for p in papers] == [
        ("1[uid]", "0"),
        ('"scarred liver"[tiab:~0] OR "liver"[tiab] OR "Liver Cirrhosis"[MeSH Terms]', "0"),
    ]
    assert [dict(r.params)["limit"] for r in asked if r.service == "mesh"] == ["1", "1000"]


def test_what_a_first_run_takes_is_said_from_what_the_services_count(
    tmp_path: Path, clock: FakeClock
) -> None:
    with configured(tmp_path) as (config, _):
        text = told(found(config, clock), about="first run")
        # One page and the stamp before and after; a search, the papers cited and those that
        # name a trial, the records; one batch of descriptors.
        assert text == (
            "about 13 requests (ClinicalTrials.gov 3, PubMed 4, MeSH 6) and 1 minute, "
            "where nothing has been harvested yet"
        )
        slow = replace(
            config,
            sources={n: replace(s, requests_per_second=2.5) for n, s in config.sources.items()},
        )
        large = first_run(slow, {"clinicaltrials": [400], "pubmed": [10_500]})
    efforts = {title: effort.requests for title, effort in large.efforts.items()}
    # Two ranges and their halving, the batches of papers, those cited, those that name a trial.
    papers = 4 + ceil(10_500 / BATCH) + ceil(800 / BATCH) + ceil(400 / NAMES)
    assert efforts == {"ClinicalTrials.gov": 3, "PubMed": papers, "MeSH": 234}
    assert 5 <= large.minutes <= 10


@pytest.mark.parametrize(
    ("service", "fault", "code", "says"),
    [
        ("clinicaltrials", transport.forbidden(), 69, "access refused (403)"),
        ("pubmed", transport.forbidden(), 69, "access refused (403)"),
        ("pubmed", transport.block_page(), 69, "blocked"),
        ("mesh", transport.server_error(502), 69, "the service fails (502)"),
        ("mesh", transport.status(404), 65, "correct sources.mesh.base_url"),
        ("clinicaltrials", transport.status(404), 65, "correct sources.clinicaltrials.base_url"),
        ("pubmed", transport.status(404), 65, "correct sources.pubmed.base_url"),
        ("pubmed", transport.redirect("https://www.example.org/book"), 69, "another host"),
        ("clinicaltrials", transport.html_page(), 69, "a web page instead of data"),
        (
            "mesh",
            content.rewritten("no rows", lambda _: b'{"results":{"bindings":[]}}'),
            65,
            "no def",
        ),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_service_that_fails_never_answers_and_is_named_for_what_it_does(
    tmp_path: Path, service: str, fault: object, code: int, says: str
) -> None:
    with configured(tmp_path, at(fault, service=service, times=None)) as (config, _):
        findings = found(config, FakeClock())
    (problem,) = [f for f in findings if f.level == "problem"]
    assert (problem.about, problem.exit_code) == (service, code)
    assert says in problem.text
    assert "answers" not in problem.text
    assert not [f for f in findings if f.about == service and f.level == "ok"]
    others = {"clinicaltrials", "pubmed", "mesh"} - {service}
    assert others <= {f.about for f in findings if f.level == "ok"}


def test_a_search_that_is_too_complicated_is_told_as_that(tmp_path: Path, clock: FakeClock) -> None:
    with configured(tmp_path, most_alternatives=2) as (config, _):
        findings = found(config, clock)
    assert "too complicated" in told(findings, about="search core, clinicaltrials", level="warning")
    assert verdict(findings) == 0  # a run asks it in parts


def test_a_word_that_no_paper_has_is_told_and_no_problem(tmp_path: Path, clock: FakeClock) -> None:
    with configured(tmp_path, terms=', "Cellgram"') as (config, _):
        findings = found(config, clock)
    assert "no paper contains Cellgram" in told(
        findings, about="search core, pubmed", level="warning"
    )
    assert verdict(findings) == 0


def test_a_search_that_finds_nothing_is_told(tmp_path: Path, clock: FakeClock) -> None:
    with configured(tmp_path) as (config, _):
        nothing = replace(
            config.searches[0], all=(), texts={"clinicaltrials": "heart", "pubmed": "1[uid]"}
        )
        findings = found(replace(config, searches=(nothing,)), clock)
    for service in ("clinicaltrials", "pubmed"):
        assert "finds nothing" in told(findings, about=f"search core, {service}", level="warning")


def test_a_concept_of_which_no_paper_has_a_word_is_a_problem_as_in_a_run(
    tmp_path: Path, clock: FakeClock
) -> None:
    with configured(tmp_path) as (config, standin):
        condition = config.topic.concepts[0]
        unheard = replace(condition, name="unheard", terms=("unheard of", "qqqqq"), mesh=())
        both = replace(config.searches[0], all=("condition", "unheard"))
        topic = replace(config.topic, concepts=(condition, unheard))
        findings = found(replace(config, topic=topic, searches=(both,)), clock)
        asked = standin.requests.requests("pubmed")
    (problem,) = [f for f in findings if f.level == "problem"]
    assert (problem.about, problem.exit_code) == ("search core, pubmed", 65)
    assert "[topic.concepts.unheard]" in problem.text
    assert len(asked) == 4  # the greeting, the search, and each of its concepts


def test_an_unknown_field_is_a_problem(tmp_path: Path, clock: FakeClock) -> None:
    with configured(tmp_path) as (config, _):
        odd = replace(config.searches[0], all=(), texts={"pubmed": "liver[title of it]"})
        findings = found(replace(config, searches=(odd,)), clock)
    (problem,) = [f for f in findings if f.level == "problem"]
    assert (problem.about, problem.exit_code) == ("search core, pubmed", 65)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Stem Cell Transplantation", ""),
        ("stem cell transplantation", ""),
        ("Stem Cel Transplantation", "did you mean Stem Cell Transplantation?"),
        ("Hepatic Cirrhosis", "another name of Liver Cirrhosis; write Liver Cirrhosis"),
        ("Old Receptors", "MeSH has withdrawn"),
        ("Qqqqqq", "no descriptor of that name"),
    ],
)
def test_mesh_itself_is_asked_whether_it_has_a_name(
    tmp_path: Path, clock: FakeClock, name: str, says: str
) -> None:
    with configured(tmp_path, mesh=f', "{name}"') as (config, _):
        findings = found(config, clock)
    doubts = told(findings, about="MeSH names", level="warning")
    if says:
        assert doubts.startswith(f"{name}: ")
        assert says in doubts
    else:
        assert doubts == ""
    assert verdict([f for f in findings if f.about == "MeSH names"]) == 0


def test_a_registry_that_refuses_this_client_says_the_ways_out(
    tmp_path: Path, clock: FakeClock
) -> None:
    with configured(tmp_path, edge=Edge({"clinicaltrials": "all"})) as (config, _):
        text = told(found(config, clock), about="clinicaltrials", level="problem")
    assert "user_agent" in text


def test_a_refusal_is_shown_as_it_begins_without_what_it_knows_of_who_asked(
    tmp_path: Path, clock: FakeClock
) -> None:
    page = b"<html>\n<b>Blocked</b> 203.0.113.9, me@example.org" + b" and so on" * 100
    fault = at(transport.status(403, page, "text/html"), service="clinicaltrials", times=None)
    with configured(tmp_path, fault) as (config, _):
        said = told(found(config, clock), about="clinicaltrials", level="warning")
    assert said.startswith("its refusal begins: <html> <b>Blocked</b> 0.0.0.0, removed@example.org")
    assert len(said) < 230
    assert said.isprintable()
