"""A trial of any registry and a paper without a PMID come out right wherever their key is used.

Relies on Datasette.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import bibtexparser
import pytest
import rispy
from Bio import Medline
from bs4 import BeautifulSoup
from datasette.app import Datasette
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from harvest import identifiers, judgements, seed
from harvest.cli import run
from harvest.config import Config
from harvest.config import load as load_config
from harvest.digest import watch
from harvest.history import as_of
from harvest.publish import publish
from harvest.publish.read import open_published
from harvest.queries import load, named
from harvest.seed import as_json
from harvest.sources import all_sources
from tests.helpers.bases.work_base import (
    NOW,
    article,
    config_text,
    execute,
    filled,
    insert,
    row,
    trial,
)
from tests.helpers.site.site_pages import get, served, tell
from tests.helpers.sources.other_keys import KEYS, PAPERS, TRIALS, kind_of, renamed

ENDINGS = ("ris", "nbib", "bib", "csl.json", "csv", "json", "xlsx", "docx")

every_key = pytest.mark.parametrize("key", KEYS)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The base of the other tests with a trial of each registry and a paper of each key."""
    folder = tmp_path_factory.mktemp("registries")
    config = filled(folder, 25, 25)
    work = config.store.path
    for number, (key, registry) in enumerate(TRIALS.items(), 501):
        values = {"registry": registry, "nct_id": None, "url": f"https://registry.example/{number}"}
        insert(work, renamed(trial(number, brief_title=f"Quixotic cells {number}", **values), key))
    for number, key in enumerate(PAPERS, 501):
        doi = key.removeprefix("doi:") if key.startswith("doi:") else None
        values = {"pmid": None, "doi": doi, "url": f"https://papers.example/{number}"}
        insert(work, renamed(article(number, title=f"Quixotic paper {number}", **values), key))
        insert(work, [row("authors", key, 0, "author", "Quixote", "Ana", "A")])
    link = (
        "INSERT INTO links VALUES (?, ?, 'verdict', 'results', 'a person says so', 1.0, 0, 1,"
        " 'words', ?, ?, NULL)"
    )
    for key, paper in zip(TRIALS, PAPERS, strict=True):
        execute(work, link, (key, paper, NOW, NOW))
        execute(
            work,
            "INSERT INTO related VALUES ('trial', ?, 'article', ?, 1, 0.9, '[]')",
            (key, paper),
        )
        execute(
            work,
            "INSERT INTO related VALUES ('article', ?, 'trial', ?, 1, 0.9, '[]')",
            (paper, key),
        )
    for key in KEYS:
        tell(work, key, "edited", "a", "b", kind=kind_of(key), field="title")
    for source in all_sources():
        sql = "UPDATE records SET source = ?, software = ? WHERE kind = ?"
        execute(work, sql, (source.name, source.made_from, source.kinds[0]))
    execute(
        work,
        "INSERT INTO versions SELECT kind, id, 1, sha256, content_digest, NULL, ?, 1, source"
        " FROM records",
        (NOW,),
    )
    config.judgements.folder.mkdir()
    with (config.judgements.folder / "verdicts.csv").open("w", newline="") as file:
        pairs = zip(TRIALS, PAPERS, strict=True)
        csv.writer(file).writerows([("trial", "paper", "verdict"), *((*p, "yes") for p in pairs)])
    publish(config)
    return config


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def page_of(key: str) -> str:
    return identifiers.page(kind_of(key), key)


def text_of(answer: str) -> str:
    return " ".join(BeautifulSoup(answer, "lxml").get_text(" ").split())


def hrefs(html: str) -> set[str]:
    return {str(tag["href"]) for tag in BeautifulSoup(html, "lxml").find_all("a", href=True)}


@every_key
def test_its_page_tells_its_own_number_and_nobody_elses(site: Datasette, key: str) -> None:
    answer = get(site, page_of(key))
    assert answer.status_code == 200, answer.text
    main = str(BeautifulSoup(answer.text, "lxml").main)
    text, links = text_of(main), hrefs(main)
    assert key in text
    assert "PMID" not in text
    assert not any("pubmed.ncbi" in link or "clinicaltrials.gov" in link for link in links)
    host = "papers.example" if kind_of(key) == "article" else "registry.example"
    assert any(urlsplit(link).netloc == host for link in links)
    if kind_of(key) == "trial":
        label = {entry.name: entry.label for entry in identifiers.registries()}[TRIALS[key]]
        assert f"at {label}" in text
    other = dict(zip(TRIALS, PAPERS, strict=True)) | dict(zip(PAPERS, TRIALS, strict=True))
    assert page_of(other[key]) in links


@every_key
def test_every_link_of_its_page_to_a_record_leads_there(site: Datasette, key: str) -> None:
    links = hrefs(get(site, page_of(key)).text)
    for link in links:
        if link.startswith(
            ("/trials/", "/articles/", "/evidence/", "/compare", "/changes", "/queries/why")
        ):
            answer = get(site, link)
            assert answer.status_code == 200 or answer.headers["location"], (
                link,
                answer.status_code,
            )


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("/trials/isrctn62918594", "ISRCTN62918594"),
        ("/trials/2023-505613-24-00", "2023-505613-24"),
        ("/trials/euctr2018-004758-39-it", "EUCTR2018-004758-39-IT"),
        ("/trials/CHICTR2000029990", "ChiCTR2000029990"),
        ("/articles/ppr123", "PPR123"),
        ("/articles/doi:10.1000/X", "doi:10.1000/x"),
        ("/articles/doi:10.5555/90000002", "90000002"),
    ],
)
def test_another_spelling_leads_to_the_number_as_its_registry_spells_it(
    site: Datasette, asked: str, key: str
) -> None:
    for ending in ("", ".ris"):
        answer = get(site, asked + ending)
        there = identifiers.page("article" if identifiers.is_paper(key) else "trial", key)
        assert (answer.status_code, answer.headers["location"]) == (302, there + ending)


def test_a_key_may_stand_in_an_address_with_its_slashes(site: Datasette) -> None:
    assert "Quixotic paper 502" in get(site, "/articles/doi:10.1000/x").text
    assert "Quixotic cells 505" in get(site, "/trials/CTRI/2020/01/022800").text
    assert get(site, "/articles/doi:10.1000/x.ris").text.startswith("TY  - JOUR")
    assert get(site, "/articles/doi:10.1000/nothing").status_code == 404
    assert get(site, "/trials/ISRCTN00000000/changes.atom").status_code == 404


@every_key
def test_lists_search_and_sitemap_lead_to_it(site: Datasette, key: str) -> None:
    kind = kind_of(key)
    listed = get(site, f"/{kind}s?q=quixotic")
    assert page_of(key) in hrefs(listed.text)
    assert key in text_of(listed.text)
    assert page_of(key) in hrefs(get(site, "/search?q=quixotic").text)
    if " " not in key and "?" not in key:
        answer = get(site, f"/search?q={quote(key, safe='')}")
        assert answer.headers.get("location") == page_of(key)
    sitemap = etree.fromstring(get(site, f"/sitemap-{kind}s-1.xml").content)
    paths = {urlsplit(text)[2] for text in sitemap.itertext() if "://" in text}
    assert page_of(key) in paths


def read_back(ending: str, body: bytes) -> str:
    """The number that a program takes from a file of one record."""
    if ending == "ris":
        (entry,) = rispy.loads(body.decode())
        return str(entry["accession_number"])
    if ending == "nbib":
        (record,) = Medline.parse(io.StringIO(body.decode()))
        assert "PMID" not in record
        return str(record["TI"])
    if ending == "bib":
        (entry,) = bibtexparser.loads(body.decode()).entries
        assert re.fullmatch(r"[A-Za-z0-9:./+_-]+", entry["ID"])
        assert "pmid" not in entry
        return re.sub(r"_([0-9a-f]+)_", lambda m: chr(int(m[1], 16)), entry["ID"])
    if ending == "csl.json":
        (item,) = json.loads(body)
        assert "PMID" not in item
        return str(item["id"])
    if ending == "csv":
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))[1][0]
    if ending == "json":
        return json.dumps(json.loads(body), ensure_ascii=False)
    if ending == "xlsx":
        return str(load_workbook(io.BytesIO(body))["Table"].cell(2, 1).value)
    return "\n".join(
        cell.text for table in Document(io.BytesIO(body)).tables for cell in table._cells
    )


@every_key
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_names_it(site: Datasette, key: str, ending: str) -> None:
    answer = get(site, f"{page_of(key)}.{ending}")
    if ending == "nbib":
        assert answer.status_code == 400
        assert "NBIB is for papers of PubMed only" in answer.text
        return
    assert answer.status_code == 200, answer.text
    name = re.search(r'filename="([^"]+)"', answer.headers["content-disposition"])
    assert name
    assert re.fullmatch(r"[A-Za-z0-9._-]+", name[1])
    found = read_back(ending, answer.content)
    if ending in ("json", "docx"):
        assert (json.dumps(key)[1:-1] if ending == "json" else key) in found
    else:
        assert found == key
    assert b"pubmed.ncbi" not in answer.content


def test_the_command_exports_them_in_any_spelling(
    config: Config,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "config.toml").write_text(config_text(config.store.path, config.publish.path))
    monkeypatch.chdir(tmp_path)
    asked = ["--trial", "chictr2000029990", "--trial", "2023-505613-24-01", "--article", "ppr123"]
    asked += ["--article", "https://doi.org/10.1000/X", "--article", "import:abc"]
    assert run(["export", "--format", "csl-json", *asked]) == 0
    ids = [item["id"] for item in json.loads(capsys.readouterr().out)]
    assert ids == ["ChiCTR2000029990", "2023-505613-24", "PPR123", "doi:10.1000/x", "import:abc"]
    assert run(["changes", "--since", "2026", "--record", "isrctn62918594"]) == 0
    assert "ISRCTN62918594" in capsys.readouterr().out


@every_key
def test_feeds_tell_of_it_and_lead_to_it(site: Datasette, key: str) -> None:
    where = "/changes.atom?record=" if kind_of(key) == "article" else f"{page_of(key)}/changes.atom"
    if kind_of(key) == "article":
        where += quote(key, safe="")
    feed = etree.fromstring(get(site, where).content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = feed.findall("a:entry", space)
    assert urlsplit(entry.find("a:link", space).get("href")).path == page_of(key)
    title = entry.findtext("a:title", namespaces=space) or ""
    assert key in title
    assert "PMID" not in title
    short = get(site, f"{page_of(key)}.atom")
    assert short.status_code == 302
    assert get(site, short.headers["location"]).status_code == 200


def test_saved_queries_name_them_and_take_their_numbers(config: Config, site: Datasette) -> None:
    with closing(open_published(config)) as db:

        def ids(slug: str, **given: str) -> set[str]:
            query = named(slug)
            cursor = db.execute(query.sql, query.values(given))
            names = [column[0] for column in cursor.description]
            places = [n for n, name in enumerate(names) if name in ("trial_id", "article_id")]
            return {row[place] for row in cursor for place in places if row[place]}

        for key, paper in zip(TRIALS, PAPERS, strict=True):
            for spelt in (key, key.lower()):
                assert ids("papers-of-trials", trial=spelt) == {key, paper}
                assert ids("related-records", trial=spelt) == {paper}
                assert ids("why-here", id=spelt) == {key}
        assert ids("characteristics") >= set(TRIALS)
        for query in load():
            db.execute(query.sql, query.values({})).fetchall()
    page = get(site, "/queries/papers-of-trials?trial=chictr2000029990&relation=")
    assert {page_of("ChiCTR2000029990"), page_of(PAPERS[3])} <= hrefs(page.text)
    assert get(site, "/compare?add=ISRCTN62918594+EUCTR2018-004758-39-IT").headers["location"] == (
        "/compare?ids=ISRCTN62918594,EUCTR2018-004758-39-IT"
    )
    assert (
        "Quixotic cells 501"
        in get(site, "/compare?ids=ISRCTN62918594,CTRI%2F2020%2F01%2F022800").text
    )


def test_a_saved_page_that_names_them_finds_them(config: Config) -> None:
    named = "ISRCTN 62918594, CTIS 2023-505613-24-00, EUCTR2018-004758-39-IT, chictr2000029990"
    page = (
        f"<title>T</title><p>{named} doi:10.1000/x</p><h2>Quixotic paper 505</h2><p>ISRCTN00000001"
    )
    with closing(open_published(config)) as db:
        seen = json.loads(as_json(seed.of_html(page.encode(), db)))
    found = {item["id"]: item for item in seen["items"]}
    here = ("ISRCTN62918594", "2023-505613-24", "EUCTR2018-004758-39-IT", "ChiCTR2000029990")
    for key in (*here, "doi:10.1000/x"):
        assert (found[key]["verdict"], found[key]["path"]) == ("here", page_of(key)), key
    assert found["ISRCTN00000001"]["because"].startswith("not found by the topic searches")


def test_the_base_of_a_past_day_holds_them(config: Config) -> None:
    with closing(as_of.open_past(config, as_of.find(config, NOW[:10]))) as then:
        for key in KEYS:
            kind = kind_of(key)
            sql = f"SELECT count(*) FROM {kind}s WHERE {kind}_id = ?"  # noqa: S608 (names of this file)
            assert then.execute(sql, (key,)).fetchone() == (1,), key
        pairs = then.execute(
            "SELECT trial_id, article_id FROM trial_articles WHERE rule = 'verdict'"
        )
        assert set(pairs) == set(zip(TRIALS, PAPERS, strict=True))


def test_judgements_watches_and_the_seed_trial_take_their_numbers(tmp_path: Path) -> None:
    rows = "".join(f"{trial},{paper},yes\n" for trial, paper in (
        ("ISRCTN62918594", "PPR123"), ("EUCTR2018-004758-39-IT", "doi:10.1000/x"),
        ("ChiCTR2000029990", "import:abc"),
    ))  # fmt: skip
    (tmp_path / "verdicts.csv").write_text(f"trial,paper,verdict\n{rows}")
    assert list(judgements.read(tmp_path, ()).verdicts) == [
        ("ISRCTN62918594", "PPR123"),
        ("EUCTR2018-004758-39-IT", "doi:10.1000/x"),
        ("ChiCTR2000029990", "import:abc"),
    ]
    text = config_text("work.db", "evidence.db")
    (tmp_path / "config.toml").write_text(
        text.replace("[topic]\n", '[topic]\nseed_trial = "EUCTR2018-004758-39-IT"\n')
    )
    assert (
        load_config(tmp_path / "config.toml", env={}).topic.seed_trial == "EUCTR2018-004758-39-IT"
    )
    (tmp_path / "watch.toml").write_text('trials = ["chictr2000029990", "2023-505613-24"]\n')
    assert watch.read(tmp_path / "watch.toml").trials == ("ChiCTR2000029990", "2023-505613-24")


def test_a_registry_without_a_number_at_clinicaltrials_gov_empties_no_column(
    config: Config,
) -> None:
    """What has no NCT number or PMID loses none: the guard against emptied columns stays calm."""
    publish(config)
    with closing(open_published(config)) as db:
        found = dict(db.execute("SELECT trial_id, registry FROM trials WHERE nct_id IS NULL"))
        assert found == TRIALS
        papers = db.execute("SELECT article_id FROM articles WHERE pmid IS NULL")
        assert {key for (key,) in papers} == set(PAPERS)
        both = "SELECT count(*) FROM trials WHERE registry = 'nct' AND nct_id = trial_id"
        assert db.execute(both).fetchone() == (25,)


def test_a_file_with_the_keys_of_before_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = filled(tmp_path, 1, 1)
    publish(config)
    with closing(sqlite3.connect(config.publish.path)) as db:
        db.executescript(
            "DROP INDEX trials_nct_id; ALTER TABLE trials DROP COLUMN nct_id;"
            " ALTER TABLE trials RENAME COLUMN trial_id TO nct_id"
        )
    (tmp_path / "config.toml").write_text(config_text(config.store.path, config.publish.path))
    monkeypatch.chdir(tmp_path)
    assert run(["export", "--format", "ris", "--trial", "NCT90000001"]) == 74
    assert "published by an earlier version; run `harvest publish`" in capsys.readouterr().err
    site = served(config)
    answer = get(site, "/trials/NCT90000001")
    assert (answer.status_code, "the operator runs harvest publish" in answer.text) == (503, True)
    site.get_database("evidence").close()
