"""The texts of a trial that hold several things: conditions, interventions, outcomes, the design.

Each registry writes them in its own way into the one cell that WHO has for them.
"""

import re
from collections.abc import Iterator

from harvest.rows import Intervention
from harvest.sources.ictrp.values import parts, said
from harvest.vocabularies import OwnWords

_WHOLE = frozenset({"isrctn"})
"""Registries whose outcomes are prose, in which a semicolon ends nothing"""

_CONDITION = re.compile(r"(?:Health Condition ?[0-9]+|Therapeutic area)\s*:\s*", re.IGNORECASE)
_CODED = re.compile(
    r"(?:MedDRA version|Level|Classification code|Term|System Organ Class|Therapeutic area)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?:Control )?Intervention ?[0-9]+\s*:\s*", re.IGNORECASE)
_PRODUCT = re.compile(r"(?:Trade Name|Product Name)\s*:\s*(.+)", re.IGNORECASE)
_BY_GROUP = re.compile(r"([^:]{1,200}?)\s*[:：]\s*(.+)", re.DOTALL)
# India's registry has no blank before the label, as "MELD scoreTimepoint: 24 weeks".
_TIME = re.compile(r"[.\s]*(?:\b(?i:time ?points?)|(?<=[a-z0-9)%])Time ?[Pp]oints?)\s*:\s*")
_METHOD = re.compile(
    r"[.\s]*(?:\b(?i:method of measurement)|(?<=[a-z0-9)%])Method of measurement)\s*:\s*"
)
_IN_BRACKETS = re.compile(r"(.+?)\s*\[([^\[\]]+)\]\s*[.;]?", re.DOTALL)
_EU = re.compile(
    r"(Main Objective|Secondary Objective|Primary end point\(s\)|Secondary end point\(s\)"
    r"|Timepoint\(s\) of evaluation of this end point)\s*:",
    re.IGNORECASE,
)
_LEBANON = re.compile(r"(Name|Time ?points|Measure)\s*:", re.IGNORECASE)
_DESIGN = {
    "allocations": re.compile(r"(?:Allocation|Randomi[sz]ation)\s*:\s*([^.,;:]+)", re.IGNORECASE),
    "intervention_models": re.compile(
        r"(?:Intervention model|Assignment)\s*:\s*([^.,;:]+)", re.IGNORECASE
    ),
    "purposes": re.compile(r"Purpose\s*:\s*([^.,;:]+)", re.IGNORECASE),
    "maskings": re.compile(r"(?:Masking|Blinding)\s*:\s*([^.,;:]+)", re.IGNORECASE),
}

_EU_DESIGN = {
    "allocations": (("randomised", "RANDOMIZED"),),
    "maskings": (("open", "NONE"), ("single blind", "SINGLE"), ("double blind", "DOUBLE")),
    "intervention_models": (("parallel group", "PARALLEL"), ("cross over", "CROSSOVER")),
}
"""What the form of the EU's register asks with yes or no. A no says little: many are left at it."""
_EU_ANSWER = re.compile(
    r"(Randomised|Open|Single blind|Double blind|Parallel group|Cross over)\s*:\s*yes",
    re.IGNORECASE,
)

Measured = tuple[str, str | None, str | None]
"""An outcome: what is measured, how, and when."""


def conditions(text: str | None) -> list[str]:
    """The conditions, each once; the codes of the EU's dictionary are left out."""
    found: dict[str, None] = {}
    for item in parts(text):
        name = _CONDITION.sub("", item).strip(" .")
        if name and not _CODED.match(item):
            found[name] = None
    return list(found)


def interventions(
    key: str, registry: str, text: str | None, words: OwnWords
) -> Iterator[Intervention]:
    """The interventions: by type at ClinicalTrials.gov, by arm at ChiCTR, by number in India and
    Iran, by product in the EU; else as one text."""
    if text is None:
        return
    found: list[tuple[str | None, str, str | None]]
    if registry == "nct":
        found = [_typed(item, words) for item in parts(text)]
    elif registry == "chictr":
        found = [_of_group(item) for item in parts(text)]
    elif registry in {"eudract", "ctis"}:
        names = dict.fromkeys(name.strip() for name in _PRODUCT.findall(text))
        found = [(None, name, None) for name in names] or [(None, _one_line(text), None)]
    else:
        items = [_one_line(item) for item in _NUMBERED.split(text)]
        found = [(None, item, None) for item in items if said(item) is not None]
    for place, (kind, name, described) in enumerate(dict.fromkeys(found), 1):
        yield Intervention(key, place, kind, name, described, None)


def _typed(item: str, words: OwnWords) -> tuple[str | None, str, str | None]:
    word, colon, name = item.partition(":")
    code = words.code("intervention_types", word) if colon else None
    return (code, name.strip(), None) if code else (None, item, None)


def _of_group(item: str) -> tuple[str | None, str, str | None]:
    match = _BY_GROUP.fullmatch(item)
    return (None, match[2], match[1]) if match else (None, item, None)


def outcomes(registry: str, text: str | None) -> list[Measured]:
    """The outcomes of one kind."""
    if text is None:
        return []
    if registry in {"eudract", "ctis"}:
        return _european(text)
    if registry == "lbctr":
        return _lebanese(text)
    if registry in _WHOLE:
        return [(_one_line(text), None, None)]
    return [measured for item in parts(text) if (measured := _measured(item))[0]]


def _measured(item: str) -> Measured:
    how = when = None
    rest, *after = _METHOD.split(item, maxsplit=1)
    if after:
        how = after[0].strip(" .") or None
    rest, *after = _TIME.split(rest, maxsplit=1)
    if after:
        when = after[0].strip(" .") or None
    elif bracket := _IN_BRACKETS.fullmatch(rest):
        rest, when = bracket[1], bracket[2].strip()
    return rest.strip(), how, when


def _european(text: str) -> list[Measured]:
    """The end points, and when each is looked at; the objectives stand beside as what they are."""
    split = _EU.split(text)
    told = {
        label.lower(): _one_line(value).rstrip("; ")
        for label, value in zip(split[1::2], split[2::2], strict=True)
    }
    when = told.get("timepoint(s) of evaluation of this end point") or None
    for label in ("primary end point(s)", "secondary end point(s)"):
        if found := told.get(label):
            return [(found, told.get("main objective") or None, when)]
    if objective := told.get("main objective"):
        return [(objective, None, when)]
    whole = _one_line(text) if not told else ""
    return [(whole, None, None)] if whole else []


def _lebanese(text: str) -> list[Measured]:
    found: list[Measured] = []
    split = _LEBANON.split(text)
    for label, value in zip(split[1::2], split[2::2], strict=True):
        told = _one_line(value).strip("; ") or None
        if label.lower() == "name" and told:
            found.append((told, None, None))
        elif found and told:
            name, how, when = found[-1]
            found[-1] = (name, told, when) if label.lower() == "measure" else (name, how, told)
    return found or [(_one_line(text), None, None)]


def design(text: str | None, words: OwnWords) -> dict[str, str | None]:
    """What the design says by the labels that registries share, as codes; unknown words as None."""
    found: dict[str, str | None] = {}
    for vocabulary, pattern in _DESIGN.items():
        match = pattern.search(text or "")
        word = match[1].strip() if match else None
        found[vocabulary] = words.code(vocabulary, word) or words.code(
            vocabulary, (word or "").partition("(")[0]
        )
    if found["intervention_models"] is None:
        found["intervention_models"] = words.code("intervention_models", text)
    answered = {" ".join(each.lower().split()) for each in _EU_ANSWER.findall(text or "")}
    for vocabulary, asked in _EU_DESIGN.items():
        said = [code for question, code in asked if question in answered]
        if found[vocabulary] is None and len(said) == 1:
            found[vocabulary] = said[0]
    return {name: code or None for name, code in found.items()}


def _one_line(text: str) -> str:
    return " ".join(text.split())
