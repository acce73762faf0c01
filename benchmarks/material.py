"""What the benchmarks work on: the shared corpus of real records where it is, else generated ones.

Both come in the form in which a registry sends them: pages of studies, answers of efetch.
"""

import gzip
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.row import Scale
from harvest.sources.pubmed.reading.split import split
from harvest.standin import generated

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
"""Where real records are, if they are at hand."""
_SEED = 7
_PAGE = 1_000  # studies; what the registry allows
_BATCH = 200  # articles; what harvest asks for at once
_HEAD = (
    b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, '
    b'1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
    b"<PubmedArticleSet>\n"
)


class Material(NamedTuple):
    """Answers of one registry, and what they are."""

    answers: tuple[bytes, ...]
    records: int
    origin: str

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(map(len, self.answers))

    def __str__(self) -> str:
        return f"{self.records:,} {self.origin}, {self.size / 1e6:.1f} MB"


@cache
def studies(scale: Scale) -> Material:
    """Pages of studies."""
    files = sorted((CORPUS / "clinicaltrials").glob("*.jsonl.gz"))
    if files:
        lines = [line for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]
        bodies, origin = [line for line in lines if line][:: scale.share], "real studies"
    else:
        made = generated(_SEED, max(scale.trials // 2, 10), 1).state(0)
        bodies, origin = list(made.studies.values()), "generated studies"
    pages = tuple(_page(chunk) for chunk in _chunks(bodies, _PAGE))
    return Material(pages, len(bodies), origin)


@cache
def articles(scale: Scale) -> Material:
    """Answers of efetch."""
    files = sorted((CORPUS / "pubmed").glob("*.xml.gz"))
    if files:
        pieces = [
            piece.body
            for file in files
            for piece in split(gzip.decompress(file.read_bytes()))
            if piece.pmid is not None
        ]
        bodies, origin = pieces[:: scale.share], "real articles"
    else:
        made = generated(_SEED, 10, max(scale.papers, 10)).state(0)
        bodies, origin = list(made.citations.values()), "generated articles"
    return Material(tuple(map(_answer, _chunks(bodies, _BATCH))), len(bodies), origin)


def part(material: Material, answers: int) -> Material:
    """So many answers of efetch only, taken evenly from all."""
    kept = material.answers[:: -(-len(material.answers) // answers)]
    return Material(kept, sum(1 for answer in kept for _ in split(answer)), material.origin)


def _page(bodies: Sequence[bytes]) -> bytes:
    return b'{"totalCount":%d,"studies":[\n%s\n]}' % (len(bodies), b",\n".join(bodies))


def _answer(bodies: Sequence[bytes]) -> bytes:
    return b"%s%s\n</PubmedArticleSet>" % (_HEAD, b"\n".join(bodies))


def _chunks(bodies: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(bodies), size):
        yield bodies[start : start + size]
