"""A country's record of EudraCT as rows."""

from hashlib import sha256

from harvest.dates import parse
from harvest.errors import RecordError
from harvest.records import Digest, Raw, Record
from harvest.rows.notes import TrialNote, noted
from harvest.rows.trial import Trial, led, sparse
from harvest.sources.euctr import children
from harvest.sources.euctr.form import OUTSIDE, WORDS, Protocol, opened, place_of
from harvest.sources.euctr.wordings import RESULTS, copies

REGISTRY = "eudract"
"""The code of its numbers in ``db/vocabularies/registries.csv``."""
PAGE = "https://www.clinicaltrialsregister.eu/ctr-search/trial/"
_MOST = 10_000_000
"""No trial enrols so many."""
_ALL, _EEA, _HERE = "F.4.2.2", "F.4.2.1", "F.4.1"


def _present(body: bytes) -> tuple[str, bytes]:
    """The present wording of a record, and all that stands before it."""
    last = copies(body)[-1]
    try:
        return last.decode(), body[: len(body) - len(last)]
    except UnicodeDecodeError as error:
        raise RecordError("", "is not UTF-8") from error


def digest(body: bytes) -> Digest:
    """What the present wording says, and whether results are listed.

    A wording from before that is still sent with it renews the rows alone.
    """
    text, before = _present(body)
    opened(text)
    words = " ".join(text.split())
    return Digest(
        sha256(f"{_has_results(body)} {words}".encode()).hexdigest(),
        sha256(before).hexdigest() if copies(body)[1:] else "",
    )


def normalise(raw: Raw) -> Record:
    """The rows of a record; a word that we have no code for stays as it is and is noted."""
    text, _ = _present(raw.body)
    trial = opened(text)
    sponsors = children.sponsors(trial)
    row = led(_trial(trial, _has_results(raw.body)), sponsors)
    tables = {
        "trials": (row,),
        "conditions": children.conditions(trial),
        "trial_keywords": children.keywords(trial),
        "interventions": children.interventions(trial),
        "outcomes": children.outcomes(trial),
        "locations": children.locations(trial),
        "sponsors": sponsors,
        "trial_ids": children.numbers(trial),
        "trial_notes": _notes(trial, row),
    }
    return Record(
        "trial",
        trial.key,
        None,
        {name: rows for name, rows in tables.items() if rows},
        drift=tuple(dict.fromkeys(trial.drift)),
    )


def _has_results(body: bytes) -> int:
    """1 where the list, or the record itself, says that there are results."""
    head = body[: body.index(b"A. Protocol Information")] if b"A. Protocol" in body else body
    told = [each for each in head.split(b"\n") if each.startswith(RESULTS.encode())]
    return int(any(b"no results" not in each.lower() for each in told))


def _trial(trial: Protocol, has_results: int) -> Trial:
    size, flag = _size(trial)
    ended = _day(trial, "P", "date of the global end")
    return sparse(
        trial.key,
        REGISTRY,
        org_study_id=trial.line("A.4.1") or trial.line("Summary", "sponsor's protocol code"),
        brief_title=trial.line("A.3.1") or trial.line("A.3"),
        official_title=trial.line("A.3"),
        acronym=trial.line("A.3.2"),
        status=_status(trial),
        study_type="INTERVENTIONAL",
        phase=_phase(trial),
        enrollment=size,
        enrollment_type="ESTIMATED" if size is not None else None,
        enrollment_flag=flag,
        completion_date=ended,
        completion_date_type="ACTUAL" if ended else None,
        first_posted=_day(trial, "Summary", "date on which this record was first entered"),
        brief_summary=trial.text("E.2.1"),
        detailed_description=trial.text("E.2.2"),
        has_dmc=_flag(trial.is_so("E.8.7")),
        allocation=_allocation(trial),
        intervention_model=_one(trial, ("E.8.1.5", "PARALLEL"), ("E.8.1.6", "CROSSOVER")),
        primary_purpose=_one(
            trial, ("E.6.1", "DIAGNOSTIC"), ("E.6.2", "PREVENTION"), ("E.6.3", "TREATMENT")
        ),
        masking=_one(trial, ("E.8.1.2", "NONE"), ("E.8.1.3", "SINGLE"), ("E.8.1.4", "DOUBLE")),
        eligibility_criteria=_criteria(trial),
        sex=_sex(trial),
        std_ages=_joined(trial, ("F.1.1", "CHILD"), ("F.1.2", "ADULT"), ("F.1.3", "OLDER_ADULT")),
        healthy_volunteers=_flag(trial.is_so("F.3.1")),
        has_results=has_results,
        url=f"{PAGE}{trial.number}/{place_of(trial.country)}",
    )


def _notes(trial: Protocol, row: Trial) -> tuple[TrialNote, ...]:
    """The register's words for the status and for its country, where ours are others."""
    told = [("status", row.status, _standing(trial))]
    if trial.country != OUTSIDE:
        told.append(("country", children.own_country(trial), trial.country_name))
    return noted(trial.key, told)


def _standing(trial: Protocol) -> str | None:
    return trial.line("Summary", "trial status") or trial.line("P", "end of trial status")


def _status(trial: Protocol) -> str | None:
    """Where the trial stands in this country; the register's word where no code says the same."""
    word = _standing(trial)
    found = WORDS.code("statuses", word)
    if word and found is None:
        trial.note("Trial Status", word)
    return found or word


def _size(trial: Protocol) -> tuple[int | None, str | None]:
    """How many are planned in all; where that is not told, in this country or the EEA, and so said.

    A trial of one country has no other number than the country's.
    """
    for code in (_ALL, _HERE, _EEA):
        told = trial.line(code)
        if told is None:
            continue
        digits = told.replace(" ", "").replace(",", "")
        if not digits.isdecimal() or int(digits) > _MOST:
            trial.note(code, told)
            return None, f"not a number of participants: {told[:60]}"
        if code == _ALL or (code == _HERE and _is_alone(trial)):
            return int(digits), None
        where = "the EEA" if code == _EEA else (children.own_country(trial) or "its country")
        return int(digits), f"planned in {where} alone; the number in the whole trial is not given"
    return None, None


def _is_alone(trial: Protocol) -> bool:
    """Whether it says to be of no other country."""
    elsewhere = ("E.8.5", "E.8.6.1", "E.8.6.2")
    return all([trial.is_so(code) is False for code in elsewhere])


def _day(trial: Protocol, code: str, label: str) -> str | None:
    told = trial.line(code, label)
    if told is None:
        return None
    found = parse(told)
    if found is None or found.precision != "day":
        trial.note(f"{label}: no date", told)
        return None
    return told


def _phase(trial: Protocol) -> str | None:
    return _joined(trial, *((f"E.7.{n}", f"PHASE{n}") for n in range(1, 5)))


def _joined(trial: Protocol, *fields: tuple[str, str]) -> str | None:
    """The codes of the fields that say yes, joined."""
    return (
        "|".join(code for name, code in fields if trial.is_so(name, _ASKED.get(name, ""))) or None
    )


_ASKED = {"F.1.1": "trial has"}
"""Of a code that two fields share, the one that is answered with yes or no."""


def _one(trial: Protocol, *fields: tuple[str, str]) -> str | None:
    """The code of the one field that says yes; None where none does, or several."""
    found = [code for name, code in fields if trial.is_so(name)]
    return found[0] if len(found) == 1 else None


def _flag(answer: bool | None) -> int | None:
    return None if answer is None else int(answer)


def _allocation(trial: Protocol) -> str | None:
    randomised = trial.is_so("E.8.1.1")
    if randomised:
        return "RANDOMIZED"
    return "NON_RANDOMIZED" if randomised is False and trial.is_so("E.8.1") else None


def _sex(trial: Protocol) -> str | None:
    female, male = trial.is_so("F.2.1"), trial.is_so("F.2.2")
    if female and male:
        return "ALL"
    return "FEMALE" if female else "MALE" if male else None


def _criteria(trial: Protocol) -> str | None:
    parts = [
        f"{heading}:\n\n{told}"
        for heading, code in (("Inclusion Criteria", "E.3"), ("Exclusion Criteria", "E.4"))
        if (told := trial.text(code))
    ]
    return "\n\n".join(parts) or None
