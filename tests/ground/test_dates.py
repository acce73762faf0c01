"""Partial dates: nothing more precise than said, nothing that the calendar lacks.

Relies on nothing beside the program.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.dates import Days, PartialDate, ago, days_between, from_parts, month_number, parse


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-02", "month", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-03-07", "day", date(2019, 3, 7), date(2019, 3, 7)),
        ("1856", "year", date(1856, 1, 1), date(1856, 12, 31)),
        ("2099-01-01", "day", date(2099, 1, 1), date(2099, 1, 1)),
    ],
)
def test_a_partial_date_keeps_its_precision_and_bounds(
    text: str, precision: str, earliest: date, latest: date
) -> None:
    read = parse(text)
    assert read is not None
    assert (read.precision, read.earliest, read.latest) == (precision, earliest, latest)
    assert str(read) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "0001", "0000-00-00", "2999", "2023-02-30", "2023-13", "2023-00", "2023-1-1",
        "20190307", "2019-03-07 ", "2019-03-07\n", "２０１９", "2019-0３", "2019/03", "March 2019",
        "-2019", "2019-", "2019-03-07T00:00", "19-03-07",
    ],
)  # fmt: skip
def test_what_the_calendar_lacks_is_no_date(text: str) -> None:
    assert parse(text) is None


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    assert parse(day.isoformat()) == PartialDate(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2020-01-01", "2020-03-01", Days(60, 60)),
        ("2020-03-01", "2020-01-01", Days(-60, -60)),
        ("2020-01", "2020-02-10", Days(10, 40)),
        ("2020", "2020", Days(-365, 365)),
        ("2019", "2020-01-01", Days(1, 365)),
    ],
)
def test_a_difference_is_as_wide_as_the_dates_are_vague(start: str, end: str, days: Days) -> None:
    first, last = parse(start), parse(end)
    assert first is not None
    assert last is not None
    assert days_between(first, last) == days


@given(st.sampled_from(["2019", "2019-05", "2019-05-31"]), st.sampled_from(["2020", "2020-02-29"]))
def test_least_is_never_more_than_most(start: str, end: str) -> None:
    first, last = parse(start), parse(end)
    assert first is not None
    assert last is not None
    days = days_between(first, last)
    assert days.least <= days.most
    assert days_between(last, first) == Days(-days.most, -days.least)


@pytest.mark.parametrize(
    ("parts", "read"),
    [
        ({"year": "2019", "month": "Mar", "day": "07"}, ("2019-03-07", 2019, None)),
        ({"year": "2019", "month": "03"}, ("2019-03", 2019, None)),
        ({"year": "2019", "month": "Sept"}, ("2019-09", 2019, None)),
        ({"year": "2019"}, ("2019", 2019, None)),
        ({"year": "1856", "month": "1", "day": "2"}, ("1856-01-02", 1856, None)),
        ({"year": "2019", "season": "Spring"}, ("2019", 2019, "Spring")),
        ({"year": "2019", "month": "Feb", "day": "30"}, ("2019-02", 2019, "2019 Feb 30")),
        ({"year": "2019", "month": "Foo", "day": "3"}, ("2019", 2019, "2019 Foo 3")),
        ({"year": "0000"}, (None, None, "0000")),
        ({"year": None}, (None, None, None)),
        ({"year": None, "medline_date": "2014 Nov-Dec"}, ("2014", 2014, "2014 Nov-Dec")),
        ({"year": None, "medline_date": "Spring 2010"}, ("2010", 2010, "Spring 2010")),
        ({"year": None, "medline_date": "2000 Spring"}, ("2000", 2000, "2000 Spring")),
        ({"year": None, "medline_date": "1998 Dec-1999 Jan"}, (None, 1998, "1998 Dec-1999 Jan")),
        ({"year": None, "medline_date": "2011 Sep 15-30"}, ("2011-09", 2011, "2011 Sep 15-30")),
        ({"year": None, "medline_date": "1978 Jul 3"}, ("1978-07-03", 1978, None)),
        ({"year": None, "medline_date": "1976-1977"}, (None, 1976, "1976-1977")),
        ({"year": None, "medline_date": "2000 1st Quart"}, ("2000", 2000, "2000 1st Quart")),
        ({"year": None, "medline_date": "2005"}, ("2005", 2005, None)),
        ({"year": None, "medline_date": "in press"}, (None, None, "in press")),
        ({"year": "2014-2015"}, (None, 2014, "2014-2015")),
    ],
)  # fmt: skip
def test_a_publication_date_says_only_what_is_certain(
    parts: dict[str, str | None], read: tuple[str | None, int | None, str | None]
) -> None:
    assert tuple(from_parts(**parts)) == read  # type: ignore[arg-type]  # parts name the arguments


@given(st.text(), st.text(), st.text())
def test_no_publication_date_is_a_crash_or_an_impossible_day(
    year: str, month: str, text: str
) -> None:
    for read in (from_parts(year, month, text), from_parts(None, medline_date=text)):
        assert read.date is None or parse(read.date)


def test_months_are_read_in_every_spelling_that_pubmed_uses() -> None:
    assert [month_number(t) for t in ("Jan", "JANUARY", "1", "01", "Sept", "Dec.")] == [
        1,
        1,
        1,
        1,
        9,
        12,
    ]
    assert [month_number(t) for t in ("", "13", "0", "Mai", "１")] == [None] * 5


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(hours=-3), "less than a minute ago"),
        (timedelta(0), "less than a minute ago"),
        (timedelta(seconds=59), "less than a minute ago"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=119), "119 minutes ago"),
        (timedelta(hours=3, minutes=40), "3 hours ago"),
        (timedelta(hours=47, minutes=59), "47 hours ago"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=60), "60 days ago"),
        (timedelta(days=61), "2 months ago"),
        (timedelta(hours=19849.4), "2 years ago"),
        (timedelta(days=366 * 1000), "1,002 years ago"),
    ],
)
def test_an_age_is_said_in_a_unit_that_people_count_in(age: timedelta, said: str) -> None:
    assert ago(age) == said
