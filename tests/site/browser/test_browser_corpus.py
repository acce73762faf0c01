"""Real records in a real browser: the longest, the oddest, and those of the topic.

Relies on stand-ins, Datasette, Chromium, other processes and ../shared.
"""

import gzip
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from selenium import webdriver

from harvest.config import load
from harvest.queries import load as saved_queries
from harvest.run.refresh import refresh
from harvest.site.render.addresses import slug
from harvest.standin import Fixed, State, folder, serve
from tests.helpers.economy.thorough import some
from tests.helpers.site.browser import (
    SIZES,
    asked_elsewhere,
    axe_source,
    complaints,
    overflow,
    resize,
    violations,
)
from tests.helpers.site.site_server import Running, in_a_process
from tests.helpers.sources.addresses import at_any_pace
from tests.helpers.sources.pubmed_xml import citation

_TOPIC = re.compile(rb"stem.cell|stromal.cell|umbilical.cord|bone.marrow", re.IGNORECASE)
_LIVER = re.compile(rb"cirrho|liver|hepat", re.IGNORECASE)
_NOT_LATIN = re.compile(r"[^\x00-\u024f\u2000-\u206f]")
_EACH = 4  # records of each oddity
_REPORTED, _REPORT = "NCT02065245", "28977399"
"""A trial of the corpus and its results paper: each names the other."""


@dataclass(frozen=True)
class Served:
    """The site, the addresses of its pages, and the codes that it has words for."""

    running: Running
    pages: tuple[str, ...]
    codes: frozenset[str]


def most(records: Mapping[str, bytes], how: Callable[[bytes], float]) -> list[str]:
    """The records that have most of something."""
    return sorted(records, key=lambda id_: (-how(records[id_]), id_))[:_EACH]


def letters(body: bytes) -> int:
    """Letters beyond the Latin ones."""
    return len(_NOT_LATIN.findall(body.decode()))


def title_length(body: bytes) -> int:
    found = re.search(rb'"briefTitle":"([^"]*)"|<ArticleTitle>(.*?)</ArticleTitle>', body, re.S)
    return len(found[0]) if found else 0


def counting(pattern: bytes) -> Callable[[bytes], float]:
    return lambda body: body.count(pattern)


def of_the_topic(records: Mapping[str, bytes], number: int) -> list[str]:
    return [
        id_ for id_, body in sorted(records.items()) if _TOPIC.search(body) and _LIVER.search(body)
    ][:number]


def report(gold_sets: Path) -> bytes:
    """The paper's own words, which a gold set has, as PubMed sends them.

    No paper of the corpus itself names one of its trials, or is named by one.
    """
    with gzip.open(gold_sets / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        paper = next(each for each in map(json.loads, lines) if each.get("pmid") == _REPORT)
    texts = (
        f"<ArticleTitle>{escape(paper['title'])}</ArticleTitle>"
        f"<Abstract><AbstractText>{escape(paper['abstract'])}</AbstractText></Abstract>"
    )
    return citation(_REPORT, article=texts, pubdate=f"<Year>{paper['year']}</Year>").encode()


def chosen(state: State, reporting: bytes) -> State:
    """A part of the corpus in which everything that is hard to show comes up."""
    studies, papers = state.studies, {**state.citations, _REPORT: reporting}
    with_results = {id_: body for id_, body in studies.items() if b'"resultsSection"' in body}
    trials: Iterable[str] = {
        _REPORTED,
        *of_the_topic(studies, 40),
        *most(studies, len),
        *most(with_results, len),
        *most(studies, counting(b'"facility"')),
        *most(studies, counting(b'"pmid"')),
        *most(studies, counting(b'"measure"')),
        *most(studies, title_length),
        *most(studies, letters),
    }
    articles = {
        _REPORT,
        *of_the_topic(papers, 60),
        *most(papers, len),
        *most(papers, counting(b"<Reference>")),
        *most(papers, counting(b"<Author ")),
        *most(papers, counting(b"<AbstractText")),
        *most(papers, counting(b"<VernacularTitle")),
        *most(papers, counting(b"<PubmedBookArticle")),
        *most(papers, counting(b'RefType="RetractionIn"')),
        *most(papers, counting(b'RefType="ExpressionOfConcernIn"')),
        *most(papers, counting(b'RefType="ErratumIn"')),
        *most(papers, title_length),
        *most(papers, letters),
        *most(papers, counting(b"<mml:")),
    }
    return State(
        {id_: studies[id_] for id_ in sorted(trials)},
        {id_: papers[id_] for id_ in sorted(articles)},
        state.descriptors,
        state.data_timestamp,
    )


@pytest.fixture(scope="module")
def site(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    base = tmp_path_factory.mktemp("browser-corpus")
    state = chosen(folder(shared / "corpus").state(0), report(shared / "evaluation"))
    with serve(Fixed((state,))) as standin:
        (base / "config.toml").write_text(
            '[topic]\ntitle = "Stem cells for the liver"\n'
            "[topic.concepts.condition]\nterms = ['cirrhosis', 'liver failure']\n"
            "[topic.concepts.therapy]\nterms = ['stem cell', 'stromal cell', 'umbilical cord']\n"
            '[[search]]\nname = "everything"\n'
            'clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
            'pubmed = "1800:3000[dp]"\n'
            + at_any_pace(standin)
            + '[store]\npath = "work.db"\n[publish]\npath = "evidence.db"\n'
        )
        config = load(base / "config.toml")
        assert refresh(config, quiet=True).exit_code == 0
    with in_a_process(base) as running:
        yield Served(running, pages(config.publish.path), codes(config.publish.path))


def codes(path: Path) -> frozenset[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT code FROM vocabularies WHERE code GLOB '[A-Z]*[_0-9]*'")
        return frozenset(row[0] for row in found)


def pages(path: Path) -> tuple[str, ...]:
    """Every kind of page, of the record that is hardest to show of its kind."""

    def first(sql: str, number: int = 1) -> list[str]:
        found = [str(row[0]) for row in connection.execute(sql).fetchmany(number)]
        assert found, sql
        return found

    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        trials = [
            *first("SELECT trial_id FROM trials ORDER BY n_locations DESC", 2),
            *first("SELECT trial_id FROM trials ORDER BY length(brief_title) DESC"),
            *first("SELECT trial_id FROM result_outcomes GROUP BY 1 ORDER BY count(*) DESC", 2),
            *first("SELECT trial_id FROM trial_references GROUP BY 1 ORDER BY count(*) DESC"),
            *first("SELECT trial_id FROM outcomes GROUP BY 1 ORDER BY count(*) DESC"),
            *first(
                "SELECT trial_id FROM facets WHERE trial_id NOT NULL"
                " GROUP BY 1 ORDER BY count(*) DESC"
            ),
            *first(
                "SELECT trial_id FROM trial_articles WHERE relation = 'results'"
                " GROUP BY 1 ORDER BY count(*) DESC"
            ),
            *first("SELECT trial_id FROM trials ORDER BY length(eligibility_criteria) DESC"),
            *first("SELECT trial_id FROM trials WHERE study_type <> 'INTERVENTIONAL'"),
        ]
        papers = [
            *first("SELECT article_id FROM articles ORDER BY n_authors DESC"),
            *first("SELECT article_id FROM article_references GROUP BY 1 ORDER BY count(*) DESC"),
            *first("SELECT article_id FROM articles ORDER BY length(title) DESC"),
            *first("SELECT article_id FROM articles ORDER BY length(abstract) DESC"),
            *first("SELECT article_id FROM articles ORDER BY length(vernacular_title) DESC"),
            *first("SELECT article_id FROM articles WHERE integrity = 'retracted'"),
            *first("SELECT article_id FROM articles WHERE integrity = 'concern'"),
            *first("SELECT article_id FROM articles WHERE book_title IS NOT NULL"),
            *first("SELECT article_id FROM trial_articles WHERE relation = 'results'"),
            *first("SELECT article_id FROM articles WHERE abstract IS NULL"),
        ]
        terms = first("SELECT ui FROM mesh_terms ORDER BY n_trials + n_articles DESC")
        sponsors = first("SELECT name FROM sponsors GROUP BY 1 ORDER BY count(*) DESC")
        sponsors += first("SELECT name FROM sponsors ORDER BY length(name) DESC")
    found = [
        "/",
        *(f"/trials/{number}" for number in dict.fromkeys(trials)),
        *(f"/articles/{number}" for number in dict.fromkeys(papers)),
        *("/trials", "/trials?view=table&all=1", "/articles?all=1", "/articles?view=table&all=1"),
        f"/search?q={quote('umbilical cord cells for hepatitis B cirrhosis')}",
        *("/search?q=stem+cells", "/search?q=cirhosis+xylophone"),
        *(f"/mesh/{ui}" for ui in terms),
        "/sponsors",
        *(f"/sponsors/{slug(name)}" for name in sponsors),
        "/topics",
        "/topics/cell-source-bone-marrow",
        "/queries",
        *(f"/queries/{query.slug}" for query in saved_queries()[::3]),
        f"/compare?ids={','.join(dict.fromkeys(trials[:6]))}",
        *("/landscape", "/changes", "/clocks", "/readouts?months=60", "/status", "/about"),
    ]
    return tuple(found)


@pytest.mark.parametrize("size", SIZES)
def test_real_records_keep_to_themselves_and_to_the_screen_and_are_accessible(
    browser: webdriver.Chrome, site: Served, size: str
) -> None:
    host = f"127.0.0.1:{site.running.port}"
    axe = axe_source()
    resize(browser, size)
    complaints(browser)  # of the tests before
    wrong: dict[str, list[str]] = {}
    by_axe = some(site.pages, 2, list(SIZES).index(size))  # which takes its time
    for path in site.pages:
        browser.get(f"http://{host}{path}")
        found = overflow(browser) + asked_elsewhere(browser, host) + complaints(browser)
        if path in by_axe:
            found += violations(browser, axe)
        if found:
            wrong[path] = found
    assert wrong == {}


def test_no_page_of_real_records_shows_a_code_of_the_registry(site: Served) -> None:
    shown: dict[str, set[str]] = {}
    for path in site.pages:
        answer = site.running.get(path)
        assert answer.status == 200, path
        text = re.sub(r"<(script|style|pre)\b.*?</\1>|<[^>]*>", " ", answer.text, flags=re.S)
        if found := site.codes & set(re.findall(r"[A-Z][A-Z0-9_]+", text)):
            shown[path] = found
    assert shown == {}
