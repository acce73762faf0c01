"""What a saved web page names is told apart: here, not here and why, unknown.

Relies on nothing beside the program.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from harvest import seed
from harvest.cli import run
from harvest.errors import UsageError
from harvest.publish import publish
from harvest.publish.read import open_published
from tests.helpers.bases.work_base import NOW, article, execute, filled, insert, row, trial

TITLE = "Umbilical cord mesenchymal stem cells in cirrhosis 2"
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>A page of  trials</title>
<meta name="description" content="Sponsored trial NCT90000003">
<script>var hidden = "NCT90000055";</script><style>/* NCT90000056 */</style></head><body>
<!-- NCT90000057 -->
<nav><a href="/">Home</a> <a href="/about">About this web site</a></nav>
<h1>{TITLE}</h1>
<p>Compared with NCT 9000-0001, NCT90000011 and nct90000012; see also NCT90000444 and NCT90000777.
Registered as ISRCTN90000001, formerly ChiCTR2000031234.</p>
<h2>Associated papers</h2>
<ul><li>1. Cord cells for cirrhosis: trial report 2</li>
<li><a href="https://pubmed.ncbi.nlm.nih.gov/90000001/">A paper</a></li>
<li><a href="/resources/1">Nobody here holds a paper with such a title</a></li>
<li><a href="/trial/9">Another trial of cells that this base never met</a></li>
<li>Tester A. doi:10.5555/90000003. PMID: 90000998. doi:10.5555/nothing.here</li></ul>
<p>Topics: hepatic cirrhosis (scarring), Liver Cirrhosis.</p></body></html>"""


@pytest.fixture
def config(tmp_path):
    config = filled(tmp_path, 3, 3)
    work = config.store.path
    insert(
        work,
        [
            *trial(11),
            *trial(12),
            row("trial_ids", "NCT90000001", 0, "secondary", "ISRCTN90000001", "REGISTRY", "ISRCTN"),
            *article(77),
        ],
    )
    for sql in (
        "UPDATE records SET removed_on = '2026-10-01' WHERE id = 'NCT90000011'",
        "UPDATE memberships SET left_on = '2026-09-01T06:00:00Z' WHERE record_id = 'NCT90000012'",
        "DELETE FROM memberships WHERE record_id = '90000003'",
        "UPDATE databanks SET accession = 'NCT90000777' WHERE article_id = '90000077'",
    ):
        execute(work, sql)
    alias = "INSERT INTO aliases VALUES ('trial', 'NCT90000444', 'NCT90000002', ?)"
    execute(work, alias, (NOW,))
    unreadable = (
        "INSERT INTO quarantine VALUES ('pubmed', 'article', ?, '0', 'no title', 1, ?, ?, 1)"
    )
    execute(work, unreadable, ("90000998", NOW, NOW))
    publish(config)
    return config


@pytest.fixture
def base(config) -> Iterator[sqlite3.Connection]:
    with closing(open_published(config)) as connection:
        yield connection


def told(base: sqlite3.Connection, page: str = PAGE) -> dict[str, seed.Item]:
    return {item.id: item for item in seed.of_html(page.encode(), base).items}


def test_a_trial_that_a_search_finds_is_here_whatever_the_spelling(base):
    item = told(base)["NCT90000001"]
    assert (item.kind, item.verdict, item.because) == ("trial", "here", "found by search core")
    assert item.said == "NCT 9000-0001"
    assert item.path == "/trials/NCT90000001"


def test_a_removed_trial_is_not_here_and_what_it_said_is_kept(base):
    item = told(base)["NCT90000011"]
    assert item.verdict == "not here"
    assert item.because == (
        "removed from its registry (seen on 2026-10-01); the last version is kept"
    )


def test_a_trial_that_left_its_search_says_so(base):
    assert told(base)["NCT90000012"].because == "left search core on 2026-09-01, and is kept"


def test_a_former_number_leads_to_the_record_of_today(base):
    items = [i for i in seed.of_html(b"<p>NCT90000444</p>", base).items if i.kind == "trial"]
    assert [(item.id, item.verdict) for item in items] == [("NCT90000002", "here")]
    assert items[0].because == "as NCT90000002, which NCT90000444 names too; found by search core"


def test_a_number_of_another_registry_is_here_by_the_trial_that_carries_it(base):
    (item,) = (i for i in seed.of_html(b"<p>ISRCTN90000001</p>", base).items if i.kind == "trial")
    assert (item.id, item.verdict) == ("NCT90000001", "here")


def test_a_number_of_a_registry_that_is_not_searched_is_unknown(base):
    item = told(base)["ChiCTR2000031234"]
    assert item.verdict == "unknown"
    assert "ChiCTR, which is not searched" in item.because


def test_a_number_that_no_search_found_says_who_names_it(base):
    items = told(base)
    assert items["NCT90000777"].because == (
        "not found by the topic searches; named by PMID 90000077, which is here"
    )
    assert items["10.5555/nothing.here"].verdict == "not here"
    assert items["90000998"].because == "it could not be read: no title"


def test_papers_are_found_by_address_doi_and_title(base):
    items = told(base)
    assert (items["90000001"].verdict, items["90000001"].because) == (
        "here", "found by search core"
    )  # fmt: skip
    assert items["90000002"].said == "1. Cord cells for cirrhosis: trial report 2"
    assert items["90000003"].because == (
        "not found by a search; included because a trial cites it or it names a trial"
    )


def test_a_trial_is_found_by_its_title_and_by_a_description_of_the_page(base):
    assert told(base, f"<h2>{TITLE.upper()}</h2>")["NCT90000002"].said == TITLE.upper()
    assert told(base)["NCT90000003"].verdict == "here"


def test_a_title_that_the_page_cut_off_is_recognised_if_only_one_record_has_it(base):
    cut = "<h3>Umbilical cord mesenchymal stem cells in cirrhosis 1...</h3>"
    assert told(base, cut) == {}  # 1, 11 and 12 begin so
    whole = "<h3>A randomised study of cell infusion, number 3 ...</h3>"
    assert "NCT90000003" in told(base, whole)


def test_a_link_with_a_title_of_nobody_is_unknown_and_menus_are_not_told(base):
    unknown = {item.said: item.kind for item in told(base).values() if item.verdict == "unknown"}
    assert unknown["Nobody here holds a paper with such a title"] == "paper"
    assert unknown["Another trial of cells that this base never met"] == "trial"
    assert not any("About this" in said for said in unknown)


def test_terms_of_the_topic_are_told_once_by_any_spelling(base):
    terms = [item for item in told(base).values() if item.kind == "term"]
    assert [(item.id, item.title) for item in terms] == [("D008103", "Liver Cirrhosis")]
    (only,) = told(base, "<p>Hepatic cirrhosis</p>").values()
    assert (only.id, only.said) == ("D008103", "Hepatic Cirrhosis")


def test_scripts_styles_and_comments_are_not_read(base):
    assert not {"NCT90000055", "NCT90000056", "NCT90000057"} & told(base).keys()


def test_a_page_in_another_encoding_is_read(base):
    body = "<html><meta charset='latin-1'><p>Cirrhose du foie à Genève: NCT90000001</p></html>"
    seen = seed.of_html(body.encode("latin-1"), base)
    assert seen.items[0].id == "NCT90000001"


@pytest.mark.parametrize("body", [b"", b"   ", b"<html></html>", b"%PDF-1.4\x00\x01", b"\x00" * 9])
def test_what_is_no_page_is_a_usage_error(base, body):
    with pytest.raises(UsageError, match="save it from the browser"):
        seed.of_html(body, base)


@pytest.mark.parametrize(
    "body",
    ["<" * 5000, "<p>" * 3000 + "NCT90000001", "<table><tr><td>NCT90000001", "\ud83d NCT90000001"],
)
def test_broken_markup_is_read_as_far_as_it_goes(base, body):
    seed.of_html(body.encode("utf-8", "surrogatepass"), base)


# --- the command ---


@pytest.fixture
def options(config):
    path = config.store.path.with_name("config.toml")
    path.write_text(
        '[topic]\ntitle = "T"\n[topic.concepts.c]\nterms = ["liver"]\n'
        '[[search]]\nname = "core"\nall = ["c"]\n'
        '[sources.pubmed]\nbase_url = "http://127.0.0.1/entrez/eutils"\n'
        '[store]\npath = "work.db"\n[publish]\npath = "evidence.db"\n'
    )
    return ["--config", str(path)]


def test_the_command_tells_a_page_as_text_and_as_json(options, tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    assert run(["seed", str(page), *options]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "A page of trials"
    assert said[-1] == "Trials and papers: 7 here, 4 not here, 3 unknown"
    assert run(["seed", str(page), "--json", *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"here": 7, "not here": 4, "unknown": 3}
    assert {"kind", "id", "said", "verdict", "because", "title", "path"} == set(found["items"][0])


def test_a_page_that_is_not_there_ends_with_2(options, tmp_path, capsys):
    assert run(["seed", str(tmp_path / "none.html"), *options]) == 2
    assert "can't be read" in capsys.readouterr().err
