"""The rows under a study: arms, outcomes, sites, people, numbers, references …

Positions count from 1, in the order of the record.
"""

import re
from collections.abc import Iterable

from harvest import identifiers
from harvest.rows import (
    Arm,
    ArmIntervention,
    Condition,
    Intervention,
    Location,
    Official,
    Outcome,
    RemovedCountry,
    SeeAlso,
    Sponsor,
    TrialDocument,
    TrialId,
    TrialKeyword,
    TrialMesh,
    TrialNote,
    TrialReference,
)
from harvest.rows.notes import noted
from harvest.sources.clinicaltrials.reading import protocol_shapes as shapes
from harvest.sources.clinicaltrials.reading.reference_shapes import References
from harvest.sources.clinicaltrials.reading.study_shapes import Derived, Documents, MiscInfo
from harvest.sources.clinicaltrials.reading.values import Sheet, flag, joined
from harvest.vocabularies.countries import country

Rows = Iterable[tuple[object, ...]]

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def conditions(sheet: Sheet, module: shapes.Conditions) -> dict[str, Rows]:
    """``conditions`` and ``trial_keywords``."""
    nct_id, common = sheet.nct_id, sheet.common
    return {
        "conditions": [
            Condition(nct_id, n, name)
            for n, text in enumerate(module.conditions, 1)
            if (name := common(text))
        ],
        "trial_keywords": [
            TrialKeyword(nct_id, n, word)
            for n, text in enumerate(module.keywords, 1)
            if (word := common(text))
        ],
    }


def arms(sheet: Sheet, module: shapes.ArmsInterventions) -> dict[str, Rows]:
    """``arms``, ``interventions`` and which is given in which."""
    nct_id, plain, markup = sheet.nct_id, sheet.plain, sheet.markup
    arms = [
        Arm(
            nct_id, n, plain(arm.label), arm.type, markup(arm.description),
            joined([name for text in arm.intervention_names if (name := plain(text))]),
        )
        for n, arm in enumerate(module.arm_groups, 1)
    ]  # fmt: skip
    interventions = [
        Intervention(
            nct_id, n, item.type, plain(item.name), markup(item.description),
            joined([name for text in item.other_names if (name := plain(text))]),
        )
        for n, item in enumerate(module.interventions, 1)
    ]  # fmt: skip
    return {
        "arms": arms,
        "interventions": interventions,
        "arm_interventions": _given_in(sheet, module),
    }


def _given_in(sheet: Sheet, module: shapes.ArmsInterventions) -> list[ArmIntervention]:
    """What is given in which arm, said by the intervention (its arms) or by the arm (its names)."""
    pairs: dict[tuple[str, int], None] = {}
    numbers: dict[str, int] = {}
    for n, item in enumerate(module.interventions, 1):
        if item.name:
            numbers.setdefault(item.name, n)
        for text in item.arm_group_labels:
            if label := sheet.common(text):
                pairs[label, n] = None
    for arm in module.arm_groups:
        label = sheet.common(arm.label)
        for text in arm.intervention_names:  # "Biological: name"
            number = numbers.get(text.partition(": ")[2])
            if label and number:
                pairs[label, number] = None
    return [ArmIntervention(sheet.nct_id, label, n) for label, n in pairs]


def outcomes(sheet: Sheet, module: shapes.Outcomes | None) -> list[Outcome]:
    """Primary, secondary and other outcomes, each kind counted on its own."""
    nct_id, plain, markup, common = sheet.nct_id, sheet.plain, sheet.markup, sheet.common
    if module is None:
        return []
    return [
        Outcome(
            nct_id, kind, n, plain(item.measure), markup(item.description),
            common(item.time_frame),
        )
        for kind, items in (
            ("primary", module.primary_outcomes),
            ("secondary", module.secondary_outcomes),
            ("other", module.other_outcomes),
        )
        for n, item in enumerate(items, 1)
    ]  # fmt: skip


_NOWHERE = shapes.GeoPoint()


def people_and_places(sheet: Sheet, module: shapes.ContactsLocations | None) -> dict[str, Rows]:
    """Sites and leading people; contact persons are left out, whoever they are."""
    nct_id, common = sheet.nct_id, sheet.common
    if module is None:
        return {}
    locations = []
    for n, site in enumerate(module.locations, 1):
        point = site.geo_point or _NOWHERE
        locations.append(
            Location(
                nct_id, n, _no_mail(sheet, common(site.facility)), common(site.city),
                common(site.state), common(site.zip), _country(sheet, site.country),
                point.lat, point.lon, site.status,
            )
        )  # fmt: skip
    officials = [
        Official(
            nct_id,
            n,
            _no_mail(sheet, common(person.name)),
            _no_mail(sheet, common(person.affiliation)),
            person.role,
        )
        for n, person in enumerate(module.overall_officials, 1)
    ]
    words = _country_words(sheet, module.locations)
    return {"locations": locations, "officials": officials, "trial_notes": words}


def _no_mail(sheet: Sheet, text: str | None) -> str | None:
    """A name of a person or place without the mail address that somebody typed into it."""
    if text is None or "@" not in text:
        return text
    sheet.notes.add("protocolSection.contactsLocationsModule: a mail address, not kept", "")
    return " ".join(_MAIL.sub(" ", text).split()) or None


def sponsors(sheet: Sheet, module: shapes.SponsorCollaborators | None) -> list[Sponsor]:
    """The lead sponsor first."""
    if module is None:
        return []
    lead = (("lead", module.lead_sponsor),) if module.lead_sponsor is not None else ()
    others = (("collaborator", sponsor) for sponsor in module.collaborators)
    return [
        Sponsor(sheet.nct_id, n, role, sheet.common(sponsor.name), sponsor.agency_class)
        for n, (role, sponsor) in enumerate((*lead, *others), 1)
    ]


def ids(
    sheet: Sheet, identification: shapes.Identification, aliases: tuple[str, ...]
) -> list[TrialId]:
    """The sponsor's number, those of other registries and funders, and merged NCT numbers."""
    nct_id, plain = sheet.nct_id, sheet.plain
    rows: list[TrialId] = []
    own = identification.org_study_id_info
    if own is not None and (number := plain(own.id)):
        rows.append(TrialId(nct_id, 1, "org_study", number, own.type, None, plain(own.link)))
    for other in identification.secondary_id_infos:
        if number := plain(other.id):
            n = len(rows) + 1
            domain, link = plain(other.domain), plain(other.link)
            rows.append(TrialId(nct_id, n, "secondary", number, other.type, domain, link))
        else:
            path = "protocolSection.identificationModule.secondaryIdInfos[]: without id"
            sheet.notes.add(path, other.domain or other.type or "")
    for alias in aliases:
        rows.append(TrialId(nct_id, len(rows) + 1, "alias", alias, None, None, None))
    return rows


def paper_number(number: str | None) -> str | None:
    """The number of a cited paper: what stands in the field of the PMID is known by its form."""
    if number is None or number.isdecimal():
        return number and str(int(number))
    found = identifiers.find(number, "paper")
    return found[0].id if found else number


def references(sheet: Sheet, module: References) -> dict[str, Rows]:
    """Cited papers, and what else the sponsor points to."""
    nct_id, plain, markup = sheet.nct_id, sheet.plain, sheet.markup
    return {
        "trial_references": [
            TrialReference(
                nct_id, n, paper_number(plain(paper.pmid)), paper.type, plain(paper.citation),
                joined([f"{r.pmid or ''} {r.source or ''}".strip() for r in paper.retractions]),
            )
            for n, paper in enumerate(module.references, 1)
        ],
        "see_also": [
            *(
                SeeAlso(nct_id, n, "link", markup(link.label), plain(link.url), None, None)
                for n, link in enumerate(module.see_also_links, 1)
            ),
            *(
                SeeAlso(
                    nct_id, n, "ipd", plain(item.type), plain(item.url), plain(item.id),
                    markup(item.comment),
                )
                for n, item in enumerate(module.avail_ipds, len(module.see_also_links) + 1)
            ),
        ],
    }  # fmt: skip


def documents(sheet: Sheet, section: Documents | None) -> list[TrialDocument]:
    """Protocols, analysis plans and consent forms."""
    nct_id, plain = sheet.nct_id, sheet.plain
    module = section.large_document_module if section is not None else None
    if module is None:
        return []
    path = "documentSection.largeDocumentModule.largeDocs[].date"
    return [
        TrialDocument(
            nct_id, n, plain(doc.type_abbrev), plain(doc.label), flag(doc.has_protocol),
            flag(doc.has_sap), flag(doc.has_icf), sheet.date(doc.date, path),
            plain(doc.upload_date), plain(doc.filename), doc.size,
        )
        for n, doc in enumerate(module.large_docs, 1)
    ]  # fmt: skip


def mesh_terms(sheet: Sheet, derived: Derived) -> list[TrialMesh]:
    """Descriptors by area; one that is both a term and a broader term counts as a term."""
    nct_id, common = sheet.nct_id, sheet.common
    rows: list[TrialMesh] = []
    for area, module in (
        ("condition", derived.condition_browse_module),
        ("intervention", derived.intervention_browse_module),
    ):
        if module is None:
            continue
        seen: set[str] = set()
        for ancestor, terms in enumerate((module.meshes, module.ancestors)):
            for mesh in terms:
                ui = mesh.id
                if not ui:
                    path = f"derivedSection.{area}BrowseModule: a term without id"
                    sheet.notes.add(path, mesh.term)
                elif ui not in seen:
                    seen.add(ui)
                    rows.append(TrialMesh(nct_id, ui, area, ancestor, common(mesh.term)))
    return rows


def _country_words(sheet: Sheet, places: Iterable[shapes.LocationShape]) -> tuple[TrialNote, ...]:
    """What the registry calls countries that are called otherwise here."""
    words = dict.fromkeys(sheet.common(site.country) for site in places)
    return noted(sheet.nct_id, [("country", country(word), word) for word in words if word])


def removed_countries(sheet: Sheet, misc: MiscInfo | None) -> list[RemovedCountry]:
    """Countries that the study no longer has."""
    if misc is None:
        return []
    return [
        RemovedCountry(sheet.nct_id, n, name)
        for n, text in enumerate(misc.removed_countries, 1)
        if (name := _country(sheet, text))
    ]


def _country(sheet: Sheet, text: str | None) -> str | None:
    """A country by the name that it has here, whatever the registry called it that year."""
    word = sheet.common(text)
    return (country(word) or word) if word else None
