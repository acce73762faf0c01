"""How many registrations of one study the shipped weights find, on the half they have not seen."""

from pathlib import Path
from typing import NamedTuple

from harvest.evaluation.base import base
from harvest.evaluation.same_study.bases import corpus, half, halves
from harvest.evaluation.same_study.measuring import Figures, cut, figures
from harvest.evaluation.same_study.titles import by_titles
from harvest.evaluation.same_study.wordings import mesh
from harvest.evidence.studies.likeness.proposing import propose
from harvest.evidence.studies.likeness.reading import registrations
from harvest.evidence.studies.step import find_studies

TARGETS = {"same_study_precision": 0.95, "same_study_recall": 0.80}
"""What is asked of the figures."""

SEED = 11
"""Another hand than those that were learned from."""


_CANDIDATES = """
SELECT trial_id, other_trial_id FROM same_study
WHERE relation = 'candidate' AND trial_id < other_trial_id
"""


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
    with base(made.records, ()) as store:
        find_studies(store, {}, propose)
        found = set(store.connection.execute(_CANDIDATES))
        told = list(registrations(store.connection, {}))
    alike = by_titles(told)
    least = cut(alike, made.right)
    titles = {pair for pair, score in alike if score >= least}
    return Judged(figures(found, made.right), figures(titles, made.right), len(told), made.decoys)
