"""Registrations of one study that no number joins: found, explained, and told from sister trials.

Relies on nothing beside the program.
"""

from dataclasses import replace

from harvest.evidence import NOBODY, update
from harvest.evidence.studies.likeness.candidates import Candidate, candidates
from harvest.evidence.studies.likeness.explain import reasons
from harvest.evidence.studies.likeness.registration import Registration
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC
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


def found(*told: Registration, settled: tuple[tuple[str, str], ...] = ()) -> list[Candidate]:
    return list(candidates(told, settled))


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


def test_what_is_settled_or_joined_by_number_is_no_candidate() -> None:
    assert found(OURS, THEIRS, settled=(("ChiCTR1900021001", "NCT90000001"),)) == []
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
