"""Words by which a registration says that its study goes on from another one.

An extension is a study of its own: it may share numbers, sponsor and patients with its parent, and
is related to it, never joined with it.
"""

import re
from collections.abc import Iterator

from harvest import identifiers

_KIND = r"(?:stud(?:y|ies)|trial|protocol|phase|period|part|programme?)"
_TITLE = re.compile(
    rf"\bextension\s+{_KIND}\b"
    r"|\b(?:an?|the)\s+(?:open[- ]label\s+|long[- ]term\s+)*extension\s+of\b"
    r"|^(?:open[- ]label\s+|long[- ]term\s+)*extension\s+(?:of|to)\b"
    r"|\broll[- ]?over\b|\bcontinued[- ](?:access|treatment)\s+(?:stud|protocol)"
    r"|\bcontinuation\s+(?:study|trial|protocol)\b"
    rf"|\b(?:long[- ]term|extended)\s+follow[- ]?up\s+(?:{_KIND}\s+)?(?:of|for|from|to)\b"
    rf"|\blong[- ]term\s+follow[- ]?up\s+(?:study|trial|protocol)\b"
    r"|\bfollow[- ]?up\s+(?:study|trial)\s+(?:of|to|for|from)\b"
    r"|\b(?:estudio|étude|studio)\s+(?:abierto\s+)?(?:de\s+|d['’]\s*|di\s+)"
    r"(?:extensi[óo]n|extension|estensione)\b|\b(?:verlängerungs|fortsetzungs)studie\b",
    re.IGNORECASE,
)
_A_PART = re.compile(
    r"\b(?:with|and|plus|followed\s+by|including|into|then)\s+"
    r"(?:(?:an?|the|its|optional|subsequent|open|label|double|blind|blinded|single|arm|long|term"
    r"|uncontrolled|controlled|treatment|[0-9]+|days?|weeks?|months?|years?)[\s,-]+)*$",
    re.IGNORECASE,
)
"""What stands before an extension that is a part of the study itself."""

_NUMBER_NEAR = r"[^.;]{0,90}$"
_FOLLOWS = re.compile(
    r"\b(?:extension|continuation|roll[- ]?over|follow[- ]?up)\s+"
    rf"(?:{_KIND}\s+)?(?:of|to|from|for)\b{_NUMBER_NEAR}"
    r"|\b(?:parent|feeder|preceding|predecessor|antecedent|lead-?in|initial|original|core)\s+"
    rf"(?:\w+\s+)?{_KIND}\b(?!\s+(?:of|for|to)\b){_NUMBER_NEAR}"
    r"|\b(?:completed|participated\s+in|enrolled\s+in|rolled?\s+over\s+from|treated\s+in)\b"
    rf"[^.;]{{0,60}}\b{_KIND}\b{_NUMBER_NEAR}",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"extension|continuation|roll[- ]?over|follow[- ]?up|parent|feeder|preceding|predecessor"
    r"|antecedent|lead-?in|core|initial|original|completed|participated|enrolled|treated",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]{4}")
_BEFORE = 160  # characters before a number that may say what it is
_SHOWN = 200


def is_extension(*titles: str) -> bool:
    """Whether a title calls the study an extension of another; not of one that has such a part."""
    return any(
        not _A_PART.search(title[: found.start()])
        for title in titles
        for found in _TITLE.finditer(title)
    )


def parents(text: str) -> Iterator[tuple[str, str]]:
    """The numbers of trials from which a text says that its study goes on, and the words."""
    if not _DIGITS.search(text) or not _SIGN.search(text):  # the cheaper one first
        return
    for found in identifiers.find(text, "trial"):
        before = text[max(0, found.start - _BEFORE) : found.start]
        if said := _FOLLOWS.search(before):
            words = " ".join((said[0] + text[found.start : found.end]).split())
            yield found.id, words[-_SHOWN:]
