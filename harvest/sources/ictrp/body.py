"""What is kept of one trial of an export: its fields as they came, and of when they are.

Contact persons are no part of it: they are left out before anything is kept.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from harvest.errors import RecordError
from harvest.identifiers import trials_in
from harvest.records import Digest
from harvest.sources.ictrp.values import date, said

_OF_THE_EXPORT = frozenset({"lastrefreshedon", "exportdate", "internalnumber"})
"""What WHO writes anew in each export; it says nothing of the trial."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One trial: its fields by the names of ``columns``, and the day or moment of the export."""

    fields: Mapping[str, str]
    exported: str
    unknown: Sequence[str] = ()

    @property
    def key(self) -> str:
        """Its number as its registry spells it, without the dress that WHO puts on it."""
        given = self.fields.get("trialid", "").strip()
        found = trials_in(given)
        whole = len(found) == 1 and given.endswith(found[0].spelling)
        # CTIS numbers carry a resubmission, which is no part of the number.
        return found[0].id if whole or (found and found[0].registry == "ctis") else given

    @property
    def age(self) -> tuple[str, str]:
        """When WHO last fetched it and when it was exported: of two, the greater is the newer."""
        return date(said(self.fields.get("lastrefreshedon"))) or self.exported[:10], self.exported

    def dumps(self) -> bytes:
        """As bytes, always the same for the same trial."""
        return json.dumps(
            {"exported": self.exported, "fields": self.fields, "unknown": list(self.unknown)},
            ensure_ascii=False,
            sort_keys=True,
        ).encode()


def loads(body: bytes) -> Kept:
    """What ``dumps`` wrote. Raises RecordError for anything else."""
    try:
        values = cast("dict[str, Any]", json.loads(body))
        kept = Kept(values["fields"], values["exported"], tuple(values["unknown"]))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise RecordError("", "is not a trial exported from WHO ICTRP") from error
    if not kept.fields.get("trialid", "").strip():
        raise RecordError("", "has no TrialID")
    return kept


def stated(kept: Kept) -> str:
    """The age as the ledger keeps it beside the record."""
    return " ".join(kept.age)


def age(stated: str) -> tuple[str, str]:
    """An age as ``stated`` has it."""
    refreshed, _, exported = stated.partition(" ")
    return refreshed, exported


def digest(body: bytes) -> Digest:
    """What the trial says; of when the export is renews the rows and is no new version."""
    kept = loads(body)
    own = {name: text for name, text in kept.fields.items() if name not in _OF_THE_EXPORT}
    content = json.dumps(own, ensure_ascii=False, sort_keys=True).encode()
    return Digest(sha256(content).hexdigest(), stated(kept))
