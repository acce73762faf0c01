"""Which papers are considered for a trial: the best by each score, whatever else is in the pool.

Relies on nothing beside the program.
"""

import random

import pytest

from harvest.evidence.links.matcher import Matcher, Report, Study

_WORDS = ("umbilical", "cord", "cells", "cirrhosis", "liver", "albumin", "infusion", "marrow")
_STUDY = Study("NCT09000001", ("Umbilical cord cells for liver cirrhosis",))


def _considered(reports: list[Report], depth: int, study: Study = _STUDY) -> list[str]:
    (found,) = Matcher(reports, "titles", depth).candidates([study])
    return [reports[row].id for row in found.rows.tolist()]


def test_of_papers_that_score_the_same_the_first_are_considered() -> None:
    same = [Report(str(n), "Umbilical cord cells in cirrhosis") for n in range(6)]

    assert _considered(same, depth=4) == ["0", "1", "2", "3"]


def test_a_paper_without_a_word_in_common_is_not_considered() -> None:
    reports = [Report("1", "Zzz"), Report("2", "Liver cirrhosis"), Report("3", "Xxx")]

    assert _considered(reports, depth=3) == ["2"]


@pytest.mark.parametrize("seed", range(5))
def test_the_best_by_a_score_are_all_considered_and_no_more_than_asked(seed: int) -> None:
    rng = random.Random(seed)
    reports = [Report(str(n), " ".join(rng.choices(_WORDS, k=5))) for n in range(60)]
    (every,) = Matcher(reports, "titles", len(reports)).candidates([_STUDY])
    scores = ("bm25_titles", "cosine_titles", "letters")
    best = {
        every.rows[place]
        for name in scores
        for place in sorted(
            range(len(every.rows)), key=lambda place: (-every.values[name][place], place)
        )[:7]
    }

    (found,) = Matcher(reports, "titles", 7).candidates([_STUDY])

    assert set(found.rows.tolist()) == best


def test_trials_are_judged_one_by_one_however_many_are_judged_together() -> None:
    rng = random.Random(1)
    reports = [Report(str(n), " ".join(rng.choices(_WORDS, k=4))) for n in range(30)]
    studies = [Study(str(n), (" ".join(rng.choices(_WORDS, k=4)),)) for n in range(70)]
    matcher = Matcher(reports, "record", depth=5)

    together = [found.rows.tolist() for found in matcher.candidates(studies)]

    alone = [next(iter(matcher.candidates([study]))).rows.tolist() for study in studies]
    assert together == alone
