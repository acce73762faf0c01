"""How the weights of ``weights.json`` are learned; nothing that runs every day needs this.

``fit_ranking`` learns how to order one trial's candidate papers (a conditional logit: the right
papers against the others of the same trial). ``fit_probability`` turns such scores into the
probability that a pair is right, so that a threshold means something.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from harvest.evidence.links.linear import Array, Linear


@dataclass(frozen=True)
class Group:
    """One trial's candidates: a column a feature, which rows are right, and what each counts."""

    values: Mapping[str, npt.NDArray[Any]]
    right: tuple[int, ...]
    weight: float = 1.0  # to ``fit_probability``


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


def fit_probability(
    groups: Sequence[Group],
    features: Sequence[str],
    ridge: float,
    signs: Mapping[str, int] = MappingProxyType({}),
) -> Linear:
    """A logistic regression over all pairs.

    ``signs``: features that may only speak for a pair (1), or only against it (-1).
    """
    tables = [_columns(group, features) for group in groups]
    mean, scale = _standard(tables)
    table = (np.concatenate(tables) - mean) / scale
    sizes = np.array([len(rows) for rows in tables])
    truth = _truth(groups, sizes)
    counts = np.repeat([group.weight for group in groups], sizes)

    def loss(weight: Array) -> tuple[float, Array]:
        scores = table @ weight[1:] + weight[0]
        chance = 1 / (1 + np.exp(-scores))
        total = float(counts @ (np.logaddexp(0, scores) - scores * truth))
        error = counts * (chance - truth)
        slope = np.concatenate([[error.sum()], table.T @ error + ridge * weight[1:]])
        return total + ridge / 2 * float(weight[1:] @ weight[1:]), slope

    ways = {0: (None, None), 1: (0, None), -1: (None, 0)}
    bounds = [(None, None), *(ways[signs.get(name, 0)] for name in features)]
    best = minimize(loss, np.zeros(len(features) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return Linear(tuple(features), np.asarray(best.x[1:]), mean, scale, float(best.x[0]))
