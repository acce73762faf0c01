"""What a reader of a trial's record should know of how it was read."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class TrialNote(NamedTuple):
    """What a reader of the record should know of how it was read.

    ``word``: a registry's own word where ours is another; ``field`` is the column that has ours,
    ``text`` the word. ``cut``: a text that may break off in the copy that was read; ``field`` is
    the column or table that has it, ``text`` its last words.
    """

    trial_id: str
    position: int
    kind: str
    field: str
    text: str


def noted(
    key: str,
    told: Iterable[tuple[str, str | None, str | None]],
    cut: Iterable[tuple[str, str]] = (),
) -> tuple[TrialNote, ...]:
    """The notes of a trial.

    ``told`` are columns with what stands in them and the registry's word for it: noted where more
    than case and signs differs, also for "" but not for None. ``cut`` are columns or tables with
    the end of their text.
    """
    words = [
        ("word", field, " ".join(word.split()))
        for field, ours, word in told
        if ours is not None and word and _letters(ours) != _letters(word)
    ]
    ends = [("cut", field, text) for field, text in cut]
    return tuple(
        TrialNote(key, n, *each) for n, each in enumerate(dict.fromkeys((*words, *ends)), 1)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()
