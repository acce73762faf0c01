"""Registrations of one study that no number joins: found, explained, and told from sister trials.

Relies on nothing beside the program.
"""

from dataclasses import replace

from harvest.evidence import NOBODY, update
from harvest.evidence.studies.likeness.candidates import Alike, candidates
from harvest.evidence.studies.likeness.explain import reasons
from harvest.evidence.studies.likeness.registration import Registration
from harvest.judgements.model import Judgements, Kinship, StudyVerdict
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC, fill, trial
from tests.helpers.registries.registrations import registered

OURS = Registration(
    id="NCT90000001",
    registry="nct",
    titles=("Umbilical Cord Mesenchymal Stem Cells for Decompensated Hepatitis B Cirrhosis",),
    sponsors=("Sun Yat-sen University",),
    size=40,
    size_type="ACTUAL",
    start="2019-03-11",
    countries=frozenset({"China"}),
    conditions=("Liver Cirrhosis", "Hepatitis B"),
    interventions=("umbilical cord mesenchymal stem cells",),
    outcomes=("Change in MELD score",),
    phase="PHASE1|PHASE2",
    sex="ALL",
    minimum_age="18 Years",
)
THEIRS = Registration(
    id="ChiCTR1900021001",
    registry="chictr",
    titles=(
        "Efficacy and safety of human umbilical cord-derived mesenchymal stromal cell infusion in "
        "patients with hepatic cirrhosis decompensated after hepatitis B",
    ),
    sponsors=("The Third Affiliated Hospital, Sun Yat-sen Univ., Guangzhou",),
    size=40,
    size_type="ESTIMATED",
    start="2019-03",
    countries=frozenset({"China"}),
    conditions=("hepatic cirrhosis due to hepatitis B",),
    interventions=("Experimental group: UC-MSC infusion, umbilical cord mesenchymal stem cells",),
    outcomes=("MELD score; survival",),
    phase="PHASE1|PHASE2",
)


def found(*told: Registration) -> list[Alike]:
    return list(candidates(told))


def test_one_study_in_other_words_is_found_with_its_reasons() -> None:
    (one,) = found(OURS, THEIRS)
    assert (one.trial_id, one.other_trial_id) == ("ChiCTR1900021001", "NCT90000001")
    assert 0.5 < one.chance <= 1
    told = "\n".join(one.reasons)
    assert "both titles say:" in told
    assert "mesenchymal" in told
    assert "sponsor in other words: The Third Affiliated Hospital, Sun Yat-sen Univ." in told
    assert "40 people in both" in told
    assert "start 2019-03 / 2019-03-11" in told
    assert "both in China" in told


def test_the_order_of_the_records_changes_nothing() -> None:
    assert found(OURS, THEIRS) == found(THEIRS, OURS)


def test_two_records_of_one_registry_are_sisters() -> None:
    assert found(OURS, replace(THEIRS, id="NCT90000002", registry="nct")) == []


def test_an_extension_that_begins_where_the_first_ends_is_no_candidate() -> None:
    later = replace(
        THEIRS,
        titles=(f"Extension study, long-term follow-up of: {THEIRS.titles[0]}",),
        start="2021-09",
        size=18,
    )
    assert found(OURS, later) == []


def test_a_sister_of_another_phase_size_and_start_is_no_candidate() -> None:
    assert found(OURS, replace(THEIRS, phase="PHASE3", size=180, start="2021-02")) == []


def test_beside_its_sister_the_study_itself_is_chosen() -> None:
    sister = replace(THEIRS, id="ChiCTR2000021002", phase="PHASE3", size=180, start="2021-02")
    assert [each.trial_id for each in found(OURS, sister, THEIRS)] == ["ChiCTR1900021001"]


def test_what_is_joined_by_number_is_no_candidate() -> None:
    joined = [replace(each, study="NCT90000001") for each in (OURS, THEIRS)]
    assert found(*joined) == []


def test_a_record_whose_study_has_one_in_that_registry_already_has_no_second() -> None:
    ours = replace(OURS, study="NCT90000001")
    known = replace(THEIRS, id="ChiCTR1900021009", study="NCT90000001", titles=("Another text",))
    assert found(ours, known, THEIRS) == []


def test_what_one_side_does_not_tell_does_not_hide_the_study() -> None:
    for lacking in (
        replace(THEIRS, size=None),
        replace(THEIRS, start=None),
        replace(THEIRS, sponsors=()),
        replace(THEIRS, outcomes=(), countries=frozenset()),
    ):
        assert len(found(OURS, lacking)) == 1, lacking


def test_records_of_one_registry_or_none_have_no_candidates() -> None:
    assert found() == []
    assert found(OURS) == []


def test_what_contradicts_a_candidate_is_told() -> None:
    (one,) = found(OURS, replace(THEIRS, size=44))
    assert "against: sizes differ (44 estimated / 40 actual)" in one.reasons


def test_two_hospitals_that_begin_together_with_as_many_people_are_two_studies() -> None:
    alike = {"size": 50, "start": "2024-12-01", "countries": frozenset({"China"})}
    ours = Registration(
        id="NCT90000003",
        registry="nct",
        titles=("Neoadjuvant Chemotherapy and PD-1 Inhibitor for Locally Advanced Rectal Cancer",),
        sponsors=("The Affiliated Hospital of Qingdao University",),
        conditions=("Rectal Cancer",),
        interventions=("Tislelizumab", "CapeOX"),
        **alike,
    )
    theirs = Registration(
        id="ChiCTR2400021003",
        registry="chictr",
        titles=("Neoadjuvant radiochemotherapy with PD-1 inhibitor in resectable rectal cancer",),
        sponsors=("Qingdao University Hospital",),
        conditions=("rectal cancer",),
        interventions=("PD-1 inhibitor and radiochemotherapy",),
        **alike,
    )
    assert len(found(ours, theirs)) == 1
    elsewhere = replace(theirs, sponsors=("Beijing Friendship Hospital",))
    assert found(ours, elsewhere) == []
    told = list(reasons(ours, elsewhere))
    assert f"against: sponsors differ ({ours.sponsors[0]} / {elsewhere.sponsors[0]})" in told


def test_names_of_one_organisation_do_not_differ() -> None:
    for ours, theirs in (
        ("University Medical Center Groningen", "Universitair Medisch Centrum Groningen"),
        ("Cancer Research UK", "CRUK"),
        ("Osaka University", "大阪大学"),
        ("Sun Yat-sen University", "The Third Affiliated Hospital"),
    ):
        pair = replace(OURS, sponsors=(ours,)), replace(THEIRS, sponsors=(theirs,))
        assert not [each for each in reasons(*pair) if "sponsors differ" in each], ours


def test_a_later_start_in_the_eu_speaks_less_against_than_elsewhere() -> None:
    eu = replace(THEIRS, id="2023-590001-13", registry="ctis")
    china = replace(THEIRS, id="ChiCTR1900021001", registry="chictr")
    starts = [replace(each, start="2020-12", size_type="ACTUAL") for each in (eu, china)]
    assert [each.trial_id for one in starts for each in found(OURS, one)] == [eu.id]


def test_titles_alone_prove_nothing() -> None:
    title = ("Umbilical Cord Mesenchymal Stem Cells for Decompensated Hepatitis B Cirrhosis",)
    bare = [Registration(id=key, registry=key[:3], titles=title) for key in ("NCT1", "DRK1")]
    assert found(*bare) == []


def test_parts_of_one_kind_are_told_and_names_of_drugs_are_no_parts() -> None:
    def told(ours: str, theirs: str) -> list[str]:
        titles = [replace(OURS, titles=(ours,)), replace(THEIRS, titles=(theirs,))]
        return [each for each in reasons(*titles) if each.startswith("against: ")]

    assert told("Cells, Part 1", "Cells, Part 2") == ["against: part 1 / 2"]
    assert told("PD-1 antibody in HEPAR-2", "COX-2 inhibitor") == []


def test_how_large_or_how_many_doses_are_tells_one_of_a_series_from_another() -> None:
    def told(ours: str, theirs: str) -> list[str]:
        titles = replace(OURS, titles=(ours,)), replace(OURS, titles=(theirs,))
        return [each for each in reasons(*titles) if each.startswith("against: ")]

    single, multiple = "Single Ascending Dose of TS-142", "Multiple-Dose Study of TS-142"
    assert told(single, multiple) == ["against: the doses differ (single; multiple)"]
    alone = ["against: only one of the titles gives the doses as high"]
    assert told("Cells in Cirrhosis", "High-dose Cells in Cirrhosis") == alone
    assert told("Repeated doses of cells", "Cells in repeat dosing") == []
    assert told("High risk of single-dose vials", "Single dosage vials at high risk") == []


def test_two_kinds_of_numbers_of_one_registry_are_two_studies(store: Store) -> None:
    told = {"nct_id": None, "lead_sponsor": "Liver Institute", "enrollment": 37}
    for key, registry in (("UMIN900000001", "umin"), ("UMIN-C000900001", "umin_c")):
        fill(store, trial(key, registry=registry, **told))
    update(store, TOPIC, NOBODY)
    assert store.connection.execute("SELECT count(*) FROM same_study").fetchone() == (0,)


def test_the_step_of_studies_writes_candidates_with_their_reasons(store: Store) -> None:
    for key in ("NCT90000001", "ISRCTN90000017"):
        registered(store, key, lead_sponsor="Liver Institute", enrollment=37)
    update(store, TOPIC, NOBODY)
    rows = store.connection.execute(
        "SELECT trial_id, other_trial_id, rule, relation, evidence, verdict FROM same_study"
    ).fetchall()
    assert [row[:4] for row in rows] == [
        ("ISRCTN90000017", "NCT90000001", "candidate", "candidate"),
        ("NCT90000001", "ISRCTN90000017", "candidate", "candidate"),
    ]
    assert all("37 people in both" in row[4] and row[5] is None for row in rows)
    assert store.connection.execute("SELECT count(*) FROM study_members").fetchone() == (0,)


def test_what_a_person_says_of_a_candidate_holds_until_the_line_is_deleted(store: Store) -> None:
    one, two = "ISRCTN90000017", "NCT90000001"
    for key in (one, two):
        registered(store, key, lead_sponsor="Liver Institute", enrollment=37)

    def relations(word: Kinship | None = None) -> list[tuple[str, str]]:
        said = {(one, two): StudyVerdict(word, "AB", "", "")} if word else {}
        update(store, TOPIC, Judgements(studies=said))
        return store.connection.execute(
            "SELECT rule, relation FROM same_study WHERE trial_id = ? AND withdrawn_on IS NULL",
            (one,),
        ).fetchall()

    candidate = [("candidate", "candidate")]
    assert relations() == candidate
    assert relations("same") == [("verdict", "same")]
    assert ("candidate", "candidate") not in relations("different")
    assert relations("extension") == [("verdict", "extension")]
    assert relations() == candidate
