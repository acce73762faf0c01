"""From ranked candidates to *probable* links: a calibrated probability and a measured threshold."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy.typing as npt

from harvest.evidence.links.linear import Array, Linear, probability, weights_text

WEIGHTS = Path(__file__).with_name("weights.json")
TRAINED_ON = Path(__file__).with_name("trained_on.txt")

FEATURES = (
    "cosine_titles",
    "cosine_titles_to_best",
    "bm25_titles_to_best",
    "paper_covered_by_titles",
    "letters",
    "letters_to_best",
    "cosine_text",
    "cosine_text_to_best",
    "bm25_text_to_best",
    "bm25_text_once_to_best",
    "text_covered_by_paper",
    "cosine_text_to_title",
    "cosine_text_to_title_to_best",
    "title_covered",
    "official_among_authors",
    "official_first",
    "by_an_official",
    "before_start",
    "long_before_start",
    "soon_after_start",
    "after_completion",
    "long_before_completion",
    "within_3_years",
    "late",
    "trial_words",
    "other_words",
    "own_number",
    "acronyms_shared",
    "phase_agrees",
)

"""By these a trial's candidates are ranked."""

OWN = (
    "by_an_official",
    "own_number",
    "cosine_text_to_title",
    "bm25_titles",
    "letters",
    "within_3_years",
    "phase_agrees",
)
PROBABILITY_FEATURES = ("score", "share", "lead", "ahead", *OWN)
"""By these they are believed: how they stand among those of their trial and against other trials,
and what tells of one alone, which the ranking of a trial's candidates can't: all may be bad. None
of it depends on whether abstracts are held."""


@dataclass(frozen=True)
class Linker:
    """The ranking of a trial's papers, the probability of a pair, and when to call it probable."""

    ranking: Linear
    probability: Linear
    threshold: float

    def chance(self, values: Mapping[str, npt.NDArray[Any]]) -> Array:
        """The probability of candidates, from ``PROBABILITY_FEATURES``."""
        return probability(self.probability.score(values))


@dataclass(frozen=True)
class Model:
    """What ``weights.json`` holds, and which trials it was learned from."""

    linker: Linker
    trained_on: frozenset[str]  # digests, see ``mark``

    def saw(self, trial: str) -> bool:
        """Whether a trial was among those that the weights were learned from."""
        return mark(trial) in self.trained_on


def mark(trial: str) -> str:
    """A trial's number as the list of training trials keeps it: short, and not readable back."""
    return hashlib.sha256(trial.encode()).hexdigest()[:8]


def write(model: Model, folder: Path) -> None:
    """Write the weights, and from which trials they were learned."""
    data = {
        "threshold": round(model.linker.threshold, 4),
        "probability": model.linker.probability.as_json(),
        "ranking": model.linker.ranking.as_json(),
    }
    (folder / WEIGHTS.name).write_text(weights_text(data), encoding="utf-8")
    marks = "\n".join(sorted(model.trained_on))
    (folder / TRAINED_ON.name).write_text(marks + "\n", encoding="utf-8")


@cache
def shipped() -> Model:
    """The weights that come with the program; ``python -m harvest.evaluation.train`` makes them."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(
        Linker(
            Linear.from_json(data["ranking"]),
            Linear.from_json(data["probability"]),
            float(data["threshold"]),
        ),
        frozenset(TRAINED_ON.read_text(encoding="utf-8").split()),
    )
