"""The stand-in of ISRCTN is as odd as the registry is known to be.

Relies on stand-ins.
"""

from collections.abc import Iterator

import pytest
import requests

from harvest.standin import StandIn, serve
from tests.helpers.registries.isrctn import corpus, numbered, study

HELD = numbered(10000001, 10000002) | {
    "ISRCTN10000003": study(
        10000003, title="Hips", description="Fracture", lastUpdated="2020-01-01T00:00:00.000Z"
    )
}


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve(corpus(HELD)) as running:
        yield running


def asked(standin: StandIn, **params: str) -> requests.Response:
    address = f"{standin.isrctn_url}/query/format/default"
    return requests.get(address, params=params, timeout=10)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"liver cirrhosis"', 2),
        ('"LIVER  cirrhosis" AND NOT "study 10000002"', 1),
        ("(Hips OR hops) AND fracture", 1),
        ("fracture cirrhosis", 0),
        ('phase:"Phase I/II"', 3),
        ("lastEdited GE 2026-01-01T00:00:00.000Z", 2),
        ('"ISRCTN10000003"', 1),
        ('"cirrho"', 0),
    ],
)
def test_a_query_finds_whole_words_and_fields(standin: StandIn, query: str, found: int) -> None:
    answer = asked(standin, q=query, limit="0")
    assert (answer.status_code, answer.headers["Content-Type"][:15]) == (200, "application/xml")
    assert f'totalCount="{found}"' in answer.text
    assert "fullTrial" not in answer.text


def test_all_come_in_one_answer_with_the_namespace_said_once(standin: StandIn) -> None:
    answer = asked(standin, q="stem", limit="1000000").text
    assert answer.count("http://www.67bricks.com/isrctn") == 1
    assert answer.count("<fullTrial>") == 3


def test_nothing_found_is_an_empty_list(standin: StandIn) -> None:
    answer = asked(standin, q="nowhere")
    empty = '<allTrials totalCount="0" xmlns="http://www.67bricks.com/isrctn"></allTrials>'
    assert (answer.status_code, answer.text) == (200, empty)


@pytest.mark.parametrize(
    "params",
    [
        {"q": '"left open'},
        {"q": "(left OR open"},
        {"q": ""},
        {"q": "x", "limit": "all"},
        {"q": "x", "page": "2"},
        {"q": 'colour:"red"'},
    ],
)
def test_what_it_does_not_know_is_refused(standin: StandIn, params: dict[str, str]) -> None:
    assert asked(standin, **params).status_code == 400


def test_the_former_format_is_gone(standin: StandIn) -> None:
    gone = requests.get(f"{standin.isrctn_url}/query/format/internal?q=x", timeout=10)
    assert gone.status_code == 404


def test_who_asks_too_fast_is_refused() -> None:
    with serve(corpus(HELD), strict_rates=True) as running:
        codes = [asked(running, q="stem").status_code for _ in range(3)]
    assert codes == [200, 429, 429]
