"""Papers without a number, offered with reasons or called probable; and what a reviewer says.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence import update
from harvest.evidence.links.model import shipped
from harvest.evidence.links.studies import reports
from harvest.judgements.model import Judgements, Verdict
from harvest.store import Store
from tests.helpers.bases.linked import NCT, NOW, TOPIC, fill, paper, rct, trial
from tests.helpers.bases.work_base import row
from tests.helpers.tied import links


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


def test_another_person_of_the_same_surname_is_no_reason(store: Store) -> None:
    likely(store)
    store.connection.execute("UPDATE authors SET fore_name = 'Bela', initials = 'B'")
    update(store, TOPIC)
    ((evidence,),) = links(store, "evidence")
    assert "among the authors" not in str(evidence)


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


@pytest.mark.parametrize("before", ["Re: ", "Words of wisdom. Re: ", "Editorial: "])
def test_who_writes_about_a_paper_is_no_candidate(store: Store, before: str) -> None:
    likely(store)
    store.connection.execute("DELETE FROM article_types")
    store.connection.execute(
        "UPDATE articles SET title = ? || title WHERE article_id = '200'", (before,)
    )
    update(store, TOPIC)
    assert links(store) == []


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


def test_the_place_of_a_title_that_pubmed_lacks_is_compared_with_nothing(store: Store) -> None:
    fill(store, paper(title=None))
    update(store, TOPIC)
    assert [report.title for report in reports(store.connection, ["100"])] == [""]
