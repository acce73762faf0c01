"""Learns the weights for registrations of one study.

``python -m harvest.evaluation.same_study.train FOLDER``, where FOLDER holds ``clinicaltrials/`` and
``mesh/`` as the shared corpus has them. The trials of one half of all sponsors are learned from, as
several hands would have written them anew.
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from harvest.errors import UsageError
from harvest.evaluation.base import base
from harvest.evaluation.learning import Group, fit_probability
from harvest.evaluation.same_study.bases import Half, corpus, half, halves
from harvest.evaluation.same_study.measuring import cut
from harvest.evaluation.same_study.wordings import Synonyms, mesh
from harvest.evidence.studies.likeness.blocking import pairs
from harvest.evidence.studies.likeness.features import Compared
from harvest.evidence.studies.likeness.model import STANDING, WEIGHTS, Judge, Model, write
from harvest.evidence.studies.likeness.reading import registrations
from harvest.evidence.studies.likeness.registration import Registration
from harvest.evidence.studies.likeness.sparse_sets import Common, Numbers, Rows
from harvest.evidence.studies.likeness.standing import standing
from harvest.evidence.studies.likeness.wording import name_terms, terms
from harvest.records import Record

SEEDS = (1, 2, 3)
FOLDS = 4  # of sponsors: a score that the threshold rests on is of weights learned without them
PRECISION = 0.965  # asked of the threshold: of sponsors elsewhere it comes out at about 0.95
RIDGE = 3.0
LEAST = 4  # records that have a word which is kept


@dataclass(frozen=True)
class Looked:
    """The pairs that are looked at in a base, which are right, and in which fold each is."""

    compared: Compared
    rows: Rows
    others: Rows
    features: dict[str, Numbers]
    truth: Numbers
    folds: Rows

    def group(self, kept: npt.NDArray[np.bool_]) -> Group:
        """Some of the pairs, as the fits take them."""
        values = {name: column[kept] for name, column in self.features.items()}
        return Group(values, tuple(np.flatnonzero(self.truth[kept]).tolist()))

    def standing(self, scores: Numbers) -> Group:
        """How the pairs stand with these scores."""
        values = standing(self.compared.told, self.rows, self.others, scores)
        return Group(values, tuple(np.flatnonzero(self.truth).tolist()))


def read(made: Half) -> list[Registration]:
    """The registrations of a base, stored and read as those of a run are."""
    with base(made.records, ()) as store:
        return list(registrations(store.connection, {}))


def looked(told: Sequence[Registration], made: Half, common: Common) -> Looked:
    """Everything that is worked out of a base."""
    compared = Compared(told, common)
    rows, others = pairs(compared)
    ids = [each.id for each in told]
    truth = np.array(
        [
            (ids[a], ids[b]) in made.right
            for a, b in zip(rows.tolist(), others.tolist(), strict=True)
        ],
        np.float64,
    )
    # halved first, for the last bit has chosen the half that is learned from
    of = np.array([zlib.crc32(made.sponsors[each].encode()) // 2 % FOLDS for each in ids], np.int64)
    return Looked(compared, rows, others, compared.features(rows, others), truth, of[rows])


def train(records: Sequence[Record], synonyms: Synonyms) -> Model:
    """Learn from some trials, written anew by several hands; deterministic."""
    made = [half(records, synonyms, seed) for seed in SEEDS]
    told = [read(each) for each in made]
    words = commonness(told[0])
    common = Common(len(told[0]), words)
    found = [looked(t, m, common) for t, m in zip(told, made, strict=True)]
    return Model(_judge(found), len(told[0]), words, _said(records, made))


def commonness(told: Sequence[Registration]) -> dict[str, int]:
    """Word → how many registrations have it in titles, conditions, interventions or outcomes."""
    times: Counter[str] = Counter()
    for each in told:
        texts = (*each.titles, *each.conditions, *each.interventions, *each.outcomes)
        times.update(set(terms(*texts)))
        times.update({f"s:{word}" for word in name_terms(next(iter(each.sponsors), ""))})
    return {word: many for word, many in times.items() if many >= LEAST}


def _judge(found: Sequence[Looked]) -> Judge:
    """The weights of the pair, then of its standing, by scores of sponsors that were not seen."""
    names = tuple(found[0].features)
    signs = {name: _sign(name) for name in names}
    scores = [np.empty(len(each.rows)) for each in found]
    for fold in range(FOLDS):
        rest = [each.group(each.folds != fold) for each in found]
        pair = fit_probability(rest, names, RIDGE, signs)
        for each, column in zip(found, scores, strict=True):
            apart = each.folds == fold
            column[apart] = pair.score(each.group(apart).values)
    stood = [each.standing(column) for each, column in zip(found, scores, strict=True)]
    every = [each.group(each.folds >= 0) for each in found]
    pair = fit_probability(every, names, RIDGE, signs)
    stand = fit_probability(stood, STANDING, 1.0)
    judge = Judge(pair, stand, 1.0)
    scored = [
        ((str(n), str(place)), float(chance))
        for n, group in enumerate(stood)
        for place, chance in enumerate(judge.chance(group.values))
    ]
    right = frozenset((str(n), str(p)) for n, group in enumerate(stood) for p in group.right)
    return Judge(pair, stand, cut(scored, right, PRECISION))


_AGAINST = ("_differ", "_differs", "_apart", "_gap", "_far", "_alone", "_not_in_record")


def _sign(feature: str) -> int:
    """What agrees never speaks against a pair, what differs never for it; else it may be either."""
    if feature.endswith("_unknown"):
        return 0
    return -1 if feature.endswith(_AGAINST) else 1


def _said(records: Sequence[Record], made: Sequence[Half]) -> str:
    return (
        f"{len(records):,} trials of ClinicalTrials.gov, one half by sponsor, each rewritten "
        f"{len(made)} times as another registry's: {sum(len(m.right) for m in made):,} pairs that "
        f"are one study, among {sum(m.decoys for m in made):,} made sister trials"
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(folder: Path) -> None:
    """Learn from the corpus in FOLDER and write the weights where the program has them."""
    records = corpus(folder / "clinicaltrials")
    if not records:
        raise UsageError(f"{folder}/clinicaltrials holds no trials")
    learned, _ = halves(records)
    model = train(learned, mesh(folder / "mesh" / "descriptors-2025.tsv.gz"))
    write(model, WEIGHTS.parent)


if __name__ == "__main__":
    main()
