"""A number that several registrations of one study have, in a paper.

Relies on nothing beside the program.
"""

import pytest

from harvest.store import Store
from tests.helpers.bases.linked import fill, paper, rct
from tests.helpers.registries.registrations import registered, worked_out

NCT, OTHER_NCT = "NCT90000001", "NCT90000002"
EU = "2018-004758-39"
ITALY, SPAIN = f"EUCTR{EU}-IT", f"EUCTR{EU}-ES"


def linked(store: Store) -> dict[str, str]:
    worked_out(store)
    sql = "SELECT trial_id, relation FROM links WHERE relation <> 'candidate' ORDER BY trial_id"
    return dict(store.connection.execute(sql).fetchall())


@pytest.fixture(autouse=True)
def report(store: Store) -> None:
    """A paper that gives the EudraCT number as its own."""
    text = f"40 patients were randomised. Trial registration: EudraCT {EU}."
    fill(store, paper(abstract=text), rct())


def test_a_number_without_a_country_names_the_records_of_every_country(store: Store) -> None:
    registered(store, ITALY)
    registered(store, SPAIN)
    assert linked(store) == {SPAIN: "results", ITALY: "results"}


def test_a_number_shared_within_one_study_leaves_no_doubt(store: Store) -> None:
    registered(store, NCT, EU)
    registered(store, "ISRCTN90000017", EU)
    assert linked(store) == {"ISRCTN90000017": "results", NCT: "results"}


def test_a_paper_is_that_of_the_registration_whose_number_it_gives(store: Store) -> None:
    registered(store, NCT, EU)
    registered(store, ITALY)
    assert linked(store) == {ITALY: "results", NCT: "mention"}


def test_a_number_shared_by_two_studies_reports_neither(store: Store) -> None:
    registered(store, NCT, EU)
    registered(store, OTHER_NCT, EU)
    assert linked(store) == {NCT: "mention", OTHER_NCT: "mention"}
