"""Which medicines a study gives: as its registry lists them, cleaned of dose, form and salt."""

import re
from collections.abc import Iterator

from harvest.evidence.facets.drug.given import CONTROLS, DRUGS, drugs_given, is_dummy, name_of
from harvest.evidence.facets.drug.known import known_drugs
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import Arm, Passage, RecordText
from harvest.evidence.reading.sentences import own_sentences

_PARTS = re.compile(
    r"\s*(?:\+|;|&|,\s(?!\d)|(?<=\w)/(?=[A-Z]?[a-z]{3})|\s/\s|\b(?:and|plus|or|with|followed by|"
    r"combined with|"
    r"in combination with|versus|vs\.?)\b)\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_HEAD = re.compile(
    r"^(?:\W+|(?:drug|biological|arm|group|cohort|part|dose|study drug|experimental|active|"
    r"comparator|treatment|"
    r"oral|intravenous|iv|subcutaneous|sc|topical|intranasal|inhaled|intrathecal|intravitreal|"
    r"low|high|medium|"
    r"standard|single|daily|weekly|adjuvant|neoadjuvant|maintenance|open[- ]label|generic|"
    r"recombinant human|"
    r"concurrent|administration of|injection of|infusion of|matching|low-dose|high-dose|"
    r"standard-dose|preoperative|"
    r"perioperative|intraoperative|postoperative|prophylactic|nebuli[sz]ed|extended|"
    r"liposomal)\b[\s:-]*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,:-]+(?:\d[\d.,]*\s?(?:[-–/]\s?\d[\d.,]*\s?)*(?:mg|mcg|µg|μg|ug|g|kg|ml|l|iu|u|units?|%|"
    r"mmol|mci|gbq|mg/kg|"
    r"mg/ml|hours?|weeks?|days?|milligrams?)\b.*|\d[\d.,]*\s?%.*|tablets?|capsules?|pills?|"
    r"injections?|infusions?|"
    r"injectable|solution|suspension|for injection|oral|orally|intravenous(?:ly)?|iv|"
    r"subcutaneous(?:ly)?|sc|im|"
    r"nasal|topical|cream|gel|ointment|lotion|spray|patch|drops?|ophthalmic.*|inhaler|inhalation|"
    r"powder|syrup|film.*|er|xr|sr|cr|"
    r"extended[- ]release|sustained[- ]release|modified[- ]release|immediate[- ]release|"
    r"low[- ]dose|high[- ]dose|"
    r"standard[- ]dose|doses?(?: (?:\d+|[a-z]))?|arm|group|cohort.*|treatment|therapy|regimen|"
    r"monotherapy|only|alone|once.*|twice.*|"
    r"daily|weekly|monthly|bid|tid|qd|every.*|at .*|for .*|in .*|before .*|after .*|via .*|by .*|"
    r"given .*|level .*|part .*|"
    r"single .*|qd.*|po\b.*|prn.*|transplantation|implantation|prophylaxis|maintenance|induction|"
    r"vaccine group|administration|bolus|block|product|drug|delayed[- ]release)\W*$",
    re.IGNORECASE,
)
_SALT = re.compile(
    r"\s+(?:hydrochloride|hcl|sodium|potassium|calcium|sulfate|sulphate|mesylate|maleate|"
    r"fumarate|tartrate|citrate|"
    r"acetate|phosphate|succinate|besylate|tosylate|hydrobromide|bromide|dihydrate|monohydrate|"
    r"chloride)\b.*$",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]{1,6}[- ]?\d{2,}[A-Z0-9-]*")
_QUOTES = "\"'“”‘’«»"
_NO_NAME = re.compile(
    r"(?:placebo|saline|normal saline|sham|vehicle|standard.*|usual.*|control|comparator|"
    r"study drug|drug|treatment|"
    r"(?:standard |combination )?chemotherapy(?: regimen)?(?: \w{1,2})?|regimen.*|background.*|"
    r"soc|best.*|no .*|investigational.*|active|experimental|intervention|others?|"
    r"matching.*|dose.*|group.*|arm.*|cohort.*|therapy|combination|radiotherapy|radiation.*|"
    r"surgery|exercise|diet|"
    r"any|pharmacolog.*|medical (?:therapy|treatment)|conventional .*|herbal medicines?|"
    r".*(?:ectomy|surgery|clamp|resection|grafting|catheter\w*|acupuncture|block)|"
    r"blood .*|(?:.* )?samples?(?: .*)?|.*\btests?|.*biops(?:y|ies).*|.*questionnaires?|"
    r".*imaging|.*assays?)",
    re.IGNORECASE,
)


def drugs(record: RecordText) -> tuple[Fact, ...]:
    """The medicines of a study, each with the words that name it."""
    found = list(_of_trial(record) if record.kind == "trial" else _of_paper(record))
    return first_of_each(found)


def _of_trial(record: RecordText) -> Iterator[Fact]:
    for arm in drugs_given(record):
        name = name_of(arm)
        if name is None:
            continue
        known = known_drugs(name.text)
        for each in known:
            yield _fact(name, each.name, each.start, each.end)
        if arm.type not in DRUGS:
            continue
        if known:
            yield from _codes(name)
            continue
        if _NO_NAME.match(name.text) and (told := [*_told_below(arm)]):
            yield from told
        else:
            yield from _as_named(name)
    if drugs_given(record):
        for arm in record.arms:
            label = name_of(arm)
            if (
                arm.role == "arm"
                and arm.type not in CONTROLS
                and label
                and not is_dummy(label.text)
            ):
                for each in known_drugs(label.text):
                    yield _fact(label, each.name, each.start, each.end)


def _codes(name: Passage) -> Iterator[Fact]:
    """What stands beside a known drug and is called by a code: "QL1706 plus bevacizumab"."""
    for fact in _as_named(name):
        if _CODE.fullmatch(fact.label):
            yield fact


def _told_below(arm: Arm) -> Iterator[Fact]:
    """The drugs that the text of "chemotherapy regimen 1" names."""
    for passage in arm.passages[1:]:
        if passage.field.endswith(".description"):
            for each in known_drugs(passage.text):
                yield _fact(passage, each.name, each.start, each.end)


def _as_named(name: Passage) -> Iterator[Fact]:
    """The parts of a name without a word that is known: codes, brands, vaccines."""
    text = _BRACKETS.sub(lambda match: " " * len(match[0]), name.text)
    start = 0
    for mark in (*_PARTS.finditer(text), None):
        end = mark.start() if mark else len(text)
        if (fact := _cleaned(name, text[start:end], start)) is not None:
            yield fact
        start = mark.end() if mark else end


def _cleaned(name: Passage, part: str, begin: int) -> Fact | None:
    if is_dummy(part):
        return None
    head = _HEAD.match(part)
    start = head.end() if head else 0
    kept = part[start:].rstrip(" .,:;-–")
    while (tail := _TAIL.search(kept)) is not None and tail.start():
        kept = kept[: tail.start()].rstrip(" .,:;-–")
    lead = len(kept) - len(kept.lstrip())
    kept = kept.strip()
    if kept[:1] in _QUOTES:
        kept, lead = kept[1:], lead + 1
    kept = kept.rstrip(_QUOTES)
    if len(kept) < 2 or not re.search(r"[A-Za-z]{2}", kept) or _NO_NAME.fullmatch(kept):
        return None
    return _fact(name, kept, begin + start + lead, begin + start + lead + len(kept))


def _of_paper(record: RecordText) -> Iterator[Fact]:
    for passage in record.titles:
        for each in known_drugs(passage.text):
            yield _fact(passage, each.name, each.start, each.end)
    for passage in record.bodies:
        for start, _, sentence in own_sentences(passage):
            for each in known_drugs(sentence):
                yield _fact(passage, each.name, start + each.start, start + each.end)


def _fact(passage: Passage, name: str, start: int, end: int) -> Fact:
    label = " ".join(name.split())
    value = _SALT.sub("", label.casefold())
    return Fact("drug", value, _SALT.sub("", label), passage.span(start, end))
