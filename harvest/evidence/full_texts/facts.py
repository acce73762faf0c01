"""Everything that is read of one full text; a pure function of its sections."""

from collections.abc import Iterable, Iterator

from harvest.evidence.full_texts.numbers import registrations
from harvest.evidence.full_texts.recruitment import periods
from harvest.evidence.full_texts.sizes import sizes
from harvest.evidence.full_texts.statements import statements
from harvest.evidence.full_texts.text import Found, Section
from harvest.rows import FullTextSection

_OF_NO_TRIAL = frozenset({"review", "comment", "preclinical", "notice", "protocol"})
"""Kinds of papers that take in nobody, or nobody yet."""


MOST = 1_000_000
"""Characters of an article that are read; the longest have a few hundred thousand."""


def facts(rows: Iterable[FullTextSection], role: str = "", title: str = "") -> tuple[Found, ...]:
    """What an article says, in the order of interest; ``role`` is the kind of the paper."""
    sections = [Section(row) for row in _beginning(rows)]
    numbers = registrations(sections, role, title)
    for section in sections:
        section.foreign = frozenset(
            each.start for each in numbers if each.section == section.row.position and not each.own
        )
    told = [] if role in _OF_NO_TRIAL else [*periods(sections), *sizes(sections)]
    return (*numbers, *told, *statements(sections))


def _beginning(rows: Iterable[FullTextSection]) -> Iterator[FullTextSection]:
    """The sections within the first so many characters."""
    read = 0
    for row in rows:
        read += len(row.text)
        if read > MOST:
            return
        yield row
