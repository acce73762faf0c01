"""The search appendix of a review: what PRISMA-S asks for (Rethlefsen 2021), from the run ledger.

Everything is read from the public file: databases, exact strings, what the service made of them,
dates, hits of every run, deduplication, and which search found how many of the relevant records.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from harvest.dates import in_words
from harvest.identifiers.about import abouts, named
from harvest.queries import RELEVANT
from harvest.references.flow import ImportedFile, imported_files
from harvest.report.document import Block, Grid, Heading, Paragraph, Verbatim
from harvest.strategy.not_found import NotFound, read, told

_SQL = Path(__file__).with_name("sql")
_RUNS_SHOWN = 200
_RECORDS_SHOWN = 500


class _Search(NamedTuple):
    source: str
    search: str
    sent: str
    translation: str | None
    promised: int | None
    state: str
    finished: str
    data_timestamp: str | None
    warnings: str
    error: str | None
    bulk_files: str | None


class _Flow(NamedTuple):
    identified: int
    distinct: int
    trials: int
    articles: int
    otherwise: int
    left: int
    held: int
    trials_on_topic: int
    articles_on_topic: int
    studies: int
    studies_on_topic: int
    registered_more_than_once: int
    preprints: int
    preprints_on_topic: int
    trials_with_preprint: int
    trials_with_paper: int
    papers_of_trials: int
    merged: int
    unreadable: int
    removed: int


def prisma_s(connection: sqlite3.Connection) -> list[Block]:
    """The report as blocks, from a connection to the public file."""
    return [
        *_head(connection),
        *_incomplete(connection),
        *_searches(connection),
        *_bulk_files(connection),
        *_other_methods(connection),
        *_flow(connection),
        *_summary(connection),
        *_runs(connection),
    ]


def _query(connection: sqlite3.Connection, name: str, **values: float) -> list[tuple[Any, ...]]:
    return connection.execute((_SQL / f"{name}.sql").read_text("utf-8"), values).fetchall()


def _head(connection: sqlite3.Connection) -> Iterator[Block]:
    title, software, published, complete = connection.execute(
        "SELECT title, software, published_at, last_complete FROM publication"
    ).fetchone()
    yield Heading(1, f"Search report: {title}")
    yield Paragraph(
        "Reported after PRISMA-S (Rethlefsen et al. 2021). The numbers in brackets are its items. "
        f"Made by {software} from the publication of {published}; the last complete search ended "
        f"{complete or 'never'}. All times are UTC."
    )


def _incomplete(connection: sqlite3.Connection) -> Iterator[Block]:
    unfinished, missing = connection.execute(
        "SELECT unfinished, missing FROM publication"
    ).fetchone()
    if sentences := json.loads(missing):
        head = "The first harvest is not complete" if unfinished else "Some data are not up to date"
        yield Paragraph(f"{head}: {'; '.join(sentences)}.")


def _searches(connection: sqlite3.Connection) -> Iterator[Block]:
    searches = [_Search(*row) for row in _query(connection, "searches")]
    files = imported_files(connection)
    words = read(connection)
    yield Heading(2, "Databases and registries searched [1, 3, 8]")
    if not searches and not files:
        yield Paragraph("No search has been run yet.")
        return
    for source in dict.fromkeys(each.source for each in searches):
        yield Heading(3, _full_name(source))
        for each in (each for each in searches if each.source == source):
            yield from _one_search(each, words)
    for database in dict.fromkeys(each.database for each in files):
        yield Heading(3, database)
        for file in (each for each in files if each.database == database):
            yield from _one_file(file)
    yield Heading(2, "Limits, filters and peer review [9, 10, 14]")
    yield Paragraph(
        "No limit by date, language, status or publication type was applied beyond what the "
        "strings above say. No published filter was used. The strings are rendered from one list "
        "of concepts; the command “harvest strategy” checks them for unknown terms and phrases "
        "that a service would break up. They were not peer reviewed unless the authors add so here."
    )


def _by_hand(source: str) -> bool:
    """Whether a person searches there, and the program reads what was exported."""
    return any(each.inbox for each in abouts() if each.name == source)


def _full_name(source: str) -> str:
    """The name of a source with who runs it and how it was asked."""
    return next((each.full_name for each in abouts() if each.name == source), source)


def _database(source: object) -> str:
    """The name of a source in tables."""
    return named(str(source))


def _one_search(search: _Search, words: Sequence[NotFound]) -> Iterator[Block]:
    hits = "unknown" if search.promised is None else f"{search.promised:,}"
    dated = f", data of {search.data_timestamp}" if search.data_timestamp else ""
    if _by_hand(search.source):
        yield from _one_export(search, hits)
        return
    parts = search.sent.count("\n") + 1
    strings = f"The {parts} exact strings, one per line" if parts > 1 else "The exact string"
    yield Paragraph(
        f"Search “{search.search}”, last run {search.finished} [13]{dated}: {search.state}, "
        f"{hits} records. {strings} [8]:"
    )
    yield Verbatim(search.sent)
    if search.bulk_files:
        yield Paragraph(f"It was not sent: its concepts were searched in {search.bulk_files}.")
    if search.translation:
        yield Paragraph("As the service translated it:")
        yield Verbatim(search.translation)
    for warning in json.loads(search.warnings):
        yield Paragraph(f"Warning of the service: {warning}")
    named = (search.search, search.source)
    if absent := [each.word for each in words if (each.search, each.source) == named]:
        yield Paragraph(f"In this search {told(absent)}.")
    if search.error:
        yield Paragraph(f"Error: {search.error}")


def _bulk_files(connection: sqlite3.Connection) -> Iterator[Block]:
    rows = _query(connection, "bulk_files")
    if not rows:
        return
    yield Heading(2, "Records from the registries' own files [1, 13]")
    yield Paragraph(
        "These searches were answered by this program from the files in which a registry gives out "
        "all of its records. It looks for the words of the concepts where the service does, and "
        "for MeSH headings with all below them. Synonyms that a registry adds to a word "
        "are found only where it made MeSH terms of them; what else they bring is found "
        "when the service itself is asked."
    )
    yield Grid(
        ("Run", "Ended", "Database", "Search", "State", "Records", "New", "Data of", "Files"),
        [(*row[:2], _database(row[2]), *row[3:]) for row in rows[:_RUNS_SHOWN]],
    )


def _one_export(search: _Search, hits: str) -> Iterator[Block]:
    day = in_words(search.data_timestamp)
    yield Paragraph(
        f"Searched by hand at the portal, exported on {day or 'an unknown day'} and imported "
        f"{search.finished} [13]: {hits} records. The search [8]:"
    )
    yield Verbatim(search.sent)
    for note in json.loads(search.warnings):
        yield Paragraph(f"Note: {note}.")


def _one_file(file: ImportedFile) -> Iterator[Block]:
    """A search that a person made in a database which is not asked, and its references."""
    yield Paragraph(
        f"Searched on {in_words(file.day)}, exported as {file.format} ({file.name}) and imported "
        f"{file.imported_at} [13]: {file.identified:,} references: {len(file.new):,} new, "
        f"{len(file.known):,} of a paper that was in the database already, {len(file.repeated):,} "
        f"twice in the file, {file.unreadable:,} unreadable. The search as it was made there [8]:"
    )
    yield Verbatim(file.searched)


def _other_methods(connection: sqlite3.Connection) -> Iterator[Block]:
    asked = {str(row[0]) for row in _query(connection, "searches")}
    yield Heading(2, "Other methods and updates [5, 7, 12]")
    rows = _query(connection, "other_methods")
    labels = {
        "cited": "papers that the registered trials cite [5]",
        "naming": "papers that name a registered trial's number [7]",
        "texts": "preprints of papers in the database, and where papers can be read [7]",
    }
    if rows:
        yield Grid(
            ("Database", "Method", "Times run", "Records fetched", "New", "Last run"),
            [(_database(row[0]), labels.get(str(row[1]), str(row[1])), *row[2:]) for row in rows],
        )
    yield Paragraph(
        "Every search is repeated whole at each run, so that the report is always of the latest "
        "update; known papers are fetched again at least every 30 days, so that retractions and "
        "corrections are noticed [12]."
    )
    yield Heading(2, "Nothing to report [2, 4, 6, 11]")
    platforms = [each.title for each in abouts() if each.name in asked and each.inbox]
    alone = "Each database was searched by itself, none through a platform that searches several"
    if platforms:
        alone = (
            f"{', '.join(platforms)} has copies of many registries and searches them together; "
            "each other database was searched by itself"
        )
    yield Paragraph(
        f"{alone} [2]. "
        "No web site was searched or browsed besides [4], and nobody was asked for studies [6]. "
        "The strings are those of this database's own list of concepts [11]; the earlier "
        "reviews that "
        "they rest on, and whatever else was done besides, the authors add here."
    )


def _flow(connection: sqlite3.Connection) -> Iterator[Block]:
    flow = _Flow(*_query(connection, "flow", threshold=RELEVANT)[0])
    duplicates = flow.identified - flow.distinct
    twice = sum(len(each.repeated) for each in imported_files(connection))
    yield Heading(2, "Flow of records and deduplication [15, 16]")
    yield Grid(
        ("Step", "Records"),
        [
            ("Identified by the searches", flow.identified + twice),
            *([("Twice in one imported file (duplicates)", twice)] if twice else []),
            ("Found by more than one search (duplicates)", duplicates),
            ("Distinct records", flow.distinct),
            ("of these registrations of trials", flow.trials),
            ("of these papers", flow.articles),
            *([("of these preprints", flow.preprints)] if flow.preprints else []),
            ("Added by citation or by a trial's number", flow.otherwise),
            ("No longer found by any search, kept", flow.left),
            ("Total records", flow.held),
            ("Studies that the registrations of trials are of", flow.studies),
            ("of these registered more than once", flow.registered_more_than_once),
            ("Off topic", flow.held - flow.trials_on_topic - flow.articles_on_topic),
            ("Registrations of trials on topic", flow.trials_on_topic),
            ("Studies on topic, each counted once", flow.studies_on_topic),
            ("Papers on topic", flow.articles_on_topic),
            *(
                [("of these preprints, not reviewed by peers", flow.preprints_on_topic)]
                if flow.preprints_on_topic
                else []
            ),
            ("Trials with a linked results paper", flow.trials_with_paper),
            *(
                [("Trials with results in a linked preprint", flow.trials_with_preprint)]
                if flow.trials_with_preprint
                else []
            ),
            ("Papers that report a trial in the database", flow.papers_of_trials),
            ("Former numbers of merged records", flow.merged),
            ("Unreadable, in quarantine", flow.unreadable),
            ("Since removed from their registry", flow.removed),
        ],
    )
    yield Paragraph(
        "Deduplication was done by software. Records of registries and of PubMed are recognised by "
        "number and not by title: a record that several searches find is one record, by its "
        "registry's number or PMID; a number that its registry has merged into another is followed "
        "to it. Imported references are compared with all papers and with each other by PMID, "
        "PubMed Central number and DOI, then by title, people, year, journal, volume and page; the "
        "reason of each is in the table imported_references. A trial and the papers that report "
        "it stay "
        "separate records, linked to each other; so do a preprint and the paper that it became, "
        "and a preprint is not counted as a results paper. So do the registrations of one study "
        "in several "
        "registries: they are counted as one study where one of them gives the number of another, "
        "where both give the same number of the study, or where a person has judged them to be "
        "the same; registrations that only resemble each other are counted as different studies. "
        "A record is on topic if its relevance is at "
        f"least {RELEVANT}, computed from its text; the reasons are on its page. A study is on "
        "topic if one of its registrations is."
    )


def _summary(connection: sqlite3.Connection) -> Iterator[Block]:
    yield Heading(2, "Search summary table")
    yield Paragraph(
        "Of the records that each search finds: how many are on topic, and how many of those no "
        "other search finds."
    )
    yield Grid(
        ("Database", "Search", "Records", "On topic", "On topic, by this search alone"),
        [
            (_database(row[0]), *row[1:])
            for row in _query(connection, "summary", threshold=RELEVANT)
        ],
    )
    found = _query(connection, "found", threshold=RELEVANT)
    yield Heading(3, "Records on topic, and what found them")
    yield Grid(("Record", "Title", "Found by"), found[:_RECORDS_SHOWN])
    if len(found) > _RECORDS_SHOWN:
        yield Paragraph(f"{len(found) - _RECORDS_SHOWN:,} more are in the table memberships.")


def _runs(connection: sqlite3.Connection) -> Iterator[Block]:
    rows = _query(connection, "runs")
    yield Heading(2, "Every search of every run [13]")
    yield Grid(
        (
            *("Run", "Ended", "Database", "Search", "State", "Hits"),
            *("New", "Changed", "Unreadable", "Data of", "Error"),
        ),
        [(*row[:2], _database(row[2]), *row[3:]) for row in rows[:_RUNS_SHOWN]],
    )
    if len(rows) > _RUNS_SHOWN:
        yield Paragraph(f"{len(rows) - _RUNS_SHOWN:,} earlier ones are in the table run_queries.")
