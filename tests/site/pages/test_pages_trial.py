"""The page of a trial: all that its registry says, and what ties it to others.

Relies on Datasette.
"""

import json

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from tests.helpers.bases.rich_base import OLD, PAPER, PLAIN, RICH
from tests.helpers.site.reading import soup, visible


@pytest.fixture(scope="module")
def trial(site: Datasette) -> BeautifulSoup:
    return soup(site, f"/trials/{RICH}")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (None, RICH),
        (None, "RICH-1"),
        (None, "Umbilical cord mesenchymal stem cells in cirrhosis 1"),
        (None, "A randomised study of cell infusion, number 1"),
        (None, "Active, not recruiting"),
        (None, "Phase 1/2"),
        (None, "Interventional"),
        (None, "Participants 120 (actual)"),
        (None, "Start March 2024 (actual, to the month)"),
        (None, "Primary completion February 2027 (estimated, to the month)"),
        (None, "Completion 2027 (estimated, to the year)"),
        (None, "First posted 11 February 2024"),
        (None, "Last update posted 1 October 2026 verified September 2026"),
        (None, "Version 1 of the record here"),
        ("summary", "Cells are given through a peripheral vein."),
        ("summary", "First paragraph. first item second item"),
        ("facts", "Cell source umbilical cord the words that say it in brief title"),
        ("facts", "allogeneic (inferred from umbilical cord)"),
        ("facts", "1×10⁶ cells/kg the words that say it in arm 1, description"),
        ("facts", "On topic 0.90 of 1 condition: cirrhosis in title"),
        (
            "design",
            "A randomised, parallel-group, double-masked (participant, investigator) study of "
            "treatment with 2 arms.",
        ),
        ("design", "Allocation Randomised"),
        ("design", "Who is masked Participant, Investigator"),
        ("design", "Control Placebo comparator Saline only Saline"),
        ("design", "Saline also: Salt, NaCl Other not given ● given"),
        ("design", "Conditions Liver Cirrhosis; Hepatitis B"),
        ("design", "Keywords regeneration"),
        ("outcomes", "Primary MELD score 24 weeks"),
        ("outcomes", "Secondary Survival 2 years Days alive"),
        ("eligibility", "Age from 18 years to 70 years"),
        ("eligibility", "Healthy volunteers Not accepted"),
        ("eligibility", "Inclusion Criteria: Decompensated cirrhosis Child-Pugh B Age < 70 & > 18"),
        ("results", "first posted 1 August 2026"),
        ("results", "Primary: MELD at week 24 24 weeks · Mean, standard deviation · points"),
        ("results", "p = 0.03 (t-test)"),
        ("results", "Analysed 58"),
        ("results", "Value 12.5 ± 3.1 15.0 (11 to 19)"),
        ("results", "Cells given 1 of 60 5 of 60"),
        ("papers", "Results (1) Cord cells for cirrhosis: trial report 1"),
        ("papers", "Protocols (1) A protocol for cells in cirrhosis"),
        ("papers", "Papers that mention the trial (1) Retracted A report that was taken back"),
        ("papers", "Probable papers: linked by comparison, not by a number (1)"),
        ("papers", "The registry lists the paper as a result: A citation."),
        ("papers", "PubMed's data bank list for the paper names the trial: NCT90000001"),
        ("papers", "Probable (probability 0.93)"),
        ("papers", "Elder E. An old book. 1999. background"),
        ("related", "same cell source: umbilical cord"),
        ("related", "Aspirin, a review 1999 both measure MELD"),
        ("sites", "2 sites in 2 countries; formerly also in Atlantis."),
        ("sites", "Ward 1 Beijing Sites near this one Recruiting"),
        ("sites", "Ward 2 Seoul Completed"),
        ("people", "Lead sponsor Synthetic Hospital Hospital, university or other"),
        ("people", "Collaborator Helping Institute"),
        ("people", "Principal investigator A. Tester, MD, Clinic"),
        ("people", "Resp Onsible"),
        ("changes", "24 November 2026 · Status changed Recruiting → now Active, not recruiting"),
        ("changes", "24 November 2026 · Primary completion moved February 2026 → now February"),
        ("changes", "Record updated 1 October 2026 (ClinicalTrials.gov)"),
        ("clocks", "Results in the registry within 12 months (WHO) Overdue 28 February 2026"),
        ("clocks", "at the latest completed a year ago"),
        ("clocks", "1 July 2026: Results submitted"),
        ("definitions", "Liver Cirrhosis condition, MeSH D008103 Scarring of the liver."),
        ("definitions", "Broader topics: Liver Diseases"),
        ("numbers", "The sponsor's number HOSP-77"),
        ("numbers", "ChiCTR2200099001"),
        ("numbers", f"Former number {OLD}"),
        ("searches", "Topic search “core” since 24 November 2026"),
        ("searches", "Saved query “Trials with posted results: deaths and serious adverse events”"),
        ("more", "Data monitoring committee Yes"),
        ("more", "Sharing of individual data Undecided"),
        ("more", "Document Study Protocol of 5 January 2024"),
        ("more", "The trial's own page"),
    ],
)
def test_a_trial_tells(trial: BeautifulSoup, part: str | None, said: str) -> None:
    assert said in visible(trial, part)


@pytest.mark.parametrize(
    "address",
    [
        f"https://clinicaltrials.gov/study/{RICH}",
        f"https://clinicaltrials.gov/study/{RICH}?tab=results",
        f"/articles/{PAPER}",
        f"/trials/{PLAIN}",
        "/mesh/D008103",
        "/sponsors/synthetic-hospital",
        "/trials?condition=Hepatitis+B",
        "/trials?cell_source=umbilical_cord",
        f"/changes.atom?record={RICH}",
        f"/compare?ids={RICH}",
        f"/queries/why-here?id={RICH}",
        f"/evidence/trials/{RICH}",
        "https://registry.example/1",
        "https://trial.example/",
        *(f"/trials/{RICH}.{e}" for e in ("ris", "bib", "csl.json", "csv", "xlsx", "docx")),
    ],
)
def test_a_trial_leads_to(trial: BeautifulSoup, address: str) -> None:
    assert trial.find("a", href=address) is not None


def test_a_trial_has_its_sites_on_a_map_and_a_citation_to_copy(trial: BeautifulSoup) -> None:
    assert trial.find("svg") is not None
    for style in ("vancouver", "apa", "ama"):
        copied = trial.find("blockquote", id=f"cite-{style}")
        assert copied is not None
        assert RICH in copied.text


def test_a_trial_is_offered_in_no_format_whose_readers_know_only_papers(
    trial: BeautifulSoup,
) -> None:
    assert not [link for link in trial.select(".downloads a") if ".nbib" in link["href"]]


def test_time_points_are_read_from_the_earliest_to_the_latest(trial: BeautifulSoup) -> None:
    said = visible(trial, "facts")
    assert said.index("7 days") < said.index("24 weeks") < said.index("2 years")


def test_what_a_paper_lost_of_trust_stands_before_the_title_of_its_trial(
    trial: BeautifulSoup,
) -> None:
    text = visible(trial)
    title = text.index("Umbilical cord mesenchymal stem cells in cirrhosis 1")
    assert text.index("Retracted: a paper linked to this trial") < title
    assert text.index("Expression of concern: a paper linked to this trial") < title


def test_what_is_new_and_what_decides_stands_open_before_the_rest(trial: BeautifulSoup) -> None:
    page = trial.select_one("article.record")
    assert page is not None
    open_parts = [each["id"] for each in page.select(".record > section > h2[id]")]
    assert open_parts == ["changes", "papers", "design", "outcomes"]
    names = [each.name for each in page.find_all(["h1", "nav", "dl", "section"], recursive=False)]
    assert names == ["h1", "nav", "dl", *["section"] * 4]
    folded = {each["id"] for each in page.select(".folds > .fold > details:not([open]) > div[id]")}
    assert {"results", "summary", "facts", "eligibility", "sites", "related", "more"} <= folded
    assert len(page.select(".folds > *")) == len(folded)


def test_each_folded_part_tells_in_a_line_what_is_in_it(trial: BeautifulSoup) -> None:
    said = {
        part.h2.get_text(): " ".join(part.details.summary.get_text(" ").split())
        for part in trial.select(".fold")
    }
    assert said["Sites"] == "2 sites in China, South Korea"
    assert said["Results deadlines"] == "1 overdue"
    assert said["Who can take part"].endswith("from 18 years, to 70 years")
    assert said["What is studied"].startswith("umbilical cord")
    assert all(said.values())


def test_the_key_facts_tell_a_deadline_that_has_passed(trial: BeautifulSoup) -> None:
    [late] = trial.select("dl.key a.late")
    assert late["href"] == "#clocks"
    assert "overdue" in late.get_text()


def test_parts_stand_only_where_the_record_has_them(site: Datasette) -> None:
    plain = soup(site, f"/trials/{PLAIN}")
    for part in ("results", "clocks", "changes", "related"):
        assert plain.find(id=part) is None, part
    linked = {str(a["href"]) for a in plain.select("nav.contents a")}
    open_parts = {f"#{each['id']}" for each in plain.select("section:not(.fold) > h2[id]")}
    folded = {f"#{each['id']}" for each in plain.select(".fold > details > div[id]")}
    assert linked == open_parts | folded - {"#numbers", "#more"}


def test_a_single_arm_is_told_by_what_it_is(site: Datasette) -> None:
    text = visible(soup(site, f"/trials/{PLAIN}"), "design")
    assert text.startswith("Design and arms A single-group, open-label study of treatment.")


def test_a_candidate_is_kept_apart_from_what_is_known(site: Datasette) -> None:
    text = visible(soup(site, f"/trials/{PLAIN}"), "papers")
    assert "Possible papers, to be checked by a person (1) Aspirin, a review" in text
    listed = visible(soup(site, "/trials?paper=none"))
    assert PLAIN in listed
    assert RICH not in listed


def test_why_a_trial_stopped_is_told(site: Datasette) -> None:
    assert "Why stopped: no money" in visible(soup(site, "/trials/NCT90000003"))
    assert "An observational study." in visible(soup(site, "/trials/NCT90000003"), "design")


def test_a_number_of_participants_that_means_unknown_is_told_as_that(site: Datasette) -> None:
    assert "Participants Unknown; the registry gives 99999999" in visible(
        soup(site, "/trials/NCT90000004")
    )


def test_what_search_engines_read_of_a_trial_has_only_words_of_schema_org(
    trial: BeautifulSoup,
) -> None:
    told = json.loads(trial.select_one('script[type="application/ld+json"]').text)
    assert told["@type"] in ("MedicalTrial", "MedicalObservationalStudy")
    allowed = {"name", "alternateName", "identifier", "description", "url", "sameAs", "status"}
    assert set(told) <= allowed | {
        "@context",
        "@type",
        "healthCondition",
        "sponsor",
        "studyLocation",
    }
