"""What people write about trials in their own way: nothing right is accused, the unclear is told.

Relies on nothing beside the program.
"""

import sqlite3

import pytest

from harvest.verify import of_text, verify
from harvest.verify.told import as_object

ONE, DONE = "NCT90000001", "NCT90000011"
"""Recruiting, 40 planned, phase 1/2, double-masked; completed, 110 enrolled, 2019-05 to 2021-07"""


def said(base: sqlite3.Connection, text: str) -> dict[str, list[tuple[str, str]]]:
    """What was said of each verdict, and what it was about."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in verify(base, of_text(text)).findings:
        if each.about != "number":
            found.setdefault(each.verdict, []).append((each.about, each.said))
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"Two trials stood out. {DONE} randomised 110 patients 1:1; 41 of them had responded.",
        f"In contrast to the Japanese study of 163 patients, {DONE} enrolled 110.",
        f"{DONE} measured pain at 24 weeks, not at 6 as in the Korean study of 163 patients.",
        f"{DONE} closed in Boston, where a sister study with 40 children ran.",
        f"Results of {DONE} have been public since June 2023.",
        f"{DONE} ran from the end of May 2019 until July 2021.",
        f"{DONE} has ended. An older trial had 57 participants. It was never blinded.",
        f"None of {ONE} and {DONE} had more than three arms.",
        f"Unlike {DONE}, it is still recruiting and plans 900 patients.",
        f"Adverse events were seen in 12 patients of {DONE} (11%), and 98 patients came back.",
        f"After screening 300 patients, {DONE} enrolled just over 100 adults.",
        f"{DONE} enrolled a hundred and ten adults, nearly 120 patients with those of 2018.",
        f"{ONE} will be open-label in an extension phase; {ONE} is double-blind.",
        f"Compared with an older programme of 1,200 men, {DONE} is small.",
        f"In {ONE} enrolment has closed in Boston. It is run in Peking and in Séoul.",
        f"{ONE} differs from IMpower010, which randomised 1,280 patients.",
    ],
)
def test_what_is_right_or_of_others_accuses_nobody(base, text):
    assert [(each.said, each.because) for each in verify(base, of_text(text)).wrong] == []


@pytest.mark.parametrize(
    ("text", "about", "words"),
    [
        (f"We read {DONE}. That trial was a phase 3 study of 40 patients.", "size", "40"),
        (f"We read {ONE}. Bone density was the primary outcome of that study.", "outcome",
         "Bone density"),
        (f"{DONE} is over. Twelve adults took part in that study.", "size", "Twelve"),
        (f"A report on 400 patients ({DONE}, 120 adults, completed in 2021) came first.", "size",
         "120"),
        (f"{DONE} put cells into the livers of 310 people.", "size", "310"),
        (f"{DONE} included two hundred and ten patients.", "size", "two hundred and ten"),
        (f"{DONE} is over. About 260 men took part.", "size", "260"),
        (f"{ONE} is a three-arm trial.", "arms", "three-arm"),
        (f"{ONE} is open-label.", "blinding", "open-label"),
        (f"{DONE} ran from late 2015 to July 2021.", "date", "from late 2015 to July 2021"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_in_many_wordings(base, text, about, words):
    wrong = [(each.about, each.said) for each in verify(base, of_text(text)).wrong]
    assert (about, words) in wrong


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{DONE} is over. About 260 men should read this.", "About 260 men should read this."),
        (f"{DONE} is not {ONE}. 10 men took part in it.", "10 men took part in it."),
        (f"{ONE} is open. Unlike {DONE}, it was completed early.",
         f"Unlike {DONE}, it was completed early."),
        (f"{ONE} enrolled 40, and {DONE} another 99.", f"{DONE} another 99."),
    ],
)  # fmt: skip
def test_what_is_said_of_nobody_in_particular_is_told_as_such(base, text, sentence):
    assert ("sentence", sentence) in said(base, text)["can't be compared"]


def test_an_outcome_in_other_words_is_shown_beside_the_nearest_and_not_accused(base):
    text = f"The primary outcome of {ONE} was the change of MELD in survivors."
    found = said(base, text)
    assert set(found) <= {"agrees", "can't be compared"}


@pytest.mark.parametrize("bar", ["|", "\t"])
def test_the_cells_of_a_table_mean_what_the_head_of_their_column_says(base, bar):
    rows = (
        ("Trial", "Participants", "Status", "Country", "Primary outcome"),
        (ONE, "40", "Recruiting", "China", "MELD score"),
        (DONE, "101", "Recruiting", "Spain", "Bone density"),
    )
    found = said(base, "\n".join(bar.join(row) for row in rows))
    assert {about for about, _ in found["agrees"]} == {"size", "status", "place", "outcome"}
    assert {about for about, _ in found["contradicts"]} == {"size", "status", "place", "outcome"}


def test_notes_to_references_are_compared_and_abstracts_are_said_not_to_be(base):
    ris = (
        "TY  - JOUR\nTI  - Cord cells\nAB  - NCT90000011 enrolled 7 patients.\n"
        f"N1  - {DONE} enrolled 101 patients.\nER  - \n"
    )
    note = f"{DONE} enrolled 101 patients."
    bib = f"@article{{a, title={{Cord cells}}, abstract={{x}}, note={{{note}}}}}"
    for text in (ris, bib):
        verified = verify(base, of_text(text))
        (wrong,) = verified.wrong
        assert (wrong.place, wrong.said) == ("note of reference 1", "101")
        assert as_object(verified)["not_compared"] == [
            "Not compared: the abstracts of 1 references."
        ]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"Results of {DONE} have not been posted.", "agrees"),
        (f"Results of {DONE} were posted in 2022.", "contradicts"),
        (f"{DONE} is over. Its results were never posted.", "agrees"),
    ],
)
def test_whether_results_were_posted_is_read_with_and_without_a_registry(base, text, verdict):
    assert "results" in {about for about, _ in said(base, text)[verdict]}
