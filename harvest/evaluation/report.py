"""An evaluation as people read it: a table for the terminal, a page for the documentation."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping

from harvest.evaluation.evaluate import TARGETS, Evaluation
from harvest.evaluation.fitting import HALF_UNPUBLISHED, PRECISION
from harvest.evaluation.judge import Judgement, Verdict, measured
from harvest.evaluation.judgements import section
from harvest.evaluation.linking import SMALL_PAPERS, SMALL_TRIALS
from harvest.evidence.links.model import shipped
from harvest.paths import CHECKOUT

READING = CHECKOUT / "docs" / "related-reading.csv"
"""Related records read by a person: trial, rank, kind, other, verdict, why."""

FACETS_READ = READING.with_name("facet-reading.csv")
"""Facets read by a person: batch, kind, record, facet; values right, wrong and missed; a note."""

FACETS_JUDGED = READING.with_name("facet-judgements.csv")
"""Facets judged by a person value by value: see ``judgements``."""

SIZES_READ = READING.with_name("size-reading.csv")
"""Sample sizes read by a person: batch, article, size claimed at first sight, right size, note."""

NUMBERS_READ = READING.with_name("number-reading.csv")
"""Trial numbers in titles and abstracts read by a person: whose, at first sight, as told today."""

AUDITS = READING.with_name("record-audits.csv")
"""Audits of all shared records by tests: what, how many were checked, right, and by which test."""

_TRIALS = {
    "outcomes": "trials by outcomes and arms, no titles, people or dates; papers with abstracts",
    "registry": "whole records of trials, papers by title, authors and date; no abstracts",
    "titles": "trials by a title and the completion date, papers by title and date; no abstracts",
    "related": "trials by outcomes and arms alone, papers with abstracts; words and facets only",
    "facets": "whole records of trials",
}
"""What the records of a gold set tell; a line stands for bases of that kind."""

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
            value, target = evaluation.figures[name], TARGETS.get(name)
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
    for kind, told in evaluation.believed.items():
        yield (
            f"probable links{_BASES[kind]}: {told.accepted} pairs accepted, {told.right} of them "
            f"right; {told.pairs} pairs in the gold set"
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
        _markdown((_HEAD[0], "in which kind of base", *_HEAD[1:]), _told_rows(evaluation)),
        "\n".join(f"- {note}" for note in _notes(evaluation)),
        "## Probable links",
        "A candidate is called probable when its calibrated probability is at least "
        f"{shipped().linker.threshold:.3f}. The threshold is the lowest at which cross-validated "
        f"precision on the training trials is {PRECISION}, and {HALF_UNPUBLISHED} with half of "
        "them unpublished; the figures above come from thresholds chosen in the same way on the "
        "other folds. The probability is learned on every trial four times: as it is, as if "
        "unpublished, and both again among a fifth of the papers. BM25's own row uses the best "
        "threshold in hindsight; 0 means that no threshold reaches the precision. Right are only "
        "the papers that the registry lists as results; further papers of the same trial count as "
        "wrong. No gold set has whole records on both sides: how probable links do among whole "
        "records of trials and papers with abstracts is not measured here.",
        *_facets(evaluation.judgements),
        *_facets_read(),
        *section(FACETS_JUDGED),
        *_sizes_read(),
        *_numbers_read(),
        *_audited(),
        *_reading(),
    ]
    return "\n\n".join(parts) + "\n"


def _markdown(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


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
    yield _markdown(
        ("Facet", *_VERDICTS.values()),
        (
            (_LINES[figure][0], *(str(count.get(verdict, 0)) for verdict in _VERDICTS))
            for figure, count in counts.items()
        ),
    )
    yield "Every row that does not simply agree:"
    yield _markdown(
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


def _facets_read() -> Iterator[str]:
    """Precision and recall of each batch that was read, trials and papers apart."""
    if not FACETS_READ.is_file():
        return
    with FACETS_READ.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    batches = sorted({row["batch"] for row in rows})
    records = {batch: len({r["record"] for r in rows if r["batch"] == batch}) for batch in batches}
    yield "## Facets, read"
    yield (
        "Records of the shared corpus that no rule had been written for, of any organ, with papers "
        "that only name cells among them: "
        + ", ".join(f"{records[batch]} in batch {batch}" for batch in batches)
        + ". One reader held every value against the record (long texts shortened to the sentences "
        "that may tell of cells) and noted what was missed. Each batch was judged before the rules "
        "were changed by what it showed, so the figures are those of a first sight: batch 1 by the "
        "rules as they were, the later ones by rules mended after the batch before. Precision / "
        "recall (right + wrong + missed values). Outcome scales and times were held against the "
        "first outcomes only. Judgements stand in `docs/facet-reading.csv`."
    )
    facets = list(dict.fromkeys((row["kind"], row["facet"]) for row in rows))
    yield _markdown(
        ("Records", "Facet", *(f"Batch {batch}" for batch in batches)),
        (
            (f"{kind}s", facet.replace("_", " "), *(_rates(rows, kind, facet, b) for b in batches))
            for kind, facet in sorted(facets, key=lambda pair: (pair[0] == "paper", pair[1]))
        ),
    )


def _sizes_read() -> Iterator[str]:
    """How many sample sizes of each batch were right at first sight."""
    if not SIZES_READ.is_file():
        return
    with SIZES_READ.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = Counter(row["batch"] for row in rows if row["verdict"] == "right")
    every = Counter(row["batch"] for row in rows)
    yield "## Sample sizes, read"
    yield (
        f"{len(rows):,} papers of any subject for which a sample size was claimed. One reader held "
        "each number against the text around it; anything doubtful is wrong, and a batch was "
        "read before the rules were changed by what it showed, so these are figures of a first "
        "sight. Batches 1 to 8 were read with rules that were a list of exceptions; since then a "
        "number is claimed only where a sentence has one of a few accepted forms. Batches 1 to 4 "
        "are those of the shared PubMed files; 5 to 9 and 11 to 15 were drawn from the shared pool "
        "of papers for development, mostly of trials (since 9 by `random.Random(batch).sample` of "
        "the claims unread, in the order of their numbers). Batch 10 is no draw: it is every claim "
        "on the PubMed files that the first forms brought and no batch had, mostly studies without "
        'groups; the forms that failed there ("measured in 40 patients", "a cohort of 40") '
        "were dropped. Forms were kept that are right in at least 98% of what they claim today. "
        "The pool is read to its end, so that no further draw is possible. Wrong most "
        "often is still the first of two groups told one after another. A test holds that every "
        "size claimed today of the PubMed files is among those read and that at least 99% of all "
        "claimed today are right; that is no first sight. The judgements, by hand, stand in "
        "`docs/size-reading.csv`."
    )
    yield _markdown(
        ("Batch", "Papers", "Right", "Share"),
        (
            (batch, str(count), str(right[batch]), f"{right[batch] / count:.1%}")
            for batch, count in sorted(every.items(), key=lambda found: int(found[0]))
        ),
    )


def _numbers_read() -> Iterator[str]:
    """How many trial numbers are rightly taken for the paper's own or another's."""
    if not NUMBERS_READ.is_file():
        return
    with NUMBERS_READ.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yield "## Whose number, read"
    yield (
        "Every trial number in a title or abstract of the shared corpus, and those of the gold "
        "sets' papers that are not plainly announced or not alone, read by one person: is it a "
        "trial that the paper reports, plans or takes its data from, or another's? First sight is "
        "the share that the rules of before had right. Today's rules were made with these papers "
        "in view, so their share flatters, and numbers of others are rare here: sentences made up "
        "for the tests hold the cues for those. Judgements, by hand, stand in "
        "`docs/number-reading.csv`; a test holds what is told today to it."
    )
    yield _markdown(
        ("Papers of", "Numbers", "Own", "Others'", "Right at first sight", "Right today"),
        (
            (
                batch,
                str(len(chosen)),
                str(sum(row["whose"] == "own" for row in chosen)),
                str(sum(row["whose"] == "other" for row in chosen)),
                *(
                    f"{sum(row['whose'] == row[when] for row in chosen) / len(chosen):.1%}"
                    for when in ("first_sight", "told")
                ),
            )
            for batch in sorted({row["batch"] for row in rows})
            for chosen in [[row for row in rows if row["batch"] == batch]]
        ),
    )


def _audited() -> Iterator[str]:
    """What tests hold of all shared records against a second reading of their bytes."""
    if not AUDITS.is_file():
        return
    with AUDITS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yield "## All shared records, read twice"
    yield (
        "Each test reads every record of the shared corpus a second time (ElementTree, json), by "
        "rules of its own, compares it with what is stored, cited or exported, and holds these "
        "figures."
    )
    yield _markdown(
        ("What", "Checked", "Right", "Test"),
        (
            (r["audit"], f"{int(r['checked']):,}", f"{int(r['right']):,}", f"`{r['test']}`")
            for r in rows
        ),
    )


def _rates(rows: list[dict[str, str]], kind: str, facet: str, batch: str) -> str:
    chosen = [r for r in rows if (r["kind"], r["facet"], r["batch"]) == (kind, facet, batch)]
    right, wrong, missed = (
        sum(int(r[name]) for r in chosen) for name in ("right", "wrong", "missed")
    )
    if not right + wrong + missed:
        return "–"
    return (
        f"{right / (right + wrong):.2f} / {right / (right + missed):.2f} ({right + wrong + missed})"
        if right
        else f"0.00 / 0.00 ({wrong + missed})"
    )


def _reading() -> Iterator[str]:
    if not READING.is_file():
        return
    with READING.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    related = sum(row["verdict"] == "related" for row in rows)
    yield "## Related records, read"
    yield (
        f"The first five related trials and papers of {len({r['trial'] for r in rows})} trials of "
        f"the topic. Judged by one reader from titles and the shown reasons, not from the whole "
        f"records: {related} of {len(rows)} are truly related "
        f"({related / max(len(rows), 1):.0%}). Judgements stand in `docs/related-reading.csv`."
    )
    yield _markdown(
        ("Trial", "Rank", "Related", "Verdict", "Why"),
        (
            (row["trial"], row["rank"], f"{row['kind']} {row['other']}", row["verdict"], row["why"])
            for row in rows
        ),
    )
