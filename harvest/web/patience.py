"""How many bad answers in a row a walk takes before it is the service that is ill.

A walk that meets a bad answer asks again for parts of what it wanted, to find the record at fault.
Where every part is as bad, that would go on for as many questions as there are records.
"""

from dataclasses import dataclass

from harvest.errors import UpstreamDataError

IN_A_ROW = 12
"""More than it takes to halve 200 records down to one of them, if that one is always at fault."""


class ServiceIll(UpstreamDataError):
    """Nothing that the service answers can be used; asking for less does not help."""


@dataclass(slots=True)
class Patience:
    """The bad answers since the last good one."""

    source: str
    bad: int = 0

    def good(self) -> None:
        """Note an answer that could be used."""
        self.bad = 0

    def failed(self, reason: str) -> None:
        """Note one that could not; raises ServiceIll when there are too many."""
        self.bad += 1
        if self.bad >= IN_A_ROW:
            raise ServiceIll(
                f"{self.source}: {self.bad} answers in a row can't be used, the last: {reason}; "
                "the service has problems, try again later"
            )
