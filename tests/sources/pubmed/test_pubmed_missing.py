"""Papers that PubMed was asked for and did not bring, or brought damaged.

Relies on stand-ins.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harvest.sources.pubmed import SOURCE
from harvest.sources.pubmed.fetch import fetch
from harvest.sources.pubmed.follow import follow
from harvest.standin import Faults, at, serve
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Fault, Rule
from tests.helpers.sources.pubmed_walking import ALL, corpus, few, held, paper, walk
from tests.helpers.sources.walking import came, job


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


DAMAGES = {
    "two documents": content.rewritten("two", lambda body: body + body),
    "another encoding": content.rewritten(
        "utf-16", lambda body: body.replace(b'version="1.0"', b'version="1.0" encoding="UTF-16"')
    ),
    "other records": content.swapped_set(paper(7_777)),
    "cut off": content.rewritten("cut", lambda body: body[: len(body) // 2]),
    "sets within sets": content.rewritten(
        "nested", lambda body: body.replace(b"<PubmedArticleSet>", b"<Set>")
    ),
}


def asked_for(
    folder: Path, number: int, *faults: Rule, walker: Callable[..., Any] = fetch, **named: Any
) -> tuple[Any, int]:
    """What came of a walk over so many papers, and how often efetch was asked."""
    with (
        serve(few(number), faults=Faults(*faults)) as standin,
        job(folder, standin, SOURCE, searches=ALL, **named) as work,
    ):
        found = came(walker(work))
        return found, len(standin.requests.requests("pubmed", "efetch"))


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("number", [1, 2, 12, 450])
@pytest.mark.parametrize("known", [False, True])
def test_a_service_of_which_every_answer_is_damaged_is_left_alone_soon(
    tmp_path: Path, damage: Fault, number: int, known: bool
) -> None:
    rule = at(damage, service="pubmed", path="efetch", times=None)
    mine = held(*([1] if known and number > 1 else []))
    found, asked = asked_for(tmp_path, number, rule, held=mine)
    end = found.end("search")
    assert (end.state, found.raws, end.cursors) == ("partial", {}, ())
    assert len(end.missing) == number - len(mine.articles)
    assert asked <= 24, "whatever the number of papers"
    if number > 2:
        assert "the service has problems" in (end.error or "")


def test_an_illness_that_begins_in_the_middle_ends_the_walk_and_keeps_what_came(
    tmp_path: Path,
) -> None:
    rule = at(DAMAGES["two documents"], service="pubmed", path="efetch", nth=2, times=None)
    found, asked = asked_for(tmp_path, 600, rule)
    end = found.end("search")
    assert (end.state, len(found.raws), len(end.missing)) == ("partial", 200, 400)
    assert asked <= 24


def test_one_record_at_fault_among_many_is_still_found(tmp_path: Path) -> None:
    def about(request: Any) -> bool:
        return "201" in request.param("id").split(",")

    rule = at(DAMAGES["two documents"], service="pubmed", path="efetch", times=None, where=about)
    found, asked = asked_for(tmp_path, 400, rule)
    end = found.end("search")
    assert (len(found.raws), end.missing) == (399, ("201",))
    assert asked < 60


@pytest.mark.parametrize("number", [12, 450])
def test_a_service_that_lists_and_delivers_nothing_is_not_asked_for_each(
    tmp_path: Path, number: int
) -> None:
    rule = at(content.empty_set(), service="pubmed", path="efetch", times=None)
    found, asked = asked_for(tmp_path, number, rule)
    assert (found.end("search").state, len(found.end("search").missing)) == ("partial", number)
    assert asked <= 30


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
