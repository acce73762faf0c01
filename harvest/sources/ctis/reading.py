"""A trial of CTIS as rows."""

import json
from hashlib import sha256

from harvest.records import Digest, Raw, Record
from harvest.rows import Trial as Row
from harvest.rows.notes import TrialNote, noted
from harvest.rows.trial import led, sparse
from harvest.sources.ctis import children
from harvest.sources.ctis.record import (
    WORDS,
    Trial,
    country_of,
    mapping,
    mappings,
    one_line,
    open_trial,
    text,
)
from harvest.sources.ctis.status import starts, status, word_of

REGISTRY = "ctis"
"""Its code in ``db/vocabularies/registries.csv``."""
PAGE = "https://euclinicaltrials.eu/ctis-public/view/"
_MOST = 10_000_000
"""No trial enrols so many."""


def digest(body: bytes) -> Digest:
    """What the trial says, whatever the order of its fields; not when it was put out."""
    trial = open_trial(body)
    said = [
        {k: v for k, v in part.items() if k not in _OF_THE_DAY} for part in (trial.row, trial.told)
    ]
    return Digest(sha256(json.dumps(said, sort_keys=True).encode()).hexdigest())


_OF_THE_DAY = ("publishDate", "lastPublicationUpdate", "record_last_import")


def normalise(raw: Raw) -> Record:
    """The rows of a trial; a word that we have no code for stays as it is and is noted."""
    trial = open_trial(raw.body)
    sponsors = children.sponsors(trial)
    row = led(_row(trial), sponsors)
    tables = {
        "trials": (row,),
        "conditions": children.conditions(trial),
        "trial_keywords": children.keywords(trial),
        "interventions": children.interventions(trial),
        "outcomes": children.outcomes(trial),
        "locations": children.locations(trial),
        "sponsors": sponsors,
        "trial_ids": children.numbers(trial),
        "trial_documents": children.documents(trial),
        "trial_notes": _notes(trial, row),
    }
    return Record(
        "trial",
        trial.key,
        row.last_updated,
        {name: rows for name, rows in tables.items() if rows},
        drift=tuple(dict.fromkeys(trial.drift)),
    )


def _row(trial: Trial) -> Row:
    info, names = trial.information, trial.identifiers
    people = mapping(info, "populationOfTrialSubjects")
    aims = mapping(info, "trialObjective")
    size, flag = _size(trial)
    began, began_type = _start(trial)
    ends, ends_type = _end(trial)
    short = one_line(names.get("shortTitle"))
    return sparse(
        trial.key,
        REGISTRY,
        brief_title=one_line(names.get("publicTitle")) or one_line(trial.row.get("ctTitle")),
        official_title=one_line(names.get("fullTitle")),
        acronym=None if short and children.PROTOCOL_CODE.search(short) else short,
        status=status(trial),
        study_type="INTERVENTIONAL",
        phase=_phase(trial),
        enrollment=size,
        enrollment_type="ESTIMATED" if size is not None else None,
        enrollment_flag=flag,
        start_date=began,
        start_date_type=began_type,
        completion_date=ends,
        completion_date_type=ends_type,
        last_updated=trial.day(
            trial.row.get("lastUpdated") or trial.told.get("lastUpdated"), "lastUpdated"
        ),
        brief_summary=text(aims.get("mainObjective")),
        detailed_description="\n".join(
            children.numbered(mappings(aims, "secondaryObjectives"), "secondaryObjective")
        )
        or None,
        eligibility_criteria=_criteria(trial),
        sex=_sex(people.get("isFemaleSubjects"), people.get("isMaleSubjects")),
        std_ages=_ages(trial),
        healthy_volunteers=_healthy(trial),
        has_results=int(_has_results(trial)),
        url=f"{PAGE}{trial.number}",
    )


def _notes(trial: Trial, row: Row) -> tuple[TrialNote, ...]:
    listed = trial.row.get("trialCountries")
    named = [each.get("mscName") for each in mappings(trial.application, "memberStatesConcerned")]
    named += [each.partition(":")[0] for each in listed or () if isinstance(each, str)]
    told: list[tuple[str, str | None, str | None]] = [
        ("status", row.status, word_of(trial)),
        ("phase", row.phase, one_line(trial.row.get("trialPhase"))),
        *(("country", country_of(name), one_line(name)) for name in named),
    ]
    return noted(trial.key, told)


def _phase(trial: Trial) -> str | None:
    if word := one_line(trial.row.get("trialPhase")):
        found = WORDS.code("phases", word)
        if found is None:
            trial.note("trialPhase", word)
        return found or word
    given = mapping(trial.information, "trialCategory").get("trialPhase")
    return WORDS.code("phase_codes", None if given is None else str(given))


def _size(trial: Trial) -> tuple[int | None, str | None]:
    """How many are planned, in spite of the field's name; and why a number is not believed."""
    given = trial.row.get("totalNumberEnrolled")
    if given is None or given == "":
        return None, None
    if str(given).isdecimal() and int(given) <= _MOST:
        return int(given), None
    trial.note("totalNumberEnrolled", str(given))
    return None, f"not a number of participants: {str(given)[:60]}"


def _start(trial: Trial) -> tuple[str | None, str | None]:
    """The first day in any country; else the one that is planned."""
    told = starts(trial)
    day = trial.day(trial.row.get("startDateEU") or trial.told.get("startDateEU"), "startDateEU")
    if told or day:
        return min([*told, *([day] if day else [])]), "ACTUAL"
    planned = mapping(trial.information, "trialDuration").get("estimatedRecruitmentStartDate")
    found = trial.day(planned, "trialDuration/estimatedRecruitmentStartDate")
    return found, "ESTIMATED" if found else None


def _end(trial: Trial) -> tuple[str | None, str | None]:
    """The end everywhere, once it is told; else the one planned, everywhere or in the EU."""
    told = trial.application.get("trialGlobalEnd")
    for each in told if isinstance(told, list) else [told]:
        values = each.values() if isinstance(each, dict) else [each]
        for value in values:
            if (
                isinstance(value, str)
                and "-" in value
                and (day := trial.day(value, "trialGlobalEnd"))
            ):
                return day, "ACTUAL"
    planned = mapping(trial.information, "trialDuration")
    for name in ("estimatedGlobalEndDate", "estimatedEndDate"):
        if day := trial.day(planned.get(name), f"trialDuration/{name}"):
            return day, "ESTIMATED"
    return None, None


def _criteria(trial: Trial) -> str | None:
    listed = mapping(trial.information, "eligibilityCriteria")
    parts = []
    for heading, field in (
        ("Inclusion Criteria", "principalInclusionCriteria"),
        ("Exclusion Criteria", "principalExclusionCriteria"),
    ):
        if said := children.numbered(mappings(listed, field), field):
            marks = "\n".join(f"* {each}" for each in said) if len(said) > 1 else said[0]
            parts.append(f"{heading}:\n\n{marks}")
    return "\n\n".join(parts) or None


def _sex(female: object, male: object) -> str | None:
    if female is True and male is True:
        return "ALL"
    return "FEMALE" if female is True else "MALE" if male is True else None


def _ages(trial: Trial) -> str | None:
    people = mapping(trial.information, "populationOfTrialSubjects")
    said = {
        str(each.get("ageRangeCategoryCode") or each.get("ageRangeCategory"))
        for each in mappings(people, "ageRanges")
    }
    codes = {WORDS.code("age_groups", each) for each in said}
    return "|".join(code for code in ("CHILD", "ADULT", "OLDER_ADULT") if code in codes) or None


def _healthy(trial: Trial) -> int | None:
    """1 where healthy people take part; what is not said stays open."""
    groups = mappings(
        mapping(trial.information, "populationOfTrialSubjects"), "clinicalTrialGroups"
    )
    named = [(one_line(each.get("name")) or "").lower() for each in groups]
    return 1 if any(name.startswith("healthy") for name in named) else None


def _has_results(trial: Trial) -> bool:
    told = trial.told.get("results")
    posted = any(told.values()) if isinstance(told, dict) else bool(told)
    return posted or str(trial.row.get("resultsFirstReceived")).lower() == "yes"
