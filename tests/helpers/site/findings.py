"""What the doctor says of a base."""

from dataclasses import replace

from harvest.config import Config
from harvest.health.doctor import examine
from harvest.health.finding import Finding
from tests.helpers.clock import FakeClock


def findings(config: Config, clock: FakeClock, about: str) -> list[Finding]:
    """What doctor finds about one thing, in a configuration without a search."""
    found = examine(replace(config, searches=()), clock=clock)
    return [finding for finding in found if finding.about == about]
