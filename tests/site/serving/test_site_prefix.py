"""A path in the site's public address: honoured, or refused with its reason.

Relies on Datasette.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from harvest.config import load
from harvest.errors import ConfigError
from harvest.site.app import make
from tests.helpers.bases.work_base import make_config
from tests.helpers.places import ROOT


@pytest.mark.parametrize("path", ["/evidence", "/trials/of/mine", "/static", "/changes"])
def test_a_path_that_begins_like_a_page_of_the_site_is_refused(tmp_path: Path, path: str) -> None:
    config = make_config(tmp_path)
    serve = replace(config.serve, base_url=f"https://evidence.example.org{path}")
    with pytest.raises(ConfigError, match=r"^\[serve\] base_url: its path can't begin with"):
        make(replace(config, serve=serve))


@pytest.mark.parametrize(
    "path", ["/a b", "/a'b", "//a", "/a//b", "/../a", "/a/.", '/a"', "/%C3%BC"]
)
def test_a_path_that_links_can_not_begin_with_is_refused(tmp_path: Path, path: str) -> None:
    text = (ROOT / "config.toml").read_text("utf-8")
    address = f"[serve]\nbase_url = '''https://evidence.example.org{path}'''\n"
    assert "[serve]\n" in text
    (tmp_path / "config.toml").write_text(text.replace("[serve]\n", address))
    with pytest.raises(ConfigError, match="base_url"):
        load(tmp_path / "config.toml", env={})
