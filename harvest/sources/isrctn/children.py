"""What a study has several of: conditions, outcomes, centres, numbers, papers, files."""

import re
from collections.abc import Iterator

from lxml import etree

from harvest import identifiers
from harvest.rows import (
    Condition,
    Intervention,
    Location,
    Outcome,
    SeeAlso,
    Sponsor,
    TrialDocument,
    TrialId,
    TrialKeyword,
    TrialReference,
)
from harvest.sources.given import numbers_in
from harvest.sources.isrctn.study import WORDS, Study, said
from harvest.text import line
from harvest.vocabularies import countries as lands

_ITEM = re.compile(r"^\s*\d{1,2}[.)]\s+", re.MULTILINE)
_TIME = re.compile(r"\s*\b(?:time\s?points?|timepoint\(s\))\s*:\s*", re.IGNORECASE)
_METHOD = re.compile(r"\s*\b(?:method of measurement|measurement method)\s*:\s*", re.IGNORECASE)
_PAPER = re.compile(r"^(?:(?:19|20)\d\d\s+)?(.+?)\s+in\s+(?=https?://|doi)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s)\]]+")


def conditions(key: str, study: Study) -> tuple[Condition, ...]:
    """Each line of what is treated."""
    names = [
        line(name)
        for each in study.texts("conditions/condition/description")
        for name in each.split("\n")
        if name.strip()
    ]
    return tuple(Condition(key, n, name) for n, name in enumerate(dict.fromkeys(names), 1))


def keywords(key: str, study: Study) -> tuple[TrialKeyword, ...]:
    """The classes of disease that the registry sorts it under."""
    classes = [
        line(name)
        for each in study.all("conditions/condition")
        for name in (study.text("diseaseClass1", each), study.text("diseaseClass2", each))
        if name
    ]
    return tuple(TrialKeyword(key, n, name) for n, name in enumerate(dict.fromkeys(classes), 1))


def interventions(key: str, study: Study) -> tuple[Intervention, ...]:
    """Each intervention; its name is that of the drugs or devices, where the record has one."""
    path = "interventions/intervention"
    found = []
    for n, each in enumerate(study.all(path), 1):
        kind = study.code(
            "intervention_types",
            study.text("interventionType", each),
            f"{path}/interventionType",
        )
        name = study.text("drugNames", each)
        described = study.text("description", each)
        if kind or name or described:
            found.append(Intervention(key, n, kind, name and line(name), described, None))
    return tuple(found)


def outcomes(key: str, study: Study) -> tuple[Outcome, ...]:
    """Primary and secondary outcomes: items of a form, or numbered lines of prose."""
    found: list[Outcome] = []
    for kind in ("primary", "secondary"):
        listed = study.element(f"trialDescription/{kind}Outcomes")
        rows = [_formed(each) for each in listed] if listed is not None else []
        prose = study.text(f"trialDescription/{kind}Outcome")
        rows += [_parted(item) for item in _items(prose or "")]
        rows = [row for row in dict.fromkeys(rows) if any(row)]
        found += [Outcome(key, kind, n, *row) for n, row in enumerate(rows, 1)]
    return tuple(found)


def _formed(element: etree._Element) -> tuple[str | None, str | None, str | None]:
    """Measure, description and time frame of an item whose parts are elements."""
    if not len(element):
        return _parted(said(element) or "")
    parts: dict[str, list[str]] = {"measure": [], "description": [], "time": []}
    for each in element:
        name, text = etree.QName(each).localname.lower(), said(each)
        if text:
            place = "time" if "time" in name else "description" if "method" in name else "measure"
            parts[place].append(text)
    measure, description, time = ("\n".join(parts[name]) or None for name in parts)
    return measure, description, time


def _items(prose: str) -> Iterator[str]:
    """The numbered items of a text, or the text itself where it is not numbered."""
    starts = [found.start() for found in _ITEM.finditer(prose)]
    if len(starts) < 2 or prose[: starts[0]].strip():
        if prose:
            yield prose
        return
    for start, end in zip(starts, [*starts[1:], len(prose)], strict=True):
        yield _ITEM.sub("", prose[start:end], count=1).strip()


def _parted(item: str) -> tuple[str | None, str | None, str | None]:
    """A text parted at what announces how and when is measured."""
    rest, _, time = _announced(item, _TIME)
    measure, _, method = _announced(rest, _METHOD)
    return measure.strip() or None, method.strip() or None, time.strip() or None


def _announced(text: str, sign: re.Pattern[str]) -> tuple[str, str, str]:
    found = sign.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


_Place = tuple[str | None, str | None, str | None, str | None, str | None]
"""Facility, city, state, postal code and country."""


def locations(key: str, study: Study) -> tuple[Location, ...]:
    """The centres, then the countries that have none; a part of a country is its state."""
    rows: list[_Place] = []
    for each in study.all("participants/trialCentres/trialCentre"):
        name, city, state, code, land = (
            study.text(part, each) for part in ("name", "city", "state", "zip", "country")
        )
        country = country_of(land)
        if land and country != land and not state:
            state = land
        if name or city or country:
            rows.append((name and line(name), city, state, code, country))
    named = {row[4] for row in rows}
    for country in countries(study):
        if country not in named:
            rows.append((None, None, None, None, country))
    for country in dict.fromkeys(row[4] for row in rows):
        if country and lands.country(country) is None:
            study.note("country", country)
    return tuple(Location(key, n, *row, None, None, None) for n, row in enumerate(rows, 1))


def countries(study: Study) -> list[str]:
    """Where is recruited, each country once: England stands beside the United Kingdom."""
    listed = study.texts("participants/recruitmentCountries/country")
    return list(dict.fromkeys(filter(None, map(country_of, listed))))


def country_of(name: str | None) -> str | None:
    """The country that a name means, as it is called elsewhere."""
    if not name:
        return None
    return lands.country(name) or line(name)


def sponsors(key: str, study: Study) -> tuple[Sponsor, ...]:
    """Sponsors, the first one leading, then whoever pays and is none of them."""
    found: dict[str, Sponsor] = {}
    for each in study.all("sponsor", study.whole):
        if name := study.text("organisation", each):
            role = "collaborator" if found else "lead"
            found.setdefault(line(name), Sponsor(key, 0, role, line(name), _class(study, each)))
    for each in study.all("funder", study.whole):
        if name := study.text("name", each):
            found.setdefault(line(name), Sponsor(key, 0, "collaborator", line(name), None))
    return tuple(row._replace(position=n) for n, row in enumerate(found.values(), 1))


def _class(study: Study, sponsor: etree._Element) -> str | None:
    for part in ("sponsorType", "commercialStatus"):
        if word := study.text(part, sponsor):
            return study.code("sponsor_classes", word, f"sponsor/{part}")
    return None


def numbers(key: str, study: Study) -> tuple[TrialId, ...]:
    """Every number but its own: those of other registries as they spell them, then the others."""
    given: list[tuple[str, str | None]] = []
    for name, domain in (
        ("eudraCTNumber", None),
        ("clinicalTrialsGovNumber", None),
        ("irasNumber", "IRAS"),
        ("protocolSerialNumber", "protocol"),
    ):
        if text := study.text(f"externalRefs/{name}"):
            given.append((text, domain))
    for each in study.all("externalRefs/secondaryNumbers/secondaryNumber"):
        if text := said(each):
            given.append((text, each.get("numberType")))
    rows: dict[str, TrialId] = {}
    for text, domain in given:
        for number, kind, where in numbers_in(text, domain):
            if number != key and number not in rows:
                rows[number] = TrialId(key, len(rows) + 1, "secondary", number, kind, where, None)
    serial = study.text("externalRefs/protocolSerialNumber")
    if serial and (own := rows.get(line(serial))):
        rows[line(serial)] = own._replace(kind="org_study")
    return tuple(rows.values())


def references(key: str, study: Study) -> tuple[TrialReference, ...]:
    """Papers, which the registry tells in prose with an address and a word for what each is."""
    told_in_prose = study.text("results/publicationDetails") or ""
    lines = [each for each in told_in_prose.split("\n") if each.strip()]
    rows: list[TrialReference] = []
    for text in lines:
        pmid = next((each.id for each in identifiers.find(text) if each.registry == "pmid"), None)
        rows.append(
            TrialReference(key, len(rows) + 1, pmid, _type_of(text, study), line(text), None)
        )
    told = {row.pmid for row in rows}
    for each in study.all("outputs/output"):
        address = _address(study, each)
        pmid = next(
            (found.id for found in identifiers.find(address or "") if found.registry == "pmid"),
            None,
        )
        if pmid and pmid not in told:
            word = study.text("description", each) or each.get("outputType")
            kind = WORDS.code("reference_types", word)
            rows.append(TrialReference(key, len(rows) + 1, pmid, kind, address, None))
            told.add(pmid)
    return tuple(rows)


def _type_of(text: str, study: Study) -> str | None:
    word = _PAPER.search(text)
    if word is None:
        return None
    found = WORDS.code("reference_types", word[1])
    if found is None:
        study.note("results/publicationDetails", word[1])
    return found


def _address(study: Study, output: etree._Element) -> str | None:
    link = study.element("externalLink", output)
    text = said(link) or (link.get("url") if link is not None else None)
    found = _ADDRESS.search(text or "")
    return found[0] if found else None


def links(key: str, study: Study) -> tuple[SeeAlso, ...]:
    """Web pages that the record names."""
    rows: dict[str, str | None] = {}
    if site := study.text("trialDescription/trialWebsite"):
        for address in _ADDRESS.findall(site):
            rows.setdefault(address, "Study website")
    for each in study.all("outputs/output"):
        address = _address(study, each)
        if address and not any(f.registry == "pmid" for f in identifiers.find(address)):
            rows.setdefault(address, study.text("description", each))
    return tuple(
        SeeAlso(key, n, "link", label, address, None, None)
        for n, (address, label) in enumerate(rows.items(), 1)
    )


def documents(key: str, study: Study) -> tuple[TrialDocument, ...]:
    """Files that are attached for everybody."""
    found: list[TrialDocument] = []
    for each in study.all("attachedFiles/attachedFile"):
        name, label = study.text("name", each), study.text("description", each)
        if name is None or study.text("public", each) == "false":
            continue
        length = study.text("length", each) or ""
        about = (label or name).lower()
        found.append(
            TrialDocument(
                *(key, len(found) + 1, None, label),
                int("protocol" in about),
                int("statistical analysis" in about),
                int("consent" in about),
                *(None, None, name),
                int(length) if length.isdecimal() else None,
            )
        )
    return tuple(found)
