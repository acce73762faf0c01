"""Posted results in short: read from the registry's own structure, whatever stands in it.

Relies on nothing beside the program.
"""

import json
import sqlite3
from typing import Any

import pytest

from harvest.site.render.results import Outcome, apart, outcomes, p_value

GROUPS = [{"id": "OG1", "title": "Cells"}, {"id": "OG2", "title": "Saline"}]
MEASURED = {
    "title": "Week 4",
    "categories": [
        {
            "title": "Responders",
            "measurements": [
                {"groupId": "OG1", "value": "5"},
                {"groupId": "OG2", "value": "2", "spread": "1"},
            ],
        }
    ],
}


def row(**columns: Any) -> sqlite3.Row:
    """A row of ``result_outcomes``; lists as JSON."""
    given = {
        "position": 1, "type_label": "Primary", "title": "MELD", "time_frame": "24 weeks",
        "param_type_label": "Mean", "dispersion_type": None, "unit": "points",
        "groups": GROUPS, "values": [MEASURED], "participants": [{"groupId": "OG1", "value": "9"}],
        "denominators": None, "units_analysed": None,
    } | columns  # fmt: skip
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    bound = [json.dumps(v) if isinstance(v, list | dict | bool) else v for v in given.values()]
    names = ", ".join(f'? AS "{name}"' for name in given)
    found: sqlite3.Row = db.execute("SELECT " + names, bound).fetchone()
    return found


def shown(outcome: Outcome) -> list[tuple[str, list[str]]]:
    """(heading, text of each figure) of each row."""
    return [(heading, [figure.text for figure in figures]) for heading, figures in outcome.rows]


def test_each_group_has_its_figure_under_class_and_category() -> None:
    [told] = outcomes([row()], [])
    assert told.groups == ("Cells", "Saline")
    assert told.analysed == ("9", "")
    assert shown(told) == [("Week 4: Responders", ["5", "2 ± 1"])]


@pytest.mark.parametrize("odd", [None, [], {}, "text", ["text", None, 7], [[]], {"a": 1}, True, 7])
@pytest.mark.parametrize("place", ["class", "categories", "measurements"])
def test_what_has_another_form_than_the_registry_s_shows_nothing_and_costs_nothing_else(
    place: str, odd: Any
) -> None:
    strange = {
        "class": odd,
        "categories": {"title": "Odd", "categories": odd},
        "measurements": {"categories": [{"title": "Odd", "measurements": odd}]},
    }[place]
    [told] = outcomes([row(values=[strange, MEASURED])], [])
    assert shown(told)[-1] == ("Week 4: Responders", ["5", "2 ± 1"])
    assert all(figures == ["", ""] for _, figures in shown(told)[:-1])


@pytest.mark.parametrize("column", ["groups", "values", "participants", "denominators"])
@pytest.mark.parametrize("odd", [{}, {"a": 1}, True, ["text", None]])
def test_a_column_of_another_form_leaves_the_outcome_to_be_read(column: str, odd: Any) -> None:
    [told] = outcomes([row(**{column: odd})], [])
    assert told.title == "MELD"


def test_numbers_in_place_of_texts_are_shown_as_they_are() -> None:
    groups = [{"id": 1, "title": 2}]
    values = [{"title": 3, "categories": [{"measurements": [{"groupId": 1, "value": 4}]}]}]
    [told] = outcomes([row(groups=groups, values=values)], [])
    assert (told.groups, shown(told)) == (("2",), [("3", ["4"])])


def denominator(units: str, *counts: str) -> dict[str, Any]:
    return {
        "units": units,
        "counts": [{"groupId": f"OG{n}", "value": each} for n, each in enumerate(counts, 1)],
    }


def at(title: str, *values: str, denoms: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A class of one category with a figure for each group."""
    measured = [{"groupId": f"OG{n}", "value": value} for n, value in enumerate(values, 1)]
    each = {"title": title, "categories": [{"measurements": measured}]}
    return each | ({"denoms": denoms} if denoms else {})


def of(outcome: Outcome) -> list[list[str]]:
    return [[figure.of for figure in figures] for _, figures in outcome.rows]


def test_a_figure_has_the_denominator_of_its_own_time_point_and_else_the_outcome_s() -> None:
    people = [denominator("Participants", "70", "70")]
    values = [
        at("week 0", "19.6", "20.1", denoms=[denominator("Participants", "67", "68")]),
        at("week 8", "21.3", "21.3", denoms=[denominator("Participants", "64", "63")]),
        at("week 11", "22.5", "20.1"),
    ]
    [told] = outcomes([row(denominators=people, values=values)], [])
    assert told.analysed == ("70", "70")
    assert of(told) == [["67", "68"], ["64", "63"], ["70", "70"]]
    same = [at("week 0", "1", "2", denoms=people), at("week 8", "1", "2")]
    [told] = outcomes([row(denominators=people, values=same)], [])
    assert (told.analysed, of(told)) == (("70", "70"), [["", ""], ["", ""]])


def test_units_that_were_analysed_are_counted_and_participants_stay_beside_them() -> None:
    denoms = [denominator("Participants", "12", "11"), denominator("Eyes", "24", "22")]
    own = [denominator("Participants", "9", "8"), denominator("Eyes", "18", "16")]
    given = row(
        denominators=denoms, units_analysed="Eyes", values=[at("Week 4", "0", "3", denoms=own)]
    )
    [told] = outcomes([given], [])
    assert told.analysed == ("24 eyes of 12 participants", "22 eyes of 11 participants")
    assert of(told) == [["18 eyes of 9 participants", "16 eyes of 8 participants"]]


def test_a_figure_that_was_not_reached_keeps_its_limits_and_its_comment() -> None:
    measured = {"groupId": "OG1", "value": "NA", "lowerLimit": "14.2", "comment": "Not reached"}
    [told] = outcomes([row(values=[{"categories": [{"measurements": [measured]}]}])], [])
    [(_, (figure, other))] = told.rows
    assert (figure.text, figure.comment) == ("NA (14.2 to ?)", "Not reached")
    assert (other.text, other.comment) == ("", "")


@pytest.mark.parametrize(
    ("dispersion", "text"),
    [
        ("STANDARD_DEVIATION", "5 ± 2"),
        ("Standard Error", "5 ± 2"),
        ("GEOMETRIC_COEFFICIENT_OF_VARIATION", "5 (2)"),
        ("FULL_RANGE", "5 (2)"),
    ],
)
def test_only_a_deviation_or_an_error_is_plus_or_minus(dispersion: str, text: str) -> None:
    measured = {"groupId": "OG1", "value": "5", "spread": "2"}
    values = [{"categories": [{"measurements": [measured]}]}]
    [told] = outcomes([row(values=values, dispersion_type=dispersion)], [])
    assert shown(told)[0][1][0] == text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("0.04", "p = 0.04"),
        (".04", "p = .04"),
        ("<0.001", "p <0.001"),
        ("≤0.001", "p ≤0.001"),
        ("≥ 0.5", "p ≥ 0.5"),
        ("~0.05", "p ~0.05"),
        ("p<0.05", "p <0.05"),
        ("P value = 0.2", "p = 0.2"),
        ("not significant", "p: not significant"),
    ],
)
def test_a_p_value_has_one_sign(given: str, told: str) -> None:
    assert p_value(given) == told


def analysis(**columns: Any) -> sqlite3.Row:
    names = (
        "group_ids", "method", "p_value", "p_value_comment", "param_type", "param_value", "ci_pct",
        "ci_sides", "ci_lower", "ci_upper", "comparison", "comparison_label",
    )  # fmt: skip
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    given = {"outcome_position": 1} | dict.fromkeys(names) | columns
    listed = ", ".join(f'? AS "{name}"' for name in given)
    found: sqlite3.Row = db.execute("SELECT " + listed, list(given.values())).fetchone()
    return found


def test_a_test_says_its_kind_its_sides_and_the_comment_of_its_p_value() -> None:
    tests = [
        analysis(
            p_value="0.04", p_value_comment="one-sided", method="Regression, Cox",
            comparison="NON_INFERIORITY_OR_EQUIVALENCE",
            comparison_label="Non-inferiority or equivalence",
        ),
        analysis(
            param_type="Hazard Ratio", param_value="0.62", ci_pct="95", ci_sides="ONE_SIDED",
            ci_upper="0.9", comparison="OTHER", comparison_label="Other",
        ),
    ]  # fmt: skip
    [told] = outcomes([row()], tests)
    assert told.tests == (
        "p = 0.04 (Regression, Cox; non-inferiority or equivalence; one-sided)",
        "Hazard Ratio 0.62, one-sided 95% CI ? to 0.9",
    )


def test_a_test_of_some_of_the_groups_names_them() -> None:
    groups = [*GROUPS, {"id": "OG3", "title": "Sham"}]
    [told] = outcomes([row(groups=groups)], [analysis(p_value="0.2", group_ids="OG1|OG3")])
    assert told.tests == ("Cells vs Sham: p = 0.2",)


def test_groups_of_one_title_are_told_apart_by_their_description_or_their_place() -> None:
    assert apart([("MSC", "Low dose"), ("MSC", "High dose"), ("Sham", "None")]) == (
        "MSC (Low dose)", "MSC (High dose)", "Sham",
    )  # fmt: skip
    assert apart([("MSC", "Same"), ("MSC", "Same")]) == ("MSC (group 1)", "MSC (group 2)")
    assert apart([("MSC", ""), ("MSC", None)]) == ("MSC (group 1)", "MSC (group 2)")
