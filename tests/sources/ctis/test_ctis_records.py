"""Trials of CTIS read: made-up ones, and the real ones against a reading of their own.

Relies on ../shared.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from harvest.records import Record
from harvest.rows import Trial
from harvest.sources.ctis import SOURCE
from tests.helpers.registries.ctis import body, read, trial

REAL = ("2023-505613-24-00", "2023-508143-51-01")


def own(record: Record) -> Trial:
    row = record.tables["trials"][0]
    assert isinstance(row, Trial)
    return row


def rows(record: Record, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, c) for c in columns) for row in record.tables.get(table, ())]


def states(*codes: int) -> dict[str, Any]:
    listed = [
        {"mscName": name, "mscPublicStatusCode": code}
        for name, code in zip(("Spain", "France"), codes, strict=False)
    ]
    application = trial(1)["retrieve"]["authorizedApplication"]
    return {"authorizedApplication": application | {"memberStatesConcerned": listed}}


def told(*events: tuple[str, str, str]) -> dict[str, Any]:
    listed = [
        {"mscName": country, "events": [{"notificationType": kind, "date": day}]}
        for country, kind, day in events
    ]
    return {"events": {"trialEvents": listed}}


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (1, "Under evaluation"),
        (2, "NOT_YET_RECRUITING"),
        (3, "RECRUITING"),
        (4, "RECRUITING"),
        (5, "ACTIVE_NOT_RECRUITING"),
        (6, "SUSPENDED"),
        (7, "SUSPENDED"),
        (8, "COMPLETED"),
        (9, "Expired"),
        (10, "WITHDRAWN"),
        (11, "WITHDRAWN"),
        (12, "WITHDRAWN"),
    ],
)
def test_a_public_code_is_our_status_or_the_registrys_word(code: int, status: str) -> None:
    record = read(body(trial(1, ctStatus=code)))
    assert own(record).status == status
    assert record.drift == ()


def test_a_code_that_nobody_knows_stays_and_is_flagged() -> None:
    record = read(body(trial(1, ctStatus=77)))
    assert own(record).status == "77"
    assert [(d.path, d.example) for d in record.drift] == [("ctPublicStatusCode", "77")]


def test_an_early_end_in_every_country_is_a_termination() -> None:
    early = ("Spain", "EARLY_TERMINATION", "2025-01-01")
    one = trial(1, ctStatus=8, retrieve=told(early))
    both = trial(1, ctStatus=8, retrieve=told(early, ("France", "EARLY_TERMINATION", "2025-01-02")))
    assert own(read(body(one))).status == "COMPLETED"
    assert own(read(body(both))).status == "TERMINATED"


def test_a_revocation_after_the_start_is_a_termination() -> None:
    begun = told(("Spain", "START_OF_TRIAL", "2024-06-01"))
    assert own(read(body(trial(1, ctStatus=10, retrieve=begun)))).status == "TERMINATED"


def test_each_country_has_its_own_status() -> None:
    record = read(body(trial(1, retrieve=states(8, 4))))
    assert rows(record, "locations", "facility", "country", "status") == [
        ("Made-up Hospital, Hepatology", "Spain", "COMPLETED"),
        (None, "France", "RECRUITING"),
        (None, "United Kingdom", None),
    ]


def test_the_first_start_in_any_country_is_the_start() -> None:
    planned = own(read(body(trial(1))))
    assert (planned.start_date, planned.start_date_type) == ("2024-05-01", "ESTIMATED")
    begun = told(
        ("France", "START_OF_TRIAL", "2024-07-01"), ("Spain", "START_OF_TRIAL", "2024-06-01")
    )
    actual = own(read(body(trial(1, retrieve=begun))))
    assert (actual.start_date, actual.start_date_type) == ("2024-06-01", "ACTUAL")


def test_the_two_forms_of_a_date_are_one() -> None:
    assert own(read(body(trial(1)))).last_updated == "2025-08-19"
    assert own(read(body(trial(1, lastUpdated="2025-08-19T10:00:00")))).last_updated == "2025-08-19"
    odd = read(body(trial(1, lastUpdated="31/02/2025")))
    assert own(odd).last_updated is None
    assert [d.path for d in odd.drift] == ["lastUpdated: no date"]


def test_the_number_enrolled_is_the_one_planned() -> None:
    row = own(read(body(trial(1))))
    assert (row.enrollment, row.enrollment_type) == (24, "ESTIMATED")


def test_all_its_numbers_are_kept_and_the_submission_is_no_part_of_the_key() -> None:
    record = read(body(trial(7, submission=1)))
    assert own(record).trial_id == "2023-500007-13"
    assert own(record).url.endswith("/2023-500007-13-01")
    assert rows(record, "trial_ids", "id", "type") == [
        ("2023-500007-13-01", "CTIS"),
        ("2019-003842-34", "EUDRACT_NUMBER"),
        ("NCT99000007", "REGISTRY"),
        ("U1111-1234-5678", "REGISTRY"),
    ]


def test_products_endpoints_and_criteria_are_told_in_order() -> None:
    record = read(body(trial(1)))
    assert rows(record, "interventions", "type", "name", "other_names") == [
        ("BIOLOGICAL", "Cord cells", "umbilical cord stem cells|PRD1000001")
    ]
    assert rows(record, "outcomes", "kind", "measure") == [("primary", "MELD score")]
    wanted = "Inclusion Criteria:\n\n* First\n* Second\n\nExclusion Criteria:\n\nCancer"
    assert own(record).eligibility_criteria == wanted
    assert (own(record).sex, own(record).std_ages) == ("ALL", "ADULT|OLDER_ADULT")
    assert own(record).phase == "PHASE1|PHASE2"


def test_a_new_day_of_publication_is_no_new_version() -> None:
    before, after = trial(1), trial(1)
    after["retrieve"]["publishDate"] = "2026-01-01T00:00:00"
    after["search"]["lastPublicationUpdate"] = "01/01/2026"
    assert SOURCE.digest(body(before)) == SOURCE.digest(body(after))
    after["search"]["totalNumberEnrolled"] = "25"
    assert SOURCE.digest(body(before)) != SOURCE.digest(body(after))


# --- real records, one of each generation of the interface ---


@pytest.fixture(params=REAL)
def real(request: pytest.FixtureRequest, shared: Path) -> tuple[dict[str, Any], Record]:
    """A real record, and what is read of it."""
    kept = (shared / "corpus" / "registries" / "ctis" / f"{request.param}.json").read_bytes()
    return json.loads(kept), read(kept)


def _every(value: Any, name: str) -> list[Any]:
    """All values of a key at any depth, in order."""
    if isinstance(value, list):
        return [found for one in value for found in _every(one, name)]
    if not isinstance(value, dict):
        return []
    return [
        found
        for key, one in value.items()
        for found in ([one] if key == name else _every(one, name))
    ]


def test_each_field_of_a_real_record_is_what_the_record_says(
    real: tuple[dict[str, Any], Record],
) -> None:
    record, found = real
    row = own(found)
    application = record.get("authorizedApplication", record)
    part = application["authorizedPartI"]
    details = part["trialDetails"]
    assert row.trial_id == record["ctNumber"][:14]
    titles = details["clinicalTrialIdentifiers"]
    assert row.brief_title == " ".join(titles["publicTitle"].split())
    assert row.official_title == " ".join(titles["fullTitle"].split())
    assert row.enrollment == int(record["totalNumberEnrolled"])
    assert row.enrollment_type == "ESTIMATED"
    duration = details["trialInformation"]["trialDuration"]
    ends = duration.get("estimatedGlobalEndDate") or duration["estimatedEndDate"]
    assert (row.completion_date, row.completion_date_type) == (ends, "ESTIMATED")
    notified = [e for listed in _every(record.get("events", {}), "events") for e in listed]
    starts = [e["date"] for e in notified if e["notificationType"] == "START_OF_TRIAL"]
    if starts:
        assert (row.start_date, row.start_date_type) == (min(starts), "ACTUAL")
    else:
        planned = duration["estimatedRecruitmentStartDate"]
        assert (row.start_date, row.start_date_type) == (planned, "ESTIMATED")
    lead = part["sponsors"][0]
    assert row.lead_sponsor == lead["organisation"]["name"]
    assert row.lead_sponsor_class == ("INDUSTRY" if lead["isCommercial"] else "OTHER")
    expected = {
        "2023-505613-24": ("RECRUITING", "PHASE2", "2025-08-19", "CHILD"),
        "2023-508143-51": ("NOT_YET_RECRUITING", "PHASE4", "2024-05-06", "ADULT|OLDER_ADULT"),
    }[row.trial_id]
    assert (row.status, row.phase, row.last_updated, row.std_ages) == expected
    assert (row.sex, row.has_results, row.study_type) == ("ALL", 0, "INTERVENTIONAL")
    assert found.drift == ()


def test_the_lists_of_a_real_record_are_whole(real: tuple[dict[str, Any], Record]) -> None:
    record, found = real
    application = record.get("authorizedApplication", record)
    info = application["authorizedPartI"]["trialDetails"]["trialInformation"]
    for kind in ("primary", "secondary"):
        said = sorted(info["endPoint"][f"{kind}EndPoints"], key=lambda each: int(each["number"]))
        measures = [m for k, m in rows(found, "outcomes", "kind", "measure") if k == kind]
        assert [str(m).split() for m in measures] == [each["endPoint"].split() for each in said]
    sites = _every(application["authorizedPartsII"], "trialSites")
    places = [
        (
            site["organisationAddressInfo"]["address"]["city"],
            site["organisationAddressInfo"]["address"]["countryName"],
        )
        for listed in sites
        for site in listed
    ]
    with_site = [
        (city, country)
        for facility, city, country in rows(found, "locations", "facility", "city", "country")
        if facility
    ]
    assert with_site == places
    named = {c["mscName"] for c in application["memberStatesConcerned"]}
    others = {c["name"] for c in application["authorizedPartI"].get("rowCountriesInfo") or ()}
    countries = {str(row[0]) for row in rows(found, "locations", "country")}
    assert countries == {
        {"Russian Federation": "Russia"}.get(each, each) for each in named | others
    }
    numbers = {str(row[0]) for row in rows(found, "trial_ids", "id")}
    assert record["ctNumber"] in numbers
    assert set(_every(record, "eudraCtCode")) <= numbers
    nct = [
        each["number"]
        for each in _every(application["authorizedPartI"]["trialDetails"], "nctNumber")
        if each
    ]
    assert set(nct) <= numbers
    products = {each["productName"] for each in application["authorizedPartI"]["products"]}
    assert {row[0] for row in rows(found, "interventions", "name")} == products
    titles = {" ".join(each["title"].split()) for each in record.get("documents", ())}
    kept = {str(row[0]).removesuffix(".pdf") for row in rows(found, "trial_documents", "filename")}
    assert kept == titles
    for field in ("principalInclusionCriteria", "principalExclusionCriteria"):
        for text in (each[field] for each in info["eligibilityCriteria"][field]):
            assert text.split()[0] in (own(found).eligibility_criteria or "")


def test_every_country_of_a_real_record_has_its_status(
    real: tuple[dict[str, Any], Record],
) -> None:
    record, found = real
    standing = dict(rows(found, "locations", "country", "status"))
    codes = {"4": "RECRUITING", "Authorised, not started": "NOT_YET_RECRUITING"}
    listed = record["trialCountries"]
    pairs = [each.split(":") for each in listed] if isinstance(listed, list) else []
    for country, code in pairs or [("Netherlands", listed.partition(":")[2])]:
        assert standing[country] == codes[code]
