"""Three clocks for results, each with its rule, the fields that it read and what exempts from it.

They are never mixed: what US law asks (42 CFR 11, FDAAA 801), what the WHO joint statement of 2017
asks (results in the registry 12 months after primary completion), and publication in a journal 24
months after primary completion. A partial date counts by the last day that it can mean, and is
marked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from harvest import dates
from harvest.evidence.reporting.submissions import Event, listed, standing, told
from harvest.identifiers import paper_name
from harvest.identifiers.about import ClockName

State = Literal[
    "not applicable",
    "exempt",
    "running",
    "met",
    "met late",
    "in review",
    "returned",
    "overdue",
    "unknown",
]

RULES: dict[ClockName, str] = {
    "us_law": "US law (42 CFR 11): results submitted within 1 year of primary completion, or 3 "
    "years with a certificate of delay, for applicable clinical trials",
    "registry_12_months": "WHO joint statement: results in the registry within 12 months of "
    "primary completion",
    "publication_24_months": "a results paper within 24 months of primary completion",
}

_FINAL_RULE = date(
    2017, 1, 18
)  # 42 CFR 11 came into force; trials begun before are judged as likely
_REGULATED_TYPES = frozenset(
    {
        "DRUG",
        "BIOLOGICAL",
        "DEVICE",
        "GENETIC",
        "RADIATION",
        "COMBINATION_PRODUCT",
        "DIAGNOSTIC_TEST",
    }
)
_NO_TYPE = "the record does not say its type of study"
_PHASE_1_ONLY = frozenset({"EARLY_PHASE1", "PHASE1"})


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """What the clocks read of one trial; dates are partial dates as text, flags 0, 1 or None."""

    trial_id: str
    study_type: str | None = None
    status: str | None = None
    phase: str | None = None
    start_date: str | None = None
    primary_completion_date: str | None = None
    completion_date: str | None = None
    enrollment: int | None = None
    is_fda_regulated_drug: int | None = None
    is_fda_regulated_device: int | None = None
    is_us_export: int | None = None
    primary_purpose: str | None = None
    has_us_site: bool = False
    intervention_types: frozenset[str] = frozenset()
    disp_first_submitted: str | None = None
    results_waived: int | None = None
    has_results: int = 0
    results_first_submitted: str | None = None
    results_first_posted: str | None = None
    submissions: tuple[Event, ...] = ()  # of results not posted yet, oldest first
    results_papers: tuple[tuple[str, str | None], ...] = ()  # (PMID, published)
    primary_completion_date_type: str | None = None
    retracted_papers: tuple[str, ...] = ()  # article numbers, not among results_papers


@dataclass(frozen=True, slots=True)
class Clock:
    """Where one clock of one trial stands. ``fields`` are the (name, value) pairs that decided."""

    trial_id: str
    clock: ClockName
    state: State
    due: date | None
    partial: bool
    reason: str
    fields: tuple[tuple[str, str], ...]


def clocks(trial: TrialFacts, today: date) -> tuple[Clock, Clock, Clock]:
    """The three clocks of a trial as they stand on a day."""
    return _us_law(trial, today), _registry(trial, today), _publication(trial, today)


def _us_law(trial: TrialFacts, today: date) -> Clock:
    name: ClockName = "us_law"
    left_open = _not_said(trial)
    if left_open is not None:
        return Clock(trial.trial_id, name, "unknown", None, False, *left_open)
    reason, fields = _applicability(trial)
    if reason is not None:
        return Clock(trial.trial_id, name, "not applicable", None, False, reason, fields)
    if trial.results_waived:
        fields = (*fields, ("results_waived", "yes"))
        return Clock(trial.trial_id, name, "exempt", None, False, "results waived", fields)
    years = 3 if trial.disp_first_submitted else 1
    why = "certificate of delay" if trial.disp_first_submitted else "applicable clinical trial"
    if trial.start_date and _begun_before_final_rule(trial):
        why += ", likely (begun before 18 January 2017, when the registry did not yet ask)"
    if trial.disp_first_submitted:
        fields = (*fields, ("disp_first_submitted", trial.disp_first_submitted))
    return _against_completion(trial, name, years * 12, today, why, fields)


def _not_said(trial: TrialFacts) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """What the record would have to say to be judged by the law, and the fields read.

    None where it says enough: a field that is missing is not the contrary of its value.
    """
    if trial.study_type is None:
        return _NO_TYPE, ()
    flags = (trial.is_fda_regulated_drug, trial.is_fda_regulated_device)
    if 1 in flags or None not in flags or _begun_before_final_rule(trial):
        return None
    if _applicability(replace(trial, is_fda_regulated_drug=1))[0] is not None:
        return None
    return "the record does not say whether the FDA regulates what is studied", _fields(
        study_type=trial.study_type,
        is_fda_regulated_drug=flags[0],
        is_fda_regulated_device=flags[1],
        start_date=trial.start_date,
    )


def _applicability(trial: TrialFacts) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """Why the law does not apply (None if it does, or likely does), and the fields read."""
    phases = frozenset((trial.phase or "").split("|")) - {""}
    fields = _fields(
        study_type=trial.study_type,
        phase=trial.phase,
        is_fda_regulated_drug=trial.is_fda_regulated_drug,
        is_fda_regulated_device=trial.is_fda_regulated_device,
        start_date=trial.start_date,
    )
    if trial.study_type != "INTERVENTIONAL":
        return "not an interventional study", fields
    if _withdrawn(trial):
        return "withdrawn before anybody was enrolled", _fields(status=trial.status)
    if phases and phases <= _PHASE_1_ONLY:
        return "phase 1", fields
    if trial.primary_purpose == "DEVICE_FEASIBILITY":
        return "device feasibility study", (*fields, ("primary_purpose", trial.primary_purpose))
    completion = dates.parse(trial.primary_completion_date or trial.completion_date or "")
    if completion is not None and completion.latest < _FINAL_RULE:
        return "completed before 18 January 2017, when only approved products were concerned", (
            *fields,
            *_fields(
                primary_completion_date=trial.primary_completion_date,
                completion_date=trial.completion_date,
            ),
        )
    regulated = (trial.is_fda_regulated_drug, trial.is_fda_regulated_device)
    if 1 in regulated:
        if trial.has_us_site or trial.is_us_export or not _begun_before_final_rule(trial):
            return None, fields
        return "no site in the United States", fields
    if regulated != (None, None) or not _begun_before_final_rule(trial):
        return "not a drug or device that the FDA regulates", fields
    if completion is None:
        return "begun before 18 January 2017, and no completion date", fields
    if not trial.has_us_site:
        return "no site in the United States", fields
    if not trial.intervention_types & _REGULATED_TYPES:
        return "no drug, biological or device among the interventions", fields
    return None, fields


def _begun_before_final_rule(trial: TrialFacts) -> bool:
    start = dates.parse(trial.start_date or "")
    return start is not None and start.latest < _FINAL_RULE


def _registry(trial: TrialFacts, today: date) -> Clock:
    name: ClockName = "registry_12_months"
    if trial.study_type is None:
        return Clock(trial.trial_id, name, "unknown", None, False, _NO_TYPE, ())
    if trial.study_type != "INTERVENTIONAL":
        fields = _fields(study_type=trial.study_type)
        reason = "not an interventional study"
        return Clock(trial.trial_id, name, "not applicable", None, False, reason, fields)
    if _withdrawn(trial):
        fields = _fields(status=trial.status, enrollment=trial.enrollment)
        reason = "withdrawn before anybody was enrolled"
        return Clock(trial.trial_id, name, "not applicable", None, False, reason, fields)
    return _against_completion(trial, name, 12, today, "any interventional study", ())


def _against_completion(
    trial: TrialFacts,
    name: ClockName,
    months: int,
    today: date,
    why: str,
    fields: tuple[tuple[str, str], ...],
) -> Clock:
    """Results in the registry against primary completion (overall completion stands in for it)."""
    due, partial, read = _due(trial, months)
    fields = (*fields, *read)
    submitted = dates.parse(trial.results_first_submitted or trial.results_first_posted or "")
    if due is not None or not trial.has_results:
        fields = (
            *fields,
            *_fields(
                results_first_submitted=trial.results_first_submitted,
                results_first_posted=trial.results_first_posted,
            ),
        )
    if trial.has_results and due is not None:
        late = submitted is not None and submitted.earliest > due
        return Clock(trial.trial_id, name, "met late" if late else "met", due, partial, why, fields)
    history: tuple[Event, ...] = ()
    if not trial.has_results:
        history = trial.submissions or ((("RELEASE", str(submitted)),) if submitted else ())
    if due is None:
        why = "no completion date"
    if history:
        why += f"; results {told(history, due)}"
        fields = (*fields, ("submissions", listed(history)))
    reached = standing(history)
    if reached == "in review":
        why += "; pending quality control"
    if reached != "none":
        return Clock(trial.trial_id, name, reached, due, partial, why, fields)
    if due is None:
        return Clock(trial.trial_id, name, "unknown", None, False, why, fields)
    state: State = "overdue" if today > due else "running"
    why += _unconfirmed(trial, state)
    return Clock(trial.trial_id, name, state, due, partial, why, fields)


def _publication(trial: TrialFacts, today: date) -> Clock:
    name: ClockName = "publication_24_months"
    if _withdrawn(trial):
        fields = _fields(status=trial.status, enrollment=trial.enrollment)
        reason = "withdrawn before anybody was enrolled"
        return Clock(trial.trial_id, name, "not applicable", None, False, reason, fields)
    due, partial, fields = _due(trial, 24)
    papers = sorted(trial.results_papers, key=lambda paper: paper[1] or "9999")
    if papers:
        article_id, published = papers[0]
        fields = (
            *fields,
            ("results paper", f"{paper_name(article_id)}, published {published or 'date unknown'}"),
        )
        day = dates.parse(published or "")
        late = due is not None and day is not None and day.earliest > due
        reason = f"{len(papers)} results paper{'s' if len(papers) > 1 else ''} linked"
        if trial.retracted_papers:
            reason += f"; {len(trial.retracted_papers)} more retracted, not counted"
        return Clock(
            trial.trial_id, name, "met late" if late else "met", due, partial, reason, fields
        )
    if due is None:
        return Clock(trial.trial_id, name, "unknown", None, False, "no completion date", fields)
    state: State = "overdue" if today > due else "running"
    reason = "no results paper linked; one without the trial's number may exist"
    if retracted := trial.retracted_papers:
        reason = (
            "the only paper is retracted" if len(retracted) == 1 else "all papers are retracted"
        )
        fields = (*fields, ("retracted", ", ".join(map(paper_name, retracted))))
    reason += _unconfirmed(trial, state)
    return Clock(trial.trial_id, name, state, due, partial, reason, fields)


def _due(trial: TrialFacts, months: int) -> tuple[date | None, bool, tuple[tuple[str, str], ...]]:
    """The last day on which the clock is met, whether it rests on a partial date, and the field."""
    for column in ("primary_completion_date", "completion_date"):
        text: str | None = getattr(trial, column)
        completion = dates.parse(text or "")
        if completion is not None:
            due = _months_later(completion.latest, months)
            fields = _fields(**{column: text}, primary_completion_date_type=_kind(trial))
            return due, completion.precision != "day", fields
    return None, False, ()


def _kind(trial: TrialFacts) -> str | None:
    return trial.primary_completion_date_type if trial.primary_completion_date else None


def _unconfirmed(trial: TrialFacts, state: State) -> str:
    """What to know of a trial that is overdue by a date that was only ever planned."""
    if state == "overdue" and _kind(trial) == "ESTIMATED":
        return "; by its planned date: the record does not say that the trial got so far"
    return ""


def _months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = dates.PartialDate(year, month + 1).latest
    return last.replace(day=min(day.day, last.day))


def _withdrawn(trial: TrialFacts) -> bool:
    return trial.status == "WITHDRAWN"


def _fields(**values: str | int | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in values.items() if value is not None)


def upcoming(
    trials: Iterable[tuple[str, str | None, str | None]], today: date, months: int
) -> list[tuple[str, date]]:
    """Trials whose primary completion lies ahead within so many months.

    ``trials`` are (NCT number, primary completion date, its type); an actual date lies behind.
    Returns (NCT number, last possible day), soonest first.
    """
    until = _months_later(today, months)
    found = []
    for trial_id, text, kind in trials:
        completion = dates.parse(text or "")
        if completion is not None and kind != "ACTUAL" and today <= completion.latest <= until:
            found.append((trial_id, completion.latest))
    return sorted(found, key=lambda item: (item[1], item[0]))
