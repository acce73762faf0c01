"""A paper's sample size is who was enrolled or randomised, never who was screened.

Relies on nothing beside the program.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest.evidence.facets.sizes import forms, people, people_words
from harvest.evidence.facets.sizes.arms import arms
from harvest.evidence.facets.sizes.people import people_counted
from harvest.evidence.facets.sizes.size import sample_size
from harvest.evidence.reading.passages import Passage, RecordText


def size(text: str, title: str = "") -> list[int]:
    return [int(fact.value) for fact in sample_size(paper(text, title))]


def paper(text: str, title: str = "") -> RecordText:
    titles = (Passage("title", title),) if title else ()
    return RecordText("article", "1", titles=titles, bodies=(Passage("abstract", text),))


@pytest.mark.parametrize(
    "text",
    [
        "Of 120 patients screened, 40 were randomised 1:1 to MSC or control.",
        "120 patients were screened. Forty were randomised.",
        "A total of 1,040 patients were screened and forty enrolled.",
        "We screened 120 and randomised 40 patients.",
        "After screening 120 patients, 40 were enrolled.",
        "Forty of 120 screened patients were randomised.",
        "40 out of 120 screened patients were randomised.",
        "Among 120 invited, 40 enrolled.",
        "One hundred and twenty patients were approached; 60 consented and 40 were randomized.",
        "One hundred patients were screened; of these, 60 were excluded and 40 were randomised.",
        "Of the 120 participants who consented, 40 were allocated to treatment or control.",
        "Forty patients were randomised out of 120 who were assessed for eligibility.",
        "We randomised 40 patients, after assessing 120 for eligibility.",
        "Forty patients were enrolled; 120 had been screened.",
        "Of the total 481 children assessed for eligibility, 40 were enrolled.",
        "Between Jan 11, 2017, and July 31, 2019, 293 patients were screened, of which 40 patients "
        "were randomly assigned to the drug (n=21) or to placebo (n=19). 14 patients discontinued.",
    ],
)
def test_people_screened_are_no_sample_where_another_number_was_enrolled(text: str) -> None:
    assert size(text) == [40]


@pytest.mark.parametrize("text", ["A total of 300 patients were eligible.", "120 were screened."])
def test_people_screened_alone_give_no_size(text: str) -> None:
    assert size(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Twenty patients received MSC and 20 received standard care.",
        "Twenty patients were randomised to MSC and 20 to placebo.",
        "In phase 1, 10 patients; in phase 2, 30 patients were treated; patients were randomised.",
        "Nineteen patients in the MSC group and 21 patients in the control group were analysed.",
        "Patients were randomised to MSC (n = 20) or placebo (n = 20).",
        "We randomly assigned 22 patients to the MSC group and 18 to the placebo group.",
        "We randomised 22 patients to the cell group and 18 to a control arm.",
        "Two units (N = 40) were randomly assigned to care (n = 25) or to waiting (n = 15).",
        "25 patients with hepatitis B and 15 patients with hepatitis C were enrolled.",
        "The study included 40 adults, 25 men and 15 women.",
    ],
)
def test_arms_told_one_after_another_are_added_up(text: str) -> None:
    assert size(text) == [40]


@pytest.mark.parametrize(
    "text",
    [
        "We enrolled 43 patients, of whom 40 were randomised and 38 completed.",
        "40 patients (20 per arm) were randomised.",
        "Patients (n = 40) were randomised. Compared with 98 historical controls, they lived on.",
        "Thirty healthy volunteers and 40 patients with cirrhosis were included.",
        "40 patients with cirrhosis and 30 healthy controls were enrolled.",
        "A total of 40 patients and 30 controls were involved in this study.",
        "We randomized 40 apparently healthy women. 36 participants completed the trial.",
        "After mailing invitations to 1,348 patients, 40 patients were initially enrolled.",
        "Letters to 300 women were sent; 40 women were enrolled.",
        "We enrolled 40 patients. Survival was 11 months in 19 patients allocated MSC compared "
        "with 8 months (7-9) in 21 patients allocated placebo.",
        "We randomised 20 eyes of 40 patients.",
        "80 eyes of 40 patients were included.",
        "40 participants (mean age 31 years [SD 10], 12 [30%] male) were randomly assigned.",
    ],
)
def test_the_total_is_of_the_people_who_were_randomised_or_enrolled(text: str) -> None:
    assert size(text) == [40]


@pytest.mark.parametrize(
    "text",
    [
        "Twenty-one patients were treated conservatively. Of 300 patients, data were lacking.",
        "Group 1 comprised 37 eyes of 36 patients. Group 2 comprised 35 eyes of 33 patients.",
        "The search yielded 5719 articles; 134 were included in the analysis.",
        "The response was found in one in three individuals.",
        "Bleeding recurred in 4 of 34 patients in the first group.",
        "Twenty patients received MSC. Outcomes were compared with placebo.",
        "In the USA 40 000 patients are enrolled each year.",
        "An infection with SARS-CoV-2 was treated.",
        "A total of 308 (87%) patients completed the trial.",
        "There were treated 281 (301) patients in the other country.",
        "A randomised trial consisting of 224 patients with sarcoma showed that it helps.",
        "One study of 60 patients found a benefit.",
        "25 patients or more having received active treatment was required for Class I.",
        "Five hundred and thirty-six (18% grade 5) school, and 93 university students took part.",
        "We collected a total of 600 individuals from cold climates.",
        "We sampled a sub-cohort of 1200 persons.",
        "Physicians (n = 120) and their patients with diabetes (n = 2495) were included.",
        "Global signals were studied in sleep (n = 9), rats (n = 12) and patients (n = 21).",
        "We extracted data for 2562 patients (cohort 1) and 930 patients receiving care (cohort 2) "
        "registered in 2013, who were studied.",
        "Diarrhoea was seen on 2.3% of days in 49 children allocated to zinc.",
        "394 women did not obtain valid results. A total of 378 women were "
        " available for follow-up.",
        "Sixty healthy volunteers were enrolled. Forty patients received the drug.",
        "All students (n = 215) enrolled in the schools were invited to participate.",
        "A total of 300 patients were invited to participate.",
        "For seven of the 14 drugs studied the use in patients was higher.",
        "Eighteen studies were included: randomised control trials (n = 4), other trials (n = 3).",
        "614 procedures were randomised (n=300 shield, n=314 none). Patients lay still.",
        "Women were randomised to care (n = 30 couples) or waiting (n = 27 couples).",
        "We studied 779 patients seen by 32 residents and 772 patients seen by 25 physicians.",
        "Sample 1 included 38 students. Sample 2 included 67 young adults from the community.",
        "This registry included data from 6463 consecutive patients.",
        "Of the 22 266 patients included in the database, 312 received therapy.",
        "Women with priority levels 1, 2, 3, 4, and 5 assigned were treated.",
        "A total of 545 patients received one of five doses and 101 patients received placebo.",
        "A total of 599 patients received the drug, and 599 received chemotherapy alone.",
        "148 subjects completed 549 tests and 118 adult subjects completed 348 tests.",
        "Eleven patients were randomised to each group.",
        "Twenty-four participants from each practice are randomly assigned.",
        "In the programme 168 patients were included and in usual care 151 patients.",
        "Four were allocated to care and four to waiting; all lived in flats of patients.",
        "Sixteen participants received bursts. Another group of 16 participants received none.",
        "After a 10 mg/day run-in period, patients were randomized to the drug or placebo.",
        "In the control group, participants (n = 109) were treated as usual.",
        "Of 487 patients 128 and 130 were randomised to infliximab and to the usual care.",
        "Twenty practices of patients (range n=536-8183) were randomly assigned.",
        "The study included 20 patients operated on, compared with 20 patients not operated on.",
        "The trial enrolled 13,608 patients. This is a secondary analysis.",
        "Adults (study 1, n=383; study 2, n=390) were randomised.",
        "For 500 simulated patients recruited over five years survival rose.",
        "A total of 810 individuals with autism were matched with a comparison population of 8100 "
        "individuals. The prevalence was similar in 785 individuals and 7982 individuals.",
        "Sixty-three patients were randomised to receive the spray and 62 placebo.",
        "859 patients (22 areas) were randomly assigned to home and 594 (22 areas) to clinics.",
        "Of the 156 patients, 104 had been allocated to the drug and 52 to placebo.",
        "Trials 1 and 2 screened 692 and 674 patients, with 510 and 515 patients being enrolled.",
        "A total of 97,712 patient visits were evaluated.",
        "The assay was performed on 167 patient sera.",
        "181 low-risk patients had radiotherapy; 75 patients at medium risk were allocated to "
        "hormones; and 160 patients at high risk received both.",
        "Participants with reflux (n = 1070) or hypertension (n = 1055) were randomly assigned.",
        "Sheep were randomly assigned to the drug (n = 8) or to nothing (n = 8).",
        "Municipalities were randomised to be audited (n = 17) or not (n = 51).",
        "Of those randomised to the phone, 49% (n = 74) kept a visit, and 23% (n = 30) of others.",
        "Thirty-one patients fulfilled the criteria but only 24 were randomised.",
        "Twenty physicians were enrolled. Another 20 medical students had the training.",
        "A total of 100 patients were enrolled in the original study.",
        "The data of 2238 patients, excluding 325 patients with missing data, were reviewed.",
        "The mean iEMG was measured in five men.",
        "In a series of 104 patients one had the deletion.",
    ],
)
def test_where_the_words_are_not_plain_there_is_no_number(text: str) -> None:
    assert size(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "METHODS: In a double-blind trial, 40 adults with gout were enrolled at 12 sites.",
        "We randomly assigned 40 women with osteopenia to receive 1 or 3 mg of the drug.",
        "A total of 40 patients will be randomised in a 1:1 ratio.",
        "PARTICIPANTS: 40 women aged 70 years and over with risk factors.",
        "Of 40 patients randomised, 33 completed the study.",
        "In total, 40 smokers were recruited: 12 to care, 15 to groups, and 13 to advice.",
        "Our study included 40 veterans who reported blast exposure.",
    ],
)
def test_a_number_in_an_accepted_form_is_the_size(text: str) -> None:
    assert size(text) == [40]


@pytest.mark.parametrize(
    "title",
    ["Retraction: Surgery in 23 cases", "Real-world experience of 22,000 patients"],
)
def test_a_notice_and_a_rounded_title_give_no_size(title: str) -> None:
    assert size("The mechanism is unknown.", title) == []


def test_a_paper_about_animals_gives_no_size() -> None:
    text = "Sixteen recipients were randomised to two groups."
    assert size(text, "Hormone treatment in pigs after transplantation") == []


def test_a_size_names_the_stretch_that_tells_it() -> None:
    text = "Twenty patients received MSC and 20 received standard care."
    (fact,) = sample_size(paper(text))
    assert fact.span.text == "Twenty patients received MSC and 20"
    assert text[fact.span.start : fact.span.end] == fact.span.text


def test_numbers_in_words_are_read() -> None:
    text = "Thirteen thousand three hundred thirty-five patients were enrolled."
    assert size(text) == [13335]


def test_a_title_counts_where_the_abstract_does_not() -> None:
    assert size("The mechanism is unknown.", "Treatment of tetanus: review of 200 cases") == [200]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("A total of 300 patients were eligible.", "300 patients"),
        ("Forty of the 120 women who were screened took part.", "120 women"),
        ("The trial was conducted on ninety patients with pneumonia.", "ninety patients"),
        ("We reviewed the records of 12 male patients.", "12 male patients"),
        ("Adults (n = 40) were enrolled.", "n = 40"),
        ("Women were randomised to the drug (n = 20) or placebo (n = 21).", "n = 20"),
        ("The cells were cultured for 300 days.", None),
        ("Grade 3 patients were treated at once.", None),
        ("Rats were randomised to the drug (n = 20) or placebo (n = 21).", None),
        ("Teeth were randomised to rinsing (n = 15) or none (n = 15).", None),
        ("Hospitals see 300 people a day.", None),
    ],
)
def test_a_paper_that_counts_people_of_whatever_kind_is_told_from_one_that_counts_none(
    text: str, counted: str | None
) -> None:
    span = people_counted(paper(text))
    assert (span and span.text) == counted


_WORDS = """
    40 1,040 2.5 <3 n=20 (n = 20) forty Forty one twenty-one a hundred thousand and of or to at 3/4
    patients healthy volunteers eyes in from historical controls knees participants 120 screened
    were randomised received enrolled MSC placebo the group We cases per other two
"""
_PIECES = [*_WORDS.split(), ", ", ". ", "; ", "- ", "é", "×"]
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join)


@pytest.mark.parametrize(
    "counts",
    [forms._SUBJECT, forms._OUT_OF_MORE, forms._BARE, people._COUNT],
    ids=["subject", "rest", "bare", "any"],
)
@settings(deadline=None)
@given(_TEXT)
def test_numbers_are_found_where_a_search_of_the_whole_text_finds_them(
    counts: re.Pattern[str], text: str
) -> None:
    found = [match.span() for match in people_words.each(counts, text)]
    assert found == [match.span() for match in counts.finditer(text)]


@settings(deadline=None)
@given(_TEXT)
def test_what_is_not_looked_for_is_not_there(text: str) -> None:
    assert forms.left_out(text) == forms._LEFT_OUT.sub(lambda m: " " * len(m.group()), text)
    if not people_words.may_count(text, 0, len(text)):
        passage = Passage("abstract", text)
        assert not [*forms.claims(passage, 0, len(text)), *arms(passage, 0, len(text))]
