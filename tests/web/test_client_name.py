"""By what name a run asks: its own, the operator's, none; and what a refusal of it says.

Relies on stand-ins and servers that misbehave.
"""

from pathlib import Path

import pytest

from harvest.config import Config
from harvest.errors import Forbidden
from harvest.run.refresh import refresh
from harvest.sources.clinicaltrials import SOURCE
from harvest.standin import Edge, StandIn, serve
from harvest.web import Door, user_agent
from tests.helpers.bases.tiny import corpus
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import liver

OWN = "python-requests/2.31.0 our-registry-watch/1"


def configured(folder: Path, standin: StandIn, line: str) -> Config:
    return liver(folder, standin, contact="someone@example.org", more=line)


@pytest.mark.parametrize(
    ("line", "refused", "heard"),
    [
        ('user_agent = ""', "named", None),
        (f'user_agent = "{OWN}"', "none", OWN),
        ("", "browser", user_agent()),
    ],
    ids=["none", "own", "usual"],
)
def test_a_whole_run_asks_each_service_by_the_name_that_its_section_says(
    tmp_path: Path, clock: FakeClock, line: str, refused: str, heard: str | None
) -> None:
    edge = Edge({service: refused for service in ("clinicaltrials", "pubmed", "mesh")})
    with serve(corpus(), edge=edge) as standin:
        outcome = refresh(configured(tmp_path, standin, line), clock=clock, quiet=True)
        asked = standin.requests.requests()
    assert (outcome.exit_code, outcome.problems) == (0, ())
    assert {request.service for request in asked} == {"clinicaltrials", "pubmed", "mesh"}
    assert {request.headers.get("user-agent") for request in asked} == {heard}


def test_the_contact_goes_to_ncbi_as_the_configuration_says_and_to_nobody_else(
    tmp_path: Path, clock: FakeClock
) -> None:
    with serve(corpus()) as standin:
        refresh(configured(tmp_path, standin, ""), clock=clock, quiet=True)
        asked = standin.requests.requests()
    told = {each.service for each in asked if "someone@example.org" in f"{each}"}
    assert told == {"pubmed"}
    assert {each.service for each in asked} == {"clinicaltrials", "pubmed", "mesh"}


def test_a_refusal_by_the_trial_registry_names_every_way_out_in_one_line(
    tmp_path: Path, clock: FakeClock
) -> None:
    with (
        serve(corpus(), edge=Edge({"clinicaltrials": "all"})) as standin,
        Door(
            standin.clinicaltrials_url,
            requests_per_second=1.0,
            judge=SOURCE.judge,
            user_agent=user_agent(),
            lock_dir=tmp_path,
            clock=clock,
            if_refused=SOURCE.if_refused,
        ) as door,
    ):
        with pytest.raises(Forbidden) as caught:
            door.get("/version")
        assert len(standin.requests) == 1
    text = str(caught.value)
    assert text.isprintable()
    for part in ("403", "another network", "https://www.clinicaltrials.gov/api/v2", "user_agent"):
        assert part in text
