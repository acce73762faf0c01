"""Why a paper may report a trial, and what speaks against it, in words for a person."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from harvest.evidence.links.pairs.records import Report, Study
from harvest.evidence.reading.tokens import stems
from harvest.evidence.reading.vocabulary import words_of
from harvest.facets import Facet, facets
from harvest.paths import DB

_COMMON = DB / "vocabularies" / "common_title_words.txt"

_SIZES = """
SELECT id, low FROM facets
WHERE kind = 'article' AND facet = 'sample_size' AND id IN (SELECT value FROM json_each(?))
ORDER BY id, position
"""
_ENROLLMENT = """
SELECT trial_id, enrollment FROM trials
WHERE enrollment > 0 AND trial_id IN (SELECT value FROM json_each(?))
"""
_COUNTRIES = """
SELECT DISTINCT trial_id, country FROM locations
WHERE country IS NOT NULL AND trial_id IN (SELECT value FROM json_each(?))
"""
_PLACES = """
SELECT article_id, affiliation FROM authors
WHERE affiliation IS NOT NULL AND article_id IN (SELECT value FROM json_each(?))
"""
_GIVEN = """
SELECT id, facet, value FROM facets
WHERE kind = ? AND id IN (SELECT value FROM json_each(?))
    AND facet IN (SELECT value FROM json_each(?))
"""

_KINDS = """
SELECT article_id, evidence FROM article_roles
WHERE role IN ('protocol', 'review', 'preclinical')
    AND article_id IN (SELECT value FROM json_each(?))
"""

TOLD = ("within_3_years", "phase_agrees", "own_number")
"""The features that are reasons in themselves."""

Cells = Mapping[str, Mapping[str, frozenset[str]]]  # record → facet → values


@dataclass(frozen=True)
class Known:
    """What is known of some trials and papers beyond the words that were compared.

    It can only speak against a candidate or be shown: no gold set measures it.
    """

    sizes: Mapping[str, float]
    enrollment: Mapping[str, int]
    countries: Mapping[str, Sequence[str]]
    places: Mapping[str, Sequence[str]]
    kinds: Mapping[str, str]
    trial_cells: Cells
    paper_cells: Cells


def known(connection: sqlite3.Connection, trials: Sequence[str], papers: Sequence[str]) -> Known:
    """Read it for these records."""
    ours, theirs = json.dumps(trials), json.dumps(papers)
    return Known(
        sizes=dict(connection.execute(_SIZES, (theirs,))),
        enrollment=dict(connection.execute(_ENROLLMENT, (ours,))),
        countries=_gathered(connection, _COUNTRIES, ours),
        places=_gathered(connection, _PLACES, theirs),
        kinds=dict(connection.execute(_KINDS, (theirs,))),
        trial_cells=_cells(connection, "trial", ours),
        paper_cells=_cells(connection, "article", theirs),
    )


def _gathered(connection: sqlite3.Connection, sql: str, asked: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, text in connection.execute(sql, (asked,)):
        found[key].append(text)
    return found


def _cells(
    connection: sqlite3.Connection, kind: str, asked: str
) -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    against = json.dumps([facet.name for facet in facets() if facet.paper.against])
    for identifier, facet, value in connection.execute(_GIVEN, (kind, asked, against)):
        before = found[identifier].get(facet, frozenset())
        found[identifier][facet] = before | {value}
    return found


def against(study: Study, paper: Report, known: Known) -> tuple[str, ...]:
    """What contradicts the pair: a facet that differs, or another kind of paper by its title."""
    found = []
    ours, theirs = known.trial_cells.get(study.id, {}), known.paper_cells.get(paper.id, {})
    for facet in facets():
        if not (facet.paper.against and (mine := ours.get(facet.name))):
            continue
        its = theirs.get(facet.name) or _in_title(facet, paper)
        if its and not mine & its:
            found.append(
                f"against: {facet.paper.against} differs ({', '.join(sorted(mine))}; "
                f"paper: {', '.join(sorted(its))})"
            )
    if (kind := known.kinds.get(paper.id)) is not None:
        found.append(f"against: by its title a paper of another kind ({kind})")
    return tuple(found)


def _in_title(facet: Facet, paper: Report) -> frozenset[str]:
    """What a title alone names: of a paper whose abstract tells nothing, or is not held."""
    return frozenset(hit.code for hit in words_of(facet).meant(paper.title))


def reasons(
    study: Study, paper: Report, features: Mapping[str, float], known: Known
) -> Iterator[str]:
    """What speaks for the pair; ``features`` as the matcher gives them."""
    if people := _people(study, paper):
        yield f"the trial's {', '.join(name.title() for name in people)} among the authors"
    if features["own_number"]:
        yield "the sponsor's own number is in the paper"
    shared = _shared_words(study, paper)
    if shared:
        yield f"titles share: {', '.join(shared)}"
    if paper.published and study.completion and features["within_3_years"]:
        yield f"published in {paper.published}, the trial was completed in {study.completion}"
    size, planned = known.sizes.get(paper.id), known.enrollment.get(study.id)
    if size and planned:
        word = "as registered" if size == planned else f"{planned} registered"
        yield f"{size:g} people in the abstract, {word}"
    places = known.places.get(paper.id, ())
    here = sorted(
        country
        for country in known.countries.get(study.id, ())
        if any(country.lower() in place.lower() for place in places)
    )
    if here:
        yield f"authors work in {', '.join(here)}, where the trial has sites"
    if features["phase_agrees"] > 0:
        yield "same phase"


@cache
def common_words() -> frozenset[str]:
    """The stems of words that the titles of trials on anything have."""
    return frozenset(stems(_COMMON.read_text("utf-8")))


def only_common(
    study: Study,
    paper: Report,
    features: Mapping[str, float],
    known: Known,
    common: frozenset[str],
) -> bool:
    """Whether nothing ties the pair but words that most titles of the topic have."""
    if _people(study, paper) or features["own_number"]:
        return False
    size = known.sizes.get(paper.id)
    if size is not None and size == known.enrollment.get(study.id):
        return False
    shared = set(stems(*study.titles)) & set(stems(paper.title))
    return {word for word in shared if not word.isdigit()} <= common


def _people(study: Study, paper: Report) -> Sequence[str]:
    """The surnames of a trial's people among the authors; one of another initial is another."""
    return sorted({form.partition(" ")[0] for form in {*study.signing} & {*paper.signed}})


def _shared_words(study: Study, paper: Report) -> Sequence[str]:
    ours = set(stems(*study.titles))
    words = dict.fromkeys(w for w in paper.title.split() if _stems_of(w) & ours)
    return [word.strip(".,:;()[]") for word in words][:8]


@lru_cache(maxsize=65_536)
def _stems_of(word: str) -> frozenset[str]:
    return frozenset(stems(word))
