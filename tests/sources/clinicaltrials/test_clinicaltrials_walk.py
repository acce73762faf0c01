"""ClinicalTrials.gov, asked: searches walked whole, and faults met.

Relies on stand-ins.
"""

import json
import re
from typing import Any

import pytest

from harvest.errors import Forbidden
from harvest.records import Held, Page, Unreadable
from harvest.sources.clinicaltrials import SOURCE, walk
from harvest.standin import at
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Rule
from tests.helpers.bases.tiny import study
from tests.helpers.sources.asking import CONFIG, FIVE, IDS, STAMP, Asking, ends, sent, state

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
