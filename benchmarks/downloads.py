"""Files of whole registries as they are given out, with the records of a topic among the others.

The others are real papers and studies, where they are at hand, as often as it takes, each time
under another number; those of the topic, real and generated ones, are there once.
"""

import gzip
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from itertools import count, cycle, islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.material import CORPUS
from benchmarks.row import Scale
from harvest.sources.pubmed.reading.split import split
from harvest.standin import generated
from harvest.standin.corpora.vocabulary import descriptors

FILES = 12
"""Files of PubMed."""

_SEED = 7
_SHARE = 100  # one record in so many is a generated one, of which two thirds are on the topic
_STANDING_IN = 500  # generated records in the place of real ones that are not at hand
_APART = 350  # between numbers of studies, which are as far apart in life
_PMID = re.compile(rb'(<PMID Version=")[0-9]+(">)[0-9]+(</PMID>)')
_NCT = re.compile(rb'"nctId": ?"(NCT[0-9]{8})"')
_TOPIC = re.compile(rb"liver|hepatic|cirrho|stem cell|stromal cell", re.IGNORECASE)


class Bodies(NamedTuple):
    """Papers and studies, each as its registry sends it."""

    papers: Sequence[bytes]
    studies: Sequence[bytes]


def make(folder: Path, scale: Scale) -> str:
    """Write ``pubmed/``, ``studies.zip`` and ``mtrees2026.bin``; what they are, for people."""
    others, topic = _others(scale), _topic(scale)
    (folder / "pubmed").mkdir()
    papers = _mixed(_papers(others.papers), topic.papers, FILES * scale.file)
    for number in range(1, FILES + 1):
        path = folder / "pubmed" / f"pubmed26n{number:04}.xml.gz"
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(b"<PubmedArticleSet>\n")
            file.writelines(islice(papers, scale.file))
            file.write(b"</PubmedArticleSet>\n")
    taken = {_number(body) for body in topic.studies}
    studies = _mixed(_studies(others.studies, taken), topic.studies, scale.registered)
    with zipfile.ZipFile(folder / "studies.zip", "w", zipfile.ZIP_DEFLATED, False, 1) as archive:
        for body in studies:
            archive.writestr(f"{_number(body).decode()}.json", body)
    tree = [
        f"{each.name};{place}\n" for each in descriptors().values() for place in each.tree_numbers
    ]
    (folder / "mtrees2026.bin").write_text("".join(tree), "utf-8")
    return (
        f"{FILES} files of {scale.file:,} papers and {scale.registered:,} studies, "
        f"{len(topic.papers):,} and {len(topic.studies):,} of them from collections on the topic"
    )


def _mixed(others: Iterator[bytes], topic: Sequence[bytes], total: int) -> Iterator[bytes]:
    """So many records, with those of the topic evenly among the others."""
    given = 0
    for place in range(1, total + 1):
        if place * len(topic) // total > given:
            yield topic[given]
            given += 1
        else:
            yield next(others)


def _papers(bodies: Sequence[bytes]) -> Iterator[bytes]:
    for pmid, body in enumerate(cycle(bodies), 1):
        yield _PMID.sub(rb"\g<1>1\g<2>%d\g<3>" % pmid, body, count=1) + b"\n"


def _studies(bodies: Sequence[bytes], taken: Collection[bytes]) -> Iterator[bytes]:
    numbers = (b"NCT%08d" % number for number in count(step=_APART))
    free = (number for number in numbers if number not in taken)
    for number, body in zip(free, cycle(bodies), strict=False):
        yield body.replace(_number(body), number)


def _number(body: bytes) -> bytes:
    found = _NCT.search(body)
    assert found is not None
    return found[1]


def _others(scale: Scale) -> Bodies:
    """Real records of any subject; where there are none, generated ones without its words."""
    papers, studies = _real_papers("bulk-*", scale), _real_studies("studies", scale)
    if papers and studies:
        return Bodies(papers, studies)
    made = generated(_SEED, _STANDING_IN, _STANDING_IN).state(0)
    return Bodies(*(
        [_TOPIC.sub(b"lung", body) for body in some.values()]
        for some in (made.citations, made.studies)
    ))  # fmt: skip


def _topic(scale: Scale) -> Bodies:
    made = generated(
        _SEED + 1, scale.registered // _SHARE or 1, FILES * scale.file // _SHARE or 1
    ).state(0)
    papers = [*_real_papers("topical", scale), *made.citations.values()]
    real = [*_real_studies("topic", scale), *_real_studies("reconstructed", scale)]
    # A trial that is in both collections counts once.
    own = {_number(body): body for body in [*real, *made.studies.values()]}
    return Bodies([body + b"\n" for body in papers], [*own.values()])


def _real_papers(name: str, scale: Scale) -> list[bytes]:
    return [
        piece.body
        for file in sorted((CORPUS / "pubmed").glob(f"{name}.xml.gz"))
        for piece in split(gzip.decompress(file.read_bytes()))
        if piece.pmid is not None
    ][:: scale.share]


def _real_studies(name: str, scale: Scale) -> list[bytes]:
    path = CORPUS / "clinicaltrials" / f"{name}.jsonl.gz"
    if not path.exists():
        return []
    return [line for line in gzip.decompress(path.read_bytes()).splitlines() if line][
        :: scale.share
    ]
