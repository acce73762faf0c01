"""Results of the sample's studies: posted ones, and those that wait for quality control."""

from typing import Any

from harvest.standin.corpora.vocabulary import Vocabulary

Scenario = dict[str, Any]
"""One table of trials.toml; its keys are explained there."""


def unposted(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    """Results submitted, returned and submitted again, none of them posted yet."""
    events = zip(("RELEASE", "RESET", "RELEASE"), scenario["submitted"], strict=True)
    unposted = {
        "unpostedResponsibleParty": words.sponsor(scenario["sponsor"])[0],
        "unpostedEvents": [{"type": kind, "date": date} for kind, date in events],
    }
    return {"annotationModule": {"unpostedAnnotation": unposted}}


def posted(scenario: Scenario) -> dict[str, Any]:
    """A small results section: flow, baseline, one outcome with an analysis, adverse events."""
    count = str(scenario["enrol"][0])
    group = {"id": "FG000", "title": scenario["arms"][0][1], "description": "As treated"}
    measured = [{"groupId": "OG000", "value": "NA" if scenario["n"] == 25 else "3"}]
    return {
        "participantFlowModule": {
            "recruitmentDetails": "Recruited in specialist clinics.",
            "groups": [group],
            "periods": [
                {
                    "title": "Overall Study",
                    "milestones": _milestones(count),
                }
            ],
        },
        "baselineCharacteristicsModule": {
            "groups": [{**group, "id": "BG000"}],
            "denoms": [{"units": "Participants", "counts": [{"groupId": "BG000", "value": count}]}],
            "measures": [
                {
                    "title": "Age, Continuous",
                    "paramType": "MEAN",
                    "dispersionType": "STANDARD_DEVIATION",
                    "unitOfMeasure": "years",
                    "classes": [
                        {
                            "categories": [
                                {
                                    "measurements": [
                                        {"groupId": "BG000", "value": "4.2", "spread": "3.1"}
                                    ]
                                }
                            ]
                        }
                    ],
                }
            ],
        },
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                {
                    "type": "PRIMARY",
                    "title": "Participants with treatment-related adverse events",
                    "description": "Counted by CTCAE",
                    "populationDescription": "All treated",
                    "reportingStatus": "POSTED",
                    "paramType": "COUNT_OF_PARTICIPANTS",
                    "unitOfMeasure": "Participants",
                    "timeFrame": "12 months",
                    "groups": [{**group, "id": "OG000"}],
                    "denoms": [
                        {"units": "Participants", "counts": [{"groupId": "OG000", "value": count}]}
                    ],
                    "classes": [{"categories": [{"measurements": measured}]}],
                    "analyses": [
                        {
                            "groupIds": ["OG000"],
                            "statisticalMethod": "Exact binomial",
                            "pValue": "<0.05",
                            "ciPctValue": "95",
                            "ciNumSides": "TWO_SIDED",
                            "ciLowerLimit": "0.03",
                            "ciUpperLimit": "0.38",
                        }
                    ],
                }
            ]
        },
        "adverseEventsModule": {
            "frequencyThreshold": "5",
            "timeFrame": "12 months",
            "eventGroups": [
                {
                    "id": "EG000",
                    "title": scenario["arms"][0][1],
                    "seriousNumAffected": 2,
                    "seriousNumAtRisk": int(count),
                    "otherNumAffected": 5,
                    "otherNumAtRisk": int(count),
                }
            ],
            "seriousEvents": [
                {
                    "term": "Portal vein thrombosis",
                    "organSystem": "Hepatobiliary disorders",
                    "stats": [{"groupId": "EG000", "numAffected": 1, "numAtRisk": int(count)}],
                }
            ],
        },
        "moreInfoModule": {
            "limitationsAndCaveats": {"description": "Small sample of a sample."},
            "pointOfContact": {
                "title": "Study Office",
                "organization": "Sample",
                "email": f"results{scenario['n']:03d}@example.org",
                "phone": "+00 555 0101",
            },
        },
    }


def _milestones(count: str) -> list[dict[str, Any]]:
    return [
        {"type": name, "achievements": [{"groupId": "FG000", "numSubjects": number}]}
        for name, number in (
            ("STARTED", count),
            ("COMPLETED", str(int(count) - 1)),
            ("NOT COMPLETED", "1"),
        )
    ]
