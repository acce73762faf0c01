"""A synthetic study in which every part that the registry can send is filled."""

import types
from copy import deepcopy
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from harvest.sources.clinicaltrials.reading.study_shapes import Study

NCT_ID = "NCT99000001"

_CONTACT = {
    "name": "Contact Person", "role": "CONTACT", "phone": "+00 555 0100", "phoneExt": "ext 9",
    "email": "person@example.org",
}  # fmt: skip

_TEXTS = {
    "country": "Korea, Republic of",
    "nctId": NCT_ID,
    "nctIdAliases": "NCT99000002",
    "pmid": "99000001",
    "url": "https://example.org/page",
    "link": "https://example.org/number",
    "uploadDate": "2026-01-02T03:04",
    "versionHolder": "2026-11-20",
    "minimumAge": "18 Years",
    "maximumAge": "75 Years",
    "targetDuration": "2 Years",
}
_RAW: dict[str, Any] = {
    "centralContacts": [_CONTACT],
    "contacts": [_CONTACT],
    "browseLeaves": [{"id": "M1", "name": "Leaf", "asFound": "leaf", "relevance": "HIGH"}],
    "browseBranches": [{"abbrev": "BC1", "name": "Branch"}],
    "modelPredictions": {"bmiLimits": {"minBmi": 1.5, "maxBmi": 30}},
    "locations_nested": [
        {
            "facility": "Nested", "status": "RECRUITING", "city": "Nested", "state": "Nested",
            "zip": "1", "country": "Nested", "geoPoint": {"lat": 1.5, "lon": 2.5},
            "contacts": [_CONTACT],
        }
    ],
    "interventionMappedName": ["Mapped"],
    "participantFlowModule": {
        "recruitmentDetails": "Recruited",
        "groups": [{"id": "FG000", "title": "Cells", "description": "Cells"}],
        "periods": [
            {
                "title": "All",
                "milestones": [
                    {"type": "STARTED", "achievements": [{"groupId": "FG000", "numSubjects": "9"}]}
                ],
            }
        ],
    },
    "baselineCharacteristicsModule": {
        "groups": [{"id": "BG000", "title": "Cells"}],
        "denoms": [{"units": "Participants", "counts": [{"groupId": "BG000", "value": "9"}]}],
        "measures": [{"title": "Age", "paramType": "MEAN", "unitOfMeasure": "years"}],
    },
    "outcomeMeasuresModule": {
        "outcomeMeasures": [
            {
                "type": "PRIMARY", "title": "MELD", "description": "Score \\> 1",
                "populationDescription": "All", "reportingStatus": "POSTED",
                "anticipatedPostingDate": "2027-01", "paramType": "MEAN",
                "dispersionType": "Standard Deviation", "unitOfMeasure": "points",
                "calculatePct": False, "timeFrame": "6 months", "typeUnitsAnalyzed": "Livers",
                "denomUnitsSelected": "Participants",
                "groups": [{"id": "OG000", "title": "Cells", "description": "Cells"}],
                "denoms": [
                    {"units": "Livers", "counts": [{"groupId": "OG000", "value": "8"}]},
                    {"units": "Participants", "counts": [{"groupId": "OG000", "value": "9"}]},
                ],
                "classes": [
                    {
                        "title": "All",
                        "categories": [
                            {
                                "title": "All",
                                "measurements": [
                                    {"groupId": "OG000", "value": "1.5", "spread": "0.5"}
                                ],
                            }
                        ],
                    }
                ],
                "analyses": [
                    {
                        "paramType": "Difference", "paramValue": "1.5", "pValue": "<0.05",
                        "dispersionType": "STANDARD_DEVIATION", "dispersionValue": "2",
                        "statisticalMethod": "t-test", "statisticalComment": "two \\< three",
                        "pValueComment": "none", "ciNumSides": "TWO_SIDED", "ciPctValue": "95",
                        "ciLowerLimit": "0.1", "ciUpperLimit": "2.9", "estimateComment": "raw",
                        "ciLowerLimitComment": "low", "ciUpperLimitComment": "high",
                        "testedNonInferiority": False, "nonInferiorityType": "SUPERIORITY",
                        "nonInferiorityComment": "no", "otherAnalysisDescription": "other",
                        "groupDescription": "both", "groupIds": ["OG000"],
                    }
                ],
            }
        ]
    },
    "adverseEventsModule": {
        "frequencyThreshold": "5",
        "timeFrame": "1 year",
        "description": "Harms",
        "eventGroups": [
            {
                "id": "EG000", "title": "Cells", "description": "Cells", "deathsNumAffected": 1,
                "deathsNumAtRisk": 9, "seriousNumAffected": 2, "seriousNumAtRisk": 9,
                "otherNumAffected": 3, "otherNumAtRisk": 9,
            }
        ],
        "seriousEvents": [
            {
                "term": "Ascites", "organSystem": "Hepatobiliary disorders",
                "stats": [{"groupId": "EG000", "numEvents": 1, "numAffected": 1, "numAtRisk": 9}],
            }
        ],
    },
    "moreInfoModule": {
        "limitationsAndCaveats": {"description": "Small \\& short"},
        "certainAgreement": {"piSponsorEmployee": False},
        "pointOfContact": {
            "title": "Professor", "organization": "Hospital", "email": "point@example.org",
            "phone": "+00 555 0101", "phoneExt": "ext 9",
        },
    },
}  # fmt: skip


def whole_study() -> dict[str, Any]:
    """The study, to be changed at will."""
    return deepcopy(_built())


@cache
def _built() -> dict[str, Any]:
    made = _made(Study, "")
    assert isinstance(made, dict)
    for area in ("condition", "intervention"):  # a broader term is another descriptor
        made["derivedSection"][f"{area}BrowseModule"]["ancestors"][0]["id"] = "D000001"
    return made


def _made(wanted: Any, key: str) -> Any:
    origin = get_origin(wanted)
    if origin is Annotated:
        return _made(get_args(wanted)[0], key)
    if origin in (Union, types.UnionType):
        return _made(get_args(wanted)[0], key)
    if origin is tuple:
        return [_made(get_args(wanted)[0], key)]
    if origin is Literal:
        return get_args(wanted)[0]
    if wanted is msgspec.Raw:
        return deepcopy(_RAW[key])
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return {f.encode_name: _made(f.type, f.encode_name) for f in msgspec.structs.fields(wanted)}
    if wanted is bool:
        return True
    if wanted is int:
        return 42
    if wanted is float:
        return 47.5
    if key in _TEXTS:
        return _TEXTS[key]
    return "2024-05-06" if key.lower().endswith("date") else f"Synthetic {key.lower()}"
