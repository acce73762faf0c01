"""Every bar, heading and note of the pictures, and outcomes by time, counted again in the file.

Relies on stand-ins, Datasette and ../shared.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from typing import Any

import pytest

from harvest.dates import parse
from harvest.site.render.addresses import slug
from tests.helpers.site.recounted import Recounted, asked, number, table, text
from tests.helpers.site.site_pages import get

GOING = ("RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING")


def figure(recounted: Recounted, name: str, path: str = "/landscape") -> Any:
    (found,) = recounted.page(path).xpath(f"//figure[@id='{name}']")
    return found


def heading(figure: Any) -> str:
    return text(figure.xpath("./figcaption")[0])


def marks(figure: Any) -> list[tuple[str | None, str]]:
    """Where each mark of the picture leads, and what it says; the same in every form of it."""
    forms = [
        [
            (mark.get("href"), mark.xpath("string(./title)"))
            for mark in svg.xpath(".//a[title] | .//g[title]")
        ]
        for svg in figure.xpath(".//svg")
    ]
    assert all(sorted(form, key=str) == sorted(forms[0], key=str) for form in forms)
    return forms[0]


def most(counts: dict[str, int]) -> set[str]:
    """Who has most."""
    return {name for name, count in counts.items() if count == max(counts.values())}


def names_most(told: str, counts: dict[str, int]) -> bool:
    """Whether a heading gives the greatest number, and as winner nobody of less."""
    if len(most(counts)) == len(counts) > 3:
        return "most" not in told
    first = sorted(most(counts))
    few = len(first) <= 3
    return f"({max(counts.values()):,}" in told and (not few or all(n in told for n in first))


def test_every_mark_that_leads_to_a_list_counts_it(recounted: Recounted) -> None:
    followed = 0
    for name in ("phases", "sources", "years"):
        for address, said in marks(figure(recounted, name)):
            if address:
                followed += 1
                assert recounted.listed(address) == number(said.rpartition(": ")[2]), said
    assert followed > 20


def test_the_timeline_counts_who_is_under_way_and_who_should_have_ended(
    recounted: Recounted,
) -> None:
    drawn = figure(recounted, "timeline")
    started = recounted.rows(
        "SELECT trial_id, status, coalesce(completion_date, primary_completion_date)"
        " FROM near_trials WHERE start_date IS NOT NULL ORDER BY start_date DESC, trial_id"
    )
    shown = started[:60]
    going = past = 0
    for _, status, end in shown:
        read = parse(end or "")
        if read is not None and read.latest.isoformat() < recounted.day:
            past += status in (*GOING, "NOT_YET_RECRUITING")
        else:
            going += status in GOING
    title = heading(drawn)
    assert number(title.rpartition(", of ")[2]) == len(started)
    told = re.search(r"completion: (none|[\d,]+) (?:is|are) under way", title)
    assert told is not None
    assert (0 if told[1] == "none" else number(told[1])) == going
    assert ("should have ended" in title) == bool(past)
    if past:
        assert number(title.partition("under way; ")[2]) == past
    said = [said for _, said in marks(drawn)]
    assert [each[:11] for each in said] == [trial for trial, *_ in shown]
    assert sum("stated end has passed" in each for each in said) == past
    without = recounted.count("SELECT count(*) FROM near_trials WHERE start_date IS NULL")
    note = text(drawn.xpath("./p[@class='facts']")[0])
    assert ("no start date" in note) == bool(without)
    assert len(started) + without == recounted.listed("/trials")


def test_phases_by_status(recounted: Recounted) -> None:
    counted = {
        f"{phase or 'Not given'}, {status}": count
        for phase, status, count in recounted.rows(
            "SELECT p.phase_label, t.status_label, count(*) FROM near_trials AS t"
            " LEFT JOIN trial_phases AS p USING (trial_id) GROUP BY 1, 2"
        )
    }
    drawn = figure(recounted, "phases")
    told = {said.rpartition(": ")[0]: number(said.rpartition(": ")[2]) for _, said in marks(drawn)}
    assert told == counted
    assert f"({max(counted.values())}" in heading(drawn)
    heads, *rows = table(drawn)
    cells = {
        f"{row[0]}, {status}": int(cell)
        for row in rows
        for status, cell in zip(heads[1:], row[1:], strict=True)
        if cell != "0"
    }
    assert cells == counted


def test_the_map_counts_countries_sites_and_what_it_can_not_place(recounted: Recounted) -> None:
    drawn = figure(recounted, "map")
    trials = recounted.counts("SELECT country, count(DISTINCT trial_id) FROM near_sites GROUP BY 1")
    sites = recounted.counts("SELECT country, count(*) FROM near_sites GROUP BY 1")
    recruiting = recounted.counts(
        "SELECT country, count(DISTINCT trial_id) FROM near_sites WHERE status = 'RECRUITING'"
        " AND trial_status = 'RECRUITING' GROUP BY 1"
    )
    rows = {row[0]: [int(cell) for cell in row[1:]] for row in table(drawn)[1:]}
    assert rows == {c: [n, sites[c], recruiting.get(c, 0)] for c, n in trials.items()}
    for row in drawn.xpath(".//tbody/tr"):
        assert recounted.listed(row.xpath(".//a/@href")[0]) == number(text(row.xpath("./td")[1]))
    title = heading(drawn)
    assert number(title) == len(trials)
    assert names_most(title, trials)
    unplaced = recounted.count("SELECT count(*) FROM near_sites WHERE latitude IS NULL")
    assert ("no coordinates" in title) == bool(unplaced)
    if unplaced:
        assert number(title.rpartition("; ")[2]) == unplaced
    nowhere = recounted.count(
        "SELECT count(*) FROM near_trials WHERE trial_id NOT IN"
        " (SELECT trial_id FROM locations WHERE country IS NOT NULL)"
    )
    note = text(drawn.xpath("./p[@class='facts']")[0])
    assert (number(note.partition("recruits there. ")[2]) if "no country" in note else 0) == nowhere
    placed = recounted.count(
        "SELECT count(DISTINCT trial_id) FROM near_sites WHERE latitude IS NOT NULL"
    )
    assert number(drawn.xpath("string(.//svg/desc)")) == placed
    for address, said in marks(drawn):
        assert number(said.rpartition(": ")[2]) <= trials[asked(address or "")["country"]] or (
            ";" in said
        )


def test_years_have_no_gap_and_count_all_registrations_and_papers(recounted: Recounted) -> None:
    drawn = figure(recounted, "years")
    registered = recounted.counts(
        "SELECT substr(first_posted, 1, 4), count(*) FROM near_trials GROUP BY 1"
    )
    papers = recounted.counts("SELECT year, count(*) FROM near_articles GROUP BY 1")
    rows = {row[0]: (int(row[1]), int(row[2])) for row in table(drawn)[1:]}
    years = [int(year) for year in rows]
    assert years == list(range(max(years), min(years) - 1, -1))
    for year, counts in rows.items():
        assert counts == (registered.get(year, 0), papers.get(year, 0)), year
    note = " ".join(text(p) for p in drawn.xpath("./p[@class='facts']"))
    for counts, noun in ((registered, "trial"), (papers, "paper")):
        earlier = sum(n for year, n in counts.items() if year not in rows)
        told = re.search(rf"([\d,]+) {noun}s? (?:is|are) of earlier", note)
        assert (number(told[1]) if told else 0) == earlier
    assert sum(t for t, _ in rows.values()) == sum(
        number(said.rpartition(": ")[2]) for _, said in marks(drawn) if "registered" in said
    )


SIZES = """
WITH numbered AS (
    SELECT DISTINCT study_id, enrollment AS size FROM near_trials
    WHERE enrollment > 0 AND enrollment_type = ? AND {condition}
), ranked AS (
    SELECT size, row_number() OVER (ORDER BY size) - 1 AS place, count(*) OVER () AS n FROM numbered
)
SELECT max(n), sum(size * max(0, 1 - abs(place - (n - 1) * 0.25))),
    sum(size * max(0, 1 - abs(place - (n - 1) * 0.5))),
    sum(size * max(0, 1 - abs(place - (n - 1) * 0.75)))
FROM ranked
"""
DESIGN = {
    "All": "TRUE",
    "Randomised": "study_type <> 'OBSERVATIONAL' AND allocation = 'RANDOMIZED'",
    "Observational": "study_type = 'OBSERVATIONAL'",
    "Single-arm": "study_type <> 'OBSERVATIONAL' AND intervention_model = 'SINGLE_GROUP'"
    " AND coalesce(allocation, '') NOT IN ('RANDOMIZED', 'NON_RANDOMIZED')",
}


def test_sizes_of_trials_planned_and_reached_apart(recounted: Recounted) -> None:
    drawn = figure(recounted, "enrolment")
    checked = 0
    for phase, design, word, *told in table(drawn)[1:]:
        if design not in DESIGN:
            continue
        condition = DESIGN[design] + ("" if phase == "All" else " AND phase_label IS ?")
        bound = [] if phase == "All" else [None if phase == "Not given" else phase]
        kind = "ACTUAL" if word == "reached" else "ESTIMATED"
        (row,) = recounted.rows(SIZES.format(condition=condition), kind, *bound)
        assert [float(cell.replace(",", "")) for cell in told] == pytest.approx(row, abs=0.051)
        checked += 1
    assert checked > 8
    said = [said for _, said in marks(drawn)]
    for words, kind in (("reached", "ACTUAL"), ("planned", "ESTIMATED")):
        count, _, median, _ = recounted.rows(SIZES.format(condition="TRUE"), kind)[0]
        if count:
            whole = next(each for each in said if each.startswith(f"All trials, {words}"))
            assert f"{words}: {count:,} trial" in whole
            assert f"{words} {median:,.1f}".removesuffix(".0") + f" ({count:,})" in heading(drawn)
    stated = recounted.count("SELECT count(*) FROM near_trials WHERE enrollment IS NOT NULL")
    without = recounted.listed("/trials") - stated
    note = " ".join(text(p) for p in drawn.xpath("./p[@class='facts']"))
    told = re.search(r"([\d,]+) trials? states? no number", note)
    assert (number(told[1]) if told else 0) == without


def test_lead_sponsors(recounted: Recounted) -> None:
    drawn = figure(recounted, "sponsors")
    counted: Counter[str] = Counter()
    for name, count in recounted.rows(
        "SELECT rolled_up, count(DISTINCT study_id) FROM near_trials"
        " JOIN sponsor_names ON name = lead_sponsor GROUP BY 1"
    ):
        counted[slug(name)] += count
    told = {
        (address or "").rpartition("/")[2]: number(said.rpartition(": ")[2])
        for address, said in marks(drawn)
    }
    assert told.items() <= counted.items()
    assert sorted(told.values(), reverse=True) == sorted(counted.values(), reverse=True)[:20]
    if len(counted) > 20:
        assert f"20 of {len(counted)}" in heading(drawn)
    if len(most(counted)) == 1:
        assert f"leads most ({max(counted.values())})" in heading(drawn)


def test_changes_by_month_are_those_that_are_listed(recounted: Recounted) -> None:
    by_month: defaultdict[str, int] = defaultdict(int)
    of_a_year = 0
    for day, count in recounted.rows(
        "SELECT coalesce(happened_on, seen_at), count(*) FROM changes WHERE origin = 'harvest'"
        " AND upstream IS NULL GROUP BY 1"
    ):
        if len(day) == 4:
            of_a_year += count
        else:
            by_month[day[:7]] += count
    for path in ("/landscape", "/changes"):
        drawn = figure(recounted, "events", path)
        told = {a or "": number(said.rpartition(": ")[2]) for a, said in marks(drawn)}
        found = {asked(address)["month"]: n for address, n in told.items()}
        assert {m: n for m, n in found.items() if n} == {m: by_month[m] for m in found}
        assert number(heading(drawn)) == sum(found.values())
        note = text(drawn.xpath("./p[@class='facts']")[0])
        earlier = sum(n for month, n in by_month.items() if month not in found)
        assert ("of earlier months" in note) == bool(earlier)
        assert ("to a year alone" in note) == bool(of_a_year)
    for address, count in told.items():
        listed, page = 0, 1
        while rows := recounted.page(f"{address}&page={page}").xpath("//li[@class='change']"):
            listed, page = listed + len(rows), page + 1
        assert listed == count, address


MEASURED = """
SELECT o.scale, o.weeks, count(DISTINCT t.study_id),
    count(DISTINCT CASE WHEN o.kind = 'primary' THEN t.study_id END),
    count(DISTINCT CASE WHEN o.kind = 'secondary' THEN t.study_id END),
    count(DISTINCT CASE WHEN t.has_results THEN t.study_id END)
FROM near_trials AS t JOIN outcome_times AS o USING (trial_id)
WHERE o.scale IS NOT NULL AND {condition}
GROUP BY 1, 2
"""
ANY_TIME = """
SELECT o.scale, count(DISTINCT t.study_id)
FROM near_trials AS t JOIN outcome_times AS o USING (trial_id)
WHERE {condition}
GROUP BY 1
"""


def cells(page: Any) -> dict[tuple[str, str], tuple[int, ...]]:
    """(scale, time) → trials, primary, secondary, with results; the time is "" for any."""
    found = {}
    for cell in page.xpath("//table[@class='measured']//td[a]"):
        first, *others = cell.xpath(".//a")
        fields = asked(first.get("href"))
        more = {
            (asked(a.get("href")).get("measured") or asked(a.get("href"))["results"]): number(
                text(a)
            )
            for a in others
        }
        counts = tuple(more.get(name, 0) for name in ("primary", "secondary", "posted"))
        found[fields["scale"], fields.get("weeks", "")] = (number(text(first)), *counts)
    return found


@pytest.mark.parametrize("narrowed", ["", "status=COMPLETED"])
def test_outcomes_by_time_are_counted_as_in_the_file(recounted: Recounted, narrowed: str) -> None:
    condition = "t.status = 'COMPLETED'" if narrowed else "TRUE"
    told = cells(recounted.page(f"/outcomes?{narrowed}"))
    rows = recounted.rows(MEASURED.format(condition=condition))
    assert {key: counts for key, counts in told.items() if key[1]} == {
        (scale, weeks): tuple(counts) for scale, weeks, *counts in rows
    }
    any_time = recounted.counts(ANY_TIME.format(condition=condition))
    assert {scale: counts[0] for (scale, weeks), counts in told.items() if not weeks} == any_time
    assert len(told) > 20


def test_each_number_of_outcomes_by_time_leads_to_so_many_trials(recounted: Recounted) -> None:
    page = recounted.page("/outcomes")
    links = page.xpath("//table[@class='measured']//td//a")
    followed = [*links[:8], *links[len(links) // 2 :][:8], *links[-4:]]
    for link in followed:
        assert recounted.listed(link.get("href")) == number(text(link)), link.get("href")


def test_scale_time_and_kind_are_those_of_one_outcome(recounted: Recounted) -> None:
    apart = recounted.rows(
        "SELECT a.scale, b.weeks FROM outcome_times AS a JOIN outcome_times AS b USING (trial_id)"
        " JOIN near_trials USING (trial_id) WHERE a.scale IS NOT NULL"
        " EXCEPT SELECT scale, weeks FROM outcome_times ORDER BY 1, 2 LIMIT 3"
    )
    assert apart
    for scale, weeks in apart:
        assert recounted.listed(f"/trials?scale={scale}") > 0
        assert recounted.listed(f"/trials?weeks={weeks}") > 0
        assert recounted.listed(f"/trials?scale={scale}&weeks={weeks}") == 0


def test_what_outcomes_by_time_leave_out_is_told(recounted: Recounted) -> None:
    outcomes, scaleless, timeless = recounted.rows(
        "SELECT count(*), sum(NOT named), sum(named AND bare) FROM ("
        " SELECT max(scale IS NOT NULL) AS named, max(days IS NULL) AS bare FROM outcome_times"
        " JOIN near_trials USING (trial_id) GROUP BY trial_id, kind, position)"
    )[0]
    registered = "SELECT count(*) FROM outcomes JOIN near_trials USING (trial_id)"
    assert recounted.count(registered) == outcomes
    words = " ".join(text(p) for p in recounted.page("/outcomes").xpath("//p[@class='prose']"))
    assert f"register {outcomes:,} outcome" in words
    assert re.search(rf"{scaleless:,} names? no scale", words)
    assert re.search(rf"{timeless:,} states? no time", words)


def test_outcomes_by_time_are_files_too(recounted: Recounted) -> None:
    told = cells(recounted.page("/outcomes"))
    answer = get(recounted.site, "/outcomes.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    names = ("trials", "primary", "secondary", "results")
    assert {(row["scale"], row["weeks"]): tuple(int(row[n]) for n in names) for row in rows} == told
    assert get(recounted.site, "/outcomes.xlsx").status_code == 200
    assert get(recounted.site, "/outcomes.json").json()
