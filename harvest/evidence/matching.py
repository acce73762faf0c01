"""Which papers may report a trial: the features of a pair, and its score.

No identifier is used here. Three views of a pair, by what is known of it:

* ``record``: the whole registry record against a paper's title, authors and year;
* ``abstract``: a trial's texts against title and abstract;
* ``titles``: titles alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from harvest.evidence.index import Floats, Index, dense, single
from harvest.evidence.learning import Linear
from harvest.evidence.words import acronyms, grams, pairs, squeezed, stems

View = Literal["record", "abstract", "titles"]
BLOCK = 64  # trials scored together

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


@dataclass(frozen=True)
class Study:
    """What a trial's record says that may show in its papers."""

    id: str
    titles: tuple[str, ...]  # brief, official, acronym
    text: str = ""  # everything else that tells what is done and measured
    officials: tuple[str, ...] = ()  # folded surnames
    numbers: tuple[str, ...] = ()  # its own numbers, squeezed
    phases: frozenset[str] = frozenset()
    start: int | None = None  # years
    completion: int | None = None


@dataclass(frozen=True)
class Report:
    """What a paper's record says."""

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()  # folded surnames, in order
    year: int | None = None


class Candidates(NamedTuple):
    """The papers considered for one trial: their rows among the reports, a column a feature."""

    rows: npt.NDArray[np.int64]
    values: Mapping[str, npt.NDArray[Any]]


def numbers_of(ids: Iterable[str]) -> tuple[str, ...]:
    """A trial's own numbers that are telling enough to be looked for in a title."""
    forms = {squeezed(text) for text in ids}
    return tuple(
        sorted(f for f in forms if len(f) >= 4 and re.search(r"\d", f) and re.search("[a-z]", f))
    )


@dataclass(frozen=True)
class _Titles:
    """What is computed once of all titles."""

    squeezed: tuple[str, ...]
    acronyms: tuple[frozenset[str], ...]
    phases: tuple[frozenset[str], ...]
    trial_words: Floats
    other_words: Floats


def _titles(reports: Sequence[Report]) -> _Titles:
    return _Titles(
        squeezed=tuple(squeezed(report.title) for report in reports),
        acronyms=tuple(acronyms([report.title]) for report in reports),
        phases=tuple(_phases(report.title) for report in reports),
        trial_words=_flags(_TRIAL_WORDS, (report.title for report in reports)),
        other_words=_flags(_OTHER_WORDS, (report.title for report in reports)),
    )


def _phases(text: str) -> frozenset[str]:
    return frozenset(_ROMAN.get(p.upper(), p) for p in _PHASE.findall(text))


def _flags(pattern: re.Pattern[str], texts: Iterable[str]) -> Floats:
    return np.array([pattern.search(text) is not None for text in texts], np.float32)


@dataclass
class Matcher:
    """Scores trials against a fixed set of papers, in blocks."""

    reports: Sequence[Report]
    view: View
    depth: int = 80  # candidates taken from each text score
    _index: Index = field(init=False)

    def __post_init__(self) -> None:
        title_words = [stems(report.title) for report in self.reports]
        if self.view == "abstract":
            bags: Iterable[list[str]] = (
                words + words + stems(report.abstract)
                for words, report in zip(title_words, self.reports, strict=True)
            )
        else:
            bags = title_words
        self._index = Index(bags)
        self._long = self._index.bm25(0.75 if self.view == "abstract" else 0.3)
        self._pairs = Index(
            pairs(stems(report.title, report.abstract) if self.view == "abstract" else words)
            for words, report in zip(title_words, self.reports, strict=True)
        )
        if self.view == "titles":
            self._letters = Index(grams(report.title) for report in self.reports)
        self._lengths = np.log1p(np.asarray(self._index.counts.sum(axis=1)).ravel())
        self._facts = _titles(self.reports)
        self._years = np.array([report.year or 0 for report in self.reports], np.int32)
        self._authors = Index(report.authors for report in self.reports)

    def candidates(self, studies: Sequence[Study]) -> Iterator[Candidates]:
        """The candidates of each trial, with their features."""
        for start in range(0, len(studies), BLOCK):
            block = studies[start : start + BLOCK]
            scores = self._text_scores(block)
            people = dense(
                self._authors.queries((s.officials for s in block), "once")
                @ self._authors.idf_once.T
            )
            for place, study in enumerate(block):
                columns = {name: table[place] for name, table in scores.items()}
                yield self._features(study, columns, people[place])

    def _text_scores(self, block: Sequence[Study]) -> dict[str, Floats]:
        index = self._index
        titles = [stems(*study.titles) for study in block]
        whole = [stems(study.text, *study.titles) for study in block]
        by_title, by_whole = index.queries(titles), index.queries(whole)
        once = index.queries(titles, "once")
        asked = np.asarray(once.multiply(index.idf).sum(axis=1)).ravel()
        asked[asked == 0] = 1
        shared = dense(once @ index.idf_once.T)
        unit = index.weigh(index.queries(titles, "count"), 1.0)
        scores: dict[str, Floats] = {
            "bm25_titles": dense(by_title @ self._long.T),
            "cosine_titles": dense(unit @ index.tfidf.T),
            "paper_covered_by_titles": single(shared / index.idf_total),
            "titles_covered_by_paper": single(shared / asked[:, None]),
            "word_pairs": dense(
                self._pairs.weigh(
                    self._pairs.queries(
                        (pairs(w) for w in (titles if self.view == "titles" else whole)), "count"
                    ),
                    1.0,
                )
                @ self._pairs.tfidf.T
            ),
        }
        if self.view == "titles":
            scores["letters"] = dense(
                self._letters.weigh(
                    self._letters.queries((grams(" ".join(s.titles)) for s in block), "count"), 1.0
                )
                @ self._letters.tfidf.T
            )
        else:
            every = index.queries(whole, "once")
            total = np.asarray(every.multiply(index.idf).sum(axis=1)).ravel()
            total[total == 0] = 1
            common = dense(every @ index.idf_once.T)
            scores |= {
                "bm25_text": dense(by_whole @ self._long.T),
                "bm25_text_once": dense(every @ self._long.T),
                "cosine_text": dense(
                    index.weigh(index.queries(whole, "count"), 1.0) @ index.tfidf.T
                ),
                "paper_covered": single(common / index.idf_total),
                "text_covered_by_paper": single(common / total[:, None]),
            }
        if self.view == "abstract":
            scores["feedback"] = self._feedback(scores["cosine_text"])
        return scores

    def _feedback(self, cosine: Floats) -> Floats:
        """Likeness to the ten nearest papers, the paper itself left out of them.

        A right paper that says things in other words is still near those that share the words.
        """
        count, size = cosine.shape
        near = min(10, size)
        top = np.argsort(-cosine, axis=1, kind="stable")[:, :near]
        shares = np.take_along_axis(cosine, top, axis=1)
        total = shares.sum(axis=1, keepdims=True)
        shares = single(shares / np.where(total == 0, 1, total))
        choice = sparse.csr_matrix(
            (shares.ravel(), top.ravel(), np.arange(0, near * count + 1, near)), shape=cosine.shape
        )
        like = dense((choice @ self._index.tfidf) @ self._index.tfidf.T)
        own = dense(choice)
        return single((like - own) / np.maximum(1 - own, 1e-6))

    def _features(self, study: Study, scores: dict[str, Floats], people: Floats) -> Candidates:
        searched = [name for name in scores if name.startswith(("bm25", "cosine", "letters"))]
        found: set[int] = (
            set(np.flatnonzero(people > 0).tolist()) if self.view == "record" else set()
        )
        depth = min(self.depth, len(self.reports))
        for name in searched:
            top = np.argpartition(-scores[name], depth - 1)[:depth]
            found.update(top[scores[name][top] > 0].tolist())
        rows = np.array(sorted(found), np.int64)
        values: dict[str, npt.NDArray[Any]] = {name: table[rows] for name, table in scores.items()}
        for name in [*searched, *({"word_pairs", "letters", "feedback"} & scores.keys())]:
            best = float(scores[name].max()) or 1.0
            values[f"{name}_to_best"] = values[name] / best
        facts = self._facts
        values["length"] = self._lengths[rows]
        values["trial_words"] = facts.trial_words[rows]
        values["other_words"] = facts.other_words[rows]
        if self.view == "record":
            values |= self._people(study, rows, people)
            values |= self._dates(study, rows)
            values |= self._names(study, rows)
        return Candidates(rows, values)

    def _people(
        self, study: Study, rows: npt.NDArray[np.int64], people: Floats
    ) -> dict[str, npt.NDArray[Any]]:
        officials = set(study.officials)
        authors = [self.reports[row].authors for row in rows]
        return {
            "official_among_authors": np.minimum(people[rows], 12.0),
            "officials_shared": np.array([len(officials & {*names}) for names in authors]),
            "official_first": np.array([bool(n) and n[0] in officials for n in authors], float),
            "official_last": np.array([bool(n) and n[-1] in officials for n in authors], float),
        }

    def _dates(self, study: Study, rows: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[Any]]:
        years = self._years[rows]
        known = years > 0
        end, start = study.completion or 0, study.start or 0
        since_end = years - end
        after = known & (end > 0)
        early = known & (start > 0)
        return {
            "after_completion": (after & (since_end >= 0)).astype(float),
            "within_3_years": (after & (since_end >= 0) & (since_end <= 3)).astype(float),
            "far_from_completion": (after & (np.abs(since_end - 1) > 8)).astype(float),
            "before_start": (early & (years <= start)).astype(float),
            "long_before_start": (early & (years <= start - 3)).astype(float),
        }

    def _names(self, study: Study, rows: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[Any]]:
        facts = self._facts
        own = acronyms(study.titles)
        phase = np.zeros(len(rows))
        for place, row in enumerate(rows):
            told = facts.phases[row]
            if told and study.phases:
                phase[place] = 1.0 if told & study.phases else -1.0
        return {
            "own_number_in_title": np.array(
                [any(n in facts.squeezed[row] for n in study.numbers) for row in rows], float
            ),
            "acronyms_shared": np.array([len(own & facts.acronyms[row]) for row in rows], float),
            "phase_agrees": phase,
        }


TEXT = (
    "cosine_titles",
    "cosine_titles_to_best",
    "bm25_titles",
    "bm25_titles_to_best",
    "paper_covered_by_titles",
    "titles_covered_by_paper",
    "word_pairs",
    "word_pairs_to_best",
    "trial_words",
    "other_words",
)
WHOLE = (
    "bm25_text",
    "bm25_text_to_best",
    "bm25_text_once",
    "bm25_text_once_to_best",
    "cosine_text",
    "cosine_text_to_best",
    "paper_covered",
    "text_covered_by_paper",
)
FEATURES: Mapping[View, tuple[str, ...]] = {
    "titles": (*TEXT, "letters", "letters_to_best"),
    "abstract": (
        *WHOLE,
        "word_pairs",
        "word_pairs_to_best",
        "feedback",
        "feedback_to_best",
        "length",
        "trial_words",
        "other_words",
    ),
    "record": (
        *TEXT,
        *WHOLE,
        "official_among_authors",
        "officials_shared",
        "official_first",
        "official_last",
        "after_completion",
        "within_3_years",
        "far_from_completion",
        "before_start",
        "long_before_start",
        "own_number_in_title",
        "acronyms_shared",
        "phase_agrees",
    ),
}


PROBABILITY_FEATURES = (
    "score",
    "share",
    "place",
    "lead",
    "ahead",
    "behind",
    "official_among_authors",
    "cosine_text",
    "paper_covered",
    "titles_covered_by_paper",
    "own_number_in_title",
)
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
    ranking: Linear, candidates: Candidates, trial: int, rivals: Rivals
) -> dict[str, npt.NDArray[Any]]:
    """How each candidate stands among those of its trial, beside its own telling features."""
    scores = ranking.score(candidates.values)
    order = np.argsort(-scores, kind="stable")
    place = np.empty(len(scores))
    place[order] = np.arange(len(scores))
    best = scores[order[0]] if len(scores) else 0.0
    shares = np.exp(scores - best)
    ahead = rivals.ahead(trial, candidates.rows, scores)
    values: dict[str, npt.NDArray[Any]] = {
        "score": scores,
        "share": np.log(shares / shares.sum()) if len(scores) else scores,
        "place": np.log1p(place),
        "lead": scores - best,
        "ahead": ahead,
        "behind": (ahead < 0).astype(float),
    }
    return values | {
        name: candidates.values[name] for name in PROBABILITY_FEATURES if name not in values
    }
