"""The home page stays light: what comes with it is counted on the sample.

Relies on stand-ins, the sample's year and Datasette.
"""

import re

from datasette.app import Datasette

from harvest.site.page import static_file
from tests.helpers.site.reading import get

BEFORE = {"page": 13_317, "styles": 12_659, "mark": 224}
"""Bytes, not compressed, of the home page of the same base before it told news (6489c68)."""
MOST = 1.5


def test_the_home_page_is_at_most_half_again_as_heavy_as_before_it_told_news(
    sample: Datasette,
) -> None:
    page = get(sample, "/").text
    with_it = set(re.findall(r'"/static/([\w.]+)\?', page))
    assert with_it >= {"site.css", "icon.svg"}
    weight = len(page.encode())
    assert weight <= MOST * BEFORE["page"]
    assert weight + sum(len(static_file(name)) for name in with_it) <= MOST * sum(BEFORE.values())
