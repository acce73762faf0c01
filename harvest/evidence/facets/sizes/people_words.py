"""The words by which a text tells how many people were screened, enrolled or randomised."""

import re
from enum import IntEnum

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
OF_THEM = r"(?:of\s+(?:the\s+|these\s+|those\s+|all\s+|our\s+)?)?"
COUNT = re.compile(
    rf"(?:(?<![\w.,/^=<>≥≤±×‐-―-])(?<![<>≥≤=±] )|(?<=\b[Nn]=)|"
    rf"(?<=\b[Nn] = )){FIGURE}(?![.,·]\d|\s*[-–%/:×±]|-)\s+"
    rf"(?:(?P<people>{OF_THEM}{QUALITY}{PEOPLE})\b(?!['’])|"
    rf"(?=(?P<bare>(?:(?:of|out of) (?:the |these )?\d[\d, ]*\s(?:{QUALITY}{PEOPLE}\s)?\s*)?"
    r"(?:(?:were|was|have been|had been|who|then|also|subsequently|finally|randomly|eventually|"
    r"successfully|ultimately|actually)\s+)*"
    r"(?:randomi[sz]ed|enrol+ed|assigned|allocated|included|recruited|received|underwent|entered|"
    r"treated|analy[sz]ed|participated|screened|excluded|eligible|invited|approached|"
    r"consented|agreed|declined|selected|chosen|divided|studied|"
    r"refused|withdrew|died|dropped|lost|met|gave|and (?:randomi[sz]|enrol)\w+|to (?:the |an? )?"
    r"(?:placebo|control|standard|[\w+/ -]{1,40}?\b(?:groups?|arms?)))\b"
    r"(?!\s+(?:groups?|trials?|stud(?:y|ies)|controlled|clinical|"
    r"articles|papers|reports|records|reviews|publications)\b))))",
    re.IGNORECASE,
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


class Stage(IntEnum):
    """Where in a study people stand; of those above SCREENED the highest decides."""

    EXCLUDED = 0
    SCREENED = 1
    PLANNED = 2
    ANALYSED = 3
    TREATED = 4
    ENROLLED = 5
    RANDOMISED = 6


STAGES: tuple[tuple[Stage, str], ...] = (
    (
        Stage.EXCLUDED,
        r"excluded|exclusion|withdr[ae]w\w*|lost\b|dropped|drop-?outs?|discontinued|declined|"
        r"refused|"
        r"ineligible|not (?:eligible|randomi[sz]ed|enrol+ed|included|treated|assigned|meet)|died|"
        r"deaths?|did not|never|failed|non-?randomi[sz]ed|withdrawn|"
        # who stayed to the end is not who began
        r"completed (?:the |all |this |our |both )?(?:[\w-]+ ){0,3}?(?:study|trial|intervention|"
        r"program\w*|protocol|follow-?up|treatment|training)",
    ),
    (
        Stage.SCREENED,
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
    ),
    (
        Stage.RANDOMISED,
        r"(?:re-?)?randomi[sz](?:ed|ing)(?!,?\s+(?:control(?:led)?|clinical|trials?|stud(?:y|ies)|"
        r"double|"
        r"phase|open|placebo|cross|comparison|multicent))|randomi[sz]ation\b|"
        r"(?<!non-)(?<!not )(?:randomly|equally|evenly|blindly)[\w\s,]{0,20}(?:assign|allocat|"
        r"divid|split|distribut|"
        r"separat|categori)\w*|assign(?:ed|ing)\b|allocat(?:ed|ing)\b",
    ),
    (
        Stage.ENROLLED,
        r"enrol+(?:ed|ing|ment)?\b|recruit(?:ed|ing)?\b|included|including|entered|"
        r"participate[ds]?\b|participation|"
        r"took part|studied|divided|comprised|accrued|involv(?:ed|ing)\b|followed\b(?! by)|"
        r"consist(?:ed|ing) of|inclusion of",
    ),
    (
        Stage.TREATED,
        r"receiv(?:ed|ing)\b|underwent|undergoing|treat(?:ed|ing)\b|infused|transplanted|"
        r"injected|"
        r"were given|was given|administered|operated|implanted|dosed|vaccinated",
    ),
    (Stage.ANALYSED, r"analy[sz](?:ed|ing)\b|complet(?:ed|ing)\b|evaluated|evaluable|examined"),
)
VERB = re.compile(
    "|".join(rf"(?P<{stage.name}>\b(?:{words}))" for stage, words in STAGES), re.IGNORECASE
)
RIGHT_BEFORE = re.compile(
    rf"(?:{VERB.pattern})(?:\s+|:\s*)(?:(?:a total of|an? (?:initial |final )?(?:sample|"
    rf"cohort|series|"
    r"group) of|about|approximately|around|only|the|all|data (?:of|from|on)|records of|"
    r"\d+ of|out of|of|in|on|to|with|us|medical)\s+)*$",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"(?:\b(?:a total of|total of|in total,?|totall?ing|overall,|altogether,?)|"
    r"\b(?:sample|cohort|series|population) (?:size )?(?:of|was|consisted of|comprised)|"
    r"\b(?:comprised|consisted of))\s*"
    r"(?:the |about |approximately )*$"
)
BEGINS = re.compile(
    r"\W*(?:[A-Z][A-Za-z &]{3,40}:\s*)?(?:data (?:for|of|from|on)\s*)?", re.IGNORECASE
)
IN_A_TITLE = re.compile(r"\b(?:of|in|on|with|from|:)\s+(?:the\s+)?$", re.IGNORECASE)
PART = re.compile(
    r"\b(?:including|includes|remaining|other|another|additional|first|last|next|at least|"
    r"up to|every|"
    r"each|per|least|fewer than|more than|less than|one in|in a further|over|"
    r"sub-?(?:set|group|cohort|sample|population)s?(?: of)?|"
    r"interim|approximately one in|rest|compared (?:with|to)|for comparison|another|further|"
    r"of all|in a|"
    r"between|(?<=[\w%] )(?:of the|in|among)|(?<=% )(?:of|for))\W*"
    r"(?:the |of |these |those |around |about |approximately |nearly )*$",
    re.IGNORECASE,
)
OF_WHOM = re.compile(r"\b(?:of|among|from) (?:whom|which|them|these|those)\W*$", re.IGNORECASE)
OUT_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+|these\s+|all\s+)?", re.IGNORECASE)
PART_OF = re.compile(
    rf"(?:\d|\b(?:{SMALL}))(?:\s*%)?\s+(?:out\s+)?of\s+(?:the\s+|these\s+|all\s+|our\s+)?$",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\b(?:two|three|four|each|every|both|[2-9])\b[\w\s-]{0,60}$", re.IGNORECASE)
OF_A_GROUP = re.compile(
    r"(?:\bthe (?!(?:study|final|whole|entire|overall|total|present|current|"
    r"analy\w+|full|sample)\b)[\w-]+ cohort\s(?:comprised|included|consisted of|was)\s*|"
    r"\b(?:(?:group|arm)s?\b|(?:sample|cohort|phase|part|study|stage) (?:\d|[A-D]|I+)\b)"
    r"[^,;.]{0,25}|\b(?:first|second|third|other) (?:sample|cohort|phase|part|stage|step|group)\b"
    r"[^;.]{0,70}|\bthe (?:first|second|third|former|latter|one|other)\s+(?:one\s+)?"
    r"(?:comprised|included|consisted of|received|had)\s*)$",
    re.IGNORECASE,
)
A_LABEL = re.compile(
    r"\b(?:levels?|class(?:es)?|grades?|stages?|types?|phases?|days?|weeks?|months?|years?|aged?|"
    r"tables?|fig(?:ure)?|no\.?|score|visit|version|step|question|item|cov|priority|category)"
    r"[\s-]$",
    re.IGNORECASE,
)
# "Sample 2 included 67 people": without a noun of its own the 2 is a label
A_NUMBERED = re.compile(
    r"\b(?:(?:samples?|groups?|cohorts?|arms?|parts?|stud(?:y|ies)|trials?|waves?|experiments?)|"
    r"(?:levels?|class(?:es)?|grades?|stages?|types?|categories|priorities)\s"
    r"(?:(?:\d|[A-D]|I+)(?:,? and|,? or| to|,)\s)+(?:and|or|to)?)[\s-]?$",
    re.IGNORECASE,
)
AN_AGE = re.compile(
    r"\b(?:(?:aged?|ages|between|from)\s[^,;]{0,30}\b(?:and|to)|ages? of|over|under|below|above|"
    r"older than|younger than)\s$",
    re.IGNORECASE,
)
AND_BEFORE = re.compile(
    rf"(?:^|\s)(?:\d+|{HUNDREDS}|{SMALL})\s+[\w\-/ ]{{1,40}}?,?\s+and\s*$"
    rf"|(?:\d|\b{SMALL})\s+and\s+$",
    re.IGNORECASE,
)
OR_MORE = re.compile(r"\s*(?:or|and) (?:more|fewer|less|above|over)\b", re.IGNORECASE)
EACH = re.compile(r"\b(?:each|every|simulated|per)\b[\w\s-]{0,30}$", re.IGNORECASE)
AND_MORE = re.compile(
    rf"\b(?:and|plus)\s+(?:\d+|{SMALL})\s+(?:with|had|in|of|from|without|by|for)\b", re.IGNORECASE
)
NUMBERED = re.compile(
    r"\b(?:phase|part|stage|cohort|group|study|sample|arm)\s+(?:\d|[A-D]|I+)\b", re.IGNORECASE
)
ANY_UNIT = re.compile(
    rf"\b(?:(?P<people>{PEOPLE})|articles|studies|papers|citations|references|trials|records|"
    rf"reports|"
    r"abstracts|eyes|knees|hips|teeth|samples|specimens|lesions|procedures|cycles|mice|rats|"
    r"animals|"
    r"communities|clusters|schools|villages|wards|facilities|flats|apartments|"
    r"publications|couples|families|pairs|dyads|genes|tumou?rs|biops\w+)\b",
    re.IGNORECASE,
)
OF_A_STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|cohort|survey|review|analysis|sample|series)\b[^,;.]{0,50}$",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:will|to be (?:enrol|recruit|includ|randomi)\w*|planned|are needed|is required|"
    r"required|"
    r"would be|are to be|plan to|aim(?:s|ed)? to|intend to|target\w*)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:healthy|historical|controls?|donors?|relatives|siblings?|normal|unaffected|reference|"
    r"normals|able-bodied|physicians|nurses|surgeons|practitioners|clinicians|caregivers|carers|"
    r"teachers|volunteers)\b",
    re.IGNORECASE,
)
COMPARED_WITH = re.compile(
    r"\bcomparison (?:population|group|cohort|sample)s? (?:of|comprising|including)\s+$",
    re.IGNORECASE,
)
CONTROLS_AFTER = re.compile(
    r"\W*(?:were |was )?(?:served? as|acted as|as|from) (?:the |an? )?(?:\w+ )?(?:controls?|"
    r"histor)",
    re.IGNORECASE,
)
TO_AN_ARM = re.compile(
    r"\b(?:(?:in|into|to)\s+(?:the\s+|an?\s+)?[\w\s+\-/]{0,40}?\b(?:groups?|arms?|cohorts?|"
    r"controls?|"
    r"placebo)\b|(?:assigned|allocated|randomi[sz]ed)\s+to\b|to (?:receive|undergo|have|take|"
    r"get)\b|"
    r"received?|receiving|treated (?:with|by)|underwent|were given|took|^\s*to\s|on\s)",
    re.IGNORECASE,
)
SHARED_OUT = re.compile(
    r"\b(?:or|versus|vs|either|two|three|four|five|six|[2-6]|both|one of|groups|arms|"
    r"respectively|each|"
    r"equally|subgroups|[1-4]\s?:\s?[1-4]|between|centres?|centers?|hospitals?|sites?|study|"
    r"trial)\b",
    re.IGNORECASE,
)
AND = re.compile(r"\band\s+$", re.IGNORECASE)
BESIDE = re.compile(
    r"(?:[^.,;]|,(?! and)){0,60}?(?:,|;|\band|\bplus|\bas well as)[^.;]{0,25}", re.I
)
APART = re.compile(r"\d|%|\b(?:who|whom|which|including)\b", re.IGNORECASE)
FROM_THESE = re.compile(r"\W*(?:[A-Z][A-Za-z &]{3,40}:\s*)?(?:Among|Of|From|Out of)\b")
BOUND_TO = re.compile(
    r"(?:[\s,]|and|then|were|was|patients|participants|subjects|who|subsequently|later|finally|"
    r"to|be|been|have|had|for|the|in|inclusion|eligibility|randomly|criteria|study|all)*",
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
SHARE = re.compile(r"\s*\(\s*(?:(?:out )?of )?(?P<n>\d[\d.,\u00b7]*)\s*%?\s*\)")
ANIMALS = re.compile(
    r"\b(?:rats?|mice|mouse|rabbits?|dogs?|pigs?|piglets?|sheep|lambs?|goats?|monkeys?|macaques?|"
    r"hamsters?|guinea|cats?|cattle|cows?|calves|horses?|chickens?|fish)\b",
    re.IGNORECASE,
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
ASSIGNED = re.compile(
    r"\W*(?:random(?:ly)? )?(?:allocated|assigned|randomi[sz]ed)\b", re.IGNORECASE
)
IN_A_REGISTER = re.compile(
    r"\b(?:registr(?:y|ies)|databases?|biobank)\b[^.;]{0,40}\b(?:includ|contain|compris|hold|held|cover)\w*"
    r"|\b(?:included|registered|contained|recorded|entered) in (?:the |a |our )?(?:[\w-]+ ){0,4}?"
    r"(?:registry|database|biobank)",
    re.IGNORECASE,
)
IN_ONE_GROUP = re.compile(r"\b[Ii]n the [\w\s-]{1,30}\b(?:group|arm)\b[^.;]{0,30}$")
NOT_PEOPLE = re.compile(
    rf"\b(?:(?P<people>{PEOPLE})|procedures|eyes|knees|hips|teeth|implants|lesions|couples|dyads|pairs|families|studies|"
    r"articles|papers|samples|specimens|embryos|cycles|admissions|visits|sessions|biopsies|"
    r"operations|drugs|images|wounds|grafts)\b",
    re.IGNORECASE,
)
INVITED = re.compile(
    r"\b(?:were|was|been) (?:then |also |all )?(?:invited|approached|contacted|screened|mailed|"
    r"asked|assessed for eligibility)\b",
    re.IGNORECASE,
)
LEADING = ("including", "involving", "comprised", "consisted of", "consisting of", "inclusion of")


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


SCREENED = re.compile(
    "|".join(words for stage, words in STAGES if stage is Stage.SCREENED), re.IGNORECASE
)
