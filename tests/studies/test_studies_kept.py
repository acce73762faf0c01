"""What was found stays, comes and goes as records and persons do, and is written once.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.studies.candidates import Candidate
from harvest.evidence.studies.step import find_studies
from harvest.judgements.model import Judgements, Kinship, StudyVerdict, mirrored
from harvest.store import Store
from tests.helpers.bases.linked import NOW, touched
from tests.helpers.registries.registrations import both, registered, studies, worked_out

NCT, OTHER_NCT, ISRCTN, DRKS = "NCT90000001", "NCT90000002", "ISRCTN90000017", "DRKS00000001"


def said(one: str, two: str, word: Kinship) -> Judgements:
    pair, given = mirrored((one, two), StudyVerdict(word, "AB", "2026-11-24", "seen"))
    return Judgements(studies={pair: given})


def withdrawn(store: Store) -> list[tuple[str, str]]:
    return store.connection.execute(
        "SELECT trial_id, rule FROM same_study WHERE withdrawn_on IS NOT NULL ORDER BY 1, 2"
    ).fetchall()


def dump(store: Store) -> list[tuple[object, ...]]:
    return [
        row
        for table in ("same_study", "study_members", "study_disagreements")
        for row in store.connection.execute(f"SELECT * FROM {table}")  # noqa: S608 (three names)
    ]


# --- records ---


def test_a_second_run_writes_nothing(store: Store) -> None:
    registered(store, NCT, ISRCTN, status="COMPLETED")
    registered(store, ISRCTN, status="RECRUITING")
    worked_out(store)
    before = dump(store)
    touched(store)
    changes = store.connection.total_changes
    assert find_studies(store, {}) == 0
    worked_out(store)
    assert dump(store) == before
    assert store.connection.total_changes > changes  # the records themselves were read again


def test_a_number_that_is_taken_back_is_withdrawn_and_may_return(store: Store) -> None:
    registered(store, NCT, ISRCTN)
    registered(store, ISRCTN)
    worked_out(store)
    first = dump(store)
    store.connection.execute("UPDATE trial_ids SET id = 'none'")
    touched(store)
    assert worked_out(store) == set()
    assert withdrawn(store) == [(ISRCTN, "names_the_other"), (NCT, "names_the_other")]
    assert studies(store) == {}
    store.connection.execute("UPDATE trial_ids SET id = ?", (ISRCTN,))
    touched(store)
    assert worked_out(store) == both(NCT, ISRCTN, "names_the_other")
    assert dump(store) == first


def test_a_removed_registration_leaves_its_study(store: Store) -> None:
    registered(store, NCT, ISRCTN)
    registered(store, ISRCTN)
    worked_out(store)
    store.connection.execute("UPDATE records SET removed_on = '2026-11-24' WHERE id = ?", (ISRCTN,))
    assert worked_out(store) == set()
    assert len(withdrawn(store)) == 2
    store.connection.execute("UPDATE records SET removed_on = NULL")
    assert worked_out(store) == both(NCT, ISRCTN, "names_the_other")


def test_a_former_number_leads_to_the_record_of_today(store: Store) -> None:
    registered(store, NCT)
    registered(store, ISRCTN, OTHER_NCT)
    assert worked_out(store) == set()
    store.connection.execute("INSERT INTO aliases VALUES ('trial', ?, ?, ?)", (OTHER_NCT, NCT, NOW))
    assert worked_out(store) == both(NCT, ISRCTN, "names_the_other")


# --- persons ---


def test_a_person_joins_what_no_number_joins(store: Store) -> None:
    registered(store, NCT)
    registered(store, ISRCTN)
    assert worked_out(store, said(ISRCTN, NCT, "same")) == both(NCT, ISRCTN, "verdict")
    assert studies(store) == {NCT: NCT, ISRCTN: NCT}
    (evidence,) = store.connection.execute("SELECT DISTINCT evidence FROM same_study").fetchall()
    assert evidence == ("same AB 2026-11-24 seen",)


def test_a_person_takes_apart_what_a_number_joins_and_may_take_it_back(store: Store) -> None:
    registered(store, NCT, ISRCTN)
    registered(store, ISRCTN)
    worked_out(store, said(NCT, ISRCTN, "different"))
    assert studies(store) == {}
    rows = "SELECT DISTINCT rule, relation, verdict FROM same_study ORDER BY rule"
    assert store.connection.execute(rows).fetchall() == [
        ("names_the_other", "same", "different"),
        ("verdict", "candidate", "different"),
    ]
    assert worked_out(store) == both(NCT, ISRCTN, "names_the_other")
    assert studies(store) == {NCT: NCT, ISRCTN: NCT}


def test_the_other_is_the_extension_whichever_of_the_two_is_written_first(store: Store) -> None:
    registered(store, NCT, ISRCTN)
    registered(store, ISRCTN)
    wanted = both(NCT, ISRCTN, "names_the_other", "extension") | both(
        NCT, ISRCTN, "verdict", "extension"
    )
    assert worked_out(store, said(NCT, ISRCTN, "extension")) == wanted
    assert worked_out(store, said(ISRCTN, NCT, "parent")) == wanted
    assert studies(store) == {}


def test_two_that_a_person_told_apart_do_not_meet_through_a_third(store: Store) -> None:
    registered(store, NCT, DRKS)
    registered(store, DRKS, ISRCTN)
    registered(store, ISRCTN)
    worked_out(store)
    assert set(studies(store)) == {NCT, DRKS, ISRCTN}
    worked_out(store, said(NCT, ISRCTN, "different"))
    assert studies(store) == {}


def test_a_verdict_follows_a_merged_number(store: Store) -> None:
    registered(store, NCT)
    registered(store, ISRCTN)
    store.connection.execute("INSERT INTO aliases VALUES ('trial', ?, ?, ?)", (OTHER_NCT, NCT, NOW))
    assert worked_out(store, said(ISRCTN, OTHER_NCT, "same")) == both(NCT, ISRCTN, "verdict")


def test_a_verdict_waits_for_a_registration_that_is_not_held(store: Store) -> None:
    registered(store, NCT)
    judged = said(NCT, ISRCTN, "same")
    assert worked_out(store, judged) == set()
    registered(store, ISRCTN)
    assert worked_out(store, judged) == both(NCT, ISRCTN, "verdict")


# --- candidates by likeness ---


def propose(*pairs: tuple[str, str]) -> list[Candidate]:
    return [Candidate(one, two, 0.8, "titles share: cells") for one, two in pairs]


@pytest.mark.parametrize("pair", [(NCT, DRKS), (DRKS, NCT)])
def test_what_is_alike_is_a_candidate_until_a_person_says_more(
    store: Store, pair: tuple[str, str]
) -> None:
    for key in (NCT, DRKS):
        registered(store, key)
    find_studies(store, {}, lambda *_: propose(pair))
    rows = "SELECT trial_id, other_trial_id, rule, relation, score, evidence FROM same_study"
    assert store.connection.execute(rows).fetchall() == [
        (DRKS, NCT, "candidate", "candidate", 0.8, "titles share: cells"),
        (NCT, DRKS, "candidate", "candidate", 0.8, "titles share: cells"),
    ]
    assert studies(store) == {}
    find_studies(store, said(NCT, DRKS, "same").studies, lambda *_: propose(pair))
    assert [row[2:5] for row in store.connection.execute(rows)] == [("verdict", "same", 1.0)] * 2
    find_studies(store, {})
    assert dump(store) == []


def test_what_numbers_join_is_no_candidate_and_whoever_proposes_is_told(store: Store) -> None:
    registered(store, NCT, ISRCTN)
    registered(store, ISRCTN)
    told: list[object] = []

    def proposing(_: object, members: object) -> list[Candidate]:
        told.append(members)
        return propose((NCT, ISRCTN), (NCT, NCT), (NCT, "NCT99999999"))

    find_studies(store, {}, proposing)
    store.connection.execute("DELETE FROM evidence_done")
    worked_out(store)
    find_studies(store, {}, proposing)
    assert told[-1] == {NCT: NCT, ISRCTN: NCT}
    rules = store.connection.execute("SELECT DISTINCT rule FROM same_study").fetchall()
    assert rules == [("names_the_other",)]
