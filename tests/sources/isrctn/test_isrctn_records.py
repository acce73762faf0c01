"""Studies of ISRCTN read: made-up ones, and the real ones against a reading of their own.

Relies on ../shared.
"""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from harvest.evidence.changes.events import between
from harvest.records import Record
from harvest.rows import Trial
from harvest.sources.isrctn import SOURCE
from harvest.sources.isrctn.answers import cut
from tests.helpers.registries.isrctn import answered, body, read, study

REAL = ("12949496", "17473621", "20343063", "61070850", "76463425", "96912679")
NOTHING = {"", "-", "nil known", "not provided at time of registration"}


def own(record: Record) -> Trial:
    row = record.tables["trials"][0]
    assert isinstance(row, Trial)
    return row


def rows(record: Record, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, c) for c in columns) for row in record.tables.get(table, ())]


# --- a status that follows from the day ---


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-01-31", "NOT_YET_RECRUITING"),
        ("2026-02-01", "RECRUITING"),
        ("2027-06-30", "RECRUITING"),
        ("2027-07-01", "ACTIVE_NOT_RECRUITING"),
        ("2028-01-31", "ACTIVE_NOT_RECRUITING"),
        ("2028-02-01", "COMPLETED"),
    ],
)
def test_the_status_follows_from_the_dates(day: str, status: str) -> None:
    assert own(read(body(study(10000001), date.fromisoformat(day)))).status == status


def test_a_word_for_the_status_stands_above_the_dates() -> None:
    record = read(body(study(10000001, recruitmentStatusOverride="Stopped"), date(2029, 1, 1)))
    assert own(record).status == "TERMINATED"
    odd = read(body(study(10000001, recruitmentStatusOverride="Dozing")))
    assert own(odd).status == "Dozing"
    assert [(d.path, d.example) for d in odd.drift] == [
        ("participants/recruitmentStatusOverride", "Dozing")
    ]


def test_another_day_is_another_status_but_no_other_version() -> None:
    before, after = (body(study(10000001), date(2026, month, 1)) for month in (1, 3))
    first, second = SOURCE.digest(before), SOURCE.digest(after)
    assert first.content == second.content
    assert (first.derived, second.derived) == ("NOT_YET_RECRUITING", "RECRUITING")


def test_what_the_day_changes_is_told_neither_alone_nor_beside_an_edit() -> None:
    before = read(body(study(10000001), date(2026, 1, 1)))
    after = read(body(study(10000001, targetEnrolment="25"), date(2026, 3, 1)))
    assert [change.field for change in between(before, after)] == ["enrollment"]
    stopped = read(body(study(10000001, recruitmentStatusOverride="Stopped")))
    assert [(c.old, c.new) for c in between(before, stopped) if c.field == "status"] == [
        ("NOT_YET_RECRUITING", "TERMINATED")
    ]


# --- sizes, numbers, places, papers ---


def test_the_final_size_wins_over_the_wanted_one() -> None:
    wanted = own(read(body(study(10000001))))
    assert (wanted.enrollment, wanted.enrollment_type) == (40, "ESTIMATED")
    final = own(read(body(study(10000001, totalFinalEnrolment="31"))))
    assert (final.enrollment, final.enrollment_type) == (31, "ACTUAL")
    odd = own(read(body(study(10000001, targetEnrolment="40 per arm"))))
    assert (odd.enrollment, odd.enrollment_type) == (None, None)
    assert odd.enrollment_flag == "not a number of participants: 40 per arm"


def test_the_parts_of_a_country_are_one_country() -> None:
    centres = (
        "<participants><trialCentres><trialCentre><name>One</name><city>Leeds</city><state/>"
        "<country>England</country></trialCentre></trialCentres><recruitmentCountries>"
        "<country>United Kingdom</country><country>England</country><country>Wales</country>"
        "<country>Ireland</country></recruitmentCountries></participants>"
    )
    made = re.sub(rb"<participants>.*</participants>", centres.encode(), study(1), flags=re.DOTALL)
    assert rows(read(body(made)), "locations", "facility", "state", "country") == [
        ("One", "England", "United Kingdom"),
        (None, None, "Ireland"),
    ]


def test_numbers_are_what_their_digits_say_and_words_for_nothing_are_none() -> None:
    refs = (
        "<externalRefs><eudraCTNumber>Nil known</eudraCTNumber><irasNumber>298897</irasNumber>"
        "<clinicalTrialsGovNumber>NCT01727609</clinicalTrialsGovNumber>"
        "<protocolSerialNumber>CORD-1</protocolSerialNumber><secondaryNumbers>"
        '<secondaryNumber numberType="nct">NCT 01727609</secondaryNumber>'
        '<secondaryNumber numberType="ctis" canonicalSecondaryNumber="CTIS2020-005891-36-00">'
        "2020-005891-36</secondaryNumber>"
        '<secondaryNumber numberType="ctis">2023-507106-13-00</secondaryNumber>'
        "<secondaryNumber>Nil known</secondaryNumber></secondaryNumbers></externalRefs>"
    )
    made = re.sub(rb"<externalRefs>.*</externalRefs>", refs.encode(), study(1), flags=re.DOTALL)
    record = read(body(made))
    assert rows(record, "trial_ids", "id", "kind", "type") == [
        ("NCT01727609", "secondary", "REGISTRY"),
        ("298897", "secondary", "OTHER"),
        ("CORD-1", "org_study", "OTHER"),
        ("2020-005891-36", "secondary", "EUDRACT_NUMBER"),
        ("2023-507106-13", "secondary", "CTIS"),
    ]
    assert own(record).org_study_id == "CORD-1"
    assert own(record).nct_id is None


def test_papers_are_read_from_prose_with_what_each_is() -> None:
    told = (
        "<results><publicationDetails>2019 Results article in https://www.ncbi.nlm.nih.gov/pubmed/"
        "31597020 results (added 10/10/2019)\n2018 Protocol article in "
        "https://pubmed.ncbi.nlm.nih.gov/30524749/ protocol\n2021 Song about it in "
        "https://pubmed.ncbi.nlm.nih.gov/30524750/</publicationDetails></results>"
    )
    record = read(body(study(10000001, extra=told)))
    assert rows(record, "trial_references", "pmid", "type") == [
        ("31597020", "RESULT"),
        ("30524749", "BACKGROUND"),
        ("30524750", None),
    ]
    assert [drift.example for drift in record.drift] == ["Song about it"]


def test_outcomes_are_parted_by_their_numbers_and_by_what_announces_time_and_method() -> None:
    told = "1. MELD score\nTimepoint: 6 months\n2. Survival. Method of measurement: calls"
    record = read(body(study(10000001, primaryOutcome=told)))
    assert rows(record, "outcomes", "measure", "description", "time_frame") == [
        ("MELD score", None, "6 months"),
        ("Survival.", "calls", None),
    ]


# --- real records ---


def _said(value: object) -> str | None:
    text = "" if isinstance(value, dict | list) or value is None else str(value).strip()
    return None if text.lower() in NOTHING else text


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value in ("", None) else [value]


def _xml(name: str, value: object) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, dict):
        for key, inner in value.items():
            element.extend(_xml(key, each) for each in _listed(inner) or [""])
    else:
        element.text = str(value)
    return element


@pytest.fixture(params=REAL)
def real(request: pytest.FixtureRequest, shared: Path) -> tuple[dict[str, Any], Record]:
    """A real record as JSON, and what is read of it as the registry's XML."""
    file = shared / "corpus" / "registries" / "isrctn" / f"ISRCTN{request.param}.json"
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    whole = ET.Element("fullTrial")
    whole.append(_xml("trial", told))
    return told, read(body(ET.tostring(whole)))


def test_each_field_of_a_real_record_is_what_the_record_says(
    real: tuple[dict[str, Any], Record],
) -> None:
    told, record = real
    people, design = told["participants"], told["trialDesign"]
    trial = own(record)
    assert trial.trial_id == f"ISRCTN{told['isrctn']}"
    for column, text in (
        ("brief_title", told["trialDescription"]["title"]),
        ("official_title", told["trialDescription"]["scientificTitle"]),
        ("acronym", told["trialDescription"]["acronym"]),
        ("why_stopped", design.get("reasonAbandoned")),
        ("minimum_age", people.get("lowerAgeLimit")),
        ("maximum_age", people.get("upperAgeLimit")),
    ):
        found, expected = getattr(trial, column), _said(text)
        assert (found and " ".join(found.split())) == (expected and " ".join(expected.split()))
    assert trial.start_date == people["recruitmentStart"][:10]
    assert trial.completion_date == design["overallEndDate"][:10]
    final = _said(people["totalFinalEnrolment"])
    assert str(trial.enrollment) == (final or _said(people["targetEnrolment"]))
    assert trial.enrollment_type == ("ACTUAL" if final else "ESTIMATED")
    if "Stopped" in (design.get("overallStatusOverride"), people["recruitmentStatusOverride"]):
        assert trial.status == "TERMINATED"
    else:
        ended = design["overallEndDate"][:10] < "2026-11-24"
        assert trial.status == ("COMPLETED" if ended else "RECRUITING")
    assert trial.phase == "PHASE3" or "Phase III" not in json.dumps(told["interventions"])
    assert (trial.study_type, trial.sex) == ("INTERVENTIONAL", "ALL")
    for part in ("inclusion", "exclusion"):
        assert people[part].split()[:8] in [
            (trial.eligibility_criteria or "").split()[n : n + 8]
            for n in range(len((trial.eligibility_criteria or "").split()))
        ]


def test_the_lists_of_a_real_record_are_whole(real: tuple[dict[str, Any], Record]) -> None:
    told, record = real
    refs = told["externalRefs"]
    numbers = {
        _said(number)
        for number in (
            *(refs[n] for n in ("eudraCTNumber", "irasNumber", "clinicalTrialsGovNumber")),
            refs["protocolSerialNumber"],
            *_listed(refs["secondaryNumbers"]["secondaryNumber"]),
        )
    } - {None}
    assert {row[0] for row in rows(record, "trial_ids", "id")} == numbers
    centres = _listed((told["participants"]["trialCentres"] or {}).get("trialCentre"))
    sites = [row for row in rows(record, "locations", "facility", "city") if row != (None, None)]
    assert sites == [(_said(each["name"]), _said(each["city"])) for each in centres]
    named = set(_listed(told["participants"]["recruitmentCountries"]["country"]))
    parts = {"England", "Scotland", "Wales", "Northern Ireland"}
    expected = (named - parts) | ({"United Kingdom"} if named & parts else set())
    assert {row[0] for row in rows(record, "locations", "country")} == expected
    papers = re.findall(
        r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d+)", str(told["results"]["publicationDetails"])
    )
    found = [row[0] for row in rows(record, "trial_references", "pmid") if row[0]]
    assert found == papers


def test_the_real_answer_is_one_whole_study(shared: Path) -> None:
    folder = shared / "corpus" / "registries" / "isrctn"
    listed = cut((folder / "default-format-ISRCTN62918594.xml").read_bytes(), date(2026, 11, 24))
    assert listed is not None
    assert (listed.total, [piece.id for piece in listed.pieces]) == (1, ["ISRCTN62918594"])
    record = read(listed.pieces[0].body)
    trial = own(record)
    assert (trial.first_posted, trial.last_updated) == ("2026-06-25", "2026-09-30")
    assert (trial.enrollment, trial.enrollment_type) == (25, "ACTUAL")
    assert (trial.status, trial.phase) == ("COMPLETED", "PHASE1|PHASE2")
    assert (trial.lead_sponsor, trial.lead_sponsor_class) == ("Cancer Research UK", "OTHER")
    assert {row[0] for row in rows(record, "locations", "country")} == {"United Kingdom"}
    assert [row[0] for row in rows(record, "trial_ids", "id")][:3] == [
        "2020-005891-36",
        "NCT05057013",
        "298897",
    ]
    assert record.drift == ()
    assert cut((folder / "empty.xml").read_bytes(), date(2026, 11, 24)) == (0, ())


def test_a_record_in_an_answer_stands_alone_as_well() -> None:
    listed = cut(answered(study(10000001), study(10000002)), date(2026, 11, 24))
    assert listed is not None
    assert [own(read(each.body)).trial_id for each in listed.pieces] == [
        "ISRCTN10000001",
        "ISRCTN10000002",
    ]
