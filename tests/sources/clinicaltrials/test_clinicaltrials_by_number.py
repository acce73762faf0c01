"""ClinicalTrials.gov, asked for trials by number; and which of its answers are believed.

Relies on stand-ins and ../shared.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from harvest.records import Absent, Alias, Event, Held, Page
from harvest.sources.clinicaltrials import SOURCE, confirm
from harvest.standin import at
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Fault
from harvest.web import Answer, Verdict
from tests.helpers.bases.tiny import study
from tests.helpers.sources.asking import CONFIG, FIVE, IDS, Asking, ends, sent, state

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
