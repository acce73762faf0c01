"""The stand-in of CTIS is as strict as the registry is known to be.

Relies on stand-ins.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from harvest.standin import StandIn, serve
from tests.helpers.registries.ctis import corpus, number_of, trial

HELD = [trial(n, ctStatus=2 + n % 3) for n in range(1, 8)]


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve(corpus(HELD), most_rows=5) as running:
        yield running


def asked(standin: StandIn, criteria: object, **more: Any) -> requests.Response:
    document = {
        "searchCriteria": criteria,
        "pagination": {"page": 1, "size": 3},
        "sort": {"property": "decisionDate", "direction": "DESC"},
    }
    return requests.post(f"{standin.ctis_url}/search", json=document | more, timeout=10)


def test_a_search_is_posted_in_json_and_nothing_else(standin: StandIn) -> None:
    address = f"{standin.ctis_url}/search"
    assert requests.get(address, timeout=10).status_code == 403
    assert requests.post(address, data={"x": "y"}, timeout=10).status_code == 415
    assert requests.post(address, json={"page": 1}, timeout=10).status_code == 400
    assert asked(standin, {"colour": "red"}).status_code == 400
    assert asked(standin, {}, pagination={"page": 1, "size": 500}).status_code == 400


def test_a_list_says_how_many_match_and_gives_so_many_at_most(standin: StandIn) -> None:
    told = asked(standin, {"containAny": "nowhere, LIVER  cirrhosis"}).json()
    assert told["pagination"] == {
        "totalRecords": 7,
        "currentPage": 1,
        "totalPages": 2,
        "nextPage": True,
        "prevPage": False,
    }
    last = asked(standin, {}, pagination={"page": 2, "size": 3}).json()
    assert [row["ctNumber"] for row in last["data"]] == [number_of(4), number_of(3)]
    assert last["pagination"]["nextPage"] is False


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"containAll": "liver cirrhosis, nowhere"}, 0),
        ({"containNot": "trial 3"}, 6),
        ({"medicalCondition": "cirrhosis"}, 7),
        ({"medicalCondition": "cirrho"}, 0),
        ({"sponsor": "biotech"}, 7),
        ({"number": "2023-500002-13"}, 1),
        ({"status": [4]}, 2),
        ({"containAny": None}, 7),
    ],
)
def test_criteria_are_met_all_together(
    standin: StandIn, criteria: dict[str, Any], found: int
) -> None:
    assert asked(standin, criteria).json()["pagination"]["totalRecords"] == found


def test_a_trial_is_delivered_by_its_whole_number(standin: StandIn) -> None:
    told = requests.get(f"{standin.ctis_url}/retrieve/{number_of(3)}", timeout=10)
    assert told.json()["ctNumber"] == number_of(3)
    for number in ("2023-500003-13", number_of(99)):
        gone = requests.get(f"{standin.ctis_url}/retrieve/{number}", timeout=10)
        assert gone.status_code == 404


def test_who_asks_too_fast_is_refused() -> None:
    with serve(corpus(HELD), strict_rates=True) as running:
        codes = [asked(running, {}).status_code for _ in range(4)]
    assert codes == [200, 200, 429, 429]
