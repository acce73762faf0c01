"""What the commands that apply judgements say of those that they do not apply."""

import logging

from harvest.config import Config

log = logging.getLogger("harvest.judgements")


def warn(config: Config) -> None:
    """Name what an older program kept in its own folder, where nothing is read any more."""
    from harvest.facets import names
    from harvest.judgements import move

    for path in move.left_behind(config.judgements.folder, names()):
        log.warning("%s", move.no_longer_read(path))
