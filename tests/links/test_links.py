"""Ties between trials and papers: found by rule, decided from all evidence, kept when withdrawn.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence import update
from harvest.evidence.links.decide import Tie, decide
from harvest.evidence.links.link import link
from harvest.evidence.links.months import Months
from harvest.evidence.links.rules import Rule, rules
from harvest.judgements.model import Verdict
from harvest.store import Store
from tests.helpers.bases.linked import NCT, NOW, TOPIC, fill, paper, rct, touched, trial
from tests.helpers.bases.work_base import row
from tests.helpers.tied import links, run


@pytest.mark.parametrize(
    ("type_", "rule", "relation"),
    [
        ("RESULT", "registry_result", "results"),
        ("DERIVED", "registry_derived", "results"),
        ("BACKGROUND", "registry_background", "background"),
        (None, "registry_background", "background"),
    ],
)
def test_every_registry_reference_to_a_held_paper_is_a_tie(
    store: Store, type_: str | None, rule: str, relation: str
) -> None:
    fill(store, trial(), paper(), rct(), row("trial_references", NCT, 0, "100", type_, "Cited."))
    assert run(store) == [(rule, relation)]


@pytest.mark.parametrize(
    "spelling", ["NCT90000001", "NCT#90000001", "NCT 9000 0001", "NCT90\n000001"]
)
def test_a_trial_named_in_an_abstract_is_a_tie_however_it_is_spelt(
    store: Store, spelling: str
) -> None:
    fill(store, trial(), paper(abstract=f"Results. Registered at {spelling}."), rct())
    assert run(store) == [("nct_in_abstract", "results")]


def test_a_trial_named_in_a_data_bank_or_title_is_a_tie(store: Store) -> None:
    fill(
        store,
        trial(),
        paper(title=f"Results of trial registered as {NCT}"),
        rct(),
        row("databanks", "100", 0, "ClinicalTrials.gov", NCT),
    )
    assert run(store) == [("databank", "results"), ("nct_in_title", "results")]


def test_an_old_number_leads_to_the_trial_that_it_was_merged_into(store: Store) -> None:
    fill(store, trial(), paper(), rct(), row("databanks", "100", 0, "x", "NCT90000009"))
    store.connection.execute(
        "INSERT INTO aliases VALUES ('trial', 'NCT90000009', ?, ?)", (NCT, NOW)
    )
    assert run(store) == [("databank", "results")]


def test_another_registrys_number_ties_through_the_secondary_ids(store: Store) -> None:
    fill(
        store,
        trial(),
        row("trial_ids", NCT, 0, "secondary", "2006-001234-12", "EUDRACT_NUMBER"),
        paper(abstract="Methods. EudraCT number 2006–001234–12 was registered."),
        rct(),
    )
    assert run(store) == [("other_number", "results")]


def test_a_secondary_id_that_is_another_trials_nct_number_ties_nothing(store: Store) -> None:
    fill(
        store,
        trial(),
        row("trial_ids", NCT, 0, "secondary", "NCT90000002"),
        trial("NCT90000002"),
        paper(),
        rct(),
        row("databanks", "100", 0, "ClinicalTrials.gov", "NCT90000002"),
    )
    update(store, TOPIC)
    assert links(store, "trial_id, rule") == [("NCT90000002", "databank")]


@pytest.mark.parametrize(
    ("url", "values"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/100/", {}),
        ("https://doi.org/10.1000/ABC.1", {"doi": "10.1000/abc.1"}),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12345/", {"pmcid": "PMC12345"}),
    ],
)
def test_a_link_in_the_record_to_a_held_paper_is_a_mention(
    store: Store, url: str, values: dict[str, object]
) -> None:
    fill(store, trial(), row("see_also", NCT, 0, "link", "Paper", url), paper(**values))
    assert run(store) == [("see_also", "mention")]


def test_a_number_of_a_trial_that_is_not_held_ties_nothing(store: Store) -> None:
    fill(store, trial(), paper(abstract="ClinicalTrials.gov NCT90000777."), rct())
    assert run(store) == []


def test_a_derived_reference_and_the_data_bank_are_one_proof(store: Store) -> None:
    fill(
        store,
        trial(),
        paper(),
        rct(),
        row("databanks", "100", 0, "ClinicalTrials.gov", NCT),
        row("trial_references", NCT, 0, "100", "DERIVED", "Cited."),
    )
    update(store, TOPIC)
    assert links(store, "rule, proofs") == [("databank", 1), ("registry_derived", 1)]


def test_the_papers_own_words_are_a_second_proof(store: Store) -> None:
    fill(
        store,
        trial(),
        paper(abstract=f"Registered at ClinicalTrials.gov {NCT}."),
        rct(),
        row("databanks", "100", 0, "ClinicalTrials.gov", NCT),
    )
    update(store, TOPIC)
    assert {proofs for _, proofs in links(store, "rule, proofs")} == {2}


@pytest.mark.parametrize(
    ("type_", "values", "relation"),
    [
        ("Clinical Trial Protocol", {}, "protocol"),
        ("Systematic Review", {}, "background"),
        ("Editorial", {}, "background"),
        ("Randomized Controlled Trial", {"year": 2010}, "background"),
        ("Randomized Controlled Trial", {"title": "Secondary analysis of a trial"}, "derived"),
        ("Retraction of Publication", {}, "mention"),
        ("Randomized Controlled Trial", {}, "results"),
    ],
)
def test_a_result_label_is_evidence_not_truth(
    store: Store, type_: str, values: dict[str, object], relation: str
) -> None:
    fill(
        store,
        trial(),
        paper(**values),
        row("article_types", "100", 0, None, type_),
        row("trial_references", NCT, 0, "100", "RESULT", "Cited."),
    )
    assert run(store) == [("registry_result", relation)]
    assert links(store, "basis")[0][0]


def by_rule(*names: str) -> frozenset[Rule]:
    """These rules of ``db/links``."""
    return frozenset(rule for rule in rules() if rule.name in names)


def tie(**values: object) -> Tie:
    given = {
        "rules": by_rule("nct_in_abstract"),
        "registers": True,
        "role": "results",
        "role_evidence": "Randomized Controlled Trial",
        "trials_named": 1,
        "start": Months.of("2015-03"),
        "published": Months.of("2018"),
        "chance": 0.0,
        "threshold": 0.6,
        "verdict": None,
    }
    return Tie(**(given | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "relation"),
    [
        ({}, "results"),
        ({"registers": False}, "mention"),
        ({"trials_named": 4}, "mention"),
        ({"role": "review"}, "mention"),
        ({"role": "protocol"}, "protocol"),
        ({"role": "secondary"}, "derived"),
        ({"role": "other"}, "derived"),
        ({"role": "other", "chance": 0.7}, "results"),
        ({"published": Months.of("2010")}, "mention"),
        ({"published": Months.of("2015-05")}, "mention"),
        ({"published": Months.of("2015-06")}, "results"),
        ({"published": Months.of("2015")}, "results"),
        ({"rules": by_rule("registry_background")}, "background"),
        ({"rules": by_rule("registry_background"), "chance": 0.7}, "results"),
        ({"rules": by_rule("see_also")}, "mention"),
        ({"verdict": Verdict(False, "A", "2026", "")}, "mention"),
        ({"role": "review", "verdict": Verdict(True, "A", "2026", "")}, "results"),
    ],
)
def test_a_relation_is_decided_from_all_evidence_and_says_why(
    values: dict[str, object], relation: str
) -> None:
    decided, why = decide(tie(**values))
    assert decided == relation
    assert why


def stated(relation: str, names: str = "no") -> Rule:
    """A rule as its file may state it."""
    return Rule("aaa", "Title", "proof", names == "yes", False, relation, "says so", "")  # type: ignore[arg-type]  # any relation


@pytest.mark.parametrize(
    ("rule", "others", "values", "decided"),
    [
        (stated("results"), (), {}, ("results", "says so")),
        (stated("results"), (), {"registers": False}, ("results", "says so")),
        (stated("results"), (), {"role": "review", "role_evidence": "R"},
         ("background", "says so, but it is a review (R)")),
        (stated("results"), ("databank",), {},
         ("results", "says so, and the paper names the trial")),
        (stated("protocol"), ("see_also",), {}, ("protocol", "says so")),
        (stated("derived"), ("registry_background",), {}, ("derived", "says so")),
        (stated("background"), ("see_also",), {}, ("background", "says so")),
        (stated("background"), (), {"chance": 0.7},
         ("results", "says so, but words, people and dates are the trial's own")),
        (stated("mention"), ("registry_background",), {},
         ("background", "the registry lists it as background")),
        (stated("protocol", "yes"), (), {}, ("protocol", "says so as its own")),
        (stated("protocol", "yes"), (), {"registers": False},
         ("mention", "says so, but not as its own")),
        (stated("results", "yes"), (), {"role": "other"},
         ("derived", "says so as its own; publication type unclear")),
    ],
)  # fmt: skip
def test_what_a_rule_states_is_the_relation_and_the_reason(
    rule: Rule, others: tuple[str, ...], values: dict[str, object], decided: tuple[str, str]
) -> None:
    assert decide(tie(rules=by_rule(*others) | {rule}, **values)) == decided


def test_a_tie_that_its_source_withdraws_stays_marked_and_may_come_back(store: Store) -> None:
    reference = row("trial_references", NCT, 0, "100", "RESULT", "Cited.")
    fill(store, trial(), paper(), rct(), reference)
    update(store, TOPIC)
    first = links(store, "first_seen")
    store.connection.execute("DELETE FROM trial_references")
    touched(store)
    update(store, TOPIC)
    ((withdrawn,),) = links(store, "withdrawn_on")
    assert withdrawn
    fill(store, reference)
    touched(store)
    update(store, TOPIC)
    assert links(store, "withdrawn_on, first_seen") == [(None, first[0][0])]


def test_an_old_paper_is_tied_when_its_trial_arrives(store: Store) -> None:
    fill(store, paper(abstract=f"ClinicalTrials.gov {NCT}."), rct())
    assert run(store) == []
    fill(store, trial())
    assert run(store) == [("nct_in_abstract", "results")]


def test_a_second_update_over_the_same_records_changes_no_row(store: Store) -> None:
    fill(store, trial(), paper(abstract=f"ClinicalTrials.gov {NCT}."), rct())
    update(store, TOPIC)
    before = list(store.connection.iterdump())
    done = update(store, TOPIC)
    assert (done.records, done.links, done.relations) == (0, 0, 0)
    assert list(store.connection.iterdump()) == before


def test_every_rule_says_what_it_finds_and_runs_on_an_empty_base(store: Store) -> None:
    assert len(rules()) >= 8
    for rule in rules():
        assert rule.title
        columns = [c[0] for c in store.connection.execute(rule.sql).description]
        assert columns == ["trial_id", "article_id", "evidence", "registers"]
    assert link(store, {}) == 0
