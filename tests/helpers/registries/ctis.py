"""Made-up trials of CTIS, as the registry writes them, and a walk over its stand-in."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from harvest.records import Event, Held, Raw, Record
from harvest.sources.ctis import SOURCE
from harvest.standin import Fixed, StandIn, State
from tests.helpers.registries import asked
from tests.helpers.registries.asked import NOTHING_HELD, topic

CONFIG = topic(therapy='ctis_terms = ["Hepatocell"]')
PERSON = {"firstName": "Ann", "lastName": "Exemplar", "email": "ann@example.net"}


def number_of(n: int, submission: int = 0) -> str:
    return f"2023-5{n:05}-13-{submission:02}"


def trial(n: int, *, submission: int = 0, **more: Any) -> dict[str, Any]:
    """A trial; ``more`` are fields of the row of the search, or ``retrieve`` to lay over."""
    number = number_of(n, submission)
    laid_over = more.pop("retrieve", {})
    row = {
        "ctNumber": number,
        "ctStatus": 4,
        "ctTitle": f"Stem cells in liver cirrhosis, trial {n}",
        "shortTitle": "CORD",
        "conditions": "Liver cirrhosis",
        "trialCountries": ["Spain:4", "France:2"],
        "decisionDateOverall": f"{1 + n % 28:02}/04/2024",
        "startDateEU": "",
        "sponsor": "Made-up Biotech",
        "trialPhase": "Phase I and Phase II (Integrated)- Other",
        "totalNumberEnrolled": "24",
        "resultsFirstReceived": "No",
        "lastUpdated": "19/08/2025",
        "lastPublicationUpdate": "20/08/2025",
    } | more
    organisation = {"name": "Made-up Biotech", "businessKey": "ORG-100000001"}
    part_one = {
        "rowCountriesInfo": [{"name": "United Kingdom"}],
        "products": [
            {
                "productName": "Cord cells",
                "evCode": "PRD1000001",
                "anAdvancedTherapyMedicinalProduct": True,
                "routes": ["INTRAVENOUS USE"],
                "jsonActiveSubstanceNames": "umbilical cord stem cells",
            }
        ],
        "trialDetails": {
            "clinicalTrialIdentifiers": {
                "publicTitle": row["ctTitle"],
                "fullTitle": f"A made-up trial of stem cells, {n}",
                "shortTitle": "CORD",
                "secondaryIdentifyingNumbers": {
                    "nctNumber": {"number": f"NCT990000{n % 100:02}"},
                    "whoUniversalTrialNumber": {"number": "U1111-1234-5678"},
                },
            },
            "trialInformation": {
                "trialObjective": {"mainObjective": "Safety."},
                "medicalCondition": {
                    "partIMedicalConditions": [{"medicalCondition": "Liver cirrhosis"}]
                },
                "eligibilityCriteria": {
                    "principalInclusionCriteria": [
                        {"number": 2, "principalInclusionCriteria": "Second"},
                        {"number": 1, "principalInclusionCriteria": "First"},
                    ],
                    "principalExclusionCriteria": [
                        {"number": 1, "principalExclusionCriteria": "Cancer"}
                    ],
                },
                "endPoint": {"primaryEndPoints": [{"number": 1, "endPoint": "MELD score"}]},
                "trialDuration": {
                    "estimatedRecruitmentStartDate": "2024-05-01",
                    "estimatedEndDate": "2026-09-22",
                },
                "populationOfTrialSubjects": {
                    "ageRanges": [{"ageRangeCategory": "3"}, {"ageRangeCategory": "4"}],
                    "isFemaleSubjects": True,
                    "isMaleSubjects": True,
                },
            },
        },
        "sponsors": [
            {
                "primary": True,
                "organisation": organisation,
                "isCommercial": True,
                "publicContacts": [{"functionalName": "Ann Exemplar", "organisation": {}}],
            }
        ],
    }
    site = {
        "organisationAddressInfo": {
            "organisation": {"name": "Made-up Hospital"},
            "address": {"city": "Madrid", "postcode": "28001", "countryName": "Spain"},
            "phone": "+34 000",
        },
        "personInfo": PERSON,
        "departmentName": "Hepatology",
    }
    told: dict[str, Any] = {
        "ctNumber": number,
        "ctStatus": "Authorised",
        "ctPublicStatusCode": row["ctStatus"],
        "publishDate": "2025-08-20T03:46:14.147548867",
        "authorizedApplication": {
            "authorizedPartI": part_one,
            "authorizedPartsII": [{"mscInfo": {"countryName": "Spain"}, "trialSites": [site]}],
            "memberStatesConcerned": [
                {"mscName": "Spain", "mscPublicStatusCode": 4},
                {"mscName": "France", "mscPublicStatusCode": 2},
            ],
            "eudraCt": {"isTransitioned": True, "eudraCtCode": "2019-003842-34"},
            "trialGlobalEnd": [],
        },
        "events": {"trialEvents": []},
        "results": {},
        "documents": [
            {"title": "Protocol", "documentTypeLabel": "Protocol (for publication)"},
        ],
    }
    told |= laid_over
    return {"search": row, "retrieve": told}


def body(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def read(kept: bytes) -> Record:
    return SOURCE.normalise(Raw("ctis", "trial", "?", kept, "2026-11-24T06:00:00Z"))


def corpus(*states: list[dict[str, Any]]) -> Fixed:
    """States of the registry alone."""
    held = [{each["search"]["ctNumber"]: body(each) for each in records} for records in states]
    stamp = "2026-11-20T09:00:04"
    return Fixed(
        tuple(State({}, {}, {}, stamp, registrations={"ctis": records}) for records in held)
    )


def walked(
    standin: StandIn, folder: Path, held: Held = NOTHING_HELD, *, config: str = CONFIG
) -> Iterator[Event]:
    """What a run brings."""
    return asked.walked(SOURCE, config + standin.config_lines("ctis"), folder, held)
