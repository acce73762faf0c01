"""Saved queries: the form of their files, and that each runs and finds what it should.

Relies on nothing beside the program.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from harvest import fulltext
from harvest.errors import UsageError
from harvest.publish import publish
from harvest.queries import AUDIENCES, RELEVANT, Query, choices, find, load
from harvest.site.words import RELATIONS
from tests.helpers.bases.work_base import NOW, THAT_DAY, create, make_config
from tests.helpers.clock import FakeClock
from tests.helpers.queried_base import build

QUERIES = load()
every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.slug)


def connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    fulltext.register(db)
    return db


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    config = make_config(tmp_path_factory.mktemp("empty"))
    create(config.store.path)
    publish(config, clock=FakeClock(THAT_DAY))
    with closing(connect(config.publish.path)) as db:
        yield db


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A base in which every query has something to find."""
    config = build(tmp_path_factory.mktemp("full"))
    with closing(connect(config.publish.path)) as db:
        yield db


def run(db: sqlite3.Connection, query: Query, **given: str) -> list[sqlite3.Row]:
    return db.execute(query.sql, query.values(given)).fetchall()


def test_there_are_the_queries_that_need_no_history() -> None:
    assert len(QUERIES) >= 20
    assert {name for query in QUERIES for name in query.audiences} == set(AUDIENCES)


@every_query
def test_a_query_runs_on_an_empty_base(query: Query, empty: sqlite3.Connection) -> None:
    assert isinstance(run(empty, query), list)
    for param in query.params:
        assert isinstance(choices(empty, param), tuple)


@every_query
def test_a_query_finds_something_with_its_defaults(query: Query, full: sqlite3.Connection) -> None:
    assert run(full, query)


@every_query
def test_a_query_shows_no_raw_code_and_no_column_twice(
    query: Query, full: sqlite3.Connection
) -> None:
    rows = run(full, query)
    names = rows[0].keys()
    assert len(set(names)) == len(names)
    codes = {"RECRUITING", "NOT_YET_RECRUITING", "PHASE1|PHASE2", "BIOLOGICAL", "RANDOMIZED"}
    assert not codes & {value for row in rows for value in tuple(row)}


@every_query
def test_every_choice_of_a_query_is_accepted(query: Query, full: sqlite3.Connection) -> None:
    for param in query.params:
        offered = choices(full, param)
        if param.type == "choice":
            assert param.default in {value for value, _ in offered} | {""}
        for value, label in offered:
            assert label
            run(full, query, **{param.name: value})


@every_query
def test_a_query_with_empty_fields_equals_its_defaults(
    query: Query, full: sqlite3.Connection
) -> None:
    blank = {param.name: "" for param in query.params}
    stock = full.execute(query.standalone_sql, blank).fetchall()
    assert [tuple(row) for row in stock] == [tuple(row) for row in run(full, query)]


@every_query
def test_a_query_takes_any_text_as_a_value(query: Query, full: sqlite3.Connection) -> None:
    for param in query.params:
        if param.type in ("text", "choice"):
            for text in ('"', "'); DROP TABLE trials; --", "NEAR(", "%", "*", "\x00x", "é" * 500):
                run(full, query, **{param.name: text})


def test_a_query_narrows_by_its_parameters(full: sqlite3.Connection) -> None:
    recruiting = find("recruiting-trials")
    assert recruiting is not None
    assert len(run(full, recruiting, country="China")) == len(run(full, recruiting))
    assert run(full, recruiting, country="Chile") == []
    assert run(full, recruiting, words='"umbilical cord" -cirrhosis') == []
    assert run(full, recruiting, phase="PHASE2") != []
    assert run(full, recruiting, phase="PHASE3") == []


def asked(db: sqlite3.Connection, slug: str, **given: str) -> list[sqlite3.Row]:
    query = find(slug)
    assert query is not None
    return run(db, query, **given)


def test_the_three_clocks_differ(full: sqlite3.Connection) -> None:
    [law] = asked(full, "overdue-results", clock="us_law")
    assert (law["trial_id"], law["due"], law["due_is"]) == (
        "NCT90000012", "2021-05-31", "last possible day"
    )  # fmt: skip
    year = {row["trial_id"] for row in asked(full, "overdue-results", clock="registry_12_months")}
    assert {"NCT90000012", "NCT90000014"} <= year
    assert "NCT90000013" not in year
    met = asked(full, "overdue-results", clock="registry_12_months", state="met late")
    assert [row["trial_id"] for row in met] == ["NCT90000013"]
    none = asked(full, "overdue-results", clock="us_law", state="exempt")
    assert none == []


PROMISED = {
    "adverse-events": "event affected of_participants",
    "candidates-to-judge": "article_id probability",
    "cells-given": "cell_source donor route dose",
    "changed-since": "what before after",
    "completed-without-paper": "likely_paper probability",
    "enrolment-slippage": "first_known_plan participants_now",
    "link-disagreements": "article_id disagreement",
    "new-registrations": "registered title",
    "other-registries": "number trial_id",
    "outcome-edits": "edit before after",
    "outcome-measures": "measure time_frame",
    "overdue-results": "state due",
    "overdue-trials": "primary_completion status",
    "papers-of-trials": "article_id reason",
    "posted-figures": "outcome value analysed",
    "posted-results": "deaths serious_events_in",
    "randomised-papers": "registry_numbers trial_id",
    "recruiting-trials": "countries phase",
    "registry-against-paper": "registry paper",
    "registry-paper-questions": "question",
    "related-records": "reasons title",
    "retracted-papers": "integrity trial_id",
    "sites": "facility city country",
    "status-changes": "before after reason",
    "stopped-trials": "status why_stopped",
    "timeline-slippage": "moves moved_by_days",
    "upcoming-readouts": "primary_completion title",
    "why-here": "search registry",
}
"""Query, and the columns that its title promises."""


@pytest.mark.parametrize("slug", PROMISED)
def test_the_columns_that_a_title_promises_come_first_behind_the_record(
    full: sqlite3.Connection, slug: str
) -> None:
    [query] = [each for each in QUERIES if each.slug == slug]
    columns = [column[0] for column in full.execute(query.sql, query.values({})).description]
    promised = PROMISED[slug].split()
    assert set(promised) <= set(columns[: len(promised) + 2]), columns


def test_the_table_of_trials_has_titles_and_leaves_out_what_the_lists_leave_out(
    full: sqlite3.Connection,
) -> None:
    full.execute("SAVEPOINT before")
    full.execute("UPDATE trials SET acronym = 'HELP', relevance = ? WHERE rowid = 1", (RELEVANT,))
    full.execute("UPDATE trials SET relevance = ? WHERE rowid = 2", (RELEVANT - 0.01,))
    usual, every = asked(full, "characteristics"), asked(full, "characteristics", topic="with")
    full.execute("ROLLBACK TO before")
    assert len(every) == len(usual) + 1
    [named] = [each for each in usual if each["acronym"] == "HELP"]
    assert named["trial"].startswith("Umbilical cord mesenchymal stem cells")


def test_what_is_probable_stands_before_what_a_person_has_to_check(
    full: sqlite3.Connection,
) -> None:
    full.execute("SAVEPOINT before")
    insert = (
        "INSERT INTO trial_articles SELECT trial_id, ?, 'candidate', 'candidate', basis, ?, ?,"
        " 0, evidence, first_seen, last_seen, NULL FROM trial_articles"
        " WHERE trial_id = 'NCT90000011' OR rule = 'candidate' LIMIT 1"
    )
    full.execute("DELETE FROM trial_articles WHERE article_id IN ('90000011', '90000012')")
    full.execute(insert, ("90000011", 0.947, 0))
    full.execute(insert, ("90000012", 0.943, 1))
    rows = [row["article_id"] for row in asked(full, "candidates-to-judge")]
    full.execute("ROLLBACK TO before")
    assert rows.index("90000012") < rows.index("90000011")


def test_a_pair_of_trial_and_paper_is_one_row_with_all_its_rules_in_words(
    full: sqlite3.Connection,
) -> None:
    rows = asked(full, "papers-of-trials")
    pairs = [(row["trial_id"], row["article_id"]) for row in rows]
    assert len(pairs) == len(set(pairs)) > 1
    codes = {code for (code,) in full.execute("SELECT rule FROM link_rules")}
    titles = {title for (title,) in full.execute("SELECT title FROM link_rules")}
    for pair in rows:
        rules = set(pair["rules"].split("; "))
        assert not rules & codes - titles
        assert rules <= titles | {"verdict of a person", "comparison of both records"}
    assert any("; " in pair["rules"] for pair in rows)


def test_the_relation_of_a_paper_stands_in_the_words_of_its_trials_page(
    full: sqlite3.Connection,
) -> None:
    rows = asked(full, "papers-of-trials") + asked(full, "link-disagreements")
    assert {row["relation"] for row in rows} <= set(RELATIONS.values())
    [query] = [each for each in QUERIES if each.slug == "papers-of-trials"]
    offered = choices(full, query.params[0])
    assert offered
    found = [
        (label, {row["relation"] for row in asked(full, "papers-of-trials", relation=code)})
        for code, label in offered
    ]
    assert found == [(RELATIONS[code], {RELATIONS[code]}) for code, _ in offered]


def test_a_trial_without_a_results_paper_is_the_same_in_the_query_and_by_its_deadline(
    full: sqlite3.Connection,
) -> None:
    without = {row["trial_id"] for row in asked(full, "completed-without-paper", months="24")}
    states = dict(
        full.execute(
            "SELECT c.trial_id, c.state FROM clocks AS c JOIN trials AS t ON "
            "t.trial_id = c.trial_id WHERE c.clock = 'publication_24_months' "
            "AND t.status = 'COMPLETED' AND c.state IN ('overdue', 'met', 'met late')"
        ).fetchall()
    )
    assert without
    assert without == {trial_id for trial_id, state in states.items() if state == "overdue"}


def test_a_site_is_open_only_while_its_trial_is(full: sqlite3.Connection) -> None:
    open_sites = {row["trial_id"] for row in asked(full, "sites")}
    every = {row["trial_id"]: row for row in asked(full, "sites", open="all")}
    assert "NCT90000011" not in open_sites  # terminated; the registry leaves its site recruiting
    assert every["NCT90000011"]["trial_status"] == "Terminated"
    assert {every[trial_id]["trial_status"] for trial_id in open_sites} == {"Recruiting"}
    assert every["NCT90000015"]["stated_end_passed"] == "2024-01"
    assert every["NCT90000001"]["stated_end_passed"] is None
    [recruiting] = full.execute(
        "SELECT sum(recruiting) FROM trial_countries WHERE trial_id = 'NCT90000011'"
    ).fetchone()
    assert recruiting == 0


def test_a_status_change_is_told_in_words_with_its_reason(full: sqlite3.Connection) -> None:
    [row] = asked(full, "status-changes")
    assert (row["trial_id"], row["before"], row["after"], row["reason"]) == (
        "NCT90000011", "Recruiting", "Terminated", "slow recruitment"
    )  # fmt: skip
    assert (row["dated_by_registry"], row["seen"]) == ("2026-11-01", NOW[:10])
    # A change counts from the day on which it was seen: the sponsor's own day may lie weeks back.
    assert asked(full, "status-changes", days="5") == [row]
    assert asked(full, "status-changes", status="COMPLETED") == []


def test_enrolment_slips_from_the_first_plan_to_what_stands(full: sqlite3.Connection) -> None:
    [row] = asked(full, "enrolment-slippage")
    assert (row["first_known_plan"], row["participants_now"], row["percent"], row["steps"]) == (
        90, 40, -56.0, 2
    )  # fmt: skip
    assert asked(full, "enrolment-slippage", percent="60") == []


def test_a_timeline_slips_from_the_first_date_to_what_stands(full: sqlite3.Connection) -> None:
    [row] = asked(full, "timeline-slippage")
    assert (row["first_known_date"], row["date_now"]) == ("2025-12", "2027-02")
    assert (row["moved_by_days"], row["moves"]) == (424, 2)
    assert asked(full, "timeline-slippage", days="425") == []


def test_an_outcome_edit_before_the_start_is_shown_on_request(full: sqlite3.Connection) -> None:
    [row] = asked(full, "outcome-edits")
    assert (row["trial_id"], row["before"]) == ("NCT90000002", "primary, Survival")
    assert len(asked(full, "outcome-edits", timing="any")) == 2


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13", "2026-13-45", "0000", "٢٠٢٦", "1 May"])
def test_a_day_that_no_calendar_has_is_no_empty_result(full: sqlite3.Connection, day: str) -> None:
    with pytest.raises(UsageError, match="since: is not a date; write 2026, 2026-11"):
        asked(full, "changed-since", since=day)


def test_what_changed_since_a_day_leaves_out_what_was_seen_before(full: sqlite3.Connection) -> None:
    assert len(asked(full, "changed-since")) == 7
    assert asked(full, "changed-since", since="2026-11-25") == []
    [row] = asked(full, "changed-since", since="2026-11-24", event="stopped")
    assert (row["before"], row["after"]) == ("Recruiting", "Terminated")


def test_questions_to_papers_narrow_by_what_they_are_about(full: sqlite3.Connection) -> None:
    [row] = asked(full, "registry-paper-questions")
    assert (row["about"], row["paper_says"]) == ("participants", "We treated 36.")
    assert asked(full, "registry-paper-questions", field="phase") == []


def test_a_trial_that_should_be_over_is_one_whose_date_has_passed(full: sqlite3.Connection) -> None:
    found = {row["trial_id"]: row["reason"] for row in asked(full, "overdue-trials")}
    assert found["NCT90000014"] == "date of primary completion has passed"
    assert "NCT90000001" not in found
    assert asked(full, "overdue-trials", words="nothingofthekind") == []


def test_readouts_lie_ahead(full: sqlite3.Connection) -> None:
    assert {row["primary_completion"] for row in asked(full, "upcoming-readouts")} == {"2027-02"}
    assert asked(full, "upcoming-readouts", months="1") == []


def test_a_retracted_paper_names_its_notice_and_the_trial_that_cites_it(
    full: sqlite3.Connection,
) -> None:
    retracted = find("retracted-papers")
    assert retracted is not None
    paper = next(each for each in run(full, retracted) if each["article_id"] == "90000011")
    assert (paper["article_id"], paper["integrity"]) == ("90000011", "Retracted")
    assert paper["notice"] == "Retracted by J. 2026;1:1"
    assert paper["cited_by_trials"] == "NCT90000011"


def test_a_trial_named_by_a_paper_and_not_held_is_found(full: sqlite3.Connection) -> None:
    named = find("trials-named-not-held")
    assert named is not None
    assert [row["number"] for row in run(full, named)] == ["NCT90000077"]


def test_every_picture_and_document_names_columns_of_its_result(empty: sqlite3.Connection) -> None:
    drawn = [query for query in load() if query.picture or query.document]
    assert {bool(query.picture) for query in drawn} == {True, False}
    for query in drawn:
        cursor = empty.execute(query.sql, query.values({}))
        names = {column[0] for column in cursor.description}
        picture = {query.picture.label, *query.picture.values} if query.picture else set()
        assert picture | set(query.document) <= names, query.slug


@every_query
def test_every_query_that_names_papers_says_which_are_retracted(
    query: Query, empty: sqlite3.Connection
) -> None:
    columns = [column[0] for column in empty.execute(query.sql, query.values({})).description]
    if "article_id" in columns:
        assert {"integrity", "retracted_papers"} & set(columns)
    if query.slug == "characteristics":
        assert "marked_papers" in columns


def test_every_query_about_records_names_them_for_references_and_feeds(
    empty: sqlite3.Connection,
) -> None:
    for query in load():
        cursor = empty.execute(query.sql, query.values({}))
        names = {column[0] for column in cursor.description}
        counts = "GROUP BY" in query.sql or "operator" in query.audiences
        assert counts or names & {"trial_id", "article_id", "ui"}, query.slug
