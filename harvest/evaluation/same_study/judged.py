"""How many registrations of one study the shipped weights find, on the half they have not seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from harvest.evaluation.base import base
from harvest.evaluation.same_study.bases import Half, corpus, half, halves
from harvest.evaluation.same_study.measuring import Figures, Pair, Scored, cut, figures
from harvest.evaluation.same_study.titles import by_titles
from harvest.evaluation.same_study.wordings import mesh
from harvest.evidence.studies.likeness.proposing import propose
from harvest.evidence.studies.likeness.reading import registrations
from harvest.evidence.studies.likeness.registration import Registration
from harvest.evidence.studies.step import find_studies

TARGETS = {"same_study_precision": 0.95, "same_study_recall": 0.80}
"""What is asked of the figures."""

SEEDS = (29, 31, 37)
"""Hands that the weights were not learned from, counted together: one alone is right by chance."""


_CANDIDATES = """
SELECT trial_id, other_trial_id FROM same_study
WHERE relation = 'candidate' AND trial_id < other_trial_id
"""


class Judged(NamedTuple):
    """What is told, what titles alone would tell, and of what base.

    ``titles`` is at a precision of 0.95, ``as_many`` with as many pairs as are told.
    """

    told: Figures
    titles: Figures
    as_many: Figures
    registrations: int
    sisters: int
    bases: int


@dataclass
class Counted:
    """What was found in some bases: pairs by the base and their numbers."""

    told: set[Pair] = field(default_factory=set)
    alike: list[Scored] = field(default_factory=list)
    right: set[Pair] = field(default_factory=set)
    registrations: int = 0
    sisters: int = 0
    bases: int = 0

    def add(
        self, name: str, made: Half, told: Iterable[Pair], read: Sequence[Registration]
    ) -> None:
        """One more base, with the pairs that were told in it."""

        def here(pair: Pair) -> Pair:
            return f"{name} {pair[0]}", f"{name} {pair[1]}"

        self.told |= set(map(here, told))
        self.right |= set(map(here, made.right))
        self.alike += [(here(pair), score) for pair, score in by_titles(read)]
        self.registrations += len(read)
        self.sisters += made.decoys
        self.bases += 1

    def judged(self) -> Judged:
        """All bases together."""
        right, alike = frozenset(self.right), sorted(self.alike, key=lambda e: (-e[1], e[0]))
        least = cut(alike, right)
        told, titles, as_many = (
            figures(pairs, right)
            for pairs in (
                self.told,
                {pair for pair, score in alike if score >= least},
                {pair for pair, _ in alike[: len(self.told)]},
            )
        )
        return Judged(told, titles, as_many, self.registrations, self.sisters, self.bases)


def judged(folder: Path, seeds: Sequence[int] = SEEDS) -> Judged | None:
    """Judge on the trials of a corpus of records; None where the folder has none."""
    records = corpus(folder / "clinicaltrials")
    if not records:
        return None
    _, unseen = halves(records)
    synonyms = mesh(folder / "mesh" / "descriptors-2025.tsv.gz")
    counted = Counted()
    for seed in seeds:
        made = half(unseen, synonyms, seed)
        with base(made.records, ()) as store:
            find_studies(store, {}, propose)
            found = set(store.connection.execute(_CANDIDATES))
            counted.add(str(seed), made, found, list(registrations(store.connection, {})))
    return counted.judged()
