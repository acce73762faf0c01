"""What a text states of a trial, held against the trial's record.

A statement is judged only where it is clear which trial it is about; whatever can't be told is said
as such. Titles are not read for statements: theirs is another's wording.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from harvest.evidence.reading.passages import sentences
from harvest.legible import legible
from harvest.verify.base import Base, Record
from harvest.verify.document import Entry
from harvest.verify.finding import Finding
from harvest.verify.naming import Named
from harvest.verify.references import is_reference
from harvest.verify.statements.days import dates, results
from harvest.verify.statements.design import design
from harvest.verify.statements.outcomes import outcomes
from harvest.verify.statements.places import places, sponsor
from harvest.verify.statements.relations import relations, retraction
from harvest.verify.statements.sizes import sites, size
from harvest.verify.statements.states import phase, status
from harvest.verify.statements.told import Judged, Said, Trial

_READERS = (outcomes, status, phase, size, sites, design, dates, results, places, sponsor)
_GOES_ON = re.compile(
    r"\s*(?:[-*•]\s*)?(?:it|its|(?:this|that)(?: (?:trial|study|one|registration))?|"
    r"the (?:\w+\s)?(?:trial|study|registration|record|protocol|"
    r"sponsor|primary|"
    r"secondary|estimated|planned|target|actual|investigators|start|sites?|results)|status|phase|"
    r"enrol\w*|"
    r"recruit\w*|primary|secondary|complet\w+|start\w*|sponsor\w*|sites?|conducted|results|n\s*=\s*|"
    r"planned|target)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"\b(?:(?:this|that|the same|the latter)\s+(?:trial|study|programme|registration)|"
    r"(?:in|of|for|by|as) the (?:trial|study)|(?:lists?|gives?|describes?|records?) it|"
    r"its (?:primary|secondary|main|status|sample|size|"
    r"start|sponsor|sites?|completion|phase|enrol\w*))\b",
    re.IGNORECASE,
)
_PEOPLE_FIRST = re.compile(
    r"\s*(?:(?:about|some|nearly|almost|around|in all|altogether),?\s+)?(?:[0-9][0-9,]*|"
    r"[A-Z][a-z]+(?:-[a-z]+)?(?: hundred(?: and [a-z-]+)?)?)\s+(?:[\w-]+\s){0,2}?(?:people|persons|"
    r"patients|participants|subjects|volunteers|adults|children|women|men)\s+(?:(?:will|should|were|"
    r"have been|are to be|had been)\s+)?(?:take part|took part|participated?|enrol+ed|recruited|"
    r"randomi[sz]ed)\b",
)
"""A sentence that leaves out the trial, where one alone is spoken of"""
_STUDY = r"(?:trial|study|studies|trials|series|programmes?|cohorts?|reviews?|surveys?)"
_ANOTHER = re.compile(
    rf"\s*(?:(?:in|for|by)\s+)?(?:an?|another|one|two|three|several|many|most|other|older|earlier|"
    rf"previous|all|the (?:other|first|second|third|older|earlier|previous|former|only))\s+"
    rf"(?:[\w-]+\s+){{0,4}}{_STUDY}\b|.*\b(?:trials|studies)\b",
    re.IGNORECASE,
)
"""A sentence that goes over to other studies: what follows it may be of them"""
_STATES = re.compile(
    r"[0-9]|\b(?:recruit|complet|terminat|enrol|withdrawn|suspend|randomi|phase|sponsor|retract|"
    r"blind|open-label|(?:end[\s-]?points?|outcomes?)\b)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:unlike|like|compared (?:with|to)|in contrast (?:to|with)|contrary to|as in|"
    r"than(?: in| that of)?|similar to|differs? from|different from|as opposed to|rather than|"
    r"based on|before|after|following|followed by|preceded by)\s+"
    r"(?:(?:the|trial|study|registration)\s+){0,2}\(?\Z",
    re.IGNORECASE,
)
"""What stands before the number of a trial beside which another one is looked at"""
_DENYING = re.compile(r"\W*(?:none|neither|nobody|nothing|no|not (?:one|all|every\w*))\b", re.I)
_DENIED = "the sentence denies something of several; check it against the records"
_AT_ONCE = "it speaks of several trials at once; name each in its own sentence"
_TWO = "it speaks of another trial beside this one; name both numbers, each in its own sentence"
_WHOSE = "it isn't clear of which trial this is said; name its number in the sentence"
_CLAUSE = re.compile(
    r";\s*|,?\s+(?:whereas|while|but|and|versus|vs\.?|"
    r"compared with)\s+(?=(?:the\s+)?(?:trial\s+)?[A-Z]{2,})|"
    r",\s+(?=[A-Z]{3,}[0-9])"
)


class _Numbered(NamedTuple):
    start: int
    end: int
    record: Record


def statements(entry: Entry, there: Named, base: Base) -> Iterator[Finding]:
    """The findings on what an entry states; of a list's references nothing is read."""
    if entry.listed:
        return
    held = [
        _Numbered(found.start, found.end, numbered.record)
        for found in there.found
        if (numbered := base.numbered(found))
    ]
    unheld = [(found.start, found.end) for found in there.found if not base.numbered(found)]
    trials = {each.record.id for each in held if each.record.kind == "trial"}
    whole = is_reference(entry)
    subject: Record | None = None
    for start, end in sentences(entry.text):
        inside = [each for each in held if start <= each.start < end]
        own = _trials(inside) or _called(entry.text[start:end], held)
        foreign = any(start <= a < end for a, _ in unheld)
        text = entry.text[start:end]
        yield from _of_papers(entry, text, start, inside)
        if own and any(_COMPARED.search(text[: each.start - start]) for each in inside):
            yield _finding(entry, Said(text, start), _nobodys(text, _TWO), None)
            continue
        if len(own) == 1:
            subject = own[0]
        elif len(own) > 1:
            yield from _of_several(entry, start, end, inside, base)
            subject = None
            continue
        elif not _goes_on(
            text,
            foreign=foreign,
            whole=whole and len(trials) == 1,
            alone=len(trials) == 1 and not unheld,
        ):
            if _unclear(text, entry, start, whole=whole, named=bool(inside) or foreign, held=held):
                yield _finding(entry, Said(text, start), _nobodys(text), None)
            if foreign or _ANOTHER.match(text):
                subject = None
            continue
        if subject is not None:
            yield from _of_one(entry, Said(text, start), subject, inside, base, there)


def _called(text: str, held: Sequence[_Numbered]) -> list[Record]:
    """The one trial of an entry whose acronym a sentence says, where none is numbered in it."""
    found = {
        each.record.id: each.record
        for each in held
        if each.record.kind == "trial"
        and len(name := str(each.record.row["acronym"] or "")) > 2
        and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    }
    return list(found.values()) if len(found) == 1 else []


def _goes_on(text: str, *, foreign: bool, whole: bool, alone: bool) -> bool:
    """Whether a sentence without a number of a trial is about the trial before it."""
    if foreign:
        return False
    return (
        whole
        or (alone and _PEOPLE_FIRST.match(text) is not None)
        or (not _ANOTHER.match(text) and (_GOES_ON.match(text) or _REFERS.search(text)) is not None)
    )


def _unclear(
    text: str, entry: Entry, start: int, *, whole: bool, named: bool, held: Sequence[_Numbered]
) -> bool:
    """Whether a sentence states something beside trials, and nobody can tell of which."""
    beside = any(each.record.kind == "trial" and each.start < start for each in held)
    return (
        beside and not (whole or named or entry.note)
        and _STATES.search(text) is not None and len(text.split()) > 4
    )  # fmt: skip


def _nobodys(text: str, why: str = _WHOSE) -> Judged:
    return Judged("sentence", 0, len(text), "can't be compared", why)


def _trials(inside: Sequence[_Numbered]) -> list[Record]:
    found = {each.record.id: each.record for each in inside if each.record.kind == "trial"}
    return list(found.values())


def _of_several(
    entry: Entry, start: int, end: int, inside: Sequence[_Numbered], base: Base
) -> Iterator[Finding]:
    """The clauses of a sentence that names several trials, those with one trial each."""
    text = entry.text[start:end]
    first = 0
    cuts = [
        match.span()
        for match in _CLAUSE.finditer(text)
        if text.count("(", 0, match.start()) <= text.count(")", 0, match.start())
    ]
    cuts.append((len(text), 0))
    for last, following in cuts:
        numbers = [each for each in inside if start + first <= each.start < start + last]
        own = _trials(numbers)
        if len(own) == 1:
            said = Said(text[first:last], start + first)
            yield from _of_one(entry, said, own[0], numbers, base, None)
        elif own and _STATES.search(_without(text[first:last], numbers, start + first)):
            yield _finding(
                entry,
                Said(text[first:last], start + first),
                _nobodys(text[first:last], _AT_ONCE),
                None,
            )
        first = following


def _without(text: str, numbers: Sequence[_Numbered], start: int) -> str:
    for each in numbers:
        text = text.replace(text[each.start - start : each.end - start], " ", 1)
    return text


def _of_one(
    entry: Entry,
    said: Said,
    subject: Record,
    inside: Sequence[_Numbered],
    base: Base,
    there: Named | None,
) -> Iterator[Finding]:
    trial = Trial(subject, base)
    readable = Said(_masked(legible(said.text).text, subject, said, inside), said.start)
    if len(readable.text) != len(said.text):  # its places are not those of the text
        readable = Said(_masked(said.text, subject, said, inside), said.start)
    papers = [(each.start, each.record) for each in inside if each.record.kind == "article"]
    found: list[Judged] = []
    for read in _READERS:
        for judged in read(readable, trial):
            if not any(
                one.about == "outcome" and one.start < judged.end and judged.start < one.end
                for one in found
            ):
                found.append(judged)
    found.extend(relations(readable, trial, papers))
    if _DENYING.match(entry.text, entry.text.rfind(". ", 0, said.start) + 1):
        found = [each._replace(verdict="can't be compared", because=_DENIED) for each in found]
    least = 4 if there else 2  # of a clause every word counts
    if not found and not is_reference(entry) and len(said.text.split()) > least:
        why = "contains nothing that can be compared automatically; check it against the record"
        yield _finding(
            entry, said, Judged("sentence", 0, len(said.text), "can't be compared", why), subject
        )
    for judged in sorted(found, key=lambda each: each.start):
        yield _finding(entry, said, judged, subject)


def _masked(text: str, subject: Record, said: Said, inside: Sequence[_Numbered]) -> str:
    """The text with numbers and the record's own titles blanked: what they say is no statement."""
    for each in inside:
        start, end = each.start - said.start, each.end - said.start
        if 0 <= start < end <= len(text):
            text = f"{text[:start]}{'N' * (end - start)}{text[end:]}"
    for record in (subject, *(each.record for each in inside)):
        for title in record.titles:
            bare = title.rstrip(".")
            place = text.lower().find(bare.lower()) if len(bare) > 12 else -1
            if place >= 0:
                text = f"{text[:place]}{'~' * len(bare)}{text[place + len(bare) :]}"
    return text


def _of_papers(
    entry: Entry, text: str, start: int, inside: Sequence[_Numbered]
) -> Iterator[Finding]:
    papers = {each.record.id: each.record for each in inside if each.record.kind == "article"}
    if len(papers) == 1 and not _trials(inside):
        (paper,) = papers.values()
        if judged := retraction(text, start, paper):
            yield _finding(entry, Said(text, start), judged, paper)


def _finding(entry: Entry, said: Said, judged: Judged, record: Record | None) -> Finding:
    start, end = said.start + judged.start, said.start + judged.end
    told = (record.id, record.title, record.path) if record else ("", "", "")
    return Finding(
        entry.place, start, end, entry.text[start:end], judged.about, judged.verdict,
        judged.because, *told, proofs=judged.proofs,
    )  # fmt: skip
