"""A study of ISRCTN as rows."""

from hashlib import sha256

from harvest.errors import RecordError
from harvest.records import Digest, Raw, Record
from harvest.rows.notes import TrialNote, noted
from harvest.rows.trial import Trial, led, sparse
from harvest.sources.isrctn import children
from harvest.sources.isrctn.status import Status, status
from harvest.sources.isrctn.study import WORDS, Study, open_study, plain
from harvest.text import line

REGISTRY = "isrctn"
"""Its code in ``db/vocabularies/registries.csv``."""
PAGE = "https://www.isrctn.com/"
_MOST = 10_000_000
"""No trial enrols so many."""


def digest(body: bytes) -> Digest:
    """What the record says, and, apart from it, the status that follows from its dates that day."""
    study = open_study(body)
    on_that_day = status(study)
    said = sha256(plain(study.whole).encode()).hexdigest()
    return Digest(said, (on_that_day.code or "") if on_that_day.by_dates else "")


def normalise(raw: Raw) -> Record:
    """The rows of a study; a word that we have no code for stays as it is and is noted."""
    study = open_study(raw.body)
    digits = study.text("isrctn")
    if digits is None or not digits.removeprefix("ISRCTN").strip().isdecimal():
        raise RecordError(raw.id, "isrctn: no number of eight digits")
    key = f"ISRCTN{digits.removeprefix('ISRCTN').strip()}"
    standing = status(study)
    sponsors = children.sponsors(key, study)
    ids = children.numbers(key, study)
    trial = led(_trial(key, study, standing), sponsors)._replace(
        org_study_id=next((each.id for each in ids if each.kind == "org_study"), None)
    )
    tables = {
        "trials": (trial,),
        "conditions": children.conditions(key, study),
        "trial_keywords": children.keywords(key, study),
        "interventions": children.interventions(key, study),
        "outcomes": children.outcomes(key, study),
        "locations": children.locations(key, study),
        "sponsors": sponsors,
        "trial_ids": ids,
        "trial_references": children.references(key, study),
        "see_also": children.links(key, study),
        "trial_documents": children.documents(key, study),
        "trial_notes": _notes(key, trial, study, standing),
    }
    return Record(
        "trial",
        key,
        trial.last_updated,
        {name: rows for name, rows in tables.items() if rows},
        drift=tuple(study.drift),
        computed=frozenset({"status"} if standing.by_dates else ()),
    )


def _trial(key: str, study: Study, standing: Status) -> Trial:
    design = "trialDesign/interventionalTrialDesign"
    enrolled, kind, flag = _size(study)
    posted = study.element("isrctn")
    return sparse(
        key,
        REGISTRY,
        brief_title=_one_line(study.text("trialDescription/title")),
        official_title=_one_line(study.text("trialDescription/scientificTitle")),
        acronym=_one_line(study.text("trialDescription/acronym")),
        status=standing.code,
        why_stopped=study.text("trialDesign/reasonAbandoned"),
        study_type=study.code(
            "study_types",
            study.text("trialDesign/primaryStudyDesign"),
            "trialDesign/primaryStudyDesign",
        ),
        phase=_phase(study),
        enrollment=enrolled,
        enrollment_type=kind,
        enrollment_flag=flag,
        start_date=_day(study, "participants/recruitmentStart"),
        completion_date=_day(study, "trialDesign/overallEndDate"),
        first_posted=study.day(
            posted.get("dateAssigned") if posted is not None else None, "isrctn/@dateAssigned"
        ),
        last_updated=study.day(study.trial.get("lastUpdated"), "trial/@lastUpdated"),
        brief_summary=study.text("trialDescription/plainEnglishSummary"),
        detailed_description=study.text("trialDescription/studyHypothesis"),
        allocation=_allocation(study),
        masking=study.code("maskings", study.text(f"{design}/masking"), f"{design}/masking"),
        intervention_model=study.code(
            "intervention_models", study.text(f"{design}/assignment"), f"{design}/assignment"
        ),
        intervention_model_description=study.text("trialDesign/studyDesign"),
        primary_purpose=_purpose(study),
        eligibility_criteria=_criteria(study),
        sex=study.code("sexes", study.text("participants/gender"), "participants/gender"),
        minimum_age=_one_line(study.text("participants/lowerAgeLimit")),
        maximum_age=_one_line(study.text("participants/upperAgeLimit")),
        std_ages=_ages(study),
        healthy_volunteers=_healthy(study),
        ipd_sharing=study.code(
            "yes_no", study.text("miscellaneous/ipdSharingPlan"), "miscellaneous/ipdSharingPlan"
        ),
        ipd_description=study.text("results/ipdSharingStatement"),
        has_results=int(any(study.text(f"results/{part}") for part in _REPORTS)),
        url=f"{PAGE}{key}",
    )


def _notes(key: str, trial: Trial, study: Study, standing: Status) -> tuple[TrialNote, ...]:
    places = study.texts("participants/recruitmentCountries/country")
    told: list[tuple[str, str | None, str | None]] = [
        ("status", trial.status, standing.word),
        ("study_type", trial.study_type or "", study.text("trialDesign/primaryStudyDesign")),
        ("phase", trial.phase, next(iter(study.texts("interventions/intervention/phase")), None)),
        ("sex", trial.sex, study.text("participants/gender")),
        *(("country", children.country_of(place), place) for place in places),
    ]
    return noted(key, told)


_REPORTS = ("basicReport", "plainEnglishReport")


def _one_line(text: str | None) -> str | None:
    return line(text) if text else None


def _day(study: Study, path: str) -> str | None:
    return study.day(study.text(path), path)


def _phase(study: Study) -> str | None:
    """The phase that an intervention says; of several that of the first."""
    path = "interventions/intervention/phase"
    for word in study.texts(path):
        if WORDS.code("no_phases", word) is None:
            return study.code("phases", word, path)
    return None


def _size(study: Study) -> tuple[int | None, str | None, str | None]:
    """How many took part, else how many are wanted; and why a number is not believed."""
    for path, kind in (("totalFinalEnrolment", "ACTUAL"), ("targetEnrolment", "ESTIMATED")):
        text = study.text(f"participants/{path}")
        if text is None:
            continue
        digits = text.replace(",", "").strip()
        if digits.isdecimal() and len(digits) < 12 and int(digits) <= _MOST:
            return int(digits), kind, None
        study.note(f"participants/{path}", text)
        return None, None, f"not a number of participants: {line(text, 60)}"
    return None, None, None


def _allocation(study: Study) -> str | None:
    """What the design says of it, else the kind of trial where that settles it."""
    path = "trialDesign/interventionalTrialDesign/allocation"
    if word := study.text(path):
        return study.code("allocations", word, path)
    return WORDS.code("allocations", study.text("trialDesign/secondaryStudyDesign"))


def _purpose(study: Study) -> str | None:
    """The first purpose that is named."""
    for path in (
        "trialDesign/interventionalTrialDesign/purposes/purpose",
        "trialDesign/trialTypes/trialType",
    ):
        for word in study.texts(path):
            return study.code("purposes", word, path)
    return None


def _criteria(study: Study) -> str | None:
    parts = [
        f"{heading}:\n\n{text}"
        for heading, text in (
            ("Inclusion Criteria", study.text("participants/inclusion")),
            ("Exclusion Criteria", study.text("participants/exclusion")),
        )
        if text
    ]
    return "\n\n".join(parts) or None


def _ages(study: Study) -> str | None:
    path = "participants/ageRange"
    codes = [study.code("age_groups", word, path) for word in study.texts(path)]
    return "|".join(dict.fromkeys(filter(None, codes))) or None


def _healthy(study: Study) -> int | None:
    """1 where healthy people take part; what is not said stays open."""
    kinds = study.texts("participants/participantTypes/participantType")
    return 1 if any("healthy volunteer" in kind.lower() for kind in kinds) else None
