"""What the walks share: the form that is asked for, the data stamp, what was handed on already."""

from dataclasses import dataclass, field

import msgspec

from harvest.errors import UpstreamUnavailable
from harvest.records import Page, Raw, Unreadable, unnamed
from harvest.sources import Job
from harvest.sources.clinicaltrials.answers import Piece
from harvest.text import line
from harvest.web import Refused

NAME = "clinicaltrials"
FORMAT = (("format", "json"), ("markupFormat", "markdown"))
PAGE_SIZE = 1000


class Stamp:
    """The registry's data stamp; the one after a walk serves as the one before the next."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._last: str | None = None
        self._known = False
        self.unreachable: UpstreamUnavailable | None = None
        """Set once not even the stamp can be had: asking for more would only keep waiting."""

    def before(self) -> str | None:
        """The stamp as it was last read, or read now; raises again what made it unreachable."""
        if self.unreachable is not None:
            raise self.unreachable
        return self._last if self._known else self.now()

    def forget(self) -> None:
        """Read it anew before the next walk: something failed in between."""
        self._known = False

    def now(self) -> str | None:
        """Ask for the stamp; None where the registry gives none."""
        self._known, self._last = False, None
        try:
            self._last = _data_timestamp(self._job.door.get("/version").body)
        except Refused:
            self._last = None
        except UpstreamUnavailable as error:
            self.unreachable = error
            raise
        self._known = True
        return self._last


def _data_timestamp(body: bytes) -> str | None:
    try:
        version = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    found = version.get("dataTimestamp") if isinstance(version, dict) else None
    return (line(found, 40) or None) if isinstance(found, str) else None


@dataclass(slots=True)
class Sent:
    """What this run has handed on: a study that two searches find travels once.

    Kept as hashes of the bytes, so that a study that changed in between travels again.
    """

    marks: dict[str, int] = field(default_factory=dict)

    def page(
        self, search: str | None, pieces: tuple[Piece, ...], fetched_at: str
    ) -> tuple[Page | None, tuple[Unreadable, ...]]:
        """The page to hand on, if anything on it is new, and what has no number to be kept by."""
        raws: list[Raw] = []
        unreadable: list[Unreadable] = []
        for nct_id, body in pieces:
            if nct_id is None:
                reason = "no NCT number of eight digits where a study has its own"
                unreadable.append(Unreadable(NAME, "trial", unnamed(body), body, reason))
                continue
            mark = hash(body)
            if self.marks.get(nct_id) != mark:
                self.marks[nct_id] = mark
                raws.append(Raw(NAME, "trial", nct_id, body, fetched_at))
        page = Page(NAME, search, tuple(raws)) if raws else None
        return page, tuple(unreadable)
