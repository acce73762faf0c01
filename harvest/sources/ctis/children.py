"""What a trial has several of: conditions, products, endpoints, sites, sponsors, numbers, files."""

import re
from collections.abc import Mapping
from typing import Any

from harvest.rows import (
    Condition,
    Intervention,
    Location,
    Outcome,
    Sponsor,
    TrialDocument,
    TrialId,
    TrialKeyword,
)
from harvest.sources.ctis.record import Trial, country_of, mapping, mappings, one_line, text
from harvest.sources.ctis.status import by_country
from harvest.sources.given import numbers_in
from harvest.vocabularies import countries as lands

PROTOCOL_CODE = re.compile(r"\d{2}")
"""What tells the sponsor's code for a protocol from an acronym."""


def conditions(trial: Trial) -> tuple[Condition, ...]:
    """What is treated, in the sponsor's words."""
    inner = mapping(trial.information, "medicalCondition")
    listed = mappings(inner, "partIMedicalConditions") or mappings(
        trial.part_one, "medicalConditions"
    )
    names = _names(listed, "medicalCondition")
    return tuple(Condition(trial.key, n, name) for n, name in enumerate(names, 1))


def keywords(trial: Trial) -> tuple[TrialKeyword, ...]:
    """Terms of MedDRA and therapeutic areas that it is filed under."""
    inner = mapping(trial.information, "medicalCondition")
    names = [
        *_names(mappings(inner, "meddraConditionTerms"), "termName"),
        *_names(mappings(trial.part_one, "therapeuticAreas"), "name"),
    ]
    return tuple(TrialKeyword(trial.key, n, name) for n, name in enumerate(dict.fromkeys(names), 1))


def _names(listed: list[Mapping[str, Any]], field: str) -> list[str]:
    return list(dict.fromkeys(name for each in listed if (name := one_line(each.get(field)))))


def interventions(trial: Trial) -> tuple[Intervention, ...]:
    """Each product: name, form and route, substances and the EU's number of it."""
    found: dict[tuple[str | None, str | None], Intervention] = {}
    for each in mappings(trial.part_one, "products"):
        name = one_line(each.get("productName") or each.get("nameDisplay"))
        code = one_line(each.get("evCode"))
        advanced = each.get("anAdvancedTherapyMedicinalProduct") is True
        routes = [r for r in each.get("routes") or () if isinstance(r, str)]
        said = [
            one_line(each.get("pharmaceuticalFormDisplay")),
            ", ".join(routes) or None,
            "advanced therapy medicinal product" if advanced else None,
        ]
        others = [
            one_line(each.get("jsonActiveSubstanceNames")),
            one_line(each.get("sponsorProductCodeEdit")),
            code,
        ]
        other_names = [o for o in dict.fromkeys(others) if o and o != name]
        found.setdefault(
            (name, code),
            Intervention(
                trial.key,
                len(found) + 1,
                "BIOLOGICAL" if advanced else "DRUG",
                name or code,
                "; ".join(filter(None, said)) or None,
                "|".join(other_names) or None,
            ),
        )
    return tuple(found.values())


def outcomes(trial: Trial) -> tuple[Outcome, ...]:
    """Primary and secondary endpoints."""
    rows: list[Outcome] = []
    for kind in ("primary", "secondary"):
        listed = mappings(mapping(trial.information, "endPoint"), f"{kind}EndPoints")
        said = [text(each.get("endPoint")) for each in sorted(listed, key=_number)]
        measures = dict.fromkeys(filter(None, said))
        rows += [Outcome(trial.key, kind, n, m, None, None) for n, m in enumerate(measures, 1)]
    return tuple(rows)


def _number(each: Mapping[str, Any]) -> int:
    given = str(each.get("number"))
    return int(given) if given.isdecimal() else 0


def numbered(listed: list[Mapping[str, Any]], field: str) -> list[str]:
    """The texts of a numbered list, in the order of their numbers."""
    return [said for each in sorted(listed, key=_number) if (said := text(each.get(field)))]


def locations(trial: Trial) -> tuple[Location, ...]:
    """The sites, then the countries without one; with where the trial stands in each country."""
    standing = by_country(trial)
    rows: list[tuple[str | None, str | None, str | None, str | None, str | None]] = []
    for part in trial.parts_two:
        here = country_of(mapping(part, "mscInfo").get("countryName"))
        for site in mappings(part, "trialSites"):
            place = mapping(site, "organisationAddressInfo")
            address = mapping(place, "address")
            country = country_of(address.get("countryName")) or here
            names = [
                one_line(mapping(place, "organisation").get("name")),
                one_line(site.get("departmentName")),
            ]
            facility = ", ".join(filter(None, names)) or None
            city, code = one_line(address.get("city")), one_line(address.get("postcode"))
            rows.append((facility, city, code, country, standing.get(country or "")))
    named = {row[3] for row in rows}
    elsewhere = [each.get("name") for each in mappings(trial.part_one, "rowCountriesInfo")]
    for country in dict.fromkeys([*standing, *map(country_of, elsewhere)]):
        if country and country not in named:
            rows.append((None, None, None, country, standing.get(country)))
    for name in dict.fromkeys(row[3] for row in rows):
        if name and lands.country(name) is None:
            trial.note("country", name)
    return tuple(
        Location(trial.key, n, facility, city, None, code, country, None, None, status)
        for n, (facility, city, code, country, status) in enumerate(rows, 1)
    )


def sponsors(trial: Trial) -> tuple[Sponsor, ...]:
    """The sponsor that leads, the others, and who gives money and is none of them."""
    found: dict[str, Sponsor] = {}
    listed = mappings(trial.part_one, "sponsors")
    for each in sorted(listed, key=lambda sponsor: sponsor.get("primary") is not True):
        if name := one_line(mapping(each, "organisation").get("name")):
            role = "collaborator" if found else "lead"
            commercial = each.get("isCommercial")
            kind = "INDUSTRY" if commercial is True else "OTHER" if commercial is False else None
            found.setdefault(name, Sponsor(trial.key, 0, role, name, kind))
    for each in mappings(trial.information, "sourceOfMonetarySupport"):
        if name := one_line(each.get("organisationName")):
            found.setdefault(name, Sponsor(trial.key, 0, "collaborator", name, None))
    return tuple(row._replace(position=n) for n, row in enumerate(found.values(), 1))


def numbers(trial: Trial) -> tuple[TrialId, ...]:
    """Every number but its own; that of the submission at the registry, which counts up, first."""
    given: list[tuple[str, str | None]] = []
    for holder in (mapping(trial.application, "eudraCt"), mapping(trial.told, "eudraCtInfo")):
        if code := one_line(holder.get("eudraCtCode")):
            given.append((code, "EudraCT"))
    listed = mapping(trial.identifiers, "secondaryIdentifyingNumbers")
    for each in listed.values():
        for one in each if isinstance(each, list) else [each]:
            if isinstance(one, dict) and (said := one_line(one.get("number"))):
                given.append((said, one_line(one.get("otherRegistryName"))))
    plans = mappings(
        mapping(trial.part_one, "trialDetails", "scientificAdviceAndPip"),
        "paediatricInvestigationPlan",
    )
    given += [
        (plan, "paediatric investigation plan")
        for each in plans
        if (plan := one_line(each.get("paediatricInvestigationNumber")))
    ]
    short = one_line(trial.identifiers.get("shortTitle"))
    if short and PROTOCOL_CODE.search(short):
        given.append((short, "short title"))
    rows: dict[str, tuple[str, str | None]] = {}
    if trial.number != trial.key:
        rows[trial.number] = ("CTIS", "with its submission")
    for said, domain in given:
        for number, kind, where in numbers_in(said, domain):
            rows.setdefault(number, (kind, where))
    rows.pop(trial.key, None)
    return tuple(
        TrialId(trial.key, n, "secondary", number, kind, domain, None)
        for n, (number, (kind, domain)) in enumerate(rows.items(), 1)
    )


def documents(trial: Trial) -> tuple[TrialDocument, ...]:
    """The files that are published, each named once."""
    found: dict[str, TrialDocument] = {}
    for each in mappings(trial.told, "documents"):
        title = one_line(each.get("title"))
        label = one_line(each.get("documentTypeLabel"))
        ending = one_line(each.get("fileType")) or ""
        if title is None:
            continue
        name = f"{title}.{ending.lower()}" if ending else title
        about = (label or "").lower()
        found.setdefault(
            name,
            TrialDocument(
                trial.key,
                len(found) + 1,
                None,
                label,
                int(about.startswith("protocol")),
                int("statistical analysis" in about),
                int("informed consent" in about),
                None,
                None,
                name,
                None,
            ),
        )
    return tuple(found.values())
