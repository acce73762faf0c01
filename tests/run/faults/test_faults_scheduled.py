"""Refreshes while faults strike: one that passes leaves no trace, one that lasts is told.

Relies on stand-ins.
"""

import re
from dataclasses import dataclass

import pytest

from harvest.errors import ConfigError, HarvestError
from harvest.standin import at
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Fault
from tests.helpers.faults.fault_bench import BOUNDS, MESH, PUBMED, TRIALS, Bench, told_apart
from tests.helpers.faults.fault_rules import (
    STRANGER,
    Rules,
    everywhere,
    later_page,
    papers,
    search,
    terms,
    trials,
)

# --- faults that pass: the run ends as an undisturbed one does ---

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
        Stops(69, "access refused", TRIALS, most=1),
    ),
    "F10 block page": (
        lambda: (at(transport.block_page(), service=PUBMED, times=None),),
        Stops(69, "blocked", PUBMED, most=1),
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
        Stops(69, "that is not allowed", PUBMED),
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
        Stops(65, "announced", TRIALS),
    ),
    "F31 token repeated for ever": (
        lambda: (trials(content.repeated_token(), times=None),),
        Stops(65, "token was sent twice", TRIALS, most=40),
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
        Stops(65, "0 were announced", TRIALS),
    ),
    "F33 total too large for ever": (
        lambda: (trials(content.total("900"), times=None),),
        Stops(65, "900 were announced", TRIALS),
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
        Stops(65, "414", TRIALS),
    ),
}


@pytest.mark.parametrize(("rules", "stops"), LASTS.values(), ids=LASTS)
def test_a_lasting_fault_is_told_harms_nothing_and_is_healed_by_the_next_run(
    bench: Bench, rules: Rules, stops: Stops
) -> None:
    base = bench.start.copy(bench.next_folder())
    published, records, cursors = base.published(), base.records(), base.cursors("mdat")
    assert cursors

    ending = bench.refresh(base, 25, *rules())

    assert ending.code == stops.code, ending.said
    assert re.search(stops.says, ending.said), ending.said
    assert stops.error is None or type(ending.error) is stops.error
    assert base.last_run() in ("partial", "failed")
    assert base.published() >= published
    assert stops.error or base.rows("SELECT missing FROM publication", public=True) != [("[]",)]
    assert base.records() >= records
    if stops.source == PUBMED:
        assert base.cursors("mdat") == cursors
    assert len(bench.standin.requests.requests(stops.source)) <= stops.most
    assert ending.clock.elapsed < 6 * 3600

    healed = bench.refresh(base, 25)
    assert (healed.code, healed.said) == (0, "")
    assert told_apart(base, bench.goal) == []
