"""The words by which a text tells how many people were screened, enrolled or randomised."""

import re
from collections.abc import Iterator
from functools import lru_cache

from harvest.evidence.reading.cues import Cue

UNITS = "one two three four five six seven eight nine"
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMERALS = {name: 1 + n for n, name in enumerate(UNITS.split())} | {
    name: 10 + n for n, name in enumerate(TEENS.split())
}
TENS = {name: 20 + 10 * n for n, name in enumerate(DECADES.split())}
ONE_TO_NINE = "|".join(UNITS.split())
SMALL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{ONE_TO_NINE})\b)?|(?:{'|'.join(reversed(NUMERALS))}))\b"
)
HUNDREDS = rf"(?:a|{ONE_TO_NINE})[- ]hundred\b(?:[- ](?:and[- ])?{SMALL})?"
THOUSANDS = rf"(?:a|{SMALL})[- ]thousand\b(?:,?[- ](?:and[- ])?(?:{HUNDREDS}|{SMALL}))?"
FIGURE = (
    r"(?P<n>\d{1,3}(?:[,\u00b7 ]\d{3}){1,2}(?![\d])|\d{1,6}(?!\d)|"
    rf"{THOUSANDS}|{HUNDREDS}|(?<!hundred[- ])(?<!hundred[- ]and[- ]){SMALL})"
)
ANY_COUNT = FIGURE.replace("(?P<n>", "(?:")
# what makes a number a decimal, a limit or a part of a name
NOT_NUMBERED = r"(?<![\w.,/^=<>≥≤±×‐-―-])(?<![<>≥≤=±] )"
# where one begins, cheaply: what is written so is tried at these places alone
_BEGINS = re.compile(
    r"[\dAEFNOSTaefnost](?<![\w.,/^=<>≥≤±×‐-―-].)"
    r"(?:(?<=\d)|(?<=[Aa])(?=[ -])|(?<=[^Aa])(?=[EHILNOWehilnow]))",
    re.DOTALL,
)
_SMALLEST, _LARGEST = 2, 500_000
PEOPLE = (
    r"(?:patients?|participants?|subjects?|individuals|adults|children|women|men|volunteers|"
    r"infants|people|persons|recipients|cases|males|females|students|residents|survivors|"
    r"veterans|in-patients|out-patients|"
    r"outpatients|inpatients|adolescents|neonates|newborns|smokers|girls|boys|workers|mothers|"
    r"nurses|physicians|caregivers|parents|users|respondents|controls|donors|candidates|"
    r"pts|athletes|players|soldiers|employees|teachers|clinicians|youths?|teenagers|toddlers|"
    r"babies|seniors|carers|consumers|members|relatives|siblings|attendees|diabetics|"
    r"drivers|runners|practitioners|surgeons|responders|learners|pupils)"
)
OTHER_UNITS = (
    r"(?:eyes?|ears?|knees?|hips?|teeth|tooth|limbs?|legs?|shoulders?|ankles?|implants?|lesions?|"
    r"embryos|oocytes|cycles|pregnancies|pairs|dyads|couples|households|families|samples|"
    r"specimens|biopsies|wounds|ulcers|grafts|livers|kidneys|procedures|visits|admissions|"
    r"hospitali[sz]ations|sessions|courses|infusions|injections|doses|points|events|sites|"
    r"cent(?:er|re)s|hospitals|clinics|countries|studies|trials|articles|papers|reports|records|"
    r"schools|villages|practices|units|wards|clusters|groups?|arms?|cohorts?|weeks?|months?|"
    r"days?|"
    r"years?|hours?|minutes?|times|items|questions|genes|mice|rats|animals|dogs|pigs|rabbits)"
)
# what may stand between the number and the people: qualities, no verbs, other nouns or numbers
QUALITY = (
    rf"(?:(?!\d|{SMALL}|(?:of|in|on|at|by|with|from|for|to|into|and/or|who|whom|which|that|were|was|"
    rf"are|is|"
    rf"be|had|has|have|included|including|results?|received|underwent|after|before|during|"
    rf"between|among|per|each|than|versus|vs|mg|\u00b5g|\u03bcg|mcg|kg|ml|iu|mm|cm|mmol|period|dose|phase|"
    rf"{OTHER_UNITS})\b)[\w\-/+().%’'‐-―&]+,?\s+){{0,7}}?"
)
# what a sentence must hold to count people at all: looked for first, as most sentences lack one
_DIGIT = re.compile(r"\d")
_NUMERAL = Cue(rf"\b(?:{SMALL}|hundred|thousand)")
OF_PEOPLE = Cue(
    rf"\b{PEOPLE}\b|randomi[sz]|enrol|assign|allocat|includ|recruit|receiv|underwent|treated|screened|"
    r"analy[sz]ed|participat|excluded|consented|\b[Nn]\s?="
)
N_EQUALS = re.compile(
    r"\b[Nn]\s?=\s?(?P<n>\d{1,3}(?:[, ]\d{3})+|\d{1,6})\b(?!\.\d|\s*[/%\-\u2013])"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


A_LABEL = re.compile(
    r"\b(?:levels?|class(?:es)?|grades?|stages?|types?|phases?|days?|weeks?|months?|years?|aged?|"
    r"tables?|fig(?:ure)?|no\.?|score|visit|version|step|question|item|cov|priority|category)"
    r"[\s-]$",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:healthy|historical|controls?|donors?|relatives|siblings?|normal|unaffected|reference|"
    r"normals|able-bodied|physicians|nurses|surgeons|practitioners|clinicians|caregivers|carers|"
    r"teachers|volunteers)\b",
    re.IGNORECASE,
)
SCREENED = re.compile(
    r"(?:invit|ask|approach|contact|select|solicit)ed to (?:participate|take part|join|enrol|"
    r"enter)\w*|"
    r"screen(?:ed|ing)\b|assess(?:ed|ing)\b[\w\s-]{0,12}for (?:eligibility|inclusion|enrol|"
    r"participation)\w*|eligib\w*|approach(?:ed|ing)\b|invit(?:ed|ing)\b|consent(?:ed|ing)\b|"
    r"(?:gave|giving|provided|signed)[\w\s]{0,25}consent|identified|contacted|referred|"
    r"eligible for randomi\w+|potential|candidates|considered|"
    r"evaluated for (?:eligibility|inclusion|participation)|"
    r"agreed|m[ei]e?t(?:ing)? (?:the |all |our )?(?:inclusion|entry|eligibility|enrol\w*|"
    r"study)|"
    r"fulfil\w* (?:the |all )?(?:inclusion|entry|eligibility)|solicited|interviewed for|"
    r"examined for|(?:e-?)?mail(?:ed|ing)\b|invitations?|letters|responded to|reviewed",
    re.IGNORECASE,
)
NOT_TOLD_HERE = re.compile(
    r"(?:BACKGROUND|INTRODUCTION|CONTEXT|CONCLUSIONS?|INTERPRETATION|DISCUSSION|IMPLICATIONS?|"
    r"LIMITATIONS?|SIGNIFICANCE|FUNDING|IMPORTANCE|RATIONALE|Background|Introduction|"
    r"Conclusions?|"
    r"Interpretation|Discussion)\s*:"
)
EARLIER_WORK = Cue(
    r"\b(?:worldwide|annually|each year|per year|previous(?:ly)? (?:stud|report|trial|"
    r"publish)\w*|"
    r"in the (?:US|USA|United States|UK|world)\b|million)\b",
)
# a study that is told of with "a" and with what it showed is somebody else's
A_STUDY_SHOWED = re.compile(
    r"\W*(?:An?|One|Another|Some|Several|Two|Three)\s[\w\s,-]{0,60}?\b(?:trials?|stud(?:y|ies)|"
    r"meta-analys[ei]s|series|reports?)\b[^.]*?\b(?:showed|showing|demonstrated|found|reported|suggested|"
    r"concluded)\b"
)
ANIMALS = Cue(
    r"\b(?:rats?|mice|mouse|rabbits?|dogs?|pigs?|piglets?|sheep|lambs?|goats?|monkeys?|macaques?|"
    r"hamsters?|guinea|cats?|cattle|cows?|calves|horses?|chickens?|fish)\b",
)
OF_ANY_KIND = re.compile(
    r"\b(?:individuals|males|females|members|controls|survivors)\b",
    re.IGNORECASE,
)
SURELY_PEOPLE = re.compile(
    r"\b(?:patients?|participants?|people|persons?|humans?|m[ae]n|wom[ae]n|child(?:ren)?|girls?|"
    r"boys?|infants?|volunteers|clinical\w*|hospital\w*|diseases?|disorders?|syndrome|surgery|"
    r"students|residents|workers|population-based|symptoms|questionnaires?|surveys?|health\w*|"
    r"adolescen\w+|elderly|medical|therapy|subjects|donors|adults|college|ethnic|aged)\b",
    re.IGNORECASE,
)


def without_asides(text: str) -> str:
    """The text with blanks where brackets stand, of the same length."""
    for _ in range(2):  # asides hold asides
        text = _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
    return text


def may_count(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` has what a sentence must have to count people at all."""
    return OF_PEOPLE.search(text, start, end) is not None and (
        _DIGIT.search(text, start, end) is not None or _NUMERAL.search(text, start, end) is not None
    )


def each(counts: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, as ``finditer``, of a pattern that begins with an unnumbered ``FIGURE``."""
    end = 0
    for begin in _begins(text):
        if begin >= end and (match := counts.match(text, begin)):
            yield match
            end = match.end()


@lru_cache(maxsize=16)  # one form after another is looked for in a sentence
def _begins(text: str) -> tuple[int, ...]:
    return tuple(begin.start() for begin in _BEGINS.finditer(text))


def counted(match: re.Match[str]) -> int | None:
    """The number of a ``FIGURE``; None where no study has so few or so many people."""
    value = figure(match["n"])
    return value if value is not None and _SMALLEST <= value <= _LARGEST else None


def figure(word: str) -> int | None:
    """The number that digits or words say."""
    plain = re.sub(r"[,\u00b7 ]", "", word)
    if plain.isdigit():
        return int(plain)
    low = word.lower()
    for name, factor in (("thousand", 1000), ("hundred", 100)):
        head, found, rest = low.partition(name)
        if found:
            over = figure(re.sub(r"^,?[- ](?:and[- ])?", "", rest)) if rest else 0
            times = 1 if head.strip("- ") == "a" else figure(head.strip("- "))
            return None if over is None or times is None else factor * times + over
    parts = re.split(r"[- ]", low)
    if len(parts) == 2 and parts[0] in TENS and parts[1] in NUMERALS:
        return TENS[parts[0]] + NUMERALS[parts[1]]
    return NUMERALS.get(parts[0], TENS.get(parts[0])) if len(parts) == 1 else None
