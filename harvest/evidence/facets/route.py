"""How the cells were given."""

import re
from dataclasses import replace

from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import GIVEN, collects
from harvest.evidence.reading.tiers import Told
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_PORTAL_VEIN_ITSELF = re.compile(
    r"^\s*(?:thrombo|embol|hypertens|patency|pressure|flow|diameter|doppler|system shunt|obstruct|"
    r"invasion|branch involvement|cavernom)",
    re.IGNORECASE,
)
_PATENT = re.compile(
    r"(?:patent|thrombosis (?:of|in)(?: the)?|patency of(?: the)?)\s*$", re.IGNORECASE
)
_ROMAN = re.compile(
    r"(?:\b(?:grades?|stages?|phases?|class|types?|levels?|arms?|groups?|parts?|factor|cohorts?|nyha|"
    r"isoform|collagen)|\bI{1,3}\s*(?:[-–/,&]|to|or|and))\W*$",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\b(?:drawn|draw|withdrawn|collected|collect|sampled|blood samples?|taken from)\b",
    re.IGNORECASE,
)
_PUT_IN = re.compile(
    r"\b(?:re-?)?(?:infus|inject|administ|transplant|deliver|implant)", re.IGNORECASE
)
_ARTERY_UNNAMED = re.compile(r"(?:intra|trans)[\s-]*arter", re.IGNORECASE)


def routes(told: Told, given: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """How the cells were given. "PV" is never expanded; subcutaneous is G-CSF's route only."""
    named = vocabulary("routes")
    only_gcsf = [fact.value for fact in given] == ["G-CSF"]
    for number, tier in enumerate(told.tiers()):
        facts = [
            stretch.fact("route", hit.code, named.label(hit.code), hit.start, hit.end)
            for stretch in tier
            for hit in named.meant(stretch.text, stretch.passage.text)
            if _is_route(stretch.text, hit, number, only_gcsf)
        ]
        if facts:
            return first_of_each([_artery_of_the_liver(fact, told.record) for fact in facts])
    return ()


def _artery_of_the_liver(fact: Fact, record: RecordText) -> Fact:
    """In a liver disease an artery that is not named is the liver's; flagged as inferred."""
    if fact.value != "artery" or not _ARTERY_UNNAMED.search(fact.span.text):
        return fact
    about = "\n".join(passage.text for passage in (*record.titles, *record.topics))
    if re.search(r"\bliver|hepat|cirrho", about, re.IGNORECASE) is None:
        return fact
    label = vocabulary("routes").label("hepatic_artery")
    return replace(fact, value="hepatic_artery", label=label, flag="inferred: a liver disease")


def _is_route(text: str, hit: Hit, tier: int, only_gcsf: bool) -> bool:
    before, after = text[: hit.start], text[hit.end :]
    word = text[hit.start : hit.end]
    if word.upper() == "IV" and _ROMAN.search(before[-30:]):
        return False
    if word == "iv" and re.match(r"\s*[).:]", after):
        return False  # the fourth of "(i) … (ii) …"
    if hit.code == "peripheral_vein" and _DRAWN.search(text) and not _PUT_IN.search(text):
        return False
    if hit.code in {"subcutaneous", "oral"}:
        return only_gcsf and hit.code == "subcutaneous"
    if hit.code == "portal_vein" and (_PORTAL_VEIN_ITSELF.match(after) or _PATENT.search(before)):
        return False
    if re.search(r"\b(?:immunoglobulin|antibiotic|contrast|saline|albumin)\b", after[:40], re.I):
        return False
    if tier == 0:
        return not (collects(text) and "femoral" in text[hit.start : hit.end].lower())
    return GIVEN.search(text) is not None
