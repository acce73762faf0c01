"""The pages of a trial and of a paper: all that their registries say, and what ties them."""

import gzip
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from reading import CODE, flat, get, soup, visible
from rich_base import OLD, PAPER, PLAIN, RETRACTED, RICH, build
from work_base import NOW, make_config

from harvest.clock import SystemClock
from harvest.config import Config
from harvest.publish import publish
from harvest.records import Page, Raw
from harvest.site import design, words
from harvest.site.app import make
from harvest.site.prose import prose
from harvest.sources.clinicaltrials import SOURCE
from harvest.store import Store

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus" / "clinicaltrials"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return build(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = make(config)
    yield made
    made.get_database("evidence").close()


@pytest.fixture(scope="module")
def trial(site: Datasette) -> BeautifulSoup:
    return soup(site, f"/trials/{RICH}")


@pytest.fixture(scope="module")
def paper(site: Datasette) -> BeautifulSoup:
    return soup(site, f"/articles/{PAPER}")


# --- a trial ---


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
        (None, "This is version 1 of the record as held here"),
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
        ("papers", "Probable papers: no number ties them, a comparison does (1)"),
        ("papers", "The registry lists the paper as a result: A citation."),
        ("papers", "PubMed's data bank list of the paper names the trial: NCT90000001"),
        ("papers", "Probable (probability 0.93)"),
        ("papers", "Elder E. An old book. 1999. background"),
        ("related", "same cell source: umbilical cord"),
        ("related", "Aspirin, a review 1999 both measure MELD"),
        ("sites", "2 sites in 2 countries; once also in Atlantis."),
        ("sites", "Ward 1 Beijing Recruiting"),
        ("sites", "Ward 2 Seoul Completed"),
        ("people", "Lead sponsor Synthetic Hospital Hospital, university or other"),
        ("people", "Collaborator Helping Institute"),
        ("people", "Principal investigator A. Tester, MD, Clinic"),
        ("people", "Resp Onsible"),
        ("changes", "2 May 2026 · Status changed Recruiting → Active, not recruiting"),
        ("changes", "1 October 2026 · Primary completion moved February 2026 → February 2027"),
        ("clocks", "Results in the registry within 12 months (WHO) Overdue 28 February 2026"),
        ("clocks", "at the latest completed a year ago"),
        ("clocks", "1 July 2026: Results submitted"),
        ("definitions", "Liver Cirrhosis condition, MeSH D008103 Scarring of the liver."),
        ("definitions", "Broader topics: Liver Diseases"),
        ("numbers", "The sponsor's number HOSP-77"),
        ("numbers", "ChiCTR2200099001"),
        ("numbers", f"Former NCT number {OLD}"),
        ("searches", "Search of the topic “core” since 24 November 2026"),
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
        *(f"/trials/{RICH}.{e}" for e in ("ris", "nbib", "bib", "csl.json", "csv", "xlsx", "docx")),
    ],
)
def test_a_trial_leads_to(trial: BeautifulSoup, address: str) -> None:
    assert trial.find("a", href=address) is not None


def test_a_trial_has_its_sites_on_a_map_and_a_citation_to_copy(trial: BeautifulSoup) -> None:
    assert trial.find("svg") is not None
    copied = trial.find("textarea", id="cite")
    assert copied is not None
    assert copied.has_attr("readonly")
    assert f"ClinicalTrials.gov identifier: {RICH}." in copied.text


def test_time_points_are_read_from_the_earliest_to_the_latest(trial: BeautifulSoup) -> None:
    said = visible(trial, "facts")
    assert said.index("7 days") < said.index("24 weeks") < said.index("2 years")


def test_what_a_paper_lost_of_trust_stands_before_the_title_of_its_trial(
    trial: BeautifulSoup,
) -> None:
    text = visible(trial)
    title = text.index("Umbilical cord mesenchymal stem cells in cirrhosis 1")
    assert text.index("Retracted: a paper tied to this trial") < title
    assert text.index("Expression of concern: a paper tied to this trial") < title


def test_parts_stand_only_where_the_record_has_them(site: Datasette) -> None:
    plain = soup(site, f"/trials/{PLAIN}")
    for part in ("results", "clocks", "changes", "related"):
        assert plain.find(id=part) is None, part
    linked = {str(a["href"]) for a in plain.select("nav.contents a")}
    assert linked == {f"#{h['id']}" for h in plain.select("section h2[id]")} - {
        "#numbers",
        "#more",
    }


def test_a_single_arm_is_told_by_what_it_is(site: Datasette) -> None:
    text = visible(soup(site, f"/trials/{PLAIN}"), "design")
    assert text.startswith("Design A single-group, open-label study of treatment.")


def test_a_candidate_is_kept_apart_from_what_is_known(site: Datasette) -> None:
    text = visible(soup(site, f"/trials/{PLAIN}"), "papers")
    assert "Candidates for a person to judge (1) Aspirin, a review" in text
    listed = visible(soup(site, "/trials?paper=none"))
    assert PLAIN in listed
    assert RICH not in listed


def test_why_a_trial_stopped_is_told(site: Datasette) -> None:
    assert "Why stopped: no money" in visible(soup(site, "/trials/NCT90000003"))
    assert "An observational study." in visible(soup(site, "/trials/NCT90000003"), "design")


# --- a paper ---


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (None, "PMID 90000001"),
        (None, "Cord cells for cirrhosis: trial report 1"),
        (None, "Tester A, Synthetic Group, Müller J"),
        (None, "Synthetic Journal of Hepatology, June 2025; 3(2): 10-9"),
        (None, "Randomized Controlled Trial"),
        ("abstract", "Background Cells may help. Results They did help."),
        ("trials", f"{RICH} · RICH-1 Active, not recruiting Phase 1/2"),
        ("trials", "This paper reports its results"),
        ("trials", "The registry lists the paper as a result: A citation."),
        ("facts", "Cell source umbilical cord"),
        ("related", "same aetiology: hepatitis B"),
        ("definitions", "Liver Cirrhosis main topic Scarring of the liver."),
        ("definitions", "Unfetched Term The definition is not held."),
        ("authors", "Ann Tester Clinic, Town."),
        ("authors", "Jörg Müller ORCID 0000-0002-1825-0097"),
        ("references", "Retracted Elder E. A cited paper. held here"),
        ("searches", "Search of the topic “core” since 24 November 2026"),
        ("searches", "Saved query “Papers tied to trials, with the reason”"),
        ("more", "Kind of paper Reports results by its Clinical Trial"),
        ("more", "Keywords cell therapy"),
    ],
)
def test_a_paper_tells(paper: BeautifulSoup, part: str | None, said: str) -> None:
    assert said in visible(paper, part)


@pytest.mark.parametrize(
    "address",
    [
        "https://pubmed.ncbi.nlm.nih.gov/90000001/",
        "https://doi.org/10.5555/90000001",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC9900001/",
        "https://orcid.org/0000-0002-1825-0097",
        f"/trials/{RICH}",
        "/mesh/D008103",
        f"/articles/{RETRACTED}",
        *(f"/articles/{PAPER}.{e}" for e in ("ris", "nbib", "bib", "csl.json", "csv", "xlsx")),
    ],
)
def test_a_paper_leads_to(paper: BeautifulSoup, address: str) -> None:
    assert paper.find("a", href=address) is not None


def test_a_paper_is_cited_in_vancouver_style_in_a_field_to_copy(paper: BeautifulSoup) -> None:
    copied = paper.find("textarea", id="cite")
    assert copied is not None
    assert copied.has_attr("readonly")
    assert copied.text.strip() == (
        "Tester A, Synthetic Group, Müller J. Cord cells for cirrhosis: trial report 1. "
        "Synth J Hepatol. 2025 Jun;3(2):10-9. doi: 10.5555/90000001. PMID: 90000001; "
        "PMCID: PMC9900001."
    )


@pytest.mark.parametrize(
    ("pmid", "notice"),
    [
        (RETRACTED, "This paper is retracted. Do not cite it as evidence."),
        ("90000004", "An expression of concern was published about this paper."),
    ],
)
def test_what_is_wrong_with_a_paper_is_the_first_thing_said(
    site: Datasette, pmid: str, notice: str
) -> None:
    page = soup(site, f"/articles/{pmid}")
    assert visible(page).startswith(notice)
    assert page.title is not None
    assert page.title.text.startswith(("Retracted: ", "Expression of concern: "))


def test_the_notice_of_a_retraction_is_named(site: Datasette) -> None:
    text = visible(soup(site, f"/articles/{RETRACTED}"))
    assert "Retracted by: Synth J. 2026;1:1" in text
    assert "Papers held here that cite it Cord cells for cirrhosis: trial report 1" in text


# --- every page ---


@pytest.mark.parametrize(
    "path",
    [
        "/", "/trials", "/articles", "/trials?view=table", "/articles?view=table&all=1",
        *(f"/trials/NCT9000000{n}" for n in range(1, 5)),
        *(f"/articles/9000000{n}" for n in range(1, 6)),
        "/search?q=cirrhosis", "/status",
    ],
)  # fmt: skip
def test_no_page_shows_a_code(site: Datasette, path: str) -> None:
    text = visible(soup(site, path))
    if path == "/status":  # it counts questions by the registries' own names of states
        text = text.replace("None.", "")
    assert CODE.findall(text) == []


@pytest.mark.parametrize(
    "path", [f"/trials/{RICH}", f"/articles/{PAPER}", "/", "/trials", "/search"]
)
def test_headings_go_down_one_step_at_a_time(site: Datasette, path: str) -> None:
    levels = [int(heading.name[1]) for heading in soup(site, path).find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        (f"/trials/{RICH}", "MedicalTrial", "name"),
        ("/trials/NCT90000003", "MedicalObservationalStudy", "name"),
        (f"/articles/{PAPER}", "ScholarlyArticle", "headline"),
    ],
)
def test_a_record_tells_machines_what_it_is(
    site: Datasette, path: str, kind: str, name: str
) -> None:
    page = soup(site, path)
    script = page.find("script", type="application/ld+json")
    assert script is not None
    told = json.loads(script.text)
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == kind
    heading = page.find("h1")
    assert heading is not None
    assert told[name] == heading.text
    described = page.find("meta", property="og:title")
    assert described is not None
    assert page.title is not None
    assert described["content"] == page.title.text


def test_the_sitemap_names_every_record_that_stands(site: Datasette) -> None:
    index = BeautifulSoup(get(site, "/sitemap.xml").text, "xml")
    found: list[str] = []
    for part in index.find_all("loc"):
        path = re.sub("^https?://[^/]*", "", part.text)
        found += [loc.text for loc in BeautifulSoup(get(site, path).text, "xml").find_all("loc")]
    paths = {re.sub("^https?://[^/]*", "", address) for address in found}
    assert {f"/trials/NCT9000000{n}" for n in range(1, 5)} <= paths
    assert {f"/articles/9000000{n}" for n in range(1, 6)} <= paths
    assert "/mesh/D008103" in paths
    assert "Sitemap: " in get(site, "/robots.txt").text
    assert get(site, "/sitemap-trials-2.xml").status_code == 404


def test_a_page_that_is_not_there_helps(site: Datasette) -> None:
    answer = get(site, "/trials/NCT12345678")
    assert answer.status_code == 404
    assert "No trial NCT12345678 is held here." in answer.text
    assert "https://clinicaltrials.gov/" in answer.text


# --- real records ---


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Datasette, list[dict[str, Any]]]:
    """A site on real studies: the most sites, the most references, with and without results."""
    path = CORPUS / "studies.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no real studies at {CORPUS}")
    lines = gzip.decompress(path.read_bytes()).splitlines()
    studies = [(json.loads(line), line) for line in lines]
    by_sites = sorted(
        studies, key=lambda s: -len(_listed(s[0], "contactsLocationsModule.locations"))
    )
    by_papers = sorted(studies, key=lambda s: -len(_listed(s[0], "referencesModule.references")))
    chosen = {
        study["protocolSection"]["identificationModule"]["nctId"]: (study, line)
        for study, line in (*by_sites[:3], *by_papers[:3], *studies[:6])
    }
    config = make_config(tmp_path_factory.mktemp("real"))
    raws = tuple(
        Raw("clinicaltrials", "trial", id_, line, NOW) for id_, (_, line) in chosen.items()
    )
    with Store.open(config.store.path, clock=SystemClock()) as store:
        run = store.begin_run(False)
        store.apply(run, Page("clinicaltrials", None, raws), {"clinicaltrials": SOURCE})
        store.end_run(run, "complete")
    publish(config)
    return make(config), [study for study, _ in chosen.values()]


def _listed(study: dict[str, Any], path: str) -> list[Any]:
    found: Any = study["protocolSection"]
    for name in path.split("."):
        found = found.get(name, {})
    return found or []


# What a reader compares with the registry: module, list, fields whose text must stand on the page.
COMPARED = (
    ("armsInterventionsModule.armGroups", ("label",)),
    ("armsInterventionsModule.interventions", ("name",)),
    ("outcomesModule.primaryOutcomes", ("measure", "timeFrame")),
    ("outcomesModule.secondaryOutcomes", ("measure", "timeFrame")),
    ("outcomesModule.otherOutcomes", ("measure", "timeFrame")),
    ("contactsLocationsModule.locations", ("facility", "city", "country")),
    ("contactsLocationsModule.overallOfficials", ("name", "affiliation")),
    ("sponsorCollaboratorsModule.collaborators", ("name",)),
    ("referencesModule.references", ("citation",)),
    ("identificationModule.secondaryIdInfos", ("id",)),
)


def test_a_page_says_what_the_real_record_says(
    real: tuple[Datasette, list[dict[str, Any]]],
) -> None:
    site, studies = real
    compared = 0
    for study in studies:
        protocol = study["protocolSection"]
        number = protocol["identificationModule"]["nctId"]
        page = soup(site, f"/trials/{number}")
        text = _plain(visible(page))
        wanted = [
            protocol["identificationModule"]["briefTitle"],
            protocol["identificationModule"].get("officialTitle", ""),
            protocol["sponsorCollaboratorsModule"]["leadSponsor"]["name"],
            *protocol["conditionsModule"]["conditions"],
            *protocol["conditionsModule"].get("keywords", ()),
        ]
        for path, fields in COMPARED:
            wanted += [item.get(name) or "" for item in _listed(study, path) for name in fields]
        results = study.get("resultsSection", {}).get("outcomeMeasuresModule", {})
        wanted += [o["title"] for o in results.get("outcomeMeasures", ()) if o["type"] == "PRIMARY"]
        missing = [text_ for text_ in wanted if _plain(text_) not in text and "@" not in text_]
        assert missing == [], number
        compared += len(wanted)
    assert compared > 1000


def test_a_page_of_a_real_record_shows_no_code(
    real: tuple[Datasette, list[dict[str, Any]]],
) -> None:
    site, studies = real
    for study in studies:
        number = study["protocolSection"]["identificationModule"]["nctId"]
        page = soup(site, f"/trials/{number}")
        # What the sponsor wrote may well look like a code; what the page writes may not.
        own = page.select("dl.key dd, dl.given dt, .badge, thead th, td.num, p.facts > .badge")
        found = [
            e.text for e in own if re.search(r"[A-Z]{3,}_[A-Z]|PHASE\d|ACTUAL|ESTIMATED", e.text)
        ]
        assert found == [], number


def _plain(text: str) -> str:
    """Letters and figures alone: markup and the blanks around it do not matter."""
    return re.sub(r"[\W_]+", "", flat(text)).lower()


# --- texts ---


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


def test_every_field_with_words_of_its_own_is_known() -> None:
    known = words.vocabularies()
    assert known["status"] == known["locations.status"] == "statuses"
    assert known["phase"] == "phases"
    assert known["integrity"] == "integrity"
