"""How many registrations of one study the shipped weights find, on the half they have not seen."""

from pathlib import Path
from typing import NamedTuple

from harvest.evaluation.same_study.bases import corpus, half, halves
from harvest.evaluation.same_study.measuring import Figures, by_titles, cut, figures
from harvest.evaluation.same_study.train import read
from harvest.evaluation.same_study.wordings import mesh
from harvest.evidence.studies.likeness.candidates import candidates

TARGETS = {"same_study_precision": 0.95, "same_study_recall": 0.80}
"""What is asked of the figures."""

SEED = 11
"""Another hand than those that were learned from."""


class Judged(NamedTuple):
    """What is told, what titles alone would tell at the same precision, and of what base."""

    told: Figures
    titles: Figures
    registrations: int
    sisters: int


def judged(folder: Path, seed: int = SEED) -> Judged | None:
    """Judge on the trials of a corpus of records; None where the folder has none."""
    records = corpus(folder / "clinicaltrials")
    if not records:
        return None
    _, unseen = halves(records)
    made = half(unseen, mesh(folder / "mesh" / "descriptors-2025.tsv.gz"), seed)
    told = read(made)
    found = {(each.trial_id, each.other_trial_id) for each in candidates(told)}
    alike = by_titles(told)
    least = cut(alike, made.right)
    titles = {pair for pair, score in alike if score >= least}
    return Judged(figures(found, made.right), figures(titles, made.right), len(told), made.decoys)
