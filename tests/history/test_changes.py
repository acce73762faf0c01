"""What a trial's next state means, in the vocabulary of events.

Relies on nothing beside the program.
"""

import json
import time
from collections.abc import Callable
from copy import deepcopy

import pytest

from harvest.changes import EVENTS
from harvest.evidence.changes.diff import diff
from harvest.evidence.changes.events import between
from harvest.paths import PACKAGE
from harvest.records import Raw
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS

NCT = "NCT99000001"
STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": NCT, "briefTitle": "Cord cells in cirrhosis"},
        "statusModule": {
            "overallStatus": "RECRUITING",
            "statusVerifiedDate": "2024-01",
            "startDateStruct": {"date": "2023-05-01", "type": "ACTUAL"},
            "primaryCompletionDateStruct": {"date": "2025-06-30", "type": "ESTIMATED"},
            "completionDateStruct": {"date": "2025-12", "type": "ESTIMATED"},
            "studyFirstPostDateStruct": {"date": "2023-01-10", "type": "ACTUAL"},
            "lastUpdateSubmitDate": "2024-01-05",
            "lastUpdatePostDateStruct": {"date": "2024-01-08", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Example University Hospital", "class": "OTHER"},
            "collaborators": [{"name": "Example Foundation", "class": "OTHER"}],
        },
        "descriptionModule": {"briefSummary": "Cells \\> saline?\n\n* one\n* two"},
        "conditionsModule": {"conditions": ["Liver Cirrhosis", "Hepatitis B"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE1", "PHASE2"],
            "enrollmentInfo": {"count": 60, "type": "ESTIMATED"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "Cells", "type": "EXPERIMENTAL", "description": "1x10^6/kg"},
                {"label": "Saline", "type": "PLACEBO_COMPARATOR"},
            ]
        },
        "outcomesModule": {
            "primaryOutcomes": [
                {"measure": "Change of MELD score", "timeFrame": "24 weeks"},
                {"measure": "Adverse events", "timeFrame": "24 weeks"},
            ],
            "secondaryOutcomes": [{"measure": "Serum albumin", "timeFrame": "24 weeks"}],
        },
        "contactsLocationsModule": {
            "overallOfficials": [{"name": "A. Example", "affiliation": "Example University"}],
            "locations": [
                {"facility": "Hospital One", "city": "Oneville", "country": "China"},
                {"facility": "Hospital Two", "city": "Twoville", "country": "China"},
            ],
        },
        "referencesModule": {"references": [{"pmid": "99000001", "type": "BACKGROUND"}]},
    },
    "derivedSection": {"miscInfoModule": {"versionHolder": "2024-02-01"}},
    "hasResults": False,
}  # fmt: skip


def trial(study: dict[str, object]):
    body = json.dumps(study).encode()
    return CLINICALTRIALS.normalise(
        Raw("clinicaltrials", "trial", NCT, body, "2024-02-01T00:00:00Z")
    )


def events(edit: Callable[[dict], None]):
    study = deepcopy(STUDY)
    study["protocolSection"]["statusModule"]["lastUpdateSubmitDate"] = "2024-03-01"
    study["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2024-03-04"
    edit(study["protocolSection"])
    return between(trial(STUDY), trial(study))


def told(edit: Callable[[dict], None]):
    return [(each.event, each.old, each.new) for each in events(edit)]


def status(value: str, **more: str):
    return lambda p: p["statusModule"].update({"overallStatus": value, **more})


CASES = [
    (status("COMPLETED"), [("status", "RECRUITING", "COMPLETED")]),
    (status("TERMINATED", whyStopped="Slow"), [("stopped", "RECRUITING", "TERMINATED")]),
    (
        lambda p: p["statusModule"]["startDateStruct"].update(date="2023-06-01"),
        [("start_moved", "2023-05-01", "2023-06-01")],
    ),
    (
        lambda p: p["statusModule"]["primaryCompletionDateStruct"].update(date="2026-06-30"),
        [("primary_completion_moved", "2025-06-30", "2026-06-30")],
    ),
    (
        lambda p: p["statusModule"]["completionDateStruct"].update(date="2026-12"),
        [("completion_moved", "2025-12", "2026-12")],
    ),
    (
        lambda p: p["designModule"]["enrollmentInfo"].update(count=30),
        [("enrollment_cut", "60", "30")],
    ),
    (
        lambda p: p["designModule"]["enrollmentInfo"].update(count=90),
        [("enrollment_raised", "60", "90")],
    ),
    (
        lambda p: p["designModule"]["enrollmentInfo"].update(count=41, type="ACTUAL"),
        [("enrollment_actual", "60", "41")],
    ),
    (
        lambda p: p["designModule"]["enrollmentInfo"].update(type="ACTUAL"),
        [("enrollment_actual", "60", "60")],
    ),
    (
        lambda p: p["outcomesModule"]["primaryOutcomes"].append({"measure": "Survival"}),
        [("primary_outcome_added", None, "primary, Survival")],
    ),
    (
        lambda p: p["outcomesModule"]["primaryOutcomes"].pop(0),
        [("primary_outcome_dropped", "primary, Change of MELD score", None)],
    ),
    (
        lambda p: p["outcomesModule"]["primaryOutcomes"][0].update(timeFrame="48 weeks"),
        [("primary_outcome_edited", "24 weeks", "48 weeks")],
    ),
    (
        lambda p: p["outcomesModule"]["primaryOutcomes"][0].update(
            measure="Change of MELD 3.0 score"
        ),
        [("primary_outcome_edited", "Change of MELD score", "Change of MELD 3.0 score")],
    ),
    (
        lambda p: p["outcomesModule"]["secondaryOutcomes"][0].update(timeFrame="48 weeks"),
        [("edited", "24 weeks", "48 weeks")],
    ),
    (lambda p: p["designModule"].update(phases=["PHASE2"]), [("phase", "PHASE1|PHASE2", "PHASE2")]),
    (
        lambda p: p["armsInterventionsModule"]["armGroups"].append({"label": "High dose"}),
        [("arm_added", None, "High dose")],
    ),
    (
        lambda p: p["armsInterventionsModule"]["armGroups"].pop(),
        [("arm_removed", "Saline", None)],
    ),
    (
        lambda p: p["contactsLocationsModule"]["locations"].append(
            {"facility": "Hospital Three", "city": "Threeville", "country": "Japan"}
        ),
        [
            ("country_added", None, "Japan"),
            ("site_added", None, "Hospital Three, Threeville, Japan"),
        ],
    ),
    (
        lambda p: p["contactsLocationsModule"]["locations"].pop(),
        [("site_removed", "Hospital Two, Twoville, China", None)],
    ),
    (
        lambda p: p["sponsorCollaboratorsModule"]["leadSponsor"].update(name="Example Biotech"),
        [("sponsor", "Example University Hospital", "Example Biotech")],
    ),
    (
        lambda p: p["contactsLocationsModule"]["overallOfficials"][0].update(name="B. Example"),
        [("official", "A. Example", None), ("official", None, "B. Example")],
    ),
    (
        lambda p: p["referencesModule"]["references"].append(
            {"pmid": "99000002", "type": "RESULT"}
        ),
        [("reference_added", None, "99000002")],
    ),
    (
        lambda p: p["sponsorCollaboratorsModule"]["leadSponsor"].update({"class": "INDUSTRY"}),
        [("edited", "OTHER", "INDUSTRY")],
    ),
    (
        lambda p: p["descriptionModule"].update(briefSummary="Another question."),
        [("edited", "Cells > saline?\n\n• one\n• two", "Another question.")],
    ),
]


@pytest.mark.parametrize(
    ("edit", "expected"), CASES, ids=[c[1][0][0] + str(n) for n, c in enumerate(CASES)]
)
def test_each_kind_of_change_is_told_by_its_event_and_nothing_else(edit, expected):
    assert told(edit) == expected
    assert {event for event, _, _ in expected} <= EVENTS


def test_posted_results_are_dated_by_their_posting():
    study = deepcopy(STUDY)
    study["hasResults"] = True
    study["protocolSection"]["statusModule"]["resultsFirstPostDateStruct"] = {"date": "2024-02-20"}
    (event,) = between(trial(STUDY), trial(study))
    assert (event.event, event.happened_on) == ("results_posted", "2024-02-20")
    (back,) = between(trial(study), trial(STUDY))
    assert (back.event, back.happened_on) == ("results_withdrawn", None)


def test_order_layout_and_derived_parts_are_no_change():
    def noise(p):
        p["conditionsModule"]["conditions"].reverse()
        p["outcomesModule"]["primaryOutcomes"].reverse()
        p["contactsLocationsModule"]["locations"].reverse()
        p["descriptionModule"]["briefSummary"] = "Cells  > saline?\n\n\n- one\n- two "
        p["statusModule"]["statusVerifiedDate"] = "2024-03"

    assert told(noise) == []


MEASURED = [{"measure": "Survival", "timeFrame": f"{months} months"} for months in (6, 12, 24)]
"""One outcome at three times: three items of the same name."""


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (MEASURED[::-1], []),
        (
            [MEASURED[2], {"measure": "Survival", "timeFrame": "9 months"}, MEASURED[1]],
            [("primary_outcome_edited", "6 months", "9 months")],
        ),
        (MEASURED[1:], [("primary_outcome_dropped", "primary, Survival", None)]),
        (
            [{"measure": "Survival", "timeFrame": "3 months"}, *MEASURED],
            [("primary_outcome_added", None, "primary, Survival")],
        ),
    ],
)
def test_items_of_the_same_name_are_told_apart_by_what_else_they_say(after, expected):
    before, study = deepcopy(STUDY), deepcopy(STUDY)
    before["protocolSection"]["outcomesModule"]["primaryOutcomes"] = MEASURED
    study["protocolSection"]["outcomesModule"]["primaryOutcomes"] = after
    found = between(trial(before), trial(study))
    assert [(e.event, e.old, e.new) for e in found] == expected


def test_a_thousand_sites_of_no_name_are_compared_in_good_time():
    def sites(first: int):
        study = deepcopy(STUDY)
        study["protocolSection"]["contactsLocationsModule"]["locations"] = [
            {"country": "China", "zip": str(number)} for number in range(first, first + 1000)
        ]
        return trial(study)

    begun = time.process_time()
    found = between(sites(0), sites(400))
    assert {(e.event, e.field) for e in found} == {("edited", "locations.zip")}
    assert len(found) == 400
    assert time.process_time() - begun < 5


def test_the_order_of_phases_is_no_change():
    assert told(lambda p: p["designModule"]["phases"].reverse()) == []


def test_results_are_compared_by_what_they_say_not_by_how_they_are_written():
    def results(*groups):
        study = deepcopy(STUDY) | {"hasResults": True}
        baseline = {"groups": [dict(group) for group in groups], "populationDescription": "All"}
        study["resultsSection"] = {"baselineCharacteristicsModule": baseline}
        return trial(study)

    cells, saline = ("id", "BG000"), ("id", "BG001")
    one = results([cells, ("title", "> 5 \\* 10")], [saline])
    same = results([saline], [("title", "\\> 5  * 10"), cells])
    assert between(one, same) == []
    (event,) = between(one, results([cells, ("title", "> 6 * 10")], [saline]))
    assert (event.event, event.field) == ("edited", "result_sections.json")


def test_what_the_registry_tracks_of_submissions_is_derived_and_no_change():
    study = deepcopy(STUDY)
    study["derivedSection"]["miscInfoModule"]["submissionTracking"] = {
        "submissionInfos": [{"releaseDate": "2024-01-10"}]
    }
    assert between(trial(STUDY), trial(study)) == []


def test_a_status_that_flips_without_an_update_has_no_date_of_its_own():
    study = deepcopy(STUDY)
    study["protocolSection"]["statusModule"].update(
        overallStatus="UNKNOWN", lastKnownStatus="RECRUITING"
    )
    (event,) = between(trial(STUDY), trial(study))
    assert (event.event, event.happened_on) == ("status", None)


def test_a_date_that_is_only_given_more_precisely_has_not_moved():
    (event,) = events(lambda p: p["statusModule"]["completionDateStruct"].update(date="2025-12-15"))
    assert event.event == "edited"
    assert event.days is None


def test_a_move_says_by_how_many_days_and_how_precisely_that_is_known():
    (event,) = events(lambda p: p["statusModule"]["completionDateStruct"].update(date="2026-02"))
    assert event.days == 62
    assert event.note == "62 days later, known to the month only"


def test_an_edited_primary_outcome_says_whether_the_trial_had_begun():
    (event,) = events(lambda p: p["outcomesModule"]["primaryOutcomes"].pop(0))
    assert event.note == "after the start"
    (early,) = events(
        lambda p: (
            p["statusModule"]["startDateStruct"].update(date="2023-05-01"),
            p["outcomesModule"]["primaryOutcomes"].append({"measure": "Survival"}),
            p["statusModule"].update(lastUpdateSubmitDate="2023-02-01"),
        )
    )
    assert early.note == "before the start"


def test_a_primary_outcome_that_became_secondary_is_told_as_such():
    def demote(p):
        p["outcomesModule"]["secondaryOutcomes"].append(
            p["outcomesModule"]["primaryOutcomes"].pop(0)
        )

    dropped = next(e for e in events(demote) if e.event == "primary_outcome_dropped")
    assert dropped.note == "after the start; is now secondary"


def test_a_reference_that_is_given_its_pmid_is_the_same_reference():
    cited = "Example A, Sample B. Cells for the liver: a first trial. J Ex. 2020;1:1-9."
    before, after = deepcopy(STUDY), deepcopy(STUDY)
    one = before["protocolSection"]["referencesModule"]["references"]
    other = after["protocolSection"]["referencesModule"]["references"]
    one.append({"citation": cited, "type": "BACKGROUND"})
    other.append({"citation": cited, "type": "BACKGROUND", "pmid": "99000009"})
    (event,) = between(trial(before), trial(after))
    assert (event.event, event.field) == ("edited", "trial_references.pmid")
    assert (event.old, event.new, event.note) == (None, "99000009", cited)
    other[-1]["pmid"], one[-1]["pmid"] = "99000009", "99000008"  # two papers, however alike
    assert [e.event for e in between(trial(before), trial(after))] == ["edited", "reference_added"]


def test_going_there_and_back_gives_opposite_differences():
    other = deepcopy(STUDY)
    other["protocolSection"]["armsInterventionsModule"]["armGroups"].pop()
    there, back = diff(trial(STUDY), trial(other)), diff(trial(other), trial(STUDY))
    assert [(c.old, c.new) for c in there] == [(c.new, c.old) for c in back]


def test_every_event_with_words_is_one_that_the_code_tells():
    code = "".join(path.read_text("utf-8") for path in (PACKAGE / "evidence/changes").glob("*.py"))
    assert {event for event in EVENTS if f'"{event}"' not in code} == {"upstream"}
