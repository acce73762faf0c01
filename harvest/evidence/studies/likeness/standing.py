"""How a pair stands against the others that either of its two records may make in a registry."""

from collections.abc import Mapping, Sequence

import numpy as np

from harvest.evidence.studies.likeness.blocking import numbered
from harvest.evidence.studies.likeness.registration import Registration
from harvest.evidence.studies.likeness.sparse_sets import Numbers, Rows

_ALONE = -6.0
_MOST = 3.0


def standing(
    told: Sequence[Registration], rows: Rows, others: Rows, scores: Numbers
) -> Mapping[str, Numbers]:
    """By which a score is believed: itself, and by how much it exceeds that of each side's rivals.

    A rival is another study's record of the same registry; the records of one study are none.
    """
    registry = numbered([each.registry for each in told])
    study = numbered([each.joined for each in told])
    ahead = (
        _ahead(rows, others, registry, study, scores),
        _ahead(others, rows, registry, study, scores),
    )
    less, more = np.minimum(*ahead), np.maximum(*ahead)
    return {
        "score": scores,
        "ahead": np.clip(less, -_MOST, _MOST),
        "ahead_more": np.clip(more, -_MOST, _MOST),
        "behind": (less < 0) * 1.0,
    }


def _ahead(rows: Rows, others: Rows, registry: Rows, study: Rows, scores: Numbers) -> Numbers:
    """By how much each pair exceeds the best that its row makes with another study there."""
    if not len(rows):
        return np.zeros(0)
    place = rows * (int(registry.max()) + 1) + registry[others]
    order = np.lexsort((-scores, place))
    place, which, score = place[order], study[others][order], scores[order]
    first = np.flatnonzero(np.diff(place, prepend=-1))
    best = np.repeat(first, np.diff(np.append(first, len(place))))
    other = which != which[best]
    # the best of another study than the best one's, in each place
    second = np.full(len(place), _ALONE)
    np.maximum.at(second, best[other], score[other])
    rival = np.where(other, score[best], second[best])
    ahead = np.empty(len(place))
    ahead[order] = score - rival
    return ahead
