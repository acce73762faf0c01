"""What the registries' words, ages, sizes and dates in WHO's exports mean to us, and what stays.

Relies on nothing beside the program.
"""

import csv
from pathlib import Path

import pytest

from harvest.paths import DB, PACKAGE
from harvest.records import Raw, Record
from harvest.rows.trial import Trial
from harvest.sources.ictrp.body import Kept
from harvest.sources.ictrp.exports import entry
from harvest.sources.ictrp.reading import normalise
from harvest.vocabularies import own_words
from tests.helpers.sources.ictrp import trial

VOCABULARIES = DB / "vocabularies"


def read(**more: str) -> tuple[Trial, Record]:
    """The trial that these fields of the portal's XML tell of."""
    fields = entry(trial(**more).items()).fields
    body = Kept(fields, "2026-06-29T09:03:08").dumps()
    record = normalise(Raw("ictrp", "trial", "x", body, "2026-06-30T00:00:00Z"))
    (row,) = record.tables["trials"]
    assert isinstance(row, Trial)
    return row, record


STATUSES = {
    "RECRUITING": [
        *("Recruiting", "RECRUITING", "Open to Recruitment", "Open public recruiting", "Restarted"),
        *("Recruiting ongoing", "Authorised, recruiting", "Authorised,recruiting"),
        *("Ongoing, recruiting", "Recruiting "),
    ],
    "NOT_YET_RECRUITING": [
        *("Not yet recruiting", "Not Yet Recruiting", "Pending", "Pending (Not yet recruiting)"),
        *("Recruiting planned", "Preinitiation", "Authorised, recruitment pending"),
    ],
    "ENROLLING_BY_INVITATION": ["Enrolling by invitation"],
    "ACTIVE_NOT_RECRUITING": [
        *("Active, not recruiting", "Active, Not Recruiting", "Recruitment completed"),
        *("Closed to Recruitment of Participants", "Complete: follow-up continuing"),
        *("Complete: Follow\u2011up continuing", "Complete: follow up continuing"),
        *("Closed: follow-up continuing", "Recruiting complete, follow-up continuing"),
        *("No longer recruiting", "Ongoing, recruitment ended"),
    ],
    "COMPLETED": [
        *("Completed", "Complete", "Complete: follow-up complete", "Data analysis completed"),
        *("Main results already published", "Recruiting complete, follow-up complete"),
    ],
    "SUSPENDED": [
        *("Suspended", "Temporarily halted", "Temporary halt", "Temporarily closed"),
        "Recruiting suspended on temporary hold",
    ],
    "TERMINATED": [
        *("Terminated", "Prematurely Ended", "Stopped early", "Other (Terminated)"),
        "Recruiting stopped after recruiting started",
    ],
    "WITHDRAWN": [
        *("Withdrawn", "Not Authorised", "Revoked", "Cancelled"),
        "Recruiting withdrawn before recruiting started",
    ],
    "UNKNOWN": ["Unknown status"],
    "Not recruiting": ["Not recruiting", "Not Recruiting", "NOT RECRUITING", "Not\u00a0recruiting"],
    "Authorised": ["Authorised"],
    "Ongoing": ["Ongoing"],
    "Under evaluation": ["Under evaluation"],
    "Expired": ["Expired"],
    "Ended": ["Ended"],
    "Trial now transitioned": ["Trial now transitioned"],
    "Authorised-recruitment may be ongoing or finished": [
        *("Authorised-recruitment may be ongoing or finished",),
        *("Authorised-Recruitment May Be Ongoing Or Finished",),
    ],
}
PHASES = {
    "PHASE1": [
        "Phase 1",
        "PHASE1",
        "Phase I",
        "I (Phase I study)",
        "1",
        "I",
        "Phase-1",
        "Phase 1b",
    ],
    "PHASE1|PHASE2": [
        *("1-2", "1\u20132", "1/2", "Phase 1/Phase 2", "Phase 1 / Phase 2", "Phase I/II", "I-II"),
        *("I,II", "I+II (Phase I+Phase II)", "PHASE1|PHASE2", "Phase I and Phase II (Integrated)"),
        "Phase I and Phase II (Integrated)- Other",
    ],
    "PHASE2": ["Phase2", "Phase II", "II (Phase II study)", "IIa", "Phase 2b", "2"],
    "PHASE2|PHASE3": ["Phase 2/ Phase 3", "2-3", "II/III", "Phase II and Phase III (Integrated)"],
    "PHASE3": ["Phase III", "III", "IIIb", "Therapeutic confirmatory  (Phase III)"],
    "PHASE3|PHASE4": [
        "Phase 3/ Phase 4",
        "Human pharmacology (Phase I): noTherapeutic exploratory (Phase II): noTherapeutic "
        "confirmatory - (Phase III): yesTherapeutic use (Phase IV): yes",
    ],
    "PHASE4": ["Phase 4", "IV (Phase IV study)", "4", "Therapeutic use (Phase IV)"],
    "NA": ["N/A", "Not Applicable", "NOT APPLICABLE"],
    None: [
        *("Not selected", "Not Specified", "Other", "NULL", "-"),
        "Human pharmacology (Phase I): Therapeutic exploratory (Phase II): Therapeutic "
        "confirmatory - (Phase III): Therapeutic use (Phase IV): ",
        "Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): no",
    ],
    "0": ["0"],
    "Post-market": ["Post-market"],
    "New Treatment Measure Clinical Study": ["New Treatment Measure Clinical Study"],
}
SEXES = {
    "ALL": [
        *("All", "Both", "Male and Female", "Both males and females", "Male/Female", "B", "M/F"),
        *("<br>Female: yes<br>Male: yes<br>", "Female: yes Male: yes", "Both, male and female"),
    ],
    "FEMALE": ["Female", "F", "Females", "<br>Female: yes<br>Male: no<br>", "Female: yes<br>Male:"],
    "MALE": ["Male", "M", "<br>Female: no<br>Male: yes<br>", "Female: <br>Male: yes"],
    None: ["", "-", "NULL", "<br>Female: <br>Male: <br>", "Not Specified"],
}
TYPES = {
    "INTERVENTIONAL": [
        *("Interventional", "Interventional study", "INTERVENTIONAL", "Intervention"),
        "Interventional clinical trial of medicinal product",
    ],
    "OBSERVATIONAL": ["Observational", "Observational [Patient Registry]", "Non-interventional"],
    "EXPANDED_ACCESS": ["Expanded Access"],
    "Diagnostic test": ["Diagnostic test"],
    "BA/BE": ["BA/BE"],
}
WORDS = {
    **{
        ("Recruitment_Status", "status", word): code for code, ws in STATUSES.items() for word in ws
    },
    **{("Phase", "phase", word): code for code, words in PHASES.items() for word in words},
    **{("Inclusion_gender", "sex", word): code for code, words in SEXES.items() for word in words},
    **{("Study_type", "study_type", word): code for code, words in TYPES.items() for word in words},
}


@pytest.mark.parametrize(("field", "column", "word"), WORDS)
def test_a_registrys_word_is_told_in_ours_or_left_as_it_is(
    field: str, column: str, word: str
) -> None:
    row, record = read(**{field: word})
    assert getattr(row, column) == WORDS[field, column, word]
    assert record.drift == ()


@pytest.mark.parametrize(
    ("field", "column", "word"),
    [
        ("Recruitment_Status", "status", "Not recruiting yet"),
        ("Recruitment_Status", "status", "Recruiting, not"),
        ("Recruitment_Status", "status", "Incomplete"),
        ("Phase", "phase", "Phase 12"),
        ("Phase", "phase", "02-Jan"),
        ("Inclusion_gender", "sex", "Malefemale"),
        ("Study_type", "study_type", "Not interventional"),
    ],
)
def test_part_of_a_word_is_not_that_word(field: str, column: str, word: str) -> None:
    row, record = read(**{field: word})
    assert getattr(row, column) == word
    assert [each.example for each in record.drift] == [word]


@pytest.mark.parametrize("source", ["ictrp", "ctis", "isrctn"])
def test_every_code_that_a_word_means_is_one_of_ours(source: str) -> None:
    known = own_words(PACKAGE / "sources" / source / "words.toml").codes
    wrong = {}
    for vocabulary, words in known.items():
        path = VOCABULARIES / f"{vocabulary}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                ours = {row["code"] for row in csv.DictReader(file)}
            parts = {part for code in words.values() for part in code.split("|") if part}
            wrong[vocabulary] = parts - ours
    assert len(wrong) > 2
    assert not any(wrong.values()), wrong


def test_a_word_with_two_codes_is_a_mistake_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text('[statuses]\n"Follow - up" = "A"\n"follow-up" = "B"\n', "utf-8")
    with pytest.raises(ValueError, match=r"words\.toml: statuses: 'follow-up' has two codes"):
        own_words(file)


AGES = {
    "18 Years": [
        *("18 Years", "18Y", "18", "18years-old", ">= 18age old", "18.00 Year(s)", "18 Years old"),
        *("18years-old<=", "\u226518", "18 a\u00f1os", "18 years and older", "18(Year)"),
    ],
    "75 Years": ["<= 75age old", "75 YEARS", "75years-old>="],
    "< 75 Years": ["< 75age old", "75years-old>"],
    "6 Months": ["6 Months", "6M", "6 Month(s)"],
    "1 Day": ["1 Day(s)", "1D"],
    None: [
        *("No limit", "No Limit", "N/A", "N/A (No limit)", "Not applicable", "no maximum age"),
        *("999", "200 Years"),
        *("no age limit", "No upper age limit", "Not stated", "", "Not set"),
    ],
}


@pytest.mark.parametrize(
    ("given", "wanted"), [(given, age) for age, words in AGES.items() for given in words]
)
def test_an_age_is_a_number_and_a_unit_however_it_is_spelt(given: str, wanted: str | None) -> None:
    row, record = read(Inclusion_agemin=given, Inclusion_agemax=given)
    assert (row.minimum_age, row.maximum_age) == (wanted, wanted)
    assert record.drift == ()


@pytest.mark.parametrize("given", ["65+", "18-75", "adults", "two", "1800 Years"])
def test_an_age_that_is_no_number_stays_and_is_reported(given: str) -> None:
    row, record = read(Inclusion_agemin=given)
    assert row.minimum_age == given
    assert [(each.path, each.example) for each in record.drift] == [("agemin", given)]


SIZES = {
    "60": 60,
    "60.0": 60,
    "1,200": 1200,
    "Group A; low dose:20;Group B:20;": 40,
    "1:1 group:30;": 30,
    "A\uff1a30\uff1bB\uff1a12\uff1b": 42,
    "1:30;2:30": 60,
    "Intervention:30;Control:": None,
    "60 participants": None,
    "300000000000": None,
}


@pytest.mark.parametrize("given", SIZES)
def test_a_size_is_what_stands_behind_the_last_colon_of_each_arm(given: str) -> None:
    row, record = read(Target_size=given)
    assert row.enrollment == SIZES[given]
    assert [each.path for each in record.drift] == ["targetsize"] * (SIZES[given] is None)


@pytest.mark.parametrize(
    ("more", "doubted"), [({}, True), ({"results_actual_enrollment": "54"}, False)]
)
def test_a_size_at_the_eus_register_may_be_its_countrys(
    more: dict[str, str], doubted: bool
) -> None:
    row, _ = read(TrialID="EUCTR2018-004758-39-IT", Target_size="30", **more)
    assert (row.enrollment, row.enrollment_flag is not None) == (54 if more else 30, doubted)
    assert read(Target_size="30")[0].enrollment_flag is None


DATES = {
    "2020-2-1": "2020-02-01",
    "2020.02.01": "2020-02-01",
    "01-Feb-2020": "2020-02-01",
    "Feb-2020": "2020-02",
    "2020/02": "2020-02",
    "02/2020": "2020-02",
    "2020": "2020",
    "2020-04-01 00:00:00": "2020-04-01",
    "2641-06-14": None,
    "1399/02/01": None,
    "1900-01-01": None,
    "16-Aug": None,
    "4/29/2020": None,
    "3/12/2020 5:31:55 PM": None,
}


@pytest.mark.parametrize("given", DATES)
def test_a_date_that_may_be_two_or_is_of_no_such_year_is_left_out(given: str) -> None:
    row, record = read(Date_enrollement=given)
    assert row.start_date == DATES[given]
    assert [each.path for each in record.drift] == ["dateenrollement"] * (DATES[given] is None)


def notes(record: Record, kind: str) -> list[tuple[object, ...]]:
    return [row[3:] for row in record.tables["trial_notes"] if row[2] == kind]


def test_the_registrys_own_words_stand_beside_ours_where_they_are_others() -> None:
    _, record = read(
        Recruitment_Status="Open to Recruitment",
        Study_type="Interventional",
        Phase="Not selected",
        Inclusion_gender="Both",
        Inclusion_agemin="18Y",
        Inclusion_agemax="No limit",
        Countries="Korea, Republic of;China;Africa",
    )
    assert notes(record, "word") == [
        ("status", "Open to Recruitment"),
        ("phase", "Not selected"),
        ("sex", "Both"),
        ("minimum_age", "18Y"),
        ("country", "Korea, Republic of"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Cancelled by the investigator Stem cells for cirrhosis",
        "[Cancelled by investigator] Stem cells for cirrhosis",
        "Canceled by the principal investigator: stem cells",
        "CANCELLED BY THE INVESTIGATORS; stem cells",
    ],
)
def test_a_cancelled_trial_is_withdrawn_and_keeps_the_words(title: str) -> None:
    row, record = read(Public_title=title)
    assert row.status == "WITHDRAWN"
    assert (row.why_stopped or "").lower().startswith("cancel")
    assert ("status", "Recruiting") in notes(record, "word")


@pytest.mark.parametrize(
    "title",
    [
        "Operations cancelled by the investigator's hospital in the pandemic",
        "Cancelled elective surgery and cirrhosis",
        "Withdrawal of drugs by the investigator",
    ],
)
def test_a_title_about_what_is_cancelled_is_that_of_a_running_trial(title: str) -> None:
    row, _ = read(Public_title=title)
    assert (row.status, row.why_stopped) == ("RECRUITING", None)


LONG = "cells are given and then more " * 400
CUT = {
    "a title of the column's whole length": ({"Scientific_title": LONG[:2005]}, "official_title"),
    "interventions in the middle of a word": ({"Intervention": LONG[:1996]}, "interventions"),
    "criteria with dots": ({"Inclusion_Criteria": LONG[:7890] + " ..."}, "eligibility_criteria"),
    "criteria without an end": ({"Exclusion_Criteria": LONG[:7858]}, "eligibility_criteria"),
    "the EU's criteria": (
        {"TrialID": "EUCTR2018-004758-39-IT", "Inclusion_Criteria": LONG[:3609]},
        "eligibility_criteria",
    ),
    "a design": ({"Study_design": LONG[:996]}, "intervention_model_description"),
}


@pytest.mark.parametrize("kind", CUT)
def test_a_text_that_ends_where_who_cuts_is_marked_with_its_last_words(kind: str) -> None:
    fields, wanted = CUT[kind]
    _, record = read(**fields)
    ((field, text),) = notes(record, "cut")
    assert field == wanted
    assert str(text).startswith("…")
    assert " ".join(
        next(value for name, value in fields.items() if name != "TrialID")[-20:].split()
    ) in str(text)


WHOLE = {
    "a title that WHO padded": {"Scientific_title": "Stem cells" + " " * 1995},
    "interventions that end": {"Intervention": LONG[:1995] + "."},
    "shorter interventions": {"Intervention": LONG[:1500]},
    "longer criteria": {"Inclusion_Criteria": LONG[:11_000]},
    "criteria of a length that only the EU's are cut at": {"Inclusion_Criteria": LONG[:3609]},
    "criteria that end": {"Inclusion_Criteria": LONG[:7880] + " cirrhosis."},
    "criteria whose line ends": {"Inclusion_Criteria": LONG[:7880] + "<br>"},
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_text_of_another_length_or_with_an_end_is_not_marked(kind: str) -> None:
    _, record = read(**WHOLE[kind])
    assert notes(record, "cut") == []


@pytest.mark.parametrize(
    ("given", "now"),
    [
        (
            "https://jrct.niph.go.jp/latest-detail/jRCTs031180201",
            "https://jrct.mhlw.go.jp/latest-detail/jRCTs031180201",
        ),
        ("http://irct.behdasht.gov.ir/trial/42777", "http://en.irct.ir/trial/42777"),
        ("http://en.irct.ir/trial/42777", "http://en.irct.ir/trial/42777"),
        ("https://[broken", "https://www.chictr.org.cn/searchprojEN.html?regno=ChiCTR2000029990"),
    ],
)
def test_an_address_leads_to_where_the_registry_is_now(given: str, now: str) -> None:
    row, _ = read(web_address=given)
    assert row.url == now
