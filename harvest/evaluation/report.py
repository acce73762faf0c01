"""An evaluation as people read it: a table for the terminal, a page for the documentation."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from harvest.evaluation.evaluate import TARGETS, Evaluation
from harvest.evaluation.fitting import HALF_UNPUBLISHED, PRECISION
from harvest.evaluation.judge import Judgement, Verdict, measured
from harvest.evaluation.linking import CLAIMS, SMALL_PAPERS, SMALL_TRIALS
from harvest.evaluation.references import judged as references
from harvest.evaluation.same_study import judged as same_study
from harvest.evaluation.sheets import readings
from harvest.evaluation.sheets.judgements import section, wilson
from harvest.evidence.links.model import shipped
from harvest.evidence.links.months import TOO_SOON
from harvest.evidence.weighing.shortest import EXACT

_TRIALS = {
    "outcomes": "trials by outcomes and arms, no titles, people or dates; papers with abstracts",
    "registry": "whole records of trials, papers by title, authors and date; no abstracts",
    "titles": "trials by a title and the completion date, papers by title and date; no abstracts",
    "related": "trials by outcomes and arms alone, papers with abstracts; words and facets only",
    "facets": "whole records of trials",
}
"""What the records of a gold set tell; a line stands for bases of that kind."""

_REGISTERED = (
    "trials of ClinicalTrials.gov and the same written anew as another registry's, among five "
    "sister trials each; TF-IDF: of the titles alone, at a precision of 0.95"
)

_IMPORTED = (
    "papers of PubMed; references made of them as other databases write them, and near-misses: "
    "abstracts of congresses, errata, second parts, comments, replies, protocols"
)

_ASKED = {**TARGETS, **same_study.TARGETS, **references.TARGETS}

_LINES: Mapping[str, tuple[str, str]] = {  # figure → what is measured, in which base
    "outcomes_r1": ("Outcomes → abstracts, R@1", _TRIALS["outcomes"]),
    "outcomes_r10": ("Outcomes → abstracts, R@10", _TRIALS["outcomes"]),
    "registry_r1": ("Registry record → titles and authors, R@1", _TRIALS["registry"]),
    "registry_r10": ("Registry record → titles and authors, R@10", _TRIALS["registry"]),
    "titles_r1": ("Titles and dates, R@1", _TRIALS["titles"]),
    "titles_r50": ("Titles and dates, R@50", _TRIALS["titles"]),
    "probable_precision": (
        "Probable links, precision",
        f"{_TRIALS['registry']}; every trial is published",
    ),
    "probable_recall": (
        "Probable links, recall",
        f"{_TRIALS['registry']}; every trial is published",
    ),
    "probable_precision_half": (
        "Probable links, precision, half unpublished",
        "the same base without the papers of half of its trials",
    ),
    "probable_recall_half": (
        "Probable links, recall, half unpublished",
        "the same base without the papers of half of its trials",
    ),
    "probable_precision_small": (
        "Probable links, precision, small base",
        f"{SMALL_TRIALS} of these trials, half of them unpublished, among {SMALL_PAPERS:,} papers",
    ),
    "probable_recall_small": (
        "Probable links, recall, small base",
        f"{SMALL_TRIALS} of these trials, half of them unpublished, among {SMALL_PAPERS:,} papers",
    ),
    "related_ndcg10": (
        "Related: a trial's own background references, nDCG@10",
        f"{_TRIALS['related']}; the score that pages show",
    ),
    "related_words_ndcg10": ("Related, by words alone, nDCG@10", _TRIALS["related"]),
    "related_whole_ndcg10": (
        "Related: a trial's own results papers, nDCG@10",
        f"{_TRIALS['registry']}; the score that pages show",
    ),
    "same_study_precision": ("Registrations of one study, precision", _REGISTERED),
    "same_study_recall": ("Registrations of one study, recall", _REGISTERED),
    "references_precision": ("Imported references recognised, precision", _IMPORTED),
    "references_recall": ("Imported references recognised, recall", _IMPORTED),
    "references_precision_exact": ("The same by DOI or else the exact title, precision", _IMPORTED),
    "references_recall_exact": ("The same by DOI or else the exact title, recall", _IMPORTED),
    **{gold.figure: (gold.title or facet.title, _TRIALS["facets"]) for facet, gold in measured()},
}
_VERDICTS: Mapping[Verdict, str] = {
    "agrees": "agrees",
    "silent": "not stated in the record, nothing claimed",
    "differs": "the record says otherwise: not counted",
    "missed": "missed",
    "wrong": "wrong",
}


def _figure(evaluation: Evaluation, name: str) -> str:
    value = evaluation.figures.get(name)
    return "–" if value is None else f"{value:.3f}"


def _rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    for name, (title, _) in _LINES.items():
        if name in evaluation.figures:
            value, target = evaluation.figures[name], _ASKED.get(name)
            yield (
                title,
                f"{value:.3f}",
                "–" if target is None else f"{target:.2f}",
                _reached(value, target),
                _figure(evaluation, f"{name}_bm25"),
                _figure(evaluation, f"{name}_tfidf"),
            )


def _reached(value: float, target: float | None) -> str:
    if target is None:
        return "–"
    return "yes" if value >= target else f"short by {target - value:.3f}"


def _told_rows(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """The same, each with the kind of base that it stands for."""
    kinds = (kind for name, (_, kind) in _LINES.items() if name in evaluation.figures)
    for row, kind in zip(_rows(evaluation), kinds, strict=True):
        yield (row[0], kind, *row[1:])


_HEAD = ("Measure", "harvest", "asked", "reached", "BM25", "TF-IDF")


def table(evaluation: Evaluation) -> str:
    """The figures in columns, with what was skipped and which trials were seen in training."""
    rows = [_HEAD, *_rows(evaluation)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEAD))]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([*lines, "", *_notes(evaluation)])


_BASES = {"": "", "_half": ", half unpublished", "_small": ", small base"}


def _notes(evaluation: Evaluation) -> Iterator[str]:
    for name, count in evaluation.counts.items():
        if name in evaluation.seen:
            seen = evaluation.seen[name]
            yield (
                f"{name}: {count} trials; {seen} seen in training, judged by weights learned "
                f"without them (five folds by trial); {count - seen} unseen, judged by the "
                "shipped weights"
            )
    for name, early in evaluation.early.items():
        if early.pairs:
            yield (
                f"{name}: {early.pairs} of the right pairs, the only ones of {early.trials} "
                "trials, are papers that appeared before the trial began or within its first "
                f"{TOO_SOON} months; the program never proposes such a paper, and each counts as "
                "missed"
            )
    for kind, each in evaluation.believed.items():
        share = wilson(each.right, each.accepted)
        yield (
            f"probable links{_BASES[kind]}: {each.accepted} pairs accepted, {each.right} of them "
            f"right{f' ({share})' if share else ''}; {each.pairs} pairs in the gold set"
        )
    if "related" in evaluation.counts:
        yield (
            f"related: {evaluation.counts['related']} trials; every record was compared with every "
            f"other in full, as in bases of up to {EXACT:,} records; larger ones, where those that "
            "share telling features are compared, are not measured here"
        )
    if (told := evaluation.same_study) is not None:
        yield (
            f"registrations of one study: {told.told.told:,} pairs proposed, {told.told.right:,} "
            f"of them right; {told.told.of:,} right pairs among {told.registrations:,} "
            f"registrations with {told.sisters:,} made sister trials, in {told.bases} rewritings; "
            f"no sponsor was learned from; of the {told.as_many.told:,} pairs whose titles are "
            f"most alike {told.as_many.right} are right"
        )
    if (made := evaluation.references) is not None:
        yield (
            f"imported references: {made.references:,} made, {made.ours.copies:,} of them copies "
            f"of held papers or of earlier ones; {made.ours.told:,} told to be, "
            f"{made.ours.right:,} of these rightly; the rules were written with "
            "other seeds than these"
        )
    if evaluation.judgements:
        bad = len(evaluation.bad_spans)
        yield f"facet spans that do not hold their value: {bad}"
    yield from (f"skipped: {text}" for text in evaluation.skipped)


def page(evaluation: Evaluation) -> str:
    """The documentation page."""
    parts = [
        "# Quality",
        "Written by `make evaluate`; don't edit. R@k: share of trials whose right paper is among "
        "the first k; ties at the average rank. BM25 (bm25s, English stems, k1 1.2, b 0.75) and "
        "TF-IDF (scikit-learn) ran on the same questions and papers in the same run.",
        "Each gold set is stored as fetched records are, and goes through the steps of a refresh: "
        "read, compared, ranked by one set of weights, dropped or held back by the same rules.",
        readings.markdown((_HEAD[0], "in which kind of base", *_HEAD[1:]), _told_rows(evaluation)),
        "\n".join(f"- {note}" for note in _notes(evaluation)),
        "## Probable links",
        "A candidate is called probable when its calibrated probability is at least "
        f"{shipped().linker.threshold:.3f}. The threshold is the lowest at which cross-validated "
        f"precision on the training trials is {PRECISION}, and {HALF_UNPUBLISHED} with half of "
        "them unpublished; the figures above come from thresholds chosen in the same way on the "
        "other folds. The probability is learned on every trial four times: as it is, as if "
        "unpublished, and both again among a fifth of the papers; each of n papers of one trial "
        "counts as 1/√n. BM25's own row uses the best "
        "threshold in hindsight; 0 means that no threshold reaches the precision. Right are only "
        "the papers that the registry lists as results; further papers of the same trial count as "
        "wrong. No gold set has whole records on both sides: how probable links do among whole "
        "records of trials and papers with abstracts is not measured here.",
        *_claims(evaluation),
        *_facets(evaluation.judgements),
        *readings.facets_read(),
        *section(readings.FACETS_JUDGED),
        *readings.drugs_read(),
        *readings.sizes_read(),
        *readings.outcomes_read(),
        *readings.numbers_read(),
        *readings.audited(),
        *readings.related_read(),
    ]
    return "\n\n".join(parts) + "\n"


def _claims(evaluation: Evaluation) -> Iterator[str]:
    if not evaluation.believed:
        return
    yield (
        "What is claimed and what is right, of the candidates that a page shows (mean probability "
        "→ share that is right, of how many). The probability is learned as if half of the trials "
        "had no paper; where all have one, it claims too little."
    )
    yield readings.markdown(
        ("Probability", *(f"registry records{_BASES[kind]}" for kind in evaluation.believed)),
        (
            (
                f"{low:.1f}–{high:.1f}",
                *(
                    f"{claim.mean:.2f} → {claim.right / claim.pairs:.2f} ({claim.pairs})"
                    if claim.pairs
                    else "–"
                    for claim in (each.claims[place] for each in evaluation.believed.values())
                ),
            )
            for place, (low, high) in enumerate(pairwise(CLAIMS))
        ),
    )


def _facets(judgements: tuple[Judgement, ...]) -> Iterator[str]:
    if not judgements:
        return
    yield "## Facets"
    yield (
        "Judged against each trial's record, since a review knows more than the record (it read "
        "the paper) or less. Where the record does not state the review's value, saying nothing "
        "is right; where it states another, the row is listed and not counted. The rules and "
        "vocabularies were written with the shared gold trials in view, so on these the figures "
        "flatter; trials that were not looked at may do worse."
    )
    counts = {
        gold.figure: Counter(j.verdict for j in judgements if j.figure == gold.figure)
        for _, gold in measured()
    }
    yield readings.markdown(
        ("Facet", *_VERDICTS.values()),
        (
            (_LINES[figure][0], *(str(count.get(verdict, 0)) for verdict in _VERDICTS))
            for figure, count in counts.items()
        ),
    )
    yield "Every row that does not simply agree:"
    yield readings.markdown(
        ("Trial", "Facet", "Review", "Record", "Verdict", "Note"),
        (
            (
                j.trial,
                _LINES[j.figure][0],
                j.gold,
                ", ".join(fact.label for fact in j.found) or "not stated",
                _VERDICTS[j.verdict],
                j.note,
            )
            for j in judgements
            if j.verdict != "agrees" or j.note
        ),
    )
