"""Where a registration and its results paper differ: questions, not verdicts.

Only what the abstract says plainly is compared, and what was read of the full text; where both are
silent or say two things, nothing is asked. The texts stand beside each question.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harvest import dates
from harvest.dates import month_number
from harvest.evidence.reading.passages import sentences
from harvest.evidence.reading.tokens import stems
from harvest.packs.reading import packs

_REPORTS = Path(__file__).with_name("sql") / "reports.sql"
_HELD = "SELECT trial_id, article_id, field, registry, paper, question FROM discrepancies"
_DELETE = "DELETE FROM discrepancies WHERE trial_id = ? AND article_id = ? AND field = ?"
_INSERT = "INSERT INTO discrepancies VALUES (?, ?, ?, ?, ?, ?)"

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PHASE = re.compile(
    r"\bphase[ -](?P<first>[1-4]|i{1,3}|iv)[ab]?"
    r"(?:\s?(?:/\s?(?:phase\s)?|-|–|and\s|to\s)(?P<second>[1-4]|i{1,3}|iv)[ab]?)?"
    r"(?=[^.]{0,60}?\b(?:trial|study|clinical)|\W)",
    re.IGNORECASE,
)
_RANDOMISED = re.compile(
    r"(?<!non-)(?<!non)(?<!not )\brandomi[sz]ed\b(?! controlled trials)", re.IGNORECASE
)
_NOT_RANDOMISED = re.compile(
    r"\b(?:non-?\s?randomi[sz]ed|not randomi[sz]ed|single[- ]arm|uncontrolled)\b", re.IGNORECASE
)
_PRIMARY = re.compile(
    r"\bprimary (?:efficacy |safety )?(?:outcome|end-?\s?point|objective)s?(?: measures?)?"
    r"\s*(?::|\b(?:was|were|is|are|included?|of)\b)(?! (?:not )?(?:met|reached|achieved))",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|"
    r"ember)?"
)
_SPAN = re.compile(
    rf"\b(?:between|from)\s+(?P<month>{_MONTH})?\.?\s*(?P<year>(?:19|20)[0-9]{{2}})"
    rf"\s*(?:and|to|until|through|-|–)\s*(?:{_MONTH}\.?\s*)?(?:19|20)[0-9]{{2}}",
    re.IGNORECASE,
)
_TAKEN_IN = re.compile(r"\b(?:enrol|recruit|randomi[sz]|includ|treat|assign)", re.IGNORECASE)
_GENERIC = frozenset(
    stems(
        "change changes score scores rate rates level levels incidence number numbers baseline "
        "time week weeks month months year years patient patients participant participants "
        "treatment "
        "evaluation assessment measure improvement difference function efficacy effect outcome "
        "primary clinical study group percentage proportion occurrence mean"
    )
)
"""Words that outcomes of any topic have; the packs in use have those of theirs."""
_NUMBER = re.compile(r"\b[0-9]{1,5}\b")
_WHICH_DAY = "The {} dates the beginning otherwise: which is the day of the first patient?"
_APART = 92  # days between two starts that are worth a question
_LEAST_TEXT = 200  # characters of an abstract that could have named the outcome
_SHOWN = 300  # characters of a text that is quoted


@dataclass(frozen=True, slots=True)
class TrialReport:
    """A trial as registered and a paper that reports its results; dates are partial, as text.

    ``participants`` is what the abstract plainly counts, with the words that say so.
    """

    trial_id: str
    article_id: str
    enrollment: int | None = None
    enrollment_type: str | None = None
    phase: str | None = None
    allocation: str | None = None
    start_date: str | None = None
    primary_completion_date: str | None = None
    primary_completion_date_type: str | None = None
    primary_outcomes: tuple[str, ...] = ()
    title: str = ""
    abstract: str = ""
    published: str | None = None
    participants: int | None = None
    participants_text: str | None = None
    typed_randomised: bool = False
    full_text: tuple[tuple[str, str, str, str], ...] = ()
    """What was read of the full text: fact, value, heading of the section, sentence"""

    def in_full_text(self, *facts: str) -> tuple[str, str] | None:
        """The value of the first of these facts that the full text tells, and its words."""
        for fact in facts:
            for told, value, heading, sentence in self.full_text:
                if told == fact:
                    return value, f"Full text, {heading}: {_quoted(sentence)}"
        return None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A difference: what each of the two says, and what a reader may want to ask."""

    trial_id: str
    article_id: str
    field: str
    registry: str
    paper: str
    question: str


def record_discrepancies(connection: sqlite3.Connection) -> int:
    """Bring the table up to date; the caller holds the transaction. Returns how many rows moved."""
    reports = map(_report, connection.execute(_REPORTS.read_text("utf-8")))
    wanted = {
        (d.trial_id, d.article_id, d.field, d.registry, d.paper, d.question)
        for report in reports
        for d in discrepancies(report)
    }
    held = set(connection.execute(_HELD))
    connection.executemany(_DELETE, (row[:3] for row in held - wanted))
    connection.executemany(_INSERT, wanted - held)
    return len(held ^ wanted)


def _report(row: tuple[Any, ...]) -> TrialReport:
    """The row of the query, whose columns stand in the order of the fields."""
    fields = list(row)
    fields[9] = tuple(json.loads(fields[9]))
    fields[13] = None if fields[13] is None else int(fields[13])
    fields[15] = bool(fields[15])
    fields[16] = tuple(map(tuple, json.loads(fields[16])))
    return TrialReport(*fields)


def discrepancies(report: TrialReport) -> list[Discrepancy]:
    """Every difference between a registration and a paper that can be told from its texts."""
    found = []
    for field, compare in _COMPARED.items():
        said = compare(report)
        if said is not None:
            found.append(Discrepancy(report.trial_id, report.article_id, field, *said))
    return found


Said = tuple[str, str, str]  # the registry, the paper, the question


def _participants(report: TrialReport) -> Said | None:
    registered, counted = report.enrollment, report.participants
    read = report.in_full_text("randomised", "enrolled")
    if registered is None:
        return None
    words = []
    if counted is not None and counted != registered:
        said = _sentence_with(report, report.participants_text) or f"{counted} participants"
        if not any(counted + int(other) == registered for other in _NUMBER.findall(said)):
            words.append(said)  # else one of two groups that the sentence counts
    in_text = int(read[0]) if read else None
    if read and (words or in_text != registered):
        words.append(read[1])
    if not words:
        return None
    actual = report.enrollment_type == "ACTUAL"
    what = "actual" if actual else "planned"
    if in_text == registered:
        question = "The full text counts as many as registered: whom does the abstract leave out?"
    else:
        most = counted if counted is not None and counted != registered else in_text
        where = "abstract" if most == counted else "full text"
        question = _how_many(most or 0, registered, what, where)
    return f"{registered} participants ({what})", "\n".join(words), question


def _how_many(counted: int, registered: int, what: str, where: str) -> str:
    more = "more" if counted > registered else "fewer"
    question = f"The {where} counts {abs(counted - registered)} {more} than registered as {what}: "
    return question + (
        "were some left out of the analysis, or is it a part of the trial?"
        if counted < registered
        else "were some counted that the registration does not, or was it not updated?"
    )


def _phase(report: TrialReport) -> Said | None:
    registered = {int(code[-1]) for code in (report.phase or "").split("|") if code[-1:].isdigit()}
    for text in (report.title, report.abstract):
        found = list(_PHASE.finditer(text))
        if found:
            break
    else:
        return None
    said = {frozenset(_phases(match)) for match in found}
    if not registered or len(said) != 1:
        return None
    (numbers,) = said
    if numbers == registered:
        return None
    shown = "/".join(map(str, sorted(registered)))
    question = f"Registered as phase {shown}: which part of it does the paper report?"
    if not numbers & registered:
        question = f"Registered as phase {shown}: is one of the two a mistake?"
    return f"Phase {shown}", _sentence_at(text, found[0].start()), question


def _phases(match: re.Match[str]) -> Iterator[int]:
    for name in ("first", "second"):
        if (text := match[name]) is not None:
            yield _ROMAN.get(text.lower()) or int(text)


def _randomisation(report: TrialReport) -> Said | None:
    text = f"{report.title}\n{report.abstract}"
    yes, no = _RANDOMISED.search(text), _NOT_RANDOMISED.search(text)
    if report.allocation == "RANDOMIZED" and no and not yes and not report.typed_randomised:
        question = "Registered as randomised, and the paper says that it was not: what was done?"
        return "Randomised", _sentence_at(text, no.start()), question
    if report.allocation in ("NON_RANDOMIZED", "NA") and not no:
        words = {"NON_RANDOMIZED": "Not randomised", "NA": "One group, no allocation"}
        question = "Registered without randomisation: does the paper report another part?"
        if yes:
            return words[report.allocation], _sentence_at(text, yes.start()), question
        if report.typed_randomised:
            said = "PubMed types the paper as a randomised controlled trial"
            return words[report.allocation], said, question
    return None


def _primary_outcome(report: TrialReport) -> Said | None:
    generic = _GENERIC.union(stems(" ".join(word for pack in packs() for word in pack.common)))
    measures = [set(stems(measure)) - generic for measure in report.primary_outcomes]
    if not any(measures):
        return None
    registered = "; ".join(report.primary_outcomes)
    named = [
        report.abstract[start:end]
        for start, end in sentences(report.abstract)
        if _PRIMARY.search(report.abstract[start:end])
    ]
    if named:
        words = set(stems(*named))
        if any(measure & words for measure in measures if measure):
            return None
        question = (
            "The abstract names another primary outcome than is registered now: which came first?"
        )
        return _quoted(registered), _quoted(" ".join(named)), question
    words = set(stems(report.title, report.abstract))
    if len(report.abstract) < _LEAST_TEXT or any(m & words for m in measures if m):
        return None
    question = (
        "The abstract does not speak of the registered primary outcome: where is it reported?"
    )
    return _quoted(registered), _quoted(report.title), question


def _dates(report: TrialReport) -> Said | None:
    start = dates.parse(report.start_date or "")
    read = report.in_full_text("recruitment_start", "study_start")
    for begin, end in sentences(report.abstract):
        sentence = report.abstract[begin:end]
        span = _SPAN.search(sentence)
        if span is None or start is None or not _TAKEN_IN.search(sentence):
            continue
        month = month_number(span["month"]) if span["month"] else None
        said = dates.PartialDate(int(span["year"]), month)
        if _far_apart(start, said):
            words = "\n".join([_quoted(sentence), *([read[1]] if read else [])])
            return f"Start {report.start_date}", words, _WHICH_DAY.format("abstract")
    said_in_text = dates.parse(read[0]) if read else None
    if read and start and said_in_text and _far_apart(start, said_in_text):
        return f"Start {report.start_date}", read[1], _WHICH_DAY.format("full text")
    published = dates.parse(report.published or "")
    completion = dates.parse(report.primary_completion_date or "")
    if published and completion and dates.days_between(published, completion).least > 0:
        is_ = "expected" if report.primary_completion_date_type != "ACTUAL" else "actual"
        return (
            f"Primary completion {report.primary_completion_date} ({is_})",
            f"Published {report.published}",
            "The paper came before primary completion: is it an interim report?",
        )
    return None


def _far_apart(one: dates.PartialDate, other: dates.PartialDate) -> bool:
    bounds = dates.days_between(one, other)
    return bounds.least > _APART or bounds.most < -_APART


_COMPARED: dict[str, Callable[[TrialReport], Said | None]] = {
    "participants": _participants,
    "phase": _phase,
    "randomisation": _randomisation,
    "primary outcome": _primary_outcome,
    "dates": _dates,
}


def _sentence_with(report: TrialReport, words: str | None) -> str | None:
    for text in (report.abstract, report.title):
        if words and (place := text.find(words)) >= 0:
            return _sentence_at(text, place)
    return _quoted(words) if words else None


def _sentence_at(text: str, place: int) -> str:
    for start, end in sentences(text):
        if start <= place < end:
            return _quoted(text[start:end])
    return _quoted(text)


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(None, 1)[0] + " …"
