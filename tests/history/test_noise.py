"""Real records that are written in another way, and say the same: nothing is told of them.

Relies on ../shared.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any

import pytest
from lxml import etree

from harvest.errors import RecordError
from harvest.evidence.changes.events import between
from harvest.records import Raw, Record
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.pubmed import SOURCE as PUBMED
from tests.helpers.sources.pubmed_corpus import pieces, raw

Study = dict[str, Any]
EACH = 3  # of so many records one is read
FILES = ("studies", "topic", "reconstructed")
TEXTS = frozenset(
    {
        *("briefSummary", "detailedDescription", "eligibilityCriteria", "description"),
        *("measure", "timeFrame", "whyStopped"),
    }
)


def trial(study: Study, **layout: Any) -> Record:
    number = study["protocolSection"]["identificationModule"]["nctId"]
    body = json.dumps(study, **layout).encode()
    return CLINICALTRIALS.normalise(Raw("clinicaltrials", "trial", number, body, "2026-11-24"))


def studies(shared, name: str) -> Iterator[Study]:
    with gzip.open(shared / "corpus" / "clinicaltrials" / f"{name}.jsonl.gz", "rb") as lines:
        yield from map(json.loads, lines)


def everywhere(part: Any, on_list: Callable[[list[Any]], list[Any]], on_text, key="") -> Any:
    """A study with its lists and long texts written anew, its keys from the last to the first."""
    if isinstance(part, dict):
        return {k: everywhere(part[k], on_list, on_text, k) for k in reversed(part)}
    if isinstance(part, list):
        return on_list([everywhere(each, on_list, on_text, key) for each in part])
    return on_text(part) if key in TEXTS and part else part


def sorted_list(items: list[Any]) -> list[Any]:
    return sorted(items, key=json.dumps)


def airy(text: str) -> str:
    r"""More blank lines, double spaces, and ``\>`` wherever the registry might escape."""
    escaped = re.sub(r"(?<!\\)([<>*_~^\[\]#])", r"\\\1", text)
    marked = re.sub(r"^( *)\\\* ", r"\1* ", escaped, flags=re.MULTILINE)  # list marks are none
    return f" {marked}\n".replace("\n", "\n\n").replace(" ", "  ")


def tight(text: str) -> str:
    """Other list marks, other ends of lines, other quotes and dashes, and no escapes of signs."""
    plain = re.sub(r"\\([<>~^])", r"\1", text)
    marked = re.sub(r"^(\s*)\* ", r"\1- ", plain, flags=re.MULTILINE)
    return marked.replace("'", "’").replace(" - ", " – ").replace("\n", "\r\n")


def grown(study: Study) -> Study:
    """With modules and keys that nobody has heard of, and nothing that the registry derives."""
    protocol = {
        name: module | {"novelItems": [{"value": 1}]} if isinstance(module, dict) else module
        for name, module in study["protocolSection"].items()
    }
    protocol["novelModule"] = {"items": [1, {"of": None}]}
    kept = {name: part for name, part in study.items() if name != "derivedSection"}
    return kept | {"protocolSection": protocol, "novelSection": {"new": True}}


def explicit(study: Study) -> Study:
    """With empty lists where nothing was said, and another version of what is derived."""
    protocol = dict(study["protocolSection"])
    protocol["outcomesModule"] = {
        "secondaryOutcomes": [],
        "otherOutcomes": [],
    } | protocol.get("outcomesModule", {})
    protocol["referencesModule"] = {
        "references": [],
        "seeAlsoLinks": [],
    } | protocol.get("referencesModule", {})
    derived = {"miscInfoModule": {"versionHolder": "2099-01-01"}}
    return study | {"protocolSection": protocol, "derivedSection": derived}


@pytest.mark.parametrize(
    ("rewrite", "layout"),
    [
        (lambda s: everywhere(grown(s), lambda items: items[::-1], airy), {"indent": 2}),
        (lambda s: everywhere(explicit(s), sorted_list, tight), {"ensure_ascii": False}),
    ],
    ids=["reversed, airy, grown, nothing derived", "sorted, tight, explicit"],
)
def test_a_real_study_written_in_another_way_has_not_changed(shared, rewrite, layout):
    told = []
    every = chain.from_iterable(studies(shared, name) for name in FILES)
    for study in islice(every, 0, None, EACH):
        before, after = trial(study), trial(rewrite(study), **layout)
        told += [(before.id, *each) for each in map(_shown, between(before, after))]
    assert told == []


def test_states_of_the_same_day_from_two_interfaces_differ_in_what_one_left_out(shared):
    """Pairs of the two rebuilt files: one interface had no PMIDs of references, the other no types
    of numbers; NCT00498316 has a reference more in the older file."""
    newer = {
        study["protocolSection"]["identificationModule"]["nctId"]: study
        for study in studies(shared, "topic")
    }
    told, pairs = set(), 0
    for study in studies(shared, "reconstructed"):
        number = study["protocolSection"]["identificationModule"]["nctId"]
        if number in newer:
            pairs += 1
            told |= {(number, c.field) for c in between(trial(study), trial(newer[number]))}
    assert pairs > 30
    assert told == {
        ("NCT00498316", "interventions.other_names"),
        ("NCT00498316", "trial_ids.type"),
        ("NCT00498316", "trial_references.removed"),
        ("NCT03626090", "trial_references.pmid"),
        ("NCT03692221", "trial_references.pmid"),
    }


def _shown(change) -> tuple[object, ...]:
    return (change.event, change.field, (change.old or "")[:80], (change.new or "")[:80])


# --- papers ---

UNORDERED = (
    *("MeshHeadingList", "MeshHeading", "CommentsCorrectionsList", "KeywordList", "History"),
    *("PublicationTypeList", "GrantList", "ChemicalList", "DataBankList", "AccessionNumberList"),
)


def rewritten(body: bytes) -> bytes:
    """A paper with its unordered lists and attributes turned round, revised, and grown."""
    root = etree.fromstring(body)
    for element in root.iter(*UNORDERED):
        children = list(element)
        for child in reversed(children):
            element.append(child)
            child.tail = "\n        "
    for element in root.iter(etree.Element):
        attributes = list(element.attrib.items())
        element.attrib.clear()
        for name, value in reversed(attributes):
            element.set(name, value)
    for year in root.iterfind(".//DateRevised/Year"):
        year.text = "2026"
    for citation in root.iter("MedlineCitation"):
        citation.set("IndexingMethod", "Automated")
    for element in [*root.iter("MedlineCitation", "PubmedData", "Article", "Author")]:
        etree.SubElement(element, "NovelThing", Kind="new").text = "said of it"
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def test_a_real_paper_written_in_another_way_has_not_changed():
    told, compared = [], 0
    for piece in pieces()[::EACH]:
        one = raw(piece)
        try:
            before = PUBMED.normalise(one)
        except RecordError:
            continue
        other = Raw(one.source, one.kind, one.id, rewritten(one.body), one.fetched_at)
        told += [(one.id, *_shown(each)) for each in between(before, PUBMED.normalise(other))]
        compared += 1
    assert compared > 1_500
    assert told == []
