"""Why the liver is ill (aetiology), and how far (stage)."""

import re
from collections.abc import Iterable, Iterator

from harvest.evidence.reading.cues import Cue
from harvest.evidence.reading.fact import Fact, first_of_each
from harvest.evidence.reading.passages import Passage, RecordText, inclusion_end, sentences
from harvest.evidence.reading.sentences import own_sentences
from harvest.evidence.reading.vocabulary import Hit, vocabulary

_CUE_BEFORE = re.compile(
    r"(?:patients? (?:with|who|suffering|had)|subjects? with|due to|caused by|result\w* from|"
    r"secondary to|"
    r"on the basis of|infected with|related to|participants with|treatment of|treating|"
    r"cirrhosis of|in (?:the )?patients|children with|etiolog\w*|aetiolog\w*|because of|"
    r"diagnosed (?:as|with)|diagnosis of|refractory)"
    r"[^.;]{0,45}$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^[\s\-]*(?:virus|HBV|\(\w+\)|infection)?[\s\-\w]{0,12}"
    r"(?:related|induced|associated|cirrho|patients|infected|positive|decompensat|acute|"
    r"liver failure)",
    re.IGNORECASE,
)
_NOT_THE_CAUSE = re.compile(
    r"(?:\bnon-\w+ ?\(|\bwithout|\bexclud\w*|\bexcept(?: for)?|\bother than|\bnon-?|"
    r"\brather than|\bunrelated to|\bprevalence of|"
    r"\bnot (?:\w+ )?(?:caused|induced|due|related|associated|attribut\w+|result\w*|secondary)"
    r"\s*(?:by|to|with|from|of)?(?: (?:an?|the|chronic|acute))?|\bno|\bnot)\W*$",
    re.IGNORECASE,
)
# "hepatitis B and C" is two
_OTHER_VIRUSES = re.compile(
    r"(?:\s*virus(?:es)?)?(?:\s*(?:,\s*and|,\s*or|and/or|and|or|&|,|/)\s*(?P<one>[BCD])\b"
    r"(?![-'’]|\s*(?:cells?|reactive|class)\b))"
    r"(?:\s*(?:,\s*and|,\s*or|and|or|&|,|/)\s*(?P<two>[BCD])\b)?"
)
_NEGATED = re.compile(
    r"(?:\bno\b|\bnot\b|without|negative|absence|exclud|except|other than|rule[ds]? out|"
    r"free of|non-|"
    r"anti-HBV|history of alcohol|except for|never|co-?infection|HIV|autoantibod)",
    re.IGNORECASE,
)
_EPIDEMIOLOGY = re.compile(
    r"\b(?:estimated|prevalen|incidence|population|census|worldwide|global|annual|each year|"
    r"per year|(?:common|major|leading|main) (?:medical|cause|health|reason)|"
    r"\d\s?% of (?:the |all )?(?:\w+ )?(?:patients|people|population|adults|chronic|cases)|"
    r"million (?:people|patients|persons)|endemic)|million\) (?:is|are) infected",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:without|excluding|except|other than|no|non)[\s-]*$", re.IGNORECASE)
_OTHER_ORGAN = re.compile(r"\b(?:renal|kidney|pulmonary|lung|cardiac|splenic)\s+$", re.IGNORECASE)
_NAME_OF_MELD = re.compile(r"\b(?:model|mayo|score)\s+(?:for|of)?\s*(?:the\s+)?$", re.IGNORECASE)
_FORETOLD = re.compile(  # an event that is counted, foretold or prevented, not who takes part
    r"\b(?:effect\w*|risk\w*|predict\w*|incidence|incident|prevent\w*|occurrence|progression|"
    r"events?|"
    r"time to|reduc\w+|development)\b[^.;]{0,45}\b(?:of|on|to|for)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_TO_COME = re.compile(  # "risk of cirrhosis", "progression to liver failure": not who takes part
    r"\brisks? (?:of|for)\s+(?:[\w-]+,?\s+){0,9}$|\bprecursors? (?:\w+ )?of\s+$|"
    r"\b(?:prediction|predictive) (?:models?|scores?) (?:for|of)\s+(?:[\w-]+\s+){0,2}$|"
    r"\bnot associated with\s+(?:[\w-]+\s+){0,3}$|"
    r"\b(?:progress\w* (?:to|towards?|into)|develop(?:ing|ment of)|"
    r"predict(?:s|ed|ing|ion of|ors? of)?|incident|prevent(?:s|ing|ion of)?)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_LEFT_OUT = Cue(  # exclusions that a description tells
    r"\bexclu(?:d|sion)|\bnot eligible|\bineligible|\bmust not|"
    r"\bno (?:evidence|history|sign)s? of"
)
_NOT_OF_ALL = re.compile(  # one of several factors, or advice to some of the patients
    r"\s*(?:patients\s+)?(?:\((?:a|adjusted )?(?:OR|HR|RR|SHR|odds|hazard)\b|should\b)", re.I
)
_OF_TISSUE = re.compile(r"\s*(?:tissue|specimen|sample|cell|mice|rats?|model|liver tissue)", re.I)
_CAUSE_OF_DEATH = re.compile(r"\b(?:mortality|deaths?|died)\b[^.;]{0,60}$", re.IGNORECASE)
_LIVER = Cue(r"\bliver|hepat|cirrho|ascit|portal|biliary")
_NEEDS_LIVER = {
    "decompensated",
    "compensated",
    "alcohol",
    "fibrosis",
    "drug",
    "hereditary",
    "cystic_fibrosis",
    "schistosomiasis",
}  # words of other organs too
_VIRUSES = {"B": "HBV", "C": "HCV", "D": "HDV"}
_OF_PREGNANCY = re.compile(r"\s*(?:of|in) pregnan", re.IGNORECASE)
_PART_OF_A_VIRUS = re.compile(
    r"[\s-]*(?:virus|viral)?[\s-]*(?:genome|(?:surface |core |e )?antigens?|NS\d\w*|nucleotide|"
    r"polymerase|vaccine|particles?)\b(?!.*\b(?:patients|carriers|persons|children|adults)\b)",
    re.IGNORECASE,
)
_OTHER_ILLNESS = re.compile(
    r"\s*(?:pancreat|cardiomyopath|neuropath|polyneurop|brain|ketoacid|dementia|deliri|psychos)",
    re.IGNORECASE,
)
_ON_TERMS = re.compile(  # "participants with hepatitis B must be treated": who may have it besides
    r"[^.;\n]{0,50}\b(?:must (?:have|be (?:treated|on|receiv\w+))|should be (?:treated|on)|"
    r"(?:are|is|will be) (?:allowed|eligible|permitted)|may (?:be|enrol\w*|participate)|"
    r"can (?:be|enrol\w*|participate))\b",
    re.IGNORECASE,
)
_IN_SOME = re.compile(  # "the effect was more pronounced in HBV patients"
    r"\b(?:more|less) (?:pronounced|marked|frequent|common|evident) (?:in|among)\s+$", re.IGNORECASE
)
_PERHAPS = re.compile(r"\b(?:may|can|could|might) be\s+$", re.IGNORECASE)
_ANTIVIRAL = re.compile(r"^\s*(?:surface antibod|vaccin|immunoglobulin)", re.IGNORECASE)


def aetiologies(record: RecordText) -> tuple[Fact, ...]:
    """The causes of the liver disease that the study is about; none where the record names none."""
    named = vocabulary("aetiologies")
    tiers = [_plain(record)]
    if _about_the_liver(record) or record.kind == "article":
        tiers.append(_bodies(record))
    if _about_the_liver(record):  # elsewhere a criterion that names hepatitis is a blood test
        tiers.append(_eligibility(record))
    if record.kind == "article":
        tiers.append(_keywords(record))
    for tier in tiers:
        facts = [
            Fact("aetiology", hit.code, named.label(hit.code), passage.span(hit.start, hit.end))
            for passage, hit in tier
            if _of_the_liver(record, passage, hit)
        ]
        if facts:
            return first_of_each(facts)
    return ()


def _about_the_liver(record: RecordText) -> bool:
    """Whether titles or topics name the liver; else what a trial tells of it is earlier work."""
    causes = vocabulary("aetiologies")
    return any(
        _LIVER.search(passage.text) or causes.mentions(passage.text)
        for passage in (*record.titles, *record.topics)
    )


def _keywords(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    """Causes among the keywords of a paper, which its abstract, if it has one, names as well."""
    told = {hit.code for body in record.bodies for hit in vocabulary("aetiologies").find(body.text)}
    for passage, hit in _named_in(record.topics):
        if hit.code in told or not record.bodies:
            yield passage, hit


def _in_a_tube(text: str, hit: Hit) -> bool:
    """Whether a virus is studied, or a part of it, and nobody who has it: "hepatitis B antigen"."""
    return hit.code in _VIRUSES.values() and _PART_OF_A_VIRUS.match(text, hit.end) is not None


def _causes(text: str, hits: list[Hit]) -> list[Hit]:
    """The causes found in a text, with the second virus of "hepatitis B and C"."""
    found = list(hits)
    for hit in hits:
        more = _OTHER_VIRUSES.match(text, hit.end)
        if hit.code in _VIRUSES.values() and more and text[hit.end - 1] in _VIRUSES:
            for name in ("one", "two"):
                if letter := more[name]:
                    found.append(Hit(_VIRUSES[letter], more.start(name), more.end(name)))
    return sorted(found, key=lambda hit: hit.start)


def _of_the_liver(record: RecordText, passage: Passage, hit: Hit) -> bool:
    """Whether a word that is used of other organs too ("decompensated") is meant of the liver."""
    if hit.code == "MASH" and _OF_PREGNANCY.match(passage.text, hit.end):
        return False
    if hit.code not in _NEEDS_LIVER:
        return True
    if hit.code == "alcohol" and _OTHER_ILLNESS.match(passage.text, hit.end):
        return False
    near = passage.text[max(0, hit.start - 150) : hit.end + 150]
    about = "\n".join(p.text for p in (*record.titles, *record.topics))
    if hit.code == "hereditary":  # "hepatocytes" for a disorder of the urea cycle
        about += "\n".join(arm.text for arm in record.arms)
    return _LIVER.search(near) is not None or _LIVER.search(about) is not None


def _naming(record: RecordText) -> list[Passage]:
    """Titles, topics and the names of arms: what they name is what the study is about."""
    named = [p for arm in record.arms for p in arm.passages if p.field.endswith(("label", "name"))]
    # a keyword of a paper says what it is about, not whose illness
    topics = record.topics if record.kind == "trial" else ()
    return [*record.titles, *topics, *named]


def _plain(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    return _named_in(_naming(record))


def _named_in(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Hit]]:
    for passage in passages:
        for hit in _causes(passage.text, vocabulary("aetiologies").find(passage.text)):
            before = passage.text[max(0, hit.start - 60) : hit.start]
            if not (_NOT_THE_CAUSE.search(before) or _in_a_tube(passage.text, hit)):
                yield passage, hit


def _bodies(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    for passage in record.bodies:
        border = inclusion_end(passage.text)
        for start, _, sentence in own_sentences(passage, either=record.kind == "article"):
            if start >= border or _LEFT_OUT.search(sentence):
                continue
            hits = _causes(sentence, vocabulary("aetiologies").meant(sentence, passage.text))
            if not hits or _EPIDEMIOLOGY.search(sentence):
                continue  # how common a cause is says nothing of the patients of the study
            if len({hit.code for hit in hits}) > 3:
                continue  # a list of what may cause cirrhosis
            for hit in hits:
                before = sentence[max(0, hit.start - 60) : hit.start]
                denied = (
                    _NEGATED.search(before[-30:])
                    or _NOT_THE_CAUSE.search(before)
                    or _PERHAPS.search(before)
                    or _IN_SOME.search(before)
                )
                if _cued(sentence, hit) and not denied:
                    yield passage, Hit(hit.code, start + hit.start, start + hit.end)


def _cued(sentence: str, hit: Hit) -> bool:
    return (
        _CUE_BEFORE.search(sentence[: hit.start]) is not None
        or _CUE_AFTER.search(sentence[hit.end :]) is not None
    )


def _eligibility(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    passage = record.eligibility
    if passage is None:
        return
    text = passage.text[: inclusion_end(passage.text)]
    for start, end in sentences(text):
        line = text[start:end]
        hits = vocabulary("aetiologies").find(line)
        if not hits or _NEGATED.search(line):
            continue
        for hit in _causes(line, hits):
            if not (_ANTIVIRAL.match(line[hit.end :]) or _ON_TERMS.match(line, hit.end)):
                yield passage, Hit(hit.code, start + hit.start, start + hit.end)


def stages(record: RecordText) -> tuple[Fact, ...]:
    """The stage of disease: the specific ones, else "cirrhosis" where only that is named."""
    facts: list[Fact] = []
    for tier in (_plain_stages, _stage_bodies, _stage_eligibility, _stage_topics):
        if facts and tier is _stage_topics:
            break
        facts += [
            Fact(
                "stage", hit.code, vocabulary("stages").label(hit.code), p.span(hit.start, hit.end)
            )
            for p, hit in tier(record)
            if _of_the_liver(record, p, hit)
        ]
        specific = [fact for fact in facts if fact.value not in {"cirrhosis", "fibrosis"}]
        if specific:
            return first_of_each(_most_specific(specific))
    plain = [fact for fact in facts if fact.value == "cirrhosis"]
    return first_of_each(plain or facts)


def _most_specific(facts: list[Fact]) -> list[Fact]:
    names = {fact.value for fact in facts}
    general = {"liver_failure"} if names & {"ACLF", "ALF", "ESLD", "decompensated"} else set()
    return [fact for fact in facts if fact.value not in general]


def _stage_hits(text: str) -> Iterator[Hit]:
    """Stages named in a text.

    "Biliary cirrhosis" is the old name of PBC, "renal cirrhosis" another organ's, and "Model for
    End-Stage Liver Disease" the name of a score.
    """
    for hit in vocabulary("stages").find(text):
        before = text[max(0, hit.start - 80) : hit.start]
        if hit.code == "cirrhosis" and (
            re.search(r"biliary\s+$", before, re.IGNORECASE)
            or re.match(r",\s*biliary", text[hit.end :], re.IGNORECASE)
        ):
            continue
        named: tuple[re.Pattern[str], ...] = (_OTHER_ORGAN, _NAME_OF_MELD, _DENIED, _TO_COME)
        if re.match(r"(?:hepatic )?decompensation\b", text[hit.start : hit.end], re.IGNORECASE):
            named = (*named, _FORETOLD)
        if not any(pattern.search(before) for pattern in named):
            yield hit


def _shifted(hit: Hit, start: int) -> Hit:
    return Hit(hit.code, hit.start + start, hit.end + start)


def _plain_stages(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    for passage in _naming(record):
        for hit in _stage_hits(passage.text):
            yield passage, hit


def _stage_bodies(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    about = _about_the_liver(record)
    if not about and record.kind == "trial":
        return
    for passage in record.bodies:
        border = inclusion_end(passage.text)
        doing = {start for start, _, _ in own_sentences(passage)}
        for start, _, sentence in own_sentences(passage, either=record.kind == "article"):
            if start >= border or _LEFT_OUT.search(sentence):
                continue
            for hit in _stage_hits(sentence):
                plain = hit.code in {"cirrhosis", "fibrosis"} and about and start in doing
                if (
                    _OF_TISSUE.match(sentence, hit.end)
                    or _NOT_OF_ALL.match(sentence, hit.end)
                    or _CAUSE_OF_DEATH.search(sentence[: hit.start])
                ):
                    continue
                if plain or _CUE_BEFORE.search(sentence[: hit.start]):
                    yield passage, _shifted(hit, start)


def _stage_topics(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    if record.kind != "article":
        return
    told = {hit.code for body in record.bodies for hit in vocabulary("stages").find(body.text)}
    for passage in record.topics:
        for hit in _stage_hits(passage.text):
            if hit.code in told or not record.bodies:
                yield passage, hit


def _stage_eligibility(record: RecordText) -> Iterator[tuple[Passage, Hit]]:
    passage = record.eligibility
    if passage is None or not _about_the_liver(record):
        return
    text = passage.text[: inclusion_end(passage.text)]
    for start, end in sentences(text):
        hits = list(_stage_hits(text[start:end]))
        if hits and not _NEGATED.search(text[start:end]):
            for hit in hits:
                yield passage, _shifted(hit, start)
