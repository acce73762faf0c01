"""A first run whose other registries don't all answer: published, marked with what is missing.

Relies on stand-ins and Datasette.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from harvest.config import load
from harvest.run.refresh import refresh
from harvest.standin import sample, serve
from tests.helpers.bases.default_config import default_config
from tests.helpers.clock import FakeClock
from tests.helpers.site.reading import flat, soup
from tests.helpers.site.site_pages import served


def test_without_ctis_and_without_an_export_file_the_rest_is_published_and_marked(
    tmp_path: Path,
) -> None:
    with serve(sample(epoch=0)) as standin:
        standin.edge.refuse("ctis", "all")
        config = load(default_config(tmp_path, standin), env={})
        outcome = refresh(config, quiet=True, clock=FakeClock())
    assert outcome.exit_code == 69
    assert outcome.published is not None
    with closing(sqlite3.connect(config.publish.path)) as connection:
        found = dict(connection.execute("SELECT registry, count(*) FROM trials GROUP BY registry"))
    assert found.keys() == {"nct", "isrctn"}
    site = served(config)
    for address in ("/", "/trials", "/status", "/trials/ISRCTN90000017"):
        banners = [flat(each.get_text(" ")) for each in soup(site, address).select(".banner")]
        (said,) = [each for each in banners if "ncomplete" in each]
        assert "EU CTIS" in said, address
        assert "ISRCTN" not in said, address
        assert "ICTRP" not in said, "nobody has to export a file"
    site.get_database("evidence").close()
