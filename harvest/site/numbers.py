"""What somebody searches for, where it is the number of a record and nothing else."""

import re

_NUMBER = re.compile(
    r"(?:PMID\s*:?\s*)?(?P<pmid>[0-9]{1,9})"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(?P<doi>10\.[0-9]{4,9}/\S+)"
    r"|(?P<other>[A-Z0-9][A-Z0-9/-]*[0-9][A-Z0-9/-]*)",
    re.IGNORECASE,
)


def number_in(text: str) -> str | None:
    """The number, as ``search_number.sql`` takes it; None for a text that holds anything else.

    A word without a digit is never one, though some sponsor may number a trial "LIVER".
    """
    found = _NUMBER.fullmatch(text.strip())
    return found and (found["pmid"] or found["doi"] or found["other"])
