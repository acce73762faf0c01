"""Facets judged against reviews' hand-made tables, by what each trial's own record says.

A review may know more than the record (it read the paper) or less. So a gold value counts only if
the record speaks of it at all; that is asked with broad cues of their own, not with the
vocabularies under test, which could not miss what they don't know.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from harvest.evidence.facets.all import facets
from harvest.evidence.reading.fact import Fact
from harvest.evidence.reading.passages import RecordText

Verdict = Literal["agrees", "silent", "differs", "missed", "wrong"]
"""``silent``: the record does not state the gold value, and nothing is claimed.
``differs``: the record states something else than the review; for a person, not counted.
``missed``: it states it, and nothing was found. ``wrong``: something else was found."""

FACETS: Mapping[str, tuple[str, str]] = {
    "facet_source": ("cell_source", "cell_source"),
    "facet_donor": ("donor", "auto_allo"),
    "facet_route": ("route", "route"),
    "facet_aetiology": ("aetiology", "aetiology"),
    "facet_dose": ("dose", "dose"),
}
"""Name of the figure → (facet, column of the gold table)."""

_SOURCES = {
    r"cord blood|\bUCB": ("cord_blood", r"cord blood|\bUCB"),
    r"umbilical|wharton|\bUC\b": ("umbilical_cord", r"umbilical|wharton|\bh?UC|cord"),
    r"marrow|\bBM\b": ("bone_marrow", r"marrow|\bBM|BMSC"),
    r"adipose|fat|\bAD\b": ("adipose", r"adipos|lipo|\bfat\b|\bAD|ASC"),
    r"peripheral blood|PBMC|PBSC|mobili": ("peripheral_blood", r"peripheral|apheresis|PBSC|PBMC"),
    r"menstrual": ("menstrual_blood", r"menstru"),
    r"placent|amnio": ("placenta", r"placent|amnio|chorio"),
    r"fetal|foetal": ("fetal_liver", r"f(o)?etal"),
    r"dental|tooth": ("dental_pulp", r"dental|teeth|pulp"),
    r"skin": ("skin", r"skin|ABCB5"),
    r"liver|hepat": ("adult_liver", r"liver[- ]derived|HepaStem|progenitor"),
}
_DONORS = {
    r"auto": ("autologous", r"autolog|autograft|\bown\b|auto-"),
    r"allo": ("allogeneic", r"allog|allo-|donor|third.party"),
}
_ROUTES = {
    r"hepatic art|\bHA\b|intra-?arterial": ("hepatic_artery", r"arter"),
    r"portal": (
        "portal_vein",
        r"portal(?!\s+(?:vein\s+)?(?:thromb|hypert|doppler))|\bIPV\b",
    ),
    r"peripheral vein|\bIV\b|intraven": (
        "peripheral_vein",
        r"intra-?ven|\bi\.?v\.?\b|peripheral|cubital|venous",
    ),
    r"splen": ("splenic", r"splen"),
    r"intrahepatic(?! art)|into the liver|percutaneous": ("intrahepatic", r"intra-?hepatic|percut"),
    r"intraperit": ("intraperitoneal", r"periton"),
}
_AETIOLOGIES = {
    r"non-?alcoholic|NASH|NAFLD|MASH": ("MASH", r"steatohep|fatty|NASH|NAFLD|MASH"),
    r"\balcohol|\bALD\b": ("alcohol", r"alcoholic|\bALD\b|alcohol.{0,20}(?:relat|induc|cirrho)"),
    r"HBV|hepatitis B": ("HBV", r"hepatitis.?B|HBV|HBs"),
    r"HCV|hepatitis C": ("HCV", r"hepatitis.?C|HCV"),
    r"\bPBC|primary biliary": ("PBC", r"primary biliary|PBC"),
    r"\bPSC|sclerosing": ("PSC", r"sclerosing|PSC"),
    r"autoimmune|\bAIH": ("AIH", r"autoimmun|AIH"),
    r"atresia": ("biliary_atresia", r"atresia"),
    r"wilson": ("Wilson", r"wilson|hepatolenticular"),
    r"cryptogenic": ("cryptogenic", r"cryptogenic"),
    r"urea|crigler|metabolic|tyrosin|hereditary|antitrypsin": (
        "hereditary",
        r"urea|crigler|metabol|tyrosin|heredit|antitryps",
    ),
    r"budd": ("Budd-Chiari", r"budd"),
    r"schisto": ("schistosomiasis", r"schisto|bilharz"),
    r"drug": ("drug", r"drug"),
    r"ACLF|acute.on.chronic": ("ACLF", r"acute.on.chronic|ACLF"),
    r"decompensated": ("decompensated", r"decompens"),
    r"(?<!de)compensated": ("compensated", r"\bcompensated"),
    r"end.stage|ESLD": ("ESLD", r"end.stage|ESLD"),
    r"acute liver failure|\bALF\b": ("ALF", r"acute.{0,20}liver failure|fulminant|ALF"),
    r"(?<!acute )(?<!chronic )liver failure": ("liver_failure", r"liver failure|hepatic failure"),
    r"cirrhosis": ("cirrhosis", r"cirrho"),
    r"fibrosis": ("fibrosis", r"fibros"),
}
_TERMS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "cell_source": _SOURCES,
    "donor": _DONORS,
    "route": _ROUTES,
    "aetiology": _AETIOLOGIES,
}
_DOSE_CUE = r"[x×X*]\s*10|10\s*\^|10\s*[Ee]\d|\d[eE]\+?\d|million|log\s*10|\d\s*ml\b"
_DOSE = re.compile(
    r"(\d+(?:\.\d+)?(?:e\d+)?)(?:\s*-\s*(\d+(?:\.\d+)?(?:e\d+)?))?\s*(/kg|cells/kg|cells|ml)?"
)


@dataclass(frozen=True)
class Judgement:
    """One facet of one trial, judged."""

    figure: str
    trial: str
    gold: str
    found: tuple[Fact, ...]
    verdict: Verdict
    note: str = ""


def judge(rows: Iterable[Mapping[str, str]], records: Mapping[str, RecordText]) -> list[Judgement]:
    """Judge every filled cell of the gold table whose trial's record is at hand."""
    judgements = []
    for row in rows:
        record = records.get(row["nct_id"])
        if record is None:
            continue
        facts = facets(record)
        for figure, (facet, column) in FACETS.items():
            if gold := (row.get(column) or "").strip():
                judgements.append(_judge(figure, facet, gold, record, facts))
    return judgements


def _judge(
    figure: str, facet: str, gold: str, record: RecordText, facts: Sequence[Fact]
) -> Judgement:
    wanted = {facet, "stage"} if facet == "aetiology" else {facet}
    found = tuple(fact for fact in facts if fact.facet in wanted)
    text = "\n".join(record.fields.values())
    if facet == "dose":
        verdict, note = _judge_dose(gold, found, text)
    else:
        verdict, note = _judge_terms(_TERMS[facet], gold, found, text)
    return Judgement(figure, record.id, gold, found, verdict, note)


def _judge_terms(
    terms: Mapping[str, tuple[str, str]], gold: str, found: Sequence[Fact], text: str
) -> tuple[Verdict, str]:
    values = {fact.value for fact in found}
    named = {fact.value for fact in found if fact.facet != "stage"}
    rest, asked = gold, {}
    for pattern, (value, cue) in terms.items():
        if re.search(pattern, rest, re.IGNORECASE):
            asked[value] = cue
            rest = re.sub(pattern, " ", rest, flags=re.IGNORECASE)
    general = {"decompensated", "compensated", "ESLD", "ACLF"}
    if "cirrhosis" in asked and len(asked) > 1 | bool(values & general):
        asked.pop("cirrhosis")
    if not asked:
        return "differs", "the review's words are not known"
    if asked.keys() == {"cirrhosis"} and values & general:
        return "agrees", f"more exactly: {', '.join(sorted(values))}"
    stated = {
        value
        for value, cue in asked.items()
        if value in values or re.search(cue, text, re.IGNORECASE)
    }
    if stated and stated <= values:
        more = sorted(named - asked.keys())
        return "agrees", f"the record says besides: {', '.join(more)}" if more else ""
    if stated:
        return ("wrong" if named else "missed"), f"not found: {', '.join(sorted(stated - values))}"
    if any(fact.facet != "stage" and not fact.flag for fact in found):
        return "differs", "the record does not say so"
    return "silent", "not stated in the record"


def _gold_doses(gold: str) -> list[tuple[float, float, str | None]]:
    doses = []
    for low, high, unit in _DOSE.findall(re.sub(r"\([^)]*\)", " ", gold)):
        first, last = float(low), float(high or low)
        if last >= 1e3 and first < 1e3:  # "0.5-1e6"
            first *= 10.0 ** int(f"{last:e}".partition("e")[2])
        if last < 1e3 and unit != "ml":
            continue
        doses.append((first, last, {"/kg": "cells/kg", "ml": "ml of marrow"}.get(unit, unit)))
    return [(low, high, unit or None) for low, high, unit in doses]


def _judge_dose(gold: str, found: Sequence[Fact], text: str) -> tuple[Verdict, str]:
    asked = _gold_doses(gold)
    if not asked:
        return "differs", "the review's dose can't be read as a number"
    if all(_has_dose(found, *dose) for dose in asked):
        return "agrees", ""
    if not re.search(_DOSE_CUE, text):
        return "silent", "no dose in the record"
    if not found:
        return "missed", ""
    plain = re.sub(r"[^0-9.]", " ", text)
    heads = {f"{low / 10 ** int(f'{low:e}'.partition('e')[2]):g}" for low, _, _ in asked}
    if not any(re.search(rf"(?<![\d.]){re.escape(head)}(?![\d.])", plain) for head in heads):
        return "differs", "the record states another dose than the review"
    return "wrong", ""


def _has_dose(found: Sequence[Fact], low: float, high: float, unit: str | None) -> bool:
    same = [f for f in found if f.low is not None and f.high is not None and unit in {None, f.unit}]
    bounds = [(fact.low or 0.0, fact.high or 0.0) for fact in same]
    if bounds:
        bounds.append((min(b[0] for b in bounds), max(b[1] for b in bounds)))
    return any(_close(first, low) and _close(last, high) for first, last in bounds)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 0.02 * max(abs(a), abs(b))


def spans_hold(record: RecordText, facts: Iterable[Fact]) -> list[Fact]:
    """Facts whose words are not what stands at their place in their field."""
    return [
        fact
        for fact in facts
        if record.fields.get(fact.span.field, "")[fact.span.start : fact.span.end] != fact.span.text
        or not fact.span.text.strip()
    ]
