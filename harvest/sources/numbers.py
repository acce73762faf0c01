"""The numbers by which papers name trials."""

from harvest import identifiers
from harvest.records import Held


def trial_numbers(held: Held) -> list[str]:
    """The numbers by which papers name the held trials, former ones too."""
    names = {*held.trials, *(old for old, new in held.aliases.items() if new in held.trials)}
    # No paper names the country with which the EU's register tells its records apart.
    return sorted(
        {
            found.id
            for name in names
            if identifiers.is_number(name) and (found := identifiers.canonical(name))
        }
    )
