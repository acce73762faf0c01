"""What stands in front of the stand-ins: clients refused by their name, services off, limits.

Relies on stand-ins.
"""

from collections.abc import Iterator

import pytest
import requests
from click.testing import CliRunner
from urllib3.util import SKIP_HEADER

from harvest.standin import Edge, StandIn, serve
from harvest.standin.__main__ import main
from tests.helpers.bases.tiny import corpus

NAMES = {
    "library": "python-requests/2.34.2 harvest/0.1.0",
    "own": "harvest/0.1.0 (mailto:someone@example.org)",
    "browser": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/130.0",
    "none": SKIP_HEADER,
}


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with serve(corpus(), most_alternatives=3, longest_address=300) as running:
        yield running


def status(standin: StandIn, name: str) -> int:
    answer = requests.get(
        f"{standin.clinicaltrials_url}/version", headers={"User-Agent": name}, timeout=10
    )
    return answer.status_code


@pytest.mark.parametrize(
    ("clients", "refused"),
    [
        ("library", {"library"}),
        ("own", {"own"}),
        ("browser", {"browser"}),
        ("none", {"none"}),
        ("named", {"library", "own", "browser"}),
        ("all", set(NAMES)),
    ],
)
def test_each_kind_of_client_can_be_refused_by_its_name(
    standin: StandIn, clients: str, refused: set[str]
) -> None:
    standin.edge.refuse("clinicaltrials", clients)
    try:
        told = {kind for kind, name in NAMES.items() if status(standin, name) == 403}
        papers = requests.get(f"{standin.eutils_url}/einfo.fcgi", timeout=60).status_code
    finally:
        standin.edge.welcome("clinicaltrials")
    assert told == refused
    assert papers == 200, "the other services go on"
    assert {status(standin, name) for name in NAMES.values()} == {200}


def test_no_name_at_all_arrives_as_no_header(standin: StandIn) -> None:
    status(standin, NAMES["none"])
    assert "user-agent" not in standin.requests.requests("clinicaltrials")[-1].headers


def test_a_service_can_be_off_while_the_others_serve(standin: StandIn) -> None:
    standin.edge.switch("mesh", on=False)
    off = requests.get(f"{standin.mesh_url}/sparql", timeout=60)
    assert (off.status_code, off.headers["Content-Type"]) == (502, "text/html")
    assert status(standin, "harvest") == 200
    standin.edge.switch("mesh", on=True)
    assert requests.get(f"{standin.mesh_url}/sparql", timeout=60).status_code != 502
    assert [e.fault for e in standin.requests.exchanges("mesh")][:1] == ["switched off"]


@pytest.mark.parametrize(
    ("params", "status", "text"),
    [
        ({"query.cond": "a OR b", "query.intr": "c"}, 200, ""),
        ({"query.cond": "a OR b", "query.intr": "c OR d"}, 400, "Too complicated query"),
        ({"query.term": '"a b" OR (c AND d) OR e'}, 400, "Too complicated query"),
        ({"query.cond": "a" * 300}, 414, "Too Long"),
    ],
)
def test_a_query_may_be_too_much_for_the_registry(
    standin: StandIn, params: dict[str, str], status: int, text: str
) -> None:
    answer = requests.get(f"{standin.clinicaltrials_url}/studies", params, timeout=60)
    assert answer.status_code == status
    assert text in answer.text


def test_the_root_of_the_interface_is_not_part_of_it(standin: StandIn) -> None:
    answer = requests.get(standin.clinicaltrials_url, timeout=60)
    assert (answer.status_code, answer.content) == (404, b"")


def test_a_kind_of_client_that_there_is_not_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no kind of client"):
        Edge().refuse("clinicaltrials", "robots")


@pytest.mark.parametrize(
    "flags", [["--refuse", "clinicaltrials=x"], ["--refuse", "x=all"], ["--off", "x"]]
)
def test_the_command_line_names_a_service_or_client_that_it_does_not_know(flags: list[str]) -> None:
    result = CliRunner().invoke(main, ["--corpus", "sample", *flags])
    assert result.exit_code == 2
    assert f"standin: {flags[0]} {flags[1]}: " in result.output
