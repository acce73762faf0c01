"""How a candidate stands: among those of its trial, and against the other trials of the paper."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from harvest.evidence.links.model import OWN

_NO_RIVAL = -8.0
_MOST_AHEAD = 6.0
# Cosines. A title that says little tells nothing against a paper, and one that is all that is known
# of a trial comes too near too easily.
_FAR, _NEAR = 0.15, 0.35


class Rivals:
    """The best two trials of every paper: one that fits another trial better is not this one's."""

    def __init__(self, papers: int) -> None:
        self._best = np.full(papers, _NO_RIVAL)
        self._second = np.full(papers, _NO_RIVAL)
        self._owner = np.full(papers, -1)

    def add(self, trial: int, rows: npt.NDArray[np.int64], scores: npt.NDArray[Any]) -> None:
        """Count in a trial's scores of its candidates."""
        wins = scores > self._best[rows]
        won, lost = rows[wins], rows[~wins]
        self._second[won] = self._best[won]
        self._best[won] = scores[wins]
        self._owner[won] = trial
        self._second[lost] = np.maximum(self._second[lost], scores[~wins])

    def ahead(
        self, trial: int, rows: npt.NDArray[np.int64], scores: npt.NDArray[Any]
    ) -> npt.NDArray[Any]:
        """By how much the trial's scores exceed those of the best other trial."""
        other = np.where(self._owner[rows] == trial, self._second[rows], self._best[rows])
        return np.asarray(np.clip(scores - other, -_MOST_AHEAD, _MOST_AHEAD))


def standing(
    trial: int,
    rows: npt.NDArray[np.int64],
    scores: npt.NDArray[Any],
    values: Mapping[str, npt.NDArray[Any]],
    rivals: Rivals,
) -> dict[str, npt.NDArray[Any]]:
    """``PROBABILITY_FEATURES`` of a trial's candidates.

    ``rows`` are papers, ``scores`` what the ranking gives them, ``values`` their features.
    """
    best = scores.max() if len(scores) else 0.0
    shares = np.exp(scores - best)
    return {
        "score": scores,
        "share": np.log(shares / shares.sum()) if len(scores) else scores,
        "lead": scores - best,
        "ahead": rivals.ahead(trial, rows, scores),
        **{name: values[name] for name in OWN},
        "cosine_text_to_title": np.clip(values["cosine_text_to_title"], _FAR, _NEAR),
    }
