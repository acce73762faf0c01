"""The trial registry's data model: the name, path and form of each piece of a study."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One node of the data model; ``kind`` is text, date, time, number, boolean, struct or enum."""

    name: str
    path: str
    kind: str
    enum: str = ""  # the enumeration's name, where kind is enum

    @property
    def steps(self) -> tuple[str, ...]:
        """The path's keys, outermost first."""
        return tuple(self.path.split("."))


def table(name: str) -> list[dict[str, str]]:
    """The rows of a bundled table."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def pieces() -> Mapping[str, Piece]:
    """Every piece by its name."""
    found = {}
    for row in table("pieces.tsv"):
        kind, _, enum = row["kind"].partition(":")
        found[row["piece"]] = Piece(row["piece"], row["path"], kind, enum)
    return found


@cache
def by_path() -> Mapping[str, Piece]:
    """Every piece by its dotted path."""
    return {piece.path: piece for piece in pieces().values()}


@cache
def enums() -> Mapping[str, tuple[str, ...]]:
    """The values of each enumeration, in the registry's order."""
    found: dict[str, tuple[str, ...]] = {}
    for row in table("enums.tsv"):
        found[row["type"]] = (*found.get(row["type"], ()), row["value"])
    return found


def values(node: Any, steps: tuple[str, ...]) -> Iterator[Value]:
    """The values at a path of a study; lists are walked through."""
    if isinstance(node, list):
        for item in node:
            yield from values(item, steps)
    elif not steps:
        if isinstance(node, str | int | float):
            yield node
    elif isinstance(node, dict) and steps[0] in node:
        yield from values(node[steps[0]], steps[1:])


SEARCH_AREAS: Mapping[str, tuple[str, ...]] = {
    "ConditionSearch": (
        *("Condition", "BriefTitle", "OfficialTitle", "ConditionMeshTerm"),
        *("ConditionAncestorTerm", "Keyword", "NCTId"),
    ),
    "InterventionSearch": (
        *("InterventionName", "InterventionType", "ArmGroupType", "InterventionOtherName"),
        *("BriefTitle", "OfficialTitle", "ArmGroupLabel", "InterventionMeshTerm", "Keyword"),
        *("InterventionAncestorTerm", "InterventionDescription", "ArmGroupDescription"),
    ),
    "TitleSearch": ("Acronym", "BriefTitle", "OfficialTitle"),
    "SponsorSearch": ("LeadSponsorName", "CollaboratorName", "OrgFullName"),
    "LeadSponsorName": ("LeadSponsorName",),
    "IdSearch": ("NCTId", "NCTIdAlias", "Acronym", "OrgStudyId", "SecondaryId"),
    "LocationSearch": (
        *("LocationCity", "LocationState", "LocationCountry", "LocationFacility", "LocationZip"),
    ),
    "OutcomeSearch": (
        *("PrimaryOutcomeMeasure", "SecondaryOutcomeMeasure", "OtherOutcomeMeasure"),
        *("PrimaryOutcomeDescription", "SecondaryOutcomeDescription", "OtherOutcomeDescription"),
    ),
    "BasicSearch": (
        *("NCTId", "NCTIdAlias", "OrgStudyId", "SecondaryId", "Acronym", "BriefTitle"),
        *("OfficialTitle", "Condition", "ConditionMeshTerm", "ConditionAncestorTerm", "Keyword"),
        *("InterventionName", "InterventionType", "InterventionOtherName", "InterventionMeshTerm"),
        *("InterventionAncestorTerm", "InterventionDescription", "ArmGroupLabel", "ArmGroupType"),
        *("ArmGroupDescription", "BriefSummary", "DetailedDescription", "PrimaryOutcomeMeasure"),
        *("PrimaryOutcomeDescription", "SecondaryOutcomeMeasure", "SecondaryOutcomeDescription"),
        *("OtherOutcomeMeasure", "OtherOutcomeDescription", "EligibilityCriteria", "WhyStopped"),
        *("StudyPopulation", "LeadSponsorName", "CollaboratorName", "OrgFullName"),
        *(
            "OverallOfficialName",
            "OverallOfficialAffiliation",
            "ResponsiblePartyInvestigatorFullName",
        ),
        *("LocationFacility", "LocationCity", "LocationState", "LocationCountry", "StudyType"),
        *("OverallStatus", "Phase", "DesignPrimaryPurpose", "IPDSharingDescription"),
    ),
    "PatientSearch": (
        *("NCTId", "Acronym", "BriefTitle", "OfficialTitle", "Condition", "ConditionMeshTerm"),
        *("ConditionAncestorTerm", "Keyword", "InterventionName", "InterventionOtherName"),
        *("InterventionMeshTerm", "BriefSummary", "DetailedDescription", "EligibilityCriteria"),
        *("LocationCity", "LocationState", "LocationCountry", "LocationFacility"),
    ),
}
"""Which pieces each search area looks at; the weights matter only to ranking."""
