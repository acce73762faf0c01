"""Pairs of registrations that may be one study though no number says so, with reasons in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from harvest.evidence.studies.likeness.blocking import pairs
from harvest.evidence.studies.likeness.explain import reasons
from harvest.evidence.studies.likeness.features import Compared, beside_titles
from harvest.evidence.studies.likeness.model import Model, shipped
from harvest.evidence.studies.likeness.registration import Registration
from harvest.evidence.studies.likeness.sparse_sets import Numbers, Rows
from harvest.evidence.studies.likeness.standing import standing

TOGETHER = 50_000  # pairs compared at a time; their features are let go


@dataclass(frozen=True, slots=True)
class Alike:
    """Two registrations, the lesser number first, the chance that they are one study, and why."""

    trial_id: str
    other_trial_id: str
    chance: float
    reasons: tuple[str, ...]


def candidates(told: Sequence[Registration]) -> Iterator[Alike]:
    """The pairs whose chance reaches the threshold, in the order of their numbers."""
    made = shipped()
    if len({each.registry for each in told}) < 2:
        return
    known = sorted(told, key=lambda each: each.id)
    compared = Compared(known, made.common)
    rows, others, chances = chances_of(compared, made)
    for place in np.flatnonzero(chances >= made.judge.threshold).tolist():
        one, other = known[rows[place]], known[others[place]]
        chance = round(float(chances[place]), 4)
        yield Alike(one.id, other.id, chance, tuple(reasons(one, other)))


def chances_of(compared: Compared, model: Model) -> tuple[Rows, Rows, Numbers]:
    """The pairs that are looked at, as rows, and the chance of each; titles alone prove nothing."""
    rows, others = pairs(compared)
    if not len(rows):
        return rows, others, np.zeros(0)
    scores, tied = np.empty(len(rows)), np.empty(len(rows), bool)
    for start in range(0, len(rows), TOGETHER):
        some = slice(start, start + TOGETHER)
        features = compared.features(rows[some], others[some])
        scores[some] = model.judge.pair.score(features)
        tied[some] = beside_titles(features)
    chances = model.judge.chance(standing(compared.told, rows, others, scores))
    return rows, others, np.where(tied, chances, 0.0)
