"""No text of a record is markup, whichever field it stands in.

Relies on Datasette.
"""

import json
import re
from pathlib import Path

import pytest
from datasette.app import Datasette

from harvest.publish import publish
from tests.helpers.bases.work_base import TABLES, article, create, insert, make_config, row, trial
from tests.helpers.site.site_pages import HARM, dangers, get, served

MARK = "<b class=mark>x</b><script>alert(1)</script>&lt;i&gt;"
PAPER = "90000621"
_CODED = re.compile(
    r"_date|_type$|_id$|^nct_id|^pmid|_on$|posted|submitted|updated|status|phase|_class$|position|"
    r"number|flag|url|link|ui$|kind$|year|published|language|revised|created|_at$|version|doi$|"
    r"pmcid|issn|iso|orcid|integrity|relation|ratio|age|sex|unit|sha|digest|purpose|retracted"
)
"""Fields whose values are codes, dates or numbers: what does not fit there is no text of a page."""


def marked(table: str) -> dict[str, str]:
    """The mark in every field of a table that holds prose."""
    kind = TABLES[table]
    types = kind.__annotations__
    return {
        name: MARK for name in kind._fields if "str" in str(types[name]) and not _CODED.search(name)
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    config = make_config(tmp_path_factory.mktemp("escaping"))
    create(config.store.path)
    fields = marked("trials") | {"status": "TERMINATED", "brief_title": f"{MARK} in brief"}
    insert(
        config.store.path,
        [
            *trial(621, **fields),
            *article(621, **marked("articles")),
            row("conditions", HARM, 9, MARK),
            row("trial_keywords", HARM, 9, MARK),
        ],
    )
    publish(config)
    return served(config)


@pytest.mark.parametrize(
    "path",
    [
        f"/trials/{HARM}",
        f"/articles/{PAPER}",
        "/trials",
        "/articles",
        "/search?q=alert",
        f"/compare?ids={HARM}",
        "/sponsors",
        "/landscape",
        "/",
        f"/evidence/trials/{HARM}",
    ],
)
def test_no_page_takes_a_text_for_markup(site: Datasette, path: str) -> None:
    text = get(site, path).text
    assert "<b class=mark>" not in text
    assert dangers(text) == [] or path.startswith("/evidence")
    assert "<script>alert" not in text


def test_the_trial_page_shows_its_texts_as_they_are(site: Datasette) -> None:
    text = get(site, f"/trials/{HARM}").text
    shown = "&lt;b class=mark&gt;x&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;i&amp;gt;"
    assert f"Why stopped:</strong> {shown}" in text
    assert text.count(shown) >= 4


@pytest.mark.parametrize(
    ("path", "field"), [(f"/trials/{HARM}", "name"), (f"/articles/{PAPER}", "headline")]
)
def test_a_text_in_the_data_for_machines_can_not_end_their_element(
    site: Datasette, path: str, field: str
) -> None:
    page = get(site, path).text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert not set("<>&") & set(data)
    told = json.loads(data)
    assert str(told[field]).startswith(MARK)


def test_a_page_of_a_day_shows_the_base_of_that_days_runs(tmp_path: Path) -> None:
    """The last second of a day belongs to it, and the day before knows nothing."""
    from contextlib import closing

    from harvest.errors import UsageError
    from harvest.history import as_of
    from harvest.publish.read import open_published
    from harvest.queries import named
    from tests.helpers.bases.work_base import execute, filled

    config = filled(tmp_path, 3, 3)
    execute(config.store.path, "UPDATE runs SET finished = '2026-11-24T23:59:59Z'")
    publish(config)
    made = config.publish.path.parent / "as-of" / "run-1.db"
    made.parent.mkdir()
    made.write_bytes(config.publish.path.read_bytes())
    query = named("recruiting-trials")
    with closing(open_published(config)) as db:
        with closing(as_of.open_made(config, db, query, "2026-11-24")) as past:
            assert past.execute("SELECT count(*) FROM trials").fetchone() == (3,)
        with pytest.raises(UsageError, match="first harvest ended on 2026-11-24"):
            as_of.open_made(config, db, query, "2026-11-23")
