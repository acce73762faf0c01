"""Ties between trials and papers: found by rule, decided from all evidence, kept when withdrawn.

Relies on nothing beside the program.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest.evidence import update
from harvest.evidence.links.decide import Tie, decide
from harvest.evidence.links.link import link
from harvest.evidence.links.model import shipped
from harvest.evidence.links.months import Months
from harvest.evidence.links.rules import Rule, rules
from harvest.evidence.links.studies import reports
from harvest.judgements.model import Judgements, Verdict
from harvest.store import Store
from tests.helpers.bases.linked import NCT, NOW, TOPIC, fill, paper, rct, touched, trial
from tests.helpers.bases.work_base import row
from tests.helpers.clock import FakeClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "work.db", clock=FakeClock())) as opened:
        opened.begin_run(False)
        yield opened


def links(store: Store, columns: str = "rule, relation") -> list[tuple[object, ...]]:
    sql = f"SELECT {columns} FROM links ORDER BY trial_id, article_id, rule"  # noqa: S608 (test columns)
    return store.connection.execute(sql).fetchall()


def run(store: Store) -> list[tuple[object, ...]]:
    update(store, TOPIC)
    return links(store)


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
         ("background", "says so, but it is review by its R")),
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


def likely_pair(nct: str, article_id: str) -> list[tuple[str, tuple[object, ...]]]:
    title = (
        "Umbilical cord stem cells infused in decompensated liver cirrhosis: a randomised zebrafin "
        "study"
    )
    return [
        trial(
            nct,
            official_title=title,
            completion_date="2017-01",
            primary_completion_date="2017-01",
        ),
        row("officials", nct, 0, "Anna Kharazide, MD"),
        paper(article_id, title=title),
        row("authors", article_id, 0, "author", "Kharazide", "Anna"),
        row("article_types", article_id, 0, "D016449", "Randomized Controlled Trial"),
    ]


def likely(store: Store) -> None:
    others = (paper(str(n), title=f"Kidney stones and diet, part {n}") for n in range(300, 380))
    fill(store, *likely_pair(NCT, "200"), *others)


def test_a_paper_without_a_number_is_a_scored_candidate_with_reasons(store: Store) -> None:
    likely(store)
    update(store, TOPIC)
    ((article_id, relation, score, probable, evidence),) = links(
        store, "article_id, relation, score, probable, evidence"
    )
    assert (article_id, relation) == ("200", "candidate")
    assert isinstance(score, float)
    assert (score >= shipped().linker.threshold) == bool(probable)
    assert "Kharazide among the authors" in str(evidence)


def test_a_candidate_of_another_cell_source_is_never_probable(store: Store) -> None:
    likely(store)
    store.connection.execute(
        "UPDATE trials SET official_title = replace(official_title, 'Umbilical cord', 'Adipose')"
    )
    update(store, TOPIC)
    for probable, evidence in links(store, "probable, evidence"):
        assert not probable
        assert "against: cell source differs" in str(evidence)


def test_a_paper_that_names_another_trial_is_nobody_elses_candidate(store: Store) -> None:
    likely(store)
    fill(store, trial("NCT90000002"), row("databanks", "200", 0, "x", "NCT90000002"))
    update(store, TOPIC)
    assert links(store, "trial_id, article_id, rule") == [("NCT90000002", "200", "databank")]


def test_a_wrong_reference_of_another_trial_does_not_lock_a_paper_out(store: Store) -> None:
    likely(store)
    late = trial("NCT90000002", brief_title="Vaccines in travellers", start_date="2020-01")
    fill(store, late, row("trial_references", "NCT90000002", 0, "200", "RESULT", "Cited."))
    update(store, TOPIC)
    assert links(store, "trial_id, relation, probable") == [
        (NCT, "candidate", 1),
        ("NCT90000002", "background", 0),
    ]


@pytest.mark.parametrize(
    ("published", "offered"),
    [("2015-03", 0), ("2015-05", 0), ("2014", 0), ("2015-07", 1), ("2015", 1)],
)
def test_a_paper_from_before_a_trial_can_have_results_is_not_offered(
    store: Store, published: str, offered: int
) -> None:
    likely(store)
    store.connection.execute(
        "UPDATE articles SET published = ?, year = ? WHERE article_id = '200'",
        (published, int(published[:4])),
    )
    update(store, TOPIC)
    assert len(links(store)) == offered


def test_a_paper_counts_from_the_day_it_appeared_before_print(store: Store) -> None:
    likely(store)
    store.connection.execute(
        "UPDATE articles SET published = '2016-02', electronic_date = '2015-04-02'"
    )
    update(store, TOPIC)
    assert links(store) == []


def test_a_title_that_tells_of_another_donor_speaks_against_the_pair(store: Store) -> None:
    likely(store)
    store.connection.execute(
        "UPDATE trials SET official_title = 'Autologous ' || official_title, "
        "brief_summary = 'Patients receive an infusion of their own, autologous stem cells.'"
    )
    store.connection.execute(
        "UPDATE articles SET title = 'Allogeneic ' || title WHERE article_id = '200'"
    )
    update(store, TOPIC)
    ((probable, score, evidence),) = links(store, "probable, score, evidence")
    assert not probable
    assert score < shipped().linker.threshold  # one scale: doubt is never above what is probable
    assert "against: donor differs" in str(evidence)


def test_a_paper_of_another_kind_by_its_title_is_offered_with_that_said(store: Store) -> None:
    likely(store)
    store.connection.execute("DELETE FROM article_types")
    store.connection.execute(
        "UPDATE articles SET title = title || ': study protocol' WHERE article_id = '200'"
    )
    update(store, TOPIC)
    ((probable, evidence),) = links(store, "probable, evidence")
    assert not probable
    assert "against: by its title a paper of another kind (study protocol)" in str(evidence)


def test_of_a_doubtful_pair_that_shares_only_the_words_of_the_topic_nothing_is_shown(
    store: Store,
) -> None:
    title = "Stem cell therapy in liver cirrhosis"
    fill(store, *(paper(str(n), title=f"Stem cells and the cirrhotic liver {n}") for n in range(9)))
    for n in range(1, 8):
        fill(store, trial(f"NCT9000000{n}", brief_title=f"{title} {n}"))
    update(store, TOPIC)
    assert links(store) == []


def test_words_of_the_abstract_find_a_paper_whose_title_says_little(store: Store) -> None:
    said = (
        "Zebrafin albumin after umbilical cord infusion through the hepatic artery; portal "
        "pressure, ascites and transplant-free survival after twelve months."
    )
    others = (
        paper(str(n), title=f"A randomised study {n}", abstract=f"Kidney stones and diet {n}.")
        for n in range(300, 340)
    )
    fill(store, trial(brief_summary=said, completion_date="2016-12"), *others)
    fill(store, row("officials", NCT, 0, "Anna Kharazide, MD"))
    fill(store, paper("200", title="A randomised study", abstract=said), rct("200"))
    fill(store, row("authors", "200", 0, "author", "Kharazide", "Anna"))
    update(store, TOPIC)
    assert ("200", "candidate") in links(store, "article_id, relation")


def test_what_was_removed_is_no_candidate_and_no_rival(store: Store) -> None:
    likely(store)
    update(store, TOPIC)
    alone = links(store, "trial_id, article_id, score, probable")
    fill(store, *likely_pair("NCT90000009", "201"))
    removed = "UPDATE records SET removed_on = '2026-11-24' WHERE id IN ('NCT90000009', '201')"
    store.connection.execute(removed)
    update(store, TOPIC)
    assert links(store, "trial_id, article_id, score, probable") == alone


@pytest.mark.parametrize(("word", "relation"), [("yes", "results"), ("no", "mention")])
def test_a_reviewers_verdict_overrides_the_score_and_is_kept(
    store: Store, word: str, relation: str
) -> None:
    likely(store)
    given = Verdict(word == "yes", "AB", "2026-11-24", "")
    update(store, TOPIC, Judgements({(NCT, "200"): given}))
    assert links(store) == [("verdict", relation)]
    update(store, TOPIC, Judgements({(NCT, "200"): given}))
    assert links(store) == [("verdict", relation)]


def test_a_verdict_on_a_former_number_follows_the_trial_to_its_number_of_today(
    store: Store,
) -> None:
    likely(store)
    store.connection.execute(
        "INSERT INTO aliases VALUES ('trial', 'NCT90000009', ?, ?)", (NCT, NOW)
    )
    given = Verdict(False, "AB", "2026-11-24", "")
    update(store, TOPIC, Judgements({("NCT90000009", "200"): given}))
    assert links(store) == [("verdict", "mention")]


def test_every_rule_says_what_it_finds_and_runs_on_an_empty_base(store: Store) -> None:
    assert len(rules()) >= 8
    for rule in rules():
        assert rule.title
        columns = [c[0] for c in store.connection.execute(rule.sql).description]
        assert columns == ["trial_id", "article_id", "evidence", "registers"]
    assert link(store, {}) == 0


def test_the_place_of_a_title_that_pubmed_lacks_is_compared_with_nothing(store: Store) -> None:
    fill(store, paper(title=None))
    update(store, TOPIC)
    assert [report.title for report in reports(store.connection, ["100"])] == [""]
