"""How much of what could be tried is tried: as a rule a choice, all of it with HARVEST_THOROUGH=1.

The choice touches every kind of what there is, and is the same in every run.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
THOROUGH = os.environ.get("HARVEST_THOROUGH") == "1"


def kill_points(names: Sequence[str]) -> list[int]:
    """The numbers, from 1 on, of the points at which a run is killed that passes these in turn.

    As a rule the last of each name, for a page is like another; and of those before a commit, where
    nothing stands that did not stand after the one before, the middle one only.
    """
    if THOROUGH:
        return list(range(1, len(names) + 1))
    last = {name: number for number, name in enumerate(names, 1)}
    before = [number for name, number in last.items() if name.endswith("before commit")]
    return sorted({*last.values()} - {*before} | {*before[len(before) // 2 :][:1]})


def some(everything: Sequence[T], every: int, start: int = 0) -> Sequence[T]:
    """Each n-th of what could be tried."""
    return everything if THOROUGH else everything[start::every]
