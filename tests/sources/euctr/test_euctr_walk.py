"""The EU register asked: lists page by page, their protocols, what comes against what is listed.

Relies on stand-ins.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from harvest.config import load
from harvest.errors import ConfigError, Forbidden
from harvest.records import Absent, Event, Held, Page, Unreadable, WalkEnd
from harvest.sources import searches, walking
from harvest.standin.http.server import Request, Response
from tests.helpers.registries.asked import TODAY
from tests.helpers.registries.euctr import (
    CONFIG,
    PERSONS,
    key_of,
    number_of,
    protocol,
    register,
    walked,
)

QUERY = '("liver cirrhosis" OR "scarred liver") AND ("stem cell" OR "stem cells" OR "Hepatocell")'
THREE = (protocol(1), protocol(2), protocol(2, "SE"), protocol(3, "ES"))
KEYS = [key_of(1), key_of(2), key_of(2, "SE"), key_of(3, "ES")]


def ends(events: list[Event]) -> list[WalkEnd]:
    return [event for event in events if isinstance(event, WalkEnd)]


def came(events: list[Event]) -> list[str]:
    return sorted(raw.id for event in events if isinstance(event, Page) for raw in event.raws)


def absent(events: list[Event]) -> list[str]:
    return [event.id for event in events if isinstance(event, Absent)]


def only_texts(change: Callable[[bytes], bytes]) -> Callable[[Request, Response], Response]:
    """Change what comes as protocols, and no list."""

    def changed(request: Request, response: Response) -> Response:
        texts = request.path.endswith("/full")
        return Response(change(response.body), 200, "text/plain") if texts else response

    return changed


def test_a_search_is_listed_and_one_record_of_each_country_comes(tmp_path: Path) -> None:
    hips = protocol(4, title="Hips", plain="Hips", condition="Hip fracture")
    with register(*THREE, hips) as held:
        events = walked(held, tmp_path)
        assert held.asked() == [
            ("search", {"query": QUERY}),
            ("full", {"query": QUERY, "page": "1", "mode": "current_page"}),
        ]
    (end,) = ends(events)
    assert (end.state, end.promised, end.ids) == ("complete", 4, frozenset(KEYS))
    assert came(events) == KEYS
    assert end.sent == f"query={QUERY}"


def test_every_page_is_asked_for_and_no_other(tmp_path: Path) -> None:
    with register(
        *(protocol(n, country) for n in range(1, 46) for country in ("DE", "SE"))
    ) as held:
        events = walked(held, tmp_path)
        pages = [(what, given.get("page", "1")) for what, given in held.asked()]
    assert pages == [(what, page) for page in "123" for what in ("search", "full")]
    (end,) = ends(events)
    assert (end.state, end.promised, len(came(events))) == ("complete", 90, 90)


def test_nothing_found_is_an_answer(tmp_path: Path) -> None:
    with register() as held:
        events = walked(held, tmp_path)
        assert len(held.asked()) == 1
    (end,) = ends(events)
    assert (end.state, end.promised, end.ids) == ("complete", 0, frozenset())


def test_a_country_that_comes_twice_is_one_record_with_both_wordings(tmp_path: Path) -> None:
    first, then = protocol(2, "SE", whole="90"), protocol(2, "SE", whole="54")
    with register(protocol(1), first, protocol(2), then) as held:
        events = walked(held, tmp_path)
    (end,) = ends(events)
    assert (end.state, came(events)) == ("complete", [key_of(1), key_of(2), key_of(2, "SE")])
    [kept] = [r.body for e in events if isinstance(e, Page) for r in e.raws if r.id.endswith("SE")]
    sizes = re.findall(rb"whole clinical trial: (\d+)", kept)
    assert sizes == [b"90", b"54"]


def test_a_record_that_is_listed_and_not_sent_makes_the_search_partial(tmp_path: Path) -> None:
    with register(*THREE) as held:
        held.change = only_texts(lambda body: body.replace(protocol(2, "SE").encode(), b""))
        events = walked(held, tmp_path)
    (end,) = ends(events)
    assert (end.state, end.missing) == ("partial", (key_of(2, "SE"),))
    assert end.error == "4 records were listed, 1 of them not sent"


def test_fewer_trials_than_announced_make_it_partial(tmp_path: Path) -> None:
    with register(*THREE) as held:
        held.change = lambda _, response: Response(
            response.body.replace(b"protocol (3)", b"protocol (4)"), 200, response.content_type
        )
        events = walked(held, tmp_path)
    (end,) = ends(events)
    assert (end.state, end.error) == ("partial", "4 trials were announced, 3 listed")


PAGE = b"<!DOCTYPE html><html><body><p>The service is busy.</p></body></html>"
BAD = {
    "a page instead of a list": lambda _: PAGE,
    "a list that was cut off": lambda body: body[:-9],
    "nothing": lambda _: b"",
    "text without a trial": lambda _: b"Please try again later.",
}


@pytest.mark.parametrize("how", BAD)
def test_what_is_no_list_ends_the_search_and_empties_nothing(how: str, tmp_path: Path) -> None:
    with register(*THREE) as held:
        held.change = lambda _, response: Response(BAD[how](response.body), 200, "text/html")
        events = walked(held, tmp_path, Held(delivered={"euctr": frozenset(KEYS)}))
    (end,) = ends(events)
    assert (end.state, came(events), absent(events)) == ("failed", [], [])
    assert end.error


BAD_TEXTS = {
    "a page instead of protocols": lambda _: PAGE,
    "the list instead of protocols": lambda _: (
        b"<html><body>Trials with a EudraCT protocol (3)</body></html>"
    ),
    "the last one cut off": lambda body: body[: body.rindex(b"P. End of Trial Status")],
    "nothing": lambda _: b"",
    "only the words at the top": lambda body: body[: body.index(b"Summary")],
}


@pytest.mark.parametrize("how", BAD_TEXTS)
def test_what_is_no_whole_text_ends_the_search_and_nothing_of_it_is_stored(
    how: str, tmp_path: Path
) -> None:
    with register(*THREE) as held:
        held.change = only_texts(BAD_TEXTS[how])
        events = walked(held, tmp_path, Held(delivered={"euctr": frozenset(KEYS)}))
    (end,) = ends(events)
    assert (end.state, came(events), absent(events)) == ("failed", [], [])
    assert end.error


def test_one_bad_record_costs_no_other(tmp_path: Path) -> None:
    halved = protocol(3, "ES").replace("P. End", "P.End").encode()
    latin = protocol(2, "SE").replace("made-up", "erfundener Prüf-").encode("latin-1")

    def spoilt(whole: bytes) -> bytes:
        found = whole.replace(protocol(3, "ES").encode(), halved)
        return found.replace(protocol(2, "SE").encode(), latin)

    with register(protocol(3, "ES"), *THREE) as held:
        held.held[number_of(3)].pop()
        held.change = only_texts(spoilt)
        events = walked(held, tmp_path)
    assert came(events) == KEYS[:2]
    unread = [event for event in events if isinstance(event, Unreadable)]
    assert {event.reason for event in unread} == {
        "is cut off: has no section P",
        "is not UTF-8",
    }
    assert not any(word in event.body.decode() for event in unread for word in PERSONS)
    (end,) = ends(events)
    assert end.state == "partial"


def test_a_held_record_that_no_search_finds_is_asked_for_by_its_number(tmp_path: Path) -> None:
    held = frozenset({key_of(7), key_of(7, "SE"), key_of(8)})
    moved = protocol(7, title="Moved", plain="Moved", condition="Kidney failure")
    elsewhere = protocol(7, "ES", title="Moved", plain="Moved", condition="Kidney failure")
    with register(*THREE, moved, elsewhere) as there:
        events = walked(there, tmp_path, Held(delivered={"euctr": held}))
        asked = [given["query"] for what, given in there.asked() if what == "search"]
    assert asked == [QUERY, f"eudract_number:{number_of(7)}", f"eudract_number:{number_of(8)}"]
    assert came(events) == sorted([*KEYS, key_of(7)]), "what nobody searched for stays away"
    assert absent(events) == [key_of(7, "SE"), key_of(8)]
    confirmed = ends(events)[-1]
    assert (confirmed.purpose, confirmed.state, confirmed.fetched) == ("confirm", "complete", 1)


def test_of_more_held_records_than_a_run_asks_for_each_has_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "BY_NUMBER", 2)
    held = Held(
        delivered={"euctr": frozenset(key_of(n, c) for n in (7, 8, 9) for c in ("DE", "SE"))}
    )
    gone: list[str] = []
    with register(*THREE) as there:
        for day in range(3):
            events = walked(there, tmp_path, held, today=TODAY + timedelta(days=day))
            gone += absent(events)
            assert (ends(events)[-1].state, ends(events)[-1].promised) == ("complete", 2)
    assert sorted(gone) == sorted(held.of("euctr"))


def test_one_number_is_asked_once_for_the_records_of_all_its_countries(tmp_path: Path) -> None:
    moved = [
        protocol(7, each, title="Moved", plain="Moved", condition="Hips") for each in ("DE", "SE")
    ]
    held = Held(delivered={"euctr": frozenset({key_of(7), key_of(7, "SE"), key_of(7, "ES")})})
    with register(*moved) as there:
        events = walked(there, tmp_path, held)
        assert [what for what, _ in there.asked()] == ["search", "search", "full"]
    assert (came(events), absent(events)) == ([key_of(7), key_of(7, "SE")], [key_of(7, "ES")])


def test_of_a_held_record_that_is_listed_and_not_sent_nobody_says_that_it_is_gone(
    tmp_path: Path,
) -> None:
    moved = protocol(7, title="Moved", plain="Moved", condition="Hips")
    other = protocol(7, "SE", title="Moved", plain="Moved", condition="Hips")
    with register(moved, other) as there:
        there.change = only_texts(lambda body: body.replace(other.encode(), b""))
        held = Held(delivered={"euctr": frozenset({key_of(7), key_of(7, "SE")})})
        events = walked(there, tmp_path, held)
    assert (came(events), absent(events)) == ([key_of(7)], [])
    end = ends(events)[-1]
    assert (end.state, end.missing) == ("partial", (key_of(7, "SE"),))
    assert end.error == f"{key_of(7, 'SE')}: listed, but not sent"


def test_being_turned_away_ends_the_run(tmp_path: Path) -> None:
    with register(*THREE) as held:
        held.change = lambda *_: Response(b"<html>Forbidden</html>", 403, "text/html")
        with pytest.raises(Forbidden):
            walked(held, tmp_path)


def test_nobody_who_is_to_be_contacted_is_kept(tmp_path: Path) -> None:
    network = "G.4 Investigator Network to be involved in the Trial: 1\n"
    network += "G.4.1 Name of Organisation: Made-up Network\nG.4.3.1 Given name: Ann Exemplar\n"
    with register(protocol(1, extra_F=network)) as held:
        events = walked(held, tmp_path)
    [kept] = [raw.body.decode() for e in events if isinstance(e, Page) for raw in e.raws]
    assert not any(word in kept for word in PERSONS)
    for line in ("B.5.1 Name of organisation: Made-up Contacts", "G.4.1 Name of Organisation"):
        assert line in kept
    assert "E.4 Principal exclusion criteria: Cancer; ask removed@example.org" in kept


def test_shortened_words_are_left_out_and_told(tmp_path: Path) -> None:
    short = CONFIG.replace('"scarred liver"', '"cirrho*"')
    with register(*THREE) as held:
        walked(held, tmp_path, config=short)
        assert "*" not in held.asked()[0][1]["query"]
    [strategy] = searches.render(load(tmp_path / "config.toml", {}))
    assert strategy.warnings == (
        "cirrho*: left out, as the EU register knows no shortened words; list them whole",
    )


def test_more_than_one_request_a_second_is_refused_unless_nobody_has_to_be_spared(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.toml"
    section = '[sources.euctr]\nbase_url = "{}"\nrequests_per_second = 1.5\n'
    path.write_text(CONFIG + section.format("https://www.clinicaltrialsregister.eu/ctr-search"))
    with pytest.raises(ConfigError, match=r"euctr.*1\.5 is more than the service allows; write 1"):
        load(path, {})
    path.write_text(CONFIG + section.format("http://127.0.0.1:8/ctr-search"))
    assert load(path, {}).sources["euctr"].requests_per_second == 1.5
