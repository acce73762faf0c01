"""Distances, sizes, sponsors and outcomes by time: counted again in the records as they were sent.

No table of the program is read, and none of its code but to serve the pages: the registry's own
JSON is counted with the standard library alone.

Relies on stand-ins, Datasette and ../shared.
"""

import csv
import gzip
import io
import json
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette
from lxml import html

from harvest.config import load
from tests.helpers.economy.made_once import made_once
from tests.helpers.site.real_topic import harvest_topic
from tests.helpers.site.site_pages import get, served

EARTH = 6371.0088  # kilometres, the mean radius
PLACES = {
    "39.9, 116.4": "Beijing",
    "1.35, 103.82": "Singapore",
    "51.5, -0.12": "London",
    "-33.9, 151.2": "Sydney",
    "35.7, 51.4": "Tehran",
    "64.1, -21.9": "Reykjavik",
}


@dataclass(frozen=True)
class Real:
    """The site, and the registry's records of its trials: number → protocol section."""

    site: Datasette
    records: Mapping[str, Any]

    def table(self, path: str, **asked: str) -> list[dict[str, str]]:
        """A table of the site, as its CSV has it."""
        answer = get(self.site, f"{path}.csv?{urlencode(asked)}")
        assert answer.status_code == 200, (path, answer.text[:300])
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))

    def listed(self, **asked: str) -> set[str]:
        """The trials that a list has."""
        return {row["trial_id"] for row in self.table("/trials", **asked)}

    def page(self, path: str) -> Any:
        """A page as a tree."""
        return html.fromstring(get(self.site, path).text)


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    made = partial(harvest_topic, shared)
    harvested, folder = made_once(tmp_path_factory, "topic", made)
    site = served(load(folder / Path(str(harvested.path)).name, {}))
    records = {}
    with gzip.open(shared / "corpus" / "clinicaltrials" / "topic.jsonl.gz", "rt", "utf-8") as lines:
        for line in lines:
            section = json.loads(line)["protocolSection"]
            records[section["identificationModule"]["nctId"]] = section
    yield Real(site, records)
    site.get_database("evidence").close()


def sites(records: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[float, float] | None]]:
    """Trial, facility and coordinates of each site."""
    for number, record in records.items():
        for site in record.get("contactsLocationsModule", {}).get("locations", []):
            point = site.get("geoPoint")
            yield number, site.get("facility", ""), point and (point["lat"], point["lon"])


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the surface, by the haversine."""
    (a, b), (c, d) = (map(radians, place) for place in (one, other))
    return 2 * EARTH * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


@pytest.mark.parametrize("place", PLACES, ids=list(PLACES.values()))
@pytest.mark.parametrize("km", [30, 400, 5000])
def test_sites_within_a_distance_are_those_of_the_records(real: Real, place: str, km: int) -> None:
    latitude, longitude = map(float, place.split(","))
    expected: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for trial, facility, point in sites(real.records):
        if point and (far := kilometres((latitude, longitude), point)) <= km:
            expected[trial, facility].append(far)
    found: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for row in real.table("/near", place=place, km=str(km), all="1"):
        if row["position_of"] == "the site":
            found[row["trial_id"], row["site"]].append(float(row["km"]))
    assert found.keys() == expected.keys()
    for site, far in expected.items():
        assert sorted(found[site]) == pytest.approx(sorted(far), abs=0.051), site


def test_sites_without_coordinates_are_counted(real: Real) -> None:
    bare = [trial for trial, _, point in sites(real.records) if point is None]
    assert len(bare) > 20
    said = real.page("/near?place=1.35,+103.82&all=1").text_content()
    words = f"{len(bare)} sites of {len(set(bare))} trials have no coordinates"
    assert words in " ".join(said.split())
    siteless = len(real.records) - len({trial for trial, *_ in sites(real.records)})
    assert re.search(rf"\b{siteless} trials? names? no site", " ".join(said.split()))


def sizes_of(records: Mapping[str, Any], trials: set[str]) -> Iterator[tuple[set[str], str, int]]:
    """For each trial with a size: its groups, whether that is reached or planned, and the size."""
    for number in trials:
        design = records[number].get("designModule", {})
        told, info = design.get("enrollmentInfo", {}), design.get("designInfo", {})
        if not told.get("count") or "type" not in told:
            continue
        phases = [phase for phase in design.get("phases", []) if phase != "NA"]
        kind = design["studyType"]
        groups = {"All"}
        if phases:
            groups.add("Phase " + "/".join(phase.removeprefix("PHASE") for phase in phases))
        if kind == "OBSERVATIONAL":
            groups.add("Observational")
        elif info.get("allocation") == "RANDOMIZED":
            groups.add("Randomised")
        yield groups, {"ACTUAL": "reached", "ESTIMATED": "planned"}[told["type"]], told["count"]


def test_sizes_by_phase_and_design_are_those_of_the_records(real: Real) -> None:
    drawn: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for groups, word, size in sizes_of(real.records, real.listed()):
        for group in groups:
            drawn[group, word].append(size)
    checked = 0
    (figure,) = real.page("/landscape").xpath("//figure[@id='enrolment']")
    for row in figure.xpath(".//tbody/tr"):
        phase, design, word, *told = (" ".join(td.text_content().split()) for td in row)
        group = phase if design == "All" else design if phase == "All" else ""
        if (numbers := drawn.pop((group, word), None)) is None:
            continue
        quarters = statistics.quantiles(numbers, method="inclusive") if len(numbers) > 1 else []
        expected = [len(numbers), *(quarters or numbers * 3)]
        said = [float(cell.replace(",", "")) for cell in told]
        assert said == pytest.approx(expected, abs=0.051), row.text_content()
        checked += 1
    assert not drawn
    assert checked >= 8


ONE_SPONSOR = (
    {"Fourth Military Medical University", "Air Force Military Medical University, China"},
)
"""Names in these records that mean one organisation, as somebody reads them."""
BELONGS = {
    "Third Affiliated Hospital, Sun Yat-Sen University": ("Sun Yat-sen University",),
    "Xijing Hospital of Digestive Diseases": (
        *("Xijing Hospital", "Fourth Military Medical University"),
    ),
    "National Institute of Diabetes and Digestive and Kidney Diseases (NIDDK)": ("NIH",),
    "National Center for Research Resources (NCRR)": ("NIH",),
}
"""A hospital and its university, institutes and what they are part of; read likewise."""


def test_sponsors_lead_the_trials_that_the_records_say(real: Real) -> None:
    itself: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for record in real.records.values():
        name = record["sponsorCollaboratorsModule"]["leadSponsor"]["name"]
        name = next((min(names, key=len) for names in ONE_SPONSOR if name in names), name)
        itself[name] += 1
        for each in (name, *BELONGS.get(name, ())):
            whole[each] += 1
    rows = {
        "NIH" if "(NIH)" in row["sponsor"] else row["sponsor"]: row
        for row in real.table("/sponsors", all="1")
        if int(row["trials_led"])
    }
    led = {name: int(row["trials_led"]) for name, row in rows.items()}
    assert led == whole
    alone = {name: int(row["led_itself"]) for name, row in rows.items() if int(row["led_itself"])}
    assert alone == itself


SCALES = {
    "MELD": r"\bMELD\b(?!.?Na)|end.stage liver disease",
    "SF-36": r"\bSF.?36\b",
    "AFP": r"\bAFP\b|alpha.?feto",
    "INR": r"\bINR\b|international normali",
}
TIMES = {"4": (4, 1), "12": (12, 3), "24": (24, 6)}
"""A column of the table → its weeks, and its months."""


def outcomes(record: Any) -> Iterator[tuple[str, str, str]]:
    """Kind, texts and time frame of each outcome."""
    for kind in ("primary", "secondary", "other"):
        for outcome in record.get("outcomesModule", {}).get(f"{kind}Outcomes", []):
            texts = " ".join((outcome.get("measure", ""), outcome.get("description", "")))
            yield kind, texts, outcome.get("timeFrame", "")


@pytest.mark.parametrize("scale", SCALES)
def test_trials_that_measure_a_scale_are_those_whose_outcomes_name_it(
    real: Real, scale: str
) -> None:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for number, record in real.records.items():
        for kind, texts, _ in outcomes(record):
            if re.search(SCALES[scale], texts, re.IGNORECASE):
                named["any"].add(number)
                named[kind].add(number)
    assert real.listed(scale=scale, all="1") == named["any"]
    (row,) = (
        each
        for each in real.table("/outcomes", all="1")
        if (each["scale"], each["weeks"]) == (scale, "")
    )
    told = [int(row[name]) for name in ("trials", "primary", "secondary")]
    assert told == [len(named[name]) for name in ("any", "primary", "secondary")]


def moments(text: str) -> set[str]:
    """The columns of the times that a text names plainly: ``24 weeks``, ``month 6``."""
    listed = r"((?:\d+\s*(?:,|and|&|or)\s*)*\d+)"
    units = r"(weeks?|wks?|w|months?|mo|m)\b"
    found = re.findall(rf"\b{listed}(?:th)?[\s-]*{units}", text, re.IGNORECASE)
    found += [(n, unit) for unit, n in re.findall(rf"\b{units}\s*{listed}\b", text, re.IGNORECASE)]
    said = {
        (int(number), unit[0].lower())
        for numbers, unit in found
        for number in re.findall(r"\d+", numbers)
    }
    return {
        column
        for column, (weeks, months) in TIMES.items()
        if (weeks, "w") in said or (months, "m") in said
    }


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("column", TIMES)
def test_trials_that_measure_a_scale_at_a_time_are_those_whose_outcome_names_both(
    real: Real, scale: str, column: str
) -> None:
    plain, possible = set(), set()
    for number, record in real.records.items():
        for _, texts, frame in outcomes(record):
            if not re.search(SCALES[scale], texts, re.IGNORECASE):
                continue
            if column in moments(frame):
                plain.add(number)
            if column in moments(f"{texts} {frame}") or re.search(r"day|year", frame):
                possible.add(number)
    found = real.listed(scale=scale, weeks=column, all="1")
    assert plain <= found <= possible
    [told] = [
        int(row["trials"])
        for row in real.table("/outcomes", all="1")
        if (row["scale"], row["weeks"]) == (scale, column)
    ] or [0]
    assert told == len(found)
