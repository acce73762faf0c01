"""Two more topics with made-up records, in two states four weeks apart: topics.toml written out.

Beside the sample they show several topics on one server: CAR-T cells in lupus, and GLP-1 medicines
in fatty liver disease.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from harvest.standin.corpora.corpus import Descriptor, Fixed, State, line
from harvest.standin.corpora.vocabulary import vocabulary
from harvest.standin.sample.papers import citation, pmid
from harvest.standin.sample.results import Scenario
from harvest.standin.sample.studies import frame, marked, nct_id, ordered
from harvest.standin.sample.year import STAMPS

_HERE = Path(__file__).parent
TOPICS: Mapping[str, Path] = {name: _HERE / f"{name}.toml" for name in ("lupus", "fatty-liver")}
"""The configuration of each topic, as `harvest new` makes it, by its name in addresses"""
STATES = 2


@cache
def topics() -> Fixed:
    """The records of both topics in their two states, the last two days of the sample's year."""
    with (_HERE / "topics.toml").open("rb") as file:
        given = tomllib.load(file)
    known = {
        each["ui"]: Descriptor(
            each["ui"], each["name"], tuple(each["trees"]), tuple(each["terms"]), each["note"]
        )
        for each in given["descriptor"]
    }
    papers = {pmid(each["n"]): citation(each, known) for each in given["paper"]}
    states = [
        State(
            {nct_id(each["n"]): line(_study(each | _change(each, state), known))
             for each in given["trial"]},
            papers,
            known,
            STAMPS[state - STATES],
        )
        for state in range(STATES)
    ]  # fmt: skip
    return Fixed(tuple(states))


def _change(scenario: Scenario, state: int) -> Scenario:
    return scenario.get("later", {}) if state else {}


def _study(scenario: Scenario, known: Mapping[str, Descriptor]) -> dict[str, Any]:
    protocol = frame(scenario, vocabulary()) | {
        "descriptionModule": {"briefSummary": marked(scenario["summary"])},
        "conditionsModule": {
            "conditions": scenario["conditions"],
            "keywords": ["sample record"],
        },
        "armsInterventionsModule": _arms(scenario),
        "outcomesModule": {
            f"{kind}Outcomes": [_outcome(text) for text in scenario[kind]]
            for kind in ("primary", "secondary")
        },
        "eligibilityModule": _eligibility(scenario),
    }
    of_condition, of_treatment = scenario["mesh"]
    return {
        "protocolSection": ordered(protocol),
        "derivedSection": {
            "miscInfoModule": {"versionHolder": scenario["updated"]},
            "conditionBrowseModule": _browse(of_condition, known),
            "interventionBrowseModule": _browse(of_treatment, known),
        },
        "hasResults": False,
    }


def _arms(scenario: Scenario) -> dict[str, Any]:
    arms, given = scenario["arms"], scenario["given"]
    # A treatment is of the arms that name it; one that none names, of the first.
    of = {
        name: [label for _, label, text in arms if name.lower() in f"{label} {text}".lower()]
        or [arms[0][1]]
        for _, name, _ in given
    }
    return {
        "armGroups": [
            {
                "label": label,
                "type": kind,
                "description": marked(text),
                "interventionNames": [
                    f"{type_.capitalize()}: {name}" for type_, name, _ in given if label in of[name]
                ],
            }
            for kind, label, text in arms
        ],
        "interventions": [
            {"type": kind, "name": name, "description": marked(text), "armGroupLabels": of[name]}
            for kind, name, text in given
        ],
    }


def _outcome(text: str) -> dict[str, str]:
    measure, _, time = text.partition("|")
    return {"measure": measure, "timeFrame": time}


def _eligibility(scenario: Scenario) -> dict[str, Any]:
    listed = "\n".join(f"* {marked(each)}" for each in scenario["inclusion"])
    minimum = scenario.get("minage", "18 Years")
    return {
        "eligibilityCriteria": f"Inclusion Criteria:\n\n{listed}\n\nExclusion Criteria:\n\n"
        "* Active infection\n* Pregnancy",
        "sex": "ALL",
        "minimumAge": minimum,
        "maximumAge": "70 Years",
    }


def _browse(uis: list[str], known: Mapping[str, Descriptor]) -> dict[str, Any]:
    return {"meshes": [{"id": ui, "term": known[ui].name} for ui in uis]}
