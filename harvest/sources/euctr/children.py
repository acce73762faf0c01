"""What a record has several of: products, conditions, endpoints, countries, sponsors, numbers."""

import re
from collections.abc import Iterator

from harvest.rows import (
    Condition,
    Intervention,
    Location,
    Outcome,
    Sponsor,
    TrialId,
    TrialKeyword,
)
from harvest.sources.euctr.form import OUTSIDE, WORDS, Field, Protocol, said
from harvest.sources.given import numbers_in
from harvest.text import line
from harvest.vocabularies.countries import country

_PLAN = re.compile(r"P/\d{1,4}/\d{4}")
_NAMED = re.compile(
    r"\bname\s*:\s*(.*?)\s*\bnumber\s*:\s*(.*?)\s*(?=\bname\s*:|\Z)", re.IGNORECASE | re.DOTALL
)
_LIST_SIGN = re.compile(r"^\s*(?:[•*–-]|[0-9]{1,2}[.)])\s*")


def conditions(trial: Protocol) -> tuple[Condition, ...]:
    """What is treated; in plain words where the other field is empty."""
    text = trial.text("E.1.1") or trial.text("E.1.1.1") or ""
    lines = [each for each in text.split("\n") if each.strip()]
    listed = len(lines) > 1 and all(_LIST_SIGN.match(each) for each in lines)
    parts = [_LIST_SIGN.sub("", each) for each in lines] if listed else [text]
    names = dict.fromkeys(filter(None, map(line, parts)))
    return tuple(Condition(trial.key, n, name) for n, name in enumerate(names, 1))


def keywords(trial: Protocol) -> tuple[TrialKeyword, ...]:
    """Terms of MedDRA, the therapeutic area and the plain name that it is filed under."""
    named = {row.name.lower() for row in conditions(trial)}
    words = [
        *(line(each.value) for each in trial.all("E.1.2", "term")),
        *(line(each.value) for each in trial.all("E.1.1.1") if not each.language),
        *(line(each.value) for each in trial.all("E.1.1.2")),
    ]
    kept = [word for word in dict.fromkeys(words) if word.lower() not in named]
    return tuple(TrialKeyword(trial.key, n, word) for n, word in enumerate(kept, 1))


# --- products ---


def interventions(trial: Protocol) -> tuple[Intervention, ...]:
    """Each product once: name, role, form and route, and of an advanced therapy its kind."""
    parts = [Protocol(trial.number, trial.country, each) for each in _parts(trial)]
    products = [_product(part) for part in parts]
    trial.drift += [odd for part in parts for odd in part.drift]
    found: dict[tuple[str | None, ...], Intervention] = {}
    for kind, name, description, others in products:
        if name or description:
            row = Intervention(trial.key, len(found) + 1, kind, name, description, others)
            found.setdefault((kind, name, description, others), row)
    return tuple(found.values())


def _parts(trial: Protocol) -> list[list[Field]]:
    """The fields of each product and of each placebo."""
    parts: list[list[Field]] = []
    for each in trial.fields:
        if each.code == "D.IMP" or (each.code == "D.8" and each.label == "Placebo"):
            parts.append([])
        elif not each.code:
            if parts and parts[-1]:
                parts.append([])
        elif parts and each.code.startswith("D."):
            parts[-1].append(each)
    return [each for each in parts if each]


def _product(part: Protocol) -> tuple[str, str | None, str | None, str | None]:
    if part.all("D.8.1"):
        form = [part.line("D.8.3"), part.line("D.8.4")]
        used = part.is_so("D.8.1") is not False
        return "DRUG", "Placebo" if used else None, "; ".join(filter(None, form)) or None, None
    names = [
        part.line(code)
        for code in ("D.3.1", "D.2.1.1.1", "D.3.8", "D.3.9.3", "D.3.2", "D.3.9.2", "D.3.9.4")
    ]
    known = list(dict.fromkeys(filter(None, names)))
    kinds = [
        word
        for code, word in (
            ("D.3.11.3.1", "somatic cell therapy"),
            ("D.3.11.3.2", "gene therapy"),
            ("D.3.11.3.3", "tissue engineered product"),
        )
        if part.is_so(code)
    ]
    advanced = bool(kinds) or part.is_so("D.3.11.3") is True
    of_life = ("D.3.11.2", "D.3.11.6", "D.3.11.7", "D.3.11.9", "D.3.11.10")
    biological = advanced or any([part.is_so(code) for code in of_life])
    routes = [line(each) for each in (part.text("D.3.7") or "").split("\n")]
    told = [
        part.line("D.1.2"),
        part.line("D.3.4"),
        ", ".join(filter(None, routes)),
        " ".join(filter(None, [part.line("D.3.10.3"), part.line("D.3.10.1")])),
        "advanced therapy medicinal product" if advanced else None,
        *kinds,
    ]
    return (
        "GENETIC" if kinds == ["gene therapy"] else "BIOLOGICAL" if biological else "DRUG",
        known[0] if known else None,
        "; ".join(filter(None, told)) or None,
        "|".join(name.replace("|", "/") for name in known[1:]) or None,
    )


# --- endpoints, countries, sponsors ---


def outcomes(trial: Protocol) -> tuple[Outcome, ...]:
    """Primary and secondary endpoints, each kind as one text, with its times."""
    rows = []
    for kind, code in (("primary", "E.5.1"), ("secondary", "E.5.2")):
        measure, times = trial.text(code), trial.line(f"{code}.1")
        if measure or times:
            rows.append(Outcome(trial.key, kind, 1, measure, None, times))
    return tuple(rows)


def locations(trial: Protocol) -> tuple[Location, ...]:
    """The country of the record, then those in which sites are planned beside it."""
    names: dict[str, None] = {}
    if trial.country != OUTSIDE and (own := own_country(trial)):
        names[own] = None
    for each in trial.all("E.8.6.3"):
        for word in re.split(r"[\n;]", each.value):
            if plain := said(word):
                known = country(plain)
                if known is None and WORDS.code("regions", plain) is None:
                    trial.note("E.8.6.3", plain)
                names[known or line(plain)] = None
    return tuple(
        Location(trial.key, n, None, None, None, None, name, None, None, None)
        for n, name in enumerate(names, 1)
    )


def own_country(trial: Protocol) -> str | None:
    """The name of the record's country."""
    name = trial.country_name
    known = country(name or "") or country(trial.country)
    if known is None and name:
        trial.note("A.1", name)
    return known or name


def sponsors(trial: Protocol) -> tuple[Sponsor, ...]:
    """The first sponsor leads; then the others, then who gives money and is none of them."""
    found: dict[str, Sponsor] = {}
    name: str | None = None
    for each in trial.fields:
        if each.code == "B.1.1" and (name := said(each.value)):
            name = line(name)
            role = "collaborator" if found else "lead"
            found.setdefault(name, Sponsor(trial.key, 0, role, name, None))
        elif each.code == "B.3.1" and name:
            found[name] = found[name]._replace(sponsor_class=_class(trial, each.value))
    for each in trial.all("B.4.1"):
        payer = line(each.value)
        found.setdefault(payer, Sponsor(trial.key, 0, "collaborator", payer, None))
    return tuple(row._replace(position=n) for n, row in enumerate(found.values(), 1))


def _class(trial: Protocol, word: str) -> str | None:
    if said(word) is None:
        return None
    found = WORDS.code("sponsor_classes", word)
    if found is None:
        trial.note("B.3.1", word)
    return found or line(word)


# --- numbers ---


def numbers(trial: Protocol) -> tuple[TrialId, ...]:
    """The number that its countries share, those at other registries, and the sponsor's own."""
    rows: dict[str, TrialId] = {}

    def add(number: str, kind: str, given: str, domain: str | None) -> None:
        if number not in rows and number != trial.key:
            rows[number] = TrialId(trial.key, len(rows) + 1, kind, number, given, domain, None)

    add(trial.number, "secondary", "EUDRACT_NUMBER", "EudraCT")
    if code := trial.line("A.4.1"):
        add(code, "org_study", "OTHER", "protocol")
    for code in ("A.5.1", "A.5.2", "A.5.3", "A.5.4"):
        for each in trial.all(code):
            for text, domain in _given(each):
                for number, given, where in numbers_in(text, domain):
                    add(number, "secondary", given, where)
    for each in trial.all("A.8"):
        plan = _PLAN.search(each.value)
        if plan is None:
            trial.note("A.8", each.value)
        else:
            add(plan[0], "secondary", "OTHER", "paediatric investigation plan")
    return tuple(rows.values())


def _given(field: Field) -> Iterator[tuple[str, str | None]]:
    """The numbers in a field with what it calls their giver.

    A number of ISRCTN may stand in the field for it without letters.
    """
    if field.code != "A.5.4":
        if number := said(field.value):
            bare = field.code == "A.5.1" and number.isdecimal() and len(number) == 8
            yield (f"ISRCTN{number}" if bare else line(number)), field.label
        return
    named = _NAMED.findall(field.value)
    for name, number in named or [("", each) for each in field.value.split("\n")]:
        if plain := said(number):
            yield line(plain), said(name)
