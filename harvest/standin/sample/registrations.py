"""The sample's trials of registries besides ClinicalTrials.gov, as ISRCTN and EU CTIS write them.

Those that are known through WHO's portal stand in ``portal``.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from harvest.standin.sample import portal

_WRITTEN = Path(__file__).with_name("registrations.toml")
_NOON = "T12:00:00.000Z"


@cache
def registrations() -> Mapping[str, Mapping[str, bytes]]:
    """The records by source and number."""
    written = tomllib.loads(_WRITTEN.read_text("utf-8"))
    return {
        "isrctn": {f"ISRCTN{each['number']}": _isrctn(each) for each in written["isrctn"]},
        "ctis": {each["number"]: _ctis(each) for each in written["ctis"]},
        "ictrp": portal.trials(),
    }


def _e(tag: str, *within: str | etree._Element, **attributes: str) -> etree._Element:
    """An element with a text or with elements in it."""
    made = etree.Element(tag, attributes)
    for each in within:
        if isinstance(each, str):
            made.text = each
        else:
            made.append(each)
    return made


def _isrctn(said: Mapping[str, Any]) -> bytes:
    trial = _e(
        "trial",
        _e("isrctn", said["number"], dateAssigned=said["assigned"] + _NOON),
        _e(
            "trialDescription",
            _e("title", said["title"]),
            _e("scientificTitle", said["official"]),
            _e("acronym", said["acronym"]),
            _e("plainEnglishSummary", said["summary"]),
            _e("primaryOutcomes"),
            _e("primaryOutcome", said["primary"]),
            _e("secondaryOutcomes"),
            _e("secondaryOutcome", said["secondary"]),
        ),
        _e(
            "externalRefs",
            _e("eudraCTNumber", "Nil known"),
            _e("clinicalTrialsGovNumber", "Nil known"),
            _e(
                "secondaryNumbers",
                *(_e("secondaryNumber", text, numberType=kind) for kind, text in said["numbers"]),
            ),
        ),
        _e(
            "trialDesign",
            _e("primaryStudyDesign", "Interventional"),
            _e("secondaryStudyDesign", said["design"]),
            _e("trialTypes", _e("trialType", "Treatment")),
            _e("overallEndDate", said["ends"] + _NOON),
        ),
        _e(
            "participants",
            _e("recruitmentCountries", *(_e("country", name) for name in said["countries"])),
            _e(
                "trialCentres",
                *(
                    _e(
                        "trialCentre",
                        _e("name", name),
                        _e("city", city),
                        _e("state"),
                        _e("country", country),
                    )
                    for name, city, country in said["centres"]
                ),
            ),
            _e("participantTypes", _e("participantType", "Patient")),
            _e("inclusion", said["inclusion"]),
            _e("ageRange", "Adult"),
            _e("lowerAgeLimit", "18 Years"),
            _e("upperAgeLimit", "75 Years"),
            _e("gender", "All"),
            _e("targetEnrolment", said["target"]),
            _e("totalFinalEnrolment", said["final"]),
            _e("exclusion", said["exclusion"]),
            _e("recruitmentStart", said["starts"] + _NOON),
            _e("recruitmentEnd", said["stops"] + _NOON),
        ),
        _e("conditions", _e("condition", _e("description", said["condition"]))),
        _e(
            "interventions",
            _e(
                "intervention",
                _e("description", said["treatment"]),
                _e("interventionType", "Biological/Vaccine"),
                _e("phase", said["phase"]),
                _e("drugNames", said["drugs"]),
            ),
        ),
        lastUpdated=said["updated"] + _NOON,
        version="2",
    )
    sponsor = _e(
        "sponsor",
        _e("organisation", said["sponsor"]),
        _e("commercialStatus", said["commercial"]),
        id="s",
    )
    return bytes(etree.tostring(_e("fullTrial", trial, sponsor), encoding="utf-8"))


def _ctis(said: Mapping[str, Any]) -> bytes:
    row = {
        "ctNumber": said["number"],
        "ctStatus": said["status"],
        "ctTitle": said["title"],
        "shortTitle": said["short"],
        "conditions": said["condition"],
        "trialCountries": [f"{country}:{code}" for country, code in said["countries"]],
        "decisionDateOverall": said["decided"],
        "startDateEU": "",
        "sponsor": said["sponsor"],
        "trialPhase": said["phase"],
        "totalNumberEnrolled": said["planned"],
        "resultsFirstReceived": "No",
        "lastUpdated": said["updated"],
        "lastPublicationUpdate": said["updated"],
    }
    product = {
        "productName": said["product"],
        "anAdvancedTherapyMedicinalProduct": True,
        "pharmaceuticalFormDisplay": "SUSPENSION FOR INFUSION",
        "routes": [said["route"]],
        "jsonActiveSubstanceNames": said["substance"],
    }
    information = {
        "medicalCondition": {"partIMedicalConditions": [{"medicalCondition": said["condition"]}]},
        "trialObjective": {"mainObjective": said["summary"]},
        "eligibilityCriteria": {
            field: [{"number": n, field: text} for n, text in enumerate(said[name], 1)]
            for name, field in (
                ("inclusion", "principalInclusionCriteria"),
                ("exclusion", "principalExclusionCriteria"),
            )
        },
        "endPoint": {
            "primaryEndPoints": [
                {"number": n, "endPoint": text} for n, text in enumerate(said["primary"], 1)
            ]
        },
        "trialDuration": {
            "estimatedRecruitmentStartDate": said["starts"] or None,
            "estimatedGlobalEndDate": said["ends"],
        },
        "populationOfTrialSubjects": {
            "ageRanges": [{"ageRangeCategory": "3"}, {"ageRangeCategory": "4"}],
            "isFemaleSubjects": True,
            "isMaleSubjects": True,
        },
    }
    told = {
        "ctNumber": said["number"],
        "ctPublicStatusCode": said["status"],
        "authorizedApplication": {
            "authorizedPartI": {
                "products": [product],
                "trialDetails": {
                    "clinicalTrialIdentifiers": {
                        "publicTitle": said["title"],
                        "fullTitle": said["official"],
                        "shortTitle": said["short"],
                    },
                    "trialInformation": information,
                },
                "sponsors": [
                    {
                        "primary": True,
                        "organisation": {"name": said["sponsor"]},
                        "isCommercial": said["commercial"],
                    }
                ],
            },
            "authorizedPartsII": [_site(*each) for each in said["sites"]],
            "memberStatesConcerned": [
                {"mscName": country, "mscPublicStatusCode": code}
                for country, code in said["countries"]
            ],
            "trialGlobalEnd": [],
        },
        "events": {"trialEvents": []},
        "results": {},
        "documents": [{"title": "Protocol", "documentTypeLabel": "Protocol (for publication)"}],
    }
    return json.dumps({"search": row, "retrieve": told}, ensure_ascii=False).encode()


def _site(name: str, department: str, city: str, country: str) -> dict[str, Any]:
    place = {"organisation": {"name": name}, "address": {"city": city, "countryName": country}}
    return {
        "mscInfo": {"countryName": country},
        "trialSites": [{"organisationAddressInfo": place, "departmentName": department}],
    }
