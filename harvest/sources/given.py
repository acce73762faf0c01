"""The other numbers that a record gives its trial, as the registries spell them."""

from collections.abc import Iterator
from typing import NamedTuple

from harvest import identifiers
from harvest.text import line

_TYPES = {"eudract": "EUDRACT_NUMBER", "ctis": "CTIS"}


class Given(NamedTuple):
    """A number with its type and who gave it, as in ``trial_ids``."""

    number: str
    type: str
    domain: str | None


def numbers_in(text: str, domain: str | None) -> Iterator[Given]:
    """The trial numbers in a field; the whole text, as one of ``domain``, where it has none.

    The digits decide what a number is: one of EudraCT may be dressed as one of CTIS.
    """
    found = identifiers.find(text, "trial")
    for each in found:
        title = identifiers.registry(each.registry).title
        yield Given(each.id, _TYPES.get(each.registry, "REGISTRY"), title)
    if not found:
        yield Given(line(text), "OTHER", domain)
