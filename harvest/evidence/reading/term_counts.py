"""The words of a record as relatedness weighs them, and how they are kept."""

import zlib
from collections import Counter
from collections.abc import Mapping

from harvest.evidence.reading.passages import RecordText
from harvest.evidence.reading.tokens import parted, stem, stop_words

TITLE_TIMES = 2  # a title's words count twice


def record_words(record: RecordText) -> dict[tuple[str, str], int]:
    """(stem, word) → how often, as relatedness weighs them: titles twice, eligibility left out."""
    arms = [passage for arm in record.arms for passage in arm.passages]
    measures = [outcome.measure for outcome in record.outcomes if outcome.measure]
    counted: Counter[str] = Counter()
    for passages, times in (
        (record.titles, TITLE_TIMES),
        ((*record.topics, *arms, *record.bodies, *measures), 1),
    ):
        counted.update(parted(" ".join(passage.text for passage in passages)) * times)
    stop = stop_words()
    merged: dict[str, tuple[str, int]] = {}
    for word, count in counted.items():
        if word in stop:
            continue
        its = stem(word)
        if its in merged:
            best, before = merged[its]
            merged[its] = (min(best, word, key=lambda w: (len(w), w)), before + count)
        else:
            merged[its] = (word, count)
    return {(its, word): total for its, (word, total) in merged.items()}


def pack(counted: Mapping[tuple[str, str], int]) -> bytes:
    """Stems with a word that they come from and how often, compressed."""
    # a tab comes before all letters, so the lines stand as the pairs would
    lines = sorted([f"{stem}\t{word}\t{count}" for (stem, word), count in counted.items()])
    return zlib.compress("\n".join(lines).encode(), 6)


def wording(packed: bytes) -> dict[str, str]:
    """What ``pack`` put in without counts: stem → word."""
    cells = _cells(packed)
    return dict(zip(cells[::3], cells[1::3], strict=True))


def unpack(packed: bytes) -> tuple[list[str], list[str], list[int]]:
    """What ``pack`` put in: stems, words and counts, side by side."""
    cells = _cells(packed)
    return cells[::3], cells[1::3], list(map(int, cells[2::3]))


def _cells(packed: bytes) -> list[str]:
    text = zlib.decompress(packed).decode()
    return text.replace("\n", "\t").split("\t") if text else []
