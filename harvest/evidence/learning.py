"""The models behind the scores: small, linear, and readable in ``weights.json``.

``fit_ranking`` learns how to order one trial's candidate papers (a conditional logit: the right
papers against the others of the same trial). ``fit_probability`` turns such scores into the
probability that a pair is right, so that a threshold means something.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """Σ weight × (feature − mean) / scale + intercept."""

    features: tuple[str, ...]
    weight: Array
    mean: Array
    scale: Array
    intercept: float = 0.0

    def score(self, values: Mapping[str, npt.NDArray[Any]]) -> Array:
        """One score a row; ``values`` holds a column a feature."""
        columns = np.empty((len(values[self.features[0]]), len(self.features)))
        for place, name in enumerate(self.features):
            columns[:, place] = values[name]
        scores: Array = ((columns - self.mean) / self.scale) @ self.weight + self.intercept
        return scores

    def as_json(self) -> dict[str, object]:
        """For the weights file: a line a feature."""
        return {
            "intercept": round(self.intercept, 4),
            "features": {
                name: [round(float(w), 4), round(float(m), 4), round(float(s), 4)]
                for name, w, m, s in zip(
                    self.features, self.weight, self.mean, self.scale, strict=True
                )
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Linear":
        """Read back what ``as_json`` wrote."""
        rows = data["features"]
        table = np.array(list(rows.values()), np.float64)
        return cls(tuple(rows), table[:, 0], table[:, 1], table[:, 2], float(data["intercept"]))


@dataclass(frozen=True)
class Group:
    """One trial's candidates: a column a feature, and which rows are right."""

    values: Mapping[str, npt.NDArray[Any]]
    right: tuple[int, ...]


def _columns(group: Group, features: Sequence[str]) -> Array:
    return np.stack([np.asarray(group.values[name], np.float64) for name in features], axis=1)


def _standard(tables: Sequence[Array]) -> tuple[Array, Array]:
    together = np.concatenate(tables)
    scale = together.std(axis=0)
    scale[scale < 1e-9] = 1.0
    return together.mean(axis=0), scale


def fit_ranking(groups: Sequence[Group], features: Sequence[str], ridge: float) -> Linear:
    """A conditional logit over each trial's candidates; trials without a right one are skipped."""
    usable = [group for group in groups if group.right]
    tables = [_columns(group, features) for group in usable]
    mean, scale = _standard(tables)
    table = (np.concatenate(tables) - mean) / scale
    sizes = np.array([len(rows) for rows in tables])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    truth = _truth(usable, sizes)
    count = len(usable)

    def loss(weight: Array) -> tuple[float, Array]:
        scores = table @ weight
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        shares = np.exp(scores)
        shares /= np.repeat(np.add.reduceat(shares, starts), sizes)
        kept = shares * truth
        hit = np.add.reduceat(kept, starts) + 1e-300
        slope = table.T @ (shares - kept / np.repeat(hit, sizes))
        return (
            -float(np.log(hit).sum()) / count + ridge / 2 * float(weight @ weight),
            slope / count + ridge * weight,
        )

    best = minimize(loss, np.zeros(len(features)), jac=True, method="L-BFGS-B")
    return Linear(tuple(features), np.asarray(best.x), mean, scale)


def _truth(groups: Sequence[Group], sizes: npt.NDArray[np.int64]) -> Array:
    """1 for every right row of the groups laid end to end."""
    truth = np.zeros(int(sizes.sum()))
    start = 0
    for group, size in zip(groups, sizes, strict=True):
        truth[[start + place for place in group.right]] = 1
        start += int(size)
    return truth


def fit_probability(groups: Sequence[Group], features: Sequence[str], ridge: float) -> Linear:
    """A logistic regression over all pairs."""
    tables = [_columns(group, features) for group in groups]
    mean, scale = _standard(tables)
    table = (np.concatenate(tables) - mean) / scale
    truth = _truth(groups, np.array([len(rows) for rows in tables]))

    def loss(weight: Array) -> tuple[float, Array]:
        scores = table @ weight[1:] + weight[0]
        chance = 1 / (1 + np.exp(-scores))
        total = float(np.logaddexp(0, scores).sum() - scores @ truth)
        error = chance - truth
        slope = np.concatenate([[error.sum()], table.T @ error + ridge * weight[1:]])
        return total + ridge / 2 * float(weight[1:] @ weight[1:]), slope

    best = minimize(loss, np.zeros(len(features) + 1), jac=True, method="L-BFGS-B")
    return Linear(tuple(features), np.asarray(best.x[1:]), mean, scale, float(best.x[0]))


def probability(scores: Array) -> Array:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -50, 50))))
