"""The page of a paper: all that PubMed says, what ties it, and what is wrong with it.

Relies on Datasette.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from harvest.evidence import update
from harvest.publish import publish
from harvest.site.app import make
from harvest.site.render import filters
from harvest.store import Store
from tests.helpers.bases.linked import TOPIC
from tests.helpers.bases.rich_base import PAPER, RETRACTED, RICH
from tests.helpers.bases.work_base import article, create, insert, make_config, row, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import soup, visible


@pytest.fixture(scope="module")
def paper(site: Datasette) -> BeautifulSoup:
    return soup(site, f"/articles/{PAPER}")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (None, "PMID 90000001"),
        (None, "Cord cells for cirrhosis: trial report 1"),
        (None, "Tester A, Synthetic Group, Müller J"),
        (None, "Synthetic Journal of Hepatology, June 2025; 3(2): 10-9"),
        (None, "Randomized Controlled Trial"),
        ("abstract", "Background Cells may help. Results They did help."),
        ("abstract", "Abstract in Spanish Las células ayudan."),
        ("trials", f"{RICH} · ClinicalTrials.gov · RICH-1 Active, not recruiting Phase 1/2"),
        ("trials", "This paper reports its results"),
        ("trials", "The registry lists the paper as a result: A citation."),
        ("trials", "PubMed also lists GEO (without a number)."),
        ("facts", "Cell source umbilical cord"),
        ("related", "same aetiology: hepatitis B"),
        ("definitions", "Liver Cirrhosis main topic Scarring of the liver."),
        ("definitions", "Unfetched Term Definition not available."),
        ("authors", "Ann Tester Clinic, Town."),
        ("authors", "Jörg Müller ORCID 0000-0002-1825-0097"),
        ("references", "Retracted Elder E. A cited paper. in this database"),
        ("searches", "Topic search “core” since 24 November 2026"),
        ("searches", "Saved query “Papers linked to trials, with the reason”"),
        ("more", "Kind of paper Reports results (Clinical Trial"),
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


def test_a_paper_is_cited_in_vancouver_style_in_a_text_to_copy(paper: BeautifulSoup) -> None:
    copied = paper.find("blockquote", id="cite-vancouver")
    assert copied is not None
    assert copied.text.strip() == (
        "Tester A, Synthetic Group, Müller J. Cord cells for cirrhosis: trial report 1. "
        "Synth J Hepatol. 2025 Jun;3(2):10-9. doi:10.5555/90000001 PubMed PMID: 90000001; "
        "PubMed Central PMCID: PMC9900001."
    )


def test_a_paper_is_cited_in_other_styles_and_each_can_be_copied(paper: BeautifulSoup) -> None:
    cited = {area["id"]: area.text for area in paper.select(".copy")}
    assert list(cited) == ["cite-vancouver", "cite-apa", "cite-ama"]
    assert cited["cite-apa"].startswith("Tester, A., Synthetic Group, & Müller, J. (2025). Cord")
    assert cited["cite-ama"].endswith("Synth J Hepatol. 2025;3(2):10-19. doi:10.5555/90000001")
    buttons = paper.select("button[data-copies]")
    assert [button["data-copies"] for button in buttons] == list(cited)
    assert all(button.has_attr("hidden") for button in buttons)  # until the script is there
    scripts = {script["src"].partition("?")[0] for script in paper.select("script[src]")}
    assert "/static/copy.js" in scripts


def test_a_browsers_button_finds_a_paper_in_the_page(paper: BeautifulSoup) -> None:
    told = [(meta["name"], meta["content"]) for meta in paper.select("meta[name^=citation_]")]
    assert told == [
        ("citation_title", "Cord cells for cirrhosis: trial report 1"),
        ("citation_author", "Tester, Ann"),
        ("citation_author", "Synthetic Group"),
        ("citation_author", "Müller, Jörg"),
        ("citation_journal_title", "Synthetic Journal of Hepatology"),
        ("citation_journal_abbrev", "Synth J Hepatol"),
        ("citation_publication_date", "2025/06"),
        ("citation_volume", "3"),
        ("citation_issue", "2"),
        ("citation_firstpage", "10"),
        ("citation_lastpage", "19"),
        ("citation_doi", "10.5555/90000001"),
        ("citation_pmid", "90000001"),
        ("citation_language", "eng"),
    ]


@pytest.mark.parametrize(
    ("article_id", "notice"),
    [
        (RETRACTED, "This paper is retracted. Do not cite it as evidence."),
        ("90000004", "An expression of concern was published about this paper."),
    ],
)
def test_what_is_wrong_with_a_paper_is_the_first_thing_said(
    site: Datasette, article_id: str, notice: str
) -> None:
    page = soup(site, f"/articles/{article_id}")
    assert visible(page).startswith(notice)
    assert page.title is not None
    assert page.title.text.startswith(("Retracted: ", "Expression of concern: "))


def test_the_notice_of_a_retraction_is_named(site: Datasette) -> None:
    text = visible(soup(site, f"/articles/{RETRACTED}"))
    assert "Retracted by: Synth J. 2026;1:1" in text
    assert "Papers in this database that cite it Cord cells for cirrhosis: trial report 1" in text


@pytest.fixture(scope="module")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Datasette]:
    """A paper with no title but its original one, and a book with no types."""
    config = make_config(tmp_path_factory.mktemp("sparse"))
    create(config.store.path)
    foreign = article(1, title=None, vernacular_title="Zellen bei Zirrhose", language="ger")
    book = [r for r in article(2, kind="book", title="All of it", book_title="All of it")
            if r[0] != "article_types"]  # fmt: skip
    insert(config.store.path, [*foreign, *book])
    publish(config)
    made = make(config)
    yield made
    made.get_database("evidence").close()


def test_a_paper_is_named_by_its_original_title_where_it_has_no_other(sparse: Datasette) -> None:
    page = soup(sparse, "/articles/90000001")
    assert [h.text for h in page.find_all("h1")] == ["Zellen bei Zirrhose"]
    assert visible(page).count("Zellen bei Zirrhose") == 4  # in the heading and each citation
    assert "Zellen bei Zirrhose" in visible(soup(sparse, "/articles?topic=all"))


def test_a_trial_that_is_held_is_not_listed_again_by_another_spelling(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    create(config.store.path)
    paper_ = [r for r in article(3) if r[0] != "databanks"]
    odd = row("databanks", "90000003", 0, "ClinicalTrials.gov", "nct 9000 0003")
    insert(config.store.path, [*paper_, odd, *trial(3)])
    with closing(Store.open(config.store.path, clock=FakeClock())) as store:
        store.begin_run(False)
        update(store, TOPIC)
    publish(config)
    made = make(config)
    text = visible(soup(made, "/articles/90000003"), "trials")
    made.get_database("evidence").close()
    assert "NCT90000003" in text
    assert "PubMed also lists" not in text


def test_a_book_without_types_is_no_journal_article(sparse: Datasette) -> None:
    text = visible(soup(sparse, "/articles/90000002"))
    assert " Book " in text
    assert "Journal Article" not in text


def test_a_summary_in_another_language_is_marked_for_screen_readers(site: Datasette) -> None:
    paragraph = soup(site, f"/articles/{PAPER}").find("p", lang="es")
    assert paragraph is not None
    assert "Las células ayudan." in paragraph.text
    assert filters.language_tag("spa") == "es"
    assert filters.language_tag("mul") is None
