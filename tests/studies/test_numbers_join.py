"""Which numbers make two registrations one study, and which prove nothing.

Relies on nothing beside the program.
"""

from itertools import permutations

import pytest

from harvest.store import Store
from tests.helpers.registries.registrations import both, copied, registered, studies, worked_out

NCT, OTHER_NCT, THIRD_NCT = "NCT90000001", "NCT90000002", "NCT90000003"
ISRCTN, OTHER_ISRCTN = "ISRCTN90000017", "ISRCTN90000025"
EU = "2018-004758-39"
ITALY, SPAIN = f"EUCTR{EU}-IT", f"EUCTR{EU}-ES"
CTIS = "2023-505613-24"
UTN = "U1111-1232-7970"


def evidence(store: Store, one: str, two: str) -> str:
    (text,) = store.connection.execute(
        "SELECT evidence FROM same_study WHERE trial_id = ? AND other_trial_id = ?", (one, two)
    ).fetchone()
    return str(text)


# --- what joins ---


def test_one_that_names_the_other_is_the_same_study(store: Store) -> None:
    registered(store, NCT)
    registered(store, ISRCTN, NCT)
    assert worked_out(store) == both(NCT, ISRCTN, "names_the_other")
    assert studies(store) == {NCT: NCT, ISRCTN: NCT}
    says = f"{ISRCTN} names {NCT} among its other numbers (other number: {NCT})"
    assert evidence(store, NCT, ISRCTN) == evidence(store, ISRCTN, NCT) == says


def test_it_is_told_where_each_names_the_other(store: Store) -> None:
    registered(store, NCT, "ISRCTN 90000017")
    registered(store, ISRCTN, NCT)
    worked_out(store)
    assert evidence(store, NCT, ISRCTN) == (
        f"each names the other: {ISRCTN} names {NCT} among its other numbers (other number: {NCT})"
        f"; {NCT} names {ISRCTN} among its other numbers (other number: ISRCTN 90000017)"
    )


def test_records_of_several_countries_are_one_study(store: Store) -> None:
    registered(store, ITALY, first_posted="2019-02-01")
    registered(store, SPAIN, first_posted="2018-11-01")
    assert worked_out(store) == both(ITALY, SPAIN, "same_number")
    assert studies(store) == {ITALY: SPAIN, SPAIN: SPAIN}  # the one that was registered first


@pytest.mark.parametrize(
    ("named", "held"),
    [
        ("2023-505613-24-00", CTIS),
        ("2023-505613-24-03", CTIS),
        ("EudraCT 2018-004758-39", ITALY),
        ("JPRN-jRCTs031180252", "jRCTs031180252"),
        ("JPRN-UMIN000003992", "UMIN000003992"),
        ("ChiCTR-TRC-12002345", "ChiCTR-TRC-12002345"),
    ],
)
def test_a_number_is_known_in_any_dress(store: Store, named: str, held: str) -> None:
    registered(store, NCT, named)
    registered(store, held)
    assert worked_out(store) == both(NCT, held, "names_the_other")


def test_a_trial_of_the_new_register_is_joined_with_its_predecessor(store: Store) -> None:
    registered(store, CTIS, EU)
    registered(store, ITALY)
    registered(store, SPAIN)
    worked_out(store)
    assert set(studies(store)) == {CTIS, ITALY, SPAIN}


def test_two_that_name_a_third_that_is_not_held_are_one_study(store: Store) -> None:
    registered(store, NCT, EU)
    registered(store, ISRCTN, EU)
    assert worked_out(store) == both(NCT, ISRCTN, "name_the_same")
    assert studies(store) == {NCT: NCT, ISRCTN: NCT}


def test_two_with_the_same_number_of_who_are_one_study(store: Store) -> None:
    registered(store, NCT, UTN)
    registered(store, ISRCTN, "U1111 1232 7970")
    assert worked_out(store) == both(NCT, ISRCTN, "same_who_number")


def test_those_that_who_groups_are_one_study_and_it_is_said_who_says_so(store: Store) -> None:
    registered(store, NCT)
    registered(store, ITALY, grouped=(NCT,))
    assert worked_out(store) == both(NCT, ITALY, "who_grouping")
    assert evidence(store, NCT, ITALY) == f"WHO ICTRP groups {ITALY} with {NCT}"


def test_what_who_says_of_a_trial_of_another_registry_counts(store: Store) -> None:
    registered(store, NCT)
    registered(store, ISRCTN)
    registered(store, OTHER_ISRCTN)
    registered(store, OTHER_NCT)
    copied(store, ISRCTN, f"{NCT};x")
    copied(store, OTHER_NCT, grouped=(OTHER_ISRCTN,))
    assert worked_out(store) == {
        *both(NCT, ISRCTN, "names_the_other"),
        *both(OTHER_NCT, OTHER_ISRCTN, "who_grouping"),
    }
    assert evidence(store, NCT, ISRCTN).startswith(f"WHO's copy of {ISRCTN} names {NCT}")


def test_a_study_goes_by_its_number_at_clinicaltrials_gov(store: Store) -> None:
    registered(store, ISRCTN, NCT, "DRKS00000001", first_posted="2010-01-01")
    registered(store, "DRKS00000001", first_posted="2009-01-01")
    registered(store, NCT, first_posted="2020-01-01")
    worked_out(store)
    assert set(studies(store).values()) == {NCT}


# --- what proves nothing ---


@pytest.mark.parametrize(
    "number",
    ["ISRCTN00000000", "Nil known", "NCT00000000", "U1111-0000-0000", "12345", "EC 2018/4"],
)
def test_a_placeholder_or_a_committees_number_joins_nothing(store: Store, number: str) -> None:
    registered(store, NCT, number)
    registered(store, ISRCTN, number)
    assert worked_out(store) == set()


def test_numbers_of_one_registry_are_several_studies(store: Store) -> None:
    registered(store, NCT, OTHER_NCT, EU, UTN)
    registered(store, OTHER_NCT, NCT, EU, UTN)
    assert worked_out(store) == set()


def test_a_number_that_two_of_a_registry_name_joins_neither(store: Store) -> None:
    registered(store, NCT, ISRCTN)
    registered(store, OTHER_NCT, ISRCTN)
    registered(store, ISRCTN)
    assert worked_out(store) == {
        *both(NCT, ISRCTN, "names_the_other", "candidate"),
        *both(OTHER_NCT, ISRCTN, "names_the_other", "candidate"),
    }
    assert studies(store) == {}
    assert evidence(store, NCT, ISRCTN).endswith(
        f"does not say which is meant: as well {OTHER_NCT}"
    )


def test_a_record_that_lists_several_of_a_registry_says_nothing_of_which_is_its_own(
    store: Store,
) -> None:
    registered(store, ISRCTN, NCT, OTHER_NCT, THIRD_NCT)
    registered(store, NCT)
    assert worked_out(store) == both(NCT, ISRCTN, "names_the_other", "candidate")


def test_naming_each_other_tells_which_is_meant(store: Store) -> None:
    registered(store, NCT, ISRCTN)
    registered(store, OTHER_NCT, ISRCTN)
    registered(store, ISRCTN, NCT)
    worked_out(store)
    assert studies(store) == {NCT: NCT, ISRCTN: NCT}


def test_a_number_that_many_name_proves_nothing(store: Store) -> None:
    for n in range(1, 9):
        registered(store, f"NCT9000000{n}", EU, ISRCTN)
    registered(store, "DRKS00000001", EU)
    registered(store, ISRCTN)
    assert worked_out(store) == set()


def test_a_chain_never_joins_two_registrations_of_one_registry(store: Store) -> None:
    registered(store, NCT, "DRKS00000001")
    registered(store, "DRKS00000001", ISRCTN)
    registered(store, ISRCTN)
    registered(store, OTHER_NCT, ISRCTN)
    found = worked_out(store)
    assert {relation for *_, relation in found} == {"candidate"}
    assert studies(store) == {}


def test_the_order_in_which_records_come_makes_no_difference(store: Store) -> None:
    said = {NCT: (ISRCTN,), ISRCTN: (EU,), ITALY: (), SPAIN: (OTHER_NCT,), OTHER_NCT: ()}
    outcomes = set()
    for order in list(permutations(said))[::17]:
        for table in ("records", "trials", "trial_ids", "same_study", "study_members"):
            store.connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names of the schema)
        for key in order:
            registered(store, key, *said[key])
            worked_out(store)
        outcomes.add((frozenset(worked_out(store)), tuple(sorted(studies(store).items()))))
    assert len(outcomes) == 1


# --- extension and parent ---


@pytest.mark.parametrize(
    "title",
    [
        "Open-label Extension Study of Cells in Cirrhosis",
        "Long-term follow-up of patients treated with cells in cirrhosis",
        "A Rollover Study to Provide Continued Treatment",
        "Safety and Efficacy Extension Study of Cells",
        "Extension of the CELL-1 trial",
    ],
)
def test_an_extension_is_told_apart_from_the_same(store: Store, title: str) -> None:
    registered(store, ITALY)
    registered(store, NCT, EU)
    registered(store, OTHER_NCT, EU, brief_title=title)
    assert worked_out(store) == {
        *both(NCT, ITALY, "names_the_other"),
        *both(ITALY, OTHER_NCT, "names_the_other", "extension"),
        *both(NCT, OTHER_NCT, "name_the_same", "extension"),
    }
    assert studies(store) == {NCT: NCT, ITALY: NCT}


@pytest.mark.parametrize(
    "title",
    [
        "A study of cells in cirrhosis with an open-label extension phase",
        "Randomised trial and 2-year extension study of cells",
    ],
)
def test_a_study_with_an_extension_of_its_own_is_no_extension(store: Store, title: str) -> None:
    registered(store, NCT, ISRCTN, brief_title=title)
    registered(store, ISRCTN)
    assert worked_out(store) == both(NCT, ISRCTN, "names_the_other")


def test_a_record_may_say_from_which_study_it_goes_on(store: Store) -> None:
    registered(store, NCT)
    text = f"Patients who completed the CELL-1 study ({NCT}) are followed for five years."
    registered(store, OTHER_NCT, brief_summary=text)
    assert worked_out(store) == both(NCT, OTHER_NCT, "follows_from", "extension")
    assert evidence(store, NCT, OTHER_NCT).startswith(f"{OTHER_NCT} says: completed the CELL-1")
    assert studies(store) == {}


def test_a_record_that_calls_itself_the_parent_is_no_extension(store: Store) -> None:
    registered(store, NCT, brief_summary=f"This is the parent study of {OTHER_NCT}.")
    registered(store, OTHER_NCT)
    assert worked_out(store) == set()
