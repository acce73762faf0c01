"""What a publication holds: every column, described, in words, and nobody's address.

Relies on nothing beside the program.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harvest.errors import UpstreamDataError
from harvest.publish import APPLICATION_ID, publish, schema
from harvest.publish.build import content_hash
from harvest.publish.functions import abstract, last_day, spelt_out, without_email
from harvest.rows import ROWS
from tests.helpers.bases.publications import generation, leftovers, rows
from tests.helpers.bases.work_base import (
    NOW,
    RUN,
    article,
    create,
    execute,
    filled,
    insert,
    make_config,
    row,
    trial,
)
from tests.helpers.clock import FakeClock

# --- what it holds ---


def test_every_column_of_the_record_tables_is_published(tmp_path: Path) -> None:
    create(tmp_path / "work.db")
    published = {table.name: {c.name for c in table.columns} for table in schema.read()}
    with closing(sqlite3.connect(tmp_path / "work.db")) as db:
        for name in (name for tables in ROWS.values() for name in tables):
            columns = {column[1] for column in db.execute(f"PRAGMA table_info([{name}])")}
            assert columns <= published[name], name


def test_what_a_record_may_leave_empty_may_be_empty_in_the_publication(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    publish(config)
    with closing(sqlite3.connect(tmp_path / "work.db")) as db:
        for name in (name for tables in ROWS.values() for name in tables):
            optional = {c[1] for c in db.execute(f"PRAGMA table_info([{name}])") if not c[3]}
            demanded = {c[1] for c in rows(config, f"PRAGMA table_info([{name}])") if c[3]}
            assert not optional & demanded, name


def test_every_published_column_is_described_once(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    publish(config)
    for table in schema.read():
        described = [column.name for column in table.columns]
        held = [column[1] for column in rows(config, f"PRAGMA table_info([{table.name}])")]
        assert table.description
        assert table.virtual or described == held, table.name


def test_the_contract_columns_are_there(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    publish(config)
    contract = {
        "trials": "trial_id brief_title official_title acronym status why_stopped study_type phase "
        "enrollment enrollment_type start_date primary_completion_date completion_date "
        "first_posted last_updated lead_sponsor has_results brief_summary url relevance removed_on",
        "articles": "article_id title abstract journal year published doi pmcid language retracted "
        "integrity url relevance removed_on",
        "trial_articles": "trial_id article_id rule relation score evidence first_seen last_seen",
        "locations": "trial_id facility city country latitude longitude status",
        "mesh_terms": "ui name scope_note tree_numbers",
        "trial_mesh": "trial_id ui",
        "article_mesh": "article_id ui major",
        "memberships": "kind record_id search source first_seen last_seen left_on",
        "quarantine_summary": "source record_id reason times last_seen",
    }
    for table, columns in contract.items():
        held = {column[1] for column in rows(config, f"PRAGMA table_info([{table}])")}
        assert set(columns.split()) <= held, table


def test_codes_stand_beside_their_words(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    execute(config.store.path, "UPDATE trials SET status = 'BRAND_NEW_TERM', sex = 'ALL'")
    publish(config)
    assert rows(
        config, "SELECT status, status_label, phase, phase_label, sex_label FROM trials"
    ) == [("BRAND_NEW_TERM", "Brand new term", "PHASE1|PHASE2", "Phase 1/2", "All")]
    assert rows(config, "SELECT phase, phase_label FROM trial_phases ORDER BY 1") == [
        ("PHASE1", "Phase 1"),
        ("PHASE2", "Phase 2"),
    ]


def test_partial_dates_keep_their_precision_and_get_a_last_day_for_comparing() -> None:
    assert last_day("2027-02") == "2027-02-28"
    assert last_day("2028") == "2028-12-31"
    assert last_day("2027-02-03") == "2027-02-03"
    assert last_day("Spring 2010") is None
    assert last_day(None) is None


def test_a_descriptor_in_use_but_not_fetched_stands_with_the_name_seen(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    publish(config)
    assert rows(config, "SELECT ui, name, scope_note, n_trials, n_articles FROM mesh_terms") == [
        ("D008103", "Liver Cirrhosis", "Scarring of the liver.", 1, 1),
        ("D999001", "Unfetched Term", None, 0, 1),
    ]


def test_a_reference_to_a_paper_that_is_not_held_is_kept_but_ties_nothing(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 1)
    publish(config)
    assert rows(config, "SELECT trial_id, pmid FROM trial_references ORDER BY 1") == [
        ("NCT90000001", "90000001"),
        ("NCT90000002", "90000002"),
    ]
    assert rows(config, "SELECT trial_id, article_id, rule, relation FROM trial_articles") == [
        ("NCT90000001", "90000001", "registry_result", "results")
    ]


@pytest.mark.parametrize(("mode", "length"), [("full", 10_000), ("teaser", 302), ("none", 0)])
def test_abstracts_are_published_as_the_configuration_says(
    tmp_path: Path, mode: str, length: int
) -> None:
    config = filled(tmp_path, 1, 1, abstracts=mode)
    publish(config)
    [(text,)] = rows(config, "SELECT abstract FROM articles")
    assert len(text or "") <= length
    assert bool(text) == (mode != "none")
    assert len(rows(config, "SELECT 1 FROM abstract_sections")) == (mode == "full")
    hits = rows(config, "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'scarred'")
    assert len(hits) == (mode != "none")


def test_a_teaser_ends_at_a_word() -> None:
    text = "word " * 100
    assert abstract(text, "teaser") == "word " * 60 + "…"
    assert abstract("short", "teaser") == "short"
    assert abstract(None, "full") is None


def test_mail_addresses_of_persons_are_left_out(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 2)
    contact = (
        '{"pointOfContact": {"title": "PI", "email": "pi@clinic.example", "phone": "5550100"}}'
    )
    insert(config.store.path, [row("result_sections", "NCT90000001", "moreInfoModule", contact)])
    publish(config)
    data = config.publish.path.read_bytes()
    for private in (b"ann.tester@", b"a.tester@", b"pi@clinic", b"5550100"):
        assert private not in data
    assert rows(config, "SELECT DISTINCT affiliation FROM authors WHERE position = 0") == [
        ("Clinic, Town.",)
    ]
    assert rows(config, "SELECT json FROM result_sections") == [
        ('{"pointOfContact":{"title":"PI"}}',)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("no address", "no address"),
        ("Clinic; E-mail: x.y@z.example", "Clinic"),
        ("x@y.example", None),
        ("Clinic, Town. x@y.example.", "Clinic, Town."),
        ("Clinic, Town x@y.example.", "Clinic, Town."),
        ("Clinic, Town.. Electronic address: x@y.example.", "Clinic, Town."),
        ("Clinic; x@y.example.", "Clinic"),
        ("Clinic. x@y.example.; Ward, Town.", "Clinic.; Ward, Town."),
        ("10 mg @ 5 mL", "10 mg @ 5 mL"),
    ],
)
def test_only_addresses_are_cut_from_a_text(text: str | None, expected: str | None) -> None:
    assert without_email(text) == expected


def test_an_unknown_code_is_spelt_out_and_a_text_is_left_alone() -> None:
    assert spelt_out("NOT_YET_KNOWN") == "Not yet known"
    assert spelt_out("Already words") == "Already words"


def test_full_text_finds_stems_and_ranks_titles_first(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 0)
    insert(
        config.store.path,
        [
            *trial(7, brief_title="Splenectomies", brief_summary="Other"),
            *trial(8, brief_title="Other", brief_summary="After splenectomy only."),
        ],
    )
    publish(config)
    found = rows(
        config,
        "SELECT t.trial_id FROM trials_fts AS f JOIN trials AS t ON t.rowid = f.rowid "
        "WHERE trials_fts MATCH 'splenectomy' ORDER BY f.rank",
    )
    assert found == [("NCT90000007",), ("NCT90000008",)]


def test_a_publication_tells_its_generation_counts_and_content(
    tmp_path: Path, clock: FakeClock
) -> None:
    config = filled(tmp_path, 3, 2)
    first = publish(config, clock=clock)
    [(hash_1,)] = rows(config, "SELECT content_hash FROM publication")
    second = publish(config, clock=clock)
    [(number, at, hash_2)] = rows(
        config, "SELECT generation, published_at, content_hash FROM publication"
    )
    assert (first.generation, second.generation, number) == (1, 2, 2)
    assert second.counts["trials"] == 3
    assert second.counts["articles"] == 2
    assert at == "2026-11-24T06:00:00Z"
    assert hash_1 == hash_2
    with closing(sqlite3.connect(config.publish.path)) as db:
        assert content_hash(db) == hash_2
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    execute(config.store.path, "UPDATE trials SET acronym = 'X' WHERE trial_id = 'NCT90000001'")
    publish(config)
    assert rows(config, "SELECT content_hash FROM publication") != [(hash_1,)]


def test_the_file_may_be_read_by_others_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    old = os.umask(0o077)
    try:
        publish(config)
    finally:
        os.umask(old)
    assert config.publish.path.stat().st_mode & 0o777 == 0o644
    assert leftovers(config) == []


def test_an_empty_work_database_is_published(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    create(config.store.path)
    assert publish(config).counts["trials"] == 0


def test_what_no_complete_run_has_gathered_is_published_and_says_so(tmp_path: Path) -> None:
    config = filled(tmp_path, 2, 1)
    execute(config.store.path, "UPDATE runs SET state = 'interrupted'")
    assert publish(config).counts["trials"] == 2
    asked = "SELECT unfinished, missing FROM publication"
    assert rows(config, asked) == [(1, '["PubMed, search core: not queried yet"]')]
    assert rows(config, "SELECT source, search, state FROM searches") == [
        ("pubmed", "core", "not asked")
    ]
    execute(config.store.path, "UPDATE runs SET state = 'complete'")
    later = f"{RUN} VALUES (2, ?, NULL, 'running', 0, 'harvest 0', NULL)"
    execute(config.store.path, later, (NOW,))
    assert publish(config).generation == 2
    assert rows(config, asked) == [(0, "[]")]


def test_where_nothing_has_been_harvested_nothing_is_published(tmp_path: Path) -> None:
    config = make_config(tmp_path)
    create(config.store.path)
    execute(config.store.path, "UPDATE runs SET state = 'interrupted'")
    with pytest.raises(UpstreamDataError, match="nothing has been harvested yet"):
        publish(config)
    assert not config.publish.path.exists()
    assert leftovers(config) == []


def test_a_generation_never_goes_back_even_if_the_file_before_is_lost(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    for run in range(2, 6):
        execute(
            config.store.path,
            f"{RUN} VALUES (?, ?, ?, 'complete', 0, 'harvest 0', NULL)",
            (run, NOW, NOW),
        )
        publish(config)
    before = generation(config.publish.path)
    config.publish.path.unlink()
    assert publish(config).generation >= before


def test_records_added_later_are_published(tmp_path: Path) -> None:
    config = filled(tmp_path, 1, 1)
    publish(config)
    insert(config.store.path, [*trial(2), *article(2)])
    counts = publish(config).counts
    assert (counts["trials"], counts["articles"]) == (2, 2)


# --- the schema files ---


ALL = "SELECT * FROM work.t"
SHORT = '-- T.\nCREATE TABLE t (\n    a TEXT, -- x\n    "end" TEXT -- y\n);\nINSERT INTO t '


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("CREATE TABLE t (\n    a TEXT -- x\n);\n", "needs a comment"),
        ("-- T.\nCREATE TABLE other (\n    a TEXT -- x\n);\n", "CREATE TABLE t"),
        ("-- T.\nCREATE TABLE t (\n    a TEXT\n);\n", "no '-- comment' behind: a TEXT"),
        ("-- T.\nCREATE TABLE t (\n    a TEXT -- x\n);\nSELECT 1\n", "line 5: .* semicolon"),
    ],
)
def test_a_schema_file_out_of_form_is_named(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "t.sql").write_text(text)
    with pytest.raises(ValueError, match=problem):
        schema.read(tmp_path)


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        (ALL, [("1", "2")]),
        ("SELECT s.*, 'a, FROM (b' AS a FROM work.t AS s", [("a, FROM (b", "2")]),
        (
            'SELECT *, (SELECT max(a, "end") FROM work.t) AS "end" FROM work.t ORDER BY a',
            [("1", "2")],
        ),
        ("SELECT t.*, t.odd AS a FROM work.t AS t JOIN work.t AS u ON u.a = t.a", [("3", "2")]),
        ("(a) SELECT odd FROM work.t", [("3", None)]),
    ],
)
def test_an_insert_fills_every_column_that_it_does_not_name_as_it_comes(
    tmp_path: Path, given: str, rows: list[tuple[str, ...]]
) -> None:
    (tmp_path / "t.sql").write_text(f"{SHORT}{given};\n", "utf-8")
    (table,) = schema.read(tmp_path)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("ATTACH ':memory:' AS work")
        db.execute('CREATE TABLE work.t (odd TEXT, "end" TEXT, a TEXT)')
        db.execute("INSERT INTO work.t VALUES ('3', '2', '1')")
        for statement in table.statements:
            db.execute(statement)
        assert db.execute("SELECT * FROM main.t").fetchall() == rows


def test_a_column_that_the_work_database_lacks_is_an_error_not_a_text(tmp_path: Path) -> None:
    (tmp_path / "t.sql").write_text(f"{SHORT}{ALL};\n", "utf-8")
    (table,) = schema.read(tmp_path)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("ATTACH ':memory:' AS work")
        db.execute("CREATE TABLE work.t (a TEXT)")
        db.execute(table.statements[0])
        with pytest.raises(sqlite3.OperationalError, match="no such column: end"):
            db.execute(table.statements[1])


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("SELECT *, 1 AS c FROM work.t", "the table has no column c"),
        ("SELECT *, 1 FROM work.t", "no 'AS column' behind: 1"),
    ],
)
def test_a_short_insert_out_of_form_is_named(tmp_path: Path, given: str, problem: str) -> None:
    (tmp_path / "t.sql").write_text(f"{SHORT}{given};\n", "utf-8")
    with pytest.raises(ValueError, match=rf"^t\.sql: {problem}"):
        schema.read(tmp_path)
