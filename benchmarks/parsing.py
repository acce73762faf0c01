"""From bytes to rows: what reading costs beside the barest reading of the same bytes."""

import io
import json
from collections.abc import Iterable, Iterator

from Bio import Entrez
from lxml import etree

from benchmarks import material
from benchmarks.cost import collector, ratio, seconds, turns
from benchmarks.row import Row, Scale, at_most
from harvest.records import Raw, Record
from harvest.sources.clinicaltrials import SOURCE as CLINICALTRIALS
from harvest.sources.clinicaltrials.answers import cut
from harvest.sources.pubmed import SOURCE as PUBMED
from harvest.sources.pubmed.reading.split import split

NOW = "2026-11-24T06:00:00Z"

_HELD = 200  # records whose rows are in memory at a time, as in the store
_FEW = 5  # answers for a baseline that is slow


def cut_answer(answer: bytes) -> Iterator[Raw]:
    """The records of an answer of efetch, as bytes."""
    for piece in split(answer):
        yield Raw("pubmed", "article", piece.pmid or "", piece.body, NOW)


def cut_page(page: bytes) -> Iterator[Raw]:
    """The studies of a page, as bytes."""
    sheaf = cut(page)
    assert sheaf is not None
    for piece in sheaf.pieces:
        yield Raw("clinicaltrials", "trial", piece.id or "", piece.body, NOW)


def article_rows(answer: bytes) -> Iterator[Record]:
    """The rows of an answer of efetch."""
    return map(PUBMED.normalise, cut_answer(answer))


def study_rows(page: bytes) -> Iterator[Record]:
    """The rows of a page of studies."""
    return map(CLINICALTRIALS.normalise, cut_page(page))


def held(records: Iterator[Record]) -> int:
    """Let records pass, a batch in memory at a time; how many rows they have."""
    count = 0
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        count += sum(map(len, record.tables.values()))
        if len(batch) == _HELD:
            batch = []
    return count


def bare_iterparse(answers: Iterable[bytes]) -> None:
    """What lxml needs to find the records, taking nothing out of them."""
    tags = ("PubmedArticle", "PubmedBookArticle")
    for answer in answers:
        for _, element in etree.iterparse(io.BytesIO(answer), events=("end",), tag=tags):
            element.clear()
            while (before := element.getprevious()) is not None:
                parent = before.getparent()
                assert parent is not None
                parent.remove(before)


def entrez_read(answer: bytes) -> object:
    """Biopython's reader; what it returns still has to be made into rows."""
    return Entrez.read(io.BytesIO(answer), validate=False)  # type: ignore[no-untyped-call]  # has no types


def articles(scale: Scale) -> list[Row]:
    """Article XML → rows."""
    whole = material.articles(scale)
    few = material.part(whole, _FEW)
    rows = []
    for paused in (True, False):
        with collector(not paused):
            costs = turns(
                scale.rounds,
                {
                    "rows": lambda: [held(article_rows(answer)) for answer in whole.answers],
                    "bare": lambda: bare_iterparse(whole.answers),
                },
            )
        rows.append(
            Row(
                "article rows",
                f"XML → rows of 16 tables, {_gc(paused)}",
                "bare lxml iterparse of the same bytes",
                ratio(costs["rows"], costs["bare"]),
                at_most(2.5),
                f"{whole}: {seconds(costs['rows'])} / {seconds(costs['bare'])}",
            )
        )
    costs = turns(
        min(scale.rounds, 5),
        {
            "rows": lambda: [held(article_rows(answer)) for answer in few.answers],
            "entrez": lambda: [entrez_read(answer) for answer in few.answers],
        },
    )
    rows.append(
        Row(
            "article rows",
            f"XML → rows, {_gc(False)}",
            "Bio.Entrez.read, no rows made",
            ratio(costs["rows"], costs["entrez"]),
            at_most(0.25),
            f"{few}: {seconds(costs['rows'])} / {seconds(costs['entrez'])}",
        )
    )
    return rows


def studies(scale: Scale) -> list[Row]:
    """Study JSON → rows."""
    whole = material.studies(scale)
    singly = [page.partition(b"[\n")[2][: -len(b"\n]}")].split(b",\n") for page in whole.answers]

    def load_each() -> None:
        for bodies in singly:
            for body in bodies:
                json.loads(body)

    rows = []
    for paused in (True, False):
        with collector(not paused):
            costs = turns(
                scale.rounds,
                {
                    "rows": lambda: [held(study_rows(page)) for page in whole.answers],
                    "loads": lambda: [len(json.loads(page)) for page in whole.answers],
                    "each": load_each,
                },
            )
        rows += [
            Row(
                "study rows",
                f"JSON → rows of 21 tables, {_gc(paused)}",
                baseline,
                ratio(costs["rows"], costs[key]),
                at_most(1) if key == "loads" and not paused else None,
                f"{whole}: {seconds(costs['rows'])} / {seconds(costs[key])}",
            )
            for key, baseline in (
                ("loads", "json.loads of the same pages"),
                ("each", "json.loads study by study, each result dropped at once"),
            )
        ]
    return rows


def _gc(paused: bool) -> str:
    return "collector paused" if paused else "collector on"
