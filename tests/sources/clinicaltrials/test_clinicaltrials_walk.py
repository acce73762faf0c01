"""ClinicalTrials.gov, asked: searches walked whole, trials asked for by number, faults met.

Relies on stand-ins and ../shared.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from harvest.config import load
from harvest.errors import Forbidden
from harvest.records import Absent, Alias, Event, Held, Page, Unreadable, WalkEnd
from harvest.sources import Job
from harvest.sources.clinicaltrials import SOURCE, confirm, walk
from harvest.standin import Faults, Fixed, StandIn, State, at, serve
from harvest.standin.corpora.corpus import aliases_of
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Fault, Rule
from harvest.web import Answer, Door, Limits, Verdict
from tests.helpers.bases.tiny import study
from tests.helpers.clock import FakeClock

CONFIG = """
[topic]
title = "Cells for the liver"
[topic.concepts.condition]
terms = ["liver cirrhosis"]
[[search]]
name = "core"
all = ["condition"]
[[search]]
name = "everything"
clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"
pubmed = "1800:3000[dp]"
"""
FIVE = dict(study(number) for number in range(1, 6))
IDS = frozenset(FIVE)
STAMP = "2026-11-20T09:00:04"  # the date that the studies carry
NOTHING_HELD = Held()


def state(studies: dict[str, bytes] = FIVE, stamp: str = STAMP) -> State:
    return State(studies, {}, {}, stamp, aliases_of(studies))


@dataclass
class Ask:
    """A door to a stand-in, and what a run brings through it."""

    standin: StandIn
    folder: Path
    clock: FakeClock

    def run(self, held: Held = NOTHING_HELD, *, config: str = CONFIG) -> list[Event]:
        return list(self.events(held, config=config))

    def events(self, held: Held = NOTHING_HELD, *, config: str = CONFIG) -> Iterator[Event]:
        path = self.folder / "config.toml"
        path.write_text(config + self.standin.config_lines(), encoding="utf-8")
        loaded = load(path, {})
        section = loaded.sources["clinicaltrials"]
        with Door(
            section.base_url,
            requests_per_second=1.0,
            judge=SOURCE.judge,
            user_agent="harvest-tests",
            lock_dir=self.folder,
            clock=self.clock,
            random=Random(1),
            limits=Limits(tries=3),
        ) as door:
            today = date(2026, 11, 24)
            yield from SOURCE.fetch(Job(loaded, section, held, door, today, False, self.clock))

    def asked(self, path: str = "/studies") -> list[dict[str, str]]:
        return [dict(r.params) for r in self.standin.requests.requests("clinicaltrials", path)]


Asking = Callable[..., Any]


@pytest.fixture
def asking(tmp_path: Path, clock: FakeClock) -> Asking:
    @contextmanager
    def opened(*states: State, faults: Iterable[Rule] = ()) -> Iterator[Ask]:
        with serve(Fixed(states or (state(),)), faults=Faults(*faults)) as standin:
            yield Ask(standin, tmp_path, clock)

    return opened


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two studies a page, so that five trials make three."""
    monkeypatch.setattr(walk, "PAGE_SIZE", 2)


def ends(events: list[Event]) -> dict[str | None, WalkEnd]:
    return {event.search: event for event in events if isinstance(event, WalkEnd)}


def sent(events: list[Event]) -> list[str]:
    return [raw.id for event in events if isinstance(event, Page) for raw in event.raws]


ONLY = CONFIG.replace('[[search]]\nname = "core"\nall = ["condition"]\n', "")
"""The same with one search, which finds everything."""


# --- walks that add up ---


def test_a_search_brings_every_study_once_as_the_bytes_received(
    asking: Asking, short_pages: None
) -> None:
    with asking() as ask:
        events = ask.run(config=ONLY)
    raws = {raw.id: raw for e in events if isinstance(e, Page) for raw in e.raws}
    assert {nct_id: raw.body for nct_id, raw in raws.items()} == FIVE
    assert {(r.source, r.kind) for r in raws.values()} == {("clinicaltrials", "trial")}
    end = ends(events)["everything"]
    assert (end.state, end.promised, end.fetched, end.ids) == ("complete", 5, 5, IDS)
    assert (end.purpose, end.data_timestamp, end.error) == ("search", STAMP, None)
    assert end.sent == "query.term=AREA[StudyFirstPostDate]RANGE[MIN, MAX]"


def test_later_pages_repeat_every_parameter_and_carry_the_token(
    asking: Asking, short_pages: None
) -> None:
    with asking() as ask:
        ask.run(config=ONLY)
        first, *later = ask.asked()
    token = {"pageToken", "countTotal"}
    assert first["countTotal"] == "true"
    assert (first["format"], first["markupFormat"]) == ("json", "markdown")
    assert "pageToken" not in first
    assert len(later) == 2
    for request in later:
        assert {k: v for k, v in request.items() if k not in token} == {
            k: v for k, v in first.items() if k not in token
        }
        assert request["pageToken"]


def test_the_largest_pages_are_asked_for(asking: Asking) -> None:
    with asking() as ask:
        ask.run(config=ONLY)
        assert [request["pageSize"] for request in ask.asked()] == ["1000"]


def test_a_study_of_two_searches_travels_once_and_is_a_member_of_both(asking: Asking) -> None:
    with asking() as ask:
        events = ask.run()
    assert sorted(sent(events)) == sorted(IDS)
    assert ends(events)["core"].ids == ends(events)["everything"].ids == IDS


def test_an_empty_result_is_complete(asking: Asking) -> None:
    with asking(state({})) as ask:
        end = ends(ask.run(config=ONLY))["everything"]
    assert (end.state, end.promised, end.ids) == ("complete", 0, frozenset())


def test_the_empty_page_after_a_last_full_one_is_the_end(asking: Asking) -> None:
    with asking(faults=[at(content.token_on_last_page(), path="/studies")]) as ask:
        end = ends(ask.run(config=ONLY))["everything"]
        assert (end.state, end.fetched) == ("complete", 5)
        assert len(ask.asked()) == 2


# --- walks that do not ---


@pytest.mark.parametrize(
    "fault",
    [
        at(content.empty_page(), path="/studies", nth=2),
        at(content.dropped_studies(), path="/studies", nth=1),
        at(content.token_rejected(), path="/studies", nth=2),
        at(content.repeated_token(), path="/studies", nth=2, times=2),
        at(content.total("4"), path="/studies"),
        at(content.total('"5"'), path="/studies"),
        at(content.total(None), path="/studies"),
        at(content.studies_missing(), path="/studies"),
        at(content.repeated_study(), path="/studies"),
        at(transport.server_error(503), path="/studies", times=2),
        at(transport.too_many_requests("2"), path="/studies", nth=2),
        at(transport.html_page("application/json"), path="/studies"),
        at(transport.short_body(700), path="/studies"),
        at(transport.reset_mid_body(), path="/studies", nth=3),
        at(transport.truncated_gzip(), path="/studies"),
    ],
    ids=lambda rule: rule.fault.name,
)
def test_a_passing_fault_changes_nothing_in_the_end(
    asking: Asking, short_pages: None, fault: Rule
) -> None:
    with asking(faults=[fault]) as ask:
        events = ask.run(config=ONLY)
    end = ends(events)["everything"]
    assert (end.state, end.promised, end.ids) == ("complete", 5, IDS)
    assert {raw.id: raw.body for e in events if isinstance(e, Page) for raw in e.raws} == FIVE


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (content.dropped_studies(), "were announced"),
        (content.total("6"), "5 trials received, 6 were announced"),
        (content.total("4"), "5 trials received, 4 were announced"),
        (content.total(None), "did not say how many"),
        (content.studies_missing(), "without studies"),
        (content.repeated_token(), "the same page token was sent twice"),
    ],
)
def test_a_walk_that_never_adds_up_is_partial_and_says_why(
    asking: Asking, short_pages: None, fault: Any, error: str
) -> None:
    with asking(faults=[at(fault, path="/studies", times=None)]) as ask:
        end = ends(ask.run(config=ONLY))["everything"]
        assert len(ask.asked()) <= walk.WALKS * 5
    assert end.state == "partial"
    assert error in (end.error or "")


def test_a_token_that_is_always_refused_ends_as_partial_with_what_came(
    asking: Asking, short_pages: None
) -> None:
    def later(request: Any) -> bool:
        return bool(request.param("pageToken"))

    rejected = at(content.token_rejected(), path="/studies", times=None, where=later)
    with asking(faults=[rejected]) as ask:
        end = ends(ask.run(config=ONLY))["everything"]
        assert len(ask.asked()) == 2 * walk.WALKS
    assert (end.state, len(end.ids)) == ("partial", 2)


def test_data_refreshed_during_the_walk_are_walked_again(asking: Asking, short_pages: None) -> None:
    before = state()
    after = state(dict(study(n, status="COMPLETED") for n in range(2, 8)), "2026-11-24T09:00:02")
    moved = at(content.next_state(), path="/studies", nth=2)
    with asking(before, after, faults=[moved]) as ask:
        events = ask.run(config=ONLY)
    end = ends(events)["everything"]
    assert (end.state, end.ids) == ("complete", frozenset(after.studies))
    assert end.data_timestamp == "2026-11-24T09:00:02"
    last = {raw.id: raw.body for e in events if isinstance(e, Page) for raw in e.raws}
    assert {nct_id: SOURCE.digest(last[nct_id]) for nct_id in after.studies} == {
        nct_id: SOURCE.digest(body) for nct_id, body in after.studies.items()
    }


def test_data_that_never_rest_end_as_partial(asking: Asking) -> None:
    states = [state(stamp=f"2026-11-24T09:00:{n:02}") for n in range(40)]
    moved = at(content.next_state(), path="/studies", times=None)
    with asking(*states, faults=[moved]) as ask:
        end = ends(ask.run(config=ONLY))["everything"]
        assert len(ask.asked()) == walk.WALKS
    assert (end.state, end.error) == ("partial", "the registry's data changed during the retrieval")


def test_one_broken_study_does_not_hide_the_others(asking: Asking) -> None:
    broken = content.edited_studies(
        "not JSON", lambda body: body.replace(b'"NCT99000003",', b'"NCT99000003",NaN,')
    )
    with asking(faults=[at(broken, path="/studies", times=None)]) as ask:
        events = ask.run(config=ONLY)
    assert ends(events)["everything"].state == "complete"
    assert sorted(sent(events)) == sorted(IDS)  # named, so that its quarantine can be told


def test_a_study_without_a_readable_number_is_handed_on_as_unreadable(asking: Asking) -> None:
    nameless = content.edited_studies(
        "nameless", lambda body: body.replace(b'"nctId":"NCT99000003"', b'"nctId":"NCT3"')
    )
    with asking(faults=[at(nameless, path="/studies", times=None)]) as ask:
        events = ask.run(config=ONLY)
        assert len(ask.asked()) == 1  # walking again would bring the same
    (unreadable,) = {e for e in events if isinstance(e, Unreadable)}
    assert re.fullmatch(r"unnamed-[0-9a-f]{16}", unreadable.id)
    assert json.loads(unreadable.body)["protocolSection"]["identificationModule"]["nctId"] == "NCT3"
    end = ends(events)["everything"]
    assert (end.state, len(end.ids)) == ("partial", 4)
    assert "no readable number" in (end.error or "")


def test_a_search_that_the_registry_cannot_read_fails_and_the_others_go_on(
    asking: Asking,
) -> None:
    wrong = CONFIG.replace("AREA[StudyFirstPostDate]RANGE[MIN, MAX]", "diabetes [bracket]")
    with asking() as ask:
        found = ends(ask.run(config=wrong))
    assert found["core"].state == "complete"
    end = found["everything"]
    assert (end.state, end.ids) == ("failed", frozenset())
    assert "Error parsing query in Other terms" in (end.error or "")
    assert "\n" not in (end.error or "")


def test_a_query_that_brings_the_whole_registry_is_stopped(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "EXPECTED_LIMIT", 4)
    with asking() as ask:
        events = ask.run()
    found = ends(events)
    assert (found["core"].state, found["everything"].state) == ("failed", "complete")
    assert "would find 5 trials" in (found["core"].error or "")


def test_a_wrong_address_is_told_as_such(asking: Asking) -> None:
    gone = transport.status(404, b"")
    with asking(faults=[at(gone, path="/studies", times=None)]) as ask:
        end = ends(ask.run(config=ONLY))["everything"]
    assert end.state == "failed"
    assert "sources.clinicaltrials.base_url" in (end.error or "")


def test_a_registry_that_is_down_fails_every_search_after_one_wait(asking: Asking) -> None:
    down = at(transport.server_error(503), times=None)
    with asking(faults=[down]) as ask:
        events = ask.run(Held(trials=IDS))
        assert len(ask.standin.requests) == 3  # the tries of one request
    assert {end.state for end in ends(events).values()} == {"failed"}
    assert set(ends(events)) == {"core", "everything"}


def test_a_registry_that_refuses_us_ends_the_run(asking: Asking) -> None:
    with (
        asking(faults=[at(transport.forbidden(), path="/studies", times=None)]) as ask,
        pytest.raises(Forbidden),
    ):
        ask.run()
    assert len(ask.asked()) == 1


# --- by number ---

NONE = CONFIG.replace("liver cirrhosis", "no such condition").replace(
    "RANGE[MIN, MAX]", "RANGE[1900-01-01, 1900-01-02]"
)
"""Two searches that find nothing."""


def test_nothing_is_asked_by_number_while_the_searches_bring_all(asking: Asking) -> None:
    with asking() as ask:
        events = ask.run(Held(trials=IDS))
        assert None not in ends(events)
        assert all("filter.ids" not in request for request in ask.asked())


def test_a_trial_that_left_its_search_is_brought_by_number(asking: Asking) -> None:
    with asking() as ask:
        events = ask.run(Held(trials=IDS), config=NONE)
        assert [r for r in ask.asked() if "filter.ids" in r]
    pages = [e for e in events if isinstance(e, Page)]
    assert {page.search for page in pages} == {None}
    assert sorted(sent(events)) == sorted(IDS)
    end = ends(events)[None]
    assert (end.purpose, end.state, end.promised, end.fetched) == ("confirm", "complete", 5, 5)
    assert end.sent == "filter.ids=" + ",".join(sorted(IDS))


def test_only_the_registrys_own_sentence_says_that_a_trial_is_gone(asking: Asking) -> None:
    held = Held(trials=IDS | {"NCT99000077"})
    with asking() as ask:
        events = ask.run(held)
    assert [e for e in events if isinstance(e, Absent)] == [
        Absent("clinicaltrials", "trial", "NCT99000077")
    ]
    assert ends(events)[None].state == "complete"
    for fault in (transport.status(404, b""), transport.status(404, b"NCT number X not found")):
        with asking(faults=[at(fault, path="/studies/NCT99000077", times=None)]) as ask:
            events = ask.run(held)
        assert not [e for e in events if isinstance(e, Absent)]
        end = ends(events)[None]
        assert (end.state, end.missing) == ("failed", ("NCT99000077",))


def test_a_merged_number_is_an_alias_however_the_registry_tells_it(asking: Asking) -> None:
    merged = state(dict([study(1, aliases=["NCT99000077"]), study(2)]))
    silent = replace(state(dict([study(1), study(2)])), aliases={"NCT99000077": "NCT99000001"})
    for corpus in (merged, silent):
        with asking(corpus) as ask:
            events = ask.run(Held(trials=frozenset({"NCT99000077"})), config=NONE)
        kinds = [type(e) for e in events if isinstance(e, Page | Alias | Absent)]
        assert kinds == [Page, Alias]  # the record first: the alias points to it
        assert sent(events) == ["NCT99000001"]
        assert [e for e in events if isinstance(e, Alias)] == [
            Alias("clinicaltrials", "trial", "NCT99000077", "NCT99000001")
        ]
        assert ends(events)[None].state == "complete"


def test_a_byte_order_mark_before_an_answer_changes_nothing(
    asking: Asking, short_pages: None
) -> None:
    """Before pages, lists by number and single studies alike."""
    marked = content.rewritten("byte order mark", lambda body: b"\xef\xbb\xbf" + body)
    broken = transport.status(400, b"Bad")
    held = Held(trials=frozenset({"NCT99000001"}))

    def brought(events: list[Event]) -> list[bytes]:
        assert {end.state for end in ends(events).values()} == {"complete"}
        return [raw.body for event in events if isinstance(event, Page) for raw in event.raws]

    with asking() as ask:
        plain, single = brought(ask.run()), brought(ask.run(held, config=NONE))
        assert (len(plain), len(single)) == (5, 1)
    batch = at(broken, times=None, where=lambda request: "filter.ids" in str(request.params))
    with asking(faults=[batch, at(marked, times=None)]) as ask:
        assert (brought(ask.run()), brought(ask.run(held, config=NONE))) == (plain, single)
        asked = ask.standin.requests.exchanges()
        assert {exchange.fault for exchange in asked} == {"byte order mark", "status 400"}


def test_tombstones_are_asked_for_many_at_once_and_one_that_is_back_is_brought(
    asking: Asking,
) -> None:
    gone = frozenset({"NCT99000001", "NCT99000088", "12345678"})  # the last is a paper's
    with asking() as ask:
        events = ask.run(Held(gone=gone), config=NONE)
        assert [r["filter.ids"] for r in ask.asked() if "filter.ids" in r] == [
            "NCT99000001,NCT99000088"
        ]
        assert ask.asked("/studies/NCT") == []
    assert sent(events) == ["NCT99000001"]
    assert ends(events)[None].state == "complete"


def test_one_refused_number_does_not_hide_the_others(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = transport.status(400, b"Item 3 in parameter `filter.ids` has incorrect format")
    fault = at(
        refused, path="/studies", times=None,
        where=lambda request: "NCT99000003" in request.param("filter.ids"),
    )  # fmt: skip
    with asking(faults=[fault]) as ask:
        events = ask.run(Held(trials=IDS), config=NONE)
    assert sorted(sent(events)) == sorted(IDS)  # the refused one came singly
    assert ends(events)[None].state == "complete"


def test_another_trials_record_is_not_taken_for_the_one_asked_for(asking: Asking) -> None:
    wrong = content.rewritten("mixed up", lambda _: FIVE["NCT99000002"])
    nothing = content.empty_page()
    with asking(
        faults=[
            at(wrong, path="/studies/NCT99000001", times=None),
            at(nothing, path="/studies", times=None, where=lambda r: r.path.endswith("/studies")),
        ]
    ) as ask:
        events = ask.run(Held(trials=frozenset({"NCT99000001"})), config=NONE)
    assert sent(events) == []
    assert ends(events)[None].missing == ("NCT99000001",)


@pytest.mark.parametrize(
    ("fault", "most"),
    [
        (transport.status(400, b"Item 3 in parameter `filter.ids` has incorrect format"), 12),
        (content.rewritten("mixed up", lambda _: FIVE["NCT99000002"]), 16),
        (content.rewritten("a sentence", lambda _: b'"sorry"'), 16),
    ],
    ids=["refused", "another record", "no study"],
)
def test_a_registry_that_answers_for_no_number_is_left_alone_soon(
    asking: Asking, fault: Fault, most: int
) -> None:
    held = frozenset(f"NCT98{number:06}" for number in range(500))
    refuses = fault.name.startswith("status")
    rule = at(fault, path="/studies" if refuses else "/studies/NCT", times=None)
    with asking(faults=[rule]) as ask:
        events = ask.run(Held(trials=held), config=NONE)
        numbered = [r for r in ask.asked() if not {"query.cond", "query.term"} & r.keys()]
    end = ends(events)[None]
    assert (end.purpose, end.state, len(end.missing)) == ("confirm", "failed", 500)
    assert "the service has problems" in (end.error or "")
    assert len(numbered) <= most


def test_members_of_a_search_that_failed_are_not_asked_for_singly(asking: Asking) -> None:
    wrong = CONFIG.replace("AREA[StudyFirstPostDate]RANGE[MIN, MAX]", "diabetes [bracket]")
    wrong = wrong.replace("liver cirrhosis", "no such condition")
    held = Held(trials=IDS, members={("clinicaltrials", "everything"): IDS - {"NCT99000005"}})
    with asking() as ask:
        events = ask.run(held, config=wrong)
    assert sent(events) == ["NCT99000005"]


def test_batches_stay_short_enough_for_an_address(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirm, "BATCH", 2)
    monkeypatch.setattr(confirm, "SINGLES", 1)
    lost = frozenset({"NCT99000091", "NCT99000092"})
    with asking() as ask:
        events = ask.run(Held(trials=IDS | lost), config=NONE)
        batches = [r["filter.ids"] for r in ask.asked() if "filter.ids" in r]
    assert [len(batch.split(",")) for batch in batches] == [2, 2, 2, 1]
    end = ends(events)[None]
    assert (end.state, end.missing) == ("partial", ("NCT99000092",))


# --- the judge ---


def page(body: bytes, status: int = 200) -> Answer:
    return Answer(status, body, "application/json", "https://x/studies", "", {})


def test_no_page_that_is_cut_off_anywhere_passes() -> None:
    body = b'{"totalCount":5,"studies":[\n' + b",\n".join(FIVE.values()) + b'],"nextPageToken":"a"}'
    whole = body.replace(b'],"next', b'\n],"next')
    assert SOURCE.judge(page(whole))[0] is Verdict.OK
    for end in range(0, len(whole), 7):
        assert SOURCE.judge(page(whole[:end]))[0] is not Verdict.OK


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (400, b"Parameter `nctId` has incorrect format", Verdict.PERMANENT),
        (400, b"<!DOCTYPE html><html>Bad Request</html>", Verdict.TRANSIENT),
        (404, b"NCT number NCT99999999 not found", Verdict.PERMANENT),
        (404, b"<html>edge</html>", Verdict.TRANSIENT),
        (414, b"", Verdict.PERMANENT),
        (414, b"<html>414 Request-URI Too Large</html>", Verdict.PERMANENT),
        (400, b"<html>Too complicated query</html>", Verdict.PERMANENT),
        (200, b'{\n  "apiVersion" : "2.0.5"\n}', Verdict.OK),
        (200, b'{"totalCount":0,"studies":[\n\n]}', Verdict.OK),
    ],
)
def test_an_answer_is_judged_by_what_it_says(status: int, body: bytes, verdict: Verdict) -> None:
    assert SOURCE.judge(page(body, status))[0] is verdict


def test_recorded_answers_are_judged_as_what_they_are(shared: Path) -> None:
    recorded = shared / "corpus" / "responses" / "clinicaltrials"
    for file in recorded.rglob("*.json"):
        if "manifest" not in file.name and "vocab" not in file.name:
            assert SOURCE.judge(page(file.read_bytes()))[0] is Verdict.OK, file.name
    absent = (recorded / "M37" / "404_NCT99999999.txt").read_bytes()
    assert SOURCE.judge(page(absent, 404))[0] is Verdict.PERMANENT
