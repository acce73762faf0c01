"""Changes tell when they were seen and when their source dates them, and name the papers they link.

Relies on Datasette.
"""

from pathlib import Path

import feedparser

from harvest.publish import publish
from tests.helpers.bases.work_base import NOW, execute, filled
from tests.helpers.site.reading import soup, visible
from tests.helpers.site.site_pages import ONE, get, served, tell


def test_a_paper_is_new_on_the_day_it_was_seen_and_has_the_days_of_its_sources_beside_it(
    tmp_path: Path,
) -> None:
    config = filled(tmp_path, 1, 3)
    work = config.store.path
    execute(work, "UPDATE articles SET entrez_date = '2020-01-07' WHERE article_id = '90000002'")
    for number, published in (
        ("90000001", "2019"),
        ("90000002", "2019-11"),
        ("90000003", NOW[:10]),
    ):
        tell(work, number, "paper_published", None, number, field="article_id",
             happened_on=published)  # fmt: skip
    publish(config)
    made = served(config)
    new = {
        str(one.select_one(".id").text): " ".join(one.text.split())  # type: ignore[union-attr]
        for one in soup(made, "/changes").select(".change")
    }
    assert new["PMID 90000001"].endswith("PMID 90000001 Published 2019 (PubMed)")
    assert (
        "Published November 2019 (PubMed), added to PubMed 7 January 2020" in (new["PMID 90000002"])
    )
    assert new["PMID 90000003"].endswith("PMID 90000003")  # all on one day
    assert all(text.startswith("New paper Cord cells for cirrhosis") for text in new.values())
    assert "by the registry" not in get(made, "/changes").text
    page = visible(soup(made, "/articles/90000001"), "changes")
    assert "24 November 2026 · New paper Published 2019 (PubMed)" in page
    made.get_database("evidence").close()


def test_a_linked_paper_has_its_title_and_its_page(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 2)
    work = config.store.path
    tell(work, ONE, "paper_linked", None, "90000001", field="article_id", note="derived")
    cited = "90000002, Tester A. Cells. J. 2020."
    tell(work, ONE, "reference_added", None, cited, field="trial_references.added")
    tell(work, ONE, "reference_added", None, "Not here.", field="trial_references.added")
    publish(config)
    made = served(config)
    for path in ("/changes", f"/trials/{ONE}"):
        page = soup(made, path)
        for number in ("90000001", "90000002"):
            link = page.select_one(f'.was a[href="/articles/{number}"]')
            assert link is not None, path
            assert link.text.startswith("Cord cells for cirrhosis: trial report")
        assert "PMID 90000001 (derived)" in visible(page)
        assert "Not here." in visible(page)
    [entry] = [
        entry
        for entry in feedparser.parse(get(made, "/changes.atom").content).entries
        if entry.title.startswith("Paper linked")
    ]
    assert entry.content[0].value == (
        "Cord cells for cirrhosis: trial report 1 (PMID 90000001, derived)"
    )
    made.get_database("evidence").close()
