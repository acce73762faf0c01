"""Posted results in short: read from the registry's own structure, whatever stands in it.

Relies on nothing beside the program.
"""

import json
import sqlite3
from typing import Any

import pytest

from harvest.site.render.results import outcomes

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
    } | columns  # fmt: skip
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    bound = [json.dumps(v) if isinstance(v, list | dict | bool) else v for v in given.values()]
    names = ", ".join(f'? AS "{name}"' for name in given)
    found: sqlite3.Row = db.execute("SELECT " + names, bound).fetchone()
    return found


def test_each_group_has_its_figure_under_class_and_category() -> None:
    [told] = outcomes([row()], [])
    assert told.groups == ("Cells", "Saline")
    assert told.analysed == ("9", "")
    assert told.rows == (("Week 4: Responders", ("5", "2 ± 1")),)


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
    assert told.rows[-1] == ("Week 4: Responders", ("5", "2 ± 1"))
    assert all(figures == ("", "") for _, figures in told.rows[:-1])


@pytest.mark.parametrize("column", ["groups", "values", "participants"])
@pytest.mark.parametrize("odd", [{}, {"a": 1}, True, ["text", None]])
def test_a_column_of_another_form_leaves_the_outcome_to_be_read(column: str, odd: Any) -> None:
    [told] = outcomes([row(**{column: odd})], [])
    assert told.title == "MELD"


def test_numbers_in_place_of_texts_are_shown_as_they_are() -> None:
    groups = [{"id": 1, "title": 2}]
    values = [{"title": 3, "categories": [{"measurements": [{"groupId": 1, "value": 4}]}]}]
    [told] = outcomes([row(groups=groups, values=values)], [])
    assert (told.groups, told.rows) == (("2",), (("3", ("4",)),))
