"""What the titles of papers tell beside their words."""

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_TRIAL_WORDS = (
    (
        "random",
        "trial",
        "phase",
        "versus",
        "compar",
        "efficacy",
        "safety",
        "placebo",
        "effect of",
        "controlled",
        "pilot",
        "feasib",
    ),
    re.compile(r"\bvs\b|double.?blind"),
)
_OTHER_WORDS = (
    (
        "review",
        "meta-analysis",
        "epidemiolog",
        "guideline",
        "prevalence",
        "mechanism",
        "in vitro",
        "mice",
        "criteria",
        "classification",
        "statistic",
        "questionnaire",
        "validation",
        "consensus",
        "incidence",
        "pathogenesis",
        "protocol",
        "rationale",
        "study design",
    ),
    re.compile(r"\brats?\b"),
)
"""Of titles in lower case: what stands in them, and what is looked for if none of that does."""
_PHASE = re.compile(r"\bphase\s+(I{1,3}V?|IV|[1-4])\b", re.IGNORECASE)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_BIT = {"1": 1, "2": 2, "3": 4, "4": 8}
_NO_PHASE = 16  # something that is called a phase and is none

Rows = npt.NDArray[np.int64]


def sorts(title: str) -> tuple[int, int, int]:
    """Of a paper: the phases that its title tells, whether it is one of a trial, or of others."""
    lower = title.lower()
    return (
        phase_bits(_PHASE.findall(title)) if "phase" in lower else 0,
        _tells(lower, *_TRIAL_WORDS),
        _tells(lower, *_OTHER_WORDS),
    )


def _tells(lower: str, plain: Iterable[str], pattern: re.Pattern[str]) -> int:
    # one word after the other is found several times as fast as one of many by a pattern
    return int(any(word in lower for word in plain) or pattern.search(lower) is not None)


def phase_bits(names: Iterable[str]) -> int:
    """Phases as a number that two have bits of in common where they share one."""
    bits = 0
    for name in names:
        bits |= _BIT.get(_ROMAN.get(name.upper(), name), _NO_PHASE)
    return bits


def phase_agrees(ours: int, told: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """1 if a paper's title tells a phase of the trial's, -1 if another, else 0."""
    if not ours:
        return np.zeros(len(told))
    return np.where(told == 0, 0.0, np.where(told & ours, 1.0, -1.0))
