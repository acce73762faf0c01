"""Texts, designs and fields in words, as pages show them.

Relies on nothing beside the program.
"""

from typing import Any

import pytest

from harvest.changes.words import value
from harvest.site import words
from harvest.site.render import design, filters
from harvest.site.render.prose import prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ""),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("• a\n\n• b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("• a\n  • b\n• c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("• a\n  goes on", "<ul><li>a goes on</li></ul>"),
        ("Criteria:\n\n- a", '<p class="says"><strong>Criteria:</strong></p>\n<ul><li>a</li></ul>'),
        ("A. baumannii\nis a germ", "<p>A. baumannii<br>is a germ</p>"),
        ("<script>&", "<p>&lt;script&gt;&amp;</p>"),
    ],
)
def test_a_text_becomes_paragraphs_and_lists(text: str | None, expected: str) -> None:
    assert str(prose(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ""),
        ("bone marrow", "Bone marrow"),
        ("hepatitis B", "Hepatitis B"),
        ("jRCT", "jRCT"),
        ("iPS cells", "iPS cells"),
        ("MELD", "MELD"),
    ],
)
def test_a_sentence_begins_with_a_capital_where_no_name_begins_it(
    text: str | None, expected: str
) -> None:
    assert filters.sentence(text) == expected


def test_lines_without_marks_are_items_where_that_is_known() -> None:
    assert str(prose("All of:\nfirst\nsecond", items=True)) == (
        "<p>All of:</p>\n<ul><li>first</li><li>second</li></ul>"
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "A randomised, parallel-group, double-masked study of treatment with 2 arms."),
        (
            {"masking": "NONE"},
            "A randomised, parallel-group, open-label study of treatment with 2 arms.",
        ),
        (
            {"allocation": "NA", "intervention_model": "SINGLE_GROUP", "n_arms": 1},
            "A single-group, double-masked study of treatment.",
        ),
        ({"study_type": "EXPANDED_ACCESS"}, "Expanded access: treatment outside a trial."),
        (
            {"study_type": "OBSERVATIONAL", "observational_model_label": "Cohort",
             "time_perspective_label": "Prospective"},
            "A prospective, cohort, observational study.",
        ),
    ],
)  # fmt: skip
def test_the_design_is_told_in_a_sentence(changed: dict[str, Any], sentence: str) -> None:
    trial: dict[str, Any] = {
        "study_type": "INTERVENTIONAL", "allocation": "RANDOMIZED", "masking": "DOUBLE",
        "intervention_model": "PARALLEL", "masking_label": "Double masked",
        "who_masked_label": None, "primary_purpose": "TREATMENT", "n_arms": 2,
        "observational_model_label": None, "time_perspective_label": None, "patient_registry": 0,
    }  # fmt: skip
    assert design.sentence(trial | changed) == sentence  # type: ignore[arg-type] # read like a row


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("arms[1].description", "arm 2, description"),
        ("outcomes.primary[0].time_frame", "outcomes, primary 1, time frame"),
        ("brief_title", "brief title"),
        (None, ""),
    ],
)
def test_a_field_is_named_in_words(field: str | None, said: str) -> None:
    assert words.field(field) == said


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("is_us_export", "0", "no"),
        ("gender_based", "1", "yes"),
        ("trial_documents.has_sap", "1", "yes"),
        ("enrollment", "1", "1"),
    ],
)
def test_a_yes_or_no_is_told_in_words(field: str, text: str, said: str) -> None:
    assert value(field, text) == said


def test_every_field_with_words_of_its_own_is_known() -> None:
    known = words.vocabularies()
    assert known["status"] == known["locations.status"] == "statuses"
    assert known["phase"] == "phases"
    assert known["integrity"] == "integrity"
