"""Every number on the pages of the site, counted again in the published file.

Relies on stand-ins, Datasette and ../shared.
"""

import json
import re
from collections import Counter, defaultdict

import pytest

from harvest.dates import parse
from harvest.queries import load
from tests.helpers.site.recounted import Recounted, asked, number, table, text
from tests.helpers.site.site_pages import get

ENDED = ("WITHDRAWN", "TERMINATED", "COMPLETED")
GOING = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING")
SOON = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION")
HELD = {
    "trials": "SELECT count(*) FROM held_trials",
    "articles": "SELECT count(*) FROM held_articles",
    "mesh terms": "SELECT count(*) FROM mesh_terms",
}
NEAR = {
    "trials": "SELECT count(*) FROM near_trials",
    "articles": "SELECT count(*) FROM near_articles",
}
REMOVED = {
    "trials": "SELECT trial_id FROM trials WHERE removed_on IS NOT NULL",
    "articles": "SELECT article_id FROM articles WHERE removed_on IS NOT NULL",
    "mesh terms": "SELECT ui FROM mesh_terms WHERE 0",
}
STATUS = "SELECT status, count(*) FROM near_trials GROUP BY 1"
FACETS = {
    "trials": {
        "status": STATUS,
        "phase": "SELECT p.phase, count(*) FROM near_trials JOIN trial_phases AS p USING (trial_id)"
        " GROUP BY 1",
        "allocation": "SELECT allocation, count(*) FROM near_trials GROUP BY 1",
        "country": "SELECT country, count(DISTINCT trial_id) FROM near_sites GROUP BY 1",
        "paper": "SELECT CASE WHEN trial_id IN (SELECT trial_id FROM results) THEN 'results'"
        " WHEN trial_id IN (SELECT trial_id FROM tied) THEN 'other' ELSE 'none' END, count(*)"
        " FROM near_trials GROUP BY 1",
        "results": "SELECT CASE has_results WHEN 1 THEN 'posted' ELSE 'none' END, count(*)"
        " FROM near_trials GROUP BY 1",
        "started": "SELECT substr(start_date, 1, 4), count(*) FROM near_trials GROUP BY 1",
        "type": "SELECT study_type, count(*) FROM near_trials GROUP BY 1",
        "sponsor_class": "SELECT lead_sponsor_class, count(*) FROM near_trials GROUP BY 1",
    },
    "articles": {
        "trial": "SELECT CASE WHEN article_id IN (SELECT article_id FROM results) THEN 'results'"
        " WHEN article_id IN (SELECT article_id FROM tied) THEN 'other' ELSE 'none' END, count(*)"
        " FROM near_articles GROUP BY 1",
        "integrity": "SELECT integrity, count(*) FROM near_articles GROUP BY 1",
        "type": "SELECT name, count(DISTINCT article_id) FROM article_types"
        " JOIN near_articles USING (article_id) GROUP BY 1",
        "year": "SELECT year, count(*) FROM near_articles GROUP BY 1",
        "journal": "SELECT journal, count(*) FROM near_articles GROUP BY 1",
        "language": "SELECT language, count(*) FROM near_articles GROUP BY 1",
        "access": "SELECT CASE WHEN pmcid IS NULL THEN 'other' WHEN free_from >"
        " (SELECT date(published_at) FROM publication) THEN 'later' ELSE 'free' END, count(*)"
        " FROM near_articles GROUP BY 1",
    },
}
EXTRACTED = {
    "trials": "SELECT value, count(DISTINCT trial_id) FROM facets"
    " JOIN near_trials USING (trial_id) WHERE facet = ? GROUP BY 1",
    "articles": "SELECT value, count(DISTINCT article_id) FROM facets"
    " JOIN near_articles USING (article_id) WHERE facet = ? GROUP BY 1",
}


def test_the_home_page_counts_what_the_lists_hold(recounted: Recounted) -> None:
    page = recounted.page("/")
    lead = text(page.xpath("//p[@class='lead']")[0])
    trials, papers = (recounted.count(sql) for sql in NEAR.values())
    counted = re.search(r"([\d,]+) trials? and ([\d,]+) papers?,", lead)
    assert counted is not None
    assert [number(each) for each in counted.groups()] == [trials, papers]
    assert (recounted.listed("/trials"), recounted.listed("/articles")) == (trials, papers)
    for kind, total in zip(NEAR, (trials, papers), strict=True):
        held = recounted.count(HELD[kind])
        assert recounted.listed(f"/{kind}?all=1") == held
        noun = "trial" if kind == "trials" else "paper"
        told = re.search(rf"([\d,]+) {noun}s? \(show all", text(page.xpath("//main")[0]))
        assert (number(told[1]) if told else 0) == held - total


def test_each_tile_of_the_home_page_leads_to_as_many_as_it_says(recounted: Recounted) -> None:
    tiles = recounted.page("/").xpath("//ul[@class='tiles']//a")
    found = {tile.get("href"): number(text(tile)) for tile in tiles}
    statuses = {f"/trials?status={s}": n for s, n in recounted.counts(STATUS).items()}
    assert statuses.items() <= found.items()
    for address, sql in {
        "/trials?results=posted": "SELECT count(*) FROM near_trials WHERE has_results = 1",
        "/trials?paper=results&paper=other": "SELECT count(*) FROM near_trials"
        " WHERE trial_id IN (SELECT trial_id FROM tied)",
        "/articles?integrity=retracted&all=1": "SELECT count(*) FROM held_articles"
        " WHERE integrity = 'retracted'",
    }.items():
        assert found.get(address, 0) == recounted.count(sql), address
    assert {address: recounted.listed(address) for address in found} == found


def test_the_news_of_the_home_page_are_what_was_seen_in_30_days(recounted: Recounted) -> None:
    told = recounted.rows(
        "SELECT c.event_label, c.id FROM changes AS c, publication AS p"
        " WHERE julianday(substr(c.seen_at, 1, 10)) + 30 >="
        " julianday(substr(p.published_at, 1, 10)) AND c.origin = 'harvest'"
        " AND NOT EXISTS (SELECT 1 FROM upstream_changes AS u"
        " WHERE u.id = c.upstream AND u.released_on IS NULL) AND c.record_id NOT IN"
        " (SELECT trial_id FROM trials WHERE relevance < (SELECT least FROM cut) UNION ALL"
        " SELECT article_id FROM articles WHERE relevance < (SELECT least FROM cut))"
    )
    counted = Counter(label for label, _ in told)
    page = recounted.page("/")
    chips = {text(a).rpartition(" ")[0]: a for a in page.xpath("//ul[@class='glance']//a")}
    assert len(chips) > 1
    for label, chip in chips.items():
        assert number(text(chip)) == counted[label], label
        listed = recounted.page(chip.get("href")).xpath("//li[@class='change']")
        assert len(listed) == min(counted[label], 100), label
    rest = sum(counted[label] for label in counted if label not in chips)
    every = page.xpath("//section[.//h2[@id='news']]")[0]
    others = re.search(r"and ([\d,]+) changes? of other", text(every))
    assert (number(others[1]) if others else 0) == rest
    assert number(text(every.xpath(".//p[@class='count']/a")[0])) == len(told)
    assert 0 < len(every.xpath(".//section//li")) <= 12 + len(chips)


def test_what_the_home_page_expects_and_shows_is_counted_again(recounted: Recounted) -> None:
    page = recounted.page("/")
    year, month = int(recounted.day[:4]), int(recounted.day[5:7]) + 6
    last = f"{year + (month > 12)}-{(month - 1) % 12 + 1:02}{recounted.day[7:]}"
    soon, late = set(), set()
    for day, status, study in recounted.rows(
        "SELECT primary_completion_date, status, study_id FROM near_trials"
        " WHERE primary_completion_date_type IS NOT 'ACTUAL'"
    ):
        if (read := parse(day or "")) is None:
            continue
        if recounted.day <= read.latest.isoformat() <= last:
            soon |= {study} - ({study} if status in ENDED else set())
        elif read.latest.isoformat() < recounted.day and status in GOING:
            late.add(study)
    said = text(page.xpath("//section[h2/@id='readouts']")[0])
    assert bool(re.search(rf"\b{len(soon)} trials? expect", said)) == bool(soon)
    assert len(page.xpath("//ul[@class='due']/li")) == min(len(soon), 5)
    assert bool(re.search(rf"Overdue: {len(late)} trial", said)) == bool(late)
    assert ("Overdue" in said) == bool(late)
    reporting = recounted.count(
        "SELECT count(DISTINCT article_id) FROM results JOIN near_articles USING (article_id)"
    )
    link = page.xpath("//a[@href='/articles?trial=results']")
    assert reporting == (recounted.listed("/articles?trial=results") if link else 0)
    assert not link or reporting == 1 or number(text(link[0])) == reporting
    drawn = {year: number(n) for year, n in table(page.xpath("//figure//table")[0])[1:]}
    counted = recounted.counts(
        "SELECT substr(first_posted, 1, 4), count(DISTINCT study_id) FROM near_trials GROUP BY 1"
    )
    assert drawn == {year: counted.get(year, 0) for year in drawn}
    earlier = sum(counted.values()) - sum(drawn.values())
    missed = re.search(r"([\d,]+) trials? (?:is|are) of earlier", text(page.xpath("//figure")[0]))
    assert (number(missed[1]) if missed else 0) == earlier


@pytest.mark.parametrize("kind", FACETS)
def test_each_filter_of_a_list_counts_what_it_leads_to(recounted: Recounted, kind: str) -> None:
    choices = recounted.page(f"/{kind}").xpath("//nav[@aria-label='Filters']/section//li/a")
    told: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for choice in choices:
        address = choice.get("href")
        ((name, value),) = asked(address).items()
        told[name][value] = number(choice.xpath("string(.//span[@class='n'])"))
        assert recounted.listed(address) == told[name][value], address
    assert len(told) > 3
    for name, found in told.items():
        sql = FACETS[kind].get(name)
        counted = recounted.counts(sql) if sql else recounted.counts(EXTRACTED[kind], name)
        assert found.items() <= counted.items(), name
        assert len(found) == min(len(counted), 60), name


def test_filters_on_top_of_each_other_count_what_is_left(recounted: Recounted) -> None:
    chosen = "/trials?paper=results&all=1"
    counted = recounted.counts(
        "SELECT status, count(*) FROM held_trials WHERE trial_id IN (SELECT trial_id FROM results)"
        " GROUP BY 1"
    )
    found = {
        asked(a.get("href"))["status"]: number(a.xpath("string(.//span[@class='n'])"))
        for a in recounted.page(chosen).xpath("//section[@aria-labelledby='f-status']//li/a")
    }
    assert recounted.listed(chosen) == sum(counted.values())
    assert found == counted or len(counted) < 2


SPONSORS = """
WITH RECURSIVE above (sponsor, parent) AS (
    SELECT DISTINCT sponsor, sponsor FROM sponsor_names
    UNION SELECT DISTINCT sponsor, rolled_up FROM sponsor_names
    UNION SELECT DISTINCT sponsor, parent FROM sponsor_names WHERE parent IS NOT NULL
    UNION SELECT a.sponsor, n.parent FROM above AS a JOIN sponsor_names AS n ON n.sponsor = a.parent
    WHERE n.parent IS NOT NULL
)
SELECT a.parent, n.sponsor = a.parent, s.role = 'lead', t.study_id, t.trial_id
FROM above AS a JOIN sponsor_names AS n USING (sponsor) JOIN sponsors AS s USING (name)
JOIN held_trials AS t USING (trial_id)
"""


def test_sponsors_count_each_study_once_and_their_pages_say_the_same(recounted: Recounted) -> None:
    roles: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, own, lead, study, trial in recounted.rows(SPONSORS):
        of = roles[name]
        of["leads" if lead else "supports"].add(study)
        of["own" if own else "through members"].add(study)
        of["trials"].add(trial)
    trials = {
        key: (status, posted)
        for key, status, posted in recounted.rows(
            "SELECT study_id, status, has_results FROM held_trials ORDER BY has_results"
        )
    }
    near = {key for (key,) in recounted.rows("SELECT study_id FROM near_trials")}
    page = recounted.page("/sponsors")
    assert number(text(page.xpath("//p[@class='count']")[0])) == len(roles)
    rows = page.xpath("//tbody/tr")
    assert len(rows) == min(len(roles), 100)
    for row in rows:
        address, name = row.xpath("./th/a/@href")[0], row.xpath("string(./th/a)")
        of = roles[name]
        leads, supports = of["leads"], of["supports"] - of["leads"]
        statuses = Counter(trials[t][0] for t in leads)
        soon = sum(statuses[status] for status in SOON)
        posted = sum(trials[t][1] == 1 for t in leads)
        told = [number(text(cell)) for cell in row.xpath("./td")[1:]]
        assert told == [len(leads), soon, statuses["COMPLETED"], posted, len(supports)], address
        own, every = recounted.page(address), leads | supports
        lead = text(own.xpath("//p[@class='lead']")[0])
        assert number(lead.partition("leads ")[2]) == len(leads)
        assert ("supports" in lead) == bool(supports)
        low = re.search(r"([\d,]+) of them ha(?:s|ve) low relevance", lead)
        assert (number(low[1]) if low else 0) == len(every - near)
        if through := of["through members"]:
            assert number(own.xpath("string(//h2[@id='own'])")) == len(of["own"])
            further = own.xpath("string(//h2[@id='trials-of-members'])")
            assert number(further) == len(through - of["own"])
        else:
            assert number(own.xpath("string(//h2[@id='trials'])")) == len(every)
        caption = own.xpath("string(//figure[@id='states']/figcaption)")
        assert number(caption) == len(of["trials"])
        papers = recounted.count(
            "SELECT count(DISTINCT article_id) FROM results JOIN held_articles USING (article_id)"
            " WHERE trial_id IN (SELECT value FROM json_each(?))",
            json.dumps(sorted(of["trials"])),
        )
        assert number(own.xpath("string(//h2[@id='papers'])")) == papers


def test_the_deadlines_count_every_trial_and_agree_with_the_lists(recounted: Recounted) -> None:
    counted = Counter(
        recounted.rows("SELECT clock, state FROM clocks JOIN near_trials USING (trial_id)")
    )
    told = {
        (asked(a.get("href"))["clock"], asked(a.get("href"))["state"]): number(text(a))
        for a in recounted.page("/clocks").xpath("//main//table[1]//a[contains(@href, 'clock=')]")
    }
    assert told == counted
    for (clock, state), count in told.items():
        shown = recounted.page(f"/clocks?clock={clock}&state={state.replace(' ', '+')}")
        assert number(text(shown.xpath("//h2[@id='list']/span")[0])) == count
        assert len(shown.xpath("//ol[@class='cards']/li[h3]")) == min(count, 50)
    for clock in {clock for clock, _ in told}:
        of_clock = sum(count for (each, _), count in told.items() if each == clock)
        assert of_clock == recounted.listed("/trials"), clock
    # What has reported by one count has by the other.
    assert not recounted.rows(
        "SELECT trial_id FROM clocks JOIN trials USING (trial_id) WHERE has_results = 1"
        " AND clock = 'registry_12_months' AND state IN ('overdue', 'running', 'in review')"
    )
    assert not recounted.rows(
        "SELECT trial_id FROM clocks JOIN results AS l USING (trial_id)"
        " JOIN articles AS a USING (article_id) WHERE clock = 'publication_24_months'"
        " AND state IN ('overdue', 'running') AND a.integrity IS NOT 'retracted'"
    )


def test_readouts_are_those_of_the_next_months(recounted: Recounted) -> None:
    last = f"{int(recounted.day[:4]) + 1}{recounted.day[4:]}"
    months: Counter[str] = Counter()
    far = 0
    for day, near in recounted.rows(
        "SELECT primary_completion_date, trial_id IN (SELECT trial_id FROM near_trials)"
        " FROM held_trials WHERE primary_completion_date IS NOT NULL"
        " AND coalesce(primary_completion_date_type, '') <> 'ACTUAL'"
        " AND status NOT IN ('WITHDRAWN', 'TERMINATED', 'COMPLETED')"
    ):
        read = parse(day)
        if read is not None and recounted.day <= read.latest.isoformat() <= last:
            months[read.latest.isoformat()[:7]] += near
            far += not near
    page = recounted.page("/readouts")
    told = {
        heading.xpath("string(.//time/@datetime)"): number(text(heading.xpath("./span")[0]))
        for heading in page.xpath("//h2[time]")
    }
    assert told == {month: count for month, count in months.items() if count}
    assert len(page.xpath("//section[h2/time]//ul[@class='cards']/li")) == months.total()
    # The table that the page offers has the same trials, and those of low relevance.
    assert recounted.listed("/queries/upcoming-readouts") == months.total() + far


def test_the_status_counts_the_records_and_where_they_come_from(recounted: Recounted) -> None:
    records, searches, *_ = recounted.page("/status").xpath("//main//table")
    counts = [[number(cell) for cell in row[1:]] for row in table(records)[1:]]
    assert counts == [
        [recounted.count(HELD[kind]), len(recounted.rows(REMOVED[kind]))] for kind in HELD
    ]
    here = [[number(cell) for cell in row[-2:]] for row in table(searches)[1:]]
    members = recounted.rows(
        "SELECT sum(left_on IS NULL), sum(left_on IS NOT NULL) FROM memberships"
        " GROUP BY search, source"
    )
    assert sorted(here) == sorted(map(list, members))


def test_every_saved_query_has_as_many_rows_as_it_says(recounted: Recounted) -> None:
    for query in load():
        page = recounted.page(f"/queries/{query.slug}")
        told = number(page.xpath("string(//p[@class='count'])"))
        rows = json.loads(get(recounted.site, f"/queries/{query.slug}.json").text)
        assert told == len(rows["rows"] if isinstance(rows, dict) else rows), query.slug
        shown = page.xpath("count(//main//table[starts-with(@class, 'result')]/tbody/tr)")
        assert shown == min(told, 100), query.slug


def test_what_is_removed_is_in_no_saved_query_but_of_what_happened(recounted: Recounted) -> None:
    news = {"changed-since", "status-changes", "outcome-edits", "enrolment-slippage",
            "timeline-slippage", "why-here", "data-quality"}  # fmt: skip
    gone = {key for sql in REMOVED.values() for (key,) in recounted.rows(sql)}
    found = {}
    for query in load():
        answer = json.loads(get(recounted.site, f"/queries/{query.slug}.json").text)
        rows = answer["rows"] if isinstance(answer, dict) else answer
        named = {row.get(key) for row in rows for key in ("trial_id", "article_id")}
        if query.slug not in news and (here := gone & named):
            found[query.slug] = here
    assert found == {}


def test_saved_queries_that_count_agree_with_the_records(recounted: Recounted) -> None:
    for name, column, sql in (
        (
            "countries",
            "Trials",
            "SELECT country, count(DISTINCT trial_id) FROM locations JOIN held_trials"
            " USING (trial_id) GROUP BY 1",
        ),
        (
            "sponsors-compared",
            "Trials",
            "SELECT rolled_up, count(*) FROM held_trials"
            " JOIN sponsor_names ON name = lead_sponsor GROUP BY 1",
        ),
        ("by-year", "Papers", "SELECT year, count(*) FROM held_articles GROUP BY 1"),
        (
            "conditions-covered",
            "Trials",
            "SELECT m.name, count(DISTINCT trial_id) FROM mesh_terms AS m JOIN trial_mesh AS x"
            " USING (ui) JOIN held_trials USING (trial_id) WHERE x.ancestor = 0"
            " AND ui IN (SELECT ui FROM trial_mesh WHERE area = 'condition' AND ancestor = 0)"
            " GROUP BY 1",
        ),
    ):
        heads, *rows = table(recounted.page(f"/queries/{name}").xpath("//table")[-1])
        place = next(at for at, head in enumerate(heads) if head.split(" ")[0] == column)
        told = {row[0]: number(row[place]) for row in rows if number(row[place])}
        counted = recounted.counts(sql)
        assert told.items() <= counted.items(), name
        assert len(told) == min(len(counted), 100), name
