"""Which papers are considered for a trial, and what is told of each pair.

Relies on nothing beside the program.
"""

import random

import numpy as np
import pytest

from harvest.evidence.links import matcher as matcher_module
from harvest.evidence.links.linear import Linear
from harvest.evidence.links.matcher import Matcher
from harvest.evidence.links.months import Months, appeared, too_early
from harvest.evidence.links.own_numbers import telling
from harvest.evidence.links.pairs.marks import of_study
from harvest.evidence.links.pairs.records import Report, Study
from harvest.evidence.reading.tokens import initial, respelt, surname

_WORDS = ("umbilical", "cord", "cells", "cirrhosis", "liver", "albumin", "infusion", "marrow")
_STUDY = Study("NCT09000001", ("Umbilical cord cells for liver cirrhosis",))


def _considered(reports: list[Report], near: int, study: Study = _STUDY) -> list[str]:
    (found,) = Matcher(reports, near).candidates([study])
    return [reports[row].id for row in found.rows.tolist()]


def test_a_paper_without_a_word_in_common_is_not_considered() -> None:
    reports = [Report("1", "Zzz"), Report("2", "Liver cirrhosis"), Report("3", "Xxx")]

    assert _considered(reports, near=3) == ["2"]


@pytest.mark.parametrize("seed", range(5))
def test_no_more_papers_are_considered_than_are_asked_of_each_likeness(seed: int) -> None:
    rng = random.Random(seed)
    reports = [Report(str(n), " ".join(rng.choices(_WORDS, k=5))) for n in range(60)]
    (every,) = Matcher(reports, len(reports)).candidates([_STUDY])
    nearest = every.rows[np.argsort(-every.values["cosine_titles"], kind="stable")[:3]]

    (found,) = Matcher(reports, 7).candidates([_STUDY])

    assert len(found.rows) <= 4 * 7
    assert set(nearest.tolist()) <= set(found.rows.tolist())


def test_only_papers_that_may_be_considered_are_compared_in_full() -> None:
    rng = random.Random(2)
    reports = [Report(str(n), " ".join(rng.choices(_WORDS, k=5))) for n in range(300)]
    matcher = Matcher(reports, near=5)

    (looked,) = matcher.looked_up(matcher.block([of_study(_STUDY)]))

    assert len(looked.rows) < len(reports) / 2


def test_trials_are_judged_one_by_one_however_many_are_judged_together() -> None:
    rng = random.Random(1)
    reports = [Report(str(n), " ".join(rng.choices(_WORDS, k=4))) for n in range(30)]
    studies = [Study(str(n), (" ".join(rng.choices(_WORDS, k=4)),)) for n in range(70)]
    matcher = Matcher(reports, near=5)

    together = [found.rows.tolist() for found in matcher.candidates(studies)]

    alone = [next(iter(matcher.candidates([study]))).rows.tolist() for study in studies]
    assert together == alone


def test_the_surname_of_an_official_brings_its_paper_among_the_candidates() -> None:
    reports = [
        Report("1", "Nothing in common at all", authors=("kharaziha", "zali")),
        *(Report(str(n), f"cirrhosis and liver topic {n}") for n in range(2, 200)),
    ]
    study = Study("NCT1", ("Cirrhosis of the liver",), officials=("kharaziha",))
    assert "1" in _considered(reports, 80, study)


@pytest.mark.parametrize(
    ("signed", "by"),
    [(("wang f",), 1), (("wang",), 1), (("wang x",), 0), (("wang x", "wang f"), 1)],
)
def test_an_author_of_another_initial_is_not_the_trials_official(
    signed: tuple[str, ...], by: int
) -> None:
    names = tuple(form.split()[0] for form in signed)
    reports = [Report("1", "Liver", authors=names, signed=signed), Report("2", "Liver cells")]
    study = Study("NCT1", ("Liver",), officials=("wang",), signing=("wang", "wang f"))
    (found,) = Matcher(reports).candidates([study])
    assert found.values["by_an_official"][found.rows.tolist().index(0)] == by


@pytest.mark.parametrize(
    ("official", "forms"),
    [
        ("Heidi Nelson, MD", ("nelson", "h")),
        ("Nelson H", ("nelson", "h")),
        ("O.R. Kochli, MD", ("kochli", "o")),
        ("Ole Røjkjær", ("rojkjar", "o")),
        ("Wei LI", ("li", "w")),
        ("Koechli", ("kochli", "")),
    ],
)
def test_an_official_is_known_by_one_spelling_and_an_initial(
    official: str, forms: tuple[str, str]
) -> None:
    assert (respelt(surname(official)), initial(official)) == forms


def test_likenesses_are_what_they_are_called() -> None:
    same = Report("1", "liver cirrhosis cells", {"liver": 2, "cirrhosi": 2, "cell": 2, "dose": 1})
    other = Report("2", "kidney stones", {"kidney": 2, "stone": 2})
    study = Study(
        "NCT1", ("liver cirrhosis cells",), {"liver": 2, "cirrhosi": 2, "cell": 2, "dose": 1}
    )
    (found,) = Matcher([same, other]).candidates([study])
    place = found.rows.tolist().index(0)
    for name in ("cosine_titles", "cosine_text", "paper_covered_by_titles", "letters"):
        assert found.values[name][place] == pytest.approx(1, abs=1e-6), name


@pytest.mark.parametrize(
    ("number", "names", "kept"),
    [
        ("CALGB-9732", ("A trial",), ("calgb9732",)),
        ("COVID-19", ("A trial",), ()),
        ("COVID-19-001", ("Cells in COVID-19 001 patients",), ()),
        ("Phase 2", ("A trial",), ()),
        ("12345", ("A trial",), ()),
        ("MK-0431", ("MK-0431 in diabetes",), ()),
        ("MK-0431-036", ("MK-0431 in diabetes",), ("mk0431036",)),
    ],
)
def test_an_everyday_word_is_no_number_of_a_sponsors_own(
    number: str, names: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    assert telling([number], names) == kept


@pytest.mark.parametrize(
    ("title", "abstract", "named"),
    [
        ("CALGB 9732 in lung cancer", "", 1),
        ("Lung cancer", "We report CALGB-9732, a trial.", 1),
        ("XCALGB 9732 in lung cancer", "", 0),
        ("CALGB 97321 in lung cancer", "", 0),
        ("Lung cancer", "The code was CALGB-9732B here.", 0),
    ],
)
def test_a_sponsors_own_number_counts_only_as_a_whole_word(
    title: str, abstract: str, named: int
) -> None:
    study = Study("NCT1", ("Lung cancer",), numbers=("calgb9732",))
    reports = [Report("1", title, abstract=abstract), Report("2", "Lung disease")]
    (found,) = Matcher(reports).candidates([study])
    assert found.values["own_number"][found.rows.tolist().index(0)] == named


def test_a_number_in_more_than_a_handful_of_papers_tells_nothing() -> None:
    study = Study("NCT1", ("Lung cancer",), numbers=("calgb9732",))
    reports = [Report(str(n), f"Lung cancer, CALGB 9732, part {n}") for n in range(6)]
    (found,) = Matcher(reports).candidates([study])
    assert not found.values["own_number"].any()


@pytest.mark.parametrize(
    ("start", "published", "early"),
    [
        ("2016-10", "2016-01", True),
        ("2016-10-15", "2016-12", True),
        ("2016-10", "2017-01", False),
        ("2016-10", "2016", True),
        ("2016-09", "2016", False),
        ("2016", "2016-02", True),
        ("2016", "2016", False),
        (None, "2016", False),
        ("2016-10", None, False),
    ],
)
def test_a_paper_is_too_early_only_where_its_dates_leave_no_doubt(
    start: str | None, published: str | None, early: bool
) -> None:
    assert too_early(Months.of(start), Months.of(published)) == early


def test_a_paper_appears_when_it_can_first_be_read() -> None:
    assert appeared("2016-10", "2016-02-11") == Months.of("2016-02")
    assert appeared("2016", None) == Months.of("2016")
    assert appeared(None, None) is None


def test_a_pair_scores_the_same_to_the_last_bit_whatever_is_scored_with_it() -> None:
    rng = np.random.default_rng(3)
    names = tuple(f"likeness {n}" for n in range(20))
    weight, mean, scale = rng.normal(size=(3, len(names)))
    linear = Linear(names, weight, mean, scale, 0.5)
    values = dict(zip(names, rng.normal(size=(len(names), 50)), strict=True))
    alone = [linear.score({n: v[row : row + 1] for n, v in values.items()}) for row in range(50)]
    assert linear.score(values).tolist() == np.concatenate(alone).tolist()


def test_in_a_large_base_papers_are_found_by_rare_words_and_told_of_as_in_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = random.Random(3)
    common = [Report(str(n), " ".join(rng.choices(_WORDS, k=5))) for n in range(300)]
    named = Report("900", "Nothing else", authors=("kharaziha",))
    rare = Report("901", "Terlipressin after cord cells for cirrhosis", authors=("li",))
    many = [Report(str(n), f"Topic {n}", authors=("li",)) for n in range(902, 960)]
    reports = [*common, named, rare, *many]
    study = Study(
        "NCT1", ("Cord cells and terlipressin for cirrhosis",), officials=("kharaziha", "li")
    )
    (every,) = Matcher(reports).candidates([study])
    for name, size in (("LOOKED_THROUGH", 30), ("NAMESAKES", 10)):
        monkeypatch.setattr(matcher_module, name, size)

    (found,) = Matcher(reports, narrow=True).candidates([study])

    names = {reports[row].id for row in found.rows.tolist()}
    assert {"900", "901"} <= names
    assert not names & {each.id for each in many}
    assert len(names) < len(every.rows) / 4
    place = {row: at for at, row in enumerate(every.rows.tolist())}
    same = [place[row] for row in found.rows.tolist()]
    for name in ("cosine_titles", "bm25_text", "letters", "official_among_authors"):
        assert found.values[name].tolist() == every.values[name][same].tolist(), name
