"""What the stand-ins serve: the sample and its year, generated corpora, folders of records.

Relies on stand-ins, other processes and ../shared.
"""

import gzip
import json
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from Bio import Entrez

from harvest.config import load
from harvest.errors import UsageError
from harvest.sources.searches import render
from harvest.standin import changed, folder, generated, sample, serve
from harvest.standin.__main__ import corpus_named
from harvest.standin.corpora.citations import CitationIndex
from harvest.standin.corpora.epochs import as_in, shrunk, without
from harvest.standin.corpora.essie import parse
from harvest.standin.corpora.pieces import by_path, enums
from harvest.standin.corpora.studies import StudyIndex
from harvest.standin.eutilities.forms import article_set
from harvest.standin.eutilities.query import search
from harvest.standin.sample import EPOCHS, MASS_CHANGES, STAMPS, expected_events
from harvest.standin.sample.papers import entries, pmid
from harvest.standin.sample.studies import nct_id, scenarios
from tests.helpers.clock import FakeClock
from tests.helpers.places import ROOT, SHARED

EVENTS = {
    "registered", "status", "stopped", "start_moved", "primary_completion_moved",
    "completion_moved", "enrollment_cut", "enrollment_raised", "enrollment_actual",
    "primary_outcome_added", "primary_outcome_dropped", "primary_outcome_edited", "phase",
    "arm_added", "arm_removed", "arm_edited", "country_added", "country_removed",
    "site_added", "site_removed", "sponsor", "official", "results_posted",
    "results_withdrawn", "reference_added", "paper_linked", "paper_published", "retracted",
    "corrected", "concern", "left_search", "removed", "merged", "came_back", "edited",
}  # fmt: skip


def studies(epoch: int = 0) -> dict:
    return {key: json.loads(body) for key, body in sample().state(epoch).studies.items()}


def leaves(node: object, path: str = ""):
    if path.endswith("geoPoint"):
        yield path, str(node)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for item in node:
            yield from leaves(item, path)
    else:
        yield path, node


def strategies() -> dict:
    return {one.source: one for one in render(load(ROOT / "config.toml")) if one.search == "core"}


def test_every_field_of_the_sample_is_one_of_the_registrys_and_every_code_is_known():
    for nct, study in studies().items():
        for path, value in leaves(study):
            assert path in by_path(), (nct, path)
            piece = by_path()[path]
            if piece.kind == "enum":
                assert value in enums()[piece.enum], (nct, path, value)


def test_the_sample_has_every_status_phase_type_and_many_countries():
    found = [leaf for study in studies().values() for leaf in leaves(study)]
    values = Counter((path.rpartition(".")[2], value) for path, value in found)
    assert all(values["overallStatus", status] for status in enums()["Status"])
    assert all(values["phases", phase] for phase in enums()["Phase"])
    assert all(values["studyType", kind] for kind in enums()["StudyType"])
    assert all(values["interventionModel", m] for m in enums()["InterventionalAssignment"])
    assert all(values["masking", masking] for masking in enums()["DesignMasking"])
    countries = {value for (name, value) in values if name == "country"}
    assert len(countries) >= 12


def test_the_sample_keeps_to_numbers_that_the_registries_have_not_reached():
    assert all(number.startswith("NCT9000") for number in studies())
    assert all(number.startswith("9900") for number in sample().state(0).citations)


def test_the_default_searches_find_the_sample_except_what_is_meant_to_be_missed():
    state = sample().state(0)
    index = StudyIndex(state.studies)
    params = dict(strategies()["clinicaltrials"].params)
    found = index.search(parse(params["query.cond"]), "ConditionSearch")
    found &= index.search(parse(params["query.intr"]), "InterventionSearch")
    missed = {nct_id(n) for n, scenario in scenarios().items() if scenario.get("missed")}
    assert set(state.studies) - {index.ids[number] for number in found} == missed

    citations = CitationIndex(state.citations, state.descriptors)
    answer = search(strategies()["pubmed"].sent, citations)
    hits = {str(citations.pmids[number]) for number in answer.found}
    products = {"HepaStem", "Stempeucel", "Cellgram"}
    known_to_no_paper = products | {"ESLD", "GCSF", "filgrastim", "pegfilgrastim"}
    assert {said.split('"')[1] for said in answer.quoted_not_found} == known_to_no_paper
    missed = {number for number in state.citations if number not in hits}
    assert all(entries()[int(number) - 99_000_000]["kind"] == "near" for number in missed)
    assert len(missed) == 13


def test_the_samples_papers_are_valid_for_biopython_with_its_dtd():
    state = sample().state(EPOCHS - 1)
    read = Entrez.read(BytesIO(article_set(list(state.citations.values()))))
    assert len(read["PubmedArticle"]) + len(read["PubmedBookArticle"]) == len(state.citations)


def test_the_samples_papers_hold_the_awkward_cases():
    bodies = {n: sample().state(0).citations[pmid(n)].decode() for n in (3, 8, 14, 21, 22, 29, 46)}
    assert "<MedlineDate>2019 Jul-Aug</MedlineDate>" in bodies[3]
    assert bodies[8].startswith("<PubmedBookArticle>")
    assert "Retracted Publication" in bodies[14]
    assert 'RefType="RetractionIn"' in bodies[14]
    assert "<VernacularTitle>脐带" in bodies[21]
    assert "<ArticleTitle/>" in bodies[22]
    assert "<mml:msup>" in bodies[29]
    assert '<PMID Version="2">' in bodies[46]


def test_every_kind_of_event_happens_at_least_twice_in_the_year():
    told = Counter(event.event for epoch in range(EPOCHS) for event in expected_events(epoch))
    assert told.keys() == EVENTS
    assert min(told.values()) >= 2
    assert expected_events(0) == ()


def test_the_year_has_twelve_states_with_stamps_of_their_own():
    states = [sample().state(epoch) for epoch in range(EPOCHS)]
    assert EPOCHS == 12
    assert [state.data_timestamp for state in states] == list(STAMPS)
    assert states[4].citations.keys() - states[3].citations.keys() == {pmid(113)}
    assert states[5].aliases["NCT90000048"] == "NCT90000047"
    assert "NCT90000040" not in states[2].studies
    assert "NCT90000040" in states[7].studies


def test_a_status_flips_without_a_date_of_update():
    before, after = (
        studies(epoch)["NCT90000029"]["protocolSection"]["statusModule"] for epoch in (0, 1)
    )
    assert (before["overallStatus"], after["overallStatus"]) == ("RECRUITING", "UNKNOWN")
    assert after["lastKnownStatus"] == "RECRUITING"
    assert before["lastUpdatePostDateStruct"] == after["lastUpdatePostDateStruct"]


@pytest.mark.parametrize("mass", MASS_CHANGES)
def test_a_mass_change_rewrites_one_field_of_more_than_a_fifth_of_the_studies(mass):
    before, after = studies(mass.epoch - 1), studies(mass.epoch)
    field = "eligibilityModule" if mass.field is None else "ipdSharingStatementModule"
    rewritten = [
        nct
        for nct in before.keys() & after.keys()
        if before[nct]["protocolSection"].get(field) != after[nct]["protocolSection"].get(field)
    ]
    assert len(rewritten) >= 25
    assert len(rewritten) > len(after) / 5


def test_descriptors_have_the_trees_that_the_default_headings_need():
    names = {descriptor.name for descriptor in sample().state(0).descriptors.values()}
    concepts = load(ROOT / "config.toml").topic.concepts
    assert {name for concept in concepts for name in concept.mesh} <= names


def test_generated_corpora_are_the_same_for_the_same_seed_and_of_real_sizes():
    one, same, other = (generated(seed, 40, 40).state(0) for seed in (1, 1, 2))
    assert dict(one.studies) == dict(same.studies)
    assert dict(one.citations) == dict(same.citations)
    assert dict(one.studies) != dict(other.studies)
    mean = sum(map(len, one.studies.values())) / 40
    assert 8_000 < mean < 25_000
    assert 6_000 < sum(map(len, one.citations.values())) / 40 < 15_000
    for body in one.studies.values():
        assert all(path in by_path() for path, _ in leaves(json.loads(body)))
    Entrez.read(BytesIO(article_set(list(one.citations.values()))))


def test_generated_records_change_from_state_to_state_as_often_as_asked():
    corpus = generated(3, 300, 0, epochs=2, changed_percent=10)
    before, after = corpus.state(0).studies, corpus.state(1).studies
    assert 10 < sum(before[key] != after[key] for key in before) < 60
    assert "NCT91000300" not in before
    assert "NCT91000299" in before


def test_a_huge_generated_corpus_costs_nothing_until_a_record_is_asked_for():
    state = generated(1, 1_000_000, 1_000_000).state(0)
    assert len(state.studies) == 1_000_000
    assert json.loads(state.studies["NCT91999999"])["hasResults"] is False


def test_a_folder_serves_what_it_finds_and_the_newest_of_two_versions(tmp_path):
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT90000001"},
            "statusModule": {"lastUpdatePostDateStruct": {"date": "2024-01-01"}},
        }
    }
    old = json.dumps(study).encode()
    new = old.replace(b"2024", b"2025")
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.jsonl").write_bytes(new + b"\n")
    (tmp_path / "deep" / "b.jsonl.gz").write_bytes(gzip.compress(old))
    (tmp_path / "c.xml").write_bytes(article_set([sample().state(0).citations["99000001"]]))
    (tmp_path / "descriptors.tsv").write_text(
        "ui\tname\ttree_numbers\tentry_terms\tscope_note\nD000001\tOne\tA01|B02\t\t\n"
    )
    (tmp_path / "notes.txt").write_text("not a record")
    state = folder(tmp_path).state(0)
    assert state.studies == {"NCT90000001": new}
    assert list(state.citations) == ["99000001"]
    assert state.descriptors["D000001"].tree_numbers == ("A01", "B02")
    past = folder(tmp_path, past=True)
    assert past.epochs == 2
    assert [past.state(epoch).studies["NCT90000001"] for epoch in (0, 1)] == [old, new]


def test_a_folder_of_real_records_is_served_whole():
    corpus = SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip("the real records are not beside the project")
    state = folder(corpus).state(0)
    assert len(state.studies) > 1_300
    assert len(state.citations) > 5_000
    assert len(state.descriptors) > 30_000


@pytest.mark.parametrize("name", ["nosuchfolder", "generated:1:2", "generated:a:b:c"])
def test_a_corpus_that_is_not_there_is_a_usage_error(name):
    with pytest.raises(UsageError, match=name.split(":")[0]):
        corpus_named(name, FakeClock()).state(0)


def test_a_draft_edits_removes_merges_and_adds():
    def edit(draft) -> None:
        draft.drop_study("NCT90000002")
        draft.merge("NCT90000003", "NCT90000004", posted="2025-12-02")
        draft.edit_study("NCT90000005", lambda study: study.pop("derivedSection"))
        draft.drop_citation("99000001")

    state = changed(sample(epoch=0), edit).state(1)
    assert "NCT90000002" not in state.studies
    assert state.aliases["NCT90000003"] == "NCT90000004"
    assert b"derivedSection" not in state.studies["NCT90000005"]
    assert "99000001" not in state.citations
    assert state.data_timestamp == "2025-12-02T09:00:04"


def test_records_may_be_gone_and_come_back_and_a_corpus_may_shrink():
    first = sample(epoch=0).state(0)
    edits = (without("NCT90000002", "99000001"), shrunk(30), as_in(first))
    corpus = changed(sample(epoch=0), *edits)
    gone, small, back = (corpus.state(epoch) for epoch in (1, 2, 3))
    assert "NCT90000002" not in gone.studies
    assert "99000001" not in gone.citations
    assert (len(small.studies), len(small.citations)) == (41, 76)
    assert back.studies.keys() == first.studies.keys()
    assert dict(back.citations) == dict(first.citations)


def test_a_state_that_several_threads_ask_for_is_made_once():
    made: list[int] = []

    def slow(draft) -> None:
        made.append(1)
        time.sleep(0.05)

    corpus = changed(sample(epoch=0), slow)
    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(corpus.state, [1] * 4))
    assert made == [1]
    assert all(state is states[0] for state in states)


def test_the_command_prints_the_addresses_as_lines_of_the_configuration():
    command = [sys.executable, "-m", "harvest.standin", "--corpus", "sample"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(6)]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    assert lines[0] == "[sources.clinicaltrials]\n"
    assert lines[1].startswith('base_url = "http://127.0.0.1:')
    assert lines[1].endswith('/api/v2"\n')


def test_two_stand_ins_serve_side_by_side():
    with serve(sample(epoch=0)) as one, serve(sample(epoch=0)) as other:
        assert one.clinicaltrials_url != other.clinicaltrials_url
