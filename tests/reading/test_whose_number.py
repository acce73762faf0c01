"""Whose trial a number in a title or abstract is.

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.reading.whose import whose
from harvest.identifiers import find

A, B, C, D = "NCT90000001", "NCT90000002", "NCT90000003", "NCT90000004"


def own(text: str, role: str = "", title: str = "") -> set[str]:
    numbers = find(text, "trial")
    told = whose(text, numbers, role, title)
    return {each.id for each, is_own in zip(numbers, told, strict=True) if is_own}


@pytest.mark.parametrize(
    "text",
    [
        f"Patients of the phase IIIb SAUL study ({A}) were followed.",
        f"Trial registration: German register; https://www.drks.de/drks_web/; {A}.",
        f"In this multicentre trial ({A}), 40 patients were randomised.",
        f"SAUL ({A}) was a randomised, open-label trial.",
        f"The treatment was safe and well tolerated ({A}).",
        f"A total of 40 patients were randomised (SAUL; {A}).",
        f"This was a post-hoc analysis of data from a phase III trial ({A}).",
        f"Sera of patients from a previous clinical trial ({A}) were analysed.",
        f"Data were acquired during a previous randomised trial (PROTECTOR, {A}).",
        f"Patients were enrolled from an ongoing cohort ({A}).",
        f"This ongoing trial is registered with ClinicalTrials.gov, number {A}.",
        f"The trial is registered with ClinicalTrials.gov, {A}, and is active, but not recruiting.",
        f"KEYNOTE-1 is an ongoing phase 3 trial ({A}).",
        f"MSC versus placebo were compared with standard care in a phase 2 trial ({A}).",
        f"The safety profile was consistent with earlier experience. {A}.",
        f"It was part of the SAUL trial ({A}).",
        f"Results of a randomised trial [{A}]",
        f"TRIAL REGISTRATION: {A}.\n\nFUNDING: None.",
        f"We report a phase I trial ({A}) in 12 patients.",
        f"Genomes came from patients of the parent trial ({A}).",
    ],
)  # fmt: skip
def test_a_number_alone_is_the_papers_own(text: str) -> None:
    assert own(text) == {A}
    assert own(text.replace("NCT9000", "NCT‑9000")) == {A}


@pytest.mark.parametrize(
    "text",
    [
        f"It is registered as ChiCTR-TRC-12002345. Unlike {A} we gave no cells.",
        f"In contrast to {A}, no steroids were given.",
        f"No benefit was seen, unlike in the SAUL trial ({A}).",
        f"Survival was higher compared with that reported in SAUL ({A}).",
        f"Our rates are similar to those of an industry trial ({A}).",
        f"Ongoing trials such as SAUL ({A}) will tell.",
        f"Several trials are ongoing, for example {A}.",
        f"Another trial ({A}) compares two doses.",
        f"A larger phase III trial ({A}) is under way.",
        f"A phase I trial ({A}) is now recruiting.",
        f"An open-label extension study is ongoing ({A}).",
        f"These data supported the initiation of a phase II trial ({A}).",
        f"The product is being tested in patients with cirrhosis ({A}).",
        f"Efficacy will be evaluated in a randomised trial ({A}).",
        f"In an earlier trial ({A}) cells were given once. We gave them twice.",
        f"{A} used bone-marrow cells, whereas we used cells of the cord.",
        f"The dose was based on the results of the SAUL trial ({A}).",
        f"A confirmatory trial has been initiated ({A}).",
        f"This trial is to complement two other trials (ClinicalTrials.gov numbers, {A}).",
        f"Cells engraft in mice. A randomised trial in patients (ongoing; {A}) will follow.",
        f"The companion study ({A}) is reported elsewhere.",
    ],
)  # fmt: skip
def test_a_cue_of_others_on_either_side_makes_it_anothers(text: str) -> None:
    assert A not in own(text)
    assert A not in own(text.replace(f"{A}", "NCT 9000 0001"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (f"Trials {B}, {C} and {D} left it open. ClinicalTrials.gov Identifier: {A}.", {A}),
        (f"Cells were given as in SAUL ({B}) and PAUL ({C}). Trial registration: {A}.", {A}),
        (f"Registered at ClinicalTrials.gov, {A} (SAUL) and {B} (PAUL).", {A, B}),
        (f"Two studies ({A}/{B}) were pooled.", {A, B}),
        (f"Trial registration: {A}; EudraCT 2014-001531-37.", {A, "2014-001531-37"}),
        (f"In this trial (EudraCT 2014-001531-37) ... ClinicalTrials.gov: {A}.",
         {A, "2014-001531-37"}),
        (f"SAUL ({A}) enrolled 40 people. Trial registration number: {A}.", {A}),
        (f"SAUL ({A}) and PAUL ({B}) were identical in design.", {A, B}),
        (f"This trial is registered, {A}. An extension study is ongoing ({B}).", {A}),
    ],
)  # fmt: skip
def test_of_several_numbers_the_announced_are_the_papers_own(text: str, numbers: set[str]) -> None:
    assert own(text) == numbers


@pytest.mark.parametrize("role", ["review", "comment", "preclinical"])
def test_papers_without_a_trial_of_their_own_own_what_they_register_alone(role: str) -> None:
    assert own(f"The SAUL trial ({A}) was large.", role) == set()
    assert own(f"Trial registration: {A}.", role) == {A}


def test_a_protocol_tells_of_its_own_trial_in_the_future() -> None:
    text = f"A randomised trial ({A}) will evaluate two doses."
    assert own(text, "protocol") == {A}
    assert own(text) == set()


def test_a_follow_up_takes_up_an_earlier_trial() -> None:
    text = f"In a previous trial ({A}) 40 patients got cells."
    assert own(text, title="Long-term follow-up of patients after MSC") == {A}
    assert own(text) == set()
