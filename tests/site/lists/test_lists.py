"""The lists of trials and papers: filters, counts, orders, pages and addresses.

Relies on Datasette.
"""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from datasette.app import Datasette
from datasette.utils import MultiParams

from harvest.config import Config
from harvest.site.catalog import Holdings, holdings
from harvest.site.lists.answer import filtered_ids
from harvest.site.lists.asked import Asked, read
from harvest.site.lists.facets import facets, parse
from harvest.site.lists.shown import shown
from harvest.site.page import statement
from tests.helpers.bases.rich_base import PAPER, PLAIN, RICH, build
from tests.helpers.site.reading import flat, get, soup, visible
from tests.helpers.site.site_pages import served


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return build(tmp_path_factory.mktemp("lists"))


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def args(query: str) -> MultiParams:
    return MultiParams(parse_qs(query, keep_blank_values=True))


def ids(site: Datasette, kind: Any, query: str = "") -> list[str]:
    return asyncio.run(filtered_ids(site, kind, args(query)))


def facet(page: BeautifulSoup, name: str) -> dict[str, int]:
    """Values of a facet with their counts."""
    heading = page.find(id=f"f-{name}")
    assert heading is not None, name
    section = heading.find_parent("section")
    assert isinstance(section, Tag)
    found = {}
    for link in section.find_all("a"):
        label, count = link.find(class_="choice"), link.find(class_="n")
        assert label is not None
        assert count is not None
        found[label.find(string=True).strip()] = int(count.text)
    return found


ALL = ["NCT90000001", "NCT90000002", "NCT90000003", "NCT90000004"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL[:3]),
        ("all=1", ALL),
        ("q=aspirin", ["NCT90000004"]),
        ("status=NOT_YET_RECRUITING", [PLAIN]),
        ("status=NOT_YET_RECRUITING&status=WITHDRAWN", ALL[1:3]),
        ("status=NOT_YET_RECRUITING&cell_source=umbilical_cord", []),
        ("phase=PHASE2", ALL[:2]),
        ("phase=PHASE3", ["NCT90000003"]),
        ("allocation=RANDOMIZED", [RICH, "NCT90000003"]),
        ("allocation=NA&allocation=NON_RANDOMIZED", [PLAIN]),
        ("phases=PHASE1|PHASE2", ALL[:2]),
        ("country=China", ALL[:3]),
        ("country=Nowhere", []),
        ("cell_source=umbilical_cord", [RICH]),
        ("donor=allogeneic", [RICH]),
        ("results=posted", [RICH]),
        ("paper=results", [RICH]),
        ("paper=none", ALL[1:3]),
        ("type=OBSERVATIONAL", ["NCT90000003"]),
        ("sponsor=Helping+Institute", [RICH]),
        ("condition=Hepatitis+B", [RICH]),
        ("mesh=D008103", ALL[:3]),
        ("mesh=D008107", []),
        ("search=core&q=cells", ALL),
        ("registered=2024&started=2024", ALL[:3]),
        ("removed=1", []),
        ("no_such_filter=1", ALL[:3]),
        ("status=", ALL[:3]),
        ("status='; DROP TABLE trials--", []),
    ],
)
def test_a_list_holds_what_its_address_asks_for(
    site: Datasette, query: str, expected: list[str]
) -> None:
    assert sorted(ids(site, "trials", query)) == expected
    page = soup(site, f"/trials?{query}")
    shown = {link["href"].rpartition("/")[2] for link in page.select(".card h3 a")}
    assert shown == set(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["90000001", "90000002", "90000003", "90000004"]),
        ("year=1999&all=1", ["90000005"]),
        ("integrity=retracted&integrity=concern", ["90000003", "90000004"]),
        ("type=Review&all=1", ["90000005"]),
        ("trial=results", [PAPER]),
        ("trial=none", ["90000004"]),
        ("access=free", [PAPER]),
        ("journal=Synthetic+Journal+of+Hepatology&cell_source=umbilical_cord", [PAPER]),
        ("mesh=D008103&q=protocol", ["90000002"]),
    ],
)
def test_a_list_of_papers_holds_what_its_address_asks_for(
    site: Datasette, query: str, expected: list[str]
) -> None:
    assert sorted(ids(site, "articles", query)) == expected


def test_counts_say_what_a_click_would_leave(site: Datasette) -> None:
    page = soup(site, "/trials?country=China&status=WITHDRAWN")
    # Of the facet that is narrowed every value that could be chosen instead …
    statuses = facet(page, "status")
    assert statuses == {"Withdrawn": 1, "Not yet recruiting": 1, "Active, not recruiting": 1}
    # … each with as many trials as it alone has there.
    for label, link in (("Not yet recruiting", "NOT_YET_RECRUITING"),):
        assert statuses[label] == len(ids(site, "trials", f"country=China&status={link}"))


def test_every_choice_leads_to_as_many_records_as_it_says(site: Datasette) -> None:
    for kind in ("trials", "articles"):
        page = soup(site, f"/{kind}")
        for link in page.select(".filters section a"):
            count = link.find(class_="n")
            assert count is not None
            led = urlsplit(str(link["href"]))
            assert len(ids(site, kind, led.query)) == int(count.text), link["href"]


def test_what_narrows_a_list_can_be_taken_back(site: Datasette) -> None:
    page = soup(site, "/trials?q=cells&status=WITHDRAWN")
    chips = {chip.text.split(":")[0].split()[-1]: chip["href"] for chip in page.select(".chip")}
    assert chips == {"Words": "/trials?status=WITHDRAWN", "Status": "/trials?q=cells"}
    chosen = page.select('.filters a[aria-current="true"]')
    assert [link["href"] for link in chosen] == ["/trials?q=cells"]


def test_relevant_records_come_unasked_and_the_others_are_counted(site: Datasette) -> None:
    page = soup(site, "/trials")
    assert "3 trials · 1 more with low relevance to the topic" in visible(page)
    everything = page.find("a", href="/trials?all=1")
    assert everything is not None
    assert ids(site, "trials", "all=1")[-1] == "NCT90000004"  # though it is as new as the others


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=size", ["NCT90000003", RICH, PLAIN]),
        ("sort=registered", ["NCT90000003", PLAIN, RICH]),
        ("sort=nonsense", ids_ := ["NCT90000003", PLAIN, RICH]),
        ("sort=updated", ids_),
        ("sort=topic&all=1", ["NCT90000003", PLAIN, RICH, "NCT90000004"]),
    ],
)
def test_an_order_is_part_of_the_address(site: Datasette, query: str, expected: list[str]) -> None:
    found = ids(site, "trials", query)
    if query.startswith("sort=topic"):
        assert found[-1] == expected[-1]
    else:
        assert found == expected


def test_a_search_in_a_list_shows_where_and_puts_the_best_first(site: Datasette) -> None:
    page = soup(site, "/trials?q=aspirin")
    assert [m.text for m in page.select("mark")] == ["Aspirin"]
    selected = page.select_one("#sort option[selected]")
    assert selected is not None
    assert selected.text == "Best match"


def test_pages_follow_each_other_and_hold_each_record_once(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvest.site.lists.asked.CARDS", 2)
    found: list[str] = []
    address: str | None = "/trials?all=1&sort=size"
    while address:
        page = soup(site, address)
        found += [str(link["href"]).rpartition("/")[2] for link in page.select(".card h3 a")]
        after = page.select_one('a[rel="next"]')
        address = str(after["href"]) if after else None
    assert sorted(found) == ALL
    assert found == ids(site, "trials", "all=1&sort=size")
    assert "The list has only 2 pages" in visible(soup(site, "/trials?all=1&page=7"))


def test_the_same_list_can_be_seen_as_a_table(site: Datasette) -> None:
    page = soup(site, "/trials?view=table")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")]
            for row in page.select("tbody tr")]  # fmt: skip
    assert [row[0].split()[0] for row in rows] == ids(site, "trials")
    rich = dict(zip((h.text for h in page.select("thead th")), rows[-1], strict=True))
    assert rich["Status"] == "Active, not recruiting"
    assert rich["Participants"] == "120"
    assert rich["Cells"] == "allogeneic, umbilical cord"
    assert rich["Primary completion"] == "Feb 2027"
    assert rich["Results"] == "Posted"


def test_a_card_has_the_facts_that_decide(site: Datasette) -> None:
    card = soup(site, "/trials?cell_source=umbilical_cord").select_one(".card")
    assert card is not None
    text = " ".join(card.get_text(" ").split())
    for said in (
        RICH, "Active, not recruiting", "Phase 1/2", "Results posted", "1 results paper",
        "Linked paper retracted or with an expression of concern", "Participants 120",
        "Cells allogeneic umbilical cord", "Where China, South Korea (2 sites)",
        "Dates Mar 2024 to Feb 2027 (expected)", "Sponsor Synthetic Hospital",
        "Primary outcome MELD score 24 weeks", "Randomised Yes", "Papers 3", "Updated Oct 2026",
    ):  # fmt: skip
        assert said in text, said
    plain = soup(site, "/trials?cell_source=bone_marrow").select_one(".card")
    assert plain is not None
    text = " ".join(plain.get_text(" ").split())
    assert "Randomised No (single group)" in text
    assert "Papers none linked" in text


def test_what_cards_show_is_looked_up_record_by_record(config: Config) -> None:
    with closing(sqlite3.connect(config.publish.path)) as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {statement('list_trials')}", {"ids": "[]"})
        read_whole = {step.split()[1] for *_, step in plan if step.startswith("SCAN")}
    assert not read_whole & {"outcomes", "study_articles", "articles"}


def test_downloads_are_of_the_whole_list(site: Datasette) -> None:
    page = soup(site, "/trials?status=WITHDRAWN&sort=size&page=1&view=table")
    links = {a.text: a["href"] for a in page.select(".downloads a")}
    assert links["RIS"] == "/trials.ris?status=WITHDRAWN&sort=size"
    assert set(links) == {"RIS", "BibTeX", "CSL-JSON", "CSV", "JSON", "Excel (XLSX)", "Word"}


def test_a_list_without_records_shows_the_ways_out(site: Datasette) -> None:
    page = soup(site, "/trials?q=cells&status=WITHDRAWN&country=Nowhere")
    assert "No matches" in visible(page)
    ways = {a["href"] for a in page.select(".results li a")}
    assert "/trials?q=cells&status=WITHDRAWN" in ways
    assert "/search?q=cells" in ways


def test_counts_that_take_too_long_do_not_keep_the_list_away(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvest.site.lists.answer.COUNTING", -1)
    monkeypatch.setattr("harvest.site.lists.answer._known", lambda *_: None)  # no index yet
    page = soup(site, "/trials?country=South+Korea")
    assert "Counting the filters took too long" in visible(page)
    assert len(page.select(".card")) == 3


@pytest.mark.parametrize(
    "query",
    ["page=-1", "page=0", "page=99999999999", "page=%00", "view=%00", "sort[]=1", "q=%22%00*",
     "status=" + "&status=".join("x" * 50), "q=" + "a" * 3000],
)  # fmt: skip
def test_no_address_breaks_a_list(site: Datasette, query: str) -> None:
    assert get(site, f"/trials?{query}").status_code == 200
    assert get(site, f"/articles?{query}").status_code == 200


# --- addresses ---


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=cord+cells&status=A&status=B&country=C&sort=size&view=table&page=3&all=1",
        "removed=1",
    ],
)
def test_an_address_says_all_that_was_asked(query: str) -> None:
    asked = read("trials", args(query))
    again = read("trials", args(urlsplit(asked.address()).query))
    assert again == asked


def test_choosing_a_value_twice_takes_it_back() -> None:
    asked = Asked("trials", page=4)
    once = asked.toggled("status", "A").toggled("status", "B")
    assert once.address() == "/trials?status=A&status=B"
    assert once.toggled("status", "A").toggled("status", "B").address() == "/trials"


def test_every_facet_has_a_title_and_a_place_of_its_own() -> None:
    for kind in ("trials", "articles"):
        places = [facet.place for facet in facets(kind) if facet.shown]  # type: ignore[arg-type]
        assert len(set(places)) == len(places) > 5


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT 1", "line 1: needs exactly one line '-- title: …'"),
        ("-- title: A\n-- colour: red\nSELECT 1", "line 2: the head knows no 'colour'"),
        ("-- title: A\n-- order: any\nSELECT 1", "line 2: order: knows count, words, latest"),
        ("-- title: A\n-- place: x\nSELECT 1", "line 2: place: is not a whole number: x"),
    ],
)
def test_a_facet_with_a_wrong_head_is_named(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=rf"^odd\.sql, {problem}"):
        parse("odd", text)


def test_a_value_is_offered_if_only_some_records_have_it(site: Datasette) -> None:
    held = asyncio.run(_held(site))
    retracted = {"integrity": {"retracted": 1}}
    assert [f.name for f in shown(Asked("articles"), retracted, held, 3)] == ["integrity"]
    assert shown(Asked("articles"), retracted, held, 1) == []


async def _held(site: Datasette) -> Holdings:
    return await holdings(site)


def test_each_figure_of_the_home_page_is_that_of_the_list_it_leads_to(site: Datasette) -> None:
    home = soup(site, "/")
    assert "(low relevance to the topic): 1 trial (show all trials) and 1 paper" in visible(home)
    tiles = home.select(".lead a, .tiles a")
    assert len(tiles) > 4
    for tile in tiles:
        if (figure := re.match(r"[0-9,]+", tile.get_text(strip=True))) is None:
            continue
        count = soup(site, str(tile["href"])).select_one(".count strong")
        assert count is not None
        assert count.text == figure[0], tile


def test_a_status_that_we_have_no_code_for_comes_last_on_the_home_page(tmp_path: Path) -> None:
    config = build(tmp_path)
    with closing(sqlite3.connect(config.publish.path)) as file, file:
        told = "UPDATE trials SET status = 'Any', status_label = 'Any' WHERE trial_id = ?"
        file.execute(told, (PLAIN,))
    made = served(config)
    [tiles, *_] = [part("a") for part in soup(made, "/").select("section:has(#by-status) ul")]
    made.get_database("evidence").close()
    assert len(tiles) > 1
    assert flat(tiles[-1].get_text(" ")) == "1 Any"


def test_a_list_of_trials_leads_to_its_comparison_in_its_order(site: Datasette) -> None:
    page = soup(site, "/trials?country=China&sort=size&page=7&view=table")
    assert "7–" not in visible(page)
    page = soup(site, "/trials?country=China&sort=registered")
    ordered = ids(site, "trials", "country=China&sort=registered")
    assert page.find("a", href=f"/compare?ids={','.join(ordered)}") is not None
    for query in ("/trials?country=Nowhere", "/articles"):
        assert soup(site, query).select('main a[href^="/compare"]') == []


@pytest.mark.parametrize("path", ["/queries", "/queries/recruiting-trials", "/sponsors"])
def test_what_looks_through_more_than_the_lists_says_so(site: Datasette, path: str) -> None:
    text = visible(soup(site, path))
    assert "All records are included, also 1 trial" in text
    assert "with low relevance to the topic, which the lists hide." in text


@pytest.mark.parametrize(
    "address",
    ["/trials", "/articles", f"/trials/{RICH}", f"/articles/{PAPER}", "/search?q=cord",
     "/queries/recruiting-trials", f"/compare?ids={RICH}"],
)  # fmt: skip
def test_beside_a_csv_stands_what_excel_reads_better(site: Datasette, address: str) -> None:
    lines = soup(site, address).select(".downloads")
    offered = [" ".join(line.text.split()) for line in lines]
    assert any("CSV (for Excel, take XLSX)" in line and "Excel (XLSX)" in line for line in offered)
