"""ClinicalTrials.gov, one study: bytes into rows.

Relies on nothing beside the program.
"""

import json
import pickle
from typing import Any

import pytest

from harvest.errors import RecordError
from harvest.rows import ROWS, Trial
from harvest.sources.clinicaltrials import SOURCE, normalise
from tests.helpers.sources.studies import Study, encoded, record, trial
from tests.helpers.sources.whole_study import NCT_ID, whole_study


def small(**modules: Study) -> Study:
    """A study of little more than its number; ``modules`` are added to the protocol."""
    protocol = {"identificationModule": {"nctId": NCT_ID, "briefTitle": "Cells"}}
    return {"protocolSection": protocol | modules, "hasResults": False}


def drift(study: Study) -> dict[str, str]:
    return {note.path: note.example for note in record(encoded(study)).drift}


def test_a_whole_study_fills_every_table_and_every_column() -> None:
    read = record(encoded(whole_study()))
    assert read.drift == ()
    assert set(read.tables) == set(ROWS["trial"])
    empty = {
        f"{table}.{name}"
        for table, rows in read.tables.items()
        for name in ROWS["trial"][table]._fields
        if all(row[ROWS["trial"][table]._fields.index(name)] is None for row in rows)
    }
    assert empty == {"trials.enrollment_flag"}  # only set where the enrolment is not believed


def test_rows_are_of_the_declared_tables_begin_with_the_key_and_travel_between_processes() -> None:
    read = record(encoded(whole_study()))
    for table, rows in read.tables.items():
        for row in rows:
            assert type(row) is ROWS["trial"][table]
            assert row[0] == NCT_ID
            assert all(type(value) in (str, int, float, type(None)) for value in row)
    assert pickle.loads(pickle.dumps(read)) == read
    assert pickle.loads(pickle.dumps(SOURCE.normalise)) is normalise


def test_codes_stay_codes_and_lists_are_joined() -> None:
    study = small(
        statusModule={"overallStatus": "NOT_YET_RECRUITING"},
        designModule={"phases": ["PHASE1", "PHASE2"]},
        eligibilityModule={"stdAges": ["ADULT", "OLDER_ADULT"], "healthyVolunteers": False},
    )
    row = trial(study)
    assert (row.status, row.phase, row.std_ages) == (
        "NOT_YET_RECRUITING", "PHASE1|PHASE2", "ADULT|OLDER_ADULT",
    )  # fmt: skip
    assert (row.healthy_volunteers, row.has_dmc, row.has_results) == (0, None, 0)
    assert trial(small(designModule={"phases": ["NA"]})).phase == "NA"
    assert trial(small()).phase is None


@pytest.mark.parametrize(
    ("count", "kept", "flag"),
    [
        (0, 0, None),
        (60, 60, None),
        (10_000_000, 10_000_000, None),
        (99_999_999, None, "sentinel 99999999"),
        (188_814_085, None, "not believable: 188814085"),
        (-1, None, "not believable: -1"),
    ],
)
def test_an_enrolment_that_nobody_believes_is_null_with_the_reason(
    count: int, kept: int | None, flag: str | None
) -> None:
    row = trial(small(designModule={"enrollmentInfo": {"count": count, "type": "ACTUAL"}}))
    assert (row.enrollment, row.enrollment_flag, row.enrollment_type) == (kept, flag, "ACTUAL")


@pytest.mark.parametrize(
    ("count", "kept", "flag"),
    [
        (25_000_000, 25_000_000, "unusually many, as the registry gives it"),
        (10_000_000, 10_000_000, None),
        (99_999_999, None, "sentinel 99999999"),
        (-1, None, "not believable: -1"),
    ],
)
def test_an_observational_study_of_millions_of_records_keeps_its_number_with_the_doubt(
    count: int, kept: int | None, flag: str | None
) -> None:
    design = {"studyType": "OBSERVATIONAL", "enrollmentInfo": {"count": count}}
    row = trial(small(designModule=design))
    assert (row.enrollment, row.enrollment_flag) == (kept, flag)
    withheld = trial(small(designModule={"enrollmentInfo": {"count": 25_000_000}}))
    assert withheld.enrollment is None


def test_dates_keep_their_precision_and_what_they_are() -> None:
    row = trial(
        small(
            statusModule={
                "statusVerifiedDate": "2019-03",
                "startDateStruct": {"date": "2019", "type": "ESTIMATED"},
                "completionDateStruct": {"date": "2019-03-07"},
            }
        )
    )
    assert (row.status_verified_date, row.start_date, row.start_date_type) == (
        "2019-03", "2019", "ESTIMATED",
    )  # fmt: skip
    assert (row.completion_date, row.completion_date_type) == ("2019-03-07", None)


@pytest.mark.parametrize(
    "date", ["2023-02-30", "２０１９-03", "March 2019", "2019-03-07\n", "0001"]
)
def test_a_date_that_is_none_is_null_and_noted(date: str) -> None:
    study = small(statusModule={"startDateStruct": {"date": date}})
    assert trial(study).start_date is None
    assert list(drift(study)) == ["protocolSection.statusModule.startDateStruct.date: no date"]


def test_texts_read_as_written_and_empty_ones_are_null() -> None:
    study = small(
        descriptionModule={
            "briefSummary": "age \\>= 18\n\n* one\n* two",
            "detailedDescription": " ",
        },
        contactsLocationsModule={
            "locations": [
                {
                    "country": "Bonaire, Saint Eustatius and Saba ",
                    "facility": "Children&#39;s\u0000",
                },
            ]
        },
        conditionsModule={"conditions": ["Cirrhosis", ""], "keywords": [r"C:\*"]},
    )  # fmt: skip
    row = trial(study)
    assert (row.brief_summary, row.detailed_description) == ("age >= 18\n\n• one\n• two", None)
    tables = record(encoded(study)).tables
    (place,) = tables["locations"]
    assert place[2:7] == ("Children's", None, None, None, "Bonaire, Saint Eustatius and Saba")
    assert [c[1:] for c in tables["conditions"]] == [(1, "Cirrhosis")]
    assert tables["trial_keywords"][0][2] == r"C:\*"  # not a markdown field


def test_a_clean_study_and_one_with_a_single_odd_character_read_alike() -> None:
    """The short way over a study without anything to clean gives what the long way gives."""
    tidy = whole_study()
    odd = whole_study()
    odd["protocolSection"]["identificationModule"]["acronym"] += "\u0001 &amp;"
    short, long = record(encoded(tidy)).tables, record(encoded(odd)).tables
    (row,), (other,) = short["trials"], long["trials"]
    assert isinstance(row, Trial)
    assert row._replace(acronym=f"{row.acronym} &") == other
    assert {k: v for k, v in short.items() if k != "trials"} == {
        k: v for k, v in long.items() if k != "trials"
    }


def test_no_row_holds_the_phone_or_mail_of_a_person() -> None:
    told = json.dumps(record(encoded(whole_study())).tables, ensure_ascii=False)
    assert "Synthetic brieftitle" in told
    for private in ("@example", "+00 555", "ext 9"):
        assert private in json.dumps(whole_study())
        assert private not in told


def test_a_mail_address_typed_as_a_name_is_taken_out_and_noted() -> None:
    study = small(
        contactsLocationsModule={
            "overallOfficials": [{"name": "dr.who@example.org Who, Dr", "affiliation": "a@b.org"}]
        }
    )
    (official,) = record(encoded(study)).tables["officials"]
    assert official[2:] == ("Who, Dr", None, None)
    assert list(drift(study)) == [
        "protocolSection.contactsLocationsModule: a mail address, not kept"
    ]


def test_what_is_given_in_which_arm_is_read_from_both_sides_once() -> None:
    study = small(
        armsInterventionsModule={
            "armGroups": [
                {"label": "A", "interventionNames": ["Biological: cells", "Drug: unknown"]},
                {"label": "B", "interventionNames": ["Biological: cells"]},
            ],
            "interventions": [
                {"type": "DRUG", "name": "saline", "armGroupLabels": ["B", "B"]},
                {"type": "BIOLOGICAL", "name": "cells", "armGroupLabels": ["A"]},
            ],
        }
    )
    tables = record(encoded(study)).tables
    assert [row[1:] for row in tables["arm_interventions"]] == [("B", 1), ("A", 2), ("B", 2)]
    assert tables["arms"][0][5] == "Biological: cells|Drug: unknown"


def test_aliases_are_kept_once_and_never_point_to_themselves() -> None:
    study = small()
    study["protocolSection"]["identificationModule"]["nctIdAliases"] = [
        "NCT00000002", "NCT00000002", NCT_ID, "NCT2", "NCT0000000３",
    ]  # fmt: skip
    read = record(encoded(study))
    assert read.aliases == ("NCT00000002",)
    assert [row[2:4] for row in read.tables["trial_ids"]] == [("alias", "NCT00000002")]
    assert len(read.drift) == 1


def test_a_term_that_is_both_narrow_and_broad_stands_once_as_narrow() -> None:
    study = small() | {
        "derivedSection": {
            "conditionBrowseModule": {
                "meshes": [{"id": "D1", "term": "a"}, {"term": "without id"}],
                "ancestors": [{"id": "D1", "term": "a"}, {"id": "D2", "term": "b"}],
            }
        }
    }
    read = record(encoded(study))
    assert [row[1:4] for row in read.tables["trial_mesh"]] == [
        ("D1", "condition", 0),
        ("D2", "condition", 1),
    ]
    assert read.drift[0].example == "without id"


# --- what the registry has not sent so far ---


def test_an_unknown_key_and_an_unknown_term_are_noted_and_the_term_is_kept() -> None:
    study = small(
        statusModule={"overallStatus": "PAUSED"},
        noveltyModule={"score": 1},
        designModule={"phases": ["PHASE1", "PHASE5"]},
    )
    study["protocolSection"]["identificationModule"]["nickname"] = "the one"
    row = trial(study)
    assert (row.status, row.phase) == ("PAUSED", "PHASE1|PHASE5")
    assert drift(study) == {
        "protocolSection.identificationModule.nickname": "the one",
        "protocolSection.statusModule.overallStatus = PAUSED": "PAUSED",
        "protocolSection.noveltyModule": "an object",
        "protocolSection.designModule.phases[] = PHASE5": "PHASE5",
    }


def test_a_private_value_under_a_new_key_is_not_shown_as_an_example() -> None:
    study = small(contactsLocationsModule={"email": "someone@example.org"})
    assert drift(study) == {"protocolSection.contactsLocationsModule.email": "a text"}


@pytest.mark.parametrize(
    ("module", "value", "column", "kept", "note"),
    [
        ("designModule", {"enrollmentInfo": {"count": "5"}}, "enrollment", 5, "a text"),
        ("designModule", {"enrollmentInfo": {"count": 5.0}}, "enrollment", 5, "a number"),
        ("designModule", {"enrollmentInfo": {"count": 5.5}}, "enrollment", None, "not kept"),
        ("designModule", {"enrollmentInfo": {"count": True}}, "enrollment", None, "not kept"),
        ("designModule", {"enrollmentInfo": {"count": "５"}}, "enrollment", None, "not kept"),
        ("designModule", {"phases": "PHASE1"}, "phase", "PHASE1", "not a list"),
        ("designModule", {"studyType": ["x"]}, "study_type", None, "a list, not kept"),
        ("oversightModule", {"isPpsd": "true"}, "is_ppsd", 1, "a text"),
        ("oversightModule", {"isPpsd": 1}, "is_ppsd", None, "a number, not kept"),
        ("statusModule", {"whyStopped": 7}, "why_stopped", "7", "a number"),
        ("statusModule", {"whyStopped": {"a": 1}}, "why_stopped", None, "an object, not kept"),
    ],
)
def test_a_value_of_another_type_is_converted_or_left_out_and_noted(
    module: str, value: Study, column: str, kept: object, note: str
) -> None:
    study = small(**{module: value}, descriptionModule={"briefSummary": "stays"})
    row = trial(study)
    assert (getattr(row, column), row.brief_summary) == (kept, "stays")
    (path,) = drift(study)
    assert path.startswith(f"protocolSection.{module}.")
    assert note in path


def test_a_text_in_a_list_of_parts_does_not_hide_the_others() -> None:
    study = small(contactsLocationsModule={"locations": [{"city": "Graz"}, "x"]})
    read = record(encoded(study))
    assert [row[3] for row in read.tables["locations"]] == ["Graz"]


@pytest.mark.parametrize(
    ("module", "value", "path"),
    [
        ("conditionsModule", {"conditions": [None]}, "conditions[0]"),
        ("conditionsModule", {"conditions": ["Cirrhosis", None]}, "conditions[1]"),
        ("conditionsModule", None, "conditionsModule"),
        ("contactsLocationsModule", {"locations": [None, {"city": "Graz"}]}, "locations[0]"),
        ("contactsLocationsModule", {"locations": None}, "locations"),
        ("designModule", {"phases": [None, "PHASE1"]}, "phases[0]"),
        ("designModule", {"studyType": None}, "studyType"),
        ("statusModule", {"startDateStruct": {"date": None}}, "startDateStruct.date"),
    ],
)
def test_a_null_is_a_damaged_record_and_never_an_empty_value(
    module: str, value: Any, path: str
) -> None:
    with pytest.raises(RecordError) as caught:
        record(encoded(small(**{module: value})))
    assert f"{path}: null, where the registry sends a value or nothing" in str(caught.value)


def test_a_null_under_a_key_that_nobody_knows_is_noted_only() -> None:
    study = small(designModule={"studyType": "INTERVENTIONAL", "novelty": None})
    assert trial(study).study_type == "INTERVENTIONAL"
    assert list(drift(study)) == ["protocolSection.designModule.novelty"]


def test_a_missing_results_flag_is_told_by_the_results_themselves() -> None:
    study = small()
    del study["hasResults"]
    assert (trial(study).has_results, list(drift(study))) == (0, ["hasResults: missing"])
    study["resultsSection"] = {"moreInfoModule": {}}
    assert trial(study).has_results == 1
