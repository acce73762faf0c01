"""ISRCTN asked: whole sets in one answer each, what came against what was promised.

Relies on stand-ins.
"""

from hashlib import sha256
from pathlib import Path

import pytest

from harvest.config import load
from harvest.errors import ConfigError
from harvest.records import Absent, Event, Held, Page, Unreadable, WalkEnd
from harvest.standin import Faults, Fixed, at, serve
from harvest.standin.faults.content import rewritten
from harvest.standin.faults.schedule import NO_FAULTS
from harvest.standin.http.server import Request
from tests.helpers.registries.asked import NOTHING_HELD
from tests.helpers.registries.isrctn import (
    CONFIG,
    answered,
    corpus,
    numbered,
    study,
    walked,
)

THREE = numbered(10000001, 10000002, 10000003)


def ends(events: list[Event]) -> list[WalkEnd]:
    return [event for event in events if isinstance(event, WalkEnd)]


def came(events: list[Event]) -> list[str]:
    return [raw.id for event in events if isinstance(event, Page) for raw in event.raws]


def run(
    folder: Path, served: Fixed, held: Held = NOTHING_HELD, faults: Faults = NO_FAULTS
) -> tuple[list[Event], list[Request]]:
    with serve(served, faults=faults) as standin:
        return list(walked(standin, folder, held)), standin.requests.requests("isrctn")


def test_a_search_is_asked_how_many_match_and_then_for_all_of_them(tmp_path: Path) -> None:
    events, asked = run(tmp_path, corpus(THREE | numbered(10000004, title="Hips", description="x")))
    query = (
        '("liver cirrhosis" OR "scarred liver" OR "weary liver") AND ("stem cell" OR "stem cells")'
    )
    assert [request.params for request in asked] == [
        (("q", query), ("limit", "0")),
        (("q", query), ("limit", "3")),
    ]
    (end,) = ends(events)
    assert (end.state, end.promised, end.ids) == ("complete", 3, frozenset(THREE))
    assert came(events) == sorted(THREE)
    assert end.sent == f"q={query}"


def test_nothing_found_is_an_answer(tmp_path: Path) -> None:
    events, asked = run(tmp_path, corpus({}))
    (end,) = ends(events)
    assert (end.state, end.promised, end.ids) == ("complete", 0, frozenset())
    assert len(asked) == 1


def test_fewer_than_promised_is_not_complete(tmp_path: Path) -> None:
    lost = rewritten("lost", lambda body: body.replace(study(10000002), b""))
    events, _ = run(tmp_path, corpus(THREE), faults=Faults(at(lost, service="isrctn", nth=2)))
    (end,) = ends(events)
    assert end.state == "partial"
    assert end.error == "3 studies were announced, 2 received"
    assert end.ids == {"ISRCTN10000001", "ISRCTN10000003"}


@pytest.mark.parametrize(
    "body", [b"<other/>", b'{"total": 3}', b"<html></html>", answered(total=3)[:-4]]
)
def test_what_is_no_list_of_studies_ends_the_search_and_empties_nothing(
    tmp_path: Path, body: bytes
) -> None:
    odd = rewritten("odd", lambda _: body)
    faults = Faults(at(odd, service="isrctn", times=None))
    events, _ = run(tmp_path, corpus(THREE), faults=faults)
    (end,) = ends(events)
    assert (end.state, came(events)) == ("failed", [])
    assert end.error


def test_one_bad_record_costs_no_other(tmp_path: Path) -> None:
    nameless = study(10000009).replace(b">10000009<", b"><")
    events, _ = run(tmp_path, corpus(THREE | {"ISRCTN10000009": nameless}))
    assert came(events) == sorted(THREE)
    (unread,) = [event for event in events if isinstance(event, Unreadable)]
    assert "Exemplar" not in unread.body.decode()
    assert unread.id == f"unnamed-{sha256(unread.body.partition(b'?>')[2]).hexdigest()[:16]}"
    (end,) = ends(events)
    assert end.error == "4 studies were announced, 3 received"


def test_a_held_study_that_no_search_finds_is_asked_for_by_number(tmp_path: Path) -> None:
    held = Held(delivered={"isrctn": frozenset({"ISRCTN10000004", "ISRCTN10000005"})})
    moved = numbered(10000004, title="Moved to the kidney", description="Kidney failure")
    events, asked = run(tmp_path, corpus(THREE | moved), held)
    assert dict(asked[-1].params)["q"] == '"ISRCTN10000005"'
    assert came(events) == [*sorted(THREE), "ISRCTN10000004"]
    assert [event.id for event in events if isinstance(event, Absent)] == ["ISRCTN10000005"]
    confirmed = ends(events)[-1]
    assert (confirmed.purpose, confirmed.state, confirmed.fetched) == ("confirm", "complete", 1)


def test_nothing_is_called_absent_where_a_search_failed(tmp_path: Path) -> None:
    held = Held(delivered={"isrctn": frozenset({"ISRCTN10000005"})})
    lost = rewritten("lost", lambda body: body.replace(study(10000002), b""))
    events, _ = run(tmp_path, corpus(THREE), held, faults=Faults(at(lost, service="isrctn", nth=2)))
    assert [event for event in events if isinstance(event, Absent)] == []


def test_nobody_who_is_to_be_contacted_is_kept(tmp_path: Path) -> None:
    events, _ = run(tmp_path, corpus(THREE))
    kept = b"".join(raw.body for e in events if isinstance(e, Page) for raw in e.raws)
    for word in (b"Exemplar", b"ann@", b"+44", b"main contact", b"forename"):
        assert word not in kept
    assert b"Made up." in kept
    assert b"Made-up Hospital" in kept


def test_more_than_one_request_a_second_is_refused_unless_nobody_has_to_be_spared(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.toml"
    section = '[sources.isrctn]\nbase_url = "{}"\nrequests_per_second = 1.5\n'
    path.write_text(CONFIG + section.format("https://www.isrctn.com/api"))
    with pytest.raises(ConfigError, match=r"isrctn.*1\.5 is more than the service allows; write 1"):
        load(path, {})
    path.write_text(CONFIG + section.format("http://127.0.0.1:8/api"))
    assert load(path, {}).sources["isrctn"].requests_per_second == 1.5
