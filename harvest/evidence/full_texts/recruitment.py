"""When people were taken into the study: the start and the end of it, and of the study itself.

A span or a date counts where its sentence says that people were recruited, enrolled, randomised or
screened, or that the study was done; never one of a search of the literature, of a registration or
approval, of follow-up, or of another study.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harvest.evidence.full_texts.calendar import days, spans
from harvest.evidence.full_texts.text import OWN_PARTS, Found, Section, Sentence

_TAKEN_IN = re.compile(
    r"\b(?:(?<!not )enrol+(?:ed|ing|ment)?|recruit(?:ed|ing|ment)?|randomi[sz](?:ed|ation)|"
    r"randomly|accru(?:ed|al)|inclusion period|inclusion of|included|assigned|allocated|divided|"
    r"entered|participated|joined|consecutive)\b",
    re.IGNORECASE,
)
_SCREENED = re.compile(
    r"\b(?:screen(?:ed|ing)|assessed for (?:eligib|inclus)\w*|invited|approached|identified|"
    r"admitted|attending|presenting|referred|selected)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:study|trial|research|investigation|work)\b[^.;]{0,60}\b(?:conducted|carried out|"
    r"performed|"
    r"done|undertaken|took place|ran|run|started|began|lasted|executed)\b|"
    r"\b(?:conducted|carried out|performed|undertook)\b[^.;]{0,60}\b(?:study|trial)\b|"
    r"\b(?:study|trial) (?:period|start|duration)\b|"
    r"\b(?:patients|participants|subjects)\b[^.;]{0,80}\b(?:were treated|received|underwent)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:literature|medline|pubmed|embase|cochrane|web of science|databases? (?:search|from|"
    r"were)|"
    r"search(?:ed|es)?\b|publi(?:shed|cations?)|mortality rates?|worldwide|guidelines?|incidence|"
    r"prevalence|census|previous(?:ly)?|earlier (?:trial|study)|prior (?:trial|study)|"
    r"(?:et al|colleagues)\b|historical|pilot (?:trial|study)|protocol (?:was )?(?:amended|updated|"
    r"version))",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will (?!not)|is (?:expected|planned|scheduled)|are (?:expected|planned)|anticipated|"
    r"expected to)\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"\b(?:follow(?:ed)?[- ]?up|followed|data (?:cut-?off|lock|were collected|collection)|"
    r"analysis (?:date|was)|last (?:visit|follow)|approv(?:ed|al)|regist(?:ered|ration))\b"
    r"[^.;]{0,60}$",
    re.IGNORECASE,
)
_WHO = (
    r"(?:patients?|participants?|subjects?|volunteers?|persons?|individuals?|case|women|men|child)"
)
_BEGAN = re.compile(
    rf"\b(?:(?:recruitment|enrol+ment|inclusion|accrual|randomi[sz]ation)(?: of {_WHO})?\s+"
    r"(?:was |were |had )?(?:started|began|begun|opened|commenced|initiated|beginning|starting)|"
    r"(?:started|began|opened|commenced) (?:recruitment|recruiting|enrol+ment|enrol+ing|accrual)|"
    rf"first {_WHO}\b[^.;]{{0,60}}\b(?:enrol+ed|recruited|randomi[sz]ed|included|entered|"
    r"screened|consented|registered))\b(?P<rest>[^.;]{0,40})$",
    re.IGNORECASE,
)
_CEASED = re.compile(
    rf"\b(?:(?:recruitment|enrol+ment|inclusion|accrual|randomi[sz]ation)(?: of {_WHO})?\s+"
    r"(?:was |were |had |has )?(?:been )?(?:ended|closed|completed|stopped|finished|ceased|"
    r"terminated|concluded|halted)|"
    r"(?:ended|closed|completed|stopped) (?:recruitment|recruiting|enrol+ment|accrual)|"
    rf"last {_WHO}\b[^.;]{{0,60}}\b(?:enrol+ed|recruited|randomi[sz]ed|included|entered))\b"
    r"(?P<rest>[^.;]{0,40})$",
    re.IGNORECASE,
)
_CEASED_LATER = re.compile(
    r"\b(?:recruitment|enrol+ment|inclusion|accrual)\b[^.;]*\band (?:was |were |it )?"
    r"(?:ended|closed|completed|stopped|finished|terminated)(?P<rest>[^.;0-9]{0,20})$",
    re.IGNORECASE,
)
_STUDY_BEGAN = re.compile(
    r"\b(?:study|trial) (?:was |were )?(?:start(?:ed|ing)?|began|commenced|initiated|start date)"
    r"(?P<rest>[^.;0-9]{0,25})$",
    re.IGNORECASE,
)


class _Told(NamedTuple):
    weight: tuple[int, int, int]
    fact: str
    found: Found


def periods(sections: Sequence[Section]) -> list[Found]:
    """Start and end of recruitment, or where none is told of the study: each once."""
    told = [each for section in sections for each in _told(section)]
    made = []
    for kind in ("recruitment", "study"):
        for end in ("start", "end"):
            fitting = [each for each in told if each.fact == f"{kind}_{end}"]
            if fitting:
                made.append(min(fitting, key=lambda each: each.weight).found)
    if any(each.fact.startswith("recruitment") for each in made):
        made = [each for each in made if each.fact.startswith("recruitment")]
    return made


def _told(section: Section) -> Iterator[_Told]:
    if section.kind not in (*OWN_PARTS, "registration", "ethics"):
        return
    place = {"results": 0, "methods": 0, "body": 1}.get(section.kind, 2)
    for sentence in section.own_sentences:
        if _PLANNED.search(sentence.text) or not any(c.isdigit() for c in sentence.text):
            continue
        if not _OTHERWISE.search(sentence.text):
            yield from _of_spans(section, sentence, place)
        yield from _of_days(section, sentence, place)


def _of_spans(section: Section, sentence: Sentence, place: int) -> Iterator[_Told]:
    for span in spans(sentence.text):
        before = sentence.text[: span.first_at[0]]
        if _FOLLOWED.search(before):
            continue
        grade = next(
            (n for n, cue in enumerate((_TAKEN_IN, _SCREENED, _DONE)) if cue.search(sentence.text)),
            None,
        )
        if grade is None:
            continue
        kind = "study" if grade == 2 else "recruitment"
        for end, date, at in (
            ("start", span.first, span.first_at),
            ("end", span.last, span.last_at),
        ):
            yield _made(section, sentence, f"{kind}_{end}", str(date), at, (place, grade, 0))


def _of_days(section: Section, sentence: Sentence, place: int) -> Iterator[_Told]:
    """Dates by themselves, right behind words that say what began or ended on them."""
    for day in days(sentence.text):
        before = sentence.text[: day.start]
        for fact, cue in (
            ("recruitment_start", _BEGAN),
            ("recruitment_end", _CEASED),
            ("recruitment_end", _CEASED_LATER),
            ("study_start", _STUDY_BEGAN),
        ):
            match = cue.search(before)
            if match and not any(True for _ in days(match["rest"])):
                at = (day.start, day.end)
                yield _made(section, sentence, fact, str(day.date), at, (place, 1, 1))


def _made(
    section: Section,
    sentence: Sentence,
    fact: str,
    value: str,
    at: tuple[int, int],
    weight: tuple[int, int, int],
) -> _Told:
    start, end = (sentence.start + each for each in at)
    return _Told(weight, fact, section.found(fact, value, start, end, sentence))
