"""What kind of paper it is: results, protocol, secondary analysis, review, comment, …

Publication types decide first, since indexers read the paper; then MeSH (animals without humans),
then words of title and abstract. The evidence is what decided.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from harvest.evidence.facets.size import people_counted
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.texts import Tables, rows_of
from harvest.rows import ArticleType

Role = Literal[
    "results", "secondary", "protocol", "review", "comment", "preclinical", "notice", "other"
]

_NOTICES = {
    "Retraction of Publication",
    "Published Erratum",
    "Expression of Concern",
    "Retraction Notice",
    "Corrected and Republished Article",
}
_REVIEWS = {
    "Review",
    "Systematic Review",
    "Meta-Analysis",
    "Network Meta-Analysis",
    "Practice Guideline",
    "Guideline",
    "Consensus Development Conference",
    "Scoping Review",
}
_COMMENTS = {"Comment", "Editorial", "News", "Published Comment", "Newspaper Article", "Interview"}
_TRIALS = {
    "Randomized Controlled Trial",
    "Controlled Clinical Trial",
    "Clinical Trial",
    "Clinical Trial, Phase I",
    "Clinical Trial, Phase II",
    "Clinical Trial, Phase III",
    "Clinical Trial, Phase IV",
    "Pragmatic Clinical Trial",
    "Equivalence Trial",
    "Adaptive Clinical Trial",
    "Multicenter Study",
    "Case Reports",
    "Observational Study",
    "Comparative Study",
}
_HUMANS = "D006801"
_ANIMALS = {"D000818", "D051379", "D051381", "D023421", "D011817", "D013552", "D004285"}

_PROTOCOL = re.compile(
    r"\b(?:study|trial) protocol\b|\bprotocol (?:for|of) (?:a|an|the)\b|rationale and (?:study )?"
    r"design|design and (?:rationale|methods)|study design of|\bdesign of (?:a|an|the)\b|"
    r"^protocol\b|: (?:a )?protocol\b|statistical analysis plan",
    re.IGNORECASE,
)
_SECONDARY = re.compile(
    r"secondary analys[ie]s|post[- ]?hoc|sub-?group analys|subanalys|pooled analys|sub-?study|"
    r"ancillary|exploratory analys|long[- ]term (?:follow|outcome|extension|surviv)|"
    r"extension (?:study|trial)|follow-up (?:study|of) |cost[- ]effectiveness|economic evaluation|"
    r"predictors? of|biomarker|health-related quality of life (?:in|of|after)|"
    r"additional analys|mediation|prognostic",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"systematic review|meta-?analys|narrative review|scoping review|literature review|"
    r": a review\b|"
    r"\breview of\b|state of the art|current status|perspectives?$|overview",
    re.IGNORECASE,
)
_PRECLINICAL = re.compile(
    r"\b(?:mice|mouse|murine|rats?|rabbits?|pigs?|porcine|canine|dogs|sheep|zebrafish|"
    r"in vitro|animal model|rodents?|primates|xenograft)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"were (?:randomi[sz]ed|enrolled|assigned|treated|infused|recruited|included)|"
    r"we (?:randomi[sz]ed|enrolled|treated|assigned|recruited)|(?:patients|"
    r"participants) (?:received|"
    r"underwent)|\bphase (?:I|II|III|IV|[1-4])\b|randomi[sz]ed|clinical trial|pilot study|"
    r"case report",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A role with what it was read from."""

    role: Role
    evidence: str
    field: str


def role(record: RecordText, tables: Tables) -> Judged:
    """The role of a paper; ``other`` where nothing tells it."""
    types = [row.name for row in rows_of(tables, "article_types", ArticleType)]
    title = record.titles[0].text if record.titles else ""
    abstract = "\n".join(passage.text for passage in record.bodies)
    return (
        _of_types(types, _NOTICES, "notice")
        or _of_types(types, {"Clinical Trial Protocol"}, "protocol")
        or _found(_PROTOCOL, title, "title", "protocol")
        or _of_types(types, _REVIEWS, "review")
        or _of_types(types, _COMMENTS, "comment")
        or _animals(record)
        or _found(_REVIEW, title, "title", "review")
        or _found(_SECONDARY, title, "title", "secondary")
        or _trial(types, title, abstract, record)
        or _found(_PRECLINICAL, title, "title", "preclinical")
        or _of_types(types, {"Letter"}, "comment")
        or Judged("other", "publication type unclear", "")
    )


def _of_types(types: Sequence[str], wanted: set[str], role: Role) -> Judged | None:
    hit = next((name for name in types if name in wanted), None)
    return Judged(role, hit, "article_types") if hit else None


def _found(pattern: re.Pattern[str], text: str, field: str, role: Role) -> Judged | None:
    match = pattern.search(text)
    return Judged(role, match.group().strip(), field) if match else None


def _animals(record: RecordText) -> Judged | None:
    uis = set(record.mesh)
    if _HUMANS not in uis and uis & _ANIMALS:
        return Judged("preclinical", "MeSH: animals, not humans", "article_mesh")
    return None


def _trial(types: Sequence[str], title: str, abstract: str, record: RecordText) -> Judged | None:
    """A study of people that was done: by its type, else by people counted and something done."""
    if judged := _of_types(types, _TRIALS - {"Comparative Study", "Multicenter Study"}, "results"):
        return judged
    if _PRECLINICAL.search(title) or (_HUMANS not in record.mesh and _PRECLINICAL.search(abstract)):
        return None
    people = people_counted(record)
    match = _DONE.search(f"{title}\n{abstract}")
    if people and match:
        return Judged("results", f"{match.group()}; {people.text}", people.field)
    return None
