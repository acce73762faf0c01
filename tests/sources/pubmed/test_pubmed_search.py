"""Searches of PubMed: what is asked, phrases that it does not know, and lists of any length.

Relies on stand-ins.
"""

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from harvest.sources.pubmed import SOURCE, efetch, esearch
from harvest.sources.pubmed.asking import Visit
from harvest.sources.pubmed.fetch import fetch
from harvest.standin import at, serve
from harvest.standin.eutilities import services as standin_eutils
from harvest.standin.faults import content as content
from harvest.web import Answer
from tests.helpers.sources.pubmed_walking import ALL, corpus, few, held, paper, walk
from tests.helpers.sources.pubmed_xml import book
from tests.helpers.sources.walking import CONTACT, KEY, came, job

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
