"""Reads a folder of gold sets: questions with their known answers, for training and judging.

The form of the folder is that of the evaluation sets: ``articles.jsonl.gz`` (the pool), three
linking tasks and ``facets-gold.tsv``. A file that is absent leaves its task out.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvest.errors import UsageError
from harvest.evidence.links.features import View
from harvest.evidence.links.matcher import Report, Study, numbers_of
from harvest.evidence.reading.tokens import author_surname, fold, surname

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_TEXT_FIELDS = (
    "brief_summary",
    "detailed_description",
    "conditions",
    "interventions",
    "intervention_other",
    "keywords",
    "primary_outcomes",
    "secondary_outcomes",
    "arm_groups",
    "mesh",
)


@dataclass(frozen=True)
class Question:
    """A trial, and which of the pool's papers are right for it."""

    study: Study
    right: tuple[int, ...]  # rows of the pool


@dataclass(frozen=True)
class Task:
    """Questions of one kind over one pool."""

    name: str
    view: View
    pool: tuple[Report, ...]
    questions: tuple[Question, ...]


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


def _year(text: object) -> int | None:
    found = _YEAR.search(str(text)) if text else None
    return int(found[1]) if found else None


def _report(row: Mapping[str, Any], number: int) -> Report:
    title = row.get("title") or str(row.get("text", "")).split(". ")[0]
    identifier = str(row.get("pmid") or row.get("pmcid") or f"row {number}")
    citation = row.get("citation")
    if citation:
        start = citation.find(title[:40])
        head = citation[:start] if start > 0 else citation.split(". ")[0]
        authors = [author_surname(name) for name in head.split(",") if 1 < len(name.strip()) < 40]
        year = _year(citation[start + len(title) :] if start > 0 else citation)
    else:
        # Full-text records give "Totapally Balagangadhar R", bibliographic ones "Totapally BR".
        whole = row.get("source") == "evidence_inference_jats"
        names = [name for name in row.get("authors", ()) if name.strip()]
        authors = [fold(n.split()[0]) if whole else author_surname(n) for n in names]
        year = _year(row.get("year"))
    return Report(
        id=identifier,
        title=title,
        abstract=row.get("abstract") or "",
        authors=tuple(name for name in authors if name),
        year=year,
    )


def pool(folder: Path) -> tuple[Report, ...]:
    """Every paper that may be an answer."""
    return tuple(_report(row, n) for n, row in enumerate(lines(folder / "articles.jsonl.gz")))


def _study(row: Mapping[str, Any]) -> Study:
    parts: list[str] = []
    for name in _TEXT_FIELDS:
        value = row.get(name)
        parts += [value] if isinstance(value, str) else map(str, value or ())
    titles = [row.get(name) or "" for name in ("brief_title", "official_title", "acronym")]
    ids = [row.get("org_study_id") or "", *(row.get("secondary_ids") or ())]
    return Study(
        id=row["nct_id"],
        titles=tuple(title for title in titles if title),
        text="\n".join(parts),
        officials=tuple(name for o in row.get("officials") or () if len(name := surname(o)) > 1),
        numbers=numbers_of(ids),
        phases=frozenset(re.findall(r"\d", row.get("phase") or "")),
        start=_year(row.get("start_date")),
        completion=_year(row.get("completion_date")),
    )


def _rows(reports: tuple[Report, ...]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, report in enumerate(reports):
        places.setdefault(report.id, place)
    return places


def _answers(ids: list[Any], places: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(places[str(i)] for i in ids if str(i) in places)


def ranking_tasks(folder: Path) -> Iterator[Task]:
    """The linking tasks that the folder holds."""
    if not (folder / "articles.jsonl.gz").is_file():
        return
    papers = pool(folder)
    if (path := folder / "linking-outcomes-to-abstracts.jsonl.gz").is_file():
        told = tuple(report for report in papers if report.abstract)
        places = _rows(told)
        rows = list(lines(path))
        for name, key in (("outcomes", "result"), ("related", "background")):
            questions = [
                Question(Study(r["nct_id"], (), r["query"]), _answers(r[key], places)) for r in rows
            ]
            yield Task(name, "abstract", told, tuple(q for q in questions if q.right))
    places = _rows(papers)
    if (path := folder / "linking-registry-results.jsonl.gz").is_file():
        records = folder / "trials.jsonl.gz"
        trials = {row["nct_id"]: _study(row) for row in lines(records)} if records.is_file() else {}
        questions = [
            Question(trials[row["nct_id"]], _answers(row["relevant"], places))
            for row in lines(path)
            if row["nct_id"] in trials
        ]
        if questions:
            yield Task("registry", "record", papers, tuple(q for q in questions if q.right))
    if (path := folder / "linking-titles-manual-gold.jsonl.gz").is_file():
        questions = [
            Question(
                Study(
                    row["nct_id"],
                    (row["trial_title"],),
                    start=_year(row.get("registration")),
                    completion=_year(row.get("completion")),
                ),
                _answers([row["pmid"]], places),
            )
            for row in lines(path)
        ]
        yield Task("titles", "titles", papers, tuple(q for q in questions if q.right))


def facet_rows(folder: Path) -> list[dict[str, str]]:
    """The rows of ``facets-gold.tsv``; none if the folder has no such file."""
    path = folder / "facets-gold.tsv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
