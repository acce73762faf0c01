"""What the titles of many papers tell beside their words, each looked at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from harvest.evidence.reading.tokens import acronyms

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


class Titles:
    """The titles, in the order in which they were added."""

    def __init__(self) -> None:
        self._acronyms: dict[str, list[int]] = defaultdict(list)
        self._phases: list[int] = []
        self._trial: list[bool] = []
        self._other: list[bool] = []

    def add(self, title: str) -> None:
        """The next title."""
        for acronym in acronyms([title]):
            self._acronyms[acronym].append(len(self._phases))
        self._phases.append(_phases(_PHASE.findall(title)))
        self._trial.append(_TRIAL_WORDS.search(title) is not None)
        self._other.append(_OTHER_WORDS.search(title) is not None)

    def done(self) -> "SomeTitles":
        """All of them, ready to be asked."""
        return SomeTitles(
            {name: np.array(rows, np.int64) for name, rows in self._acronyms.items()},
            np.array(self._phases, np.int8),
            np.array(self._trial, np.float32),
            np.array(self._other, np.float32),
        )


class SomeTitles:
    """Answers for papers, which are rows in the order of their titles."""

    def __init__(
        self,
        by_acronym: Mapping[str, Rows],
        phases: npt.NDArray[np.int8],
        trial_words: npt.NDArray[np.float32],
        other_words: npt.NDArray[np.float32],
    ) -> None:
        self._by_acronym = by_acronym
        self._phases = phases
        self.trial_words = trial_words
        self.other_words = other_words

    def acronyms_shared(self, titles: Iterable[str], rows: Rows) -> npt.NDArray[np.float64]:
        """How many acronyms each of these papers has in common with a trial's titles."""
        shared = np.zeros(len(rows))
        for acronym in acronyms(titles):
            if acronym in self._by_acronym:
                shared += np.isin(rows, self._by_acronym[acronym])
        return shared

    def phase_agrees(self, phases: Iterable[str], rows: Rows) -> npt.NDArray[np.float64]:
        """1 if a paper's title tells a phase of the trial's, -1 if another, else 0."""
        ours = _phases(phases)
        told = self._phases[rows]
        if not ours:
            return np.zeros(len(rows))
        return np.where(told == 0, 0.0, np.where(told & ours, 1.0, -1.0))


def _phases(names: Iterable[str]) -> int:
    bits = 0
    for name in names:
        bits |= _BIT.get(_ROMAN.get(name.upper(), name), _NO_PHASE)
    return bits
