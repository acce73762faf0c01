"""How good are links, related studies and facets? Measured on a folder of gold sets.

Every ranking stands beside plain BM25 and TF-IDF of well-kept libraries in the same run. Trials
that the shipped weights were learned from are judged by weights that did not see them: the folder's
own other trials, in five folds by trial; all others by the shipped weights.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from harvest.errors import UsageError
from harvest.evaluation import baselines
from harvest.evaluation.examples import examples, fit_view
from harvest.evaluation.fitting import (
    FOLDS,
    Example,
    fit_linker,
    fold_of,
    precision_and_recall,
    threshold_for,
)
from harvest.evaluation.gold import Task, facet_rows, ranking_tasks
from harvest.evaluation.judge import Judgement, judge, measured, spans_hold
from harvest.evaluation.records import records
from harvest.evaluation.text_likeness import text_scores
from harvest.evidence.facets.all import facets
from harvest.evidence.links.linear import Array, Linear
from harvest.evidence.links.model import shipped

TARGETS: Mapping[str, float] = {
    "outcomes_r1": 0.83,
    "outcomes_r10": 0.97,
    "registry_r1": 0.86,
    "registry_r10": 0.97,
    "titles_r1": 0.65,
    "titles_r50": 0.89,
    "probable_precision": 0.90,
    "probable_recall": 0.38,
    "related_ndcg10": 0.43,
    **{gold.figure: gold.target for _, gold in measured()},
}
"""The figures that are asked for, in the order in which they are shown."""

_MEASURES: Mapping[str, tuple[str, ...]] = {
    "outcomes": ("r1", "r10", "mrr"),
    "registry": ("r1", "r10", "r50", "mrr"),
    "titles": ("r1", "r10", "r50", "mrr"),
    "related": ("ndcg10",),
}
_FILES = {
    "outcomes": "linking-outcomes-to-abstracts.jsonl.gz",
    "related": "linking-outcomes-to-abstracts.jsonl.gz",
    "registry": "linking-registry-results.jsonl.gz and trials.jsonl.gz",
    "titles": "linking-titles-manual-gold.jsonl.gz",
}

Scores = npt.NDArray[np.floating]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Evaluation:
    """The figures by name, and what must be known to read them."""

    figures: Mapping[str, float]
    counts: Mapping[str, int]  # questions, gold pairs, accepted pairs, judged cells
    seen: Mapping[str, int]  # questions whose trial the shipped weights were learned from
    skipped: tuple[str, ...]  # measures left out, and why
    judgements: tuple[Judgement, ...] = ()
    bad_spans: tuple[str, ...] = ()
    accepted: tuple[int, int] = (0, 0)  # probable links: pairs accepted, gold pairs


@dataclass
class _Sheet:
    figures: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    accepted: tuple[int, int] = (0, 0)


def evaluate(
    folder: Path, work: sqlite3.Connection | None = None, say: Progress = lambda text: None
) -> Evaluation:
    """Compute every figure that the folder's files allow; say what each step is.

    ``work`` is a work database to take trial records from, where no other place has them. Raises
    UsageError if the folder holds no gold set at all.
    """
    sheet = _Sheet()
    for task in ranking_tasks(folder):
        say(task.name)
        _rank(task, sheet)
    for name in _MEASURES:
        if name not in sheet.counts:
            sheet.skipped.append(f"{name}: needs articles.jsonl.gz and {_FILES[name]}")
    say("facets")
    judgements, bad_spans = _facets(folder, work, sheet)
    if not sheet.figures:
        raise UsageError(f"{folder} holds no gold set that can be judged: {sheet.skipped[0]}")
    return Evaluation(
        sheet.figures,
        sheet.counts,
        sheet.seen,
        tuple(sheet.skipped),
        judgements,
        bad_spans,
        sheet.accepted,
    )


def _rank(task: Task, sheet: _Sheet) -> None:
    rights = [question.right for question in task.questions]
    sheet.counts[task.name] = len(rights)
    plain = {"_bm25": list(baselines.bm25(task)), "_tfidf": list(baselines.tfidf(task))}
    ours: Sequence[Scores]
    if task.name == "related":
        ours = list(text_scores(task.pool, [question.study for question in task.questions]))
    else:
        found = examples(task)
        model = shipped()
        sheet.seen[task.name] = sum(model.saw(example.id) for example in found)
        ours = _ours(task, found)
        if task.name == "registry":
            _probable(task, found, plain["_bm25"], sheet)
    for suffix, scores in {"": ours, **plain}.items():
        for measure in _MEASURES[task.name]:
            sheet.figures[f"{task.name}_{measure}{suffix}"] = _measure(measure, scores, rights)


def _ours(task: Task, found: Sequence[Example]) -> list[Scores]:
    """Scores of the whole pool for each trial; papers that are no candidates come last."""
    model = shipped()
    rankings: dict[int, Linear] = {}
    scores = []
    for example in found:
        if model.saw(example.id):
            fold = fold_of(example.id)
            if fold not in rankings:
                others = [e for e in found if model.saw(e.id) and fold_of(e.id) != fold]
                rankings[fold] = fit_view(task, others)
            ranking = rankings[fold]
        else:
            ranking = model.ranking(task.view)
        row = np.full(len(task.pool), -np.inf)
        row[example.candidates.rows] = ranking.score(example.candidates.values)
        scores.append(row)
    return scores


def _probable(task: Task, found: Sequence[Example], plain: Sequence[Scores], sheet: _Sheet) -> None:
    """Precision and recall of the links that would be shown as probable."""
    model = shipped()
    papers = len(task.pool)
    pools = [example.candidates for example in found]
    scored: list[tuple[Example, Array, float]] = []
    unseen = [example for example in found if not model.saw(example.id)]
    if unseen:
        chances = model.linker.chances(pools, papers)
        scored += [
            (example, chance, model.linker.threshold)
            for example, chance in zip(found, chances, strict=True)
            if not model.saw(example.id)
        ]
    for fold in range(FOLDS):
        inside = [e for e in found if model.saw(e.id) and fold_of(e.id) == fold]
        if not inside:
            continue
        others = [e for e in found if model.saw(e.id) and fold_of(e.id) != fold]
        linker = fit_linker(others, papers)
        chances = linker.chances(pools, papers)
        scored += [
            (example, chance, linker.threshold)
            for example, chance in zip(found, chances, strict=True)
            if model.saw(example.id) and fold_of(example.id) == fold
        ]
    precision, recall, accepted = precision_and_recall(scored)
    sheet.figures |= {"probable_precision": precision, "probable_recall": recall}
    sheet.accepted = (accepted, sum(example.total for example in found))
    pairs = [
        (e, np.asarray(s[e.candidates.rows], float)) for e, s in zip(found, plain, strict=True)
    ]
    threshold = threshold_for(pairs, TARGETS["probable_precision"])
    precision, recall, _ = precision_and_recall([(e, s, threshold) for e, s in pairs])
    sheet.figures |= {"probable_precision_bm25": precision, "probable_recall_bm25": recall}


def _measure(name: str, scores: Sequence[Scores], rights: Sequence[Sequence[int]]) -> float:
    if name == "ndcg10":
        return float(np.mean([ndcg(row, right) for row, right in zip(scores, rights, strict=True)]))
    ranks = np.array([best_rank(row, right) for row, right in zip(scores, rights, strict=True)])
    if name == "mrr":
        return float(np.mean(1 / ranks))
    return float(np.mean(ranks <= int(name[1:])))


def best_rank(scores: Scores, right: Iterable[int]) -> float:
    """The rank of the best right paper; ties stand at their average rank."""
    return min(
        float((scores > scores[row]).sum() + ((scores == scores[row]).sum() + 1) / 2)
        for row in right
    )


def ndcg(scores: Scores, right: Sequence[int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first ``depth``, gain 1 for a right one."""
    order = np.argsort(-scores, kind="stable")[:depth]
    wanted = set(right)
    gain = sum(1 / np.log2(place + 2) for place, row in enumerate(order) if int(row) in wanted)
    best = sum(1 / np.log2(place + 2) for place in range(min(depth, len(wanted))))
    return float(gain / best)


def _facets(
    folder: Path, work: sqlite3.Connection | None, sheet: _Sheet
) -> tuple[tuple[Judgement, ...], tuple[str, ...]]:
    rows = facet_rows(folder)
    if not rows:
        sheet.skipped.append("facets: needs facets-gold.tsv")
        return (), ()
    texts = records((row["nct_id"] for row in rows), folder, work)
    if absent := [row["nct_id"] for row in rows if row["nct_id"] not in texts]:
        sheet.skipped.append(f"facets of {len(absent)} trials: no record ({', '.join(absent)})")
    judgements = tuple(judge(rows, texts))
    for figure in (gold.figure for _, gold in measured()):
        verdicts = Counter(j.verdict for j in judgements if j.figure == figure)
        judged = sum(verdicts.values()) - verdicts["differs"]
        if judged:
            sheet.counts[figure] = judged
            sheet.figures[figure] = (verdicts["agrees"] + verdicts["silent"]) / judged
    bad = tuple(
        f"{trial} {fact.facet} {fact.span.field}"
        for trial, text in texts.items()
        for fact in spans_hold(text, facets(text))
    )
    return judgements, bad


def as_json(evaluation: Evaluation) -> str:
    """One object: a figure a key."""
    figures = {name: round(value, 4) for name, value in evaluation.figures.items()}
    return json.dumps(figures, indent=2, sort_keys=True)
