"""Posted results as rows: figures with their denominators, and adverse events by term.

Relies on nothing beside the program.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from harvest.config import Config
from harvest.publish import publish
from harvest.queries import load
from tests.helpers.bases.publications import rows
from tests.helpers.bases.work_base import create, insert, make_config, row, trial


def counts(*values: int) -> list[dict[str, Any]]:
    return [{"groupId": f"OG{n}", "value": str(each)} for n, each in enumerate(values)]


EYES = {
    "typeUnitsAnalyzed": "Eyes",
    "groups": [
        {"id": "OG0", "title": "MSC", "description": "Low dose"},
        {"id": "OG1", "title": "MSC", "description": "High dose"},
    ],
    "denoms": [
        {"units": "Participants", "counts": counts(12, 11)},
        {"units": "Eyes", "counts": counts(24, 22)},
    ],
    "classes": [
        {
            "title": "Week 4",
            "denoms": [
                {"units": "Participants", "counts": counts(9, 8)},
                {"units": "Eyes", "counts": counts(18, 16)},
            ],
            "categories": [{"title": "Yes", "measurements": counts(0, 3)}],
        },
        {
            "title": "Week 8",
            "categories": [
                {"measurements": [{"groupId": "OG0", "value": "NA", "comment": "Not reached"}]}
            ],
        },
    ],
    "analyses": [
        {
            "pValue": "0.04",
            "pValueComment": "one-sided",
            "ciNumSides": "ONE_SIDED",
            "nonInferiorityType": "NON_INFERIORITY",
            "nonInferiorityComment": "Margin 10 %; ask ann@clinic.example",
        }
    ],
}
HARMS = {
    "seriousEvents": [
        {
            "term": "Ascites",
            "organSystem": "Hepatobiliary disorders",
            "stats": [
                {"groupId": "EG0", "numAffected": 2, "numAtRisk": 12, "numEvents": 3},
                {"groupId": "EG1", "numAffected": 0, "numAtRisk": 11},
            ],
        }
    ],
    "otherEvents": [
        {"term": "Fever", "stats": [{"groupId": "EG0", "numAffected": 5, "numAtRisk": 12}]}
    ],
}


def published(folder: Path, *posted: tuple[object, object]) -> Config:
    """A publication of one trial for each pair of modules: outcomes, adverse events."""
    config = make_config(folder)
    create(config.store.path)
    found = []
    for n, (measures, harms) in enumerate(posted, start=1):
        number = f"NCT9{n:07d}"
        found += [
            *trial(n, has_results=1),
            row("result_outcomes", number, 1, "PRIMARY", "Eyes with an event"),
            row("result_analyses", number, 1, 1, p_value="0.04"),
            row("result_sections", number, "outcomeMeasuresModule", json.dumps(measures)),
            row("adverse_groups", number, 1, "EG0", "MSC", "Low dose"),
            row("adverse_groups", number, 2, "EG1", "MSC", "High dose"),
            row("result_sections", number, "adverseEventsModule", json.dumps(harms)),
        ]
    insert(config.store.path, found)
    publish(config)
    return config


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return published(tmp_path_factory.mktemp("posted"), ({"outcomeMeasures": [EYES]}, HARMS))


def test_each_figure_stands_on_its_own_denominator(base: Config) -> None:
    asked = (
        "SELECT class, category, group_title, value, comment, analysed, units_analysed, "
        "participants FROM result_figures ORDER BY position"
    )
    assert [tuple(each) for each in rows(base, asked)] == [
        ("Week 4", "Yes", "MSC (Low dose)", "0", None, "18", "Eyes", "9"),
        ("Week 4", "Yes", "MSC (High dose)", "3", None, "16", "Eyes", "8"),
        ("Week 8", None, "MSC (Low dose)", "NA", "Not reached", "24", "Eyes", "12"),
    ]


def test_a_test_keeps_its_sides_its_kind_and_its_comments_without_addresses(base: Config) -> None:
    [found] = rows(
        base,
        "SELECT p_value_comment, ci_sides, comparison, comparison_label, comparison_comment "
        "FROM result_analyses",
    )
    assert tuple(found)[:4] == ("one-sided", "ONE_SIDED", "NON_INFERIORITY", "Non-inferiority")
    assert found[4].startswith("Margin 10 %")
    assert "@" not in found[4]


def test_adverse_events_are_rows_of_how_many_in_how_many(base: Config) -> None:
    asked = (
        "SELECT serious, term, group_title, affected, at_risk, events FROM adverse_terms "
        "ORDER BY position"
    )
    assert [tuple(each) for each in rows(base, asked)] == [
        (1, "Ascites", "MSC (Low dose)", 2, 12, 3),
        (1, "Ascites", "MSC (High dose)", 0, 11, None),
        (0, "Fever", "MSC (Low dose)", 5, 12, None),
    ]


@pytest.mark.parametrize(
    ("given", "events"),
    [
        ({}, ["Ascites", "Ascites", "Fever"]),
        ({"kind": "other"}, ["Fever"]),
        ({"kind": "serious", "term": " ascit"}, ["Ascites", "Ascites"]),
        ({"trial": "nct90000001", "term": "fever"}, ["Fever"]),
        ({"trial": "NCT90000002"}, []),
    ],
)
def test_the_saved_query_of_adverse_events_finds_them(
    base: Config, given: dict[str, str], events: list[str]
) -> None:
    [query] = [each for each in load() if each.slug == "adverse-events"]
    found = rows(base, query.sql, query.values(given))
    assert [each[1] for each in found] == events


ODD = [None, [], {}, "text", ["text", None, 7], [[]], {"a": 1}, True, 7]


def test_results_of_another_form_than_the_registry_s_are_no_rows_and_stop_nothing(
    tmp_path: Path,
) -> None:
    strange = [
        (measures, {"seriousEvents": odd, "otherEvents": [{"stats": odd}]})
        for odd in ODD
        for measures in (
            odd,
            {"outcomeMeasures": odd},
            {"outcomeMeasures": [EYES | {"classes": odd, "groups": odd}]},
            {"outcomeMeasures": [EYES | {"classes": [{"categories": odd, "denoms": odd}]}]},
        )
    ]
    config = published(tmp_path, *strange)
    assert rows(config, "SELECT 1 FROM result_figures") == []
    assert rows(config, "SELECT 1 FROM adverse_terms") == []
