"""Sponsors rolled up: the names that registries write, brought together as organisations.

A name is another spelling of a sponsor, by the rules of :mod:`harvest.sponsors.spelling` or by a
line of a file, and a sponsor may belong to another one, by a line alone. The files are
``db/sponsors/aliases.csv``, which comes with the program, and the topic's own ``sponsors.csv``
among the judgements, which comes first. Names stay as they are written, each beside its sponsor
with the rule and the reason.
"""

from harvest.sponsors.rolling import Rolled, Sponsor, check, curated, rolled_up

__all__ = ["Rolled", "Sponsor", "check", "curated", "rolled_up"]
