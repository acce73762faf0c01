"""The sample as of another day: every date moved by as much, none more or less precise.

Relies on nothing beside the program.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from harvest.dates import from_parts, parse
from harvest.standin.europepmc.services import ARTICLES
from harvest.standin.sample import AGES, EPOCHS, STAMPS, last_data, sample
from harvest.standin.sample.moving import moved

WRITTEN = date.fromisoformat(STAMPS[-1][:10])
ENDS = [date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29), date(2031, 11, 29)]
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"EudraCT [\d-]+|\d{4}-\d{6}-\d\d|CTRI/[\d/]+|[\d.]+/sample\.\d+")
"""Numbers of registries that hold the year of a registration: they are names, not dates."""


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a study, with the name of its field."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from texts(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from texts(held, key)
    elif isinstance(value, str):
        yield key, value


def pairs_of_studies(ends: date) -> Iterator[tuple[str, str, str]]:
    written, there = sample().state(EPOCHS - 1), sample(ends=ends).state(EPOCHS - 1)
    assert written.studies.keys() == there.studies.keys()
    for nct_id, body in written.studies.items():
        before, after = (list(texts(json.loads(b))) for b in (body, there.studies[nct_id]))
        for (key, old), (same_key, new) in zip(before, after, strict=True):
            assert key == same_key
            yield key, old, new


@pytest.mark.parametrize("ends", ENDS)
def test_a_study_keeps_the_distance_and_the_precision_of_its_dates(ends: date) -> None:
    days = ends - WRITTEN
    dates = 0
    for key, old, new in pairs_of_studies(ends):
        was, became = parse(old), parse(new)
        if was is None or key == "zip":
            assert (old == new) == (old == moved_in_words(old, days)), old
            continue
        assert became is not None, key
        dates += 1
        assert became.precision == was.precision, key
        off = abs(became.earliest - was.earliest - days)
        assert off <= (timedelta(0) if was.precision == "day" else timedelta(days=31)), key
    assert dates > 500


def moved_in_words(text: str, days: timedelta) -> str:
    """What is moved of a text: only the year of a volume, in the studies of the sample."""
    return re.sub(r"\b\d{4}(?=;\d)", lambda year: moved(year[0], days.days), text)


@pytest.mark.parametrize("ends", ENDS)
def test_no_trial_was_verified_after_its_last_update(ends: date) -> None:
    for body in sample(ends=ends).state(EPOCHS - 1).studies.values():
        status = json.loads(body)["protocolSection"]["statusModule"]
        assert status["statusVerifiedDate"] <= status["lastUpdateSubmitDate"]


@pytest.mark.parametrize("ends", ENDS)
def test_a_paper_keeps_the_distance_and_the_precision_of_its_dates(ends: date) -> None:
    written, there = sample().state(EPOCHS - 1), sample(ends=ends).state(EPOCHS - 1)
    days, dates = ends - WRITTEN, 0
    for pmid, body in written.citations.items():
        before, after = (etree.fromstring(b) for b in (body, there.citations[pmid]))
        for old, new in zip(before.iter(), after.iter(), strict=True):
            if old.find("Year") is None and old.find("MedlineDate") is None:
                continue
            was, became = (parse(from_element(element) or "") for element in (old, new))
            assert became is not None, pmid
            assert was is not None, pmid
            dates += 1
            # A span of months over the turn of a year is known by no more than its year.
            assert became.precision == was.precision, pmid
            off = abs(became.earliest - was.earliest - days)
            most = {"day": 0, "month": 31, "year": 366}[was.precision]
            assert off <= timedelta(days=most), (pmid, old.tag)
    assert dates > 500


def from_element(element: etree._Element) -> str | None:
    """The date of PubMed's parts; of a free text at least its first year."""
    parts = ("Year", "Month", "Day", "Season", "MedlineDate")
    found = from_parts(*(element.findtext(part) for part in parts))
    return found.date or (found.year and str(found.year)) or None


def test_every_date_that_the_sample_says_in_words_is_moved() -> None:
    """A year that stays behind would be wrong in some year: write the text without it."""
    state = sample(ends=WRITTEN + timedelta(days=366 * 100)).state(EPOCHS - 1)
    said = [text for body in state.studies.values() for _, text in texts(json.loads(body))]
    for body in (*state.citations.values(), *state.registrations[ARTICLES].values()):
        said += map(str, etree.fromstring(body).xpath("//text()"))
    for descriptor in state.descriptors.values():
        said.append(descriptor.scope_note or "")
    held_back = [
        text
        for text in said
        if any(int(year[0]) < 2100 for year in _YEAR.finditer(_NUMBER.sub("", text)))
        and parse(text) is None
    ]
    assert held_back == []


def test_the_sample_as_of_the_day_that_it_is_written_for_is_as_written() -> None:
    for epoch in range(EPOCHS):
        assert sample(ends=WRITTEN).state(epoch) == sample().state(epoch)


def test_the_data_of_the_last_state_are_the_newest_that_are_out() -> None:
    morning = datetime(2027, 1, 1, 0, 0, 5, tzinfo=UTC)
    assert last_data(morning) == date(2026, 12, 31)
    assert last_data(morning + timedelta(hours=10)) == date(2027, 1, 1)
    state = sample(ends=date(2027, 1, 1)).state(EPOCHS - 1)
    assert state.data_timestamp == "2027-01-01T09:00:04"
    assert AGES[-1] == timedelta(0)
    assert AGES[0] == timedelta(days=336)


@pytest.mark.parametrize(
    ("text", "days", "there"),
    [
        ("2028-02-28", 1, "2028-02-29"),
        ("2028-02-29", 366, "2029-03-01"),
        ("2026-12-31", 1, "2027-01-01"),
        ("2026-12", 31, "2027-01"),
        ("2026-12", -31, "2026-11"),
        ("2026", 184, "2027"),
        ("2026", 183, "2026"),
        ("not a date", 40, "not a date"),
    ],
)
def test_a_date_is_moved_in_its_own_precision(text: str, days: int, there: str) -> None:
    assert moved(text, days) == there
