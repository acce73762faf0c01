"""How a candidate stands: among those of its trial, and against the other trials of the paper."""

from typing import Any

import numpy as np
import numpy.typing as npt

_NO_RIVAL = -8.0
_MOST_AHEAD = 6.0


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
    trial: int, rows: npt.NDArray[np.int64], scores: npt.NDArray[Any], rivals: Rivals
) -> dict[str, npt.NDArray[Any]]:
    """``PROBABILITY_FEATURES`` of a trial's candidates.

    ``rows`` are papers, ``scores`` what the ranking gives them.
    """
    order = np.argsort(-scores, kind="stable")
    place = np.empty(len(scores))
    place[order] = np.arange(len(scores))
    best = scores[order[0]] if len(scores) else 0.0
    shares = np.exp(scores - best)
    ahead = rivals.ahead(trial, rows, scores)
    return {
        "score": scores,
        "share": np.log(shares / shares.sum()) if len(scores) else scores,
        "place": np.log1p(place),
        "lead": scores - best,
        "ahead": ahead,
        "behind": (ahead < 0).astype(float),
    }
