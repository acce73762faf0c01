"""Words that are names of medicines: by the ending of an international name, or by a list."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from harvest.evidence.reading.vocabulary import vocabulary
from harvest.paths import DB

_STEMS = DB / "packs" / "drug" / "vocabularies" / "drug_stems.txt"
_OTHERS = DB / "packs" / "drug" / "vocabularies" / "not_drugs.txt"
_LEAST = 3  # letters before the ending
_WORD = re.compile(r"[A-Za-z]{5,}")


class Known(NamedTuple):
    """A drug named in a text."""

    name: str
    start: int
    end: int


def _words(path: Path) -> list[str]:
    """The words of a file without its comment."""
    lines = (line for line in path.read_text("utf-8").splitlines() if line[:1] != "#")
    return [word for line in lines for word in line.split()]


@cache
def _stems() -> re.Pattern[str]:
    stems = sorted(set(_words(_STEMS)), key=lambda stem: (-len(stem), stem))
    return re.compile(rf"[a-z]{{{_LEAST},}}(?:{'|'.join(map(re.escape, stems))})$")


@cache
def _no_drugs() -> frozenset[str]:
    return frozenset(_words(_OTHERS))


@lru_cache(maxsize=4096)
def known_drugs(text: str) -> tuple[Known, ...]:
    """The drugs that a text names, in reading order."""
    found = [Known(hit.code, hit.start, hit.end) for hit in vocabulary("drug_names").find(text)]
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in _no_drugs() or not _stems().match(word):
            continue
        if all(match.end() <= each.start or match.start() >= each.end for each in found):
            found.append(Known(word, match.start(), match.end()))
    return tuple(sorted(found, key=lambda each: each.start))
