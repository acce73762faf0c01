"""Texts that may break off in WHO's copy: it holds each in a column of so many characters.

Which lengths, real exports show: some texts of 24,573 characters are there whole, others end in the
middle of a word near 1,000, 2,000, 3,600 and 7,900. WHO counts markup and signs otherwise than we
do, so that a text counts that is about as long and ends without an end; no title is so long.
"""

import re

_LIMITS = {
    "studydesign": (range(985, 1_006),),
    "interventions": (range(1_930, 2_031),),
    "inclusioncriteria": (range(7_840, 7_931),),
    "exclusioncriteria": (range(7_840, 7_931),),
}
_OF_THE_EU = range(3_560, 3_661)  # criteria
_ENDED = re.compile(r"(?:[.!?;:)\]}\"'”’。；]|</?\w+\s*/?>)\s*$")
_DOTS = re.compile(r"(?:\.{3}|…)\s*$")
_TITLES = ("publictitle", "scientifictitle")
_TITLE = 1_930
_LAST = 60  # characters that are shown of the end


def cut_end(registry: str, name: str, text: str | None) -> str | None:
    """The last words of a field that may break off; None for one that does not look so."""
    whole = (text or "").strip()
    near = any(len(whole) in limit for limit in _LIMITS.get(name, ()))
    if registry == "eudract" and name.endswith("criteria"):
        near = near or len(whole) in _OF_THE_EU
    open_end = _DOTS.search(whole) is not None or _ENDED.search(whole) is None
    if not (len(whole) >= _TITLE if name in _TITLES else near and open_end):
        return None
    last = " ".join(whole[-_LAST - 40 :].split())
    return f"…{last[-_LAST:]}"
