"""A saved query's page as of a past day: shown where that day's file has been made.

Relies on stand-ins, the sample's year and Datasette.
"""

import pytest

from harvest.history import as_of
from tests.helpers.bases.sample_year import Year, day_after
from tests.helpers.site.site_pages import get, served

STOPPED = "/queries/stopped-trials"
LATER = "NCT90000038"
"""Terminated in February."""


@pytest.fixture(scope="module")
def site(sample_year: Year, tmp_path_factory):
    config = sample_year.copy(tmp_path_factory.mktemp("site"))
    as_of.open_past(config, as_of.find(config, day_after(1))).close()
    config.store.path.unlink()  # the site may not read it, and does not need it
    return served(config)


def test_a_page_shows_the_result_of_that_day_and_says_so(site):
    now, then = get(site, STOPPED), get(site, f"{STOPPED}?as_of={day_after(1)}")
    assert (now.status_code, then.status_code) == (200, 200)
    assert LATER in now.text
    assert LATER not in then.text
    assert f"Data as of the end of {day_after(1)}" in then.text
    assert f"as_of={day_after(1)}" in then.text  # the permanent link and the downloads keep it


def test_a_download_is_of_that_day_too(site):
    assert LATER in get(site, f"{STOPPED}.csv").text
    then = get(site, f"{STOPPED}.csv?as_of={day_after(1)}")
    assert then.status_code == 200
    assert LATER not in then.text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (day_after(4), "are not available yet"),
        ("2020", "the first harvest ended on 2025-12-02"),
        ("last week", "is not a date"),
        ("<script>", "is not a date"),
    ],
)
def test_a_day_that_can_not_be_shown_says_why_beside_the_result_of_now(site, day, said):
    answer = get(site, f"{STOPPED}?as_of={day}")
    assert answer.status_code == 400
    assert said in answer.text
    assert "<script>" not in answer.text.split("</head>")[1]
    assert LATER in answer.text
    assert get(site, f"{STOPPED}.csv?as_of={day}").status_code == 400


def test_a_query_of_what_is_not_kept_says_so(site):
    answer = get(site, f"/queries/unreadable-records?as_of={day_after(1)}")
    assert answer.status_code == 400
    assert "only the current data" in answer.text
