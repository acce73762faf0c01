"""Sisters of a trial that are other studies, made where the corpus has too few real ones.

The same sponsor, product and words but for one thing: the phase, the dose, the disease, the
product, the country, the sponsor, the age, the part, or that it goes on where the first ended. Such
a study begins at another time and, as a rule, has another size; but two hospitals that try the same
may begin in one month with as many people.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

from harvest.evaluation.same_study.rewriting import later, of, trial_of
from harvest.records import Record
from harvest.rows import Condition, Intervention, Location, Outcome, Sponsor, Trial

_DOSE = re.compile(r"\b(\d+(?:\.\d+)?)(\s*(?:mg|g|µg|mcg|ml|IU|%|million|x\s*10))", re.IGNORECASE)
_PHASE = re.compile(r"\bPhase\s+(?:I{1,3}V?|IV|[1-4])(?:\s*[ab])?\b(?!\s*/)", re.IGNORECASE)
_EXTENSIONS = (
    "Extension Study of {}", "Long-term Follow-up of Patients Treated in: {}",
    "Open-label Extension: {}", "{} - Long-term Safety Follow-up", "Continuation of {}",
    "A Rollover Study for Participants of {}", "Five-year Follow-up: {}",
)  # fmt: skip
_PARTS = ("{} - Part II", "{} (Second Stage)", "{}, Cohort 2", "{} - Study 2", "{} II")
_AGES = (
    ("{} in Children and Adolescents", "2 Years", "17 Years"),
    ("{} in Elderly Patients", "65 Years", None),
    ("{} in Healthy Volunteers", "18 Years", "45 Years"),
)
_COUNTRIES = (
    ("Japanese", "Japan"), ("Chinese", "China"), ("Korean", "South Korea"), ("Indian", "India"),
    ("Brazilian", "Brazil"), ("Egyptian", "Egypt"), ("German", "Germany"),
)  # fmt: skip

COINCIDES = 0.2  # of the sisters elsewhere begin together with the trial, and are as large

Others = Sequence[Record]
Change = Callable[[Record, Others, Random], Record | None]


def sister(record: Record, others: Others, rng: Random) -> Record:
    """Another study like this one; ``others`` are trials to take a disease or a product from."""
    changes = list(CHANGES.values())
    rng.shuffle(changes)
    change, changed = next(
        (change, made) for change in changes if (made := change(record, others, rng)) is not None
    )
    if change is _another_sponsor and rng.random() < COINCIDES:
        return changed
    return _at_another_time(changed, rng)


def _with(record: Record, row: Trial, **tables: tuple[object, ...]) -> Record:
    made = {**record.tables, "trials": (row,), **tables}
    return Record(record.kind, record.id, record.source_date, made)  # type: ignore[arg-type]


def _titled(row: Trial, change: Callable[[str], str]) -> Trial:
    return row._replace(
        brief_title=change(row.brief_title) if row.brief_title else None,
        official_title=change(row.official_title) if row.official_title else None,
    )


def _at_another_time(record: Record, rng: Random) -> Record:
    row = trial_of(record)
    size, start = row.enrollment, row.start_date
    if size and rng.random() < 0.85:
        size = max(4, round(size * rng.choice((0.3, 0.5, 0.6, 0.75, 1.4, 1.7, 2, 3))))
    if start:
        away = rng.choice((-30, -18, -10, -7, 6, 8, 11, 15, 24, 36))
        start = later(start, away)
    ended = (
        None
        if row.completion_date and start and row.completion_date < start
        else row.completion_date
    )
    outcomes = tuple(of(record, "outcomes", Outcome))
    if rng.random() < 0.5:
        outcomes = tuple(o for o in outcomes if o.kind == "secondary")
        outcomes = tuple(o._replace(kind="primary") for o in outcomes)
    return _with(
        record,
        row._replace(enrollment=size, start_date=start, completion_date=ended, org_study_id=None),
        outcomes=outcomes,
    )


def _another_phase(record: Record, _: Others, rng: Random) -> Record | None:
    row = trial_of(record)
    if not row.phase or "PHASE" not in row.phase:
        return None
    new = rng.choice([f"PHASE{n}" for n in "1234" if f"PHASE{n}" not in row.phase.split("|")])
    row = _titled(row, lambda text: _PHASE.sub(f"Phase {new[-1]}", text))
    return _with(record, row._replace(phase=new))


def _another_dose(record: Record, _: Others, rng: Random) -> Record | None:
    by = rng.choice((0.5, 2, 3, 4))

    def grown(text: str) -> str:
        return _DOSE.sub(lambda m: f"{float(m[1]) * by:g}{m[2]}", text)

    row = trial_of(record)
    given = tuple(
        i._replace(name=grown(i.name or ""), description=grown(i.description or ""))
        for i in of(record, "interventions", Intervention)
    )
    if [(i.name or "") for i in of(record, "interventions", Intervention)] == [
        i.name for i in given
    ]:
        word = rng.choice(("High-dose", "Low-dose", "Repeated Doses of", "Single-dose"))
        return _with(record, _titled(row, lambda text: f"{word} {text}"))
    return _with(record, _titled(row, grown), interventions=given)


def _another_disease(record: Record, others: Others, rng: Random) -> Record | None:
    names = [c.name for c in of(record, "conditions", Condition)]
    found = [c.name for c in of(rng.choice(others), "conditions", Condition)]
    if not names or not found or found[0] in names:
        return None

    def told(text: str) -> str:
        made = text
        for name in names:
            made = re.sub(re.escape(name), found[0], made, flags=re.IGNORECASE)
        return made if made != text else f"{text} in {found[0]}"

    changed = tuple(Condition(record.id, 1, name) for name in found[:1])
    return _with(record, _titled(trial_of(record), told), conditions=changed)


def _another_product(record: Record, others: Others, rng: Random) -> Record | None:
    ours = [i for i in of(record, "interventions", Intervention)]
    theirs = [i for i in of(rng.choice(others), "interventions", Intervention)]
    if not ours or not theirs or not ours[0].name or not theirs[0].name:
        return None
    old, new = ours[0].name, theirs[0].name
    row = _titled(
        trial_of(record),
        lambda text: (
            re.sub(re.escape(old), lambda _: new, text, flags=re.IGNORECASE)
            if old.lower() in text.lower()
            else f"{new}: {text}"
        ),
    )
    given = (ours[0]._replace(name=new, other_names=None, description=None), *ours[1:])
    return _with(record, row, interventions=given)


def _another_country(record: Record, _: Others, rng: Random) -> Record | None:
    people, country = rng.choice(_COUNTRIES)
    if any(place.country == country for place in of(record, "locations", Location)):
        return None
    row = trial_of(record)
    if rng.random() < 0.6:
        row = _titled(row, lambda text: f"{text} in {people} Patients")
    place = Location(record.id, 1, None, None, None, None, country, None, None, None)
    return _with(record, row, locations=(place,))


def _another_sponsor(record: Record, others: Others, rng: Random) -> Record | None:
    """The same idea elsewhere: what is tried by one is tried by others, too."""
    other = rng.choice(others)
    theirs = of(other, "sponsors", Sponsor)[:1]
    row = trial_of(record)
    if not theirs or theirs[0].name == row.lead_sponsor:
        return None
    places = tuple(of(other, "locations", Location))
    changed = row._replace(lead_sponsor=theirs[0].name, org_study_id=None)
    return _with(record, changed, sponsors=tuple(theirs), locations=places, officials=())


def _another_age(record: Record, _: Others, rng: Random) -> Record | None:
    form, least, most = rng.choice(_AGES)
    row = _titled(trial_of(record), form.format)
    return _with(record, row._replace(minimum_age=least, maximum_age=most))


def _another_part(record: Record, _: Others, rng: Random) -> Record | None:
    return _with(record, _titled(trial_of(record), rng.choice(_PARTS).format))


def _continued(record: Record, _: Others, rng: Random) -> Record | None:
    row = _titled(trial_of(record), rng.choice(_EXTENSIONS).format)
    return _with(record, row._replace(acronym=None if rng.random() < 0.5 else row.acronym))


CHANGES: Mapping[str, Change] = {
    "phase": _another_phase,
    "dose": _another_dose,
    "disease": _another_disease,
    "product": _another_product,
    "country": _another_country,
    "age": _another_age,
    "sponsor": _another_sponsor,
    "part": _another_part,
    "continued": _continued,
}
"""Each gives None where the trial says nothing that could be changed so."""
