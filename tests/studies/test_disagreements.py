"""Where registrations of one study disagree, and where two things are said that can both be right.

Relies on nothing beside the program.
"""

from typing import Any

import pytest

from harvest.store import Store
from tests.helpers.bases.linked import fill
from tests.helpers.bases.work_base import row
from tests.helpers.registries.registrations import registered, worked_out

NCT, ISRCTN = "NCT90000001", "ISRCTN90000017"
EU = "2018-004758-39"
ITALY, SPAIN = f"EUCTR{EU}-IT", f"EUCTR{EU}-ES"

Fields = dict[str, Any]


def told(store: Store) -> list[tuple[object, ...]]:
    worked_out(store)
    return store.connection.execute(
        "SELECT field, value, other_value, note FROM study_disagreements ORDER BY field"
    ).fetchall()


def between(
    store: Store, one: Fields, two: Fields, *rows: tuple[str, tuple[object, ...]]
) -> list[tuple[object, ...]]:
    """What is told of two registrations of one study, one at each of two registries."""
    registered(store, NCT, ISRCTN, **({"start_date": None} | one))
    registered(store, ISRCTN, **({"start_date": None} | two))
    fill(store, *rows)
    return told(store)


def measures(store: Store, one: list[str], two: list[str]) -> list[tuple[object, ...]]:
    rows = [
        row("outcomes", key, "primary", n, text)
        for key, texts in ((NCT, one), (ISRCTN, two))
        for n, text in enumerate(texts, 1)
    ]
    return between(store, {}, {}, *rows)


SHARE = "planned in Italy alone; the number in the whole trial is not given"
UNSAID = "not said by both whether planned or actual"
DIFFER: dict[str, tuple[Fields, Fields, tuple[object, ...]]] = {
    "status": (
        {"status": "COMPLETED"},
        {"status": "RECRUITING"},
        ("status", "COMPLETED", "RECRUITING", None),
    ),
    "two actual sizes": (
        {"enrollment": 40, "enrollment_type": "ACTUAL"},
        {"enrollment": 38, "enrollment_type": "ACTUAL"},
        ("enrollment", "40", "38", None),
    ),
    "sizes of which one does not say what it is": (
        {"enrollment": 40, "enrollment_type": "ACTUAL"},
        {"enrollment": 38},
        ("enrollment", "40", "38", UNSAID),
    ),
    "a day outside the month": (
        {"start_date": "2019-03", "start_date_type": "ACTUAL"},
        {"start_date": "2019-04-01", "start_date_type": "ACTUAL"},
        ("start_date", "2019-03", "2019-04-01", None),
    ),
    "planned ends": (
        {"completion_date": "2020", "completion_date_type": "ESTIMATED"},
        {"completion_date": "2021-01", "completion_date_type": "ESTIMATED"},
        ("completion_date", "2020", "2021-01", None),
    ),
    "phases": (
        {"phase": "PHASE1|PHASE2"},
        {"phase": "PHASE2"},
        ("phase", "PHASE1|PHASE2", "PHASE2", None),
    ),
    "sponsors": (
        {"lead_sponsor": "Hospital of Padua"},
        {"lead_sponsor": "Osaka University"},
        ("sponsor", "Hospital of Padua", "Osaka University", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DIFFER)
def test_what_cannot_both_be_right_is_told(what: str, store: Store) -> None:
    one, two, wanted = DIFFER[what]
    assert between(store, one, two) == [wanted]


AGREE: dict[str, tuple[Fields, Fields]] = {
    "one says nothing": ({"status": "COMPLETED", "enrollment": 40, "phase": "PHASE2"}, {}),
    "a word without a code": ({"status": "COMPLETED"}, {"status": "Not recruiting"}),
    "a status that nobody verified": ({"status": "UNKNOWN"}, {"status": "RECRUITING"}),
    "recruiting by invitation": (
        {"status": "ENROLLING_BY_INVITATION"},
        {"status": "RECRUITING"},
    ),
    "planned and actual sizes": (
        {"enrollment": 40, "enrollment_type": "ESTIMATED"},
        {"enrollment": 38, "enrollment_type": "ACTUAL"},
    ),
    "planned and actual dates": (
        {"completion_date": "2020-03", "completion_date_type": "ESTIMATED"},
        {"completion_date": "2021-03", "completion_date_type": "ACTUAL"},
    ),
    "a day within the month": (
        {"start_date": "2019-03", "start_date_type": "ACTUAL"},
        {"start_date": "2019-03-07", "start_date_type": "ACTUAL"},
    ),
    "a month within the year": (
        {"primary_completion_date": "2019"},
        {"primary_completion_date": "2019-12"},
    ),
    "no phase applies": ({"phase": "NA"}, {"phase": "PHASE2"}),
    "a phase in a word of the registry": ({"phase": "PHASE2"}, {"phase": "0"}),
    "early phase 1": ({"phase": "EARLY_PHASE1"}, {"phase": "PHASE1"}),
    "a name shortened": ({"lead_sponsor": "CRUK"}, {"lead_sponsor": "Cancer Research UK"}),
    "a name in another language": (
        {"lead_sponsor": "University Hospital Heidelberg"},
        {"lead_sponsor": "Universitätsklinikum Heidelberg"},
    ),
    "a person": ({"lead_sponsor": "Dr A. Lovelace"}, {"lead_sponsor": "Osaka University"}),
    "a name in other letters": ({"lead_sponsor": "大阪大学"}, {"lead_sponsor": "Osaka University"}),
}


@pytest.mark.parametrize("what", AGREE)
def test_what_can_both_be_right_is_not_told(what: str, store: Store) -> None:
    assert between(store, *AGREE[what]) == []


def test_who_leads_in_one_may_take_part_in_the_other(store: Store) -> None:
    one, two, _ = DIFFER["sponsors"]
    beside = row("sponsors", ISRCTN, 1, "collaborator", "Hospital of Padua")
    assert between(store, one, two, beside) == []


# --- outcomes ---


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (["Overall survival at 24 weeks"], ["Mortality from all causes"]),
        (["Number of participants with adverse events"], ["Safety and tolerability of cells"]),
        (["MELD"], ["Model for End-Stage Liver Disease score at 24 weeks of treatment"]),
        (["Change in serum albumin", "Ascites"], ["Albumin level measured in blood"]),
        (["Efficacy"], ["Change in portal pressure gradient"]),
        (["Change in portal pressure gradient"], ["Evaluar las células en la cirrosis de hígado"]),
    ],
)  # fmt: skip
def test_outcomes_in_other_words_do_not_disagree(
    store: Store, one: list[str], two: list[str]
) -> None:
    assert measures(store, one, two) == []


def test_outcomes_without_a_word_in_common_disagree(store: Store) -> None:
    portal, quality = "Hepatic venous pressure gradient", "Quality of life by questionnaire"
    wanted = ("primary_outcome", portal, quality, "no word of the measures in common")
    assert measures(store, [portal], [quality]) == [wanted]


# --- countries ---


def sites(key: str, *countries: str) -> list[tuple[str, tuple[object, ...]]]:
    return [row("locations", key, n, country=name) for n, name in enumerate(countries, 1)]


def test_countries_are_sets_by_our_names(store: Store) -> None:
    one = sites(NCT, "Korea, Republic of", "England", "Scotland", "Japan", "Japan")
    two = sites(ISRCTN, "United Kingdom", "South Korea", "Japan")
    assert between(store, {}, {}, *one, *two) == []


def test_countries_that_one_alone_lists_are_told(store: Store) -> None:
    found = between(store, {}, {}, *sites(NCT, "Japan", "Turkey"), *sites(ISRCTN, "Japan"))
    assert found == [("countries", "Japan|Türkiye", "Japan", "one lists more countries")]


# --- a record a country ---


def test_records_of_countries_are_not_compared_with_each_other(store: Store) -> None:
    registered(store, ITALY, status="COMPLETED", enrollment=10)
    registered(store, SPAIN, status="RECRUITING", enrollment=30, phase="PHASE3")
    fill(store, *sites(ITALY, "Italy"), *sites(SPAIN, "Spain"))
    assert told(store) == []


def test_a_countrys_share_is_no_contradiction_of_the_whole(store: Store) -> None:
    registered(store, NCT, EU, status="RECRUITING", enrollment=100)
    registered(store, ITALY, status="COMPLETED", enrollment=10, enrollment_flag=SHARE)
    fill(store, *sites(NCT, "Italy", "Spain"), *sites(ITALY, "Italy"))
    assert told(store) == []


def test_a_countrys_record_that_states_the_whole_contradicts_another_whole(store: Store) -> None:
    registered(store, NCT, EU, enrollment=100)
    registered(store, ITALY, enrollment=60)
    assert told(store) == [("enrollment", "100", "60", UNSAID)]


def test_a_doubt_at_another_registry_makes_no_share(store: Store) -> None:
    registered(store, NCT, EU, enrollment=100, enrollment_flag="unusually many")
    registered(store, ITALY, enrollment=200)
    assert told(store) == [("enrollment", "100", "200", UNSAID)]


def test_a_country_that_goes_on_contradicts_a_whole_that_ended(store: Store) -> None:
    registered(store, NCT, EU, status="COMPLETED", enrollment=100)
    registered(store, ITALY, status="RECRUITING", enrollment=400, enrollment_flag=SHARE)
    assert told(store) == [
        ("enrollment", "100", "400", "one may be the number in a country or the EEA alone"),
        ("status", "COMPLETED", "RECRUITING", "one is the record of a country"),
    ]


def test_a_disagreement_goes_when_the_registries_agree(store: Store) -> None:
    one, two, wanted = DIFFER["status"]
    assert between(store, one, two) == [wanted]
    store.connection.execute("UPDATE trials SET status = 'COMPLETED'")
    store.connection.execute("UPDATE records SET derived_digest = '+'")
    assert told(store) == []
