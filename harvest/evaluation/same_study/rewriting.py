"""A trial written anew as another registry would have it, without a number of the first.

What a form does not ask for is left out; what it does is told in other words, by month, as planned.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from harvest.evaluation.same_study.sponsors import respelt
from harvest.evaluation.same_study.wordings import Rewording
from harvest.evidence.studies.likeness.registration import OF_A_PART
from harvest.records import Record
from harvest.rows import Condition, Intervention, Location, Official, Outcome, Sponsor, Trial
from harvest.rows.trial import sparse

REGISTRIES: Mapping[str, tuple[str, int]] = {  # code → how its numbers look, how often it is chosen
    "isrctn": ("ISRCTN{:08d}", 3),
    "chictr": ("ChiCTR23{:08d}", 4),
    "irct": ("IRCT2015{:08d}N1", 3),
    "ctri": ("CTRI/2019/07/{:06d}", 3),
    "jrct": ("jRCT20{:08d}", 2),
    "anzctr": ("ACTRN126{:011d}", 2),
    "drks": ("DRKS{:08d}", 2),
    "ctis": ("2024-5{:05d}-15", 2),
    "eudract": ("2014-0{:05d}-19", 2),
}
UNTOLD = 0.05  # of the records have no conditions, as many no interventions, no outcomes
_NOT_OF_ALL = ("conditions", "interventions", "outcomes")
SCANT = 0.12  # of the records say little
LATER = 0.25  # of the starts that are told of a part of the study only
_NOT_BY_ALL = (
    "enrollment",
    "start_date",
    "completion_date",
    "primary_completion_date",
    "lead_sponsor",
    "phase",
    "minimum_age",
    "maximum_age",
    "sex",
    "allocation",
    "masking",
)

Row = TypeVar("Row")

_WHO = {
    "Iran": "Iran (Islamic Republic of)",
    "South Korea": "Korea, Republic of",
    "Korea, Republic of": "South Korea",
    "United States": "United States of America",
    "Russia": "Russian Federation",
    "Vietnam": "Viet Nam",
    "Turkey": "Türkiye",
    "Taiwan": "Taiwan, Province of China",
    "Czechia": "Czech Republic",
    "Moldova": "Moldova, Republic of",
    "Tanzania": "Tanzania, United Republic of",
    "Venezuela": "Venezuela (Bolivarian Republic of)",
}


def trial_of(record: Record) -> Trial:
    """The row of the trial itself."""
    return of(record, "trials", Trial)[0]


def of(record: Record, table: str, kind: type[Row]) -> list[Row]:
    """The rows of a table of the record."""
    return [row for row in record.tables.get(table, ()) if isinstance(row, kind)]


def rewritten(record: Record, key: str, registry: str, rng: Random, hand: Rewording) -> Record:
    """The trial as ``key`` of another registry."""
    old = trial_of(record)
    public, scientific = _titles(old, rng, hand)
    sponsor, others = _sponsors(record, rng)
    size, kind = _size(old, rng)
    interventions = _interventions(record, key, rng, hand)
    row = sparse(
        key,
        registry,
        brief_title=public,
        official_title=scientific,
        acronym=old.acronym if rng.random() < 0.4 else None,
        status=old.status,
        study_type=old.study_type,
        phase=_phase(old.phase, rng),
        enrollment=size,
        enrollment_type=kind,
        start_date=_moved(_in_part(old.start_date, registry, rng), rng),
        completion_date=_moved(old.completion_date, rng) if rng.random() < 0.35 else None,
        lead_sponsor=sponsor,
        allocation=old.allocation if rng.random() < 0.6 else None,
        masking=old.masking if rng.random() < 0.5 else None,
        sex=old.sex if rng.random() < 0.8 else None,
        minimum_age=_age(old.minimum_age, rng),
        maximum_age=_age(old.maximum_age, rng),
        org_study_id=old.org_study_id if rng.random() < 0.12 else None,
        brief_summary=_summary(old, rng, hand),
    )
    if rng.random() < SCANT:
        row = _scant(row, rng)
    tables = {
        "trials": (row,),
        "conditions": _conditions(record, key, rng, hand),
        "interventions": interventions,
        "outcomes": _outcomes(record, key, rng, hand),
        "locations": _locations(record, key, rng),
        "sponsors": tuple(
            Sponsor(key, n, "collaborator" if n > 1 else "lead", name, None)
            for n, name in enumerate(filter(None, (sponsor, *others)), 1)
        ),
        "officials": tuple(
            Official(key, n, name, None, None) for n, name in enumerate(_officials(record, rng), 1)
        ),
    }
    left_out = {name for name in _NOT_OF_ALL if rng.random() < UNTOLD}
    told = {name: rows for name, rows in tables.items() if rows and name not in left_out}
    return Record("trial", key, None, told)


def shortened(record: Record, rng: Random) -> Record:
    """A trial as it is, in most cases without the title that its other registration has."""
    row = trial_of(record)
    if row.brief_title and row.official_title and rng.random() < 0.75:
        row = row._replace(official_title=None)
    return Record(record.kind, record.id, record.source_date, {**record.tables, "trials": (row,)})


def _scant(row: Trial, rng: Random) -> Trial:
    """The row of a record that says little."""
    told = row._asdict()
    told |= {name: None for name in _NOT_BY_ALL if rng.random() < 0.6}
    return Trial(**told)


def _titles(old: Trial, rng: Random, hand: Rewording) -> tuple[str, str | None]:
    """The other title in other words, and rarely a second one."""
    brief, official = old.brief_title or "", old.official_title or ""
    if not brief or not official or brief.lower() == official.lower():
        only = hand.words(hand.title(brief or official), 0.4)
        return only, only if rng.random() < 0.3 else None
    public = hand.title(official)
    if rng.random() < 0.2:
        return hand.title(brief), public
    return public, public if rng.random() < 0.2 else None


def _sponsors(record: Record, rng: Random) -> tuple[str | None, list[str]]:
    names = [s.name for s in of(record, "sponsors", Sponsor) if s.name]
    lead, others = (names[0], names[1:]) if names else (None, [])
    if lead is None or rng.random() < 0.04:
        return None, []
    if others and rng.random() < 0.1:
        lead, others = others[0], [lead, *others[1:]]
    cities = [place.city for place in of(record, "locations", Location) if place.city]
    people = [p.name for p in of(record, "officials", Official) if p.name]
    if people and rng.random() < 0.05:
        return people[0], [lead] if rng.random() < 0.5 else []
    city = cities[0] if cities else None
    kept = [respelt(name, None, rng) for name in others if rng.random() < 0.4]
    return respelt(lead, city, rng), kept


def _size(old: Trial, rng: Random) -> tuple[int | None, str | None]:
    """As planned: of one that has ended often a rounder and a larger number."""
    if old.enrollment is None or rng.random() < 0.06:
        return None, None
    size = old.enrollment
    changes = 0.65 if old.enrollment_type == "ACTUAL" else 0.2
    if rng.random() < changes:
        grown = size * rng.uniform(0.85, 1.6)
        step = 1 if grown < 10 else 5 if grown < 40 else 10 if grown < 300 else 50
        size = max(step, round(grown / step) * step)
    return size, "ESTIMATED" if rng.random() < 0.8 else None


def _moved(date: str | None, rng: Random) -> str | None:
    """By month, as a rule; sometimes some months away, rarely not told."""
    if date is None or rng.random() < 0.08:
        return None
    chance = rng.random()
    away = 0
    if chance > 0.96:
        away = rng.choice((-22, -15, 12, 18, 24))
    elif chance > 0.9:
        away = rng.choice((-9, -6, 5, 8))
    elif chance > 0.7:
        away = rng.choice((-2, -1, 1, 2, 3))
    return date if rng.random() < 0.15 and not away else later(date, away)


def _in_part(date: str | None, registry: str, rng: Random) -> str | None:
    """The start as the registry asks for it: in its own countries it may be a year or two later."""
    if date is None or registry not in OF_A_PART or rng.random() >= LATER:
        return date
    return later(date, rng.randint(3, 24))


def later(date: str, months: int) -> str:
    """The month so many months after a date."""
    total = int(date[:4]) * 12 + int(date[5:7] or "1") - 1 + months
    return f"{total // 12:04}-{total % 12 + 1:02}"


def _phase(phase: str | None, rng: Random) -> str | None:
    chance = rng.random()
    if chance < 0.2 or not phase:
        return None
    if chance < 0.27 and "|" in phase:
        return rng.choice(phase.split("|"))
    return phase


def _age(age: str | None, rng: Random) -> str | None:
    chance = rng.random()
    return None if chance < 0.3 else "18 Years" if chance < 0.34 else age


def _summary(old: Trial, rng: Random, hand: Rewording) -> str | None:
    if not old.brief_summary or rng.random() < 0.65:
        return None
    sentences = old.brief_summary.split(". ")
    return hand.words(". ".join(sentences[: rng.randint(1, 4)]), 0.3)


def _conditions(record: Record, key: str, rng: Random, hand: Rewording) -> Sequence[Condition]:
    names = [c.name for c in of(record, "conditions", Condition)]
    kept = [hand.words(name, 0.6) for name in names if rng.random() < 0.75] or names[:1]
    if rng.random() < 0.3:
        kept = [", ".join(kept)] if kept else []
    return tuple(Condition(key, n, name) for n, name in enumerate(kept, 1))


def _interventions(
    record: Record, key: str, rng: Random, hand: Rewording
) -> Sequence[Intervention]:
    found: list[tuple[str | None, str | None]] = []
    for each in of(record, "interventions", Intervention):
        if rng.random() < 0.15:
            continue
        names = [each.name, *(each.other_names or "").split("|")]
        name = (
            rng.choice([n for n in names if n]) if rng.random() < 0.2 and any(names) else each.name
        )
        text = hand.words(name or "", 0.4)
        described = each.description if rng.random() < 0.3 else None
        if rng.random() < 0.25:
            text = f"{rng.choice(('Experimental group', 'Group 1', 'Intervention 1'))}: {text}"
        found.append((text, hand.words(described, 0.3) if described else None))
    if rng.random() < 0.25 and found:
        found = [("; ".join(text for text, _ in found if text), found[0][1])]
    return tuple(
        Intervention(key, n, None, text, described, None)
        for n, (text, described) in enumerate(found, 1)
    )


def _outcomes(record: Record, key: str, rng: Random, hand: Rewording) -> Sequence[Outcome]:
    told = []
    for kind, share in (("primary", 0.85), ("secondary", 0.4)):
        measures = [
            (o.measure, o.time_frame)
            for o in of(record, "outcomes", Outcome)
            if o.kind == kind and o.measure and rng.random() < share
        ]
        texts = [
            hand.words(measure, 0.5)
            + (f". Timepoint: {when}" if when and rng.random() < 0.3 else "")
            for measure, when in measures[:6]
        ]
        if rng.random() < 0.3 and texts:
            texts = ["; ".join(texts)]
        told += [Outcome(key, kind, n, text, None, None) for n, text in enumerate(texts, 1)]
    return tuple(told)


def _locations(record: Record, key: str, rng: Random) -> Sequence[Location]:
    names = list(
        dict.fromkeys(place.country for place in of(record, "locations", Location) if place.country)
    )
    if len(names) > 1 and rng.random() < 0.3:
        names = rng.sample(names, rng.randint(1, len(names)))
    if rng.random() < 0.08:
        names = []
    return tuple(
        Location(key, n, None, None, None, None, _WHO.get(name, name), None, None, None)
        for n, name in enumerate(names, 1)
    )


def _officials(record: Record, rng: Random) -> Sequence[str]:
    names = [each.name for each in of(record, "officials", Official) if each.name]
    return names[:1] if rng.random() < 0.12 else ()
