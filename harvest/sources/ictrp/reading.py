"""A trial of WHO's export as rows.

Words become codes by ``words.toml``; one that is not there stays as it is and is reported.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from harvest.identifiers import canonical, home, registries, trials_in
from harvest.records import Drift, Raw, Record
from harvest.rows import Arm, Condition, Location, Outcome, SeeAlso, Sponsor, TrialId, TrialKeyword
from harvest.rows.notes import TrialNote, noted
from harvest.rows.trial import GROUPED_BY_WHO, Trial, sparse
from harvest.sources.ictrp import values
from harvest.sources.ictrp.body import Kept, loads
from harvest.sources.ictrp.countries import countries
from harvest.sources.ictrp.cuts import cut_end
from harvest.sources.ictrp.parts import conditions, design, interventions, outcomes
from harvest.vocabularies import own_words

_WORDS = own_words(Path(__file__).with_name("words.toml"))
_CANCELLED = re.compile(
    r"\W*((?:cancell?ed|withdrawn) by (?:the )?(?:principal )?"
    r"(?:investigator|researcher|applicant|sponsor)s?)\b",
    re.IGNORECASE,
)
_PAGE = re.compile(r"https?://([\w.-]+)(?=[/:?#]|$)", re.IGNORECASE)
_TEXTS = {
    "brief_title": ("publictitle",),
    "official_title": ("scientifictitle",),
    "intervention_model_description": ("studydesign",),
    "eligibility_criteria": ("inclusioncriteria", "exclusioncriteria"),
    "interventions": ("interventions",),
}
"""Where the texts go that WHO may have cut"""
_OF_COUNTRY = "may be the number in its country alone; WHO's copy does not say"
_START = {"actual": "ACTUAL", "anticipated": "ESTIMATED"}


class _Reader:
    """One trial, and what was met in it that the program does not know."""

    def __init__(self, kept: Kept) -> None:
        self._fields = kept.fields
        self.drift = [Drift(name, kept.fields.get("trialid", "")) for name in kept.unknown]

    def raw(self, name: str) -> str | None:
        return values.said(self._fields.get(name))

    def text(self, name: str) -> str | None:
        return values.text(self._fields.get(name))

    def line(self, name: str) -> str | None:
        return values.line(self._fields.get(name))

    def parts(self, name: str, *, lines: bool = True) -> list[str]:
        return values.parts(self._fields.get(name), lines=lines)

    def note(self, name: str, example: str) -> None:
        self.drift.append(Drift(name, example[:200]))

    def code(self, vocabulary: str, name: str) -> str | None:
        """The code of a word, the word itself where there is none for it."""
        word = self.line(name)
        if word is None:
            return None
        found = _WORDS.code(vocabulary, word)
        if found is None:
            self.note(name, word)
        if found == "" and vocabulary == "statuses":
            return word.capitalize()  # the portal writes "Not recruiting" and "Not Recruiting"
        return found or word

    def date(self, name: str) -> str | None:
        word = self.raw(name)
        found = values.date(word)
        if word and found is None:
            self.note(name, word)
        return found

    def numbers(self, name: str) -> list[str]:
        return values.numbers(self._fields.get(name))

    def age(self, name: str) -> str | None:
        word = self.line(name)
        found = values.age(word)
        if name == "agemax" and found == "0 Years":
            return None  # "no upper limit", where a form asks for a number
        if found and not values.is_age(found):
            self.note(name, found)
        return found


def normalise(raw: Raw) -> Record:
    """The rows of a trial. Raises RecordError for what is no trial of an export."""
    kept = loads(raw.body)
    key, reader = kept.key, _Reader(kept)
    registry = _registry(key, reader)
    total, arms = values.size(reader.raw("targetsize"))
    trial = _trial(key, registry, reader, total)
    labels = [
        Arm(key, n, name, None, f"{many:,} planned", None) for n, (name, many) in enumerate(arms, 1)
    ]
    tables = {
        "trials": (trial,),
        "conditions": tuple(
            Condition(key, n, name)
            for n, name in enumerate(conditions(reader.text("conditions")), 1)
        ),
        "trial_keywords": tuple(
            TrialKeyword(key, n, word) for n, word in enumerate(reader.parts("keywords"), 1)
        ),
        "arms": tuple(labels),
        "interventions": tuple(interventions(key, registry, reader.text("interventions"), _WORDS)),
        "outcomes": tuple(_outcomes(key, registry, reader)),
        "locations": tuple(_locations(key, reader)),
        "sponsors": tuple(_sponsors(key, reader)),
        "trial_ids": tuple(_numbers(key, reader)),
        "see_also": tuple(_links(key, reader)),
        "trial_notes": _notes(key, trial, reader),
    }
    return Record("trial", key, kept.exported[:10], tables, drift=tuple(reader.drift))


def _registry(key: str, reader: _Reader) -> str:
    found = trials_in(key)
    if found and found[0].id == key:
        return found[0].registry
    reader.note("trialid", key)
    word = (reader.line("sourceregister") or "").lower()
    known = {each.title.lower(): each.name for each in registries() if each.kind == "trial"}
    return known.get(word, "ictrp")


def _trial(key: str, registry: str, reader: _Reader, total: int | None) -> Trial:
    public, scientific = reader.line("publictitle"), reader.line("scientifictitle")
    status = reader.code("statuses", "recruitmentstatus")
    cancelled = _CANCELLED.match(public or "") or _CANCELLED.match(scientific or "")
    if cancelled:
        status = "WITHDRAWN"
    actual, _ = values.size(reader.raw("resultsactualenrollment"))
    size, size_type = (actual, "ACTUAL") if actual is not None else (total, "ESTIMATED")
    is_share = registry == "eudract" and actual is None and total is not None
    if reader.raw("targetsize") and total is None:
        reader.note("targetsize", reader.raw("targetsize") or "")
    start, start_type = _start(registry, reader)
    day = reader.raw("dateregistration3")
    model = reader.line("studydesign")
    designed = design(model, _WORDS)
    return sparse(
        key,
        registry,
        nct_id=key if registry == "nct" else None,
        org_study_id=next(
            (n for n in reader.numbers("secondaryids") if canonical(n) is None), None
        ),
        brief_title=public or scientific,
        official_title=scientific,
        acronym=reader.line("acronym"),
        status=status,
        why_stopped=cancelled[1] if cancelled else None,
        study_type=reader.code("study_types", "studytype"),
        phase=_phase(reader),
        enrollment=size,
        enrollment_type=size_type if size is not None else None,
        enrollment_flag=_OF_COUNTRY if is_share else None,
        start_date=start,
        start_date_type=start_type,
        completion_date=reader.date("resultsdatecompleted"),
        first_posted=(values.date(day) if day else None) or reader.date("dateregistration"),
        results_first_posted=reader.date("resultsdateposted"),
        lead_sponsor=reader.line("primarysponsor"),
        allocation=designed.get("allocations"),
        intervention_model=designed.get("intervention_models"),
        intervention_model_description=model,
        primary_purpose=designed.get("purposes"),
        masking=designed.get("maskings"),
        eligibility_criteria=_criteria(reader),
        sex=_sex(reader),
        minimum_age=reader.age("agemin"),
        maximum_age=reader.age("agemax"),
        ipd_sharing=_ipd(reader),
        ipd_description=reader.text("resultsipddescription"),
        has_results=int(
            (reader.raw("resultsyesno") or "").lower() == "yes"
            or reader.raw("resultsurllink") is not None
        ),
        url=_address(reader.raw("url")) or home(key) or "",
    )


def _address(given: str | None) -> str | None:
    """The page at the registry, at the host where the registry is now."""
    found = _PAGE.match(given or "")
    if given is None or found is None:
        return None
    now = _WORDS.code("moved_hosts", found[1])
    return given.replace(found[1], now, 1) if now else given


def _ipd(reader: _Reader) -> str | None:
    plan = (reader.line("resultsipdplan") or "").upper()
    return plan if plan in {"YES", "NO", "UNDECIDED"} else None


def _start(registry: str, reader: _Reader) -> tuple[str | None, str | None]:
    """The start of enrolment. What the EU's register gives is the day of the authorisation."""
    kind = (reader.raw("typeenrolment") or "").lower()
    if registry == "eudract" or kind == "date trial authorised":
        return None, None
    found = reader.date("dateenrollement")
    return found, _START.get(kind) if found else None


def _phase(reader: _Reader) -> str | None:
    word = reader.line("phase")
    if word is None or _WORDS.code("no_phases", word) is not None:
        return None
    sentence = values.phases(word)
    return reader.code("phases", "phase") if sentence is None else sentence or None


def _sex(reader: _Reader) -> str | None:
    if _WORDS.code("no_sexes", reader.line("gender")) is not None:
        return None
    return reader.code("sexes", "gender")


def _criteria(reader: _Reader) -> str | None:
    found = []
    for heading, name in (
        ("Inclusion Criteria", "inclusioncriteria"),
        ("Exclusion Criteria", "exclusioncriteria"),
    ):
        if told := reader.text(name):
            headed = told.lower().startswith(heading.lower())
            found.append(told if headed else f"{heading}:\n{told}")
    return "\n\n".join(found) or None


def _outcomes(key: str, registry: str, reader: _Reader) -> list[Outcome]:
    return [
        Outcome(key, kind, n, *each)
        for kind, name in (("primary", "primaryoutcome"), ("secondary", "secondaryoutcomes"))
        for n, each in enumerate(outcomes(registry, reader.text(name)), 1)
    ]


def _notes(key: str, trial: Trial, reader: _Reader) -> tuple[TrialNote, ...]:
    told: list[tuple[str, str | None, str | None]] = [
        ("status", trial.status or "", reader.line("recruitmentstatus")),
        ("study_type", trial.study_type or "", reader.line("studytype")),
        ("phase", trial.phase or "", reader.line("phase")),
        ("sex", trial.sex or "", reader.line("gender")),
        ("minimum_age", trial.minimum_age, reader.line("agemin")),
        ("maximum_age", trial.maximum_age, reader.line("agemax")),
    ]
    for word in reader.parts("countries"):
        found = countries(word)
        if len(found) == 1 and found[0][1]:
            told.append(("country", found[0][0], word))
    return noted(key, told, _cut(trial.registry, reader))


def _cut(registry: str, reader: _Reader) -> Iterator[tuple[str, str]]:
    for field, names in _TEXTS.items():
        for name in names:
            if end := cut_end(registry, name, reader.raw(name)):
                yield field, end


def _locations(key: str, reader: _Reader) -> list[Location]:
    names: dict[str, None] = {}
    for word in reader.parts("countries"):
        for name, known in countries(word):
            if not known:
                reader.note("countries", name)
            names[name] = None
    return [
        Location(key, n, None, None, None, None, name, None, None, None)
        for n, name in enumerate(names, 1)
    ]


def _sponsors(key: str, reader: _Reader) -> list[Sponsor]:
    lead = reader.line("primarysponsor")
    others = [each for each in reader.parts("secondarysponsors") if each != lead]
    named = [("lead", lead)] if lead else []
    named += [("collaborator", each) for each in dict.fromkeys(others)]
    return [Sponsor(key, n, role, name, None) for n, (role, name) in enumerate(named, 1)]


def _numbers(key: str, reader: _Reader) -> list[TrialId]:
    """Every other number, and what WHO groups with the trial: in which direction says nothing."""
    org = next((n for n in reader.numbers("secondaryids") if canonical(n) is None), None)
    found: dict[str, TrialId] = {}
    given: list[tuple[str, str | None]] = [
        (each, None) for each in (*reader.numbers("secondaryids"), *reader.numbers("utrn"))
    ]
    grouped = [*reader.parts("childs"), *reader.parts("bridgingflag")]
    given += [(each, GROUPED_BY_WHO) for each in grouped if each.upper() not in {"FALSE", "TRUE"}]
    for word, domain in given:
        known = trials_in(word)
        number = known[0].id if domain and known else word
        if number != key and number not in found:
            kind = "org_study" if number == org else "secondary"
            found[number] = TrialId(key, len(found) + 1, kind, number, None, domain, None)
    return list(found.values())


def _links(key: str, reader: _Reader) -> list[SeeAlso]:
    found = [
        ("Results", reader.raw("resultsurllink")),
        ("Protocol", reader.raw("resultsurlprotocol")),
    ]
    told = [(label, link) for label, link in found if link and link.startswith("http")]
    return [
        SeeAlso(key, n, "link", label, link, None, None) for n, (label, link) in enumerate(told, 1)
    ]
