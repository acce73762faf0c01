"""What kind of paper it is, where PubMed says only "Journal Article".

Relies on nothing beside the program.
"""

import pytest

from harvest.evidence.links.paper_kind import Judged, role
from harvest.evidence.reading.passages import Passage, RecordText
from harvest.rows import ArticleType


def kind(title: str, abstract: str = "", types: tuple[str, ...] = ("Journal Article",)) -> Judged:
    bodies = (Passage("abstract", abstract),) if abstract else ()
    record = RecordText("article", "1", titles=(Passage("title", title),), bodies=bodies)
    rows = [tuple(ArticleType("1", n, None, name)) for n, name in enumerate(types)]
    return role(record, {"article_types": rows})


@pytest.mark.parametrize(
    "title",
    [
        "Cells in liver failure: a randomized controlled trial.",
        "Cells in liver failure: A multicentre, open-label, phase 2 trial",
        "A pilot study of cells in liver failure",
        "Cells in liver failure: a case report",
        "Infusion of cells in decompensated cirrhosis: a prospective cohort study.",
        "In vitro assessment and phase I randomized clinical trial of cells in cirrhosis.",
        "Randomised trial of G-CSF for liver failure.",
        "Efficacy of cells in cirrhosis (SAUL): results from a double-blind study",
        "A first-in-human study of cells in hyperammonaemia",
        "Biomarker-guided infusion of cells: a randomized controlled trial",
        "Rabbit antithymocyte globulin after transplantation: a randomized trial",
        "Porcine hepatocytes in patients with liver failure: a controlled trial",
        "Cells for cirrhosis: 12-month findings from the SAUL study",
    ],
)
def test_a_title_that_names_the_design_of_a_study_of_people_is_a_results_paper(title: str) -> None:
    judged = kind(title)
    assert (judged.role, judged.field) == ("results", "title")
    assert judged.evidence in title


@pytest.mark.parametrize(
    ("title", "role_"),
    [
        ("Cells in cirrhosis: study protocol for a randomized controlled trial", "protocol"),
        ("Cells in cirrhosis: rationale for a randomized trial", "protocol"),
        ("Cells in cirrhosis: a systematic review of randomized controlled trials", "review"),
        ("Cells in cirrhosis: meta-analysis of clinical trials", "review"),
        ("Cells in cirrhosis: secondary analysis of a randomized trial", "secondary"),
        ("Five-year follow-up of a randomized controlled trial of cells", "secondary"),
        ("Cells in rats with cirrhosis: a randomized controlled study", "preclinical"),
        ("Cells in dogs with hepatitis: a randomized clinical trial", "preclinical"),
        ("Equine tendon lesions treated with cells: a pilot study", "preclinical"),
        ("In vitro assessment of cells", "preclinical"),
        ("Comment on: Cells in cirrhosis: a randomized controlled trial", "comment"),
        ("Re: Cells in cirrhosis: a pilot study", "comment"),
        ("Words of wisdom. Re: Cells in cirrhosis: a pilot study", "comment"),
        ("Editorial: a randomized trial of cells in cirrhosis", "comment"),
        ("Response to cells in cirrhosis: a pilot study", "results"),
        ("Response-guided infusion of cells in cirrhosis: a randomized trial", "results"),
        ("Response to: Cells in cirrhosis: a pilot study", "comment"),
        ("Response to the letter by Marlow: cells in cirrhosis, a pilot study", "comment"),
        ("Response to Marlow et al: a pilot study of cells", "comment"),
        ("Authors' response: a pilot study of cells", "comment"),
        ("Correspondence: a pilot study of cells", "comment"),
        ("Correspondence of two scores in cirrhosis: a pilot study", "results"),
        ("Cells where others failed: a pilot study", "results"),
        ("Cells in cirrhosis: from bench to clinical trials", "other"),
        ("Protocol-specified final analysis of a phase III trial of cells", "results"),
        ("Cells in lung cancer: protocol-specified final analysis from a phase 3 trial", "results"),
    ],
)
def test_other_kinds_are_told_from_it(title: str, role_: str) -> None:
    assert kind(title).role == role_


@pytest.mark.parametrize(
    ("abstract", "role_"),
    [
        ("This was a post-hoc analysis of data from a phase III trial (NCT90000001).", "secondary"),
        ("We conducted a retrospective secondary analysis of the prospective SAUL trial.",
         "secondary"),
        ("Sera of patients treated with cells from a previous clinical trial were analysed.",
         "secondary"),
        ("Forty patients will be randomised 1:1 to cells or placebo.", "protocol"),
        ("This paper describes the rationale of the trial.", "protocol"),
        ("This open-label study gave cells to patients. Results: MELD fell (P < .01).", "results"),
        ("The trial was positive. A post hoc analysis of women was negative.", "other"),
        ("Liver failure is deadly.", "other"),
    ],
)  # fmt: skip
def test_an_abstract_tells_what_the_title_does_not(abstract: str, role_: str) -> None:
    assert kind("Cells in liver failure", abstract).role == role_


def test_a_publishers_loose_review_gives_way_to_a_title_that_ends_in_its_design() -> None:
    types = ("Journal Article", "Review")
    assert kind("Cells in cirrhosis: A randomized controlled trial.", types=types).role == "results"
    assert kind("Lessons of randomized trials of cells.", types=types).role == "review"
    assert kind("Cells: a review of a randomized trial.", types=types).role == "review"


def test_a_letter_is_a_comment_unless_its_title_ends_in_its_design() -> None:
    assert kind("Cells in cirrhosis: a pilot study.", types=("Letter",)).role == "results"
    assert kind("The randomized trial of cells was too small", types=("Letter",)).role == "comment"
