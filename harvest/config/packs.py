"""The packs that ``[topic] packs`` names."""

from pathlib import Path

from harvest.config.reader import Table
from harvest.packs.folders import Folders, default, folder


def read_packs(table: Table) -> Folders:
    """The folders of the packs of ``[topic]``: those of the program by name, others by path.

    Raises ConfigError for one that is not there.
    """
    if "packs" not in table.values:
        return default()
    found: list[Path] = []
    for name in table.texts("packs"):
        try:
            place = folder(name, table.file.absolute().parent)
        except ValueError as error:
            table.wrong("packs", str(error))
        if place in found:
            table.wrong("packs", f'"{name}" is named twice; name each once')
        found.append(place)
    return tuple(found)
