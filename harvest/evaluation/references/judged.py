"""How many of the made references are recognised, and how many of those rightly."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from harvest.evaluation.references.made import File, Made, made, papers
from harvest.references.sorting import Index, sort

TARGETS = {"references_precision": 0.99, "references_recall": 0.95}
"""What is asked of the figures."""

SEEDS = (43, 47, 53)
"""Hands by which nothing was written; counted together."""


class Figures(NamedTuple):
    """Of the references that were called copies, how many are, and how many of the copies were."""

    told: int
    right: int
    copies: int

    @property
    def precision(self) -> float:
        """The share of what was told that is right."""
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """The share of the copies that were found."""
        return self.right / self.copies


class Judged(NamedTuple):
    """Ours, and what the DOI or else the exact title would tell."""

    ours: Figures
    baseline: Figures
    references: int
    wrong: tuple[str, ...] = ()
    """The references that were told wrongly or missed, for whoever works on it"""


def judged(folder: Path, seeds: Sequence[int] = SEEDS) -> Judged | None:
    """Judge on the papers of a corpus of PubMed's files; None where the folder has none."""
    held = papers(folder)
    if not held:
        return None
    files = [made(held, seed) for seed in seeds]
    wrong: list[str] = []
    ours = _all(_figures(file, _ours(file), wrong) for file in files)
    baseline = _all(_figures(file, _by_doi_or_title(file), []) for file in files)
    return Judged(ours, baseline, sum(len(file.made) for file in files), tuple(wrong))


def _ours(file: File) -> list[str | None]:
    """What each reference of the file is told to be a copy of: a held paper or an earlier one."""
    index = Index()
    for pmid, paper in file.held.items():
        index.add(pmid, paper)
    found = sort(((number, each.reference) for number, each in enumerate(file.made)), index)
    return [each.key if each.outcome != "new" else None for each in found]


def _by_doi_or_title(file: File) -> list[str | None]:
    dois = {each.doi: pmid for pmid, each in file.held.items() if each.doi}
    titles = {_title(each.title): pmid for pmid, each in file.held.items()}
    told: list[str | None] = []
    for each in file.made:
        doi, title = each.reference.doi, _title(each.reference.title)
        found = dois.get(doi or "") or titles.get(title)
        told.append(found)
        if found is None:
            titles[title] = each.reference.key
            dois |= {doi: each.reference.key} if doi else {}
    return told


def _title(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .").casefold()


def _figures(file: File, told: Sequence[str | None], wrong: list[str]) -> Figures:
    """Count; the first of two copies of a paper that is not held is new, whichever comes first."""
    seen: dict[str, set[str]] = {}
    right = copies = 0
    for each, key in zip(file.made, told, strict=True):
        standing = {each.of} if each.of in file.held else seen.get(each.of or "", set())
        copies += bool(standing)
        good = key is not None and key in standing
        right += good
        if good is not bool(standing) or (key is not None and not good):
            wrong.append(_said(each, key))
        if each.of is not None and not good:
            seen.setdefault(each.of, set()).add(each.reference.key)
    return Figures(sum(key is not None for key in told), right, copies)


def _said(each: Made, key: str | None) -> str:
    return f"{each.reference.title[:90]} [{each.how}; of {each.of}] told {key}"


def _all(figures: Iterable[Figures]) -> Figures:
    return Figures(*map(sum, zip(*figures, strict=True)))
