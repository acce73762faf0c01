"""The real PubMed records of the shared corpus, for the tests that read them."""

import gzip
from functools import cache

import pytest

from harvest.records import Raw
from harvest.sources.pubmed.reading.split import Piece, split
from tests.helpers.places import SHARED

FOLDER = SHARED / "corpus" / "pubmed"


@cache
def pieces() -> tuple[Piece, ...]:
    """Every record of the corpus; skips the test where the corpus is absent."""
    files = sorted(FOLDER.glob("*.xml.gz"))
    if not files:
        pytest.skip(f"no real PubMed records at {FOLDER}")
    return tuple(piece for file in files for piece in split(gzip.decompress(file.read_bytes())))


def raw(piece: Piece) -> Raw:
    return Raw("pubmed", "article", piece.pmid or "?", piece.body, "2026-11-24T00:00:00Z")
