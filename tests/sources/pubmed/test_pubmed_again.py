"""Papers that are fetched again: what changed, and each within thirty days.

Relies on stand-ins.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from harvest.records import Held
from harvest.sources.pubmed import SOURCE
from harvest.sources.pubmed.fetch import due, fetch
from harvest.standin import Fixed, at, changed, serve
from harvest.standin.faults import content as content
from tests.helpers.clock import FakeClock
from tests.helpers.sources.pubmed_walking import ALL, TODAY, corpus, few, held, paper, walk
from tests.helpers.sources.walking import came, job

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


def test_held_papers_without_a_pmid_are_neither_asked_for_nor_missed(tmp_path: Path) -> None:
    mine = held(1, 2, 3, 4, 5)
    others = frozenset({"PPR1234", "doi:10.1000/x", "import:one"})
    mine = replace(mine, articles=mine.articles | others)
    found = walk(tmp_path, changed_corpus(), held=mine, full=True)
    assert found.raws.keys() == {"1", "2", "3", "4", "5"}
    assert not found.absent
    assert {end.state for end in found.ends} == {"complete"}
