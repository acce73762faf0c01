"""How the cells were given."""

import re
from collections.abc import Iterator
from dataclasses import replace

from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.sentences import GIVEN, collects, names_cells
from harvest.evidence.reading.tiers import Stretch, Told
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_PORTAL_VEIN_ITSELF = re.compile(
    r"^\s*(?:thrombo|embol|hypertens|patency|pressure|flow|diameter|doppler|system shunt|obstruct|"
    r"invasion|branch involvement|cavernom)",
    re.IGNORECASE,
)
_PATENT = re.compile(
    r"(?:patent|thrombosis (?:of|in)(?: the)?|patency of(?: the)?)\s*$", re.IGNORECASE
)
_ROMAN = re.compile(
    r"(?:\b(?:grades?|stages?|phases?|class|types?|levels?|arms?|groups?|parts?|factor|cohorts?|"
    r"nyha|"
    r"isoform|collagen)|\bI{1,3}\s*(?:[-–/,&]|to|or|and))\W*$",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\b(?:drawn|draw|withdrawn|collected|collect|sampled|blood samples?|taken from)\b",
    re.IGNORECASE,
)
_ARM = re.compile(r"(?:arms|interventions)\[")
_DRUG_NAME = re.compile(
    r"(?!study\b|human\b|autolog|allogen|expanded|cultured|investigat)[a-z]{6,}"
)
_PUT_IN = re.compile(
    r"\b(?:re-?)?(?:infus|inject|administ|transplant|deliver|implant)", re.IGNORECASE
)
_ARTERY_UNNAMED = re.compile(r"(?:intra|trans)[\s-]*arter", re.IGNORECASE)


def routes(told: Told, given: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """How the cells were given. "PV" is never expanded; subcutaneous is G-CSF's route only."""
    named = vocabulary("routes")
    only_gcsf = [fact.value for fact in given] == ["G-CSF"]
    for number, tier in enumerate(told.tiers()):
        facts = [
            stretch.fact("route", hit.code, named.label(hit.code), hit.start, hit.end)
            for stretch in tier
            for hit in named.meant(stretch.text, stretch.passage.text)
            if _is_route(stretch.text, hit, number, only_gcsf)
        ]
        if not facts and number < 3 and not only_gcsf:
            facts = [fact for stretch in tier for fact in _sites(stretch)]
        if facts:
            return first_of_each(
                [
                    _organ_itself(_artery_of_the_liver(fact, told.record), told.record)
                    for fact in facts
                ]
            )
    return ()


def _artery_of_the_liver(fact: Fact, record: RecordText) -> Fact:
    """In a liver disease an artery that is not named is the liver's; flagged as inferred."""
    if fact.value != "artery" or not _ARTERY_UNNAMED.search(fact.span.text):
        return fact
    about = "\n".join(passage.text for passage in (*record.titles, *record.topics))
    if re.search(r"\bliver|hepat|cirrho", about, re.IGNORECASE) is None:
        return fact
    label = vocabulary("routes").label("hepatic_artery")
    return replace(fact, value="hepatic_artery", label=label, flag="inferred: a liver disease")


# "implanted in the prepared defect", "perilimbal injection": places that no list of routes names
_PUT = (
    r"\b(?:inject|implant(?=ed|ing|ation)|transplant|appl[iy]|insert|deliver|instil|seed|fill|graft|administ|"
    r"plac|put|"
    r"add|spray|infiltrat|inoculat)\w*"
)
_JOINTS = (
    r"knees?|(?:knee |hip |ankle |shoulder |facet |temporomandibular )?joints?|cartilage|menisc\w+|"
    r"(?:chondral|osteochondral|cartilage) (?:defects?|lesions?)"
)
_HEART = (
    r"(?:edge |border )?(?:of )?(?:the )?(?:myocardial (?:infarct(?:ion)? )?"
    r"(?:area|zone|wall|tissue|border|scar|segments?)|"
    r"infarct(?:ed|ion)? (?:area|zone|border|myocardium)|border zone)"
)
_PLACES = (
    r"defects?|lesions?|wounds?|ulcers?|fistula\w*|tracts?|tendons?|ligaments?|tendon|"
    r"rotator cuff|bone|"
    r"non-?union\w*|fractures?|fractured \w+|vertebra\w*|femoral head|gingiva\w*|pockets?|sockets?|"
    r"scars?|skin|ovar(?:y|ies)|endometri\w+|uterus|uterine \w+|cornea\w*|limb(?:al|us)|glands?|"
    r"sphincters?|vocal folds?|pancreas|kidneys?|muscles?|nerves?|burns?|sinus|alveolar \w+|cleft|"
    r"root canals?|pulp|follicles?|scalp|face|penis|stricture|bladder|urethra|tumou?rs?|plaques?"
)
_SITE = re.compile(
    rf"{_PUT}\b(?:\s+(?!and\b|or\b|via\b|patients?\b)[\w%-]+,?){{0,6}}?\s+"
    rf"(?:into|in|onto|on|to|around|at|within|inside|over|under|between)"
    rf"(?:\s+and\s+(?:around|in|into|under))?\s+(?:(?:the|a|an|each|"
    rf"both|their|"
    rf"his|her|one|this|all)\s+)?(?:(?!and\b|or\b|with\b|patients?\b|of\b|"
    rf"for\b)[\w/'’-]+\s+){{0,3}}?"
    rf"(?:(?P<joint>{_JOINTS})|(?P<heart>{_HEART})|(?P<place>{_PLACES}))\b",
    re.IGNORECASE,
)
_SITE_WORD = re.compile(
    r"\b(?:intra|peri|para|sub|retro|supra)-?[a-z]{4,}(?:al|ar|ous|ic|eal)(?:ly)?\s+"
    r"(?:\w+\s+){0,2}?(?:injection|administration|implantation|delivery|application|"
    r"transplantation)s?\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\s*(?:application|administration|injections?|infusions?|use)s?\s+of\s+(?P<what>[^.;,]{3,40})",
    re.IGNORECASE,
)
_BRAIN = re.compile(
    r"\bbrain|cerebr|stroke|parkinson|striat|hippocamp|neuro(?:nal|surg)|cortex|gli(?:oma|obl)",
    re.I,
)


def _sites(stretch: Stretch) -> Iterator[Fact]:
    """Places in the body where a stretch says that the cells are put."""
    named = vocabulary("routes")
    if not names_cells(stretch.text) and not _ARM.match(stretch.passage.field):
        return
    for match in _SITE.finditer(stretch.text):
        inside = "intracoronary" if match["heart"] else "intralesional"
        code = "intraarticular" if match["joint"] else inside
        yield stretch.fact("route", code, named.label(code), match.start(), match.end())
    for match in _SITE_WORD.finditer(stretch.text):
        if not named.find(match.group()):
            label = named.label("intralesional")
            yield stretch.fact("route", "intralesional", label, match.start(), match.end())


def _organ_itself(fact: Fact, record: RecordText) -> Fact:
    """ "Intraparenchymal" is said of any organ: which one, the words beside it or titles tell."""
    if fact.value != "parenchyma":
        return fact
    near = next((p for p in record.fields.items() if p[0] == fact.span.field), ("", ""))[1]
    about = "\n".join(passage.text for passage in (*record.titles, *record.topics))
    for text in (near[max(0, fact.span.start - 120) : fact.span.end + 120], about):
        code = (
            "intracerebral"
            if _BRAIN.search(text)
            else "intrahepatic"
            if re.search(r"\bliver|hepat|cirrho", text, re.IGNORECASE)
            else ""
        )
        if code:
            return replace(fact, value=code, label=vocabulary("routes").label(code))
    return fact


_OINTMENT = re.compile(
    r"\b(?:ointment|cream|gel|lotion|eye drops?|granules?|tablets?|steroids?)\b", re.IGNORECASE
)


_MEDICINE = re.compile(
    r"\b(?:immunoglobulin|antibiotic|contrast|saline|albumin|(?:pain|paralytic) (?:medications?|"
    r"agents?)|an(?:a)?esthe\w+|analges\w+)\b",
    re.IGNORECASE,
)

_DILUENT = re.compile(r"\bin (?:[\w%.]+ ){0,4}(?:saline|albumin)\b", re.IGNORECASE)


def _of_an_ointment(text: str, hit: Hit) -> bool:
    """Whether it is another medicine, named last before, that is put on the skin."""
    if hit.code != "intralesional":
        return False
    last = max((m.end() for m in _OINTMENT.finditer(text, 0, hit.start)), default=-1)
    return last >= 0 and not names_cells(text[last : hit.start])


def _is_route(text: str, hit: Hit, tier: int, only_gcsf: bool) -> bool:
    before, after = text[: hit.start], text[hit.end :]
    word = text[hit.start : hit.end]
    if word.upper() == "IV" and _ROMAN.search(before[-30:]):
        return False
    if word == "iv" and re.match(r"\s*[).:]", after):
        return False  # the fourth of "(i) … (ii) …"
    if hit.code == "peripheral_vein" and _DRAWN.search(text) and not _PUT_IN.search(text):
        return False
    if hit.code in {"subcutaneous", "oral"}:
        if not only_gcsf and hit.code == "subcutaneous":
            given = _OF_ANOTHER.match(after)
            return given is not None and names_cells(given["what"])
        return only_gcsf and hit.code == "subcutaneous"
    if _of_an_ointment(text, hit):
        return False
    if hit.code == "portal_vein" and (_PORTAL_VEIN_ITSELF.match(after) or _PATENT.search(before)):
        return False
    other = _OF_ANOTHER.match(after)
    if other and not names_cells(other["what"]) and _DRUG_NAME.match(other["what"]):
        return False
    if _MEDICINE.search(_DILUENT.sub("", after[:60])[:45]):
        return False
    if tier == 0:
        return not (collects(text) and "femoral" in text[hit.start : hit.end].lower())
    return GIVEN.search(text) is not None
