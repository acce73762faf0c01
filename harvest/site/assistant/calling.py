"""One call of a tool: arguments are read, a list is made and answered; errors are answers."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from datasette.utils import sqlite_timelimit

from harvest.clock import Clock, SystemClock
from harvest.config.reader import nearest
from harvest.errors import HarvestError, UsageError
from harvest.site.assistant import answers, arguments
from harvest.site.assistant.answers import Item
from harvest.site.assistant.tool import Asked, Tool
from harvest.site.assistant.tools import tools
from harvest.site.serving.limits import TooMuch
from harvest.text import allowed, line

_LONGEST_MS = 5_000
_OWN_MS = 1_000


class Refused(Exception):
    """What is told in the place of an answer: what is wrong, and the way out."""

    def __init__(self, problem: str) -> None:
        self.told: Item = {"error": line(allowed(problem), 600)}
        super().__init__(self.told["error"])


def offered(*, own_sql: bool) -> tuple[Tool, ...]:
    """The tools; ``sql`` only where visitors may send SQL."""
    return tuple(tool for tool in tools() if own_sql or not tool.own_sql)


def call(
    connection: sqlite3.Connection,
    name: str,
    given: Mapping[str, Any] | None,
    *,
    own_sql: bool = False,
    base_url: str = "",
    clock: Clock | None = None,
    sample: bool = False,
) -> Item:
    """The answer of a tool. Raises Refused, whatever was wrong."""
    known = {tool.name: tool for tool in offered(own_sql=own_sql)}
    tool = known.get(name)
    if tool is None:
        guess = nearest(name, list(known))
        cure = f"did you mean {guess}?" if guess else f"there are {', '.join(known)}"
        raise Refused(f"{name[:60]}: unknown tool; {cure}")
    try:
        read = arguments.read(tool.arguments, given)
        of = answers.publication(connection, sample=sample)
        mark = answers.mark(name, read, of)
        begin = answers.start(read["cursor"], of, mark)
        monotonic = (clock or SystemClock()).monotonic
        end = monotonic() + _LONGEST_MS / 1000
        with sqlite_timelimit(connection, _OWN_MS if tool.own_sql else _LONGEST_MS):
            listing = tool.work(Asked(connection, read, base_url, lambda: monotonic() > end))
            if begin and begin >= listing.total:
                raise UsageError("cursor: is beyond the end of the list")
            most = read["limit"] or answers.MOST_ITEMS
            return answers.answer(listing, of, begin, most, mark)
    except (UsageError, TooMuch) as error:
        raise Refused(str(error)) from error
    except HarvestError as error:
        raise Refused(str(error)) from error
    except sqlite3.OperationalError as error:
        if error.args == ("interrupted",):
            raise Refused("the answer took too long; narrow the request") from error
        raise
