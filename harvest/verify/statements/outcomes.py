"""Statements of what a trial measures.

Registries and writers word one outcome in many ways, so only what shares nothing with any of the
registered ones is called another; what shares a little is shown beside the nearest.
"""

import re
from collections.abc import Iterator, Sequence

from harvest.evidence.reading.vocabulary import vocabulary
from harvest.evidence.studies.likeness.wording import terms
from harvest.text import line
from harvest.verify.statements.told import Judged, Outcome, Said, Trial, elsewhere

_AGREES, _OTHER = 0.6, 0.3
_KIND = r"(?P<kind>co-primary|primary|main|secondary|other|key secondary)"
_IS = (
    r"(?:\s+measures?)?\s*(?:(?:is|are|was|were|being|includes?|included|will be|of (?:the|"
    r"this) (?:trial|study)|"
    r"(?:of|in|for) (?:(?:the|this) )?(?:(?:trial|study) )?N{4,}|\(\w+\))\s*){0,3}(?:[:=]|"
    r"\b(?:is|are|was|were|includes?|included|will be|of|being)\b)\s*"
)
_OUTCOME = r"(?:outcomes?|end[\s-]?points?)"
_PATTERNS = (
    re.compile(rf"\b{_KIND}\s+(?:efficacy\s+|safety\s+|"
        rf"clinical\s+)?{_OUTCOME}{_IS}(?P<what>[^;|\n]+)", re.IGNORECASE),
    re.compile(rf"\b(?P<what>[^;,|\n]{{4,200}}?)\s+(?:is|was|were|are|serves? as|"
        rf"served as)\s+(?:listed as\s+|registered as\s+|named\s+)?"
               rf"(?:the|its|a|an)\s+(?:only\s+)?{_KIND}\s+{_OUTCOME}", re.IGNORECASE),
    re.compile(rf"\b(?P<what>[^;,|\n]{{4,200}}?)\s+as (?:the|its|"
        rf"a)\s+{_KIND}\s+{_OUTCOME}", re.IGNORECASE),
    re.compile(r"\b(?<!was )(?<!were )(?<!is )(?<!are )(?<!be )(?:measures|measured|assesses|"
        r"assessed|measuring|"
        r"assessing)\s+(?P<what>[^;|\n]+)", re.IGNORECASE),
)  # fmt: skip
_FROM_VERB = re.compile(
    r"^.*\b(?:trial|study|N{4,}|it|which|that|uses?|used|has|had|measures?|with|assess\w*|"
    r"takes?|took|report\w*|examin\w*|evaluat\w*|chose|specif\w*|record\w*|defin\w*|declar\w*|"
    r"named|set|used|looked at)\b(?:\s*\([^)]*\))?[\s,:]+",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:[.?!](?:\s|$)|,?\s+(?:and|with|while|whereas|but)\s+(?:the\s+|"
    r"its\s+)?(?:key\s+)?(?:primary|secondary|other)\s|"
    r",\s+(?:and\s+)?(?:it|the trial|the study|which|enrol\w*|recruit\w*|with sites)\b)",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"(?:assessed|measured|defined|evaluated|determined|set|registered|listed|given|specified)\s+"
    r"as\s+",
    re.IGNORECASE,
)
_NO_OUTCOME = re.compile(
    r"\W*(?:not|never|met|reached|achieved|missed|similar|significantly|unchanged|better|worse|"
    r"improved|assessed|measured|evaluated|analy[sz]ed|reported|changed|pre-?specified|the same|"
    r"neither|unknown|unclear|available|published|also|only|(?:this|that|the) (?:trial|study))\b",
    re.IGNORECASE,
)
"""What is said of an outcome in the place of its name: "was not reached" names none"""
_SAID = re.compile(r"(?!N{4,})(?<![A-Za-z])[A-Za-z]{2,}")
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|;)\s*", re.IGNORECASE)
_TIME = re.compile(r"\b([0-9]+(?:\.[0-9]+)?)[\s-]*(day|week|month|year)s?\b", re.IGNORECASE)
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_SAYS_NOTHING = frozenset(
    terms(
        "change changes score scores rate rates level levels incidence number numbers baseline "
        "time week weeks month months year years day days patient participants measure measured "
        "improvement difference evaluate assessment effect outcome primary secondary endpoint "
        "clinical study trial group groups percentage proportion occurrence mean treatment total "
        "value values determine point points end analysis data result results index after before "
        "during within post following compared between overall up follow "
        "first second third new last how long"
    )
)


def outcomes(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of outcomes."""
    text, taken = said.text, list[tuple[int, int]]()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("what")
            kind = _kind(match.groupdict().get("kind"))
            if pattern is _PATTERNS[0] or kind is None:
                stop = _END.search(text, start, end)
                end = stop.start() if stop else end
            else:
                head = _FROM_VERB.match(text[start:end])
                start += head.end() if head else 0
            if kind is not None and (how := _HOW.match(text, start, end)):
                start = how.end()
            if _NO_OUTCOME.match(text, start, end):
                continue
            if not _SAID.search(text, start, end) or any(a < end and start < b for a, b in taken):
                continue
            if elsewhere(text, match.start()):
                continue
            taken.append((start, end))
            yield _outcome(text[start:end], start, end, kind, trial)


def _kind(word: str | None) -> str | None:
    if word is None:
        return None
    lower = word.lower()
    if "secondary" in lower:
        return "secondary"
    return "other" if lower == "other" else "primary"


def _outcome(what: str, start: int, end: int, kind: str | None, trial: Trial) -> Judged:
    fitting = [each for each in trial.outcomes if kind in (None, each.kind)]
    if not trial.outcomes:
        return Judged("outcome", start, end, "not in the record", "the record states no outcomes")
    said = what.strip(" \"“”'.")
    score, best = _nearest(said, fitting)
    name = f"{kind} outcome" if kind else "outcome"
    if best and score >= _AGREES:
        why = f"the record's {best.kind} outcome is {_shown(best)}"
        proof = (trial.proof(_field(best), best.measure),)
        if (wrong := _other_time(said, fitting)) is not None:
            return Judged(
                "outcome",
                start,
                end,
                "contradicts",
                f"{why}; {wrong} is not among its times",
                proof,
            )
        return Judged("outcome", start, end, "agrees", why, proof)
    others = [each for each in trial.outcomes if each not in fitting]
    elsewhere_score, other = _nearest(said, others)
    if other and elsewhere_score >= _AGREES and score < _AGREES:
        why = f"the record has it as a {other.kind} outcome: {_shown(other)}"
        why += f"; its {name} is {_all(fitting)}" if fitting else f"; it has no {name}"
        return Judged(
            "outcome", start, end, "contradicts", why, (trial.proof(_field(other), other.measure),)
        )
    proofs = tuple(trial.proof(_field(each), each.measure) for each in fitting[:3])
    if not fitting:
        return Judged("outcome", start, end, "not in the record", f"the record has no {name}")
    if not _telling(said):
        why = f"too few words to compare; the record's {name} is {_all(fitting)}"
        return Judged("outcome", start, end, "can't be compared", why, proofs)
    if kind and (score < _OTHER or _other_scale(said, fitting)):
        why = f"the record's {name} is {_all(fitting)}"
        return Judged("outcome", start, end, "contradicts", why, proofs)
    why = "worded otherwise in the record, if it is the same; the nearest is "
    why += _shown(best or fitting[0])
    return Judged("outcome", start, end, "can't be compared", why, proofs)


def _nearest(said: str, among: Sequence[Outcome]) -> tuple[float, Outcome | None]:
    """How much of what is said the registered outcomes say, and which of them most.

    Several joined by "and" may be of several; each is looked for alone as well.
    """
    if not among:
        return 0.0, None
    whole = [(_covered(said, each), each) for each in among]
    score, best = max(whole, key=lambda pair: pair[0])
    parts = [part for part in _AND.split(said) if _telling(part)]
    if len(parts) > 1:
        each = [max(_covered(part, one) for one in among) for part in parts]
        score = max(score, min(each))
    return score, best


def _covered(said: str, outcome: Outcome) -> float:
    told = _telling(said)
    plain, held = line(said).lower(), line(outcome.measure).lower()
    if held and (held in plain or (len(plain) > 5 and plain in held)):
        return 1.0
    if _scales(said) & _scales(outcome.text):
        return 1.0
    if not told:
        return 0.0
    there = _telling(outcome.text)
    short = {word for word in told - there if _abbreviated(word, said, outcome.text)}
    return len((told & there) | short) / len(told)


def _telling(text: str) -> frozenset[str]:
    found = set(terms(_TIME.sub(" ", text))) - _SAYS_NOTHING
    return frozenset(word for word in found if not word.isdigit() and len(word) > 1)


def _abbreviated(word: str, said: str, text: str) -> bool:
    """Whether a word in capitals is made of the first letters of words of the outcome."""
    if not re.search(rf"\b{re.escape(word)}s?\b", said, re.IGNORECASE) or not word.isalnum():
        return False
    capitals = re.findall(r"\b[A-Z][A-Z0-9]{1,5}\b", said)
    letters, digits = word.rstrip("0123456789"), word[len(word.rstrip("0123456789")) :]
    initials = "".join(each[0] for each in re.findall(r"[A-Za-z]+", text)).lower()
    return (
        any(each.lower() == word for each in capitals)
        and len(letters) > 2
        and letters in initials
        and (not digits or re.search(rf"(?<![0-9]){digits}(?![0-9])", text) is not None)
    )


def _scales(text: str) -> frozenset[str]:
    return frozenset(hit.code for hit in vocabulary("outcome_scales").meant(text))


def _other_scale(said: str, fitting: Sequence[Outcome]) -> bool:
    """Whether what is said names known scales, and the registered outcomes others alone."""
    named = _scales(said)
    held = frozenset[str]().union(*(_scales(each.text) for each in fitting))
    return bool(named and held and not named & held)


def _other_time(said: str, fitting: Sequence[Outcome]) -> str | None:
    """The time in what is said, if no registered outcome has it and each states one."""
    stated = list(_TIME.finditer(said))
    matching = [each for each in fitting if _covered(said, each) >= _AGREES]
    if not stated or not all(_TIME.search(each.text) for each in matching):
        return None
    for match in stated:
        days = float(match[1]) * _DAYS[match[2].lower()]
        held = [
            float(time[1]) * _DAYS[time[2].lower()]
            for each in matching
            for time in _TIME.finditer(each.text)
        ]
        listed = any(re.search(rf"(?<![0-9]){match[1]}(?![0-9])", each.text) for each in matching)
        if not listed and not any(abs(days - each) <= max(3.0, 0.03 * each) for each in held):
            return match[0]
    return None


def _field(outcome: Outcome) -> str:
    return f"outcomes.{outcome.kind}[{outcome.position}].measure"


def _shown(outcome: Outcome) -> str:
    time = f" ({line(outcome.time_frame, 60)})" if outcome.time_frame else ""
    return f"“{line(outcome.measure or '', 140)}”{time}"


def _all(found: Sequence[Outcome]) -> str:
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return "; ".join(_shown(each) for each in found[:3]) + more
