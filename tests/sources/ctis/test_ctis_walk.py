"""CTIS asked: lists whole by word lists, trials one by one, what came against what was promised.

Relies on stand-ins.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from harvest.config import load
from harvest.errors import ConfigError
from harvest.records import Absent, Event, Held, Page, Undelivered, WalkEnd
from harvest.standin import Faults, Fixed, at, serve
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import NO_FAULTS
from harvest.standin.http.server import Request
from tests.helpers.registries.asked import NOTHING_HELD
from tests.helpers.registries.ctis import CONFIG, corpus, number_of, trial, walked

KEYS = ["2023-500001-13", "2023-500002-13", "2023-500003-13"]


def run(
    folder: Path,
    served: Fixed,
    held: Held = NOTHING_HELD,
    faults: Faults = NO_FAULTS,
    **more: Any,
) -> tuple[list[Event], list[Request]]:
    with serve(served, faults=faults, **more) as standin:
        return list(walked(standin, folder, held)), standin.requests.requests("ctis")


def ends(events: list[Event]) -> list[WalkEnd]:
    return [event for event in events if isinstance(event, WalkEnd)]


def came(events: list[Event]) -> list[str]:
    return [raw.id for event in events if isinstance(event, Page) for raw in event.raws]


def kidneys(n: int) -> dict[str, Any]:
    """A trial of cells, but of no liver."""
    made = json.dumps(trial(n)).replace("iver cirrhosis", "idney failure")
    found: dict[str, Any] = json.loads(made)
    return found


def test_each_concept_is_listed_and_what_both_lists_hold_is_delivered(tmp_path: Path) -> None:
    events, asked = run(tmp_path, corpus([trial(1), trial(2), trial(3), kidneys(4)]))
    lists = [json.loads(request.body) for request in asked if request.method == "POST"]
    assert [each["searchCriteria"] for each in lists] == [
        {"containAny": "liver cirrhosis, scarred liver"},
        {"containAny": "stem cell, stem cells, Hepatocell"},
    ]
    assert {request.headers["content-type"] for request in asked if request.body} == {
        "application/json"
    }
    got = [request.path.rpartition("/")[2] for request in asked if request.method == "GET"]
    assert got == [number_of(1), number_of(2), number_of(3)]
    (end,) = ends(events)
    assert (end.state, end.promised, end.ids) == ("complete", 3, frozenset(KEYS))
    assert came(events) == KEYS
    sent = "containAny=liver cirrhosis, scarred liver AND containAny=stem cell, stem cells"
    assert end.sent == f"{sent}, Hepatocell"


def test_more_than_a_page_comes_page_by_page(tmp_path: Path) -> None:
    events, asked = run(tmp_path, corpus([trial(n) for n in range(1, 131)]))
    pages = [json.loads(request.body)["pagination"]["page"] for request in asked if request.body]
    assert pages == [1, 2, 1, 2]
    (end,) = ends(events)
    assert (end.state, len(end.ids)) == ("complete", 130)


def test_what_the_registry_cuts_off_in_silence_is_looked_for_from_the_other_end(
    tmp_path: Path,
) -> None:
    many = corpus([trial(n) for n in range(1, 8)])
    events, _ = run(tmp_path, many, most_rows=5)
    (end,) = ends(events)
    assert (end.state, len(end.ids)) == ("complete", 7)
    events, _ = run(tmp_path, many, most_rows=3)
    (end,) = ends(events)
    assert (end.state, len(end.ids)) == ("partial", 6)
    assert end.error == "7 trials were announced, 6 received"


def test_a_registry_that_gives_the_same_page_again_and_again_is_not_asked_for_ever(
    tmp_path: Path,
) -> None:
    def once_more(body: bytes) -> bytes:
        told = json.loads(body)
        told["pagination"] |= {"totalRecords": 5, "nextPage": True}
        told["data"] = [trial(n)["search"] for n in (1, 2)]
        return json.dumps(told).encode()

    same = rewritten("same", once_more)
    faults = Faults(at(same, service="ctis", path="/search", times=40))
    events, asked = run(tmp_path, corpus([trial(1), trial(2)]), faults=faults)
    (end,) = ends(events)
    assert (end.state, end.error) == ("partial", "5 trials were announced, 2 received")
    assert len([request for request in asked if request.method == "POST"]) == 8


def test_only_the_last_submission_of_a_trial_counts(tmp_path: Path) -> None:
    events, asked = run(tmp_path, corpus([trial(1), trial(1, submission=1)]))
    got = [request.path.rpartition("/")[2] for request in asked if request.method == "GET"]
    assert got == [number_of(1, 1)]
    assert came(events) == KEYS[:1]


def test_a_trial_that_is_listed_but_not_delivered_is_named(tmp_path: Path) -> None:
    gone = rewritten("gone", lambda _: b'{"ctNumber":"2023-509999-13-00"}')
    faults = Faults(at(gone, service="ctis", path=number_of(2), times=None))
    events, _ = run(tmp_path, corpus([trial(1), trial(2), trial(3)]), faults=faults)
    (end,) = ends(events)
    assert (end.state, end.missing) == ("partial", (KEYS[1],))
    assert end.error == f"{number_of(2)}: what is delivered is not this trial"
    assert [event.id for event in events if isinstance(event, Undelivered)] == [KEYS[1]]
    assert came(events) == [KEYS[0], KEYS[2]]


def test_trials_that_are_not_delivered_among_others_that_are_cost_no_other(tmp_path: Path) -> None:
    def odd_ones(body: bytes) -> bytes:
        number = json.loads(body)["ctNumber"]
        return b"{}" if int(number[6:11]) % 2 else body

    faults = Faults(at(rewritten("odd", odd_ones), service="ctis", path="/retrieve/", times=None))
    events, _ = run(tmp_path, corpus([trial(n) for n in range(1, 31)]), faults=faults)
    (end,) = ends(events)
    assert (end.state, len(end.ids), len(end.missing)) == ("partial", 15, 15)
    assert end.error == f"{number_of(1)}: what is delivered is not this trial"


@pytest.mark.parametrize("body", [b'{"data": []}', b'{"pagination": {"totalRecords": 1}}', b"[]"])
def test_what_is_no_list_ends_the_search_and_empties_nothing(tmp_path: Path, body: bytes) -> None:
    faults = Faults(at(rewritten("odd", lambda _: body), service="ctis", times=None))
    events, _ = run(tmp_path, corpus([trial(1)]), faults=faults)
    (end,) = ends(events)
    assert (end.state, end.promised, came(events)) == ("failed", None, [])


def test_a_held_trial_that_no_search_finds_is_asked_for_by_number(tmp_path: Path) -> None:
    held = Held(delivered={"ctis": frozenset({"2023-500004-13", "2023-500005-13"})})
    events, _ = run(tmp_path, corpus([trial(1), kidneys(4)]), held)
    assert came(events) == [KEYS[0], "2023-500004-13"]
    assert [event.id for event in events if isinstance(event, Absent)] == ["2023-500005-13"]
    confirmed = ends(events)[-1]
    assert (confirmed.purpose, confirmed.state, confirmed.fetched) == ("confirm", "complete", 1)


def test_nobody_who_is_to_be_contacted_is_kept(tmp_path: Path) -> None:
    events, _ = run(tmp_path, corpus([trial(1)]))
    kept = b"".join(raw.body for e in events if isinstance(e, Page) for raw in e.raws)
    for word in (b"Exemplar", b"ann@", b"+34", b"personInfo", b"publicContacts"):
        assert word not in kept
    assert b"Hepatology" in kept


def test_more_than_one_request_a_second_is_refused_unless_nobody_has_to_be_spared(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.toml"
    section = '[sources.ctis]\nbase_url = "{}"\nrequests_per_second = 2\n'
    path.write_text(CONFIG + section.format("https://euclinicaltrials.eu/ctis-public-api"))
    with pytest.raises(ConfigError, match=r"ctis.*2 is more than the service allows; write 1"):
        load(path, {})
    path.write_text(CONFIG + section.format("http://127.0.0.1:8/ctis-public-api"))
    assert load(path, {}).sources["ctis"].requests_per_second == 2
