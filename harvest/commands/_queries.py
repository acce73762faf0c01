"""What the commands that run saved queries share."""

import sqlite3
import sys
from pathlib import Path

from harvest.config import Config
from harvest.errors import UsageError
from harvest.export import FORMATS
from harvest.machine.output import write as write_file
from harvest.queries import Query


def opened(config: Config, as_of: str | None, query: Query | None) -> sqlite3.Connection:
    """The published base or, if a day is given, the base at the end of that day.

    Raises UsageError if the day is before the first harvest or the query can't be asked of it.
    """
    from harvest.history import as_of as past
    from harvest.publish.read import open_published

    if as_of is None:
        return open_published(config)
    connection = past.open_past(config, past.find(config, as_of))
    try:
        if query is not None:
            past.check(connection, query)
    except BaseException:
        connection.close()
        raise
    return connection


def given(params: tuple[str, ...]) -> dict[str, str]:
    """The parameters of a query from NAME=VALUE. Raises UsageError for another form."""
    found = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise UsageError(f"--param {param}: write NAME=VALUE")
        found[name] = value
    return found


def write(body: bytes, output: Path | None, form: str) -> None:
    """Write an export to a file or, None, to the terminal.

    Raises UsageError if a terminal can't show it, and as ``output.write`` if a file can't be.
    """
    if output is None:
        if form in FORMATS and not FORMATS[form].text and sys.stdout.isatty():
            raise UsageError(f"{form} is not a text format; write it to a file with -o FILE")
        sys.stdout.buffer.write(body)
        return
    write_file(output, (FORMATS[form].mark if form in FORMATS else b"") + body)
