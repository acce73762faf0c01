"""Statements of dates: start, completion, registration, results."""

import re
from collections.abc import Iterator, Sequence

from harvest.dates import PartialDate, in_words, month_number
from harvest.verify.statements.told import Judged, Said, Trial, elsewhere, negated

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)[0-9]{2}"
DATE = (
    rf"(?:(?P<iso>{_YEAR}-[0-9]{{2}}(?:-[0-9]{{2}})?)|"
    rf"(?P<slashed>{_YEAR}[/.][0-9]{{1,2}}[/.][0-9]{{1,2}}|"
    rf"(?:[0-9]{{1,2}}[/.-]){{1,2}}{_YEAR})|(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|"
    rf"th)?\s+(?P<m1>{_MONTH}),?\s+(?P<y1>{_YEAR})|"
    rf"(?P<m2>{_MONTH})\s+(?:(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|"
    rf"th)?,?\s+)?(?:of\s+)?(?P<y2>{_YEAR})|(?P<y3>{_YEAR}))(?![0-9-])"
)  # fmt: skip
_LINK = (
    r"\s*(?:[:=|]\s*|(?:date|is|was|were|are|on|in|of|for|from|by|the|as|being|to|be|its?|been|"
    r"this|trial|study|N{4,}|"
    r"scheduled|expected|planned|estimated|anticipated|recruit\w*|enrol\w*|early|late|mid|around|"
    r"about|"
    r"\((?:actual|estimated|anticipated|planned)\))\b\s*){0,6}[-–]?\s*"
)  # fmt: skip
_WHAT: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("results", ("results_first_posted",), r"results?\s+(?:(?:were|was|have been|"
        r"first)\s+)*(?:posted|submitted|available)"),
    ("primary completion", ("primary_completion_date",), r"primary completion"),
    ("registration", ("first_submitted", "first_posted"),
     r"(?:first\s+)?(?:registered|registration|(?<!results )first (?:posted|submitted))"),
    ("update", ("last_updated", "last_update_submitted"), r"last (?:updated?|update posted)"),
    ("start", ("start_date",),
     r"(?:start(?:ed|s|ing)?|began|begun|begins|beginning|commenc(?:ed|es|ing|ement)|initiated|"
     r"launched|opened|(?:recruiting|enrol+ing|running|open|active|ongoing|on-going|under ?way)"
     r"(?: \w+){0,2} since)"),
    ("completion", ("completion_date", "primary_completion_date"),
     r"(?:complet(?:ed|ion|es?|ing)|ended|ends|end(?! of (?:the )?(?!N{4})[A-Za-z])|"
     r"finish(?:ed|es)?|concluded|ran until|closed|terminated|stopped|withdrawn)"),
)  # fmt: skip
_PATTERNS = tuple(
    (about, columns, re.compile(rf"\b(?P<what>{words}){_LINK}{DATE}", re.IGNORECASE))
    for about, columns, words in _WHAT
)
_PART_OF = r"(?:(?:the\s+)?(?:end|beginning|start|middle|early|late|mid)[\s-]+(?:of\s+|in\s+)?)?"
_RANGE = re.compile(
    rf"\b(?:from|between|ran|during)\s+{_PART_OF}{DATE}\s*(?:to|and|until|till|through|-|–)\s*"
    rf"{_PART_OF}" + re.sub(r"\(\?P<(\w+)>", r"(?P<z\1>", DATE),
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:primary|recruitment|enrol+ment|accrual|follow-up|treatment)\s*\Z", re.I
)
_OF_RECRUITMENT = re.compile(r"\b(?:recruit|enrol|accru)", re.IGNORECASE)
_HAS_RESULTS = re.compile(
    r"\b(?P<no>no|without)?\s*(?:posted )?results\s+(?:(?:of|for)\s+(?:the\s+trial\s+)?N{4,}\s+)?"
    r"(?:were|have|has|are|is)?\s*(?P<not>not (?:yet )?|never )?(?:ever )?(?:been )?"
    r"(?:posted\b|available\s+(?:on|at|in)\s+(?:the\s+)?(?:[A-Z]\S+|registry|register))|"
    r"\bhas (?P<none>no )?posted results\b|"
    r"\bposted (?P<never>no )?results\b",
    re.IGNORECASE,
)


def dates(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of dates."""
    text, taken = said.text, list[tuple[int, int]]()
    for match in _RANGE.finditer(text):
        first, last = _read(match, ""), _read(match, "z")
        if first and last and not elsewhere(text, match.start()):
            taken.append(match.span())
            yield _date("start", ("start_date",), first, match.span(), trial)
            ends = ("completion_date", "primary_completion_date")
            yield _date("completion", ends, last, match.span(), trial)
    for about, columns, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = match.span()
            if any(a < span[1] and span[0] < b for a, b in taken):
                continue
            if elsewhere(text, span[0]) or negated(text, span[0]):
                continue
            if about == "completion" and (
                _OF_OTHERS.search(text[: span[0]]) or _OF_RECRUITMENT.search(match[0])
            ):
                continue
            stated = _read(match, "")
            if stated:
                taken.append(span)
                yield _date(about, columns, stated, span, trial)


def results(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of results posted at the registry."""
    for match in _HAS_RESULTS.finditer(said.text):
        denied = any(match.group("no", "not", "none", "never"))
        there = bool(trial["has_results"])
        why = f"the record has {'' if there else 'no '}posted results"
        if trial["results_first_posted"]:
            why += f", first posted on {trial['results_first_posted']}"
        verdict = "agrees" if there != denied else "contradicts"
        proof = (trial.proof("has_results", why),)
        yield Judged("results", *match.span(), verdict, why, proof)  # type: ignore[arg-type]


def _date(
    about: str,
    columns: tuple[str, ...],
    stated: Sequence[PartialDate],
    span: tuple[int, int],
    trial: Trial,
) -> Judged:
    held = [(column, date) for column in columns if (date := trial.date(column))]
    if not held:
        why = f"the record states no date of {about}"
        return Judged("date", *span, "not in the record", why)
    for column, date in held:
        if any(day.earliest <= date.latest and date.earliest <= day.latest for day in stated):
            why = f"the record's {_name(column)} is {in_words(str(date))}{_kind(trial, column)}"
            return Judged("date", *span, "agrees", why, (trial.proof(column),))
    column, date = held[0]
    why = f"the record's {_name(column)} is {in_words(str(date))}{_kind(trial, column)}"
    why += next(filter(None, (trial.before(column, str(day)) for day in stated)), "")
    return Judged("date", *span, "contradicts", why, (trial.proof(column),))


def _name(column: str) -> str:
    return column.removesuffix("_date").replace("_", " ")


def _kind(trial: Trial, column: str) -> str:
    type_ = trial.record.row.get(f"{column}_type")
    return {"ACTUAL": " (actual)", "ESTIMATED": " (planned)"}.get(str(type_), "")


def _read(match: re.Match[str], prefix: str) -> tuple[PartialDate, ...]:
    """The date of a match; two where day and month may be in either order; none for no date."""
    given = match.groupdict()

    def part(name: str) -> str | None:
        return given.get(f"{prefix}{name}")

    if iso := part("iso"):
        return _checked([int(each) for each in iso.split("-")])
    if slashed := part("slashed"):
        numbers = [int(each) for each in re.split("[/.-]", slashed)]
        if numbers[0] > 31:
            return _checked(numbers)
        year, *rest = reversed(numbers)
        others = _checked([year, *reversed(rest)]) if len(rest) > 1 and "." not in slashed else ()
        return tuple(dict.fromkeys((*_checked([year, *rest]), *others)))
    year_said = part("y1") or part("y2") or part("y3")
    month, day = part("m1") or part("m2"), part("d1") or part("d2")
    number = month_number(month) if month else None
    numbers = [int(year_said or 0)]
    numbers += [number] if number else []
    numbers += [int(day)] if number and day else []
    return _checked(numbers)


def _checked(numbers: Sequence[int]) -> tuple[PartialDate, ...]:
    found = PartialDate(*numbers)
    try:
        return (found,) if found.earliest <= found.latest else ()
    except ValueError:
        return ()
