"""What persons read and judged, and what audits counted, as parts of the page on quality."""

import csv
from collections import Counter
from collections.abc import Iterator

from harvest.paths import CHECKOUT

READING = CHECKOUT / "docs" / "related-reading.csv"
"""Related records read by a person: trial, rank, kind, other, verdict, why."""

FACETS_READ = READING.with_name("facet-reading.csv")
"""Facets read by a person: batch, kind, record, facet; values right, wrong and missed; a note."""

FACETS_JUDGED = READING.with_name("facet-judgements.csv")
"""Facets judged by a person value by value: see ``judgements``."""

DRUGS_READ = READING.with_name("drug-reading.csv")
"""Facets of the drug pack read by a person: batch, seed, record, facet; right, wrong, missed."""

SIZES_READ = READING.with_name("size-reading.csv")
"""Sample sizes read by a person: batch, article, size claimed at first sight, right size, note."""

OUTCOMES_READ = READING.with_name("outcome-reading.csv")
"""Outcomes of real trials with the days at which they are measured, as a person read them."""

NUMBERS_READ = READING.with_name("number-reading.csv")
"""Trial numbers in titles and abstracts read by a person: whose, at first sight, as told today."""

AUDITS = READING.with_name("record-audits.csv")
"""Audits of all shared records by tests: what, how many were checked, right, and by which test."""


def markdown(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """A table of Markdown: its heading, then its rows."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def facets_read() -> Iterator[str]:
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
    yield markdown(
        ("Records", "Facet", *(f"Batch {batch}" for batch in batches)),
        (
            (f"{kind}s", facet.replace("_", " "), *(_rates(rows, kind, facet, b) for b in batches))
            for kind, facet in sorted(facets, key=lambda pair: (pair[0] == "paper", pair[1]))
        ),
    )


def drugs_read() -> Iterator[str]:
    """Precision and recall of what is read of medicines, by batch."""
    if not DRUGS_READ.is_file():
        return
    with DRUGS_READ.open(encoding="utf-8", newline="") as file:
        rows = [row | {"kind": "trial"} for row in csv.DictReader(file)]
    batches = sorted({row["batch"] for row in rows})
    seeds = {row["batch"]: row["seed"] for row in rows}
    records = {batch: len({r["record"] for r in rows if r["batch"] == batch}) for batch in batches}
    yield "## Medicines, read"
    yield (
        "Trials of the shared `studies.jsonl.gz` with an intervention of the type DRUG or "
        "BIOLOGICAL, "
        "of any organ, drawn by `random.Random(seed).sample` of the numbers in their order, "
        "without those read before: "
        + ", ".join(f"{records[b]} in batch {b} (seed {seeds[b]})" for b in batches)
        + ". One reader held every value against interventions and arms (each text cut to "
        "its first 300 to 420 characters) and noted what was not read. Each batch was "
        "judged before the rules were changed by what it showed: these are figures of a first "
        "sight. "
        "Procedures and cells that a registry calls a drug count as wrong names or missing "
        "doses; a "
        "limit (“no more than once a day”) is no frequency; a dose in another unit is wrong. "
        "Precision / recall (right + wrong + missed values). Judgements stand in "
        "`docs/drug-reading.csv`."
    )
    yield markdown(
        ("Facet", *(f"Batch {batch}" for batch in batches)),
        (
            (facet.replace("_", " "), *(_rates(rows, "trial", facet, batch) for batch in batches))
            for facet in dict.fromkeys(row["facet"] for row in rows)
        ),
    )


def sizes_read() -> Iterator[str]:
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
    yield markdown(
        ("Batch", "Papers", "Right", "Share"),
        (
            (batch, str(count), str(right[batch]), f"{right[batch] / count:.1%}")
            for batch, count in sorted(every.items(), key=lambda found: int(found[0]))
        ),
    )


def outcomes_read() -> Iterator[str]:
    """Of how many outcomes of each batch all times were right at first sight."""
    if not OUTCOMES_READ.is_file():
        return
    with OUTCOMES_READ.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = Counter(row["batch"] for row in rows if row["verdict"] == "right")
    every = Counter(row["batch"] for row in rows)
    yield "## Times of outcomes, read"
    yield (
        f"{len(rows)} outcomes of real trials of any subject, drawn by seed (a trial, then one of "
        "its outcomes). One reader wrote down the days at which each is measured, from its name "
        "and time frame; one time too many or too few makes an outcome wrong, and what is "
        "doubtful is wrong. The rules were changed after batches 1 and 2 by what these showed, so "
        "the figures are those of a first sight. Judgements stand in `docs/outcome-reading.csv`; "
        "a test holds that at least 95% of all are right today, which is no first sight."
    )
    yield markdown(
        ("Batch", "Outcomes", "Right", "Share"),
        (
            (batch, str(count), str(right[batch]), f"{right[batch] / count:.1%}")
            for batch, count in sorted(every.items())
        ),
    )


def numbers_read() -> Iterator[str]:
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
    yield markdown(
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


def audited() -> Iterator[str]:
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
    yield markdown(
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


def related_read() -> Iterator[str]:
    """The related records of each trial that was read, and how many are truly related."""
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
    yield markdown(
        ("Trial", "Rank", "Related", "Verdict", "Why"),
        (
            (row["trial"], row["rank"], f"{row['kind']} {row['other']}", row["verdict"], row["why"])
            for row in rows
        ),
    )
