"""Doses of cells, brought to cells/kg or cells.

Nothing is converted by an assumed body weight; millilitres of marrow stay millilitres.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from harvest.evidence.facets.quantities import NEXT, Quantity, quantities, write_number
from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.sentences import GIVEN, collects
from harvest.evidence.reading.tiers import Stretch, Told

PLAUSIBLE = {"cells/kg": (1e5, 1e7), "cells": (1e6, 1e10)}

_TOTAL_BEFORE = re.compile(
    r"\b(?:total|cumulative|accumulated|overall|combined)\s+(?:\w+\s+)?"
    r"(?:dos(?:e|age)|amount|number|quantity)\b[^.;,\d]{0,40}$"
    r"|\btotal(?:l?ing)?\s*(?:of|:|=)?\s*(?:approximately|about|up to|at least|around|~|≈)?\s*\(?$"
    r"|\bin total\W*$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(
    r"\W*(?:(?:stem\s+)?cells?\W+)?(?:in total|"
    r"total\b(?!\s+(?:[\w-]+\s+)?(?:cells?|nucleated|MSCs?))|"
    r"altogether|cumulative)",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"[^.;]{0,40}\b(?:per|each|every)\s+(?:infusion|injection|dose|time|administration|treatment|"
    r"session|transplantation)",
    re.IGNORECASE,
)
_CONTENTS = re.compile(  # "(two vials or a total of 30 million cells) on days 0, 2 and 4"
    r"\((?:[^()]{0,30}\b)?(?:vials?|bags?|syringes?|m[lL])\b[^()]{0,40}$", re.IGNORECASE
)
# "expanded to 10^8 cells" tells what was made, unless the sentence also gives it
_MADE = Cue(
    r"\b(?:expand\w*|cultur\w*|harvest\w*|collect\w*|yield\w*|obtain\w*|isolat\w*|seeded|plated|"
    r"counted|prolifer\w*)\b"
)
_DOSED = re.compile(r"\bdos(?:e|es|age|ing)\b|/\s*kg|per\s+kg", re.IGNORECASE)
_NO_MARROW = re.compile(  # a volume of something that is made of marrow, or put to it
    r"\s*(?:of\s+)?(?:(?:the|a|an|this|sterile|normal|heparini[sz]ed|autologous|final|"
    r"cell)\s+){0,3}"
    r"(?:buffy|plasma|saline|solution|suspension|medium|media|heparin|PBS|phosphate|serum|ringer|"
    r"syringe|tubes?|anticoagul\w*|albumin|concentrate|BMAC|peripheral|blood|PRP|platelet|fraction|"
    r"acid citrate|ACD|CPDA|lidocaine|infusion|volume|product|per minute|/)|"
    r"[^.;,]{0,45}\b(?:plasma|serum|saline)\b",
    re.IGNORECASE,
)
_MADE_VOLUME = re.compile(
    r"\b(?:(?:final|total) volume|concentrat\w+ to|reduc\w+ to|resuspend\w*|suspended in|yield\w*|"
    r"buffy coat|plasma|diluted|washed)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_MARROW = re.compile(
    r"(?<![\w.])(?P<low>\d+(?:\.\d+)?)(?:\s*(?:\\?[~–—-]|to)\s*(?P<high>\d+(?:\.\d+)?))?\s*"
    r"(?:ml|mL|ML|cc|milliliters?|millilitres?)\b",
)

_PER_KG = re.compile(
    r"^\s*(?:\([^()]{1,20}\))?[^.;,()]{0,40}?(?:/\s*kg|per\s+kg|per\s+kilo\w*|kg\s*[-−^]+\s*1|"
    r"/\s*kilo\w*|"
    r"/\s*body\s*weight|per\s+body[\s-]*(?:weight|kg|kilo\w*))",
    re.IGNORECASE,
)
_PER_ML = re.compile(r"^[^.;,()]{0,25}?(?:/\s*(?:ml|cc)|per\s+(?:1\s*)?(?:ml|cc))\b", re.I)
_WEIGHT = re.compile(  # after the name of the cells, which may be explained: "(hMSC)/kg"
    r"\s*(?:\([^()]{1,20}\)\s*)?(?:/|per)\s*(?:body[\s-]*(?:weight)?\s*)?(?:kg(?:BW)?|kilo\w*)\b",
    re.IGNORECASE,
)
_CELL_WORD = re.compile(
    r"^\W{0,4}(?:(?:units?|of|viable|live|nucleated|total|autologous|allogeneic|allogenic|human|"
    r"expanded|cultured|bone|marrow|umbilical|cord|blood|tissue|adipose|placenta|placental|"
    r"Wharton['’]?s|jelly|dental|pulp|menstrual|peripheral|donor|ex|vivo|h?UC|BM|AD|hepatic|"
    r"cryopreserved|CD\s?\d+\+?|CAR|NK|T|natural|killer|regulatory|dendritic|"
    r"derived|mesenchymal|stem|stromal|mononuclear|positive|infused|injected|heterologous|"
    r"undifferentiated|ABCB5)[\s\-]*){0,9}"
    r"(?:cells?|MSCs?|MNCs?|CSM|CMM|TNC|hepatocytes|(?:\w+-)?\w*MSCs?|\w*SCs\b|h?ASC|macrophages|Tregs?|"
    r"islets|"
    r"chondrocytes|(?P<particles>(?:nano)?particles|exosomes|EVs?\b|(?:extracellular )?vesicles)|"
    r"CD34|CD133|progenitors)",
    re.IGNORECASE,
)
_CELLS_BEFORE = re.compile(
    r"(?:cells?|MSCs?|\bdos(?:e|es|age)|stem|transplant|infus|inject|MNC|CD34|CD133|amount)\w*\b"
    r"[^.]{0,70}$",
    re.IGNORECASE,
)
_CELLS_AFTER = re.compile(r"\s*(?:MSCs?|cells)\b")
_VOLUME = re.compile(r"^\s*(?:/|in)\s*\d+(?:\.\d+)?\s*m[lL]\b")
_PART_OF_A_DOSE = re.compile(
    r"\b(?:each|every|per|one) (?:syringe|vial|bag|ampoule|tube)\b[^.;]{0,30}$", re.IGNORECASE
)
_CAP = re.compile(
    r"\b(?:not (?:to )?exceed\w*|no more than|not more than|capped at|upper limit of)\W*"
    r"(?:(?:a )?total of |(?:a )?maximum of )?$",
    re.IGNORECASE,
)
_LEAST = re.compile(r"\b(?:lowest|minimum) (?:\w+ )?dose (?:is|was|will be|:)\W*$", re.IGNORECASE)
_CAP_OF_KG = re.compile(
    r"(?:/\s*kg|per\s+kg)[^.;]{0,60}\b(?:up to|max\w*)\W*(?:\w+\W+){0,3}$", re.I
)
_OF_MANY_PLACES = re.compile(  # "in ten injections of 2 million": the dose of one place
    r"\b(?:ten|twelve|fifteen|twenty|thirty|[1-9]\d) (?:\w+ ){0,2}?injections? of "
    r"(?:\d+(?:\.\d+)?\s*m[lL] of )?$",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(  # "3.3 × 10^7 / 50 ml / bag, 3 bags each time"; "per side (total …)"
    r"[^.;]{0,40}\b(?:[2-9]|two|three|four|five) (?:bags|vials|syringes|bottles|ampoules)\b|"
    r"[^.;,()]{0,30}\bper (?:hemisphere|side|site|entry|point)\b|"
    r"[^.;]{0,40}\bper bag\b|[^.;,]{0,20}\bis the max",
    re.IGNORECASE,
)
_A_VIAL = re.compile(r"[^.;,()]{0,12}(?:/|\bper)\s*vial\b", re.IGNORECASE)
_OF_VIALS = re.compile(r"\b(?:[2-9]|two|three|four)\b (?:\w+ )?vials?\b[^.;]{0,30}$", re.IGNORECASE)
_MADE_INTO = re.compile(  # "vesicles of the medium of 120 million MSC": what a dose is made of
    r"\b(?:medium|media|supernatants?) (?:of|from)(?: approximately| about)?\s*$|"
    r"\b(?:EVs?|vesicles|exosomes) (?:derived |obtained |isolated )?from(?: approximately| about)?"
    r"\s*$",
    re.IGNORECASE,
)
_QUALITY = re.compile(r"\b(?:acceptance|release|quality) criteri\w*[^.;]{0,80}$", re.IGNORECASE)
_PER_AREA = re.compile(  # "the dosage of each cm2 of the wound is"
    r"\b(?:each|per|every) (?:square )?(?:cm|centimet|mm)\S*\W[^.;]{0,40}$", re.IGNORECASE
)
_PER_VOLUME = re.compile(
    r"[^.;,()]{0,20}?(?:/|\bper|\bin)\s*\d+(?:\.\d+)?(?:\s*(?:-|–|to)\s*\d+(?:\.\d+)?)?\s*"
    r"(?:cc\b|cubic)",
    re.IGNORECASE,
)
_VESICLES = re.compile(r"\bexosom|\bvesicle|\bEVs?\b|particles", re.IGNORECASE)
_RATE = re.compile(
    r"^[^.;,()]{0,40}?(?:/|\bper)\s*(?:\d+\s*)?(?:min|h\b|(?:square\s*)?cm|sq|[uµμ]l\b|g\b|gram)",
    re.IGNORECASE,
)
_NOT_CELLS = re.compile(
    r"^\s*(?:/\s*(?:l\b|mm|μl|ul|µl|dl)|(?:platelets?|copies|IU|U/|neutrophil|leu[ck]ocyt|WBC|CFU|"
    r"units?(?!\s+of\b)|people|patients|persons?|mg|µg|μg|mcg|viral|vg|deaths|americans|"
    r"of the (?:population|chinese))|%)",
    re.IGNORECASE,
)
_BLOOD_COUNT = re.compile(
    r"(?:platelets?|neutrophil|WBC|leu[ck]ocytes?|ANC|h[ae]moglobin|DNA)\W[^.]{0,30}$",
    re.IGNORECASE,
)


_OTHER_AMOUNTS = (_PART_OF_A_DOSE, _PER_AREA, _OF_MANY_PLACES, _QUALITY, _MADE_INTO, _LEAST)


def _unit(text: str, quantity: Quantity) -> tuple[str, int] | None:
    """(unit, end of its words) of a number of cells; None if it counts something else."""
    after, before = text[quantity.end :], text[: quantity.start]
    if _NOT_CELLS.match(after) or _RATE.match(after) or _BLOOD_COUNT.search(before[-60:]):
        return None
    if any(pattern.search(before[-80:]) for pattern in _OTHER_AMOUNTS):
        return None
    if _OF_SEVERAL.match(after) or (_A_VIAL.match(after) and _OF_VIALS.search(before)):
        return None
    if _CAP.search(before) or _CAP_OF_KG.search(before) or _PER_VOLUME.match(after):
        return None
    per_kg = _PER_KG.match(after)
    cells = _CELL_WORD.match(after)
    if cells and cells["particles"]:
        end = quantity.end + cells.end()
        weight = _WEIGHT.match(text, end)
        return ("particles/kg", weight.end()) if weight else ("particles", end)
    volume = _VOLUME.match(after)
    if volume and (_CELLS_BEFORE.search(before) or _CELLS_AFTER.match(after, volume.end())):
        return "cells", quantity.end + volume.end()
    if per_kg and (cells or _CELLS_BEFORE.search(before) or re.match(r"\s*/\s*kg", after, re.I)):
        return "cells/kg", quantity.end + per_kg.end()
    per_ml = _PER_ML.match(after)
    if per_ml and (cells or _CELLS_BEFORE.search(before)):
        return "cells/ml", quantity.end + per_ml.end()
    if cells:
        end = quantity.end + cells.end()
        weight = _WEIGHT.match(text, end)
        return ("cells/kg", weight.end()) if weight else ("cells", end)
    if _CELLS_BEFORE.search(before) and quantity.low >= 1e5:
        return "particles" if _VESICLES.search(text) else "cells", quantity.end
    return None


def _measured(text: str) -> list[tuple[Quantity, str, int]]:
    """Every number of cells with its unit and where its words end.

    In a list the unit may stand once, at its end: "1x10^6, 10x10^6 and 20x10^6 cells/kg".
    """
    found: list[tuple[Quantity, str, int]] = []
    following: tuple[Quantity, str] | None = None
    for quantity in reversed(quantities(text)):
        unit = _unit(text, quantity)
        if following is not None:
            later, name = following
            if NEXT.fullmatch(text, quantity.end, later.start):
                unit = (name, quantity.end)
        following = (quantity, unit[0]) if unit else None
        if unit:
            found.append((quantity, *unit))
    return found[::-1]


def _write_range(low: float, high: float, unit: str) -> str:
    numbers = write_number(low) if low == high else f"{write_number(low)}–{write_number(high)}"
    return f"{numbers} {unit}"


@lru_cache(maxsize=256)  # doses and totals both ask
def doses_in(stretch: Stretch) -> tuple[Fact, ...]:
    """Doses of cells, and volumes of marrow, that a stretch of text states."""
    return tuple(_doses_in(stretch))


def _doses_in(stretch: Stretch) -> Iterator[Fact]:
    text = stretch.text
    measured = _measured(text)
    only_made = (
        measured and _MADE.search(text) and not GIVEN.search(text) and not _DOSED.search(text)
    )
    for quantity, name, end in () if only_made else measured:
        label = _write_range(quantity.low, quantity.high, name)
        span = stretch.passage.span(stretch.start + quantity.start, stretch.start + end)
        fact = Fact(
            "dose_total" if _is_total(text, quantity.start, end) else "dose",
            label,
            label,
            span,
            low=quantity.low,
            high=quantity.high,
            unit=name,
            flag=_implausible(quantity.low, quantity.high, name),
            formula=quantity.formula,
        )
        yield _volume_times(fact, stretch, quantity.start)
    if "marrow" in text.lower() and collects(text):
        yield from _marrow(stretch)


def _is_total(text: str, start: int, end: int) -> bool:
    """Whether a number of cells is said to be that of all infusions together."""
    if _EACH.match(text, end) or _CONTENTS.search(text[:start]):
        return False
    before = text[max(0, start - 80) : start]
    return _TOTAL_BEFORE.search(before) is not None or _TOTAL_AFTER.match(text, end) is not None


def _implausible(low: float, high: float, unit: str) -> str | None:
    if unit not in PLAUSIBLE:
        return None
    least, most = PLAUSIBLE[unit]
    if least * 0.999 <= low and high <= most * 1.001:
        return None
    return f"outside {write_number(least)}–{write_number(most)} {unit}"


def _marrow(stretch: Stretch) -> Iterator[Fact]:
    for match in _MARROW.finditer(stretch.text):
        low = float(match["low"])
        high = float(match["high"] or low)
        if not 5 <= low <= high <= 2000 or _NO_MARROW.match(stretch.text, match.end()):
            continue
        if _MADE_VOLUME.search(stretch.text[: match.start()]):
            continue
        numbers = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        label = f"{numbers} ml of marrow"
        fact = stretch.fact("dose", label, label, match.start(), match.end())
        yield Fact("dose", label, label, fact.span, low=low, high=high, unit="ml of marrow")


def doses(told: Told) -> tuple[Fact, ...]:
    """The doses that a record states; empty where it states none.

    What it calls a total is a fact of ``dose_total``: the caller knows how often it is given.
    """
    for tier in told.tiers(3):
        facts = first_of_each([fact for stretch in tier for fact in doses_in(stretch)])
        cells = tuple(fact for fact in facts if fact.unit != "ml of marrow")
        if cells:
            return _without_concentrations(cells)
        if facts:
            return facts
    return ()


def _without_concentrations(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """A concentration tells nothing where the dose itself is given, nor does a list told singly."""
    doses = [fact for fact in facts if fact.unit != "cells/ml"]
    single = {(fact.low, fact.unit) for fact in doses if fact.low == fact.high}
    listed = {
        fact.value
        for fact in doses
        if fact.low != fact.high and {(fact.low, fact.unit), (fact.high, fact.unit)} <= single
    }
    return tuple(fact for fact in doses if fact.value not in listed) or facts


def _volume_times(fact: Fact, stretch: Stretch, start: int) -> Fact:
    """A concentration with its volume just before ("10 ml BMSCs (1e7 cells/ml)") is a dose."""
    first = max(0, start - 60)
    before = stretch.text[first:start]
    volume = re.search(
        r"(?<![\d.])(\d+(?:\.\d+)?)(?:\s*[-–~]\s*(\d+(?:\.\d+)?))?\s*ml\b[^.;]{0,40}$",
        before,
        re.IGNORECASE,
    )
    if fact.unit != "cells/ml" or volume is None or fact.low is None or fact.high is None:
        return fact
    least, most = float(volume[1]), float(volume[2] or volume[1])
    low, high = fact.low * least, fact.high * most
    label = _write_range(low, high, "cells")
    millilitres = f"{least:g}" if least == most else f"{least:g}–{most:g}"
    formula = f"{millilitres} ml × {fact.label}"
    span = stretch.passage.span(stretch.start + first + volume.start(), fact.span.end)
    flag = _implausible(low, high, "cells")
    return Fact(fact.facet, label, label, span, low, high, "cells", flag=flag, formula=formula)
