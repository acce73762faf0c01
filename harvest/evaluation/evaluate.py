"""How good are links, related studies and facets? Measured on a folder of gold sets.

Each set is stored and read like fetched records, and then goes through the steps of a refresh.
Every ranking stands beside plain BM25 and TF-IDF of well-kept libraries in the same run.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from harvest.errors import UsageError
from harvest.evaluation import baselines
from harvest.evaluation.base import base
from harvest.evaluation.fitting import precision_and_recall, threshold_for
from harvest.evaluation.gold import LINKING, WHOLE, Task, facet_rows, ranking_tasks
from harvest.evaluation.judge import Judgement, judge, measured, spans_hold
from harvest.evaluation.linking import Believed, Judges, Linked, believed, nearness, ranked
from harvest.evaluation.records import records
from harvest.evaluation.references import judged as imported
from harvest.evaluation.same_study.judged import Judged, judged
from harvest.evidence.facets.all import everything
from harvest.evidence.links.model import shipped

TARGETS: Mapping[str, float] = {
    "outcomes_r1": 0.83,
    "outcomes_r10": 0.97,
    "registry_r1": 0.89,
    "registry_r10": 0.97,
    "titles_r1": 0.66,
    "titles_r50": 0.90,
    "probable_precision": 0.92,
    "probable_recall": 0.50,
    "probable_precision_half": 0.88,
    "related_ndcg10": 0.57,
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


class Early(NamedTuple):
    """Right papers that appeared before their trial could have results."""

    pairs: int
    trials: int  # those that have no other right paper


@dataclass(frozen=True)
class Evaluation:
    """The figures by name, and what must be known to read them."""

    figures: Mapping[str, float]
    counts: Mapping[str, int]  # questions, gold pairs, accepted pairs, judged cells
    seen: Mapping[str, int]  # questions whose trial the shipped weights were learned from
    early: Mapping[str, Early]  # by measure: right papers that the program can't give
    skipped: tuple[str, ...]  # measures left out, and why
    judgements: tuple[Judgement, ...] = ()
    bad_spans: tuple[str, ...] = ()
    believed: Mapping[str, Believed] = field(default_factory=dict)  # by kind of base
    same_study: Judged | None = None
    references: imported.Judged | None = None


@dataclass
class _Sheet:
    figures: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    early: dict[str, Early] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    believed: dict[str, Believed] = field(default_factory=dict)
    same_study: Judged | None = None
    references: imported.Judged | None = None


def evaluate(
    folder: Path, work: sqlite3.Connection | None = None, say: Progress = lambda text: None
) -> Evaluation:
    """Compute every figure that the folder's files allow; say what each step is.

    ``work`` is a work database to take trial records from, where no other place has them. Raises
    UsageError if the folder holds no gold set at all.
    """
    sheet = _Sheet()
    with ExitStack() as stack:
        _measured(stack, list(ranking_tasks(folder)), sheet, say)
    for name in _MEASURES:
        if name not in sheet.counts:
            sheet.skipped.append(f"{name}: needs articles.jsonl.gz and {_FILES[name]}")
    say("registrations of one study")
    _same_study(folder, sheet)
    say("references of other databases")
    _references(folder, sheet)
    say("facets")
    judgements, bad_spans = _facets(folder, work, sheet)
    if not sheet.figures:
        raise UsageError(f"{folder} holds no gold set that can be judged: {sheet.skipped[0]}")
    return Evaluation(
        sheet.figures,
        sheet.counts,
        sheet.seen,
        sheet.early,
        tuple(sheet.skipped),
        judgements,
        bad_spans,
        sheet.believed,
        sheet.same_study,
        sheet.references,
    )


def _measured(stack: ExitStack, tasks: Sequence[Task], sheet: _Sheet, say: Progress) -> None:
    bases: dict[str, Linked] = {}
    for task in tasks:
        say(f"{task.name}: reading {len(task.trials)} trials, {len(task.papers)} papers")
        like = next((each for each in bases.values() if each.task.papers is task.papers), None)
        shared = like is not None and like.task.trials == task.trials
        store = (
            like.store
            if like is not None and shared
            else stack.enter_context(base(task.trials, task.papers))
        )
        bases[task.name] = Linked(task, store)
    judges = Judges([each for name, each in bases.items() if name in LINKING])
    for name, each in bases.items():
        say(name)
        right = each.task.right
        sheet.counts[name] = len(right)
        if name == "related":
            ours, words = nearness(each)
            _figures(sheet, each.task, ours)
            sheet.figures["related_words_ndcg10"] = _measure("ndcg10", each.task, words)
            continue
        sheet.seen[name] = sum(map(shipped().saw, right))
        early = each.task.too_early()
        sheet.early[name] = Early(
            sum(map(len, early.values())),
            sum(len(papers) == len(right[trial]) for trial, papers in early.items()),
        )
        plain = _figures(sheet, each.task, dict(ranked(each, judges)))
        if name == WHOLE:
            _probable(each, judges, plain, sheet)
            whole, _ = nearness(each)
            sheet.figures["related_whole_ndcg10"] = _measure("ndcg10", each.task, whole)


def _same_study(folder: Path, sheet: _Sheet) -> None:
    """Of the corpus beside the folder: its trials written anew, the half that was not learned."""
    found = judged(folder.resolve().parent / "corpus")
    if found is None:
        sheet.skipped.append("registrations of one study: needs ../corpus/clinicaltrials")
        return
    for name, each in (("", found.told), ("_tfidf", found.titles)):
        sheet.figures[f"same_study_precision{name}"] = each.precision
        sheet.figures[f"same_study_recall{name}"] = each.recall
    sheet.same_study = found


def _references(folder: Path, sheet: _Sheet) -> None:
    """Of the corpus beside the folder: references made of its papers, ours and the baseline's."""
    found = imported.judged(folder.resolve().parent / "corpus" / "pubmed")
    if found is None:
        sheet.skipped.append("references of other databases: needs ../corpus/pubmed")
        return
    for name, each in (("", found.ours), ("_exact", found.baseline)):
        sheet.figures[f"references_precision{name}"] = each.precision
        sheet.figures[f"references_recall{name}"] = each.recall
    sheet.references = found


def _figures(sheet: _Sheet, task: Task, ours: Mapping[str, Scores]) -> Mapping[str, Scores]:
    """Set down what is measured of a task, ours and the baselines'; the scores of BM25."""
    documents, asked = list(task.documents().values()), task.questions()
    bm25 = dict(zip(asked, baselines.bm25(documents, list(asked.values())), strict=True))
    tfidf = dict(zip(asked, baselines.tfidf(documents, list(asked.values())), strict=True))
    for suffix, scores in {"": ours, "_bm25": bm25, "_tfidf": tfidf}.items():
        for measure in _MEASURES[task.name]:
            sheet.figures[f"{task.name}_{measure}{suffix}"] = _measure(measure, task, scores)
    return bm25


def _probable(each: Linked, judges: Judges, plain: Mapping[str, Scores], sheet: _Sheet) -> None:
    """Precision and recall of the links that would be shown as probable."""
    sheet.believed |= believed(each, judges)
    for kind, told in sheet.believed.items():
        sheet.figures[f"probable_precision{kind}"] = told.precision
        sheet.figures[f"probable_recall{kind}"] = told.recall
    places = {paper.id: place for place, paper in enumerate(each.task.papers)}
    where = np.array([places[paper] for paper in each.found.papers], np.int64)
    pairs = [
        (e, np.asarray(plain[e.id][where[e.candidates.rows]], float)) for e in each.sample.examples
    ]
    threshold = threshold_for(pairs, TARGETS["probable_precision"])
    precision, recall, _ = precision_and_recall([(e, s, threshold) for e, s in pairs])
    sheet.figures |= {"probable_precision_bm25": precision, "probable_recall_bm25": recall}


def _measure(name: str, task: Task, scores: Mapping[str, Scores]) -> float:
    places = {paper.id: place for place, paper in enumerate(task.papers)}
    told = [(scores[trial], [places[i] for i in ids]) for trial, ids in task.right.items()]
    if name == "ndcg10":
        return float(np.mean([ndcg(row, right) for row, right in told]))
    ranks = np.array([best_rank(row, right) for row, right in told])
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
        for fact in spans_hold(text, everything(text)[0])
    )
    return judgements, bad


def as_json(evaluation: Evaluation) -> str:
    """One object: a figure a key."""
    figures = {name: round(value, 4) for name, value in evaluation.figures.items()}
    return json.dumps(figures, indent=2, sort_keys=True)
