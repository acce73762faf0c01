"""Tables of many papers are kept on the disk, and tell the same as in memory.

Relies on nothing beside the program.
"""

import errno
import gc
import os
import random
import tracemalloc
import warnings
from collections.abc import Iterator

import numpy as np
import pytest

from harvest.errors import StorageError
from harvest.evidence.links.matcher import Matcher
from harvest.evidence.links.pairs.records import Report, Study
from harvest.evidence.reading import similarity
from harvest.evidence.reading.similarity import Terms
from harvest.evidence.weighing import room as room_module
from harvest.evidence.weighing.postings import Postings
from harvest.evidence.weighing.room import room

_WORDS = [f"word{number}" for number in range(400)]


def _reports() -> Iterator[Report]:
    rng = random.Random(4)
    for number in range(300):
        yield Report(str(number), " ".join(rng.choices(_WORDS, k=9)), authors=("lee", f"a{number}"))


def _on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (room_module, similarity):
        monkeypatch.setattr(module, "LARGE", 1)


@pytest.mark.parametrize("narrow", [False, True])
def test_candidates_are_the_same_with_all_tables_on_the_disk(
    monkeypatch: pytest.MonkeyPatch, narrow: bool
) -> None:
    studies = [Study("NCT09000001", (" ".join(_WORDS[:40]),), officials=("lee",), numbers=("w1",))]
    (inside,) = Matcher(_reports(), narrow=narrow).candidates(studies)
    _on_disk(monkeypatch)
    (outside,) = Matcher(_reports(), narrow=narrow).candidates(studies)

    assert len(inside.rows)
    assert inside.rows.tolist() == outside.rows.tolist()
    assert {name: column.tolist() for name, column in inside.values.items()} == {
        name: column.tolist() for name, column in outside.values.items()
    }


def test_terms_of_many_documents_take_no_memory_by_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _on_disk(monkeypatch)
    keys, counts = np.arange(200, dtype=np.uint64), np.ones(200, np.float32)

    def taken(documents: int) -> int:
        tracemalloc.start()
        terms = Terms()
        for _ in range(documents):
            terms.add((keys, counts))
        _, held = terms.counts()
        assert held.nnz == 200 * documents
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few, many = taken(2_048), taken(20_480)
    assert many - few < 0.1 * 6 * 200 * (20_480 - 2_048)  # six bytes an entry, were they held


def test_a_full_disk_is_told_before_a_table_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    _on_disk(monkeypatch)
    with pytest.raises(StorageError, match="no room for temporary files"):
        room(10, np.int32)


def test_postings_give_the_rows_of_each_mark_in_order() -> None:
    held = Postings()
    held.add(0, np.array([7, 2**64 - 1], np.uint64))
    held.add(1, np.array([], np.uint64))
    held.add(2, np.array([7], np.uint64))

    assert [held.rows(key).tolist() for key in (7, 2**64 - 1, 5)] == [[0, 2], [0], []]


def test_terms_that_nobody_counts_leave_no_file_open() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        Terms()
        gc.collect()
    assert [str(each.message) for each in told] == []
