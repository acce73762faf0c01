"""Reads a folder of gold sets: questions with their known answers, for training and judging.

The form of the folder is that of the evaluation sets: ``articles.jsonl.gz`` (the pool), three
linking tasks and ``facets-gold.tsv``. A file that is absent leaves its task out. Trials and papers
are read into the rows of the work database, where whatever a set does not tell is empty.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvest.errors import UsageError
from harvest.evaluation.citations import cited, written_date
from harvest.evidence.links.months import Months, appeared, too_early
from harvest.records import Record
from harvest.rows import Arm as ArmRow
from harvest.rows import (
    Article,
    Author,
    Condition,
    Intervention,
    Official,
    Outcome,
    Trial,
    TrialId,
    TrialKeyword,
)

_MOST_NAMES = 400  # authors kept of a paper
_SUFFIX = re.compile(r"\s+(?:Jr|Sr|2nd|3rd|4th|II|III|IV)$")


LINKING = frozenset({"outcomes", "registry", "titles"})
"""The tasks that ask which paper reports a trial."""

WHOLE = "registry"
"""The task whose trials have whole records."""


@dataclass(frozen=True)
class Task:
    """Questions of one kind over one base: for each trial asked, the papers that are right."""

    name: str
    trials: tuple[Record, ...]
    papers: tuple[Record, ...]
    right: Mapping[str, tuple[str, ...]]

    def documents(self) -> dict[str, str]:
        """The title and the abstract of each paper."""
        return {paper.id: "\n".join(_texts(paper, "title", "abstract")) for paper in self.papers}

    def questions(self) -> dict[str, str]:
        """All texts of each trial that is asked for, eligibility left out."""
        return {trial.id: _whole(trial) for trial in self.trials if trial.id in self.right}

    def too_early(self) -> dict[str, tuple[str, ...]]:
        """Of each trial, the right papers that appeared before it could have results."""
        starts = {trial.id: Months.of(_of_trial(trial)["start_date"]) for trial in self.trials}
        dates = {paper.id: _appeared(paper) for paper in self.papers}
        return {
            trial: early
            for trial, papers in self.right.items()
            if (early := tuple(p for p in papers if too_early(starts[trial], dates[p])))
        }


def _texts(paper: Record, *columns: str) -> Iterator[str]:
    told = dict(zip(Article._fields, paper.tables["articles"][0], strict=True))
    yield from (str(text) for name in columns if (text := told[name]))


def _of_trial(trial: Record) -> dict[str, Any]:
    return dict(zip(Trial._fields, trial.tables["trials"][0], strict=True))


def _appeared(paper: Record) -> Months | None:
    told: dict[str, Any] = dict(zip(Article._fields, paper.tables["articles"][0], strict=True))
    return appeared(told["published"], told["electronic_date"])


_ASKED = ("brief_title", "official_title", "acronym", "brief_summary", "detailed_description")


def _whole(trial: Record) -> str:
    told = _of_trial(trial)
    texts = [told[name] for name in _ASKED]
    for table in ("conditions", "trial_keywords", "interventions", "arms", "outcomes"):
        texts += [
            value for each in trial.tables.get(table, ()) for value in each[1:] if value != trial.id
        ]
    return "\n".join(str(text) for text in texts if isinstance(text, str))


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a ``.jsonl.gz`` file, one a line."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise UsageError(f"{path.name} line {number} is not JSON: {error}") from error
    except (OSError, EOFError) as error:
        raise UsageError(f"can't read {path.name}: {error}") from error


def _row(row: Any, *key: object, **values: object) -> tuple[object, ...]:
    """A row: the key first, the rest by name, None where nothing is said."""
    given = dict(zip(row._fields, key, strict=False)) | values
    return tuple(row(**dict.fromkeys(row._fields) | given))


def _paper(row: Mapping[str, Any], number: int) -> Record:
    title = row.get("title") or str(row.get("text", "")).split(". ")[0]
    identifier = str(row.get("pmid") or row.get("pmcid") or f"row {number}")
    citation = row.get("citation")
    if citation:
        names, published, electronic = cited(citation, title)
    else:
        names = [name for name in row.get("authors", ()) if name.strip()]
        # Full-text records give "Totapally Balagangadhar R", bibliographic ones "Totapally BR".
        if row.get("source") == "evidence_inference_jats":
            names = [f"{name.split()[0]} {name.split()[-1][:1]}" for name in names]
        published, electronic = written_date(row.get("year")), None
    return Record(
        "article",
        identifier,
        None,
        {
            "articles": [
                _row(
                    Article,
                    identifier,
                    version=1,
                    kind="article",
                    title=title,
                    abstract=row.get("abstract") or None,
                    year=int(published[:4]) if published else None,
                    published=published,
                    electronic_date=electronic,
                    retracted=0,
                    reference_count=0,
                    url="",
                )
            ],
            "authors": [
                _row(
                    Author,
                    identifier,
                    place,
                    "author",
                    last_name=last,
                    fore_name=fore or None,
                    initials=fore or None,
                )
                for place, (last, fore) in enumerate(_named(names[:_MOST_NAMES]))
            ],
        },
    )


def _named(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """``van den Berg JM`` → (``van den Berg``, ``JM``), ``Long HJ 3rd`` → (``Long``, ``HJ``)."""
    for name in names:
        last, _, fore = _SUFFIX.sub("", name.strip().rstrip(".")).rpartition(" ")
        yield (last, fore) if last and fore.isupper() else (name.strip(), "")


def pool(folder: Path) -> tuple[Record, ...]:
    """Every paper that may be an answer, each once."""
    papers = (_paper(row, n) for n, row in enumerate(lines(folder / "articles.jsonl.gz")))
    return tuple({paper.id: paper for paper in reversed(list(papers))}.values())[::-1]


def _trial(row: Mapping[str, Any]) -> Record:
    """A trial of ``trials.jsonl.gz``, which holds short forms of the registry's own fields."""
    nct = row["nct_id"]

    def listed(kind: Any, name: str, column: str) -> list[tuple[object, ...]]:
        return [
            _row(kind, nct, place, **{column: str(text)})
            for place, text in enumerate(row.get(name) or ())
        ]

    outcomes = [
        _row(Outcome, nct, kind, place, measure=str(text))
        for kind in ("primary", "secondary")
        for place, text in enumerate(row.get(f"{kind}_outcomes") or ())
    ]
    names, others = row.get("interventions") or (), row.get("intervention_other") or ()
    interventions = [
        *(_row(Intervention, nct, n, name=str(text)) for n, text in enumerate(names)),
        *(_row(Intervention, nct, n, other_names=str(t)) for n, t in enumerate(others, len(names))),
    ]
    enrollment = str(row.get("enrollment") or "")
    completion = written_date(row.get("completion_date"))
    return Record(
        "trial",
        nct,
        None,
        {
            "trials": [
                _row(
                    Trial,
                    nct,
                    registry="nct",
                    nct_id=nct,
                    org_study_id=row.get("org_study_id"),
                    brief_title=row.get("brief_title"),
                    official_title=row.get("official_title"),
                    acronym=row.get("acronym"),
                    phase=row.get("phase"),
                    enrollment=int(enrollment) if enrollment.isdigit() else None,
                    start_date=written_date(row.get("start_date")),
                    completion_date=completion,
                    brief_summary=row.get("brief_summary"),
                    detailed_description=row.get("detailed_description"),
                    eligibility_criteria=row.get("eligibility"),
                    has_results=0,
                    url="",
                )
            ],
            "conditions": listed(Condition, "conditions", "name"),
            "trial_keywords": listed(TrialKeyword, "keywords", "keyword"),
            "interventions": interventions,
            "arms": listed(ArmRow, "arm_groups", "description"),
            "outcomes": outcomes,
            "officials": listed(Official, "officials", "name"),
            "trial_ids": [
                _row(TrialId, nct, place, kind="secondary", id=str(text))
                for place, text in enumerate(row.get("secondary_ids") or ())
            ],
        },
    )


def ranking_tasks(folder: Path) -> Iterator[Task]:
    """The linking tasks that the folder holds."""
    if not (folder / "articles.jsonl.gz").is_file():
        return
    papers = pool(folder)
    told = tuple(paper for paper in papers if paper.tables["articles"][0][_ABSTRACT])
    bare = tuple(map(_without_abstract, papers))
    if (path := folder / "linking-outcomes-to-abstracts.jsonl.gz").is_file():
        rows = list(lines(path))
        trials = [_trial({"nct_id": r["nct_id"], "detailed_description": r["query"]}) for r in rows]
        for name, key in (("outcomes", "result"), ("related", "background")):
            yield _task(name, trials, told, [(r["nct_id"], r[key]) for r in rows])
    if (path := folder / "linking-registry-results.jsonl.gz").is_file():
        records = folder / "trials.jsonl.gz"
        found = {row["nct_id"]: _trial(row) for row in lines(records)} if records.is_file() else {}
        asked = [(r["nct_id"], r["relevant"]) for r in lines(path) if r["nct_id"] in found]
        if asked:
            yield _task(WHOLE, found.values(), bare, asked)
    if (path := folder / "linking-titles-manual-gold.jsonl.gz").is_file():
        rows = list(lines(path))
        trials = [
            _trial(
                {
                    "nct_id": row["nct_id"],
                    "brief_title": row["trial_title"],
                    "completion_date": row.get("completion"),
                }
            )
            for row in rows
        ]
        yield _task("titles", trials, bare, [(r["nct_id"], [r["pmid"]]) for r in rows])


def _task(
    name: str,
    trials: Iterable[Record],
    papers: tuple[Record, ...],
    asked: Iterable[tuple[str, Iterable[object]]],
) -> Task:
    """Only what the papers can answer is asked; the trials are all there, as rivals."""
    held = {paper.id for paper in papers}
    right = {trial: tuple(str(i) for i in ids if str(i) in held) for trial, ids in asked}
    known = {trial.id: trial for trial in trials}
    return Task(
        name, tuple(known.values()), papers, {trial: ids for trial, ids in right.items() if ids}
    )


_ABSTRACT = Article._fields.index("abstract")


def _without_abstract(paper: Record) -> Record:
    (row,) = paper.tables["articles"]
    bare = (*row[:_ABSTRACT], None, *row[_ABSTRACT + 1 :])
    return Record("article", paper.id, None, {**paper.tables, "articles": [bare]})


def facet_rows(folder: Path) -> list[dict[str, str]]:
    """The rows of ``facets-gold.tsv``; none if the folder has no such file."""
    path = folder / "facets-gold.tsv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
