"""The wordings of a record in a text, as the register sends them and as they are kept together."""

import re
from collections.abc import Iterator

from harvest.errors import RecordError

RECORD = re.compile(rb"^Summary[ \t]*\r?\n(?=EudraCT Number:)", re.MULTILINE)
"""Where a record begins."""
RESULTS = "Trial results"
"""The line that is put before the text of a trial whose results are listed."""


def wordings(body: bytes) -> Iterator[bytes]:
    """The records of a text one by one, of a country as many as are sent."""
    starts = [found.start() for found in RECORD.finditer(body)]
    for place, start in enumerate(starts, 1):
        yield body[start : starts[place] if place < len(starts) else len(body)]


def copies(body: bytes) -> list[bytes]:
    """The wordings of a record, the present one last. Raises RecordError where there is none."""
    found = list(wordings(body))
    if not found:
        raise RecordError("", "is not a protocol of EudraCT")
    return found
