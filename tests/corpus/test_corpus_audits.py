"""Every title and every page of the real records, as they are cited, against a second reading.

Relies on ../shared.
"""

import csv
import gzip
import html
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
import rispy
from pybtex.database import parse_string

from harvest.evaluation.sheets.readings import AUDITS
from harvest.export import REFERENCE_FORMATS, references
from harvest.export.references import Reference
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.sources.pubmed.reading.normalise import normalise
from harvest.sources.pubmed.reading.split import newest
from tests.helpers.bases.work_base import create, insert, make_config
from tests.helpers.sources.pubmed_corpus import pieces, raw
from tests.helpers.sources.studies import record as study

MATH = "{http://www.w3.org/1998/Math/MathML}"


class Corpus(NamedTuple):
    """References to all papers and trials, and the bytes that each was read from."""

    papers: dict[str, Reference]
    trials: dict[str, Reference]
    xml: dict[str, ET.Element]
    json: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    config = make_config(tmp_path_factory.mktemp("audits"))
    create(config.store.path)
    latest = newest(pieces())
    found = {number: ET.fromstring(piece.body) for number, piece in latest.items()}
    records = [normalise(raw(piece)) for piece in latest.values()]
    bodies: dict[str, bytes] = {}
    for file in sorted((shared / "corpus" / "clinicaltrials").glob("*.jsonl.gz")):
        for line in gzip.decompress(file.read_bytes()).splitlines():
            identity = json.loads(line)["protocolSection"]["identificationModule"]
            bodies.setdefault(identity["nctId"], line)
    studies = [study(body, number) for number, body in bodies.items()]
    insert(
        config.store.path,
        [
            (table, tuple(row))
            for record in (*records, *studies)
            for table in ("articles", "trials")
            for row in record.tables.get(table, ())
        ],
    )
    publish(config)
    with closing(open_published(config)) as connection:
        papers = references.of_articles(connection, [record.id for record in records])
        trials = references.of_trials(connection, list(bodies))
    named = {
        number: json.loads(body)["protocolSection"]["identificationModule"]
        for number, body in bodies.items()
    }
    return Corpus({p.id: p for p in papers}, {t.id: t for t in trials}, found, named)


def held(audit: str, checked: int, right: int) -> None:
    """That the documentation gives the figures that were found."""
    with AUDITS.open(encoding="utf-8", newline="") as file:
        rows = {
            row["audit"]: (int(row["checked"]), int(row["right"])) for row in csv.DictReader(file)
        }
    assert rows.get(audit) == (checked, right)


def words(node: ET.Element | None) -> str:
    """All text of an element but the source of a formula."""
    if node is None or node.tag in (f"{MATH}annotation", f"{MATH}annotation-xml"):
        return ""
    return (node.text or "") + "".join(words(child) + (child.tail or "") for child in node)


def bare(text: str) -> str:
    """Without what can't be seen, markup that a publisher escaped, and signs of formulas."""
    plain = re.sub(r"</?(?:sup|sub|i|b|em)>", "", html.unescape(text), flags=re.IGNORECASE)
    seen = (c for c in plain if unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join(unicodedata.normalize("NFC", "".join(seen)).split()).translate(SIGNS)


SIGNS = dict.fromkeys(map(ord, "^/√()"))


def cited_title(root: ET.Element) -> str:
    """The title that a citation should have, by the DTD alone."""
    titles = [root.find(f".//{name}") for name in ("ArticleTitle", "VernacularTitle", "BookTitle")]
    for node in titles if root.tag == "PubmedBookArticle" else titles[:2]:
        text = " ".join(words(node).split())
        if text and text.strip("[]. ").lower() != "not available":
            return text.removesuffix(".").rstrip() if not text.endswith("..") else text
    return "[Title not available]"


def test_every_title_is_cited_as_its_record_has_it(corpus: Corpus) -> None:
    wrong = [
        (number, expected, paper.shown_title)
        for number, paper in corpus.papers.items()
        if bare(expected := cited_title(corpus.xml[number])) != bare(paper.shown_title)
    ]
    assert wrong == []
    assert all("<" not in p.title or "</" not in p.title for p in corpus.papers.values())
    held("titles of papers", len(corpus.papers), len(corpus.papers) - len(wrong))
    for number, identity in corpus.json.items():
        expected = identity.get("officialTitle") or identity["briefTitle"]
        assert bare(corpus.trials[number].title) == bare(expected), number
    held("titles of trials", len(corpus.trials), len(corpus.trials))


def test_every_title_leaves_in_a_file_as_it_is_cited(corpus: Corpus) -> None:
    papers = list(corpus.papers.values())
    by_csl = json.loads(dumped("csl-json", papers))
    by_ris = rispy.loads(dumped("ris", papers))
    for paper, item, entry in zip(papers, by_csl, by_ris, strict=True):
        assert item["title"].endswith(paper.shown_title), paper.id
        assert entry["title"].endswith(paper.shown_title), paper.id
        assert not re.search(r"(?<!\.)\.$", entry["title"]), paper.id


def dumped(name: str, papers: list[Reference]) -> str:
    return str(REFERENCE_FORMATS[name].dumps(papers))


def place(root: ET.Element) -> str:
    """Where a paper stands in its volume: its pages, else the number of the article."""
    pages = (root.findtext(".//Pagination/MedlinePgn") or "").strip()
    if pages:
        return pages
    start = (root.findtext(".//Pagination/StartPage") or "").strip()
    end = (root.findtext(".//Pagination/EndPage") or "").strip()
    if start:
        return f"{start}-{end}" if end else start
    for node in root.findall(".//Article/ELocationID"):
        number = (node.text or "").strip()
        if node.get("EIdType") == "pii" and node.get("ValidYN") != "N" and number.isalnum():
            own = len(number) <= 16 and any(sign.isdigit() for sign in number)
            return number if own and not re.match(r"[SB]\d{15}", number) else ""
    return ""


def whole(first: str, last: str) -> str:
    """The last page with the digits that MEDLINE leaves out, written once more for this test."""
    last = re.split("[;,]", last)[0].strip()
    numbers = re.search(r"\d+", first), re.match(r"\d+", last)
    if numbers[0] is None or numbers[1] is None or not re.match(r"[A-Za-z]*\d", first):
        return last
    begin, short = numbers[0][0], numbers[1][0]
    shared = begin[: max(0, len(begin) - len(short))]
    if int(shared + short) < int(begin):  # no last page comes before the first: a misprint
        return last
    return first[: numbers[0].start()] + shared + last


def test_every_page_and_article_number_is_the_records_own(corpus: Corpus) -> None:
    papers = list(corpus.papers.values())
    by_csl = [item.get("page", "") for item in json.loads(dumped("csl-json", papers))]
    by_ris = rispy.loads(dumped("ris", papers))
    checked = numbers = 0
    for paper, page, found in zip(papers, by_csl, by_ris, strict=True):
        expected = place(corpus.xml[paper.id])
        assert (paper.pages or "") == expected, paper.id
        first, dash, last = re.sub("[\u2010-\u2015\u2212]", "-", expected).partition("-")
        assert found.get("start_page", "") == first.strip(), paper.id
        if dash and last.strip():
            end = whole(first.strip(), last.strip())
            assert found.get("end_page") == end, (paper.id, expected)
            assert page == f"{first.strip()}-{end}", paper.id
        else:
            assert "end_page" not in found, paper.id
            assert page == first.strip(), paper.id
        checked += bool(expected)
        numbers += bool(expected) and not corpus.xml[paper.id].findtext(".//MedlinePgn")
    held("pages and article numbers", checked, checked)
    held("of these, article numbers", numbers, numbers)


def test_bibtex_has_the_same_pages(corpus: Corpus) -> None:
    papers = [paper for paper in corpus.papers.values() if paper.pages]
    entries = parse_string(dumped("bibtex", papers), "bibtex").entries.values()
    assert [entry.fields["pages"] for entry in entries] == [
        "--".join(page for page in paper.page_range if page) for paper in papers
    ]
