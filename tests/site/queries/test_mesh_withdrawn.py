"""A heading that MeSH has withdrawn stays with its papers and is offered nowhere.

Relies on Datasette.
"""

import pytest
from datasette.app import Datasette

from harvest.publish import publish
from harvest.site.app import make
from tests.helpers.bases.work_base import article, create, execute, insert, make_config, row
from tests.helpers.site.reading import get, soup, visible

WITHDRAWN = "D099999"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    config = make_config(tmp_path_factory.mktemp("mesh"))
    create(config.store.path)
    insert(
        config.store.path,
        [
            *article(1),
            row("mesh_terms", WITHDRAWN, "Zymotic Blood", "Blood of old.", None, 1),
            row("mesh_entry_terms", WITHDRAWN, 1, "Zymotic Serum"),
            row("article_mesh", "90000001", 2, WITHDRAWN, "Zymotic Blood", 0),
        ],
    )
    execute(
        config.store.path,
        "INSERT INTO versions (kind, id, version, sha256, content_digest, seen_at, run_id) "
        "VALUES ('descriptor', ?, 1, '0', 'c', '2026-11-20T06:00:00Z', 1)",
        (WITHDRAWN,),
    )
    publish(config)
    return make(config)


def test_its_page_says_since_when_it_is_withdrawn(site: Datasette) -> None:
    shown = visible(soup(site, f"/mesh/{WITHDRAWN}"))
    assert "MeSH has withdrawn this heading. First seen so on 20 November 2026." in shown
    assert "[OBSOLETE]" not in shown


def test_papers_keep_it_as_they_were_indexed(site: Datasette) -> None:
    assert "Zymotic Blood" in visible(soup(site, "/articles/90000001"))


@pytest.mark.parametrize("path", ["/search?q=zymotic", "/search?q=Zymotic+Serum"])
def test_no_search_offers_it(site: Datasette, path: str) -> None:
    assert f"/mesh/{WITHDRAWN}" not in get(site, path).text


def test_the_sitemap_leaves_it_out(site: Datasette) -> None:
    listed = get(site, "/sitemap-mesh-1.xml").text
    assert "/mesh/D008103" in listed
    assert WITHDRAWN not in listed
