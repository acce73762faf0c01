"""What the programs that read the exports make of each field: the table of docs/consumers.md.

Relies on nothing beside the program.
"""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import bibtexparser
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.latexenc import latex_to_unicode
from Bio import Medline
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from harvest.export import REFERENCE_FORMATS
from harvest.export.references import Person, Reference
from tests.helpers.places import ROOT

PAPER = Reference(
    kind="article",
    id="97210001",
    title="Cells in cirrhosis: a trial.",
    authors=(
        Person(last="Cobb", fore="Frank", initials="F", suffix="Jr"),
        Person(collective="SAGE, for SCCM"),
    ),
    journal="Journal of examples",
    volume="12",
    issue="3",
    pages="112-21",
    published="2021-06-07",
    year=2021,
    doi="10.1000/x_y",
    pmid="97210001",
    trial_ids=("NCT97210001",),
    accessions=("ClinicalTrials.gov/NCT97210001",),
    integrity="retracted",
    url="https://pubmed.ncbi.nlm.nih.gov/97210001/",
)
TRIAL = Reference(
    kind="trial",
    id="NCT97210001",
    title="MSC in cirrhosis",
    authors=(Person(collective="Pharmicell Co., Ltd."),),
    published="2020-01-15",
    year=2020,
    trial_ids=("NCT97210001",),
    types=("Clinical Trial Registration",),
    publisher="National Library of Medicine (US)",
    registry="ClinicalTrials.gov",
    status="Active, not recruiting",
    url="https://clinicaltrials.gov/study/NCT97210001",
)
FIELDS: dict[str, tuple[Reference, str]] = {
    "person": (PAPER, "Cobb"),
    "suffix": (PAPER, "Jr"),
    "group": (PAPER, "SAGE"),
    "date": (PAPER, "2021"),
    "pages": (PAPER, "112"),
    "DOI": (PAPER, "10.1000/x_y"),
    "PMID": (PAPER, "97210001"),
    "retraction": (PAPER, "RETRACTED publication"),
    "trial of the paper": (PAPER, "NCT97210001"),
    "sponsor": (TRIAL, "Pharmicell Co"),
    "number of the trial": (TRIAL, "NCT97210001"),
    "date of the trial": (TRIAL, "2020"),
    "status of the trial": (TRIAL, "Active, not recruiting"),
    "address of the trial": (TRIAL, "https://clinicaltrials.gov/study/NCT97210001"),
}


def ris(text: str) -> str:
    return json.dumps(rispy.loads(text), ensure_ascii=False)


def medline(text: str) -> str:
    return json.dumps(list(Medline.parse(io.StringIO(text))), ensure_ascii=False)


def lenient(text: str) -> str:
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(text, parser).entries
    return json.dumps({k: latex_to_unicode(v).replace("\\", "") for k, v in entry.items()})


def strict(text: str) -> str:
    (entry,) = parse_string(text, "bibtex").entries.values()
    people = [str(person) for person in entry.persons["author"]]
    return json.dumps([*people, *(f"{k} {v}" for k, v in entry.fields.items())]).replace("\\", "")


def citeproc(text: str) -> str:
    source = CiteProcJSON([_known(item) for item in json.loads(text)])
    (item,) = source.values()
    return str(dict(item))


def _known(item: dict[str, object]) -> dict[str, object]:
    """Without the keys that the library warns of because it has no use for them."""
    return {key: value for key, value in item.items() if key != "container-title-short"}


CONSUMERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "rispy (RIS)": ("ris", ris),
    "Bio.Medline (NBIB)": ("nbib", medline),
    "bibtexparser (BibTeX)": ("bibtex", lenient),
    "pybtex (BibTeX)": ("bibtex", strict),
    "citeproc-py (CSL-JSON)": ("csl-json", citeproc),
}


@cache
def made() -> str:
    """The table, each cell as the consumer has it today."""
    lines = [
        "| field | " + " | ".join(CONSUMERS) + " |",
        "| --- |" + " --- |" * len(CONSUMERS),
    ]
    for name, (reference, expected) in FIELDS.items():
        cells = [_cell(reference, expected, *consumer) for consumer in CONSUMERS.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(reference: Reference, expected: str, form: str, read: Callable[[str], str]) -> str:
    dumped = REFERENCE_FORMATS[form]
    if reference.kind == "trial" and dumped.pubmed_only:
        return "not exported"
    return "kept" if expected in read(dumped.dumps([reference])) else "lost"


def test_the_table_of_consumers_says_what_each_makes_of_each_field_today() -> None:
    text = (ROOT / "docs" / "consumers.md").read_text("utf-8")
    assert made() in text
    assert "lost" not in made()


def test_the_table_would_say_where_a_field_is_lost() -> None:
    without = replace(PAPER, integrity=None)
    assert _cell(without, "RETRACTED publication", "ris", ris) == "lost"
    assert re.search(r"\| kept \|", made())
