"""What the commands that apply judgements say of those that they do not apply."""

import logging

from harvest.config import Config

log = logging.getLogger("harvest.judgements")


def warn(config: Config) -> None:
    """Name what an older program kept in its own folder, and files whose names nobody reads."""
    from harvest.facets import names
    from harvest.judgements import move
    from harvest.judgements.check import misnamed

    for problem in misnamed(config.judgements.folder):
        log.warning("%s", problem)
    for path in move.left_behind(config.judgements.folder, names()):
        log.warning("%s", move.no_longer_read(path))
