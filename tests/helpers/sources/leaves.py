"""The single values of a JSON document, and where each stands."""

from collections.abc import Iterator
from typing import Any

Where = tuple[str | int, ...]


def leaves(value: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Each single value below, with the keys and numbers that lead to it."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves(member, (*where, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*where, number))
    else:
        yield where, value
