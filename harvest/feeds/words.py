"""Names of fields in words, for a reader who sees no table beside them."""

import re

_PLACE = re.compile(r"\[(\d+)\]")
_COLUMNS = {"nct_id": "NCT number", "url": "address", "ipd_sharing": "sharing of individual data"}

_OF_SEVERAL = frozenset({"edited", "arm_edited", "primary_outcome_edited", "official", "sponsor"})
"""Events that do not say by themselves which field changed, or whether something came or went."""


def field(name: str | None) -> str:
    """A field in words: ``arms[1].description`` as "arm 2, description"."""
    words = []
    for part in (name or "").split("."):
        number = _PLACE.search(part)
        text = _PLACE.sub("", part)
        if text in _COLUMNS:
            text = _COLUMNS[text]
        elif number is not None:
            text = f"{text.rstrip('s')} {int(number[1]) + 1}"
        words.append(text.replace("_", " "))
    return ", ".join(words)


def sentence(
    event: str, name: str | None, old: str | None, new: str | None, note: str | None
) -> str:
    """What was, what is, and the note; which field, where the event does not say it."""
    what = f"{old} → {new}" if old is not None and new is not None else new or old or ""
    if event in _OF_SEVERAL and name:
        what = f"{field(name)}: {what}" if what else field(name)
    return f"{what} ({note})" if note and what else note or what
