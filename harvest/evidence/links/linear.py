"""The models behind the scores: small, linear, and readable in ``weights.json``."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

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
        # Not a product of matrices: there, the last bit of a row depends on the rows around it.
        told = ((columns - self.mean) / self.scale * self.weight).sum(axis=1)
        return np.asarray(told + self.intercept)

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


def weights_text(data: Mapping[str, object]) -> str:
    """A file of models ``as_json``, one feature a line: [weight, mean, scale], standardised."""
    text = json.dumps(data, indent=1)
    return re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: f"[{' '.join(m[1].split())}]", text) + "\n"


def probability(scores: Array) -> Array:
    """The logistic function."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -50, 50))))
