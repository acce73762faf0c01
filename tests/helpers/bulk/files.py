"""Small files as registries give them out, six of them or those of a state; and a lake of them."""

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from harvest.bulk.addresses import address
from harvest.bulk.run import Summary, Workers, run, serially
from harvest.sources import clinicaltrials, pubmed
from harvest.standin import State, generated
from tests.helpers.sources.pubmed_xml import answer, citation

Named = Mapping[str, str]
SOURCES = {"pubmed": pubmed.SOURCE, "trials": clinicaltrials.SOURCE}


def paper(pmid: str, title: str, version: int = 1, revised: str = "") -> str:
    """A paper with a title, and when it was revised (YYYY-MM-DD)."""
    dated = "<DateRevised><Year>{}</Year><Month>{}</Month><Day>{}</Day></DateRevised>"
    inner = dated.format(*revised.split("-")) if revised else ""
    made = citation(pmid, inner, f"<ArticleTitle>{title}</ArticleTitle>")
    return made.replace('<PMID Version="1">', f'<PMID Version="{version}">', 1)


def deleting(*pmids: str) -> str:
    """The end of an update file that declares papers deleted."""
    listed = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in pmids)
    return f"<DeleteCitation>{listed}</DeleteCitation>"


def pubmed_file(folder: Path, name: str, *papers: str, tail: str = "", md5: str = "") -> Path:
    """A file of PubMed with its ``.md5`` beside it; ``md5`` is what that says instead."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.xml.gz"
    path.write_bytes(gzip.compress(answer(*papers, tail=tail), mtime=0))
    sign(path, md5)
    return path


def sign(path: Path, md5: str = "") -> None:
    """Write the ``.md5`` of a file as it is, or another."""
    found = md5 or hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
    path.with_name(f"{path.name}.md5").write_text(f"MD5({path.name})= {found}\n", "ascii")


def archive(path: Path, studies: Iterable[bytes]) -> Path:
    """A zip archive with a file for each study."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for body in studies:
            number = json.loads(body)["protocolSection"]["identificationModule"]["nctId"]
            file.writestr(zipfile.ZipInfo(f"{number}.json"), body)
    return path


def six_files(folder: Path) -> Path:
    """Baseline and update files of PubMed in ``pubmed``, trials in ``trials``; always the same."""
    state = generated(7, 60, 120).state(0)
    papers = [body.decode() for body in state.citations.values()]
    studies = list(state.studies.values())
    for number in range(3):
        part = papers[number * 40 : number * 40 + 40]
        pubmed_file(folder / "pubmed" / "baseline", f"pubmed26n000{number + 1}", *part)
    newer = paper("1", "Read again", revised="2026-02-01")
    pubmed_file(folder / "pubmed" / "updatefiles", "pubmed26n0004", newer, tail=deleting("2"))
    trials = folder / "trials"
    trials.mkdir()
    archive(trials / "studies.json.zip", studies[:40])
    (trials / "shard.jsonl").write_bytes(b"\n".join(studies[40:]) + b"\n")
    return folder


def of_state(state: State, folder: Path) -> Mapping[str, Path]:
    """The records of a state of the stand-ins, papers in two files: the folders, by option."""
    papers = [body.decode() for body in state.citations.values()]
    half = -(-len(papers) // 2)
    for number, part in enumerate((papers[:half], papers[half:]), 1):
        pubmed_file(folder / "pubmed", f"pubmed26n{number:04}", *part)
    (folder / "trials").mkdir()
    (folder / "trials" / "studies.jsonl").write_bytes(b"\n".join([*state.studies.values(), b""]))
    return {name: folder / name for name in SOURCES}


def parse(
    lake: Path | str,
    workers: Workers = serially,
    pubmed: Path | str | None = None,
    trials: Path | str | None = None,
) -> Summary:
    """Read files into a lake as the command does."""
    given = (("pubmed", pubmed), ("trials", trials))
    inputs = [(SOURCES[name], address(str(place))) for name, place in given if place]
    return run(address(str(lake)), inputs, workers, lambda file, done, total: None)


def contents(lake: Path) -> dict[str, str]:
    """Every file of a lake by its path, with a digest of its bytes."""
    return {
        path.relative_to(lake).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(lake.rglob("*"))
        if path.is_file()
    }
