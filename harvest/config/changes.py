"""The section ``[changes]``: when a change of many records counts as one."""

from dataclasses import dataclass

from harvest.config.reader import Table


@dataclass(frozen=True, slots=True)
class ChangesConfig:
    """When a change of one path in very many records counts as one mass change."""

    mass_percent: float = 20.0
    mass_minimum: int = 25


def read_changes(root: Table) -> ChangesConfig:
    """What the section says. Raises ConfigError naming the key."""
    table = root.table("changes", ("mass_percent", "mass_minimum"))
    return ChangesConfig(
        mass_percent=table.number("mass_percent", 20, 0.1, 100),
        mass_minimum=table.whole("mass_minimum", 25, 1, 1_000_000),
    )
