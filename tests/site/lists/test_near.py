"""Sites near a place: which they are, how far, and what can't be said of the others.

Relies on Datasette.
"""

import asyncio
import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from math import atan2, cos, hypot, radians, sin
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from datasette.app import Datasette

from harvest.config import Config
from harvest.publish import publish
from harvest.vocabularies import cities
from tests.helpers.bases.work_base import THAT_DAY, create, execute, insert, make_config, row, trial
from tests.helpers.clock import FakeClock
from tests.helpers.site.site_pages import HOSTILE, dangers, get, served

KM = 6371.0088
NEAR = "Sites near this one"
SITES = (
    # trial, status of the trial, facility, city, country, latitude, longitude, status of the site
    (11, "RECRUITING", "Ward S", "Singapore", "Singapore", 1.3, 103.8, "RECRUITING"),
    (11, "RECRUITING", "Ward J", "Johor Bahru", "Malaysia", 1.4655, 103.7578, "WITHDRAWN"),
    (12, "COMPLETED", "Ward T", "Singapore", "Singapore", 1.32, 103.85, "RECRUITING"),
    (12, "COMPLETED", "Ward W", "Suva", "Fiji", -17.0, 179.9, None),
    (13, "RECRUITING", "Ward E", "Taveuni", "Fiji", -17.0, -179.9, None),
    (13, "RECRUITING", "Ward N", "The North", None, 89.9, 10.0, None),
    (14, "RECRUITING", "Ward C", "Singapore", "Singapore", None, None, None),
    (14, "RECRUITING", "Ward X", "Nowhereville", "Singapore", None, None, None),
    (15, "RECRUITING", HOSTILE, HOSTILE, HOSTILE, 1.31, 103.81, None),
    (16, "RECRUITING", "Ward Gone", "Singapore", "Singapore", 1.3, 103.8, "RECRUITING"),
    (17, "RECRUITING", "Ward Off", "Singapore", "Singapore", 1.3, 103.8, "RECRUITING"),
)  # fmt: skip


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    made = make_config(tmp_path_factory.mktemp("near"))
    path = made.store.path
    create(path)
    rows = []
    status = {number: state for number, state, *_ in SITES} | {18: "RECRUITING"}
    for number, state in status.items():
        rows += [each for each in trial(number, status=state) if each[0] != "locations"]
    for place, (number, _, facility, city, country, latitude, longitude, own) in enumerate(SITES):
        rows.append(
            row("locations", f"NCT9{number:07d}", place, facility, city, country=country,
                latitude=latitude, longitude=longitude, status=own)
        )  # fmt: skip
    insert(path, rows)
    execute(path, "UPDATE records SET removed_on = '2026-01-01' WHERE id = 'NCT90000016'")
    publish(made, clock=FakeClock(THAT_DAY))
    with closing(sqlite3.connect(made.publish.path)) as db, db:
        db.execute("UPDATE trials SET relevance = 0.1 WHERE trial_id = 'NCT90000017'")
    return made


@pytest.fixture(scope="module")
def site(config: Config) -> Iterator[Datasette]:
    made = served(config)
    yield made
    made.get_database("evidence").close()


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def flat(part: Tag) -> str:
    """The text of a part of a page in one line."""
    return " ".join(part.get_text().split())


def listed(site: Datasette, **asked: str) -> list[dict[str, str]]:
    """The list as its CSV has it."""
    answer = get(site, f"/near.csv?{urlencode(asked)}")
    assert answer.status_code == 200, answer.text
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def names(site: Datasette, **asked: str) -> list[str]:
    return [line["site"] for line in listed(site, **asked)]


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two places in degrees, by vectors from the middle of the earth."""
    a, b = (
        (cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)),
         sin(radians(lat)))
        for lat, lon in (one, other)
    )  # fmt: skip
    cross = hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    return KM * atan2(cross, sum(x * y for x, y in zip(a, b, strict=True)))


def test_sites_within_the_distance_are_listed_the_nearest_first(site: Datasette) -> None:
    found = listed(site, place="Singapore", km="30")
    assert {line["site"] for line in found} == {"Ward S", "Ward T", "Ward J", "Ward C", HOSTILE}
    kilometres = [float(line["km"]) for line in found]
    assert kilometres == sorted(kilometres)
    assert "Ward J" not in names(site, place="Singapore", km="15")
    page = soup(get(site, "/near?place=Singapore&km=30").text)
    assert flat(page.select(".count")[0]) == "5 sites of 4 trials within 30 km of Singapore"


def test_a_trial_that_no_longer_recruits_has_no_site_that_does(site: Datasette) -> None:
    states = {line["site"]: line["status"] for line in listed(site, place="Singapore", km="30")}
    assert states["Ward S"] == "Recruiting"
    assert states["Ward J"] == "Withdrawn"
    assert states["Ward T"] == "Completed"
    recruiting = names(site, place="Singapore", km="30", status="RECRUITING")
    assert sorted(recruiting) == sorted(["Ward S", "Ward C", HOSTILE])
    first = listed(site, place="Singapore", km="30", status="first")
    assert [line["status"] == "Recruiting" for line in first] == [True] * 3 + [False] * 2


def test_the_date_line_and_the_pole_are_no_edge(site: Datasette) -> None:
    assert names(site, place="-17, 179.95", km="30") == ["Ward W", "Ward E"]
    assert names(site, place="17° S 179.95° W", km="30") == ["Ward E", "Ward W"]
    assert names(site, place="90, -120", km="20") == ["Ward N"]
    assert get(site, "/near?place=90,0&km=500").status_code == 200


def test_a_site_without_coordinates_stands_at_its_city_or_is_counted(site: Datasette) -> None:
    marks = {line["site"]: line["position_of"] for line in listed(site, place="Singapore", km="30")}
    assert marks["Ward C"] == "the city"
    assert marks["Ward S"] == "the site"
    text = flat(soup(get(site, "/near?place=Singapore&km=30").text))
    assert "2 sites of 1 trial have no coordinates" in text
    assert "1 is placed at the coordinates of the city" in text
    assert "the other 1, of 1 trial, can’t be placed and is never listed here" in text
    assert "1 trial names no site" in text


def test_trials_off_topic_are_shown_when_asked_for_and_removed_ones_never(site: Datasette) -> None:
    assert "Ward Off" not in names(site, place="Singapore")
    assert "Ward Off" in names(site, place="Singapore", all="1")
    assert "Ward Gone" not in names(site, place="Singapore", all="1")
    assert "1 site of trials with low relevance" in flat(
        soup(get(site, "/near?place=Singapore").text)
    )


def test_several_cities_of_a_name_are_a_choice(site: Datasette) -> None:
    page = soup(get(site, "/near?place=Cambridge&km=70").text)
    links = {flat(link): str(link["href"]) for link in page.select("main ul a")}
    assert "Cambridge, United Kingdom" in links
    assert "Cambridge, Massachusetts, United States" in links
    chosen = get(site, links["Cambridge, United Kingdom"])
    assert "within 70 km of Cambridge, United Kingdom" in flat(soup(chosen.text))
    assert get(site, "/near.csv?place=Cambridge").status_code == 400


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("place=Xyzzyville", 404, "No city called “Xyzzyville”"),
        ("place=Shanghia", 404, "Shanghai, China"),
        ("place=Japan", 404, "Japan is a country"),
        ("place=95,10", 400, "A latitude is between -90 and 90"),
        ("place=10,181", 400, "A longitude is between -180 and 180"),
        ("place=Singapore&km=0", 400, "not “0”"),
        ("place=Singapore&km=-5", 400, "above 0 and up to 5,000"),
        ("place=Singapore&km=5001", 400, "above 0 and up to 5,000"),
        ("place=Singapore&km=ten", 400, "“ten”"),
        ("place=Singapore&km=1e3", 400, "“1e3”"),
        ("place=Singapore&km=%D9%A3", 400, "Kilometres"),
        ("place=Singapore&status=OPEN", 400, "Unknown status “OPEN”"),
        (f"place={quote(HOSTILE)}", 404, "No city called"),
        ("place=%00", 200, "Where a patient could take part"),
        ("", 200, "Where a patient could take part"),
    ],
)
def test_what_can_t_be_answered_says_why(
    asked: str, status: int, said: str, site: Datasette
) -> None:
    answer = get(site, f"/near?{asked}")
    assert answer.status_code == status
    assert said in flat(soup(answer.text))
    assert not dangers(answer.text)


def test_hostile_names_of_sites_do_nothing(site: Datasette) -> None:
    answer = get(site, "/near?place=Singapore")
    assert HOSTILE not in answer.text
    assert not dangers(answer.text)


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "docx"])
def test_the_list_is_a_file_in_every_format_of_tables(ending: str, site: Datasette) -> None:
    answer = get(site, f"/near.{ending}?place=Singapore&km=30")
    assert answer.status_code == 200
    assert answer.content
    if ending == "json":
        assert "NCT90000011" in json.dumps(json.loads(answer.content))
    assert get(site, f"/near.{ending}?place=Xyzzyville").status_code == 404
    assert get(site, f"/near.{ending}?place=Singapore&km=0").status_code == 400
    assert get(site, f"/near.{ending}?place=Singapore&status=OPEN").status_code == 400


def test_a_trial_s_page_leads_to_the_sites_near_each_of_its_own(site: Datasette) -> None:
    page = soup(get(site, "/trials/NCT90000011").text)
    links = [str(link["href"]) for link in page.select("#main a") if flat(link) == NEAR]
    assert len(links) == 2
    answer = get(site, links[0])
    assert answer.status_code == 200
    assert "Ward S" in answer.text


def test_nothing_reads_the_gazetteer_before_somebody_asks_for_a_place(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    read = cities._read
    monkeypatch.setattr(cities, "_read", lambda: (asked.append("a place"), read())[1])
    made = served(config)
    database = made.get_database("evidence")
    asyncio.run(database.make_ready())
    assert NEAR in get(made, "/trials/NCT90000011").text
    assert asked == []
    assert get(made, "/near?place=Singapore").status_code == 200
    assert asked
    database.close()


def test_the_map_shows_the_ring_and_leads_on(site: Datasette) -> None:
    page = soup(get(site, "/near?place=Singapore&km=30").text)
    assert page.select_one("svg .ring") is not None
    circles = page.select("svg a")
    assert circles
    assert all(get(site, circle["href"]).status_code == 200 for circle in circles)


@pytest.mark.parametrize(
    ("place", "km"),
    [("1.35, 103.82", 500), ("1.3, 103.8", 5000), ("-17, 180", 2000), ("90, 0", 5000)],
)
def test_the_list_is_what_an_independent_count_finds(
    place: str, km: int, site: Datasette, config: Config
) -> None:
    latitude, longitude = map(float, re.findall(r"-?[\d.]+", place))
    with closing(sqlite3.connect(config.publish.path)) as db:
        held = db.execute(
            "SELECT l.trial_id, l.facility, l.latitude, l.longitude FROM locations AS l"
            " JOIN trials AS t USING (trial_id)"
            " WHERE t.removed_on IS NULL AND l.latitude IS NOT NULL"
        ).fetchall()
    wanted = {
        (trial_id, facility, round(apart((latitude, longitude), (lat, lon)), 1))
        for trial_id, facility, lat, lon in held
        if apart((latitude, longitude), (lat, lon)) <= km
    }
    found = {
        (line["trial_id"], line["site"], float(line["km"]))
        for line in listed(site, place=place, km=str(km), all="1")
        if line["position_of"] == "the site"
    }
    assert found == wanted
    assert found
