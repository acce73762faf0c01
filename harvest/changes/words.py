"""Names of fields in words, for a reader who sees no table beside them."""

import re

_PLACE = re.compile(r"\[(\d+)\]")
_COLUMNS = {
    "trial_id": "trial number",
    "article_id": "paper number",
    "url": "address",
    "enrollment": "enrolment",
    "ipd_sharing": "sharing of individual data",
}


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
