"""PubMed walked over HTTP: what is asked, what is believed, and what a failure leaves behind."""

import json
import random
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import FakeClock
from pubmed_xml import HEAD, answer, book, citation
from walking import CONTACT, KEY, Came, came, job

from harvest.errors import ConfigError, Forbidden
from harvest.records import Held
from harvest.sources.pubmed import SOURCE, efetch, esearch, judge
from harvest.sources.pubmed.asking import Visit, WalkFailed
from harvest.sources.pubmed.fetch import due, fetch
from harvest.sources.pubmed.follow import follow
from harvest.sources.pubmed.judge import result
from harvest.standin import Faults, Fixed, State, at, changed, serve
from harvest.standin import content_faults as content
from harvest.standin import eutils as standin_eutils
from harvest.standin import transport_faults as transport
from harvest.standin.faults import Fault, Rule
from harvest.web import Answer, Verdict

ALL = {"all": "1800:3000[dp]"}
TODAY = date(2026, 11, 24)


def revised(day: str) -> str:
    year, month, of_month = day.split("-")
    return (
        f"<DateRevised><Year>{year}</Year><Month>{month}</Month><Day>{of_month}</Day></DateRevised>"
    )


def paper(pmid: int, *, day: str = "2020-01-01", nct: str = "", title: str = "Cells") -> bytes:
    bank = (
        "<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>"
        f"<AccessionNumberList><AccessionNumber>{nct}</AccessionNumber></AccessionNumberList>"
        "</DataBank></DataBankList>"
        if nct
        else ""
    )
    article = f"<ArticleTitle>{title}</ArticleTitle>{bank}"
    return citation(str(pmid), inner=revised(day), article=article).encode()


def corpus(papers: Mapping[int, bytes]) -> Fixed:
    citations = {str(pmid): body for pmid, body in papers.items()}
    return Fixed((State({}, citations, {}, "2026-11-24T05:00:00"),))


def few(number: int = 5) -> Fixed:
    return corpus({n: paper(n) for n in range(1, number + 1)})


def held(*pmids: int, seen: str = "2026-11-24T00:00:00Z", **more: Any) -> Held:
    ids = frozenset(map(str, pmids))
    return Held(articles=ids, last_fetched=dict.fromkeys(ids, seen), **more)


def walk(
    folder: Path,
    served: Fixed,
    *faults: Any,
    walker: Callable[..., Any] = fetch,
    held: Held | None = None,
    searches: Mapping[str, str] = ALL,
    **named: Any,
) -> Came:
    with (
        serve(served, faults=Faults(*faults)) as standin,
        job(folder, standin, SOURCE, held=held, searches=searches, **named) as work,
    ):
        return came(walker(work))


# --- what is asked ---


def test_every_request_is_a_post_with_every_parameter_said_and_says_who_asks(
    tmp_path: Path,
) -> None:
    with (
        serve(few(), api_keys=frozenset({KEY})) as standin,
        job(tmp_path, standin, SOURCE, searches=ALL, key=KEY) as work,
    ):
        came(fetch(work))
        search, records = standin.requests.requests("pubmed")
    assert {search.method, records.method} == {"POST"}
    assert {search.query_length, records.query_length} == {0}
    who = {"tool": "harvest", "email": CONTACT, "api_key": KEY}
    assert dict(search.params) == who | {
        "db": "pubmed",
        "term": "1800:3000[dp]",
        "retstart": "0",
        "retmax": "9999",
        "rettype": "uilist",
        "retmode": "json",
    }
    assert dict(records.params) == who | {"db": "pubmed", "id": "1,2,3,4,5", "retmode": "xml"}


def test_a_search_brings_its_records_and_its_members(tmp_path: Path) -> None:
    books = {7: book("7", "<Book><PubDate><Year>2001</Year></PubDate></Book>").encode()}
    found = walk(tmp_path, corpus({1: paper(1), 2: paper(2)} | books))
    end = found.end("search")
    assert (end.state, end.promised, end.fetched, end.missing) == ("complete", 3, 3, ())
    assert end.ids == {"1", "2", "7"} == found.raws.keys()
    assert end.sent == "1800:3000[dp]"
    assert end.translation == "1800/01/01:3000/12/31[Date - Publication]"
    assert found.raws["1"].body == paper(1)
    assert {page.search for page in found.pages} == {"all"}


def test_only_what_is_not_held_is_fetched_and_once_for_all_searches(tmp_path: Path) -> None:
    searches = {"one": "1:3[uid]", "two": "2:5[uid]"}
    found = walk(tmp_path, few(), held=held(1), searches=searches)
    assert found.raws.keys() == {"2", "3", "4", "5"}
    assert [end.fetched for end in found.ends] == [2, 2]
    assert found.end("search", "two").ids == {"2", "3", "4", "5"}


def test_no_hit_is_a_complete_walk_without_members(tmp_path: Path) -> None:
    end = walk(tmp_path, few(), searches={"none": "900:901[uid]"}).end("search")
    assert (end.state, end.promised, end.ids) == ("complete", 0, frozenset())
    assert "No items found." in end.warnings


def test_records_come_in_batches_and_each_batch_is_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(efetch, "BATCH", 2)
    found = walk(tmp_path, few(5))
    assert [len(page.raws) for page in found.pages] == [2, 2, 1]


# --- a phrase that PubMed does not know ---


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ('"zzyzx qwertish"[tiab]', "zzyzx"),
        ("zzyzxish", "zzyzxish"),
        ("liver[nosuchfield]", "nosuchfield"),
        ('"Nonexistent Heading"[mh]', "Nonexistent Heading"),
    ],
)
def test_a_phrase_or_field_that_pubmed_does_not_know_fails_the_search_and_imports_nothing(
    tmp_path: Path, term: str, words: str
) -> None:
    found = walk(tmp_path, few(), searches={"odd": term, "good": "1:2[uid]"})
    end = found.end("search", "odd")
    assert (end.state, end.ids, end.fetched, end.cursors) == ("failed", frozenset(), 0, ())
    assert words in (end.error or "")
    assert not end.unavailable
    assert found.end("search", "good").state == "complete"
    assert found.raws.keys() == {"1", "2"}


def test_hits_of_a_broader_question_are_not_taken(tmp_path: Path) -> None:
    fault = at(content.phrase_not_found("liver stuff"), service="pubmed", path="esearch")
    found = walk(tmp_path, few(), fault)
    assert found.end("search").state == "failed"
    assert not found.raws


def test_a_query_that_pubmed_cannot_read_is_not_asked_again(tmp_path: Path) -> None:
    with (
        serve(few()) as standin,
        job(tmp_path, standin, SOURCE, searches={"odd": "((liver"}) as work,
    ):
        found = came(fetch(work))
        assert len(standin.requests.requests("pubmed", "esearch")) == 1
    end = found.end("search")
    assert end.state == "failed"
    assert "PubMed can't read this search: Search Backend failed" in (end.error or "")


# --- more than 9,999 ---


class Index:
    """esearch over a set of numbers, with its cap, in place of a door."""

    def __init__(self, pmids: set[int], moving: Callable[[int], None] = lambda n: None) -> None:
        self.pmids = pmids
        self.asked: list[str] = []
        self.moving = moving

    def post(self, path: str, params: tuple[tuple[str, str], ...]) -> Answer:
        named = dict(params)
        self.asked.append(named["term"])
        self.moving(len(self.asked))
        limits = re.search(r"AND ([0-9]+):([0-9]+)\[UID\]$", named["term"])
        low, high = map(int, limits.groups()) if limits else (0, 10**9)
        found = sorted(pmid for pmid in self.pmids if low <= pmid <= high)
        listed = [str(pmid) for pmid in found[: min(int(named["retmax"]), 9_999)]]
        inner = {"count": str(len(found)), "idlist": listed, "querytranslation": "x"}
        body = json.dumps({"esearchresult": inner}).encode()
        return Answer(200, body, "application/json", "http://h/esearch.fcgi", "", {})


def all_of(index: Index, tmp_path: Path) -> esearch.Matches:
    with (
        serve(few(1)) as standin,
        job(tmp_path, standin, SOURCE, searches=ALL) as work,
    ):
        walker = esearch.search(Visit(replace(work, door=index)), "x", "all")  # type: ignore[arg-type]
        while True:
            try:
                next(walker)
            except StopIteration as stop:
                return stop.value


@pytest.mark.parametrize("number", [9_998, 9_999, 10_000, 45_000])
def test_every_pmid_of_a_large_search_is_found_by_ranges_of_pmids(
    number: int, tmp_path: Path
) -> None:
    chosen = random.Random(number)
    dense = set(range(40_000_000, 40_000_000 + number // 2))
    sparse = set(chosen.sample(range(1, 39_000_000), number - len(dense)))
    index = Index(dense | sparse)
    matches = all_of(index, tmp_path)
    assert {int(pmid) for pmid in matches.pmids} == index.pmids
    assert (matches.promised, matches.problem) == (number, None)
    assert len(index.asked) == (1 if number <= 9_999 else len(set(index.asked)))
    assert len(index.asked) < 60


def test_a_pmid_above_the_headroom_is_found_too(tmp_path: Path) -> None:
    far = set(range(1, 9_999)) | {10_500, 999_999_999}
    assert len(all_of(Index(far), tmp_path).pmids) == len(far)


def test_papers_that_are_added_on_the_way_are_counted_again(tmp_path: Path) -> None:
    index = Index(set(range(1, 12_001)))

    def add_one(asked: int) -> None:
        if asked == 2:
            index.pmids.add(5_000_000)

    index.moving = add_one
    matches = all_of(index, tmp_path)
    assert (len(matches.pmids), matches.promised, matches.problem) == (12_001, 12_001, None)


def test_a_search_that_never_adds_up_is_partial(tmp_path: Path) -> None:
    index = Index(set(range(1, 12_001)))
    index.moving = lambda asked: index.pmids.add(10_000_000 + asked)
    assert "12,0" in (all_of(index, tmp_path).problem or "")


def test_ranges_are_walked_over_http(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standin_eutils, "MOST_FOUND", 20)
    monkeypatch.setattr(esearch, "MOST_LISTED", 20)
    found = walk(tmp_path, corpus({n * 7: paper(n * 7) for n in range(1, 101)}))
    assert found.end("search").state == "complete"
    assert len(found.end("search").ids) == len(found.raws) == 100


def test_a_list_shorter_than_its_count_is_asked_again(tmp_path: Path) -> None:
    fault = at(content.promised(9), service="pubmed", path="esearch", times=2)
    assert walk(tmp_path, few(), fault).end("search").state == "complete"


def test_a_list_that_stays_shorter_than_its_count_leaves_the_walk_partial(tmp_path: Path) -> None:
    fault = at(content.promised(9), service="pubmed", path="esearch", times=None)
    found = walk(tmp_path, few(), fault)
    end = found.end("search")
    assert (end.state, end.error) == ("partial", "esearch listed 5 of 9 papers")
    assert end.cursors == ()
    assert len(found.raws) == 5


# --- answers that can't be believed ---

TRANSIENT = [
    transport.rate_limited(),
    transport.rate_limited_as_200(),
    transport.server_error(502),
    transport.backend_failed_as_400(),
    transport.html_page(),
    transport.html_page("application/json"),
    transport.unroutable(),
    transport.empty_body(),
    transport.reset_before_headers(),
    transport.short_body(60, declared=False),
    content.error_element(),
    content.error_element(
        "Couldn't resolve #pmquerysrv-mz?dbaf=pubmed, the address table is empty."
    ),
]


@pytest.mark.parametrize("tool", ["esearch", "efetch"])
@pytest.mark.parametrize("fault", TRANSIENT, ids=lambda fault: fault.name)
def test_a_failing_service_is_asked_again_and_never_read_as_empty(
    tmp_path: Path, tool: str, fault: Fault
) -> None:
    found = walk(tmp_path, few(), at(fault, service="pubmed", path=tool, times=2))
    assert found.end("search").state == "complete"
    assert len(found.raws) == 5


@pytest.mark.parametrize("tool", ["esearch", "efetch"])
@pytest.mark.parametrize("fault", TRANSIENT, ids=lambda fault: fault.name)
def test_a_service_that_goes_on_failing_fails_the_walk_and_moves_nothing(
    tmp_path: Path, tool: str, fault: Fault
) -> None:
    rule = at(fault, service="pubmed", path=tool, times=None)
    searches = {"one": "1:3[uid]", "two": "2:5[uid]"}
    found = walk(tmp_path, few(), rule, searches=searches, clock=FakeClock())
    assert {end.state for end in found.ends} <= {"failed", "partial"}
    assert all(end.cursors == () and end.error for end in found.ends)
    assert not found.raws


def test_once_pubmed_cannot_be_reached_nothing_more_is_asked(tmp_path: Path) -> None:
    rule = at(transport.server_error(503), service="pubmed", times=None)
    searches = {name: "1:3[uid]" for name in "abcdef"}
    with (
        serve(few(), faults=Faults(rule)) as standin,
        job(tmp_path, standin, SOURCE, held=held(9, seen="2020"), searches=searches) as work,
    ):
        found = came(fetch(work))
        assert len(standin.requests) == 6  # the tries of one request
    assert [end.state for end in found.ends] == ["failed"] * 7
    assert all(end.unavailable for end in found.ends)


def test_a_block_page_ends_the_run(tmp_path: Path) -> None:
    rule = at(transport.block_page(), service="pubmed", times=None)
    with pytest.raises(Forbidden):
        walk(tmp_path, few(), rule)


def test_a_key_that_is_refused_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    with (
        serve(few(), api_keys=frozenset()) as standin,
        job(tmp_path, standin, SOURCE, searches=ALL, key=KEY) as work,
        pytest.raises(ConfigError) as caught,
    ):
        came(fetch(work))
    assert KEY not in str(caught.value)


# --- records asked for and not brought ---


def test_records_that_a_batch_leaves_out_are_asked_for_singly(tmp_path: Path) -> None:
    fault = at(content.dropped_citations(2), service="pubmed", path="efetch")
    with (
        serve(few(), faults=Faults(fault)) as standin,
        job(tmp_path, standin, SOURCE, searches=ALL) as work,
    ):
        found = came(fetch(work))
        asked = [r.param("id") for r in standin.requests.requests("pubmed", "efetch")]
    assert found.raws.keys() == {"1", "2", "3", "4", "5"}
    assert found.end("search").state == "complete"
    assert len(asked) == 3
    assert {len(ids.split(",")) for ids in asked[1:]} == {1}


@pytest.mark.parametrize("fault", [content.empty_set(), content.no_correct_ids()])
def test_records_that_never_come_leave_the_walk_partial_and_are_listed(
    tmp_path: Path, fault: Fault
) -> None:
    def about_two(request: Any) -> bool:
        return "2" in request.param("id").split(",")

    rule = at(fault, service="pubmed", path="efetch", times=None, where=about_two)
    found = walk(tmp_path, few(), rule)
    end = found.end("search")
    assert (end.state, end.missing, end.cursors) == ("partial", ("2",), ())
    assert found.raws.keys() == {"1", "3", "4", "5"}


def never(*numbers: int) -> Rule:
    """PubMed lists these papers, and delivers none of them."""

    def names(request: Any) -> bool:
        return bool({str(n) for n in numbers} & set(request.param("id").split(",")))

    return at(content.empty_set(), service="pubmed", path="efetch", times=None, where=names)


@pytest.mark.parametrize("walker", [fetch, follow])
def test_a_record_known_to_be_missing_is_asked_for_and_leaves_the_walk_complete(
    tmp_path: Path, walker: Callable[..., Any]
) -> None:
    knows = held(1, 3, 4, 5, known_missing=frozenset({"2"}), trials=frozenset({"NCT09000001"}))
    named = corpus({n: paper(n, nct="NCT09000001") for n in range(1, 6)})
    found = walk(tmp_path, named, never(2), walker=walker, held=knows)
    end = found.end("search" if walker is fetch else "naming")
    assert (end.state, end.missing) == ("complete", ("2",))
    assert found.undelivered == ["2"]
    found = walk(tmp_path, named, walker=walker, held=knows)  # it comes after all
    assert found.raws.keys() == {"2"}
    assert found.undelivered == []


def test_many_records_known_to_be_missing_are_not_believed(tmp_path: Path) -> None:
    missing = range(1, 7)
    knows = held(known_missing=frozenset(map(str, missing)))
    found = walk(tmp_path, few(12), never(*missing), held=knows)
    assert (found.end("search").state, len(found.undelivered)) == ("partial", 6)


def test_somebody_else_s_records_are_refused_and_asked_for_again(tmp_path: Path) -> None:
    swapped = content.swapped_set(paper(77), paper(78))
    found = walk(tmp_path, few(), at(swapped, service="pubmed", path="efetch", times=2))
    assert found.raws.keys() == {"1", "2", "3", "4", "5"}
    assert found.end("search").state == "complete"
    found = walk(tmp_path, few(), at(swapped, service="pubmed", path="efetch", times=None))
    assert not found.raws
    assert found.end("search").missing == ("1", "2", "3", "4", "5")
    assert found.end("search").state == "partial"


def test_a_record_twice_in_an_answer_is_one(tmp_path: Path) -> None:
    fault = at(content.repeated_citation(), service="pubmed", path="efetch", times=None)
    assert len(walk(tmp_path, few(), fault).raws) == 5


def test_a_batch_too_large_for_the_service_is_asked_for_in_parts(tmp_path: Path) -> None:
    def large(request: Any) -> bool:
        return request.param("id").count(",") >= 20

    rule = at(transport.server_error(502), service="pubmed", path="efetch", times=None, where=large)
    found = walk(tmp_path, few(50), rule)
    assert found.end("search").state == "complete"
    assert len(found.raws) == 50


def test_one_pmid_that_breaks_the_service_costs_only_itself(tmp_path: Path) -> None:
    def about_seven(request: Any) -> bool:
        return "7" in request.param("id").split(",")

    rule = at(
        transport.server_error(500), service="pubmed", path="efetch", times=None, where=about_seven
    )
    found = walk(tmp_path, few(12), rule)
    end = found.end("search")
    assert (end.state, end.missing) == ("partial", ("7",))
    assert len(found.raws) == 11
    assert [event.id for event in found.unreadable] == ["7"]


def test_a_record_without_its_end_tag_is_asked_for_alone_and_then_handed_on_as_it_is(
    tmp_path: Path,
) -> None:
    broken = paper(3).removesuffix(b"</PubmedArticle>")

    def damaged(body: bytes) -> bytes:
        return body.replace(paper(3), broken)

    rule = at(content.rewritten("damaged", damaged), service="pubmed", path="efetch", times=None)
    found = walk(tmp_path, few(), rule)
    assert found.raws.keys() == {"1", "2", "3", "4", "5"}
    assert found.raws["3"].body == broken
    assert found.end("search").state == "complete"
    once = at(content.rewritten("damaged", damaged), service="pubmed", path="efetch")
    assert walk(tmp_path, few(), once).raws["3"].body == paper(3)


def test_an_element_nobody_knows_is_kept_as_unreadable(tmp_path: Path) -> None:
    def with_preprint(body: bytes) -> bytes:
        return body.replace(b"</PubmedArticleSet>", b"<Preprint>x</Preprint></PubmedArticleSet>")

    fault = content.rewritten("preprint", with_preprint)
    found = walk(tmp_path, few(), at(fault, service="pubmed", path="efetch"))
    assert [event.reason for event in found.unreadable] == ["unknown element Preprint"]
    assert len(found.raws) == 5


# --- what changed ---


def changed_corpus() -> Fixed:
    days = {1: "2026-11-20", 2: "2026-10-30", 3: "2026-09-01", 4: "2026-11-24", 5: "2020-01-01"}
    return corpus({n: paper(n, day=day) for n, day in days.items()})


def test_the_first_walk_sets_where_the_window_of_changes_begins(tmp_path: Path) -> None:
    found = walk(tmp_path, few())
    (cursor,) = found.end("search").cursors
    assert cursor[0] == "mdat/all"
    assert cursor[1] <= TODAY.isoformat()
    assert [end.purpose for end in found.ends] == ["search"]


def test_held_papers_revised_since_the_last_walk_are_fetched_again_with_thirty_days_of_overlap(
    tmp_path: Path,
) -> None:
    mine = held(1, 2, 3, 4, 5, cursors={"pubmed/mdat/all": "2026-11-23"})
    found = walk(tmp_path, changed_corpus(), held=mine)
    end = found.end("changed")
    assert end.sent == "(1800:3000[dp]) AND 2026/10/24:3000/12/31[mdat]"
    assert found.raws.keys() == {"1", "2", "4"}
    assert (end.state, end.promised, end.fetched, end.ids) == ("complete", 3, 3, frozenset())
    assert {page.search for page in found.pages} == {None}
    assert end.cursors[0][0] == "mdat/all"


def test_the_window_never_begins_in_the_future_and_its_end_never_lies_there(tmp_path: Path) -> None:
    mine = held(1, 2, 3, 4, 5, cursors={"pubmed/mdat/all": "2036-11-23"})
    found = walk(tmp_path, changed_corpus(), held=mine)
    assert "2026/10/25:3000" in found.end("changed").sent
    ahead = FakeClock()
    ahead.advance(10 * 365 * 86_400)
    found = walk(tmp_path, changed_corpus(), held=mine, clock=ahead)
    ((_, value),) = found.end("changed").cursors
    assert value < "2036"  # the registry's own day, not that of a clock that runs ahead


def test_a_window_that_could_not_be_walked_moves_no_cursor(tmp_path: Path) -> None:
    mine = held(1, 2, 3, 4, 5, cursors={"pubmed/mdat/all": "2026-11-23"})
    rule = at(content.error_element(), service="pubmed", path="esearch", nth=2, times=None)
    found = walk(tmp_path, changed_corpus(), rule, held=mine)
    end = found.end("changed")
    assert (end.state, end.cursors) == ("failed", ())
    assert found.end("search").state == "complete"


# --- seen anew within thirty days ---


def test_every_paper_comes_again_within_thirty_days_in_even_shares() -> None:
    ids = [str(n) for n in range(1, 281)]
    seen = dict.fromkeys(ids, "2026-11-24T06:00:00Z")
    most = 0
    for day in range(1, 121):
        today = TODAY + timedelta(days=day)
        again = due(Held(articles=frozenset(ids), last_fetched=seen), today, full=False)
        most = max(most, len(again))
        seen |= dict.fromkeys(again, f"{today}T06:00:00Z")
        oldest = date.fromisoformat(min(seen.values())[:10])
        assert (today - oldest).days < 30
    assert most == 10
    assert not due(Held(articles=frozenset(ids), last_fetched=seen), today, full=False)


def test_papers_not_seen_for_thirty_days_are_all_due_and_with_full_everything_is() -> None:
    seen = {str(n): "2026-10-25T06:00:00Z" for n in range(1, 101)} | {"200": "2026-11-24T01:00:00Z"}
    mine = Held(articles=frozenset(seen), last_fetched=seen)
    assert due(mine, TODAY, full=False) == [str(n) for n in range(1, 101)]
    assert len(due(mine, TODAY, full=True)) == 101


def test_a_held_paper_that_pubmed_no_longer_has_is_reported_absent(tmp_path: Path) -> None:
    found = walk(tmp_path, few(5), held=held(1, 2, 3, 4, 5, 6, seen="2026-01-01"))
    assert found.absent == ["6"]
    end = found.end("refetch")
    assert (end.state, end.fetched, end.promised) == ("complete", 5, 6)


def test_too_many_absent_papers_at_once_are_not_believed(tmp_path: Path) -> None:
    found = walk(tmp_path, few(5), held=held(*range(1, 30), seen="2026-01-01"))
    assert found.absent == []
    end = found.end("refetch")
    assert (end.state, len(end.missing)) == ("partial", 24)
    assert "24 of 29 papers" in (end.error or "")


def test_a_removed_paper_is_asked_for_again_and_may_come_back(tmp_path: Path) -> None:
    mine = held(1, 2, 3, gone=frozenset({"4", "9", "NCT00000001", "D008103"}))
    found = walk(tmp_path, few(5), held=mine, searches={"x": "900[uid]"})
    assert found.raws.keys() == {"4"}
    assert found.absent == []
    assert found.end("refetch").sent == "id=4,9"


def test_a_paper_that_is_retracted_between_two_runs_is_seen_when_its_turn_comes(
    tmp_path: Path,
) -> None:
    def retract(draft: Any) -> None:
        draft.put_citation("2", paper(2, title="RETRACTED: Cells"))

    with (
        serve(changed(few(), retract)) as standin,
        job(
            tmp_path,
            standin,
            SOURCE,
            held=held(1, 2, 3, 4, 5, seen="2026-10-01"),
            searches=ALL,
        ) as work,
    ):
        standin.set_epoch(1)
        found = came(fetch(work))
    assert b"RETRACTED" in found.raws["2"].body


# --- what trials call for ---


def test_papers_that_held_trials_cite_are_fetched_and_what_pubmed_lacks_is_remembered(
    tmp_path: Path,
) -> None:
    mine = held(1, cited=frozenset({"1", "2", "3", "88", "0012", "12 13"}))
    found = walk(tmp_path, few(), walker=follow, held=mine)
    end = found.end("cited")
    assert found.raws.keys() == {"2", "3"}
    assert (end.state, end.promised, end.fetched, end.missing) == ("complete", 3, 2, ("88",))
    assert end.cursors == (("cited-missing", '{"2026-11-24":["88"]}'),)
    assert [page.search for page in found.pages] == [None]

    cursors = {"pubmed/cited-missing": '{"2026-11-01":["88"],"2026-09-01":["89"]}'}
    later = replace(mine, articles=frozenset("123"), cited=frozenset({"88", "89"}), cursors=cursors)
    found = walk(tmp_path, few(), walker=follow, held=later)
    assert found.end("cited").sent == "id=89"
    assert json.loads(found.end("cited").cursors[0][1]) == {
        "2026-11-01": ["88"],
        "2026-11-24": ["89"],
    }


def test_nothing_is_remembered_as_missing_while_pubmed_delivers_nothing_at_all(
    tmp_path: Path,
) -> None:
    rule = at(content.empty_set(), service="pubmed", path="efetch", times=None)
    mine = held(1, cited=frozenset({"2", "3"}))
    end = walk(tmp_path, few(), rule, walker=follow, held=mine).end("cited")
    assert end.state == "failed"
    assert "delivers no paper at all" in (end.error or "")


def test_papers_that_name_held_trials_are_found_many_numbers_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[follow.__module__], "NAMES", 3)
    papers = {
        1: paper(1, nct="NCT00000001"),
        2: paper(2, nct="NCT00000007"),
        3: paper(3, nct="NCT00000500"),
        4: paper(4, nct="NCT00000009"),
    }
    trials = frozenset(f"NCT0000000{n}" for n in range(1, 8))
    mine = held(1, trials=trials, aliases={"NCT00000009": "NCT00000002"})
    with (
        serve(corpus(papers)) as standin,
        job(tmp_path, standin, SOURCE, held=mine, searches=ALL) as work,
    ):
        found = came(follow(work))
        asked = [r.param("term") for r in standin.requests.requests("pubmed", "esearch")]
    end = found.end("naming")
    assert found.raws.keys() == {"2", "4"}
    assert (end.state, end.promised, end.fetched) == ("complete", 3, 2)
    assert asked[0] == "NCT00000001[si] OR NCT00000002[si] OR NCT00000003[si]"
    assert len(asked) == 3


def test_numbers_that_no_paper_names_are_no_error(tmp_path: Path) -> None:
    unknown = content.phrase_not_found("NCT00000001")
    rule = at(unknown, service="pubmed", path="esearch", times=None)
    mine = held(1, trials=frozenset({"NCT00000001"}))
    assert walk(tmp_path, few(), rule, walker=follow, held=mine).end("naming").state == "complete"


def test_without_trials_nothing_is_asked(tmp_path: Path) -> None:
    assert walk(tmp_path, few(), walker=follow, held=held(1)).ends == []


# --- reading answers ---


def esearch_answer(body: str) -> Answer:
    return Answer(200, body.encode(), "application/json", "https://h/esearch.fcgi", "", {})


def test_the_recorded_errors_of_the_e_utilities_are_never_results(shared: Path) -> None:
    folder = shared / "corpus" / "responses" / "eutils" / "errors"
    rows = (folder / "INDEX.tsv").read_text().splitlines()[1:]
    fine = {
        "esearch_zero",
        "esearch_mesh",
        "esearch_phrase",
        "esearch_history",
        "elink",
        "esummary",
    }
    checked = 0
    for row in rows:
        name, status, content_type, *_ = row.split("\t")
        if name.startswith(tuple(fine)) or name == "efetch_mesh_text.txt":
            continue
        if "302" in status:
            continue
        tool = "esearch" if name.endswith(".json") else "efetch"
        body = (folder / name).read_bytes()
        verdict, _ = judge(
            Answer(int(status), body, content_type, f"https://h/{tool}.fcgi", "", {})
        )
        expected = verdict is Verdict.OK
        assert expected == (name == "efetch_unknown_pmid_200.xml"), name
        checked += 1
    assert checked > 15


def test_raw_line_ends_inside_json_are_read(shared: Path) -> None:
    errors = shared / "corpus" / "responses" / "eutils" / "errors"
    found = result((errors / "esearch_mesh_quoted_phrase_not_found.json").read_bytes())
    assert found is not None
    assert found.not_found == ('"Nonexistent Termxyz Qwerty"[mh]',)
    assert found.warnings == ("No items found.",)
    body = (errors / "esearch_retstart_9999.json").read_bytes()
    verdict, reason = judge(esearch_answer(body.decode()))
    assert (verdict, reason) == (Verdict.PERMANENT, "PubMed can't read the query")


@pytest.mark.parametrize(
    "inner",
    [
        '{"count":"2"}',
        '{"count":"-1","idlist":[]}',
        '{"count":"２","idlist":[]}',
        '{"count":"1","idlist":["0012"]}',
        '{"count":"1","idlist":["1\\n2"]}',
        '{"count":"1","idlist":"7"}',
        '"nothing"',
        "{}",
    ],
)
def test_a_search_result_that_cannot_be_is_malformed(inner: str) -> None:
    verdict, _ = judge(esearch_answer(f'{{"header":{{}},"esearchresult":{inner}}}'))
    assert verdict is Verdict.MALFORMED


def test_an_efetch_that_is_cut_anywhere_is_never_whole() -> None:
    body = answer(citation("1"), citation("2")).rstrip()
    for length in range(len(body)):
        cut = Answer(200, body[:length], "text/xml", "https://h/efetch.fcgi", "", {})
        assert judge(cut)[0] is not Verdict.OK
    whole = Answer(200, body, "text/xml", "https://h/efetch.fcgi", "", {})
    assert judge(whole)[0] is Verdict.OK
    none = Answer(200, HEAD + b"<PubmedArticleSet/>", "text/xml", "https://h/efetch.fcgi", "", {})
    assert judge(none)[0] is Verdict.OK


def test_a_wrong_address_is_named_with_its_cure(tmp_path: Path) -> None:
    rule = at(transport.status(404), service="pubmed", times=None)
    end = walk(tmp_path, few(), rule).end("search")
    assert "correct sources.pubmed.base_url" in (end.error or "")


def test_a_failed_walk_is_upstream_s_data_at_fault() -> None:
    assert WalkFailed("x").exit_code == 65


def test_counts_and_pmids_written_as_json_numbers_mean_the_same() -> None:
    as_text = b'{"esearchresult":{"count":"2","idlist":["30000001","30000002"]}}'
    as_numbers = b'{"esearchresult":{"count":2,"idlist":[30000001,30000002]}}'
    assert result(as_numbers) == result(as_text) is not None
    for odd in (b"true", b"2.0", b"-2", b"null", b'"two"', b"[2]"):
        assert result(as_numbers.replace(b'"count":2', b'"count":' + odd)) is None
        assert result(as_numbers.replace(b"30000002", odd)) is None
