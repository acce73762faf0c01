"""Export files of WHO ICTRP: told apart by what is in them, read whole.

Relies on nothing beside the program.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.records import Raw, Record
from harvest.sources.ictrp.body import digest
from harvest.sources.ictrp.columns import FULL
from harvest.sources.ictrp.delivery import Delivery, prepare
from harvest.sources.ictrp.reading import normalise
from tests.helpers.sources.ictrp import PERSONS, SINGLE, STRING, base, full, portal, trial, web


def records(delivery: Delivery) -> dict[str, Record]:
    return {
        key: normalise(Raw("ictrp", "trial", key, body, "2026-06-30T00:00:00Z"))
        for key, _, body in delivery.trials()
    }


_OPEN: list[Delivery] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """What a test has read is let go of."""
    yield
    while _OPEN:
        _OPEN.pop().close()


def read(folder: Path, body: bytes, name: str = "export.txt") -> Delivery:
    (folder / name).write_bytes(body)
    _OPEN.append(prepare(folder / name, base(folder), "ictrp"))
    return _OPEN[-1]


def one(folder: Path, **more: str) -> Record:
    (record,) = records(read(folder, portal(trial(**more)))).values()
    return record


LAYOUTS = {
    "portal XML": portal(trial()),
    "full export": full(FULL, trial()),
    "CSV with a header": web(trial()),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_tells_the_same_of_a_trial(layout: str, tmp_path: Path) -> None:
    delivery = read(tmp_path, LAYOUTS[layout])
    assert delivery.layout == layout
    (record,) = records(delivery).values()
    (row,) = record.tables["trials"]
    told = row._asdict()
    wanted = {
        "trial_id": "ChiCTR2000029990",
        "registry": "chictr",
        "nct_id": None,
        "brief_title": "Stem cells for liver cirrhosis",
        "status": "RECRUITING",
        "phase": "PHASE1|PHASE2",
        "study_type": "INTERVENTIONAL",
        "enrollment": 81,
        "enrollment_type": "ESTIMATED",
        "start_date": "2020-03-01",
        "first_posted": "2020-02-18",
        "last_updated": None,
        "lead_sponsor": "Synthetic Hospital",
        "sex": "ALL",
        "minimum_age": "18 Years",
        "maximum_age": "75 Years",
        "org_study_id": "XYZ-1",
        "intervention_model": "PARALLEL",
        "eligibility_criteria": (
            "Inclusion Criteria:\nAdults;\ncirrhosis\n\nExclusion Criteria:\nCancer"
        ),
        "has_results": 0,
        "url": "https://www.chictr.org.cn/showproj.html?proj=1",
    }
    assert {name: told[name] for name in wanted} == wanted
    assert [row[2:4] for row in record.tables["arms"]] == [
        ("Group 1", None),
        ("Group 2", None),
        ("Group 3", None),
    ]
    assert [row[1:] for row in record.tables["outcomes"]] == [
        ("primary", 1, "MELD score", None, None),
        ("primary", 2, "survival (at one year; all causes)", None, None),
        ("secondary", 1, "Albumin", "blood", "6 months"),
    ]
    assert [row[6] for row in record.tables["locations"]] == ["China"]
    assert [row[3] for row in record.tables["trial_ids"]] == ["XYZ-1", "NCT04352803"]
    assert [row[3:5] for row in record.tables["interventions"]] == [
        ("Stem cells", "Group 1"),
        ("Placebo", "Group 2"),
    ]
    assert record.drift == ()


def test_a_trial_as_its_registry_serves_it_is_read_too(tmp_path: Path) -> None:
    delivery = read(tmp_path, SINGLE.encode())
    assert delivery.layout == "single trial"
    (record,) = records(delivery).values()
    (row,) = record.tables["trials"]
    told = row._asdict()
    assert (told["trial_id"], told["status"], told["start_date_type"], told["enrollment"]) == (
        *("IRCT20200426047206N2", "COMPLETED", "ESTIMATED", 30),
    )
    assert (told["minimum_age"], told["maximum_age"], told["sex"]) == ("18 Years", None, "ALL")
    assert [row[6] for row in record.tables["locations"]] == ["Iran", "Iraq"]
    assert [row[3] for row in record.tables["trial_ids"]] == ["NCT04352803", "U1111-1232-7970"]


@pytest.mark.parametrize("body", [*LAYOUTS.values(), SINGLE.encode()], ids=[*LAYOUTS, "single"])
def test_contact_persons_are_in_nothing_that_is_kept(body: bytes, tmp_path: Path) -> None:
    delivery = read(tmp_path, body)
    kept = b" ".join(body for _, _, body in delivery.trials()).decode()
    read_as = " ".join(map(repr, records(read(tmp_path, body)).values()))
    for person in PERSONS:
        assert person not in kept
        assert person not in read_as


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("ICTRPFullExport.csv", full(FULL, trial()))
    assert len(read(tmp_path, archive.getvalue())) == 1
    assert len(read(tmp_path, gzip.compress(portal(trial())))) == 1


DATES = {
    "July 15, 2026": "2026-07-15",
    "January 2021": "2021-01",
    "15 July 2026": "2026-07-15",
    "2011/12/02": "2011-12-02",
    "2026-05-01": "2026-05-01",
    "12/06/2019": "2019-06-12",
    "05-02-2019": "2019-02-05",
    "5/2/2019": "2019-02-05",
    "20260420": "2026-04-20",
}


@pytest.mark.parametrize("given", DATES)
def test_a_start_keeps_its_precision_and_numbers_are_day_first(given: str, tmp_path: Path) -> None:
    record = one(tmp_path, Date_enrollement=given)
    assert record.tables["trials"][0].start_date == DATES[given]
    assert record.drift == ()


@pytest.mark.parametrize("given", ["Aug-16", "31/02/2020", "13/13/2020", "soon", "2020-00-10"])
def test_a_date_that_cannot_be_told_is_left_out_and_reported(given: str, tmp_path: Path) -> None:
    record = one(tmp_path, Date_enrollement=given)
    assert record.tables["trials"][0].start_date is None
    assert [(each.path, each.example) for each in record.drift] == [("dateenrollement", given)]


def test_what_the_eu_register_calls_enrolment_is_the_authorisation_and_no_start(
    tmp_path: Path,
) -> None:
    record = one(tmp_path, TrialID="EUCTR2018-004758-39-IT", Date_enrollement="12/06/2019")
    row = record.tables["trials"][0]
    assert (record.id, row.registry, row.start_date) == (
        *("EUCTR2018-004758-39-IT", "eudract", None),
    )


SIZES = {
    "60": 60,
    "1,200": 1200,
    "1 the critical group :8;2 the severe group:8;3 control:16;": 32,
    "Experiment Group:43;Control group 1:43;Control group 2:20;": 106,
    "NULL": None,
    "99999999": None,
}


@pytest.mark.parametrize("given", SIZES)
def test_a_size_by_arms_is_their_sum(given: str, tmp_path: Path) -> None:
    row = one(tmp_path, Target_size=given).tables["trials"][0]
    assert row.enrollment == SIZES[given]


PHASES = {
    "Human pharmacology (Phase I): no\nTherapeutic exploratory (Phase II): yes\nTherapeutic "
    "confirmatory - (Phase III): yes\nTherapeutic use (Phase IV): no": "PHASE2|PHASE3",
    "Human pharmacology (Phase I): Yes Therapeutic exploratory (Phase II): No": "PHASE1",
    "Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): no": None,
    "2-3": "PHASE2|PHASE3",
    "Phase 2/ Phase 3": "PHASE2|PHASE3",
    "I (Phase I study)": "PHASE1",
    "Phase2": "PHASE2",
    "N/A": "NA",
    "Not Applicable": "NA",
    "Not selected": None,
    "Other": None,
    "0": "0",
    "New Treatment Measure Clinical Study": "New Treatment Measure Clinical Study",
}


@pytest.mark.parametrize("given", PHASES)
def test_a_phase_is_told_in_ours_or_left_as_it_is(given: str, tmp_path: Path) -> None:
    record = one(tmp_path, Phase=given)
    assert record.tables["trials"][0].phase == PHASES[given]
    assert record.drift == ()


STATUSES = {
    "Not recruiting": "Not recruiting",
    "Not Recruiting": "Not recruiting",
    "Open to Recruitment": "RECRUITING",
    "Pending": "NOT_YET_RECRUITING",
    "Complete: follow-up continuing": "ACTIVE_NOT_RECRUITING",
    "Complete: follow-up complete": "COMPLETED",
    "Authorised-recruitment may be ongoing or finished": (
        "Authorised-recruitment may be ongoing or finished"
    ),
    "Temporarily halted": "SUSPENDED",
    "Not Authorised": "WITHDRAWN",
}


@pytest.mark.parametrize("given", STATUSES)
def test_a_status_is_matched_whole(given: str, tmp_path: Path) -> None:
    record = one(tmp_path, Recruitment_Status=given)
    assert record.tables["trials"][0].status == STATUSES[given]
    assert record.drift == ()


def test_an_unknown_word_stays_and_is_reported(tmp_path: Path) -> None:
    record = one(tmp_path, Recruitment_Status="Recruiting slowly")
    assert record.tables["trials"][0].status == "Recruiting slowly"
    assert [(each.path, each.example) for each in record.drift] == [
        ("recruitmentstatus", "Recruiting slowly")
    ]


def test_a_cancelled_trial_is_withdrawn(tmp_path: Path) -> None:
    record = one(tmp_path, Public_title="Cancelled by the investigator Stem cells")
    assert record.tables["trials"][0].status == "WITHDRAWN"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            "Controlled: yes<br>Randomised: yes<br>Open: no<br>Single blind: no<br>Double blind: "
            "yes<br>Parallel group: yes<br>Cross over: no<br>Other: no",
            ("RANDOMIZED", "DOUBLE", "PARALLEL"),
        ),
        ("Controlled: no Randomised: no Open: yes Single blind: no", (None, "NONE", None)),
        ("Open: yes Double blind: yes Parallel group: yes Cross over: yes", (None, None, None)),
        (
            "Randomization: Randomized, Blinding: Double blinded, Assignment: Parallel",
            ("RANDOMIZED", "DOUBLE", "PARALLEL"),
        ),
    ],
)
def test_a_design_is_told_by_its_labels_or_by_the_eus_yes_and_no(
    given: str, wanted: tuple[str | None, ...], tmp_path: Path
) -> None:
    row = one(tmp_path, Study_design=given).tables["trials"][0]
    assert (row.allocation, row.masking, row.intervention_model) == wanted


NUMBERS = {
    "JPRN-UMIN000020660": ("UMIN000020660", "umin"),
    "JPRN-jRCTs031180252": ("jRCTs031180252", "jrct"),
    "JPRN-jRCTc031190101": ("jRCTc031190101", "jrct"),
    "CTIS2023-507106-13-00": ("2023-507106-13", "ctis"),
    "CTRI/2020/08/027043": ("CTRI/2020/08/027043", "ctri"),
    "LBCTR2018120174": ("LBCTR2018120174", "lbctr"),
    "PER-025-19": ("PER-025-19", "repec"),
    "RBR-3fz9yr": ("RBR-3fz9yr", "rebec"),
    "ChiCTR-IIR-17011570": ("ChiCTR-IIR-17011570", "chictr"),
}


@pytest.mark.parametrize("given", NUMBERS)
def test_a_number_loses_the_dress_that_who_puts_on_it(given: str, tmp_path: Path) -> None:
    record = one(tmp_path, TrialID=given)
    row = record.tables["trials"][0]
    assert (record.id, row.registry) == NUMBERS[given]


def test_countries_are_a_set_by_our_names_and_what_is_none_is_reported(tmp_path: Path) -> None:
    record = one(
        tmp_path,
        Countries="Kenya;Uganda;Kenya;Korea, Republic of;Iran (Islamic Republic of);Africa",
    )
    names = [row[6] for row in record.tables["locations"]]
    assert names == ["Kenya", "Uganda", "South Korea", "Iran", "Africa"]
    assert [(each.path, each.example) for each in record.drift] == [("countries", "Africa")]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Japan,Asia(except Japan)", ["Japan", "Asia(except Japan)"]),
        ("None (Japan only)", ["Japan"]),
        ("Sri Lanka, Korea, Republic of", ["Sri Lanka", "South Korea"]),
        ("England;Scotland;United Kingdom", ["United Kingdom"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("Trinidad & Tobago and Kenya", ["Trinidad and Tobago", "Kenya"]),
        ("Wuhan, China", ["Wuhan, China"]),
    ],
)
def test_countries_that_a_registry_joins_with_commas_are_several(
    given: str, wanted: list[str], tmp_path: Path
) -> None:
    record = one(tmp_path, Countries=given)
    assert [row[6] for row in record.tables["locations"]] == wanted


def test_what_who_groups_is_a_number_that_says_so(tmp_path: Path) -> None:
    grouped = trial(
        "EUCTR2019-000262-38-IT",
        Secondary_ID="CA209-77T",
        Childs="EUCTR2019-000262-38-GB;NCT04025879",
        Bridging_flag="NCT04025879",
        Bridged_type="child",
    )
    (record,) = records(read(tmp_path, full(FULL, grouped))).values()
    assert [(row[3], row[5]) for row in record.tables["trial_ids"]] == [
        ("CA209-77T", None),
        ("EUCTR2019-000262-38-GB", "grouped by WHO ICTRP"),
        ("NCT04025879", "grouped by WHO ICTRP"),
    ]


@pytest.mark.parametrize("nothing", ["NULL", "NA", "NIL", "Nil known", "-", " "])
def test_words_for_nothing_are_no_values(nothing: str, tmp_path: Path) -> None:
    record = one(tmp_path, Secondary_ID=nothing, Acronym=nothing, Date_enrollement=nothing)
    row = record.tables["trials"][0]
    assert record.tables["trial_ids"] == ()
    assert (row.acronym, row.start_date, row.org_study_id) == (None,) * 3


def test_words_for_no_number_are_no_numbers(tmp_path: Path) -> None:
    record = one(tmp_path, Secondary_ID="Not applicable;N/A.;Not yet assigned;Unknown;NOT-12")
    assert [row[3] for row in record.tables["trial_ids"]] == ["NOT-12"]
    assert record.tables["trials"][0].org_study_id == "NOT-12"


def test_a_trial_that_is_twice_in_a_file_comes_once_as_it_is_newest(tmp_path: Path) -> None:
    old = trial(Last_Refreshed_on="8 June 2026", Recruitment_Status="Pending")
    for order in ((trial(), old), (old, trial())):
        delivery = read(tmp_path, portal(*order, trial("ChiCTR2000030000")))
        assert (delivery.rows, len(delivery), delivery.twice) == (3, 2, 1)
        told = records(delivery)["ChiCTR2000029990"].tables["trials"][0]
        assert told.status == "RECRUITING"


def test_the_day_of_the_export_is_no_new_version(tmp_path: Path) -> None:
    def said(**more: str) -> str:
        ((_, _, body),) = read(tmp_path, portal(trial(**more))).trials()
        return digest(body).content

    later = said(Export_date="07/06/2026 10:00:00", Last_Refreshed_on="4 July 2026")
    assert said() == later
    assert said() != said(Recruitment_Status="Completed")


def test_of_a_full_export_the_rows_of_the_topic_are_kept_and_the_rest_counted(
    tmp_path: Path,
) -> None:
    off = {"Public_title": "x", "Scientific_title": "x", "Condition": "Asthma"}
    rows = [
        trial("ChiCTR2000029990"),
        trial("ChiCTR2000029991", Condition="Liver failure", Public_title="Stem-cells"),
        trial("ChiCTR2000029992", **off),
        trial("ChiCTR2000029993", **off, Intervention="STEM CELLS"),
        trial("ChiCTR2000029994", Condition="Liver", Public_title="x", Scientific_title="x"),
    ]
    delivery = read(tmp_path, full(FULL, *rows))
    assert (delivery.rows, delivery.unmatched) == (5, 3)
    assert [key for key, _, _ in delivery.trials()] == ["ChiCTR2000029990", "ChiCTR2000029991"]


def test_the_strategy_has_the_string_to_paste(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["strategy", "--config", str(base(tmp_path).path)]) == 0
    said = capsys.readouterr().out
    assert f"[core] ictrp\n  search = {STRING}\n" in said
    assert re.search(r"paste it at https://trialsearch\.who\.int/ .* `harvest import ictrp", said)
