"""Refreshes against registries that fail in a scheduled way: how each ends, and what it leaves.

Every row of the tables starts from the same base, harvested from the first state of a small corpus,
and refreshes it while the second state is served and the named faults strike. Whatever happens, no
record is lost, no key is seen, and one more refresh, undisturbed, ends in the same database as if
nothing had happened.
"""

import functools
import logging
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from fault_bench import (
    BOUNDS,
    CONTACT,
    KEY,
    MESH,
    PUBMED,
    TRIALS,
    Base,
    Bench,
    TickingClock,
    told_apart,
    two_states,
)
from logical import logical_dump

from harvest import refresh as refreshing
from harvest.clock import SystemClock
from harvest.errors import (
    ConfigError,
    Forbidden,
    HarvestError,
    UpstreamDataError,
)
from harvest.refresh import refresh
from harvest.sources.clinicaltrials import walk
from harvest.standin import Faults, Fixed, Request, State, at, serve
from harvest.standin import content_faults as content
from harvest.standin import transport_faults as transport
from harvest.standin.faults import Fault, Rule
from harvest.status import as_text, status
from harvest.web import Door


@pytest.fixture(scope="module")
def module_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with serve(two_states(), faults=Faults()) as standin:
        yield Bench(standin, tmp_path_factory.mktemp("faults"))


@pytest.fixture
def bench(module_bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The bench, with bounds that a test can wait for and pages small enough to need several."""
    door = functools.partial(Door, limits=BOUNDS, random=Random(5))
    monkeypatch.setattr(refreshing, "Door", door)
    monkeypatch.setattr(walk, "PAGE_SIZE", 10)
    _ = module_bench.start, module_bench.goal
    module_bench.standin.set_epoch(1)
    return module_bench


@pytest.fixture(autouse=True)
def no_secret_is_seen(
    bench: Bench, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    """F63: neither the key nor the contact is in a log, in what is printed, or in any file."""
    caplog.set_level(logging.DEBUG)
    before = bench.number
    yield
    seen = caplog.text + "".join(capfd.readouterr())
    assert KEY not in seen
    assert CONTACT not in seen
    for number in range(before + 1, bench.number + 1):
        for file in (bench.folder / str(number)).rglob("*"):
            if file.is_file() and file.name != "config.toml":
                body = file.read_bytes()
                assert KEY.encode() not in body, file.name
                assert CONTACT.encode() not in body, file.name


# --- faults that pass: the run ends as an undisturbed one does ---

Rules = Callable[[], tuple[Rule, ...]]


def trials(fault: object, **when: object) -> Rule:
    """A fault of the trial registry's search."""
    return at(fault, **{"service": TRIALS, "path": "/studies", **when})  # type: ignore[arg-type]


def search(fault: object, **when: object) -> Rule:
    return at(fault, **{"service": PUBMED, "path": "esearch", **when})  # type: ignore[arg-type]


def papers(fault: object, **when: object) -> Rule:
    return at(fault, **{"service": PUBMED, "path": "efetch", **when})  # type: ignore[arg-type]


def terms(fault: object, **when: object) -> Rule:
    return at(fault, **{"service": MESH, **when})  # type: ignore[arg-type]


def later_page(request: Request) -> bool:
    return bool(request.param("pageToken"))


def everywhere(fault: object, **when: object) -> tuple[Rule, ...]:
    """The fault once in each kind of question."""
    return tuple(kind(fault, **when) for kind in (trials, search, papers))


PASSES: dict[str, Rules] = {
    "F01 429, no Retry-After": lambda: everywhere(transport.too_many_requests(), times=3),
    "F02 429 with Retry-After": lambda: everywhere(transport.rate_limited("7")),
    "F03 Retry-After far ahead": lambda: (trials(transport.too_many_requests("1000000000")),),
    "F03 Retry-After as a date": lambda: (
        trials(transport.too_many_requests("Wed, 25 Nov 2026 06:00:09 GMT")),
    ),
    "F03 Retry-After past": lambda: (
        trials(transport.too_many_requests("Wed, 25 Nov 2015 06:00:09 GMT")),
    ),
    "F03 Retry-After garbage": lambda: (
        trials(transport.too_many_requests("soon")),
        search(transport.rate_limited("-5")),
    ),
    "F05 rate limit with status 200": lambda: everywhere(transport.rate_limited_as_200()),
    "F06 500, 502, 503, 504": lambda: tuple(
        kind(transport.server_error(code), nth=turn)
        for kind in (trials, search, papers, terms)
        for turn, code in enumerate((500, 502, 503, 504), 1)
    ),
    "F08 400 of a failing back end": lambda: (
        search(transport.backend_failed_as_400(), times=2),
        papers(transport.backend_failed_as_400(), times=2),
    ),
    "F12 page as JSON": lambda: everywhere(transport.html_page("application/json"), times=2),
    "F12 page as XML": lambda: everywhere(transport.html_page("text/xml"), times=2),
    "F13 ERROR with status 200": lambda: (
        search(content.error_element(), times=2),
        papers(content.error_element("External viewer error: Empty Response"), times=2),
    ),
    "A8 unroutable": lambda: everywhere(transport.unroutable()),
    "empty body": lambda: everywhere(transport.empty_body()),
    "F15 shorter than its length": lambda: everywhere(transport.short_body(150)),
    "F16 cut, nothing tells": lambda: everywhere(transport.short_body(150, declared=False)),
    "F16 cut after a record": lambda: (
        trials(cut_after(b"}\n]", 1)),
        papers(cut_after(b"</PubmedArticle>", 16)),
    ),
    "F17 gzip cut": lambda: everywhere(transport.truncated_gzip(0.6)),
    "F17 gzip without its trailer": lambda: everywhere(transport.truncated_gzip(0.995)),
    "F17 wrong encoding": lambda: everywhere(transport.wrong_encoding()),
    "F18 chunks end early": lambda: everywhere(transport.chunks_cut()),
    "F18 chunk size wrong": lambda: everywhere(transport.chunk_size_wrong()),
    "F19 reset before headers": lambda: everywhere(transport.reset_before_headers(), times=2),
    "F19 reset in the body": lambda: everywhere(transport.reset_mid_body(120), times=2),
    "F20 never answered": lambda: everywhere(transport.stalled()),
    "F20 silent in the body": lambda: everywhere(transport.stalled(120)),
    "F21 dripped once": lambda: (papers(transport.dripped(1, 0.05)),),
    "F24 redirect loop, once": lambda: everywhere(transport.redirect_loop()),
    "F25 fewer papers than asked": lambda: (papers(content.dropped_citations(3)),),
    "F26 other papers than asked": lambda: (papers(content.swapped_set(STRANGER)),),
    "F27 a study twice, a paper twice": lambda: (
        trials(content.repeated_study()),
        papers(content.repeated_citation()),
    ),
    "F28 no papers at all": lambda: (papers(content.empty_set()),),
    "F29 empty page on the way": lambda: (trials(content.empty_page(), nth=2),),
    "F29 first page empty": lambda: (trials(content.empty_page()),),
    "F30 token on the last page": lambda: (
        trials(content.token_on_last_page(), where=later_page, nth=2),  # the third
    ),
    "F31 token repeated": lambda: (trials(content.repeated_token(), nth=2),),
    "F32 token refused": lambda: (trials(content.token_rejected(), where=later_page),),
    "F33 total missing": lambda: (trials(content.total(None)),),
    "F33 total no number": lambda: (trials(content.total('"ten"')),),
    "F33 total zero": lambda: (trials(content.total("0")),),
    "F33 total too small": lambda: (trials(content.total("3")),),
    "F33 total too large": lambda: (trials(content.total("900")),),
    "B5 studies missing": lambda: (trials(content.studies_missing()),),
    "dropped study": lambda: (trials(content.dropped_studies()),),
    "F36 history lost": lambda: (papers(content.history_lost()),),
    "esearch promises more": lambda: (search(content.promised(15)),),
    "F70 the first requests are reset": lambda: tuple(
        at(transport.reset_before_headers(), service=service) for service in (TRIALS, PUBMED, MESH)
    ),
    "terms: page": lambda: (terms(transport.html_page(), times=2),),
    "terms: cut": lambda: (terms(transport.short_body(40, declared=False), times=2),),
}


def cut_after(mark: bytes, size: int) -> Fault:
    """A body that ends where a record does, with the length that fits: only its end tells."""
    return content.rewritten("cut", lambda body: body[: body.rindex(mark) + size])


STRANGER = (
    b'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
    b'<PMID Version="1">99999999</PMID><Article><ArticleTitle>'
    b"Of somebody else</ArticleTitle></Article></MedlineCitation>"
    b"<PubmedData/></PubmedArticle>"
)


@pytest.mark.parametrize("rules", PASSES.values(), ids=PASSES)
def test_a_passing_fault_leaves_no_trace_in_the_data(bench: Bench, rules: Rules) -> None:
    base = bench.start.copy(bench.next_folder())
    faults = rules()
    ending = bench.refresh(base, 25, *faults)
    struck = {exchange.fault for exchange in bench.standin.requests.exchanges()}
    assert struck >= {rule.fault.name for rule in faults}
    assert (ending.code, ending.said) == (0, "")
    assert told_apart(base, bench.goal) == []
    assert base.last_run() == "complete"
    assert max(ending.clock.naps, default=0) <= BOUNDS.retry_after_cap + 1


# --- faults that last: the run says so, keeps everything, and the next one heals ---


@dataclass(frozen=True)
class Stops:
    """How a run must end that a fault doesn't let through."""

    code: int
    says: str
    source: str  # the one that fails
    error: type[HarvestError] | None = None  # None: told by the outcome
    most: int = 1000  # requests to that source


LASTS: dict[str, tuple[Rules, Stops]] = {
    "F04 429 for ever, trials": (
        lambda: (at(transport.too_many_requests(), service=TRIALS, times=None),),
        Stops(69, "too many requests", TRIALS, most=12),
    ),
    "F04 429 for ever, papers": (
        lambda: (at(transport.rate_limited(), service=PUBMED, times=None),),
        Stops(69, "too many requests", PUBMED, most=60),
    ),
    "F05 rate limit with 200 for ever": (
        lambda: (at(transport.rate_limited_as_200(), service=PUBMED, times=None),),
        Stops(69, "too many requests", PUBMED, most=60),
    ),
    "F06 503 for ever, terms": (
        lambda: (at(transport.server_error(503), service=MESH, times=None),),
        Stops(69, "the service fails", MESH, most=30),
    ),
    "F07 a batch that always answers 500": (
        lambda: (papers(transport.server_error(500), times=None),),
        Stops(65, "", PUBMED),
    ),
    "F09 no id is right, it says": (
        lambda: (papers(content.no_correct_ids(), times=None),),
        Stops(65, "", PUBMED),
    ),
    "F10 403": (
        lambda: (at(transport.forbidden(), service=TRIALS, times=None),),
        Stops(69, "access refused", TRIALS, Forbidden, most=1),
    ),
    "F10 block page": (
        lambda: (at(transport.block_page(), service=PUBMED, times=None),),
        Stops(69, "blocked", PUBMED, Forbidden, most=1),
    ),
    "F11 key refused": (
        lambda: (at(transport.key_rejected(), service=PUBMED, times=None),),
        Stops(78, "NCBI_API_KEY", PUBMED, ConfigError, most=1),
    ),
    "F12 maintenance page for ever": (
        lambda: (at(transport.html_page("application/json"), service=TRIALS, times=None),),
        Stops(69, "a web page instead of data", TRIALS, most=12),
    ),
    "F13 search back end down for ever": (
        lambda: (search(content.error_element(), times=None),),
        Stops(69, "", PUBMED),
    ),
    "F14 phrase not found": (
        lambda: (search(content.phrase_not_found('"no such phrase"'), times=None),),
        Stops(65, "no such phrase", PUBMED),
    ),
    "F16 cut for ever": (
        lambda: (trials(transport.short_body(150, declared=False), times=None),),
        Stops(65, "cut off", TRIALS),
    ),
    "F17 bomb, trials": (
        lambda: (trials(transport.gzip_bomb(50), times=None),),
        Stops(65, "inflates", TRIALS),
    ),
    "F17 bomb, papers": (
        lambda: (papers(transport.gzip_bomb(50), times=None),),
        Stops(65, "inflates", PUBMED),
    ),
    "F19 reset for ever": (
        lambda: (at(transport.reset_before_headers(), service=TRIALS, times=None),),
        Stops(69, "", TRIALS, most=12),
    ),
    "F20 silence for ever": (
        lambda: (at(transport.stalled(), service=TRIALS, times=None),),
        Stops(69, "did not answer in time", TRIALS, most=12),
    ),
    "F22 endless": (
        lambda: (trials(transport.endless(), times=None),),
        Stops(65, "more than 3,000,000 bytes", TRIALS),
    ),
    "F24 redirect to another host": (
        lambda: (trials(transport.redirect("https://registry.example/api"), times=None),),
        Stops(69, "another host", TRIALS),
    ),
    "F24 redirect to a file": (
        lambda: (papers(transport.redirect("file:///etc/passwd"), times=None),),
        Stops(69, "where we don't go", PUBMED),
    ),
    "F24 redirect loop": (
        lambda: (trials(transport.redirect_loop(), times=None),),
        Stops(69, "redirects", TRIALS),
    ),
    "F25 fewer papers for ever": (
        lambda: (papers(content.dropped_citations(1), times=None),),
        Stops(65, "", PUBMED),
    ),
    "F26 other papers for ever": (
        lambda: (papers(content.swapped_set(STRANGER), times=None),),
        Stops(65, "", PUBMED),
    ),
    "F28 no papers for ever": (
        lambda: (papers(content.empty_set(), times=None),),
        Stops(65, "", PUBMED),
    ),
    "F29 empty pages for ever": (
        lambda: (trials(content.empty_page(), times=None),),
        Stops(65, "promised", TRIALS),
    ),
    "F31 token repeated for ever": (
        lambda: (trials(content.repeated_token(), times=None),),
        Stops(65, "token came twice", TRIALS, most=40),
    ),
    "F32 token refused for ever": (
        lambda: (trials(content.token_rejected(), times=None, where=later_page),),
        Stops(65, "refused a page token", TRIALS),
    ),
    "F33 total missing for ever": (
        lambda: (trials(content.total(None), times=None),),
        Stops(65, "how many", TRIALS),
    ),
    "F33 total zero for ever": (
        lambda: (trials(content.total("0"), times=None),),
        Stops(65, "0 were promised", TRIALS),
    ),
    "F33 total too large for ever": (
        lambda: (trials(content.total("900"), times=None),),
        Stops(65, "900 were promised", TRIALS),
    ),
    "F35 more promised than listed": (
        lambda: (search(content.promised(14_000), times=None),),
        Stops(65, "", PUBMED),
    ),
    "B5 studies missing for ever": (
        lambda: (trials(content.studies_missing(), times=None),),
        Stops(65, "without studies", TRIALS),
    ),
    "404 with an empty body": (
        lambda: (at(transport.status(404), service=TRIALS, times=None),),
        Stops(65, "404", TRIALS),
    ),
    "414": (
        lambda: (trials(transport.address_too_long(), times=None),),
        Stops(69, "414", TRIALS),
    ),
}


@pytest.mark.parametrize(("rules", "stops"), LASTS.values(), ids=LASTS)
def test_a_lasting_fault_is_told_harms_nothing_and_is_healed_by_the_next_run(
    bench: Bench, rules: Rules, stops: Stops
) -> None:
    base = bench.start.copy(bench.next_folder())
    published, records, cursors = base.public.read_bytes(), base.records(), base.cursors("mdat")
    assert cursors

    ending = bench.refresh(base, 25, *rules())

    assert ending.code == stops.code, ending.said
    assert re.search(stops.says, ending.said), ending.said
    assert stops.error is None or type(ending.error) is stops.error
    assert base.last_run() in ("partial", "failed")
    assert base.public.read_bytes() == published
    assert base.records() >= records
    if stops.source == PUBMED:
        assert base.cursors("mdat") == cursors
    assert len(bench.standin.requests.requests(stops.source)) <= stops.most
    assert ending.clock.elapsed < 6 * 3600

    healed = bench.refresh(base, 25)
    assert (healed.code, healed.said) == (0, "")
    assert told_apart(base, bench.goal) == []


# --- what no schedule of requests can make ---


def test_registries_that_can_not_be_reached_leave_everything_as_it_was(bench: Bench) -> None:
    """F23."""
    base = bench.start.copy(bench.next_folder())
    published, records = base.public.read_bytes(), base.records()
    config = bench.config(base)
    nobody = {
        name: replace(source, base_url=f"http://127.0.0.1:{port}")
        for (name, source), port in zip(config.sources.items(), _closed_ports(), strict=False)
    }
    ending = bench.refresh(base, 25, config=replace(config, sources=nobody))
    assert ending.code == 69
    assert "can't be reached" in ending.said
    assert (base.public.read_bytes(), base.records()) == (published, records)
    _heals(bench, base)


def _closed_ports() -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(9)]
        return [each.getsockname()[1] for each in sockets]


def _heals(bench: Bench, base: Base, day: int = 25) -> None:
    """One undisturbed run more ends where an undisturbed history does."""
    healed = bench.refresh(base, day)
    assert (healed.code, healed.said) == (0, "")
    assert told_apart(base, bench.goal) == []


@pytest.mark.parametrize("page", [1, 2, 3])
def test_data_that_change_during_a_walk_are_walked_again(bench: Bench, page: int) -> None:
    """F34: records move from page to page under the walk."""
    base = bench.start.copy(bench.next_folder())
    bench.standin.set_epoch(0)
    ending = bench.refresh(base, 25, trials(content.next_state(), nth=page))
    assert bench.standin.epoch == 1
    assert (ending.code, ending.said) == (0, "")
    assert {r for r in base.records() if r[0] == "trial"} == {
        r for r in bench.goal.records() if r[0] == "trial"
    }
    _heals_apart_from_history(bench, base)


def test_what_nobody_has_heard_of_is_kept_and_flagged(bench: Bench) -> None:
    """F39."""
    base = bench.start.copy(bench.next_folder())
    ending = bench.refresh(
        base,
        25,
        trials(content.unknown_field(), times=None),
        papers(content.unknown_element(), times=None),
    )
    assert ending.code == 0, ending.said
    paths = [path for (path,) in base.rows("SELECT path FROM drift")]
    assert any("noveltyModule" in str(path) for path in paths)
    assert any("Novelty" in str(path) for path in paths if "noveltyModule" not in str(path))
    assert base.records() == bench.goal.records()
    assert ending.outcome is not None
    assert ending.outcome.quarantined == 0


def test_a_status_that_no_list_has_is_kept_as_it_is(bench: Bench) -> None:
    """F39."""
    base = bench.start.copy(bench.next_folder())
    ending = bench.refresh(base, 25, trials(content.unknown_status("PAUSED"), times=None))
    assert ending.code == 0, ending.said
    statuses = base.rows("SELECT DISTINCT status FROM trials", public=True)
    assert statuses == [("PAUSED",)]
    assert any("PAUSED" in str(row) for row in base.rows("SELECT path, example FROM drift"))
    _heals_apart_from_history(bench, base)


def _heals_apart_from_history(bench: Bench, base: Base) -> None:
    """The records are those of an undisturbed history, which lacks what the registry also said."""
    healed = bench.refresh(base, 26)
    assert healed.code == 0, healed.said
    assert base.records() == bench.goal.records()
    ours, theirs = logical_dump(base.work), logical_dump(bench.goal.work)
    for table in ("trials", "articles", "conditions", "sponsors", "authors", "memberships"):
        assert ours[table] == theirs[table]


def test_a_field_that_was_renamed_upstream_is_not_published(bench: Bench) -> None:
    """F40: who may take part is gone at once, in every trial."""
    base = bench.start.copy(bench.next_folder())
    published = base.public.read_bytes()
    rename = content.renamed_field("eligibilityModule", "whoMayTakePartModule")
    ending = bench.refresh(base, 25, trials(rename, times=None))
    assert ending.code == 65
    assert isinstance(ending.error, UpstreamDataError)
    assert "eligibility_criteria" in ending.said
    assert base.public.read_bytes() == published
    assert any("whoMayTakePart" in str(path) for path in base.rows("SELECT path FROM drift"))
    _heals_apart_from_history(bench, base)


def test_a_field_that_no_record_lacks_is_not_overwritten_by_nothing(bench: Bench) -> None:
    """I1, A33: without a newer date, a lost sponsor is the registry's mistake."""
    base = bench.start.copy(bench.next_folder())
    rename = content.renamed_field("sponsorCollaboratorsModule", "sponsorsModule")
    before = base.rows("SELECT nct_id, lead_sponsor FROM trials ORDER BY 1")
    ending = bench.refresh(base, 25, trials(rename, times=None))
    assert ending.outcome is not None
    assert ending.outcome.quarantined >= len(before) - 1
    assert ending.code == 65
    assert "records can't be read" in ending.said
    after = dict(base.rows("SELECT nct_id, lead_sponsor FROM trials"))
    _, *not_revised = before
    assert [(nct_id, after[nct_id]) for nct_id, _ in not_revised] == not_revised
    _heals_apart_from_history(bench, base)


def test_one_damaged_study_does_not_hold_up_the_others(bench: Bench) -> None:
    """I12."""
    base = bench.start.copy(bench.next_folder())
    victim = str(max(base.rows("SELECT nct_id FROM trials"))[0])
    new = bench.goal.records() - base.records()
    ending = bench.refresh(base, 25, trials(content.malformed_study(victim), times=None))
    assert base.rows("SELECT record_id, source FROM quarantine") == [(victim, TRIALS)]
    assert base.records() == bench.goal.records()
    assert new
    assert ending.code == 0, ending.said
    assert base.rows("SELECT record_id FROM quarantine_summary", public=True) == [(victim,)]
    healed = bench.refresh(base, 26)
    assert healed.code == 0
    assert base.rows("SELECT record_id FROM quarantine") == []


def test_one_damaged_paper_does_not_hold_up_the_others(bench: Bench) -> None:
    """A14: the whole batch is not well-formed; the culprit is found."""
    base = bench.start.copy(bench.next_folder())
    ((_, victim),) = sorted(
        record for record in bench.goal.records() - base.records() if record[0] == "article"
    )[:1]
    others = {
        record
        for record in bench.goal.records()
        if record[0] != "descriptor" and record != ("article", victim)
    }
    ending = bench.refresh(base, 25, papers(content.broken_citation(str(victim)), times=None))
    assert base.records() >= others
    assert ("article", victim) not in base.records()
    assert str(victim) in str(
        base.rows("SELECT record_id FROM quarantine") + base.rows("SELECT missing FROM run_queries")
    )
    assert ending.code in (0, 65), ending.said
    _heals_apart_from_history(bench, base)


def test_a_paper_that_never_comes_holds_up_three_runs_and_no_more(bench: Bench) -> None:
    """PubMed lists numbers for days before it delivers their records."""
    bench.standin.set_epoch(1)
    base = bench.start.copy(bench.next_folder())
    ((_, victim),) = sorted(
        record for record in bench.goal.records() - base.records() if record[0] == "article"
    )[:1]

    def names(request: Request) -> bool:
        return str(victim) in request.param("id").split(",")

    never = papers(content.empty_set(), times=None, where=names)
    codes = [bench.refresh(base, day, never).code for day in (25, 26, 27, 28)]
    assert codes == [65, 65, 65, 0]
    ((record, reason),) = base.rows("SELECT record_id, reason FROM quarantine_summary", public=True)
    assert (record, "known to be missing" in str(reason)) == (victim, True)
    shown = as_text(status(bench.config(base), clock=SystemClock()))
    assert "quarantine, pubmed: 1: a search lists it, but it does not come: known" in shown
    assert bench.refresh(base, 29).code == 0
    assert ("article", victim) in base.records()
    assert base.rows("SELECT record_id FROM quarantine") == []
    assert base.rows("SELECT record_id FROM undelivered") == []


def test_a_registry_that_flips_betweentwo_states_adds_two_versions_and_no_more(
    bench: Bench,
) -> None:
    """F67."""
    base = bench.start.copy(bench.next_folder())
    for day, epoch in enumerate((1, 0, 1, 0, 1), 25):
        bench.standin.set_epoch(epoch)
        bench.refresh(base, day)
    assert max(base.rows("SELECT max(version) FROM versions")) <= (2,)
    assert base.records() == bench.goal.records()


@pytest.mark.parametrize("day", [1, 30])
def test_a_clock_that_is_wrong_moves_nothing_but_its_own_stamps(bench: Bench, day: int) -> None:
    """F57: a day before the last run, and days ahead."""
    base = bench.start.copy(bench.next_folder())
    ending = bench.refresh(base, day)
    assert (ending.code, ending.said) == (0, "")
    assert max(ending.clock.naps, default=0) < 2
    assert base.records() == bench.goal.records()


def test_a_home_that_can_not_be_written_is_not_needed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F38."""
    monkeypatch.setenv("HOME", "/proc/nobody")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    _heals(bench, bench.start.copy(bench.next_folder()))


def test_requests_of_a_run_through_many_faults_keep_the_pace(bench: Bench) -> None:
    """I10, on the passed-in clock: as many slots as requests, less the first of each registry."""
    base = bench.start.copy(bench.next_folder())
    config = bench.config(base)
    slow = {name: replace(source, requests_per_second=1.0)
            for name, source in config.sources.items()}  # fmt: skip
    ending = bench.refresh(
        base, 25, *everywhere(transport.server_error(502), times=3),
        config=replace(config, sources=slow),
    )  # fmt: skip
    assert ending.code == 0, ending.said
    asked = len(bench.standin.requests)
    assert sum(nap for nap in ending.clock.naps if nap <= 1) >= (asked - 3 - 9) * 0.8


# --- corpora of their own ---


@pytest.fixture
def other(bench: Bench, tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    """A maker of benches on other corpora; the bounds are those of ``bench``."""
    with ExitStack() as stack:

        def make(*states: State, **options: object) -> Bench:
            serving = serve(Fixed(states), faults=Faults(), **options)  # type: ignore[arg-type]
            return Bench(stack.enter_context(serving), tmp_path)

        yield make


def _first_state(bench: Bench) -> State:
    return bench.standin.corpus.state(0)


def test_a_document_type_of_next_year_is_read_all_the_same(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F37: nothing is fetched from the host that the DOCTYPE names."""
    future = other(bench.standin.corpus.state(0), dtd="290101")
    assert future.start.records() == bench.start.records()


def test_a_third_of_the_trials_vanishing_is_not_published_unless_accepted(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F66."""
    whole = _first_state(bench)
    kept = dict(list(whole.studies.items())[: len(whole.studies) // 2])
    shrunk = other(whole, replace(whole, studies=kept, data_timestamp="2026-11-24T09:00:00"))
    base = shrunk.start
    published, records = base.public.read_bytes(), base.records()
    shrunk.standin.set_epoch(1)
    ending = shrunk.refresh(base, 25)
    assert ending.code == 65
    assert "--accept-shrink" in ending.said
    assert base.public.read_bytes() == published
    assert base.records() == records  # one confirmation is none
    accepted = refresh(
        shrunk.config(base), clock=TickingClock(datetime(2026, 11, 26, tzinfo=UTC)), quiet=True,
        accept_shrink=True,
    )  # fmt: skip
    assert accepted.exit_code == 0
    gone = "SELECT count(*) FROM trials WHERE removed_on IS NOT NULL"
    assert base.rows(gone, public=True) == [(len(whole.studies) - len(kept),)]
    assert base.rows("SELECT count(*) FROM trials") == [(len(whole.studies),)]


def test_a_trial_that_vanishes_and_comes_back_is_intact(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F69."""
    whole = _first_state(bench)
    lost, *_ = whole.studies
    without = {nct_id: body for nct_id, body in whole.studies.items() if nct_id != lost}
    coming = other(whole, replace(whole, studies=without, data_timestamp="2026-11-24T09:00:00"))
    base = coming.start
    before = base.rows("SELECT * FROM trials")
    coming.standin.set_epoch(1)
    for day in (25, 26):
        ending = coming.refresh(base, day)
        assert (ending.code, ending.said) == (0, "")
        removed = base.rows("SELECT id FROM records WHERE removed_on IS NOT NULL")
        assert removed == ([] if day == 25 else [(lost,)])
    coming.standin.set_epoch(0)
    assert coming.refresh(base, 27).code == 0
    assert base.rows("SELECT id FROM records WHERE removed_on IS NOT NULL") == []
    assert base.rows("SELECT * FROM trials") == before


def test_a_trial_that_was_merged_into_another_becomes_its_alias(
    bench: Bench, other: Callable[..., Bench]
) -> None:
    """F68: asked for one number, the registry answers with another's record."""
    whole = _first_state(bench)
    (old, _), (new, body), *_ = whole.studies.items()
    merged = body.replace(
        f'"nctId":"{new}"'.encode(), f'"nctId":"{new}","nctIdAliases":["{old}"]'.encode(), 1
    )
    studies = {nct_id: text for nct_id, text in whole.studies.items() if nct_id != old}
    later = replace(
        whole, studies=studies | {new: merged}, aliases={old: new},
        data_timestamp="2026-11-24T09:00:00",
    )  # fmt: skip
    merging = other(whole, later)
    base = merging.start
    merging.standin.set_epoch(1)
    for day in (25, 26):
        ending = merging.refresh(base, day)
        assert (ending.code, ending.said) == (0, "")
    assert (old, new) in base.rows("SELECT alias, id FROM aliases WHERE kind = 'trial'")
    assert (old,) in base.rows("SELECT nct_id FROM trials")
