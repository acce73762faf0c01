"""What the titles of papers tell beside their words."""

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_TRIAL_WORDS = re.compile(
    r"random|trial|phase|versus|\bvs\b|compar|efficacy|safety|placebo|double.?blind|effect of|"
    r"controlled|pilot|feasib",
    re.IGNORECASE,
)
_OTHER_WORDS = re.compile(
    r"review|meta-analysis|epidemiolog|guideline|prevalence|mechanism|in vitro|mice|\brats?\b|"
    r"criteria|classification|statistic|questionnaire|validation|consensus|incidence|pathogenesis|"
    r"protocol|rationale|study design",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\bphase\s+(I{1,3}V?|IV|[1-4])\b", re.IGNORECASE)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_BIT = {"1": 1, "2": 2, "3": 4, "4": 8}
_NO_PHASE = 16  # something that is called a phase and is none

Rows = npt.NDArray[np.int64]


def sorts(title: str) -> tuple[int, int, int]:
    """Of a paper: the phases that its title tells, whether it is one of a trial, or of others."""
    return (
        phase_bits(_PHASE.findall(title)),
        int(_TRIAL_WORDS.search(title) is not None),
        int(_OTHER_WORDS.search(title) is not None),
    )


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
