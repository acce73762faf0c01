"""What kind of paper it is: results, protocol, secondary analysis, review, comment, …

Publication types decide first, since indexers read the paper; then MeSH (animals without humans),
then words of title and abstract. The evidence is what decided.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from harvest.evidence.facets.sizes.people import people_counted
from harvest.evidence.reading.cues import Cue
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
    r"^protocol\b(?!-)|: (?:a )?protocol\b(?!-)|statistical analysis plan|"
    r"\brationale (?:for|of) (?:a|an|the)\b",
    re.IGNORECASE,
)
_SECONDARY = Cue(
    r"secondary analys[ie]s|post[- ]?hoc|sub-?group analys|subanalys|pooled analys|sub-?study|"
    r"ancillary|exploratory analys|long[- ]term (?:follow|outcome|extension|surviv)|"
    r"extension (?:study|trial)|follow-up (?:study|of) |cost[- ]effectiveness|economic evaluation|"
    r"additional analys"
)
_LOOKS_SECONDARY = Cue(
    r"predictors? of|biomarker|health-related quality of life (?:in|of|after)|mediation|prognostic"
)
_TOLD_SECONDARY = Cue(
    r"\b(?:this|present|current|we|our)\b[^.;]{0,80}\b(?:secondary|post[- ]?hoc|ancillary|"
    r"sub-?group|exploratory|pooled|integrated|nested) (?:[\w-]+ ){0,2}(?:analys[ei]s|study) "
    r"(?:of|from|using|on|within|reporting)\b[^.;]{0,80}"
    r"\b(?:data|trials?|stud(?:y|ies)|RCTs?|participants|patients)\b|"
    r"\b(?:this|present|our) (?:[\w-]+ ){0,2}(?:sub-?study|sub-?analysis|ancillary study)\b|"
    r"\bparent (?:trial|study)\b|\b(?:data|samples|patients) (?:[\w-]+ ){0,4}(?:from|during) "
    r"an? (?:previous|prior|earlier|larger|completed) (?:[\w-]+ ){0,4}(?:trial|study|RCT)\b"
)
_REVIEW = Cue(
    r"systematic review|meta-?analys|narrative review|scoping review|literature review|"
    r": a review\b|"
    r"\breview of\b|state of the art|current status|perspectives?$|overview"
)
_PRECLINICAL = Cue(
    r"\b(?:mice|mouse|murine|rats?|rabbits?(?! (?:anti|ATG))|pigs?|piglets?|swine|porcine|canine|"
    r"dogs|"
    r"beagles?|cats|feline|horses|equine|cattle|calves|bovine|goats?|sheep|ovine|lambs|hamsters?|"
    r"guinea pigs?|monkeys?|macaques?|zebrafish|in vitro|animal model|rodents?|primates|"
    r"xenograft)\b"
)
_IN_GLASS = {"in vitro", "xenograft"}
_PEOPLE = Cue(
    r"\b(?:patients|participants|volunteers|people|humans?|subjects|children|adolescents|adults|"
    r"infants|women|men|students|recipients|workers)\b"
)
_DESIGNED = (
    r"(?:randomi[sz]ed|clinical|controlled|pilot|feasibility|open-label|single-arm|"
    r"double-blind(?:ed)?|"
    r"non-?inferiority|cross-?over|phase (?:I+V?|[0-4])(?:[ab]|/\w+)?|first-in-(?:human|man)|"
    r"dose-escalation|proof-of-concept|quasi-experimental|prospective|retrospective|observational|"
    r"cohort|case[- ]control|cross-sectional|longitudinal|registry|mixed[- ]methods|pragmatic)"
)
_DESIGN = Cue(
    rf"\b{_DESIGNED}\b(?:[^.:;]{{0,80}}?)\b(?:trial|study|RCT|cohort)\b|\bRCT\b|"
    rf"\b(?:two|three|2|3)\b[^.:;]{{0,40}}\b{_DESIGNED} (?:[\w-]+ ){{0,3}}(?:trials|studies)\b|"
    r"\bcase (?:report|series)\b|\breport of (?:a|one|two|three|\d+) cases?\b|"
    r"\b(?:results|findings|insights) (?:of|from) (?:the|a|an|two|three)\b[^:]*\b(?:trial|study)\b"
)
"""How a study of people that was done is called."""
_DESIGN_LAST = re.compile(
    rf"[:.?–—-]\s+(?:(?:an?|the|results? of|results? from|one|"
    rf"two) )*(?:[\w-]+,? ){{0,8}}?{_DESIGNED}\b"
    r"[^:]{0,80}\b(?:trials?|RCT|study)(?:\s*\([^)]*\))?\s*\.?$",
    re.IGNORECASE,
)
"""The end of a title that names the design, which leaves no doubt."""
_ABOUT_ANOTHER = re.compile(
    r"^\W*(?:(?:[\w' -]{1,40}[.:?!]\s+)?re\s*:|editorial(?: comment)?\s*[:.]|"
    r"(?:a |editorial |invited )?comment(?:s|ary)? (?:on|to|regarding)\b|"
    r"(?:authors?['’]?s? )?reply\b(?: to)?|authors?['’]?s? response\b|"
    # of people who respond to a treatment most titles speak that begin so
    r"response(?=\s*[.:!]|\s*$|\s+to\W+(?:(?:the|an?|our)\s+)?(?:[\w'’-]+\s+){0,3}?(?:letters?|"
    r"comment\w*|editor\w*|correspond\w*|drs?|prof\w*|authors?|reviewers?|critic\w*|queries|"
    r"questions|[\w'’-]+,? et al)\b|\s+to\s*[\"“«:])|"
    r"letter (?:to|regarding)|in reply|correspondence(?=\s*[.:]|\s*$|\s+(?:on|to|re|regarding)\b))|"
    r"^[\"“«][^\"”»]{20,}[\"”»],? by\b",
    re.IGNORECASE,
)
_PLANNED = Cue(
    r"\bwill be (?:randomi[sz]ed|randomly|enrolled|recruited|allocated|assigned)\b|"
    r"\b(?:paper|article|manuscript|report|we) (?:here )?(?:describes?|presents?|outlines?) the "
    r"(?:[\w-]+ ){0,4}(?:protocol|rationale)\b"
)
_PAST = Cue(
    r"\bwere (?:randomi[sz]ed|randomly|enrolled|recruited|included|assigned|allocated|treated)\b|"
    r"\bwe (?:randomi[sz]ed|randomly|enrolled|recruited|treated)\b"
)
_FOUND = Cue(
    r"\b(?:results|findings|outcomes)\s*:|\bwe found\b|\bsignifican|\bp\s*[<=>]|\b95\s?% ?CI\b|"
    r"\bwell[- ]tolerated\b"
)
_DONE = Cue(
    r"were (?:randomi[sz]ed|enrolled|assigned|treated|infused|recruited|included)|"
    r"we (?:randomi[sz]ed|enrolled|treated|assigned|recruited)|(?:patients|"
    r"participants) (?:received|"
    r"underwent)|\bphase (?:I|II|III|IV|[1-4])\b|randomi[sz]ed|clinical trial|pilot study|"
    r"case report"
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
        or _of_types(types, _REVIEWS - _loosely(types, title), "review")
        or _of_types(types, _COMMENTS, "comment")
        or _found(_ABOUT_ANOTHER, title, "title", "comment")
        or _animals(record)
        or _found(_REVIEW, title, "title", "review")
        or _found(_SECONDARY, title, "title", "secondary")
        or _planned(title, abstract)
        or _found(_TOLD_SECONDARY, abstract, "abstract", "secondary")
        or _designed(title, types)
        or _found(_LOOKS_SECONDARY, title, "title", "secondary")
        or _trial(types, title, abstract, record)
        or (_found(_PRECLINICAL, title, "title", "preclinical") if _on_animals(title) else None)
        or _of_types(types, {"Letter"}, "comment")
        or Judged("other", "publication type unclear", "")
    )


def _of_types(types: Sequence[str], wanted: set[str], role: Role) -> Judged | None:
    hit = next((name for name in types if name in wanted), None)
    return Judged(role, hit, "article_types") if hit else None


def _found(pattern: Cue | re.Pattern[str], text: str, field: str, role: Role) -> Judged | None:
    match = pattern.search(text)
    return Judged(role, match.group().strip(), field) if match else None


def _loosely(types: Sequence[str], title: str) -> set[str]:
    """Types that publishers give to any paper: "Review" where the title ends "a pilot trial"."""
    plain = _DESIGN_LAST.search(title) and not _REVIEW.search(title) and "Review" in types
    return {"Review"} if plain else set()


def _planned(title: str, abstract: str) -> Judged | None:
    """A protocol that does not say so in its title: people *will be* randomised, none were."""
    if _PAST.search(abstract) or _FOUND.search(abstract):
        return None
    return _found(_PLANNED, abstract, "abstract", "protocol")


def _on_animals(title: str) -> bool:
    """Whether a title speaks of animals or cells alone, and of no people."""
    found = {match.group().lower() for match in _PRECLINICAL.finditer(title)}
    if _PEOPLE.search(title):
        return False
    return bool(found - _IN_GLASS) or (bool(found) and not _DESIGN.search(title))


def _designed(title: str, types: Sequence[str]) -> Judged | None:
    """A study of people by its title: "…: a randomized controlled trial", "a case report"."""
    if _on_animals(title) or ("Letter" in types and not _DESIGN_LAST.search(title)):
        return None
    return _found(_DESIGN, title, "title", "results")


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
    match = _DONE.search(title) or _DONE.search(abstract)
    people = people_counted(record) if match else None
    if people and match:
        return Judged("results", f"{match.group()}; {people.text}", people.field)
    if _PEOPLE.search(abstract) and _FOUND.search(abstract):
        return _found(_DESIGN, abstract, "abstract", "results")
    return None
