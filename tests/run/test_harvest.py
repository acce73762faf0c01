"""The whole line on real records: registries over HTTP, store, publication, read back and counted.

What came is compared with what an independent reader finds in the same bytes: a plain walk over the
JSON, and Bio.Entrez.read for PubMed's XML.

Relies on stand-ins and ../shared.
"""

import io
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from Bio import Entrez
from Bio.Entrez import Parser

from harvest.config import load
from harvest.run import refresh as refreshing
from harvest.run.refresh import Outcome, refresh
from harvest.standin import State, folder, serve
from tests.helpers.clock import FakeClock
from tests.helpers.logical import differences
from tests.helpers.sources.addresses import at_any_pace


@dataclass(frozen=True)
class Harvested:
    """The public file of a harvest, and the state of the registries that it is of."""

    state: State
    public: Path
    work: Path
    outcome: Outcome
    again: Callable[[], Outcome]

    def counts(self, table: str, key: str) -> Counter[str]:
        """Rows of a public table by record."""
        statement = f"SELECT {key}, count(*) FROM {table} GROUP BY 1"  # noqa: S608  # names of this file
        with closing(sqlite3.connect(f"file:{self.public}?mode=ro", uri=True)) as connection:
            return Counter(dict(connection.execute(statement)))

    def ids(self, table: str, key: str) -> set[str]:
        """The records of a public table, and those in quarantine."""
        statement = f"SELECT {key} FROM {table} UNION SELECT record_id FROM quarantine_summary"  # noqa: S608  # names of this file
        with closing(sqlite3.connect(f"file:{self.public}?mode=ro", uri=True)) as connection:
            return {row[0] for row in connection.execute(statement)}


@pytest.fixture(scope="module")
def harvested(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harvested]:
    """The shared corpus, harvested whole through the stand-ins."""
    base = tmp_path_factory.mktemp("harvest")
    corpus = folder(shared / "corpus")
    with serve(corpus) as standin, pytest.MonkeyPatch.context() as patch:
        # What is worked out from the records is no part of what came, and takes its time.
        patch.setattr(refreshing, "update_evidence", lambda *_: None)
        (base / "config.toml").write_text(
            '[topic]\ntitle = "Everything"\n'
            "[topic.concepts.condition]\nterms = ['liver cirrhosis']\n"
            '[[search]]\nname = "everything"\n'
            'clinicaltrials = "AREA[StudyFirstPostDate]RANGE[MIN, MAX]"\n'
            'pubmed = "1800:3000[dp]"\n'
            + at_any_pace(standin)
            + "enabled = false\n"  # MeSH, which comes last: its terms are counted elsewhere
            + '[store]\npath = "harvest.db"\n[publish]\npath = "evidence.db"\n'
        )
        config = load(base / "config.toml")
        clock = FakeClock()  # both harvests are of one day: deadlines of results pass with time

        def again() -> Outcome:
            return refresh(config, quiet=True, clock=clock)

        yield Harvested(corpus.state(0), config.publish.path, config.store.path, again(), again)


def _part(study: Mapping[str, Any], *path: str) -> list[Any]:
    """The list at a path of a study's JSON; empty where the path ends early."""
    node: Any = study["protocolSection"]
    for name in path:
        node = node.get(name, {})
    return node or []


def _collaborators(study: Mapping[str, Any]) -> list[Any]:
    return _part(study, "sponsorCollaboratorsModule", "collaborators")


TRIAL_PARTS: Mapping[str, Callable[[Mapping[str, Any]], list[Any]]] = {
    "conditions": lambda study: _part(study, "conditionsModule", "conditions"),
    "trial_keywords": lambda study: _part(study, "conditionsModule", "keywords"),
    "interventions": lambda study: _part(study, "armsInterventionsModule", "interventions"),
    "arms": lambda study: _part(study, "armsInterventionsModule", "armGroups"),
    "outcomes": lambda study: [
        each
        for kind in ("primaryOutcomes", "secondaryOutcomes", "otherOutcomes")
        for each in _part(study, "outcomesModule", kind)
    ],
    "locations": lambda study: _part(study, "contactsLocationsModule", "locations"),
    "officials": lambda study: _part(study, "contactsLocationsModule", "overallOfficials"),
    "trial_references": lambda study: _part(study, "referencesModule", "references"),
    "sponsors": lambda study: [1, *_collaborators(study)],
}

ARTICLE_PARTS: Mapping[str, Callable[[Any], list[Any]]] = {
    "authors": lambda each: each["MedlineCitation"]["Article"].get("AuthorList", []),
    "article_mesh": lambda each: each["MedlineCitation"].get("MeshHeadingList", []),
    "article_types": lambda each: each["MedlineCitation"]["Article"]["PublicationTypeList"],
    "article_ids": lambda each: each["PubmedData"]["ArticleIdList"],
    "keywords": lambda each: [  # one real record has an empty one
        word for words in each["MedlineCitation"]["KeywordList"] for word in words if word.strip()
    ],
    "databanks": lambda each: [
        number
        for bank in each["MedlineCitation"]["Article"].get("DataBankList", [])
        for number in bank["AccessionNumberList"]
    ],
    "grants": lambda each: each["MedlineCitation"]["Article"].get("GrantList", []),
    "corrections": lambda each: each["MedlineCitation"].get("CommentsCorrectionsList", []),
}


def test_every_real_record_is_in_the_base_or_counted_in_quarantine(harvested: Harvested) -> None:
    assert harvested.outcome.problems == ()
    assert harvested.outcome.state == "complete"
    assert harvested.ids("trials", "trial_id") >= harvested.state.studies.keys()
    assert harvested.ids("articles", "article_id") >= harvested.state.citations.keys()
    assert harvested.outcome.quarantined <= 5


@pytest.mark.parametrize("table", TRIAL_PARTS)
def test_a_trial_has_as_many_parts_as_its_record(harvested: Harvested, table: str) -> None:
    expected = {
        trial_id: len(TRIAL_PARTS[table](json.loads(body)))
        for trial_id, body in harvested.state.studies.items()
    }
    assert harvested.counts(table, "trial_id") == Counter(expected)


_HEAD = (
    b'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC '
    b'"-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    b'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd"><PubmedArticleSet>'
)


def _parsed(bodies: Sequence[bytes]) -> Iterator[tuple[str, Any]]:
    """PMID and what Bio.Entrez.read makes of the article; many at once, as each reads the DTD."""
    try:
        whole = _HEAD + b"".join(bodies) + b"</PubmedArticleSet>"
        articles = Entrez.read(io.BytesIO(whole), validate=False)["PubmedArticle"]
    except (Parser.CorruptedXMLError, Parser.NotXMLError, ValueError):
        half = len(bodies) // 2
        if half:  # one that it can't read is left out alone
            yield from _parsed(bodies[:half])
            yield from _parsed(bodies[half:])
        return
    for article in articles:
        yield str(article["MedlineCitation"]["PMID"]), article


@pytest.fixture(scope="module")
def expected_parts(harvested: Harvested) -> Mapping[str, Mapping[str, int]]:
    """How many parts of each kind Bio.Entrez.read finds in those citations that it can read."""
    bodies = list(harvested.state.citations.values())
    found: dict[str, dict[str, int]] = {table: {} for table in ARTICLE_PARTS}
    for start in range(0, len(bodies), 400):
        for article_id, article in _parsed(bodies[start : start + 400]):
            for table, parts in ARTICLE_PARTS.items():
                found[table][article_id] = len(parts(article))
    return found


@pytest.mark.parametrize("table", ARTICLE_PARTS)
def test_a_paper_has_as_many_parts_as_its_record(
    harvested: Harvested, expected_parts: Mapping[str, Mapping[str, int]], table: str
) -> None:
    expected = expected_parts[table]
    assert len(expected) > 0.95 * len(harvested.state.citations)
    counts = harvested.counts(table, "article_id")
    assert Counter({article_id: counts[article_id] for article_id in expected}) == Counter(expected)


def test_a_second_harvest_of_the_same_records_changes_no_row(
    harvested: Harvested, tmp_path: Path
) -> None:
    work, public = tmp_path / "work.db", tmp_path / "public.db"
    work.write_bytes(harvested.work.read_bytes())
    public.write_bytes(harvested.public.read_bytes())
    outcome = harvested.again()
    assert outcome.state == "complete"
    assert (outcome.tally.new, outcome.tally.changed, outcome.tally.failed) == (0, 0, 0)
    assert differences(work, harvested.work) == []
    assert differences(public, harvested.public) == []
