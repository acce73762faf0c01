"""The sample's studies: scenarios of trials.toml written out as the registry's records."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from harvest.standin.corpora.corpus import Study
from harvest.standin.corpora.vocabulary import Vocabulary, vocabulary
from harvest.standin.sample.results import Scenario, posted, unposted

_HERE = Path(__file__).parent
_MODULES = (
    *("identificationModule", "statusModule", "sponsorCollaboratorsModule", "oversightModule"),
    *("descriptionModule", "conditionsModule", "designModule", "armsInterventionsModule"),
    *("outcomesModule", "eligibilityModule", "contactsLocationsModule", "referencesModule"),
)


def nct_id(number: int) -> str:
    """The NCT number of the sample's n-th study, in a range that the registry has not reached."""
    return f"NCT{90_000_000 + number}"


@cache
def scenarios() -> Mapping[int, Scenario]:
    """The scenarios by their number."""
    with (_HERE / "trials.toml").open("rb") as file:
        return {table["n"]: table for table in tomllib.load(file)["trial"]}


def study(scenario: Scenario) -> Study:
    """One scenario as a record of API v2, absent parts left out."""
    words = vocabulary()
    protocol = frame(scenario, words) | {
        "descriptionModule": _description(scenario, words),
        "conditionsModule": _conditions(scenario, words),
        "armsInterventionsModule": _arms(scenario, words),
        "outcomesModule": _outcomes(scenario, words),
        "eligibilityModule": _eligibility(scenario, words),
    }
    if scenario.get("withheld"):
        kept = ("identificationModule", "statusModule", "sponsorCollaboratorsModule")
        protocol = {name: protocol[name] for name in (*kept, "oversightModule", "designModule")}
    record: Study = {"protocolSection": ordered(protocol)}
    if scenario.get("results"):
        record["resultsSection"] = posted(scenario)
    if scenario.get("submitted"):
        record["annotationSection"] = unposted(scenario, words)
    record["derivedSection"] = _derived(scenario, words)
    record["hasResults"] = bool(scenario.get("results"))
    return record


def frame(scenario: Scenario, words: Vocabulary) -> dict[str, dict[str, Any]]:
    """The parts of a record in which nothing depends on its topic."""
    return {
        "identificationModule": _identification(scenario, words),
        "statusModule": _status(scenario),
        "sponsorCollaboratorsModule": _sponsors(scenario, words),
        "oversightModule": _oversight(scenario),
        "designModule": _design(scenario),
        "contactsLocationsModule": _locations(scenario, words),
        "referencesModule": _references(scenario),
    }


def ordered(protocol: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The parts that say anything, in the registry's order."""
    return {name: protocol[name] for name in _MODULES if protocol.get(name)}


def marked(text: str) -> str:
    """A text with the backslashes that the registry's markdown has."""
    return re.sub(r"([\\<>\[\]&^~_]|(?<=\w)\*)", r"\\\1", text)


def _without_none(items: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in items.items() if value not in (None, [], {}, "")}


def _identification(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    name, kind = words.sponsor(scenario["sponsor"])
    return _without_none(
        {
            "nctId": nct_id(scenario["n"]),
            "nctIdAliases": scenario.get("aliases"),
            "orgStudyIdInfo": {"id": f"SAMPLE-{scenario['n']:03d}"},
            "secondaryIdInfos": [_secondary(text) for text in scenario.get("ids", ())],
            "organization": {"fullName": name, "class": kind},
            "briefTitle": scenario["title"],
            "officialTitle": scenario.get("official"),
            "acronym": scenario.get("acronym"),
        }
    )


def _secondary(text: str) -> dict[str, str]:
    kind, number, *domain = text.split()
    return _without_none({"id": number, "type": kind, "domain": " ".join(domain)})


def _date(text: str) -> dict[str, str]:
    date, _, kind = text.partition(" ")
    return _without_none({"date": date, "type": {"A": "ACTUAL", "E": "ESTIMATED"}.get(kind)})


def _status(scenario: Scenario) -> dict[str, Any]:
    start, primary, end = scenario.get("dates", ("", "", ""))
    posted, updated = scenario["posted"], scenario["updated"]
    access: dict[str, Any] = {"hasExpandedAccess": False}
    found = {
        "statusVerifiedDate": updated[:7],
        "overallStatus": scenario["status"],
        "lastKnownStatus": scenario.get("lastknown"),
        "whyStopped": marked(scenario["why"]) if "why" in scenario else None,
        "expandedAccessInfo": access,
        "startDateStruct": _date(start),
        "primaryCompletionDateStruct": _date(primary),
        "completionDateStruct": _date(end),
        "studyFirstSubmitDate": posted,
        "studyFirstSubmitQcDate": posted,
        "studyFirstPostDateStruct": {
            "date": posted,
            "type": "ACTUAL" if posted > "2017-01-18" else "ESTIMATED",
        },
        "resultsWaived": scenario.get("waived"),
    }
    if scenario.get("results"):
        found |= {
            "resultsFirstSubmitDate": updated,
            "resultsFirstSubmitQcDate": updated,
            "resultsFirstPostDateStruct": {"date": updated, "type": "ACTUAL"},
        }
    if "delay" in scenario:
        found |= {
            "dispFirstSubmitDate": scenario["delay"],
            "dispFirstSubmitQcDate": scenario["delay"],
            "dispFirstPostDateStruct": {"date": updated, "type": "ACTUAL"},
        }
    found |= {
        "lastUpdateSubmitDate": updated,
        "lastUpdatePostDateStruct": {
            "date": updated,
            "type": "ACTUAL" if updated > "2017-01-18" else "ESTIMATED",
        },
    }
    return _without_none(found)


def _sponsors(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    name, kind = words.sponsor(scenario["sponsor"])
    officials = scenario.get("officials")
    party: dict[str, str] = {"type": "SPONSOR"}
    if officials and kind == "OTHER":
        party = {
            "type": "PRINCIPAL_INVESTIGATOR",
            "investigatorFullName": officials[0],
            "investigatorTitle": "Professor",
            "investigatorAffiliation": name,
        }
    others = [words.sponsor(key) for key in scenario.get("with", ())]
    return _without_none(
        {
            "responsibleParty": party,
            "leadSponsor": {"name": name, "class": kind},
            "collaborators": [{"name": other, "class": k} for other, k in others],
        }
    )


def _oversight(scenario: Scenario) -> dict[str, Any]:
    fda = scenario.get("fda")
    return {
        "oversightHasDmc": scenario["n"] % 3 != 0,
        "isFdaRegulatedDrug": fda == "drug",
        "isFdaRegulatedDevice": fda == "device",
    }


def _description(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    cells = words.cells(scenario["cells"])
    route = f", given by this route: {scenario['route']}" if "route" in scenario else ""
    told = (
        f"Study treatment: {cells.phrase}{route}. "
        f"Visits follow the schedule of the outcome measures.\n\n"
        "* Blood is taken at each visit.\n* Adverse events are recorded throughout."
    )
    detail = scenario.get("detail", "")
    return {
        "briefSummary": marked(scenario["summary"]),
        "detailedDescription": f"{marked(detail)}\n\n{told}" if detail else told,
    }


def _conditions(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    named = scenario.get("conditions") or words.condition_names(scenario["stage"], scenario["of"])
    cells = words.cells(scenario["cells"])
    keywords = [*scenario.get("keywords", ()), *cells.other_names[:1], "sample record"]
    return {"conditions": named, "keywords": keywords}


def _design(scenario: Scenario) -> dict[str, Any]:
    kind = scenario.get("kind", "INTERVENTIONAL")
    found: dict[str, Any] = {"studyType": kind}
    if kind == "EXPANDED_ACCESS":
        found["expandedAccessTypes"] = dict.fromkeys(scenario["access"], True)
        return found
    if "registry" in scenario:
        found |= {"patientRegistry": True, "targetDuration": scenario["registry"]}
    if kind == "OBSERVATIONAL":
        model, perspective = scenario["observe"].split()
        found["designInfo"] = {"observationalModel": model, "timePerspective": perspective}
        retention, _, text = scenario.get("biospec", "").partition("; ")
        if retention:
            code = retention.upper().replace(" ", "_")
            found["bioSpec"] = {"retention": code, "description": text}
    else:
        found["phases"] = scenario["phase"]
        if "design" in scenario:
            found["designInfo"] = _design_info(scenario["design"])
    if "enrol" in scenario:
        count, told = scenario["enrol"]
        found["enrollmentInfo"] = {"count": count, "type": "ACTUAL" if told == "A" else "ESTIMATED"}
    return found


def _design_info(design: str) -> dict[str, Any]:
    allocation, model, purpose, masking, *who = design.split()
    blinded = {"masking": masking} | ({"whoMasked": who[0].split(",")} if who else {})
    return {
        "allocation": allocation,
        "interventionModel": model,
        "primaryPurpose": purpose,
        "maskingInfo": blinded,
    }


def _arms(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    cells = words.cells(scenario["cells"])
    kind = "DRUG" if scenario["cells"] == "gcsf" else "BIOLOGICAL"
    treated = {
        "type": "OTHER" if scenario["cells"] == "none" else kind,
        "name": cells.name,
        "description": f"{cells.phrase[0].upper()}{cells.phrase[1:]}"
        + (f" ({scenario['donor']})" if "donor" in scenario else ""),
    }
    if scenario.get("kind") == "EXPANDED_ACCESS":
        return {"interventions": [_without_none({**treated, "otherNames": cells.other_names})]}
    labels = [label for _, label, _ in scenario.get("arms", ())]
    if not labels:
        return {}
    comparators = ("NO_INTERVENTION", "PLACEBO_COMPARATOR", "SHAM_COMPARATOR")
    active = [label for arm, label, _ in scenario["arms"] if arm not in comparators]
    interventions = [
        _without_none({**treated, "armGroupLabels": active, "otherNames": cells.other_names})
    ]
    for text in scenario.get("also", ()):
        also, _, name = text.partition(": ")
        interventions.append({"type": also, "name": name, "armGroupLabels": active})
    if any(arm in comparators[1:] for arm, _, _ in scenario["arms"]):
        idle = [label for arm, label, _ in scenario["arms"] if arm in comparators[1:]]
        interventions.append({"type": "OTHER", "name": "Placebo", "armGroupLabels": idle})
    groups = []
    for arm, label, text in scenario["arms"]:
        given = [
            f"{item['type'].capitalize()}: {item['name']}"
            for item in interventions
            if label in item["armGroupLabels"]
        ]
        groups.append(
            _without_none(
                {
                    "label": label,
                    "type": arm,
                    "description": marked(text),
                    "interventionNames": given,
                }
            )
        )
    return {"armGroups": groups, "interventions": interventions}


def _outcomes(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    return _without_none(
        {
            "primaryOutcomes": [words.outcome(text) for text in scenario.get("primary", ())],
            "secondaryOutcomes": [words.outcome(text) for text in scenario.get("secondary", ())],
        }
    )


def _eligibility(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    minimum, maximum = scenario.get("minage", "18 Years"), scenario.get("maxage", "70 Years")
    inclusion = words.inclusion(scenario["stage"], scenario["of"])
    exclusion = (
        "Hepatocellular carcinoma",
        "Active infection",
        "Creatinine > 2 mg/dL",
        "Pregnancy",
    )
    criteria = "\n".join(
        (
            "Inclusion Criteria:\n",
            *(f"* {marked(line)}" for line in (f"Age {minimum} to {maximum}", *inclusion)),
            "\nExclusion Criteria:\n",
            *(f"* {marked(line)}" for line in exclusion),
        )
    )
    child = "Years" not in minimum
    return {
        "eligibilityCriteria": criteria,
        "healthyVolunteers": scenario["n"] == 23,
        "sex": "ALL",
        "minimumAge": minimum,
        "maximumAge": maximum,
        "stdAges": ["CHILD"] if child else ["ADULT", "OLDER_ADULT"],
    }


def _locations(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    name, _ = words.sponsor(scenario["sponsor"])
    recruiting = scenario["status"] in ("RECRUITING", "NOT_YET_RECRUITING", "AVAILABLE")
    officials = scenario.get("officials", ())
    contact = {
        "name": officials[0] if officials else "Study Office",
        "role": "CONTACT",
        "phone": "+00 555 0100",
        "email": f"sample{scenario['n']:03d}@example.org",
    }
    told = scenario["status"] if recruiting and scenario["status"] != "AVAILABLE" else None
    return _without_none(
        {
            "centralContacts": [contact] if recruiting else None,
            "overallOfficials": [
                {
                    "name": f"{person}, MD",
                    "affiliation": name,
                    "role": "STUDY_CHAIR" if place else "PRINCIPAL_INVESTIGATOR",
                }
                for place, person in enumerate(officials)
            ],
            "locations": [words.site(key, told) for key in scenario.get("sites", ())],
        }
    )


def _references(scenario: Scenario) -> dict[str, Any]:
    found = []
    for text in scenario.get("refs", ()):
        kind, pmid = text.split()
        reference = {"type": kind, "citation": f"Sample article {pmid}. Example J Hepatol."}
        if pmid == "-":
            reference["citation"] = "Mockupi F. Marrow or fat? Example Stem Cell Rep. 2021;3:12-9."
        else:
            reference = {"pmid": pmid, **reference}
        found.append(reference)
    return {"references": found} if found else {}


def _derived(scenario: Scenario, words: Vocabulary) -> dict[str, Any]:
    stage, of = scenario["stage"], scenario["of"]
    conditions = [] if scenario.get("conditions") else words.condition_mesh(stage, of)
    info: dict[str, Any] = {"versionHolder": "2025-12-01"}
    if scenario.get("submitted"):
        released, returned, again = scenario["submitted"]
        info["submissionTracking"] = {
            "estimatedResultsFirstSubmitDate": released,
            "submissionInfos": [
                {"releaseDate": released, "resetDate": returned},
                {"releaseDate": again},
            ],
        }
    return _without_none(
        {
            "miscInfoModule": info,
            "conditionBrowseModule": words.browse(conditions),
            "interventionBrowseModule": words.browse(words.cells(scenario["cells"]).mesh),
        }
    )
