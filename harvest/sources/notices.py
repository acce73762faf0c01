"""Kinds of notices about papers, and what each means for the paper."""

import re
from collections.abc import Mapping
from functools import cache

from harvest.paths import DB
from harvest.vocabularies import entries


def notice_code(said: str | None) -> str | None:
    """A kind of notice as the vocabulary spells it: ``Expression of concern`` in one word."""
    return re.sub(r"[\s_-]+", "_", said.strip().lower()) if said and said.strip() else None


@cache
def notice_types() -> Mapping[str, str]:
    """What each kind of notice means for the paper that it is about; "" for nothing."""
    table = DB / "vocabularies" / "notice_types.csv"
    return {entry.code: entry.more["integrity"] for entry in entries(table, "integrity")}
