"""Papers that may report a trial though nothing names it: scored, with reasons in words."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from harvest.evidence.linker import shipped
from harvest.evidence.matching import Candidates, Matcher, Report, Study, numbers_of
from harvest.evidence.words import fold, stems, surname

SHOWN = 5  # candidates kept a trial
LEAST = 0.1  # below this probability nothing is kept

_TRIALS = """
SELECT nct_id, brief_title, official_title, acronym, brief_summary, detailed_description, phase,
    start_date, coalesce(primary_completion_date, completion_date), org_study_id, enrollment
FROM trials
ORDER BY nct_id
"""
_TRIAL_TEXTS = """
SELECT nct_id, name FROM conditions
UNION ALL SELECT nct_id, keyword FROM trial_keywords
UNION ALL SELECT nct_id, coalesce(name, '') || ' ' || coalesce(other_names, '') FROM interventions
UNION ALL SELECT nct_id, coalesce(description, label, '') FROM arms
UNION ALL SELECT nct_id, coalesce(measure, '') FROM outcomes
UNION ALL SELECT nct_id, term FROM trial_mesh WHERE ancestor = 0 AND term IS NOT NULL
"""
_OFFICIALS = """
SELECT nct_id, name FROM officials WHERE name IS NOT NULL
UNION SELECT nct_id, responsible_party_name FROM trials WHERE responsible_party_name IS NOT NULL
"""
_NUMBERS = "SELECT nct_id, id FROM trial_ids WHERE kind <> 'alias'"
_COUNTRIES = "SELECT DISTINCT nct_id, country FROM locations WHERE country IS NOT NULL"
_REPORTS = """
SELECT a.pmid, coalesce(a.title, a.book_title, ''), a.year
FROM articles AS a
JOIN article_roles AS r ON r.pmid = a.pmid
WHERE r.role IN ('results', 'secondary', 'other')
ORDER BY CAST(a.pmid AS INTEGER)
"""
_AUTHORS = """
SELECT pmid, last_name FROM authors
WHERE role = 'author' AND last_name IS NOT NULL AND position < 40
ORDER BY pmid, position
"""
_SIZES = "SELECT id, low FROM facets WHERE kind = 'article' AND facet = 'sample_size'"
_PLACES = """
SELECT pmid, affiliation FROM authors
WHERE affiliation IS NOT NULL AND pmid IN (SELECT value FROM json_each(?))
"""
_GIVEN = "SELECT id, facet, value FROM facets WHERE kind = ? AND facet IN ('cell_source', 'donor')"


@dataclass(frozen=True)
class Candidate:
    """A scored pair that no number ties. ``probable``: above the measured threshold, undisputed."""

    nct_id: str
    pmid: str
    chance: float
    probable: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Field:
    """What is known beyond the words; it can only speak against a candidate or be shown."""

    sizes: Mapping[str, float]
    enrollment: Mapping[str, int]
    countries: Mapping[str, frozenset[str]]
    trial_cells: Mapping[str, Mapping[str, frozenset[str]]]
    paper_cells: Mapping[str, Mapping[str, frozenset[str]]]


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


def _gathered(connection: sqlite3.Connection, sql: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, text in connection.execute(sql):
        found[key].append(text)
    return found


def studies(connection: sqlite3.Connection) -> list[Study]:
    """Every trial as the matcher takes it."""
    texts = _gathered(connection, _TRIAL_TEXTS)
    officials = _gathered(connection, _OFFICIALS)
    numbers = _gathered(connection, _NUMBERS)
    found = []
    for row in connection.execute(_TRIALS):
        nct, brief, official, acronym, summary, detail, phase, start, end, own, _ = row
        people = sorted({name for o in officials.get(nct, ()) if len(name := surname(o)) > 1})
        found.append(
            Study(
                id=nct,
                titles=tuple(filter(None, (brief, official, acronym))),
                text="\n".join([summary or "", detail or "", *texts.get(nct, ())]),
                officials=tuple(people),
                numbers=numbers_of([own or "", *numbers.get(nct, ())]),
                phases=frozenset(c for c in phase or "" if c.isdigit()),
                start=_year(start),
                completion=_year(end),
            )
        )
    return found


def reports(connection: sqlite3.Connection) -> list[Report]:
    """Every paper that may report results; reviews, comments and protocols left out."""
    authors = _gathered(connection, _AUTHORS)
    return [
        Report(pmid, title, "", tuple(_last(name) for name in authors.get(pmid, ())), year)
        for pmid, title, year in connection.execute(_REPORTS)
    ]


def _last(name: str) -> str:
    return fold(name).split()[-1] if name.strip() else ""


def _cells(connection: sqlite3.Connection, kind: str) -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for identifier, facet, value in connection.execute(_GIVEN, (kind,)):
        before = found[identifier].get(facet, frozenset())
        found[identifier][facet] = before | {value}
    return found


def _field(connection: sqlite3.Connection) -> _Field:
    countries = _gathered(connection, _COUNTRIES)
    return _Field(
        sizes=dict(connection.execute(_SIZES)),
        enrollment={row[0]: row[10] for row in connection.execute(_TRIALS) if row[10]},
        countries={nct: frozenset(names) for nct, names in countries.items()},
        trial_cells=_cells(connection, "trial"),
        paper_cells=_cells(connection, "article"),
    )


def scores(
    connection: sqlite3.Connection, linked: Mapping[str, frozenset[str]]
) -> Iterator[Candidate]:
    """The best candidates of every trial. ``linked``: paper → trials that it is tied to by number.

    A paper that names another trial is nobody else's candidate.
    """
    trials, papers = studies(connection), reports(connection)
    if not trials or not papers:
        return
    matcher = Matcher(papers, "record")
    pools = list(matcher.candidates(trials))
    chances = shipped().linker.chances(pools, len(papers))
    threshold = shipped().linker.threshold
    field = _field(connection)
    for study, pool, chance in zip(trials, pools, chances, strict=True):
        order = np.argsort(-chance, kind="stable")
        shown = 0
        for place in order:
            paper = papers[int(pool.rows[place])]
            named = linked.get(paper.id, frozenset())
            if chance[place] < LEAST or shown == SHOWN:
                break
            if named and study.id not in named:
                continue
            against = _against(study, paper, field)
            shown += 1
            yield Candidate(
                study.id,
                paper.id,
                round(float(chance[place]), 4),
                bool(chance[place] >= threshold and not against),
                (*_reasons(connection, study, paper, pool, int(place), field), *against),
            )


def _against(study: Study, paper: Report, field: _Field) -> tuple[str, ...]:
    """What contradicts the pair: another tissue or donor, or a paper older than the trial."""
    found = []
    ours, theirs = field.trial_cells.get(study.id, {}), field.paper_cells.get(paper.id, {})
    for facet, name in (("cell_source", "cell source"), ("donor", "donor")):
        if facet in ours and facet in theirs and not ours[facet] & theirs[facet]:
            found.append(
                f"against: {name} differs ({', '.join(sorted(ours[facet]))}; "
                f"paper: {', '.join(sorted(theirs[facet]))})"
            )
    if study.start and paper.year and paper.year < study.start:
        found.append(f"against: published in {paper.year}, before the trial began")
    return tuple(found)


def _reasons(
    connection: sqlite3.Connection,
    study: Study,
    paper: Report,
    pool: Candidates,
    place: int,
    field: _Field,
) -> Iterator[str]:
    values = {name: float(column[place]) for name, column in pool.values.items()}
    people = sorted({*study.officials} & {*paper.authors})
    if people:
        yield f"the trial's {', '.join(name.title() for name in people)} among the authors"
    if values["own_number_in_title"]:
        yield "the sponsor's own number stands in the title"
    shared = _shared_words(study, paper)
    if shared:
        yield f"titles share: {', '.join(shared)}"
    if paper.year and study.completion and values["within_3_years"]:
        yield f"published in {paper.year}, the trial was completed in {study.completion}"
    size, planned = field.sizes.get(paper.id), field.enrollment.get(study.id)
    if size and planned:
        word = "as registered" if size == planned else f"{planned} registered"
        yield f"{size:g} people in the abstract, {word}"
    countries = field.countries.get(study.id, frozenset())
    places = [a for _, a in connection.execute(_PLACES, (json.dumps([paper.id]),))]
    here = sorted(c for c in countries if any(c.lower() in place.lower() for place in places))
    if here:
        yield f"authors work in {', '.join(here)}, where the trial has sites"
    if values["phase_agrees"] > 0:
        yield "same phase"


def _shared_words(study: Study, paper: Report) -> Sequence[str]:
    ours = set(stems(*study.titles))
    words = dict.fromkeys(w for w in paper.title.split() if {*stems(w)} & ours)
    return [word.strip(".,:;()[]") for word in words][:8]
