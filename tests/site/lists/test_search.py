"""The search: one box for trials, papers and definitions, and help where it finds nothing.

Relies on Datasette.
"""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harvest.config import Config
from harvest.fulltext import words
from harvest.site.lists.named_in_search import Place, outermost, places_of, spans
from harvest.site.lists.spelling import nearest
from tests.helpers.bases.rich_base import OLD, PAPER, RICH, build
from tests.helpers.site.reading import get, soup, visible
from tests.helpers.site.site_pages import served


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return build(tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def found(site: Datasette, text: str) -> list[str]:
    page = soup(site, f"/search?q={text}")
    return [str(link["href"]).rpartition("/")[2] for link in page.select(".card h3 a")]


@pytest.mark.parametrize("path", ["/", "/trials", "/search", f"/trials/{RICH}", "/status", "/nope"])
def test_every_page_has_the_search(site: Datasette, path: str) -> None:
    text = get(site, path).text
    assert text.count('role="search"') == 1
    assert text.count('action="/search"') == 1


def test_trials_papers_and_definitions_stand_together(site: Datasette) -> None:
    page = soup(site, "/search?q=cirrhosis")
    assert [heading.text.split()[0] for heading in page.select(".results h2")] == [
        "Trials",
        "Papers",
        "Definitions",
    ]
    assert "Scarring of the liver." in visible(page)
    assert {mark.text.lower() for mark in page.select("mark")} == {"cirrhosis"}


def test_a_word_in_the_title_counts_more_than_one_in_the_text(site: Datasette) -> None:
    # "scarred" stands in four abstracts; "aspirin" in one title.
    assert found(site, "scarred+OR+aspirin")[:2] == ["NCT90000004", "90000005"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%22cord+mesenchymal%22", {"NCT90000001", "NCT90000002", "NCT90000003"}),
        ("%22mesenchymal+cord%22", set()),
        ("aspi*", {"NCT90000004", "90000005"}),
        ("protocol+OR+headache", {"90000002", "NCT90000004"}),
        ("aspirin+-headache", {"90000005"}),
        ("müller", {PAPER}),
        ("MULLER", {PAPER}),
    ],
)
def test_a_search_means_what_it_says(site: Datasette, text: str, expected: set[str]) -> None:
    assert set(found(site, text)) == expected


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        (RICH, f"/trials/{RICH}"),
        (RICH.lower(), f"/trials/{RICH}"),
        (OLD, f"/trials/{RICH}"),
        (PAPER, f"/articles/{PAPER}"),
        (f"PMID:+{PAPER}", f"/articles/{PAPER}"),
        ("10.5555/90000002", "/articles/90000002"),
        ("doi:10.5555/90000002", "/articles/90000002"),
        ("https://doi.org/10.5555/90000002", "/articles/90000002"),
        ("HOSP-77", f"/trials/{RICH}"),
        ("chictr2200099001", f"/trials/{RICH}"),
        ("NCT+90000001", f"/trials/{RICH}"),
        (f"https://clinicaltrials.gov/study/{RICH}?tab=history", f"/trials/{RICH}"),
        (f"https://pubmed.ncbi.nlm.nih.gov/{PAPER}/", f"/articles/{PAPER}"),
        (f"cord+{RICH}", None),
        ("NCT99999998", None),
        ("ChiCTR2200099001", f"/trials/{RICH}"),
    ],
)
def test_a_number_leads_straight_to_its_record(
    site: Datasette, text: str, leads_to: str | None
) -> None:
    answer = get(site, f"/search?q={text}")
    assert answer.headers.get("location") == leads_to
    assert answer.status_code == (200 if leads_to is None else 302)


@pytest.mark.parametrize(
    ("text", "number", "page"),
    [
        ("nct+99999998", "NCT99999998", "https://clinicaltrials.gov/study/NCT99999998"),
        ("99999999", "99999999", "https://pubmed.ncbi.nlm.nih.gov/99999999/"),
        ("doi:10.5555/Nobody", "10.5555/nobody", "https://doi.org/10.5555/nobody"),
        ("UMIN000099999", "UMIN000099999", None),
    ],
)
def test_a_number_that_is_not_held_leads_to_its_registry(
    site: Datasette, text: str, number: str, page: str | None
) -> None:
    shown = soup(site, f"/search?q={text}")
    assert f"{number} was not found here." in visible(shown)
    links = [link["href"] for link in shown.select("main .lead a")]
    assert links == ([page] if page else [])


@pytest.mark.parametrize("text", ["cord", "2023", "IL-10", f"{RICH}+NCT99999998"])
def test_words_are_not_taken_for_a_number(site: Datasette, text: str) -> None:
    assert "was not found here" not in visible(soup(site, f"/search?q={text}"))


def test_filters_beside_the_results_lead_to_lists(site: Datasette) -> None:
    page = soup(site, "/search?q=cord")
    links = {" ".join(a.text.split()): a["href"] for a in page.select(".filters a")}
    assert links["Trials 4"] == "/trials?q=cord"
    assert links["Papers 1"] == "/articles?q=cord"
    assert links["Withdrawn 1"] == "/trials?q=cord&status=WITHDRAWN"
    assert links["China 4"] == "/trials?q=cord&country=China"


def test_a_question_in_full_leads_to_the_lists_of_what_it_names(site: Datasette) -> None:
    page = soup(site, "/search?q=umbilical+cord+cells+for+hepatitis+B:+who+recruits+in+china?")
    ways = {str(link["href"]): link.text for link in page.select(".named a")}
    assert ways == {
        "/trials?country=China&cell_source=umbilical_cord": "1 trial: China, Umbilical cord",
        "/articles?cell_source=umbilical_cord": "1 paper: Umbilical cord",
    }
    assert not soup(site, "/search?q=aspirin").select(".named")


@pytest.mark.parametrize(
    ("label", "text", "named"),
    [
        ("Hepatitis B", "cells for hepatitis b cirrhosis", True),
        ("Hepatitis B", "hepatitis before 2020", False),
        ("MASH / NASH / fatty liver", "Fatty liver?", True),
        ("Active, not recruiting", "active not recruiting trials", True),
        ("Recruiting", "precruiting", False),
    ],
)
def test_a_value_is_named_by_whole_words(label: str, text: str, named: bool) -> None:
    assert bool([s for part in label.split(" / ") for s in spans(part, text)]) is named


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("WJ-MSC", "/trials?cell_source=umbilical_cord"),
        ("Wharton's jelly", "/trials?cell_source=umbilical_cord"),
        ("withdrawn China", "/trials?status=WITHDRAWN&country=China"),
        ("precruiting", None),
    ],
)
def test_synonyms_statuses_and_countries_lead_to_a_list(
    site: Datasette, text: str, address: str | None
) -> None:
    ways = [str(a["href"]) for a in soup(site, f"/search?q={quote(text)}").select(".named a")]
    trials = [way for way in ways if way.startswith("/trials")]
    assert trials == ([address] if address else [])


@pytest.mark.parametrize(
    ("facet", "text", "value"),
    [
        ("aetiology", "HBV", "HBV"),
        ("aetiology", "hbsag-positive", "HBV"),
        ("aetiology", "PBC", "PBC"),
        ("aetiology", "NAFLD", "MASH"),
        ("stage", "ACLF", "ACLF"),
        ("stage", "acute-on-chronic liver failure", "ACLF"),
        ("route", "intravenous", "peripheral_vein"),
    ],
)
def test_a_value_is_named_by_every_synonym_with_which_it_is_read(
    facet: str, text: str, value: str
) -> None:
    assert [place.value for place in outermost(list(places_of(facet, {}, text)))] == [value]


def test_a_country_is_named_without_what_stands_behind_its_comma_if_no_other_begins_so() -> None:
    told = {each: each for each in ("Iran, Islamic Republic of", "Korea, North", "Korea, South")}
    assert [place.value for place in places_of("country", told, "sites in Iran")] == [
        "Iran, Islamic Republic of"
    ]
    assert not list(places_of("country", told, "sites in Korea"))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("trials in the USA", {"United States"}),
        ("U.S. sites", {"United States"}),
        ("usa", {"United States"}),
        ("US", {"United States"}),
        ("United States of America", {"United States"}),
        ("tell us more", set()),
        ("UK", {"United Kingdom"}),
        ("Great Britain", {"United Kingdom"}),
        ("South Korea", {"Korea, Republic of", "South Korea"}),
        ("Republic of Korea", {"Korea, Republic of", "South Korea"}),
        ("Korea", {"Korea, Republic of", "South Korea"}),
        ("North Korea", set()),
        ("Iran", {"Iran, Islamic Republic of"}),
        ("Turkey", {"Turkey", "Turkey (Türkiye)"}),
        ("TÜRKİYE", {"Turkey", "Turkey (Türkiye)"}),
        ("Turkiye", {"Turkey", "Turkey (Türkiye)"}),
        ("Czech Republic", {"Czechia"}),
        ("Viet Nam", {"Vietnam"}),
        ("Russia", {"Russian Federation"}),
        ("Ivory Coast", {"Côte d'Ivoire"}),
        ("cote d’ivoire", {"Côte d'Ivoire"}),
        ("Holland", {"Netherlands"}),
        ("Northern Ireland", {"United Kingdom"}),
        ("Ireland", {"Ireland"}),
        ("usable", set()),
        ("Atlantis", {"Atlantis"}),
    ],
)
def test_a_country_is_named_as_people_write_it(text: str, values: set[str]) -> None:
    held = (
        "United States", "United Kingdom", "Korea, Republic of", "South Korea", "Ireland",
        "Iran, Islamic Republic of", "Turkey", "Turkey (Türkiye)", "Czechia", "Vietnam", "Atlantis",
        "Russian Federation", "Côte d'Ivoire", "Netherlands",
    )  # fmt: skip
    found = outermost(list(places_of("country", {each: each for each in held}, text)))
    assert {place.value for place in found} & set(held) == values


def test_a_name_leads_to_the_list_of_its_country_on_the_site(site: Datasette) -> None:
    ways = [a["href"] for a in soup(site, "/search?q=recruiting+PRC").select(".named a")]
    assert any("country=China" in str(way) for way in ways)
    korean = [a["href"] for a in soup(site, "/search?q=Republic+of+Korea").select(".named a")]
    assert korean == ["/trials?country=South+Korea"]


def test_what_is_part_of_a_narrower_name_is_not_named() -> None:
    failure, acute = Place(17, 30, "stage", "liver_failure"), Place(0, 30, "stage", "ACLF")
    other = Place(40, 43, "aetiology", "HBV")
    assert outermost([failure, acute, other]) == [acute, other]
    assert outermost([failure, failure]) == [failure, failure]


def test_a_search_that_finds_nothing_says_why_and_what_to_try(site: Datasette) -> None:
    text = visible(soup(site, "/search?q=cirhosis+cord"))
    assert "No record contains “cirhosis”." in text
    assert "Did you mean cirrhosis cord?" in text
    assert "Broader search: cord" in text
    assert "of 4 trials" in text
    links = {a["href"] for a in soup(site, "/search?q=cirhosis+cord").select("main li a")}
    assert {"/search?q=cirrhosis%20cord", "/search?q=cord"} <= links


def test_words_that_never_stand_together_are_not_called_unknown(site: Datasette) -> None:
    text = visible(soup(site, "/search?q=aspirin+protocol"))
    assert "No trial or paper matches." in text
    assert "No record contains" not in text
    assert "Broader search: aspirin OR protocol" in text


def test_a_synonym_is_told_by_its_name(site: Datasette) -> None:
    assert "MeSH calls it Liver Cirrhosis" in visible(soup(site, "/search?q=hobnail+liver"))


def test_an_empty_search_explains_itself(site: Datasette) -> None:
    assert "How to search" in visible(soup(site, "/search"))
    assert "How to search" in visible(soup(site, "/search?q=%20"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(max_size=80)
    | st.text(alphabet='"*-() ORNEAT:^+,{}\\\x00é\ud7ff<>&%=', max_size=40)
    | st.sampled_from(["NCT", "PMID:", "10./", "doi:", "OR OR", "-" * 50, "*", '"" ""', "a" * 900])
)
def test_no_input_breaks_the_search(site: Datasette, text: str) -> None:
    answer = get(site, f"/search?q={quote(text)}")
    assert answer.status_code in (200, 302)
    assert "<script>" not in answer.text


def test_the_words_of_a_search_are_those_that_it_wants() -> None:
    assert words('cord "bone marrow" -rat hepat* OR x') == ("cord", "bone marrow", "hepat", "x")


def test_a_guess_begins_with_the_same_letter_and_is_not_far() -> None:
    known = {"c": frozenset({"cirrhosis", "cell", "cord"}), "x": frozenset({"xirrhosis"})}
    assert nearest("Cirhosis", known) == "cirrhosis"
    assert nearest("cardiology", known) is None
    assert nearest("cord", known) is None
    assert nearest("1234", known) is None


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/trials/NCT99999998", ["https://clinicaltrials.gov/study/NCT99999998"]),
        ("/articles/99999999", ["https://pubmed.ncbi.nlm.nih.gov/99999999/"]),
        ("/sponsors/nobody", []),
    ],
)
def test_a_page_of_a_record_that_is_not_held_leads_to_its_registry(
    site: Datasette, path: str, there: list[str]
) -> None:
    answer = get(site, path)
    assert answer.status_code == 404
    number = path.rpartition("/")[2]
    links = BeautifulSoup(answer.text, "lxml").select("main li a")
    assert [link["href"] for link in links if number in str(link["href"])] == there
